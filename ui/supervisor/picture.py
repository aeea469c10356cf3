"""A chart as a picture file, drawn from the same SVG that is saved as such."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ui import theme
from vpa_assist.drawing.shapes import Drawing
from vpa_assist.drawing.svg import FAMILIES, as_svg

PIXELS_A_POINT = 3.0
"""Sharp on a slide, and small enough for an e-mail."""


MARGIN, TITLE = 12.0, 26.0
"""Points around the drawing, and above it for its title."""


def as_png(drawing: Drawing, title: str) -> bytes:
    """The drawing under its title as PNG, on white with one accent, whatever theme the window has."""
    wide, high = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN + TITLE
    image = QImage(round(wide * PIXELS_A_POINT), round(high * PIXELS_A_POINT), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(PIXELS_A_POINT, PIXELS_A_POINT)
    font = theme.current().font("body", 600)
    font.setPixelSize(12)
    painter.setFont(font)
    painter.drawText(QRectF(MARGIN, MARGIN, drawing.width, TITLE), Qt.AlignmentFlag.AlignLeft, title)
    renderer = QSvgRenderer(QByteArray(as_svg(drawing).replace(FAMILIES, theme.FAMILY).encode()))
    painter.setFont(theme.current().font("body"))
    renderer.render(painter, QRectF(MARGIN, MARGIN + TITLE, drawing.width, drawing.height))
    painter.end()
    image.setText("Description", drawing.alt)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]
    return bytes(held.data().data())
