"""A chart as a picture file, drawn from the same SVG that is saved as such."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from vpa_assist.drawing.shapes import Drawing
from vpa_assist.drawing.svg import as_svg

PIXELS_A_POINT = 3.0
"""Sharp on a slide, and small enough for an e-mail."""


def as_png(drawing: Drawing) -> bytes:
    """The drawing as PNG, black and white with one accent, whatever theme the window has."""
    renderer = QSvgRenderer(QByteArray(as_svg(drawing).encode()))
    image = QImage(round(drawing.width * PIXELS_A_POINT), round(drawing.height * PIXELS_A_POINT), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.setText("Description", drawing.alt)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]
    return bytes(held.data().data())
