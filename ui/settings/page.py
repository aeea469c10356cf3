"""The settings: what can be set and looked after by name at the left, the chosen part beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import kit, theme
from ui.menu_button import MenuButton
from ui.settings.room import Room

if TYPE_CHECKING:
    from ui.settings.office import Office
    from ui.settings.part import Part

PARTS = ("looks", "keys", "words", "person", "backups", "keeping", "trail")
"""The parts in their order."""


def part_of(office: Office, key: str) -> Part:
    """Makes one part. Each is imported when it is shown."""
    if key == "keys":
        from ui.settings.keys import KeysPart as Chosen
    elif key == "words":
        from ui.settings.words import WordsPart as Chosen  # type: ignore[assignment]
    elif key == "person":
        from ui.settings.person import PersonPart as Chosen  # type: ignore[assignment]
    elif key == "backups":
        from ui.settings.backups import BackupsPart as Chosen  # type: ignore[assignment]
    elif key == "keeping":
        from ui.settings.keeping import KeepingPart as Chosen  # type: ignore[assignment]
    elif key == "trail":
        from ui.settings.trail import TrailPart as Chosen  # type: ignore[assignment]
    else:
        from ui.settings.looks import LooksPart as Chosen  # type: ignore[assignment]
    return Chosen(office)


class NavRow(kit.Clickable):
    """One part's name, with a count where something waits there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.count = 0
        self.chosen = False
        self.setProperty("ring", "true")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, count: int, chosen: bool) -> None:
        """Shows whether it is open, and how much waits there."""
        self.count, self.chosen = count, chosen
        self.setChecked(chosen)
        self.setAccessibleName(f"{self.name}, {count}" if count else self.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.update()

    def nextCheckState(self) -> None:
        """The page decides which part is open."""

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(180), theme.current().px(40))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        if self.chosen:
            painter.fillRect(self.rect(), tokens.colour("accent_soft"))
            painter.fillRect(QRect(0, 0, px(3), self.height()), tokens.colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), tokens.colour("sunken"))
        painter.setPen(tokens.colour("text"))
        painter.setFont(tokens.font("label", 600 if self.chosen else 400))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            self.rect().adjusted(px(17), 0, -px(38 if self.count else 4), 0), Qt.AlignmentFlag.AlignLeft | middle, self.name
        )
        if self.count:
            painter.setPen(tokens.colour("text2"))
            painter.drawText(self.rect().adjusted(0, 0, -px(16), 0), Qt.AlignmentFlag.AlignRight | middle, str(self.count))
        painter.end()


class SettingsPage(Room):
    """The settings page with one part open."""

    def __init__(self, office: Office, key: str = "looks") -> None:
        super().__init__(office.catalogue, str(office.catalogue.screen("settings.title")), office.back_words())
        self.office = office
        self.key = ""
        self.part: Part | None = None
        middle = kit.horizontal()
        self.outer.addLayout(middle, 1)
        self.nav = kit.frame("outline")
        self.nav.setFixedWidth(theme.current().px(theme.TARGET["outline"]))
        rows = kit.vertical(self.nav, margins=(4, 12, 4, 12))
        self.rows: dict[str, NavRow] = {}
        for each in PARTS:
            row = NavRow(self.say(f"settings.{each}"))
            row.clicked.connect(lambda _checked=False, each=each: self.show_part(each))
            row.pressed_key.connect(lambda key, each=each: self._arrow(each, key))
            self.rows[each] = row
            rows.addWidget(row)
        rows.addStretch(1)
        middle.addWidget(self.nav)
        content = QWidget()
        across = kit.horizontal(content, margins=(26, 18, 26, 24))
        holder = QWidget()
        holder.setMaximumWidth(theme.current().px(theme.TARGET["column"]))
        self.column = kit.vertical(holder, space=12)
        self.choice = MenuButton(self.say("settings.title"), [(each, self.say(f"settings.{each}")) for each in PARTS])
        self.choice.picked.connect(lambda key: self.show_part(str(key)))
        self.column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        across.addWidget(holder, 100)
        across.addStretch(1)
        self.area = kit.Scroll(content)
        middle.addWidget(self.area, 1)
        self.show_part(key if key in PARTS else "looks")
        self.setFocusProxy(self.rows[self.key])

    def show_part(self, key: str) -> Part:
        """Opens one part."""
        old, self.part = self.part, None
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.key = key
        self.part = part_of(self.office, key)
        self.column.addWidget(self.part, 1)
        self.choice.choose(key)
        self.follow()
        self.area.verticalScrollBar().setValue(0)
        self.setFocusProxy(self.rows[key] if not self.is_narrow else self.choice)
        return self.part

    def follow(self) -> None:
        """Shows how much waits in each part."""
        waits = {"keeping": self.office.due_count()}
        for each, row in self.rows.items():
            row.show_state(waits.get(each, 0), each == self.key)

    def again(self) -> SettingsPage:
        """The same page in other sizes or colours, with the keyboard where it was."""
        page = SettingsPage(self.office, self.key)
        page.left.connect(self.office.go_back)
        chosen = getattr(self.part, "focused", None)
        if page.part is not None and callable(chosen):
            proxy = page.part.focus_of(chosen())  # type: ignore[attr-defined]
            if proxy is not None:
                page.setFocusProxy(proxy)
        return page

    def scroll_up(self) -> None:
        """Brings the top of the part into view once it has its height."""
        QTimer.singleShot(0, self.area, lambda: self.area.verticalScrollBar().setValue(0))

    def _arrow(self, at: str, key: int) -> None:
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        to = PARTS[(PARTS.index(at) + step) % len(PARTS)]
        self.show_part(to)
        self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, row = self.is_narrow, self.rows[self.key]
        had = row.hasFocus() if narrow else self.choice.hasFocus()
        self.choice.setVisible(narrow)
        self.nav.setVisible(not narrow)
        begins = self.choice if narrow else row
        if self.focusProxy() in (row, self.choice):
            self.setFocusProxy(begins)
        if had:
            begins.setFocus(Qt.FocusReason.OtherFocusReason)
        ems = theme.current().ems(self.width())
        self.nav.setFixedWidth(theme.current().px(216 if ems < 72 else theme.TARGET["outline"]))
