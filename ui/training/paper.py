"""A training record on paper: looked at in the window or written as a PDF. TRAINING stands across each of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from ui.preview import Preview

if TYPE_CHECKING:
    from ui.document import Document
    from ui.training.training_editor import TrainingEditor
    from ui.training.window import TrainingWindow


def show_preview(window: TrainingWindow, stack: QStackedWidget, editor: TrainingEditor, name: str) -> Preview:
    """Shows the pages of the editor's record in its place; they give the place back when they are left."""
    document = editor.document
    document.save_now()
    page = Preview(document.stored, window.catalogue, "full", window.clock().isoformat())

    def leave() -> None:
        page.stop()
        stack.setCurrentWidget(editor)
        stack.removeWidget(page)
        page.setParent(None)
        page.deleteLater()
        editor.bar.preview_button.setFocus()

    page.left.connect(leave)
    page.save_asked.connect(lambda copy: window.save_made(name, lambda: copy.data))
    stack.addWidget(page)
    stack.setCurrentWidget(page)
    page.setFocus()
    return page


def save_pdf(window: TrainingWindow, document: Document, name: str) -> None:
    """Writes the PDF of a record where the person chooses."""
    from ui.exporting import pdf_of

    if document.save_now():
        referral, at = document.stored, window.clock().isoformat()
        window.save_made(name, lambda: pdf_of(referral, window.catalogue, "full", at))
