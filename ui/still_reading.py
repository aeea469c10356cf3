"""A line under a search while many drafts came in at once: how many cannot be found yet. They are read meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui import background, kit
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store

TOLD_EVERY = 400
"""Drafts between two changes of the line."""


class StillReading(QWidget):
    """Hidden where every draft can be found. `again` searches anew once that is so."""

    _told = Signal(int)

    def __init__(self, store: Store, catalogue: Catalogue, again: Callable[[], object]) -> None:
        super().__init__()
        self._store = store
        self._catalogue = catalogue
        self._again = again
        self._stop: Event | None = None
        self.line = kit.label("", "label_plain", "text2", wrap=True)
        kit.vertical(self).addWidget(self.line)
        self._told.connect(self._show)
        self.hide()

    def follow(self) -> None:
        """After a search: says what is not in it yet, and has it read beside the window."""
        left = 0
        with suppress(CannotDo):
            left = self._store.upkeep.words_waiting()
        self._show(left)
        if left and self._stop is None:
            kit.announce(self, self.line.text())
            stop = self._stop = Event()
            background.run(lambda: self._read(left, stop), self._done, self._refused)

    def _show(self, left: int) -> None:
        self.setVisible(left > 0)
        self.line.setText(self._catalogue.screen("search.still_reading", count=f"{left:,}"))

    def _read(self, left: int, stop: Event) -> bool:
        told = left
        while not stop.is_set():
            taken = self._store.upkeep.take_words()
            if not taken:
                return True
            left -= taken
            if told - left >= TOLD_EVERY and not stop.is_set():
                told = left
                self._told.emit(max(0, left))
        return False

    def _done(self, all_read: bool) -> None:
        if not isValid(self):
            return
        self._stop = None
        self.hide()
        if all_read:
            self._again()

    def _refused(self, _why: str) -> None:
        self._stop = None  # another window writes, or the store was closed: what waits is read when this one rests

    def hideEvent(self, event: QHideEvent) -> None:
        """With its page it stops; the upkeep of the store goes on later."""
        super().hideEvent(event)
        page = self.parentWidget()
        if self._stop is not None and (page is None or not page.isVisible()):
            self._stop.set()
