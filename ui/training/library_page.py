"""The library: find a scenario by incident, age, audience and time, see what it is about, and choose what to do with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import kit, theme
from ui.answers.line_edit import LineEdit
from ui.training.detail import Detail, ages_in_words
from ui.training.filters import Filters

if TYPE_CHECKING:
    from ui.training.shelf import Shelf, Shown
    from vpa_assist.catalogue import Catalogue


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
        self.filters = Filters(self.shelf)
        self.filters.changed.connect(lambda: self.follow())
        column.addWidget(self.filters)
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
        found = [
            each
            for each in self.shelf.shown()
            if self.filters.fit(each) and all(word in f"{each.entry.title} {each.entry.summary}".casefold() for word in words)
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
