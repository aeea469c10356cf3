"""What can be done with a whole child: move up, move down, remove. One menu, wherever a child is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui import kit

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue


class ChildActions:
    """The menu of one referral's children. What is chosen is carried out by the window (`ui.children.Children`)."""

    def __init__(self, document: Document, catalogue: Catalogue, owner: QWidget) -> None:
        self._document = document
        self._catalogue = catalogue
        self._owner = owner

    def menu(self, index: int) -> QMenu:
        """The menu for the child at an index, each line with the child's name."""
        say = self._catalogue.screen
        last = len(self._document.referral.children or ()) - 1
        name = self._document.child_name(f"/children/{index}")
        menu = QMenu(self._owner)
        for key, possible, to in (
            ("outline.child_up", index > 0, index - 1),
            ("outline.child_down", index < last, index + 1),
            ("outline.child_remove", True, None),
        ):
            action = QAction(say(key, name=name), menu)
            action.setEnabled(possible and not self._document.read_only)
            action.triggered.connect(lambda _checked=False, to=to: self._ask(index, to))
            menu.addAction(action)
        return menu

    def _ask(self, index: int, to: int | None) -> None:
        """Tells what holds the owner: `child_removed` and `child_moved` are signals of the page and of the outline."""
        holder: Any = self._owner
        while holder is not None and not hasattr(holder, "child_removed"):
            holder = holder.parentWidget()
        if holder is None:
            return
        if to is None:
            holder.child_removed.emit(index)
        else:
            holder.child_moved.emit(index, to)


class ChildButton(kit.Button):
    """Three dots beside a child's name that open the menu; gone where nothing can be changed."""

    opened = Signal()

    def __init__(self, document: Document, catalogue: Catalogue, index: int, parent: QWidget | None = None) -> None:
        super().__init__("", "icon", "more", parent)
        self._document = document
        self._actions = ChildActions(document, catalogue, self)
        self._catalogue = catalogue
        self.index = index
        self.clicked.connect(self._open)
        self.follow()

    def follow(self) -> None:
        """Takes the child's name over as it is now."""
        name = self._document.child_name(f"/children/{self.index}")
        text = self._catalogue.screen("outline.child_more", name=name)
        self.setAccessibleName(text)
        self.setToolTip(text)
        if self.parentWidget() is not None:  # before, it would be a window
            self.setVisible(not self._document.read_only)

    def menu(self) -> QMenu:
        """The menu as it opens."""
        return self._actions.menu(self.index)

    def _open(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        self.opened.emit()
