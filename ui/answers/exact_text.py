"""A text editor that gives back exactly what it was given and what was typed into it.

Qt's editors change text when they take it in: a lone carriage return, U+2029 and two non-characters become the end of a
block, and reading as plain text makes U+00A0 a space and U+2028 a newline. So the raw text is read, and beside it the
original is kept, letter for letter as long; an edit changes both at the same place, what it did not touch stays as it was.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, QPoint, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

from ui import theme
from ui.binding import to_code_points, to_units

BLOCK_END = "\u2029"
FEWEST_LINES = 3
"""Lines that a text box shows at least."""


class ExactText(QPlainTextEdit):
    """An editor for text of any length. It grows with its text and has no scroll bar of its own; Tab leaves it."""

    text_edited = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, lines: int = FEWEST_LINES, most_lines: int = 0) -> None:
        super().__init__(parent)
        self._lines = lines
        self._most_lines = most_lines
        self.setProperty("look", "field")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.document().setDocumentMargin(theme.current().px(3))
        self._original = ""
        self._raw = ""
        self._setting = False
        self._hint: tuple[int, int, int] | None = None
        self.document().contentsChange.connect(self._noted)
        self.textChanged.connect(self._changed)
        self._height = 0.0
        self._in_view: tuple[int, QScrollArea | None] = (-1, None)
        self._after_letter = QTimer(self)
        self._after_letter.setSingleShot(True)
        self._after_letter.setInterval(0)
        self._after_letter.timeout.connect(self._keep_cursor_in_view)
        self.document().documentLayout().documentSizeChanged.connect(self._grown)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.fit()

    # text

    def text(self) -> str:
        """The text, exactly as it was given or typed."""
        return self._original

    def set_text(self, text: str) -> None:
        """Shows a text, unless it is shown already. The cursor stays where it can."""
        if text == self._original:
            return
        place = to_code_points(self._raw, self.textCursor().position())
        self._setting = True
        try:
            self.setPlainText(text)
            self._raw = self.document().toRawText()
            self._original = text if len(text) == len(self._raw) else self._raw.replace(BLOCK_END, "\n")
        finally:
            self._setting = False
        self.set_cursor_place(min(place, len(text)))
        self.fit()

    def cursor_place(self) -> int:
        """The cursor's place in code points."""
        return to_code_points(self._raw, self.textCursor().position())

    def set_cursor_place(self, place: int) -> None:
        """Puts the cursor at a place in code points."""
        cursor = self.textCursor()
        cursor.setPosition(min(to_units(self._raw, place), max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Selects `[start, end)`, in code points."""
        cursor = self.textCursor()
        cursor.setPosition(to_units(self._raw, start))
        cursor.setPosition(to_units(self._raw, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _noted(self, position: int, removed: int, added: int) -> None:
        if self._hint is None:
            self._hint = (position, removed, added)
        else:
            self._hint = (-1, 0, 0)  # several changes at once: the places are worked out from the texts

    def _changed(self) -> None:
        hint, self._hint = self._hint, None
        if self._setting:
            return
        raw = self.document().toRawText()
        if raw == self._raw:
            return
        self._original = _spliced(self._original, self._raw, raw, hint)
        self._raw = raw
        self.text_edited.emit(self._original)

    # paste as plain text

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insert_text(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()

    def insert_text(self, text: str) -> None:
        """Puts text at the cursor, exactly, in place of what is selected."""
        cursor = self.textCursor()
        text = text.replace("\r\n", "\n")
        start = to_code_points(self._raw, cursor.selectionStart())
        end = to_code_points(self._raw, cursor.selectionEnd())
        wanted = self._original[:start] + text + self._original[end:]
        self._setting = True
        try:
            cursor.insertText(text)
            self._hint = None
            self._raw = self.document().toRawText()
            self._original = wanted if len(wanted) == len(self._raw) else self._raw.replace(BLOCK_END, "\n")
        finally:
            self._setting = False
        self.text_edited.emit(self._original)

    # size

    def _grown(self, size: QSizeF) -> None:
        if size.height() != self._height:
            self._height = size.height()
            self.fit()

    def fit(self) -> None:
        """Makes the box as high as its text, and no lower than its fewest lines."""
        lines = max(self._lines, round(self.document().documentLayout().documentSize().height()))
        if self._most_lines:
            lines = min(lines, self._most_lines)
        px = theme.current().px
        high = (
            lines * math.ceil(QFontMetricsF(self.font()).lineSpacing()) + 2 * round(self.document().documentMargin()) + 2 * px(6)
        )
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        self._own_ground()
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, 0 if not self._most_lines else dy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._own_ground()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._own_ground()

    def _own_ground(self) -> None:
        """Has the text fill its own ground, so that a letter repaints nothing of what lies behind. Style sheets undo it."""
        self.viewport().setAutoFillBackground(True)

    def _cursor_moved(self) -> None:
        if self._hint is None:
            self._keep_cursor_in_view()
        else:  # a letter moved it: that is painted first
            self._after_letter.start()

    def _keep_cursor_in_view(self) -> None:
        cursor = self.cursorRect()
        if cursor.top() == self._in_view[0] or not self.hasFocus():
            return  # another letter of the same line, and nothing was scrolled
        area = self._in_view[1] or self._scroll_area()
        content = area.widget() if area is not None else None
        if area is not None and content is not None:
            at = self.viewport().mapTo(content, cursor.center())
            area.ensureVisible(at.x(), at.y(), 0, self.fontMetrics().lineSpacing() * 2)
            self._in_view = (cursor.top(), area)

    def _scroll_area(self) -> QScrollArea | None:
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            for signal in (area.verticalScrollBar().valueChanged, area.verticalScrollBar().rangeChanged):
                signal.connect(self._scrolled)
            return area
        return None

    def _scrolled(self) -> None:
        self._in_view = (-1, self._in_view[1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text():  # most keys are letters
            super().keyPressEvent(event)
            return
        # these belong to the window: the editor would swallow them
        undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        if undo or event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nobody around waits for it

    def place_at(self, point: QPoint) -> int:
        """The place in the text, in code points, under a point of the viewport."""
        return to_code_points(self._raw, self.cursorForPosition(point).position())

    def raw_document(self) -> QTextDocument:
        """Qt's document behind the editor."""
        return self.document()


def _spliced(original: str, raw_before: str, raw: str, hint: tuple[int, int, int] | None) -> str:
    """The original after an edit that made `raw` of `raw_before`: only what was put in is taken from `raw`."""
    if len(original) != len(raw_before):
        return raw.replace(BLOCK_END, "\n")
    grown = len(raw) - len(raw_before)
    start = end = -1
    if hint is not None and hint[0] >= 0:
        start = to_code_points(raw_before, hint[0])
        end = start + to_code_points(raw_before[start:], hint[1])
        fits = raw[:start] == raw_before[:start] and end + grown >= start and raw[end + grown :] == raw_before[end:]
        if not fits:
            start = -1
    if start < 0:
        start = _common(raw_before, raw)
        longest = min(len(raw_before), len(raw)) - start
        same = _common(raw_before[::-1], raw[::-1])
        end = len(raw_before) - min(same, longest)
    return original[:start] + raw[start : end + grown].replace(BLOCK_END, "\n") + original[end:]


def _common(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
