"""Texts on the wall: marked where a check points at them, and painted where they stand."""

from __future__ import annotations

import html

from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPalette, QTextDocument

from ui import theme
from ui.training.deck import Side


def marked(text: str, side: Side | None) -> str:
    """The text as HTML, with passages that a check points at underlined on a tint."""
    out, at = [], 0
    for mark in sorted(side.marks, key=lambda each: each.start) if side else ():
        if mark.start < at or mark.end <= mark.start:
            continue
        soft = getattr(theme.current().colours, f"{mark.severity}_soft")
        out.append(html.escape(text[at : mark.start]))
        out.append(f'<u style="background-color:{soft}">{html.escape(text[mark.start : mark.end])}</u>')
        at = mark.end
    out.append(html.escape(text[at:]))
    return f'<div style="white-space:pre-wrap">{"".join(out)}</div>'


def draw(painter: QPainter, document: QTextDocument, x: float, y: float, colour: QColor) -> None:
    """Paints a text with its upper left corner here."""
    painter.save()
    painter.translate(x, y)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, colour)
    document.documentLayout().draw(painter, context)
    painter.restore()
