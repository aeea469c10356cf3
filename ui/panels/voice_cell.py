"""One cell of the roll-call grid: shape, word, and a few of the officer's own words. It opens the page it stands for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.kit import Clickable
from ui.panels.cells import Cell

SHAPES = {"not_started": "not_started", "thin": "has_gaps", "same": "should", "specific": "complete"}
LINES = 2
"""Lines of the officer's own words that a cell has room for."""
TONES = {"not_started": "text2", "thin": "should", "same": "should", "specific": "text2"}


class VoiceCell(Clickable):
    """A cell; the words wrap to two lines."""

    def __init__(self, cell: Cell, state: str, heading: str, name: str) -> None:
        super().__init__(name)
        self.cell = cell
        self._state = state
        self._heading = heading
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(cell.words)

    def sizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(120), px(84))

    def minimumSizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(90), px(84))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        empty = self.cell.state == "not_started"
        ground = "bg" if empty else "surface"
        hover = self.underMouse() or self.hasFocus()
        painter.fillRect(self.rect(), tokens.colour("accent_soft" if hover else ground))
        painter.setPen(tokens.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.drawLine(0, 0, 0, self.height())
        inside = self.rect().adjusted(px(10), px(9), -px(8), -px(6))
        icons.paint_shape(painter, SHAPES[self.cell.state], QRectF(inside.left(), inside.top() + px(1), px(15), px(15)), ground)
        painter.setFont(tokens.font("note", 600 if self.cell.state != "not_started" else 400))
        painter.setPen(tokens.colour(TONES[self.cell.state]))
        head = f"{self._heading}: {self._state}" if self._heading else self._state
        painter.drawText(
            QRect(inside.left() + px(20), inside.top() - px(1), inside.width() - px(20), px(19)),
            Qt.AlignmentFlag.AlignVCenter,
            head,
        )
        painter.setFont(tokens.font("small", 400))
        painter.setPen(tokens.colour("text"))
        metrics = painter.fontMetrics()
        top = inside.top() + px(20) + metrics.ascent()
        for number, line in enumerate(in_lines(self.cell.words, metrics, inside.width(), LINES)):
            painter.drawText(inside.left(), top + number * metrics.lineSpacing(), line)
        painter.end()


def in_lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """The text in at most so many lines of this width in pixels, broken at spaces; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if not lines or metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    shown = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return [metrics.elidedText(each, Qt.TextElideMode.ElideRight, width) for each in shown]


class LineHead(QWidget):
    """The head of a child's line, with the line above it that the cells have."""

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setPen(theme.current().colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
