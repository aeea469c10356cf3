"""A number in a circle: it ties a mark in a drawing to its entry in the list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui import theme


class Disc(QWidget):
    """The number of an entry; the open one is in the accent colour."""

    def __init__(self, number: int, chosen: bool = False) -> None:
        super().__init__()
        self._number = number
        self._chosen = chosen
        side = theme.current().px(24)
        self.setFixedSize(side, side)
        self.setAccessibleName(str(number))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent" if self._chosen else "text"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(tokens.colour("surface"))
        painter.setFont(tokens.font("small", 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()
