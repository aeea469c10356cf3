"""A few choices side by side of which exactly one holds, outside any document: one Tab stop, arrows choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui import kit


class SegmentBar(QWidget):
    """The chosen one is told by `value`; a choice by a person is emitted."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]], value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = kit.horizontal(self)
        self._value = value or options[0][0]
        self.buttons: dict[str, kit.Button] = {}
        for number, (key, words) in enumerate(options):
            made = kit.Button(words)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("look", "segment")
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
        for key, each in self.buttons.items():
            each.setChecked(key == self._value)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == self._value else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                keys = list(self.buttons)
                key = keys[(keys.index(self._value) + step) % len(keys)]
                self.choose(key, tell=True)
                self.buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
