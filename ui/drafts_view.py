"""The list of drafts on the start screen, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from ui.start_list import DraftDelegate, DraftsModel

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Row, Store


class DraftsView(QListView):
    """The list of drafts: Enter opens, Delete asks to delete."""

    opened = Signal(str)
    delete_asked = Signal(object)

    def __init__(self, store: Store, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.drafts = DraftsModel(store, catalogue)
        self.setModel(self.drafts)
        self._delegate = DraftDelegate(catalogue, now)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "drafts")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(catalogue.screen("start.list"))
        self.setProperty("ring", "true")
        self.clicked.connect(lambda index: self._open(index))

    def _open(self, index: Any) -> None:
        row = self.drafts.row_at(index)
        if row is not None:
            self.opened.emit(row.draft_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._delegate.is_narrow(event.size().width()) != self._delegate.is_narrow(event.oldSize().width()):
            self.scheduleDelayedItemsLayout()  # a row has three lines now, or two

    def current(self) -> Row | None:
        """The draft that the keys are on."""
        return self.drafts.row_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Delete and self.current() is not None:
            self.delete_asked.emit(self.current())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.drafts.rowCount():
            self.setCurrentIndex(self.drafts.index(0))
