"""Several options behind one Tab stop: arrows move; in a longer group a letter goes to the next that begins with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.answers.choices import Option

FEW = 4
"""Options up to which a letter does nothing: all are in view, and a text typed by mistake must not wander about."""

ONE_WORD = 1000
"""Milliseconds within which letters belong to one word: "po" is Police protection, not what begins with an o."""


class Roving:
    """Keeps one Tab stop among options that a person chooses from. `moved` is told the option gone to with an arrow."""

    def __init__(self, options: Mapping[Any, Option], moved: Callable[[Any], object] | None = None) -> None:
        self._options = options
        self._moved = moved
        self._typed = ""
        self._since = QElapsedTimer()
        self.stop: Any = None

    def take(self, value: Any, option: Option) -> None:
        """Lets the keys of an option move within the group."""
        option.pressed_key.connect(lambda key, value=value: self._arrow(value, key))
        option.letter.connect(lambda text, value=value: self._letter(value, text))

    def stand(self, value: Any = None) -> None:
        """Makes this option the Tab stop, unless the keyboard is at another; one that is not there means the first."""
        held = next((each for each, option in self._options.items() if option.hasFocus()), None)
        first = value if value in self._options else next(iter(self._options), None)
        self.stop = first if held is None else held
        for each, option in self._options.items():
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == self.stop else Qt.FocusPolicy.ClickFocus)

    @property
    def target(self) -> QWidget | None:
        """The option at which Tab stops."""
        return self._options.get(self.stop)

    def _arrow(self, value: Any, key: int) -> None:
        values = list(self._options)
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        self._go(values[(values.index(value) + step) % len(values)], tell=True)

    def _letter(self, value: Any, text: str) -> None:
        values = list(self._options)
        if len(values) <= FEW:
            return
        going_on = self._since.isValid() and self._since.elapsed() < ONE_WORD
        self._typed = self._typed + text if going_on else text
        self._since.start()
        at = values.index(value) + (1 if len(self._typed) == 1 else 0)
        for each in (*values[at:], *values[:at]):
            if self._options[each].text().casefold().startswith(self._typed.casefold()):
                self._go(each, tell=False)
                return

    def _go(self, value: Any, *, tell: bool) -> None:
        self._options[value].setFocus(Qt.FocusReason.TabFocusReason)
        self.stand(value)
        if tell and self._moved is not None:
            self._moved(value)
