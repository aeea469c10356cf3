"""Copying what is of the record: the clipboard is cleared again after a minute, unless something else was copied."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

CLEARED_AFTER = 60_000
"""Milliseconds."""


def copy_for_a_minute(text: str) -> None:
    """Puts a text on the clipboard for a minute."""
    clipboard = QApplication.clipboard()
    clipboard.setText(text)
    QTimer.singleShot(CLEARED_AFTER, clipboard, lambda: clear_if(text))


def clear_if(text: str) -> None:
    """Empties the clipboard when it still holds this text."""
    clipboard = QApplication.clipboard()
    if clipboard.text() == text:
        clipboard.clear()
