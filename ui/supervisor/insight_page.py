"""Insight: what leaders need to see over many referrals. Nobody is ranked, and every bar opens what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui import background, kit, theme
from ui.counting_page import CountingPage
from ui.menu_button import MenuButton
from ui.page_bar import PageBar
from ui.panels.canvas import DrawingView
from ui.supervisor.counting import Awaiting, Cell, PartOf, count_store, drafts_behind
from ui.supervisor.figure_files import AsShown
from ui.supervisor.figures import FigureCard, FigureTable, PlainTable, chart_of, line_of
from ui.supervisor.insight_files import InsightFiles
from ui.supervisor.narrowing import Chooser, Option, options_of
from ui.supervisor.segment_bar import SegmentBar
from vpa_assist.insight.counting import Counted, Span
from vpa_assist.insight.report import InsightWords, Table, awaited_groups, awaited_rows, awaited_words, table_of
from vpa_assist.insight.tally import AwaitedGroup, Tally, middle_of
from vpa_assist.store import NOT_RECORDED, Filters

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store
    from vpa_assist.store.lists import Column

CARDS = ("ethnicity_missing", "spoken_to_no_words", "asleep_checked")
"""The measures that always stand in large figures."""
SPLITS = ("type", "unit", "week", "month", "age", "authority", "ethnicity")
NARROWED: tuple[Column, ...] = ("unit", "main_type")
PERIODS = (28, 56, 84, 365, 0)
"""Days back from today; 0 is everything."""


class InsightPage(CountingPage):
    """Figures over the drafts of one store.

    Counting runs in another process and shows how far it is; leaving the page stops it. `show_drafts` carries the ids behind a
    bar with the words of that bar.
    """

    show_drafts = Signal(list, str)
    counted = Signal()

    def __init__(
        self, store: Store, catalogue: Catalogue, today: Callable[[], date] = date.today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        self._store = store
        self._catalogue = catalogue
        self._words = InsightWords(catalogue)
        self._today = today
        self._tally: Tally | None = None
        self._awaiting: list[AwaitedGroup] = []
        self._about = ""
        """What the figures that are shown are narrowed to, in words; empty for all."""
        self._shown: tuple[Table, Table]
        self._done = self._of = 0
        self._ticks = QTimer(self)
        self._ticks.setInterval(250)
        self._ticks.timeout.connect(self._tell_progress)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(0)
        self._redraw.timeout.connect(self._draw)
        self._build()

    def choose_like(self, other: InsightPage) -> None:
        """Chooses what was chosen on another page of the same store."""
        for mine, theirs in ((self.measure, other.measure), (self.period, other.period), (self.split, other.split)):
            mine.choose(theirs.value)
        for column, chooser in self.narrowed.items():
            chooser.choose(other.narrowed[column].option)
        self.files.training = other.files.training

    # building

    def _build(self) -> None:
        outer = kit.vertical(self)
        outer.addWidget(self._top())
        content = QWidget()
        self._box = kit.vertical(content, space=10, margins=(24, 12, 24, 16))
        self._box.addWidget(self._filters())
        self._progress = kit.label("", "label_plain", "text2", wrap=True)
        self._progress.setAccessibleName(self._word("insight.progress"))
        self._box.addWidget(self._progress)
        self.told = kit.label("", "label_plain", "text2", wrap=True)
        self.told.hide()
        self._box.addWidget(self.told)
        self._box.addLayout(self._card_row())
        self._box.addLayout(self._main_row())
        self._box.addWidget(self._over_time())
        self._box.addWidget(self._awaited())
        self._box.addStretch(1)
        self._scroll = kit.Scroll(content)
        outer.addWidget(self._scroll, 1)

    def _word(self, key: str, **words: object) -> str:
        return self._catalogue.screen(key, **words)

    def _top(self) -> QFrame:
        word = self._word
        self.files = InsightFiles(self, self._catalogue)
        return PageBar(
            self._catalogue,
            word("insight.name"),
            word("insight.home"),
            self.leave,
            beside=[kit.label(word("insight.for_whom"), "label_plain", "text2")],
            right=self.files.buttons,
        )

    def _filters(self) -> QWidget:
        holder = QWidget()
        box = kit.vertical(holder, space=4)
        line = QWidget()
        flow = kit.Flow(line, space=10, row_space=6)
        word = self._word
        self.measure = MenuButton(word("insight.show"), self._measure_options())
        self.period = MenuButton(word("insight.handed_in"), [(days, word(f"insight.period_{days}")) for days in PERIODS])
        self.split = MenuButton(word("insight.split"), [(key, self._words.in_sentence(key)) for key in SPLITS])
        for text, button in (
            (word("insight.show"), self.measure),
            (word("insight.handed_in"), self.period),
            (word("insight.split"), self.split),
        ):
            caption = kit.label(text, "label_plain", "text2")
            caption.setMinimumHeight(theme.current().px(theme.TARGET["button"]))
            flow.addWidget(caption)
            flow.addWidget(button)
        self.narrowed: dict[str, Chooser] = {}
        for column in NARROWED:
            chooser = Chooser(
                word(f"queue.by_{column}"), word(f"queue.every_{column}"), word("queue.find"), self._options(column)
            )
            chooser.picked.connect(lambda _value: self.count())
            self.narrowed[column] = chooser
            flow.addWidget(chooser)
        self._basis = kit.label("", "label_plain", "text2", wrap=True)
        box.addWidget(line)
        box.addWidget(self._basis)
        self.measure.picked.connect(lambda _value: self._show())
        self.split.picked.connect(lambda _value: self._show())
        self.period.picked.connect(lambda _value: self.count())
        return holder

    def _options(self, column: Column) -> Callable[[], list[Option]]:
        return lambda: options_of(self._store, self._catalogue, column, Filters())

    def _measure_options(self) -> list[tuple[object, str]]:
        seen: dict[str, str] = {}
        for measures in self._words.panels().values():
            for key in measures:
                seen.setdefault(key, self._words.measure(key)["title"])
        first = {key: seen[key] for key in CARDS}
        return [*first.items(), *((key, title) for key, title in seen.items() if key not in first)]

    def _card_row(self) -> QGridLayout:
        self._cards_grid = QGridLayout()
        self._cards_grid.setSpacing(theme.current().px(12))
        self.cards = [FigureCard(self._catalogue) for _ in range(len(CARDS) + 1)]
        self._place_cards(4)
        return self._cards_grid

    def _place_cards(self, columns: int) -> None:
        for index, card in enumerate(self.cards):
            self._cards_grid.addWidget(card, index // columns, index % columns)
        for column in range(4):
            self._cards_grid.setColumnStretch(column, 1 if column < columns else 0)

    def _main_row(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.current().px(12))
        block, box = self._block()
        head = kit.horizontal(space=10)
        self._chart_title = kit.label("", "heading", wrap=True)
        head.addWidget(self._chart_title, 1)
        self.views = SegmentBar(
            self._word("insight.views"), [(key, self._word(f"insight.view_{key}")) for key in ("chart", "table", "both")], "both"
        )
        self.views.chosen.connect(lambda _value: self._arrange())
        head.addWidget(self.views)
        box.addLayout(head)
        box.addWidget(kit.label(self._word("insight.bar_note"), "small", "text2", wrap=True))
        self.chart = DrawingView(1.5)
        self.chart.chosen.connect(lambda key: self._behind(key[0]))
        box.addWidget(self.chart)
        box.addStretch(1)
        self._chart_block = block
        table_block, table_box = self._block()
        table_box.addWidget(kit.label(self._word("insight.same_numbers"), "heading"))
        self.table = FigureTable(self._catalogue)
        self.table.behind.connect(self._behind)
        table_box.addWidget(self.table)
        note = f"{self._words.small_group_note()} {self._word('insight.row_opens')}"
        table_box.addWidget(kit.label(note, "small", "text2", wrap=True))
        table_box.addStretch(1)
        self._table_block = table_block
        self._main_grid = grid
        grid.addWidget(block, 0, 0)
        grid.addWidget(table_block, 0, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        return grid

    def _block(self) -> tuple[QFrame, QVBoxLayout]:
        block = kit.frame("block")
        box = kit.vertical(block, space=8, margins=(18, 14, 18, 14))
        return block, box

    def _over_time(self) -> QFrame:
        block, box = self._block()
        head = kit.horizontal(space=10)
        head.addWidget(kit.label(self._word("insight.over_time"), "heading"), 1)
        head.addWidget(kit.label(self._word("insight.band_note"), "small", "text2"))
        box.addLayout(head)
        self.line = DrawingView(2.0)
        box.addWidget(self.line)
        return block

    def _awaited(self) -> QFrame:
        block, box = self._block()
        title = self._words.panel_title("waiting")
        box.addWidget(kit.label(title, "heading"))
        self.awaited = PlainTable(title, [self._word(f"insight.awaited_{key}") for key in ("what", "of", "for", "count")])
        self.awaited.behind.connect(lambda row: self._behind_awaited(self._awaiting[row]))
        box.addWidget(self.awaited)
        box.addWidget(kit.label(self._word("insight.row_opens"), "small", "text2", wrap=True))
        block.hide()
        self._awaited_block = block
        return block

    # counting

    def count(self) -> None:
        """Counts the store again for the chosen period; what is shown stays until the new figures are there."""
        self.stop()
        span = self._span()
        about = self._narrowed_to(span)
        self._done = 0
        held = self._store.counts()
        self._of = held.to_do + held.returned + held.with_supervisor + held.done
        self._tell_progress()
        self._progress.show()
        self._ticks.start()
        job: list[background.Job] = []

        def work() -> Counted:
            return count_store(self._store, self._catalogue, span, lambda: job[0].cancelled if job else False, self._step)

        self._job = background.run(work, lambda counted: self._counted(counted, about), self._refused)
        job.append(self._job)

    def _step(self, more: int) -> None:
        # told from the counting thread: only a number changes, the window reads it now and then
        self._done += more

    def _tell_progress(self) -> None:
        self._progress.setText(self._word("insight.counting", done=f"{self._done:,}", total=f"{self._of:,}"))

    def _span(self) -> Span:
        days = self.period.value
        first = (self._today() - timedelta(days=days)).isoformat() if isinstance(days, int) and days else ""
        units, types = (self._chosen(column) for column in NARROWED)
        return Span(first=first, units=units, types=types)

    def _chosen(self, column: Column) -> frozenset[str]:
        value = self.narrowed[column].value
        return frozenset(["" if value == NOT_RECORDED else value]) if value else frozenset()

    def _narrowed_to(self, span: Span) -> str:
        since = self._word("insight.since", day=span.first) if span.first else ""
        what = "; ".join([*([since] if since else []), *(each.option.words for each in self.narrowed.values() if each.value)])
        return self._word("insight.only", what=what) if what else ""

    def _counted(self, counted: Counted, about: str) -> None:
        self._job = None
        self._about = about
        self._ticks.stop()
        self._tally = counted.tally
        refused = self._word("insight.refused", count=counted.refused) if counted.refused else ""
        self._progress.setText(refused)
        self._progress.setVisible(bool(refused))
        self._show()
        self.counted.emit()

    def _refused(self, sentence: str) -> None:
        self._job = None
        self._ticks.stop()
        self._progress.setText(sentence)
        self._progress.setVisible(True)
        self.counted.emit()

    def stop(self) -> None:
        """Stops counting."""
        self._ticks.stop()
        super().stop()

    # showing

    def _show(self) -> None:
        tally = self._tally
        if tally is None:
            return
        words = self._words
        self._basis.setText(
            f"{self._word('insight.basis', referrals=tally.referrals, children=tally.children)} {words.table['nobody_ranked']}"
        )
        for card, key in zip(self.cards, CARDS, strict=False):
            table = table_of(tally, key, "all", words)
            card.show_share(table.title, table.total, table.least)
        self._show_time(self.cards[-1], tally)
        table = table_of(tally, str(self.measure.value), str(self.split.value), words)
        self._show_awaited(tally)
        self._shown = (table, table_of(tally, str(self.measure.value), "week", words))
        self._chart_title.setText(self._title())
        self.table.show_table(table)
        self._arrange()
        self._draw()

    def _title(self) -> str:
        return self._word("insight.by", title=self._shown[0].title, split=self._words.in_sentence(self._shown[0].dimension))

    def _draw(self) -> None:
        """Draws both pictures as wide as there is room, so that their text has the size of the page's."""
        if self._tally is None:
            return
        table, weeks = self._shown
        self.chart.show_drawing(chart_of(table, self._catalogue, self._points(self.chart)), self._title())
        name = f"{weeks.title}: {weeks.dimension_title}"
        self.line.show_drawing(line_of(weeks, self._catalogue, self._points(self.line)), name)

    def _points(self, view: DrawingView) -> float:
        pixels_a_point = 1.4 * theme.current().text_size / 100
        return max(300.0, min(view.width(), 1200) / pixels_a_point)

    def _show_awaited(self, tally: Tally) -> None:
        under = self._word("insight.under", least=self._words.least)
        rows = [[*row, under if count is None else f"{count:,}"] for *row, count in awaited_rows(tally, self._words)]
        self._awaiting = awaited_groups(tally)
        self.awaited.show_rows(rows)
        self._awaited_block.setVisible(bool(rows))

    def _show_time(self, card: FigureCard, tally: Tally) -> None:
        title = self._word("insight.middle_time")
        found = middle_of(tally.hand_in_minutes)
        if found is None or tally.hand_in_minutes.total() < self._words.least:
            card.show_text("–", title, self._word("insight.hidden", least=self._words.least))
            return
        low, middle, high = (self._hours(value) for value in found)
        sent = middle_of(tally.sending_minutes)
        if sent is None or tally.sending_minutes.total() < self._words.least:
            card.show_text(middle, title, self._word("insight.half_between", low=low, high=high))
        else:
            card.show_text(middle, title, self._word("insight.half_between_sent", low=low, high=high, sent=self._hours(sent[1])))

    def _hours(self, minutes: float) -> str:
        return self._word("insight.hours", hours=int(minutes) // 60, minutes=int(minutes) % 60)

    def _arrange(self) -> None:
        """Chart, table or both; one under the other where there is little room."""
        view = self.views.value
        self._chart_block.setVisible(view != "table")
        self._table_block.setVisible(view != "chart")
        wide = theme.current().ems(self.width()) >= 75
        self._main_grid.addWidget(self._table_block, 0 if wide else 1, 1 if wide else 0)
        self._main_grid.setColumnStretch(1, 4 if wide and view == "both" else 0)
        self._place_cards(4 if theme.current().ems(self.width()) >= 60 else 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        # the pictures' own widths are known only when the layout has run
        self._redraw.start()

    # behind a bar

    def _behind(self, group: str) -> None:
        measure, dimension = str(self.measure.value), str(self.split.value)
        label = self._words.group(dimension, group)
        title = self._word("insight.behind", title=self._words.measure(measure)["title"], group=label)
        self._list_behind(PartOf(measure, dimension, group), title)

    def _behind_awaited(self, group: AwaitedGroup) -> None:
        what, authority, band = awaited_words(group, self._words)
        where = self._word("insight.awaited_group", authority=authority, waiting=band)
        self._list_behind(Awaiting(group), self._word("insight.behind", title=what, group=where))

    def _list_behind(self, cell: Cell, title: str) -> None:
        span = self._span()
        self.stop()
        job: list[background.Job] = []

        def work() -> list[str]:
            return drafts_behind(self._store, self._catalogue, span, cell, lambda: job[0].cancelled if job else False)

        def show(ids: list[str]) -> None:
            self._job = None
            self.show_drafts.emit(ids, title)

        self._job = background.run(work, show, self._refused)
        job.append(self._job)

    # what is said, and what is shown

    def tell(self, text: str) -> None:
        """Says something that has nothing to do with the figures, beside how far the counting is."""
        self.told.setText(text)
        self.told.show()
        kit.announce(self, text)

    def say(self, text: str) -> None:
        """Says what was done with the figures, in the place of how far the counting is."""
        self._progress.setText(text)
        self._progress.setVisible(True)
        kit.announce(self, text)

    def today(self) -> date:
        """The day that periods end on."""
        return self._today()

    def as_shown(self) -> AsShown | None:
        """The figures with what is chosen, for a file; None before the first are there."""
        if self._tally is None:
            return None
        return AsShown(
            self._store,
            self._catalogue,
            self._tally,
            self._shown[0],
            self._title(),
            self._basis.text(),
            str(self.split.value),
            self._today(),
            about=self._about,
        )
