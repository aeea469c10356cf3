"""The library: find a scenario by incident, age, audience and time, see what it is about, and choose what to do with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui import kit, theme
from ui.answers.line_edit import LineEdit
from ui.supervisor.menu_button import MenuButton
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.training.shelf import Shelf, Shown
    from vpa_assist.catalogue import Catalogue

AGES: dict[str, tuple[int, int]] = {"0": (0, 0), "1": (1, 4), "5": (5, 10), "11": (11, 15), "16": (16, 17)}
TIMES = (30, 45, 60)


def ages_in_words(ages: tuple[int | None, ...], catalogue: Catalogue) -> str:
    """ "4 and 8", "under 1", "not yet born"."""
    say = catalogue.screen
    in_order = sorted(ages, key=lambda age: -1 if age is None else age)
    words = [
        say("training.unborn") if each is None else say("training.under_one") if each < 1 else str(each) for each in in_order
    ]
    words = list(dict.fromkeys(words))
    return words[0] if len(words) < 2 else f"{', '.join(words[:-1])} {say('training.and')} {words[-1]}"


class ScenarioRow(kit.Clickable):
    """One scenario: title, incident and ages, and one line of what it is about."""

    def __init__(self, shown: Shown, catalogue: Catalogue) -> None:
        super().__init__()
        self.shown = shown
        self.chosen = False
        entry = shown.entry
        types = ", ".join(catalogue.label("incident_type", each) for each in entry.types)
        self._meta = catalogue.screen("training.row_meta", types=types, ages=ages_in_words(entry.ages, catalogue))
        self._time = catalogue.screen("training.row_minutes", minutes=shown.practise)
        self._own = catalogue.screen("training.own") if shown.own else ""
        self.setAccessibleName(f"{entry.title}. {self._meta}. {entry.summary}")
        self.setProperty("ring", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chosen(self, chosen: bool) -> None:
        """Marks the row that is open beside the list."""
        self.chosen = chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(280), theme.current().px(66))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        ground = "accent_soft" if self.chosen else "sunken" if self.underMouse() else "surface"
        painter.fillRect(self.rect(), tokens.colour(ground))
        if self.chosen:
            painter.fillRect(QRect(0, 0, px(3), self.height()), tokens.colour("accent"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), tokens.colour("line"))
        left, right = px(18), self.width() - px(16)
        title = tokens.font("body", 600)
        small = tokens.font("small")
        top = QRect(left, px(9), right - left, px(24))
        low = QRect(left, px(34), right - left, px(22))
        painter.setFont(small)
        painter.setPen(tokens.colour("text2"))
        wide = QFontMetrics(small).horizontalAdvance(self._time)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._time)
        text = QFontMetrics(small).elidedText(self._meta, Qt.TextElideMode.ElideRight, low.width())
        painter.drawText(low, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(title)
        painter.setPen(tokens.colour("text"))
        room = top.width() - wide - px(16)
        name = f"{self.shown.entry.title}  ·  {self._own}" if self._own else self.shown.entry.title
        text = QFontMetrics(title).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class Detail(QFrame):
    """What the chosen scenario is about, and what can be done with it. `asked` carries what, and the scenario's id."""

    asked = Signal(str, str)

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf
        self.shown: Shown | None = None
        self.setProperty("look", "side")
        outer = kit.vertical(self)
        content = QWidget()
        self.box = kit.vertical(content, space=10, margins=(22, 18, 22, 20))
        self.area = kit.Scroll(content)
        outer.addWidget(self.area, 1)
        self.buttons: dict[str, kit.Button] = {}

    def show_scenario(self, shown: Shown | None, begun: bool = False) -> None:
        """Shows a scenario; `begun` tells that a practice of it waits to be gone on with."""
        kit.clear(self.box)
        self.shown = shown
        self.buttons = {}
        if shown is None:
            self.box.addStretch(1)
            return
        catalogue = self.shelf.catalogue
        say, words = catalogue.screen, catalogue.raw("training")
        entry = shown.entry
        self.box.addWidget(kit.label(entry.title, "title", wrap=True))
        self.box.addWidget(kit.label(entry.summary, "body", "text2", wrap=True))
        self._actions(shown, begun)
        self.box.addWidget(kit.rule())
        try:
            scenario = self.shelf.scenario(entry.id)
        except CannotDo as refusal:
            self.box.addWidget(kit.label(str(refusal), "body", "must", wrap=True))
            self.box.addStretch(1)
            return
        audience = ", ".join(words["audiences"][each] for each in entry.audience)
        for key, text in (
            ("training.for_whom", audience),
            ("training.children", ages_in_words(entry.ages, catalogue)),
            ("training.answers", scenario.answers),
            ("training.origin", words["origins"][scenario.origin]),
        ):
            self._line(say(key), text)
        if entry.features:
            chips = QWidget()
            flow = kit.Flow(chips, space=6)
            for each in entry.features:
                flow.addWidget(kit.label(words["features"][each], "chip"))
            self.box.addWidget(chips)
        self.box.addWidget(kit.label(say("training.aims"), "label"))
        for aim in scenario.aims:
            row = kit.horizontal(space=8)
            row.addWidget(kit.label("–", "body", "text2"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(kit.label(aim, "body", wrap=True), 1)
            self.box.addLayout(row)
        self.box.addStretch(1)

    def _line(self, name: str, text: str) -> None:
        pair = kit.vertical(space=1)
        pair.addWidget(kit.label(name, "label"))
        pair.addWidget(kit.label(text, "body", wrap=True))
        self.box.addLayout(pair)

    def _actions(self, shown: Shown, begun: bool) -> None:
        say = self.shelf.catalogue.screen
        entry = shown.entry
        table = (
            ("present", say("training.do_present"), say("training.do_present_note", minutes=shown.present), "main"),
            ("briefing", say("training.do_briefing"), say("training.do_briefing_note"), "plain"),
            (
                "practise",
                say("training.do_go_on" if begun else "training.do_practise"),
                say("training.do_practise_note", minutes=shown.practise),
                "plain",
            ),
            ("spot", say("training.do_spot"), say("training.do_spot_note"), "plain"),
        )
        for name, words, note, look in table:
            row = kit.horizontal(space=12)
            button = kit.button(words, partial(self.asked.emit, name, entry.id), look=look, name=f"{words}: {entry.title}")
            button.setFixedWidth(theme.current().px(152))
            self.buttons[name] = button
            row.addWidget(button)
            row.addWidget(kit.label(note, "small", "text2", wrap=True), 1)
            self.box.addLayout(row)
        links = QWidget()
        flow = kit.Flow(links, space=14)
        printed = kit.label(say("training.print"), "small", "text2")
        printed.setFixedHeight(theme.current().px(theme.TARGET["link"]))
        flow.addWidget(printed)
        for name in ("questions", "answers", "card"):
            link = kit.link(say(f"training.print_{name}"), partial(self.asked.emit, f"print_{name}", entry.id))
            link.setAccessibleName(f"{say('training.print')} {say(f'training.print_{name}')}: {entry.title}")
            self.buttons[f"print_{name}"] = link
            flow.addWidget(link)
        self.box.addWidget(links)


class LibraryPage(QWidget):
    """The list with its filters and the chosen scenario beside it. `asked` carries what to do and with which scenario."""

    asked = Signal(str, str)

    def __init__(self, shelf: Shelf, chosen: str = "", begun: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.shelf = shelf
        self.catalogue = shelf.catalogue
        self._begun = begun
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.horizontal(self)
        self.left = self._left()
        outer.addWidget(self.left)
        outer.addWidget(self._middle(), 1)
        self.detail = Detail(shelf)
        self.detail.asked.connect(self.asked)
        outer.addWidget(self.detail)
        self.rows: list[ScenarioRow] = []
        self.follow(chosen)

    # parts

    def _left(self) -> QWidget:
        say = self.catalogue.screen
        left = kit.frame("outline")
        column = kit.vertical(left, space=6, margins=(16, 18, 16, 16))
        column.addWidget(kit.label(say("training.title_short"), "title", wrap=True))
        column.addWidget(kit.label(say("training.lead"), "small", "text2", wrap=True))
        column.addSpacing(theme.current().px(8))
        self.links: dict[str, kit.Button] = {}
        for name, icon in (("own", "plus"), ("open_file", "document"), ("class", "chart"), ("aide", "print")):
            button = kit.button(say(f"training.nav_{name}"), partial(self.asked.emit, name, ""), icon=icon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.links[name] = button
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(kit.label(say("training.kept"), "small", "text2", wrap=True))
        return left

    def _middle(self) -> QWidget:
        say = self.catalogue.screen
        words = self.catalogue.raw("training")
        holder = QWidget()
        column = kit.vertical(holder, space=12, margins=(24, 16, 24, 16))
        head = kit.horizontal(space=12)
        self.count = kit.label("", "title")
        self.search = LineEdit()
        self.search.setPlaceholderText(say("training.search"))
        self.search.setAccessibleName(say("training.search"))
        self.search.setMaximumWidth(theme.current().px(280))
        head.addWidget(self.count, 1)
        head.addWidget(self.search, 1)
        column.addLayout(head)
        types = sorted({each for shown in self.shelf.shown() for each in shown.entry.types})
        any_type = [("", say("training.any_type"))]
        self.type = MenuButton(
            say("training.filter_type"), any_type + [(each, self.catalogue.label("incident_type", each)) for each in types]
        )
        self.age = MenuButton(
            say("training.filter_age"), [("", say("training.any_age")), *((key, say(f"training.age_{key}")) for key in AGES)]
        )
        self.audience = MenuButton(
            say("training.filter_audience"), [("", say("training.any_audience")), *words["audiences"].items()]
        )
        times: list[tuple[object, str]] = [(0, say("training.any_time"))]
        self.time = MenuButton(
            say("training.filter_time"), times + [(each, say("training.up_to", minutes=each)) for each in TIMES]
        )
        bar = QWidget()
        flow = kit.Flow(bar, space=8)
        for each in (self.type, self.age, self.audience, self.time):
            each.picked.connect(lambda _value: self.follow())
            flow.addWidget(each)
        column.addWidget(bar)
        self.told = kit.vertical()
        column.addLayout(self.told)
        frame = kit.frame("block")
        inner = kit.vertical(frame, margins=(1, 1, 1, 1))
        content = QWidget()
        self.list = kit.vertical(content)
        self.area = kit.Scroll(content)
        inner.addWidget(self.area)
        column.addWidget(frame, 1)
        self.empty = kit.label(say("training.none_found"), "body", "text2", wrap=True)
        self.empty.hide()
        column.addWidget(self.empty)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._soon.timeout.connect(self.follow)
        self.search.text_edited.connect(lambda _text: self._soon.start())
        self.frame = frame
        self.first = self.search
        return holder

    # showing

    def follow(self, chosen: str = "") -> None:
        """Shows the scenarios that fit; the chosen one stays open where it is still among them."""
        chosen = chosen or (self.detail.shown.entry.id if self.detail.shown else "")
        words = self.search.text().casefold().split()
        ages = AGES.get(str(self.age.value))
        minutes = self.time.value if isinstance(self.time.value, int) else 0
        found = [
            each
            for each in self.shelf.shown()
            if each.fits(str(self.type.value or ""), ages, str(self.audience.value or ""), minutes)
            and all(word in f"{each.entry.title} {each.entry.summary}".casefold() for word in words)
        ]
        kit.clear(self.list)
        self.rows = []
        for shown in found:
            row = ScenarioRow(shown, self.catalogue)
            row.clicked.connect(lambda _checked=False, row=row: self.choose(row))
            row.pressed_key.connect(self._arrow)
            self.rows.append(row)
            self.list.addWidget(row)
        self.list.addStretch(1)
        self.frame.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.count.setText(self.catalogue.screen("training.count", count=len(found)))
        start = next((row for row in self.rows if row.shown.entry.id == chosen), self.rows[0] if self.rows else None)
        if start is None:
            self.detail.show_scenario(None)
        else:
            self.choose(start)

    def choose(self, row: ScenarioRow) -> None:
        """Opens a scenario beside the list."""
        for each in self.rows:
            each.show_chosen(each is row)
        self.detail.show_scenario(row.shown, row.shown.entry.id in self._begun)

    def _arrow(self, key: int) -> None:
        at = next((number for number, row in enumerate(self.rows) if row.chosen), 0)
        to = at + (-1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1)
        if 0 <= to < len(self.rows):
            self.choose(self.rows[to])
            self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(self.rows[to])

    def tell(self, text: str, tone: str = "quiet") -> None:
        """Says something above the list."""
        kit.clear(self.told)
        self.told.addWidget(kit.Banner(tone, text, "", icon="tick" if tone == "quiet" else ""))
        kit.announce(self, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = theme.current().px
        ems = theme.current().ems(self.width())
        self.left.setFixedWidth(px(theme.TARGET["outline_small"] if ems < 72 else 232))
        self.left.setVisible(ems >= 46)
        self.detail.setFixedWidth(px(440) if ems >= 80 else px(372) if ems >= 60 else max(px(300), self.width() // 2))
