"""What both windows have: keys for their commands, text size and theme, the blank sheet, the ring around the focus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget
from shiboken6 import isValid

from ui import actions, theme
from ui.focus_ring import FocusRing
from ui.overlays import Blank

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

LOOKS = ("larger", "smaller", "normal_size", "", "light", "dark", "follow_system", "")
"""The commands that change how a window looks, as menus list them; "" is a line between two groups."""


class Frame(QMainWindow):
    """A window of the program. A subclass says in `wear` how it changes its looks; a command is the method of its name."""

    def __init__(self, catalogue: Catalogue, title: str) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.setWindowTitle(title)
        self.setProperty("look", "window")
        self.ring = FocusRing()
        self.blank_sheet: Blank | None = None
        _application().focusChanged.connect(self._focus_moved)
        self.resize(1366, 768)

    # commands

    def add_keys(self, name: str) -> None:
        """Has the keys of a command do it, wherever in the window they are pressed."""
        action = QAction(self.catalogue.screen(f"command.{name}"), self)
        action.setShortcuts([QKeySequence(keys) for keys in actions.command(name).keys])
        action.triggered.connect(lambda _checked=False: getattr(self, name)())
        self.addAction(action)

    def add_commands(self, menu: QMenu, names: Iterable[str]) -> None:
        """Adds commands to a menu, each with its first keys; "" is a line between two groups."""
        for name in names:
            if not name:
                menu.addSeparator()
                continue
            keys = actions.command(name).keys
            action = menu.addAction(self.catalogue.screen(f"command.{name}"))
            if keys:
                action.setShortcut(QKeySequence(keys[0]))
                action.setShortcutVisibleInContextMenu(True)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, name=name: getattr(self, name)())

    # looks

    @property
    def dark_choice(self) -> bool | None:
        """Whether the person chose dark or light; None where it is left to the system."""
        raise NotImplementedError

    def wear(self, size: int, dark: bool | None) -> None:
        """Shows everything in a text size, in per cent, dark or light; None follows the system."""
        raise NotImplementedError

    def set_text_size(self, size: int) -> None:
        """One of the text sizes, in per cent."""
        self.wear(size, self.dark_choice)

    def _step_size(self, by: int) -> None:
        at = theme.TEXT_SIZES.index(theme.current().text_size) + by
        if 0 <= at < len(theme.TEXT_SIZES):
            self.set_text_size(theme.TEXT_SIZES[at])

    def larger(self) -> None:
        """The next larger text size."""
        self._step_size(1)

    def smaller(self) -> None:
        """The next smaller text size."""
        self._step_size(-1)

    def normal_size(self) -> None:
        """Text at 100 %."""
        self.set_text_size(100)

    def light(self) -> None:
        """The light theme."""
        self.wear(theme.current().text_size, False)

    def dark(self) -> None:
        """The dark theme."""
        self.wear(theme.current().text_size, True)

    def follow_system(self) -> None:
        """The system's theme."""
        self.wear(theme.current().text_size, None)

    def blank(self) -> None:
        """Covers the window, or uncovers it. Everything is kept."""
        if self.blank_sheet is None:
            self.blank_sheet = Blank(self, self.catalogue)
        if self.blank_sheet.isVisible():
            self.blank_sheet.close_it()
        else:
            self.blank_sheet.open()

    # the keyboard

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self.ring):  # it went with the page that it was on
            self.ring = FocusRing()
        if new is None or new.window() is self:
            self.ring.surround(new)

    def let_go(self) -> None:
        """Ends the ties to the application: the window is closing."""
        _application().focusChanged.disconnect(self._focus_moved)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
