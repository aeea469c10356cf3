"""The frame of the training window: the TRAINING bar over one page at a time, text size, theme, blank, full screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from ui import kit, theme
from ui.frame import LOOKS, Frame
from ui.training.bar import TrainingBar

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

SETTINGS = (*LOOKS, "blank")
PLACES = ("own", "open_file", "class", "aide")
"""Places that the menu leads to, besides the library."""


class TrainingFrame(Frame):
    """What every page stands in. A page may have `first`, `keep`, `stop` and `tell`; see `docs/training.md`."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue, catalogue.screen("training.title"))
        self._again: Callable[[], object] | None = None
        self._dark: bool | None = None
        whole = QWidget()
        self.column = kit.vertical(whole)
        self.bar = self._new_bar()
        self.column.addWidget(self.bar)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self.setCentralWidget(whole)
        for name in SETTINGS:
            if name:
                self.add_keys(name)
        fill = QAction(catalogue.screen("training.fill_screen"), self)
        fill.setShortcut(QKeySequence("F11"))
        fill.triggered.connect(lambda _checked=False: self.fill_screen())
        self.addAction(fill)

    def _new_bar(self) -> TrainingBar:
        bar = TrainingBar(self.catalogue, more=True)
        assert bar.more_button is not None
        bar.more_button.clicked.connect(lambda _checked=False: self.menu())
        return bar

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
        self.add_commands(menu, SETTINGS)
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

    @property
    def dark_choice(self) -> bool | None:
        """Whether the person chose dark or light; None where it is left to the system."""
        return self._dark

    def wear(self, size: int, dark: bool | None) -> None:
        """Shows the page in a text size and theme, if it can keep what is on it."""
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

    def fill_screen(self, fill: bool | None = None) -> None:
        """Fills the screen, or gives it back."""
        fill = not self.isFullScreen() if fill is None else fill
        if fill != self.isFullScreen():
            self.showFullScreen() if fill else self.showNormal()
