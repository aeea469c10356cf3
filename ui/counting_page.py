"""A page over something that is counted beside the window: what is not wanted any more is not waited for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ui import background


class CountingPage(QWidget):
    """Holds the work that is running, and ends it when another page comes. `go_home` leaves the page."""

    go_home = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: background.Job | None = None

    def stop(self) -> None:
        """Throws away what is still being counted."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()  # another page took the place of this one, by whatever way

    def leave(self) -> None:
        """Goes back to the page before."""
        self.stop()
        self.go_home.emit()
