"""A few choices side by side of which exactly one holds, outside any document: one Tab stop, arrows choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui import kit


class SegmentBar(QWidget):
    """The chosen one is told by `value`; a choice by a person is emitted.

    `recorded` is for choices that are kept for good once made: none holds to begin with, arrows only go along them, and Space
    or Enter chooses.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        value: str = "",
        parent: QWidget | None = None,
        *,
        recorded: bool = False,
    ) -> None:
        super().__init__(parent)
        self._recorded = recorded
        self.setAccessibleName(name)
        row = kit.horizontal(self)
        self._value = value if recorded else value or options[0][0]
        self.buttons: dict[str, kit.Button] = {}
        for number, (key, words) in enumerate(options):
            made = kit.Button(words)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("look", "segment")
            made.setProperty("tight", "true" if recorded else "false")
            made.setProperty("side", "first" if number == 0 else "last" if number == len(options) - 1 else "middle")
            made.setAccessibleName(f"{name}: {words}")
            made.installEventFilter(self)
            made.clicked.connect(lambda _checked=False, key=key: self.choose(key, tell=True))
            self.buttons[key] = made
            row.addWidget(made)
        row.addStretch(1)
        self._mark()

    @property
    def value(self) -> str:
        return self._value

    def choose(self, key: str, *, tell: bool = False) -> None:
        """Chooses one; `tell` emits it as if a person had."""
        changed = key != self._value
        self._value = key
        self._mark()
        if tell and changed:
            self.chosen.emit(key)

    def _mark(self) -> None:
        reached = self._value if self._value in self.buttons else next(iter(self.buttons))
        for key, each in self.buttons.items():
            each.setChecked(key == self._value)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == reached else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                keys = list(self.buttons)
                at = next(number for number, each in enumerate(self.buttons.values()) if each is watched)
                key = keys[(at + step) % len(keys)]
                if not self._recorded:
                    self.choose(key, tell=True)
                self.buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
