"""Keeps one answer's widget and one value of the document equal, and sends undo to the document.

Here too is the one place where Qt's positions (UTF-16 units) and the document's (code points) are turned into each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.answers.base import Answer

if TYPE_CHECKING:
    from ui.document import Document

_DOCUMENT_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def to_code_points(text: str, units: int) -> int:
    """The position in code points for a position in UTF-16 units; inside a pair it is that of the pair."""
    if text.isascii():
        return min(units, len(text))
    position = 0
    for count, letter in enumerate(text):
        step = 2 if ord(letter) > 0xFFFF else 1
        if position + step > units:
            return count
        position += step
    return len(text)


def to_units(text: str, points: int) -> int:
    """The position in UTF-16 units for a position in code points."""
    head = text[:points]
    return len(head) if head.isascii() else len(head) + sum(ord(letter) > 0xFFFF for letter in head)


class KeysToDocument(QObject):
    """An event filter: text widgets would keep Ctrl+Z and Ctrl+Y for themselves; they are the document's."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):  # most are not, and this costs less than to ask for their kind
            return False
        if event.type() == QEvent.Type.ShortcutOverride and any(event.matches(each) for each in _DOCUMENT_KEYS):
            event.ignore()
            return True
        return False


class WheelPasses(QObject):
    """An event filter: the wheel scrolls the page and never changes a field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget):
            open_list = isinstance(watched, QComboBox) and watched.view().isVisible()
            if not open_list:
                event.ignore()
                return True
        return False


class Binding(QObject):
    """The tie between an answer and its place in the document; it lives as long as the answer."""

    def __init__(self, document: Document, answer: Answer, where: str) -> None:
        super().__init__(answer)
        self.document = document
        self.answer = answer
        self.where = where
        self._keys = KeysToDocument(self)
        answer.edited.connect(self._edited)
        answer.half_typed.connect(self._half_typed)
        answer.left.connect(self._left)
        document.changed.connect(self._changed)
        for editor in (*answer.findChildren(QLineEdit), *answer.findChildren(QPlainTextEdit)):
            editor.installEventFilter(self._keys)
        self.show_now()

    def show_now(self) -> None:
        """Shows what the document holds."""
        half = self.document.half_typed(self.where)
        if half is not None:
            self.answer.show_half_typed(half)
        else:
            self.answer.show_value(self.document.get(self.where))
        self.answer.set_read_only(self.document.read_only)

    def _edited(self, value: object) -> None:
        self.document.edit(self.where, value)

    def _half_typed(self, text: str) -> None:
        self.document.half_type(self.where, text)

    def _left(self) -> None:
        self.document.end_step()
        if not self.document.is_saved:
            self.document.save_now()

    def _changed(self, where: str) -> None:
        mine = self.where
        if not where or where == mine or where.startswith(f"{mine}/") or mine.startswith(f"{where}/"):
            self.show_now()


def bind(document: Document, answer: Answer, where: str) -> Binding:
    """Ties an answer to the value at a pointer: it shows every change of it, and its edits go into the document."""
    return Binding(document, answer, where)


class Leaving(QObject):
    """An event filter that tells an answer when the focus leaves one of its controls for good."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self._answer = answer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            from PySide6.QtCore import Qt

            if cast(QFocusEvent, event).reason() not in (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.MenuBarFocusReason,
            ):
                self._answer.left.emit()
        return False
