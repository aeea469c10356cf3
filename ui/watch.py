"""While a store is open: the lock when nobody is there, the upkeep of the store and saying what that found, figures got ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui import kit
from ui.counting_page import CountingPage
from ui.idle import Idle
from ui.overlays import IdleWarning
from ui.supervisor.figures_ready import RESTS, FiguresReady
from ui.upkeep import Upkeep

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from vpa_assist.store import Store


class Watch:
    """Looks after one window and its open store, until `stop`."""

    def __init__(self, window: MainWindow, store: Store, idle_clock: Callable[[], float] | None = None) -> None:
        self._window = window
        self._line: IdleWarning | None = None
        minutes = window.catalogue.force().idle_lock_minutes
        self.idle = Idle(minutes, idle_clock, window) if idle_clock else Idle(minutes, parent=window)
        self.idle.warned.connect(self._warn)
        self.idle.back.connect(lambda: self._line.hide() if self._line else None)
        self.idle.locked.connect(window.lock)
        self.upkeep = Upkeep(store, window.catalogue, window)
        self.upkeep.noticed.connect(self._notice)
        self.upkeep.dues_renewed.connect(self._dues_renewed)
        self.figures = FiguresReady(store, window.catalogue, self._rests, window)

    def active(self) -> None:
        """Somebody is there, also where the letters come from dictation or an input method and no key is pressed."""
        self.idle.active()

    def stop(self) -> None:
        """Before the store is closed."""
        self.figures.stop()
        self.upkeep.stop()
        self.idle.stop()

    def _rests(self) -> bool:
        """Whether figures may be got ready: for somebody who sees them, while nobody does anything and no page counts."""
        from ui.supervisor.desk import reviews

        window = self._window
        if window.store is None or not reviews(window.store.person.role) or self.idle.still_for() < RESTS:
            return False
        return not isinstance(window.stack.currentWidget(), CountingPage)

    def _warn(self, seconds: int) -> None:
        if self._line is None:
            self._line = IdleWarning(self._window, self._window.catalogue)
        self._line.count(seconds)

    def _notice(self, text: str, part: str) -> None:
        """Says what the upkeep of the store found, with the way to where something can be done about it."""
        window = self._window
        look, go = window.catalogue.screen("settings.look"), lambda: window.office.show_settings(part)
        if window.editor is not None:
            window.editor.banners.tell(text, look, go)
        elif window.start is not None and window.stack.currentWidget() is window.start:
            window.start.tell(text, "quiet", kit.link(look, go))

    def _dues_renewed(self, number: int) -> None:
        """Says that dates in the list of what is awaited are others than they were, and shows them."""
        window = self._window
        if window.start is not None:
            window.start.follow_dues()
        window.tell(window.catalogue.screen("follow.renewed", count=number))
