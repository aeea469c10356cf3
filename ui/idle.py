"""The idle lock: after some minutes without a key or a movement the window locks, with a warning a minute before.

The clock also counts while the computer sleeps, where the system has such a clock; it is an argument, for tests.
What a person does comes to the windows first, so it is them that are watched: to look at each event of each widget would
cost every key and every page that is opened more than the look is worth.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

WARNING = 60.0
"""Seconds before the lock at which the warning begins."""

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


def waking_clock() -> float:
    """Seconds that also pass while the computer sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class Idle(QObject):
    """Watches all windows. `warned` carries the seconds left, `back` that somebody is there, `locked` the end."""

    warned = Signal(int)
    back = Signal()
    locked = Signal()

    def __init__(self, minutes: float, clock: Callable[[], float] = waking_clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = minutes * 60
        self._clock = clock
        self._last = clock()
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        self._watch_windows()
        self._timer.start()

    def _watch_windows(self) -> None:
        for window in QGuiApplication.topLevelWindows():  # new ones too; one that is watched already is not watched twice
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self.active()
        return False

    def active(self) -> None:
        """Somebody is there."""
        self._last = self._clock()
        if self._warning:
            self._warning = False
            self.back.emit()

    def still_for(self) -> float:
        """Seconds since anybody did anything."""
        return self._clock() - self._last

    def look(self) -> None:
        """Looks at the clock: warns, or locks."""
        self._watch_windows()
        left = self._limit - self.still_for()
        if left <= 0:
            self.stop()
            self.locked.emit()
        elif left <= WARNING:
            self._warning = True
            self.warned.emit(round(left))

    def stop(self) -> None:
        """Watches no longer."""
        self._timer.stop()
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)
