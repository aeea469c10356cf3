"""The frame of the training window: the TRAINING bar over one page at a time, text size, theme, blank, full screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QWidget

from ui import actions, kit, theme
from ui.overlays import Blank
from ui.training.bar import TrainingBar

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

SETTINGS = ("larger", "smaller", "normal_size", "", "light", "dark", "follow_system", "", "blank")
PLACES = ("own", "open_file", "class", "aide")
"""Places that the menu leads to, besides the library."""


class TrainingFrame(QMainWindow):
    """What every page stands in. A page may have `first`, `keep`, `stop` and `tell`; see `docs/training.md`."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self._again: Callable[[], object] | None = None
        self._dark: bool | None = None
        self.setWindowTitle(catalogue.screen("training.title"))
        self.setProperty("look", "window")
        whole = QWidget()
        self.column = kit.vertical(whole)
        self.bar = self._new_bar()
        self.column.addWidget(self.bar)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self.setCentralWidget(whole)
        self.ring = kit.FocusRing()
        self.blank_sheet: Blank | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        for name in SETTINGS:
            if name:
                self._add_action(name)
        fill = QAction(catalogue.screen("training.fill_screen"), self)
        fill.setShortcut(QKeySequence("F11"))
        fill.triggered.connect(lambda _checked=False: self.fill_screen())
        self.addAction(fill)
        self.resize(1366, 768)

    def _new_bar(self) -> TrainingBar:
        bar = TrainingBar(self.catalogue, more=True)
        assert bar.more_button is not None
        bar.more_button.clicked.connect(lambda _checked=False: self.menu())
        return bar

    def _add_action(self, name: str) -> None:
        command = actions.command(name)
        action = QAction(self.catalogue.screen(f"command.{name}"), self)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(lambda _checked=False: getattr(self, name)())
        self.addAction(action)

    # pages

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.stack.currentWidget()

    def show_page(self, page: QWidget, where: str, again: Callable[[], object] | None = None) -> None:
        """Shows a page and leaves the one before; `again` makes it anew after the text size changed."""
        before = self.stack.currentWidget()
        self._again = again
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.bar.show_where(where)
        if before is not None:
            stop = getattr(before, "stop", None)
            if callable(stop):
                stop()
            self.stack.removeWidget(before)
            before.setParent(None)
            before.deleteLater()
        first: QWidget = getattr(page, "first", page)  # no focus proxy: Tab would jump over what stands before it
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # what can be set

    def menu(self) -> None:
        """What can be set, and the places of the library."""
        self.new_menu().popup(self._menu_place())

    def new_menu(self) -> QMenu:
        """The menu as it would open."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.catalogue.screen("training.settings"))
        library = menu.addAction(self.catalogue.screen("training.nav_library"))
        library.triggered.connect(lambda: self.leave_to(lambda: self.do("library")))
        for name in PLACES:
            action = menu.addAction(self.catalogue.screen(f"training.nav_{name}"))
            action.triggered.connect(lambda _checked=False, name=name: self.leave_to(lambda: self.do(name)))
        menu.addSeparator()
        for name in SETTINGS:
            if not name:
                menu.addSeparator()
                continue
            command = actions.command(name)
            action = menu.addAction(self.catalogue.screen(f"command.{name}"))
            if command.keys:
                action.setShortcut(QKeySequence(command.keys[0]))
                action.setShortcutVisibleInContextMenu(True)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, name=name: getattr(self, name)())
        return menu

    def do(self, what: str, scenario_id: str = "") -> None:
        """Does what a page or the menu asks for."""
        raise NotImplementedError

    def leave_to(self, then: Callable[[], object]) -> None:
        """Leaves the page that is shown, if it can keep what is on it."""
        keep = getattr(self.page, "keep", None)
        if not callable(keep) or keep():
            then()

    def _menu_place(self) -> QPoint:
        button = self.bar.more_button
        assert button is not None
        return button.mapToGlobal(QPoint(0, button.height()))

    def _apply(self, size: int, dark: bool | None) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        keep = getattr(self.page, "keep", None)
        if callable(keep) and not keep():
            return
        self._dark = dark
        theme.apply(application, dark=dark, text_size=size)
        where = self.bar.where.text()
        bar = self._new_bar()
        bar.show_where(where)
        self.column.replaceWidget(self.bar, bar)
        self.bar.setParent(None)
        self.bar.deleteLater()
        self.bar = bar
        if self._again is not None:
            self._again()

    def _step_size(self, by: int) -> None:
        at = theme.TEXT_SIZES.index(theme.current().text_size) + by
        if 0 <= at < len(theme.TEXT_SIZES):
            self._apply(theme.TEXT_SIZES[at], self._dark)

    def larger(self) -> None:
        """The next larger text size."""
        self._step_size(1)

    def smaller(self) -> None:
        """The next smaller text size."""
        self._step_size(-1)

    def normal_size(self) -> None:
        """Text at 100 %."""
        self._apply(100, self._dark)

    def light(self) -> None:
        """The light theme."""
        self._apply(theme.current().text_size, False)

    def dark(self) -> None:
        """The dark theme."""
        self._apply(theme.current().text_size, True)

    def follow_system(self) -> None:
        """The system's theme."""
        self._apply(theme.current().text_size, None)

    def blank(self) -> None:
        """Covers the window, or uncovers it."""
        if self.blank_sheet is None:
            self.blank_sheet = Blank(self, self.catalogue)
        if self.blank_sheet.isVisible():
            self.blank_sheet.close_it()
        else:
            self.blank_sheet.open()

    def fill_screen(self, fill: bool | None = None) -> None:
        """Fills the screen, or gives it back."""
        fill = not self.isFullScreen() if fill is None else fill
        if fill != self.isFullScreen():
            self.showFullScreen() if fill else self.showNormal()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is self:
            self.ring.surround(new)

    def let_go(self) -> None:
        """Ends the ties to the application: the window is closing."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._focus_moved)
