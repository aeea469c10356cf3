"""Words on a page that are kept nowhere yet."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def typed_in(page: QWidget) -> bool:
    """Whether a page holds such words: it is not built anew then, for they would be lost."""
    lines = [each.text() for each in page.findChildren(QLineEdit) if not each.isReadOnly()]
    texts = [each.toPlainText() for each in page.findChildren(QPlainTextEdit) if not each.isReadOnly()]
    return any(each.strip() for each in (*lines, *texts))
