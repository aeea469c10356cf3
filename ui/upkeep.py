"""Looks after the store while the window rests: backups, room on the disk, the audit trail's head, files left outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui import background
from ui.dues import renew_dues

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store
    from vpa_assist.store.upkeep import Notice

FIRST_AFTER = 15_000
EVERY = 30 * 60_000
"""Milliseconds."""
WHERE = {
    "exports_left": "keeping",
    "low_space": "backups",
    "backup_failed": "backups",
    "backup_never": "backups",
    "erasing_left": "backups",
    "head_differs": "trail",
}
"""The part of the settings in which something can be done about a notice."""


class Upkeep(QObject):
    """Does what is due some seconds after the store was opened, and every half hour. `told` has what the person should know."""

    told = Signal(str)
    noticed = Signal(str, str)
    """The text, and the part of the settings that it leads to."""
    dues_renewed = Signal(int)
    """How many dates of what is awaited are others than at the last save, because the form pack's days are."""

    def __init__(self, store: Store, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._catalogue = catalogue
        self._first = True
        self._job: background.Job | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_AFTER)

    def look(self) -> None:
        """Does it now, on a thread. Files left outside are named once, not every half hour."""
        if self._job is not None:
            return
        self._timer.setInterval(EVERY)
        first, self._first = self._first, False

        def work() -> tuple[int, tuple[Notice, ...]]:
            renewed = renew_dues(self._store, self._catalogue) if first else 0
            return renewed, self._store.upkeep.look_after(exports=first)

        self._job = background.run(work, lambda told: self._heard(*told), self._refused)

    def stop(self) -> None:
        """Before the store is closed."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _heard(self, renewed: int, notices: tuple[Notice, ...]) -> None:
        self._job = None
        if renewed:
            self.dues_renewed.emit(renewed)
        for notice in notices:
            self.told.emit(notice.text)
            self.noticed.emit(notice.text, WHERE.get(notice.key, "backups"))

    def _refused(self, why: str) -> None:
        self._job = None
        self.told.emit(why)
        self.noticed.emit(why, "backups")
