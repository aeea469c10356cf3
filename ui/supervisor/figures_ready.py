"""Gets figures ready before anybody asks: what drafts contribute and is not kept yet is worked out while the window rests.

Most drafts bring it with them when they are left or taken in. What is missing is what came in other ways, and everything after
a change of the program or the form pack. It is worked out in one further process that gives way to all others, a few drafts at a
time, and nothing is begun while somebody types, moves the mouse or has figures counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui import background

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.insight.helper import Helper
    from vpa_assist.store import Store
    from vpa_assist.store.facts import Missing

FIRST_AFTER = 30_000
EVERY = 60_000
"""Milliseconds from one look for what is missing to the next: two short queries."""
WHILE_BUSY = 5_000
"""Milliseconds after which it is looked again whether the window rests."""
BETWEEN = 20
"""Milliseconds from one portion to the next."""
PORTION = 8
"""Drafts at a time: about a quarter of a second of the other process."""
RESTS = 5.0
"""Seconds without a key or a movement after which the window rests."""
LOOKS = 20
"""Looks at drafts in one portion, where the facts of most of them are kept."""


class FiguresReady(QObject):
    """Works out what is missing of one open store, until `stop`. `done` says that nothing is missing any more."""

    done = Signal()

    def __init__(self, store: Store, catalogue: Catalogue, rests: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._catalogue = catalogue
        self._rests = rests
        self._job: background.Job | None = None
        self._helper: Helper | None = None
        self._after: tuple[int, int] | None = None
        self._given_up = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go_on)
        self._timer.start(FIRST_AFTER)

    def go_on(self) -> None:
        """Works out the next portion, if the window rests."""
        if self._job is not None or self._given_up:
            return
        if not self._rests():
            self._timer.start(WHILE_BUSY)
            return
        self._job = background.run(self._portion, self._heard, self._not_now, self._never)

    def stop(self) -> None:
        """Before the store is closed: at once, whatever is being worked out."""
        self._given_up = True
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._end_helper()

    # on a thread

    def _portion(self) -> bool:
        """Whether there may be more."""
        from vpa_assist.insight.helper import Helper
        from vpa_assist.insight.kept import mark

        of = mark(self._catalogue)
        missing = self._missing(of)
        if not missing.drafts:
            if missing.more or self._after is not None:  # a long way: it need not be gone again
                self._store.facts.keep(of, (), missing.up_to)
            self._after = missing.up_to
            return missing.more
        helper = self._helper = self._helper or Helper(self._catalogue)
        if self._given_up:  # asked after the helper is there to be ended
            return False
        fresh = helper.work_out(missing.drafts)
        if fresh is None:
            self._given_up = True  # it was ended with the store, or broke: then the figures themselves will tell
            return False
        self._store.facts.keep(of, fresh, missing.up_to)
        self._after = missing.up_to
        return True

    def _missing(self, of: bytes) -> Missing:
        missing = self._store.facts.missing(of, PORTION, self._after)
        for _ in range(LOOKS):
            if missing.drafts or not missing.more:
                break
            missing = self._store.facts.missing(of, PORTION, missing.up_to)
        return missing

    # in the window's thread

    def _heard(self, more: bool) -> None:
        self._job = None
        if self._given_up:
            return
        if more:
            self._timer.start(BETWEEN)
            return
        self._end_helper()
        self._after = None
        self._timer.start(EVERY)
        self.done.emit()

    def _not_now(self, _why: str) -> None:
        """The store cannot be written, or a page of the form pack cannot be read: whoever needs it is told."""
        self._job = None
        self._after = None
        self._end_helper()
        if not self._given_up:
            self._timer.start(EVERY)

    def _never(self, _error: Exception) -> None:
        self._job = None
        self._given_up = True
        self._end_helper()

    def _end_helper(self) -> None:
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.end()
