"""Printing the list of children still to be heard, for the next shift."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ui.dates import due, due_items

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Row


def follow_up_lines(rows: tuple[Row, ...], catalogue: Catalogue, now: datetime) -> list[str]:
    """The list as lines of text: when, who (age and sex), what, reference."""
    lines = []
    for item, row, awaited in due_items(rows):
        reference = row.summary.reference or catalogue.screen("start.no_reference")
        word, rest, _ = due(item.due, now, catalogue)
        what = catalogue.screen("follow.awaited", what=item.what) if awaited else item.what
        lines.append(", ".join(each for each in (f"{word} {rest}".strip(), item.who, what, reference) if each))
    return lines


def print_follow_ups(parent: QWidget, rows: tuple[Row, ...], catalogue: Catalogue, now: datetime) -> None:
    """Prints the list, with the marking on top."""
    printer = QPrinter()
    if QPrintDialog(printer, parent).exec():
        page = QTextDocument()
        marking = catalogue.force().marking.upper()
        page.setPlainText("\n\n".join((marking, catalogue.screen("follow.title"), *follow_up_lines(rows, catalogue, now))))
        page.print_(printer)
