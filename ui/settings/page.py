"""The settings: what can be set and looked after by name at the left, the chosen part beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from ui import kit
from ui.menu_button import MenuButton
from ui.rows import CountedRow
from ui.settings.sides import Sides

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


class SettingsPage(Sides):
    """The settings page with one part open."""

    def __init__(self, office: Office, key: str = "looks") -> None:
        super().__init__(office.catalogue, str(office.catalogue.screen("settings.title")), office.back_words())
        self.office = office
        self.key = ""
        self.part: Part | None = None
        nav = kit.frame("outline")
        lines = kit.vertical(nav, margins=(4, 12, 4, 12))
        self.rows: dict[str, CountedRow] = {}
        for each in PARTS:
            row = CountedRow(self.say(f"settings.{each}"), "label", 40, only_some=True)
            row.clicked.connect(lambda _checked=False, each=each: self.show_part(each))
            row.pressed_key.connect(lambda pressed, each=each: self.go(each, pressed))
            self.rows[each] = row
            lines.addWidget(row)
        lines.addStretch(1)
        self.choice = MenuButton(self.say("settings.title"), [(each, self.say(f"settings.{each}")) for each in PARTS])
        self.choice.picked.connect(lambda key: self.show_part(str(key)))
        self.column = self.sides(nav, 12)
        self.column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_part(key if key in PARTS else "looks")
        self.setFocusProxy(self.rows[self.key])

    @property
    def at(self) -> str:
        return self.key

    def open_row(self, key: str) -> None:
        self.show_part(key)

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
        self.setFocusProxy(self.begins())
        return self.part

    def follow(self) -> None:
        """Shows how much waits in each part."""
        waits = {"keeping": self.office.due_count()}
        for each, row in self.rows.items():
            row.show_count(waits.get(each, 0), each == self.key)

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
