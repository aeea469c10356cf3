"""What may wait until the typing rests: Python's search for objects that only hold each other.

With a window open one search takes several milliseconds, and it comes whenever enough was made, which is mostly in the middle
of a key. So while a draft is open Python searches only when very much was made, and for the rest as soon as nobody types.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from ui.document import Document

AFTER = 1000
"""Milliseconds without a change after which the typing rests."""
MANY = 100_000
"""New objects after which Python searches all the same."""


class Rest(QObject):
    """Searches when the typing in a document rests. `stop` gives Python its own ways back."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = gc.get_threshold()
        self._first = True
        self._opened = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.search)
        document.settled.connect(self._settled)
        gc.set_threshold(MANY, *self._before[1:])

    def _settled(self) -> None:
        if not self._opened:  # what was made for the draft stays: a search during the first keys need not go through it
            self._opened = True
            gc.freeze()
        self._timer.start()

    def search(self) -> None:
        """Searches now. What lives at the first rest, the form pack above all, is left out of later searches."""
        gc.collect()
        if self._first:
            self._first = False
            gc.freeze()

    def stop(self) -> None:
        """Ends it: the draft is closed."""
        if isValid(self):  # its document may have gone first
            self._timer.stop()
        gc.unfreeze()
        gc.set_threshold(*self._before)
