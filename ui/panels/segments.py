"""One code of a short list as buttons side by side. Choosing the chosen one again takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import kit
from ui.answers.base import Answer
from ui.kit import Flow
from ui.tabbing import lead_on

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt


class Segments(Answer):
    """The codes of `prompt.codes`; one Tab stop, arrow keys move, Space chooses. They wrap where the line is too short."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self._value: str | None = None
        self._read_only = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        layout = Flow(holder, 0)
        box.addWidget(holder)
        self._buttons: dict[str, kit.Button] = {}
        entries = list(catalogue.codes(prompt.codes))
        for number, entry in enumerate(entries):
            made = kit.Button(entry.label)
            made.setCheckable(True)
            made.setProperty("look", "segment")
            made.setProperty("side", "first" if number == 0 else "last" if number == len(entries) - 1 else "middle")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == 0 else Qt.FocusPolicy.ClickFocus)
            made.setAutoDefault(False)
            made.installEventFilter(self)
            made.clicked.connect(lambda _checked=False, code=entry.code: self._choose(code))
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._buttons[entry.code] = made
            layout.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.setSizePolicy(policy)

    def focus_target(self) -> QWidget:
        return self._buttons.get(self._value or "", next(iter(self._buttons.values())))

    def name_it(self, name: str, description: str = "") -> None:
        self.setAccessibleName(name)
        for code, each in self._buttons.items():
            each.setAccessibleName(f"{name}: {self.catalogue.label(self.prompt.codes, code)}")
            each.setAccessibleDescription(description)

    def show_value(self, value: Any) -> None:
        self._value = value
        tab_stop = value if value in self._buttons else next(iter(self._buttons))
        for code, each in self._buttons.items():
            each.setChecked(code == value)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if code == tab_stop else Qt.FocusPolicy.ClickFocus)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for code, each in self._buttons.items():
            each.setEnabled(not read_only or code == self._value)

    def _choose(self, code: str) -> None:
        new = None if code == self._value else code
        if self._read_only:
            new = self._value
        self.show_value(new)
        if not self._read_only:
            self.edited.emit(new)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QWidget) and lead_on(watched):
                return True
            steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            buttons = list(self._buttons.values())
            if step and watched in buttons:
                index = (buttons.index(watched) + step) % len(buttons)
                buttons[index].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
