"""Stepping through a scenario: which slide, how much of it, the time that went by. The wall and the notes follow it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.training.deck import Form, Slide, deck
from vpa_assist.catalogue import Catalogue
from vpa_assist.training.scenario import Scenario

FORWARD = (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys of the keyboard and of presenter remotes that go on."""
BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)
"""Keys that go back."""


class Presenter(QObject):
    """Where a presentation stands. `moved` tells a new slide or step, `blanked` the dark wall, the others what was asked for."""

    moved = Signal()
    blanked = Signal(bool)
    notes_asked = Signal()
    left = Signal()

    def __init__(
        self, scenario: Scenario, catalogue: Catalogue, form: Form = "present", clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.scenario = scenario
        self.catalogue = catalogue
        self.form = form
        self.slides: tuple[Slide, ...] = deck(scenario, catalogue, form)
        self.at = 0
        self.shown = 1
        self.is_blank = False
        self._clock = clock
        self._begun = clock()

    @property
    def slide(self) -> Slide:
        """The slide on the wall."""
        return self.slides[self.at]

    @property
    def minutes(self) -> tuple[int, int]:
        """The time since the beginning, in minutes and seconds."""
        return divmod(int(self._clock() - self._begun), 60)

    @property
    def is_last(self) -> bool:
        """Whether nothing more comes."""
        return self.at == len(self.slides) - 1 and self.shown >= len(self.slide.steps)

    @property
    def is_first(self) -> bool:
        """Whether nothing came before."""
        return self.at == 0 and self.shown == 1

    def coming(self) -> str:
        """What the next press shows, in words."""
        say = self.catalogue.screen
        if self.is_last:
            return say("training.coming_end")
        if self.shown == len(self.slide.steps):
            return say("training.coming_slide", title=self.slides[self.at + 1].title)
        step = self.slide.steps[self.shown]
        if "leaves" in step:
            return say("training.coming_leaves")
        first = sorted(step)[0]
        place = int(first[1:])
        if self.slide.pairs:
            return say("training.coming_point", label=self.slide.pairs[place].label)
        return self.slide.lines[place] if first[0] == "l" else self.slide.under[place]

    def forward(self) -> None:
        """The next point; after the last one of a slide the next slide."""
        if self.is_blank:
            self.blank(False)
            return
        if self.shown < len(self.slide.steps):
            self.shown += 1
        elif self.at < len(self.slides) - 1:
            self.at, self.shown = self.at + 1, 1
        self.moved.emit()

    def back(self) -> None:
        """The point before; before the first one of a slide the slide before, whole."""
        if self.is_blank:
            self.blank(False)
            return
        if self.shown > 1:
            self.shown -= 1
        elif self.at:
            self.at -= 1
            self.shown = len(self.slide.steps)
        self.moved.emit()

    def go(self, at: int) -> None:
        """Goes to a slide."""
        self.at, self.shown = max(0, min(at, len(self.slides) - 1)), 1
        self.moved.emit()

    def blank(self, is_blank: bool | None = None) -> None:
        """Darkens the wall, or brings it back."""
        self.is_blank = not self.is_blank if is_blank is None else is_blank
        self.blanked.emit(self.is_blank)

    def take_key(self, event: QKeyEvent) -> bool:
        """Does what a key or a remote asks for. False when it is none of this."""
        key = event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in FORWARD:
            self.forward()
        elif key in BACK:
            self.back()
        elif key in (Qt.Key.Key_B, Qt.Key.Key_Period):
            self.blank()
        elif key == Qt.Key.Key_N:
            self.notes_asked.emit()
        elif key == Qt.Key.Key_Home:
            self.go(0)
        elif key == Qt.Key.Key_End:
            self.go(len(self.slides) - 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True
