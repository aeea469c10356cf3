"""A line for text that never loses a letter: nothing is cut, stripped or turned into something else."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui import kit

MOST_KEPT = 1_000_000
"""Letters that a paste may bring; far more than the document takes, so that nothing is cut before a person is told."""


class LineEdit(QLineEdit):
    """One line. Its undo is the document's; a text given to it comes back exactly."""

    text_edited = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MOST_KEPT)
        self.textEdited.connect(self.text_edited)

    def set_text(self, text: str) -> None:
        """Shows a text, unless it is shown already; the cursor stays where it can, the beginning is in view when left."""
        if text == self.text():
            return
        place = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)

    def select(self, start: int, end: int) -> None:
        """Selects `[start, end)`, in code points."""
        from ui.binding import to_units

        first, last = to_units(self.text(), start), to_units(self.text(), end)
        self.setSelection(first, last - first)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the text can be read and copied, but not changed."""
        if read_only != self.isReadOnly():
            self.setReadOnly(read_only)
            kit.restyle(self)

    def insert_text(self, text: str) -> None:
        """Puts text at the cursor as if it had been typed."""
        self.insert(text.replace("\r\n", "\n"))
        self.text_edited.emit(self.text())

    def paste_plain(self) -> None:
        """Pastes the clipboard's text."""
        self.insert_text(QApplication.clipboard().text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            event.ignore()  # undo is the document's
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            if event.key() != Qt.Key.Key_Escape and self.enter_is_taken:
                event.accept()  # done here: nothing around the line acts on it as well
                self.returnPressed.emit()
            return
        super().keyPressEvent(event)

    @property
    def enter_is_taken(self) -> bool:
        """Whether Enter does something in this line, such as adding what was typed."""
        return bool(self.receivers(SIGNAL("returnPressed()")))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions()[:2]:  # its own undo and redo: those are the document's
            menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
