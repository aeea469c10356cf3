"""Your own recording: an officer's private look at their latest referrals. Counted when asked, shown to nobody else, not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import background, kit, theme
from ui.counting_page import CountingPage
from ui.page_bar import PageBar
from ui.panels.canvas import DrawingView
from vpa_assist.composed.values import clock as in_words
from vpa_assist.drawing.charts import Bar, bars
from vpa_assist.record.kinds import moment

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.insight.own import OwnPatterns
    from vpa_assist.store import Store


class OwnPage(CountingPage):
    """What the person's own latest referrals have in common: parts told with detail, what comes back, what was praised."""

    counted = Signal()

    def __init__(self, store: Store, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        self._store = store
        self._catalogue = catalogue
        self._patterns: OwnPatterns | None = None
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(0)
        self._redraw.timeout.connect(self._draw)
        outer = kit.vertical(self)
        outer.addWidget(self._top())
        content = QWidget()
        content.setMaximumWidth(theme.current().px(theme.TARGET["column"]))
        self._box = kit.vertical(content, space=14, margins=(0, 18, 0, 24))
        self.basis = kit.label(self._word("own.counting"), "body", "text2", wrap=True)
        self._box.addWidget(self.basis)
        self.chart = DrawingView(1.5)
        self._blocks = kit.vertical(space=12)
        self._box.addLayout(self._blocks)
        self._box.addStretch(1)
        middle = QWidget()
        row = kit.horizontal(middle, margins=(24, 0, 24, 0))
        row.addStretch(1)
        row.addWidget(content, 100)
        row.addStretch(1)
        outer.addWidget(kit.Scroll(middle), 1)

    def _word(self, key: str, **words: object) -> str:
        return self._catalogue.screen(key, **words)

    def _top(self) -> QFrame:
        private = kit.label(self._word("own.private"), "label_plain", "text2")
        return PageBar(self._catalogue, self._word("own.name"), self._word("own.home"), self.leave, beside=[private])

    # counting

    def count(self) -> None:
        """Looks at the latest referrals, away from the window."""
        store, catalogue, why = self._store, self._catalogue, self._word("own.why")
        number = store.person.collar_number

        def work() -> OwnPatterns:
            from vpa_assist.insight.kept import mark
            from vpa_assist.insight.own import LATEST, own_patterns

            return own_patterns(store.latest_of(mark(catalogue), number, LATEST, why), number, catalogue)

        self._job = background.run(work, self._show, self._refused)

    def _refused(self, sentence: str) -> None:
        self._job = None
        self.basis.setText(sentence)
        self.counted.emit()

    # showing

    def _show(self, patterns: OwnPatterns) -> None:
        self._job = None
        self._patterns = patterns
        if not patterns.children:
            self.basis.setText(self._word("own.nothing"))
        else:
            self.basis.setText(self._word("own.basis", referrals=patterns.referrals, children=patterns.children))
            self._blocks.addWidget(self._parts_block())
            self._blocks.addWidget(self._points_block(patterns))
            if patterns.praise:
                self._blocks.addWidget(self._praise_block(patterns))
            self._redraw.start()
        kit.announce(self, self.basis.text())
        self.counted.emit()

    def _block(self, title: str) -> tuple[QFrame, QVBoxLayout]:
        block = kit.frame("block")
        box = kit.vertical(block, space=8, margins=(18, 14, 18, 16))
        box.addWidget(kit.label(title, "heading"))
        return block, box

    def _parts_block(self) -> QFrame:
        block, box = self._block(self._word("own.parts"))
        box.addWidget(kit.label(self._word("own.parts_note"), "small", "text2", wrap=True))
        box.addWidget(self.chart)
        return block

    def _points_block(self, patterns: OwnPatterns) -> QFrame:
        block, box = self._block(self._word("own.points"))
        points = patterns.come_back()
        if not points:
            box.addWidget(kit.label(self._word("own.no_points"), "body", wrap=True))
        for code, count in points:
            text = self._catalogue.check_text(code)
            box.addWidget(kit.label(text.title, "body_strong", wrap=True))
            box.addWidget(kit.label(self._word("own.in_of", count=count, referrals=patterns.referrals), "label_plain", "text2"))
            box.addWidget(kit.label(text.fix.replace("{name}", self._word("who.the_child")), "body", wrap=True))
            box.addWidget(kit.label(self._word("own.for_example", good=text.good), "label_plain", "text2", wrap=True))
            box.addSpacing(theme.current().px(6))
        return block

    def _praise_block(self, patterns: OwnPatterns) -> QFrame:
        block, box = self._block(self._word("own.praise"))
        for each in patterns.praise:
            box.addWidget(kit.label(each.text, "body", wrap=True))
            day = in_words(moment(each.at)) if each.at else ""
            place = self._catalogue.field_name(each.path) if each.path else ""
            said = ", ".join(part for part in (each.by, day, place) if part)
            box.addWidget(kit.label(said, "label_plain", "text2", wrap=True))
        return block

    def _title(self, part: str) -> str:
        return self._catalogue.page(f"child.{part}").outline

    def _draw(self) -> None:
        patterns = self._patterns
        if patterns is None or not patterns.children:
            return
        items = []
        for part, counts in patterns.parts.items():
            title, of = self._title(part), counts.total()
            words = self._word("own.part_of", count=counts["recorded"], of=of) if of else self._word("own.part_nobody")
            items.append(Bar(title, words, counts["recorded"] / of if of else None))
        alt = ". ".join(
            self._word(
                "own.part_in_words",
                part=self._title(part),
                recorded=counts["recorded"],
                weak=counts["weak"],
                missing=counts["missing"],
                of=counts.total(),
            )
            for part, counts in patterns.parts.items()
        )
        wide = max(300.0, self.chart.width() / (1.4 * theme.current().text_size / 100))
        self.chart.show_drawing(bars(items, alt, width=wide, labels=min(150, wide * 0.34)), self._word("own.parts"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw.start()
