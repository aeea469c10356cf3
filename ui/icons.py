"""Icons and the shapes of severity and status, drawn as paths: a grid of 20, lines of 1.6, round ends, one colour."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme

GRID = 20.0


def _path(*moves: tuple[str, tuple[float, ...]]) -> QPainterPath:
    path = QPainterPath()
    for kind, numbers in moves:
        if kind == "M":
            path.moveTo(*numbers)
        elif kind == "L":
            path.lineTo(*numbers)
        elif kind == "C":
            path.cubicTo(*numbers)
        elif kind == "O":  # centre and radius
            path.addEllipse(QPointF(numbers[0], numbers[1]), numbers[2], numbers[2])
        elif kind == "R":
            path.addRoundedRect(QRectF(*numbers[:4]), numbers[4], numbers[4])
        elif kind == "A":  # rectangle, start and sweep in degrees
            path.arcMoveTo(QRectF(*numbers[:4]), numbers[4])
            path.arcTo(QRectF(*numbers[:4]), numbers[4], numbers[5])
        elif kind == "Z":
            path.closeSubpath()
    return path


def _lines(*points: tuple[float, float], close: bool = False) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for each in points[1:]:
        path.lineTo(*each)
    if close:
        path.closeSubpath()
    return path


def _join(*paths: QPainterPath) -> QPainterPath:
    whole = QPainterPath()
    for each in paths:
        whole.addPath(each)
    return whole


PATHS: dict[str, Callable[[], QPainterPath]] = {
    "home": lambda: _join(
        _lines((2.5, 9.8), (10, 3), (17.5, 9.8)),
        _lines((4.5, 8.4), (4.5, 17), (8, 17), (8, 12), (12, 12), (12, 17), (15.5, 17), (15.5, 8.4)),
    ),
    "search": lambda: _path(("O", (8.5, 8.5, 5.5)), ("M", (12.6, 12.6)), ("L", (17.5, 17.5))),
    "eye": lambda: _path(
        ("M", (2, 10)), ("C", (5, 4.4, 15, 4.4, 18, 10)), ("C", (15, 15.6, 5, 15.6, 2, 10)), ("Z", ()), ("O", (10, 10, 2.6))
    ),
    "blank": lambda: _path(
        ("M", (2, 10)),
        ("C", (5, 4.4, 15, 4.4, 18, 10)),
        ("C", (15, 15.6, 5, 15.6, 2, 10)),
        ("Z", ()),
        ("O", (10, 10, 2.6)),
        ("M", (3.5, 17)),
        ("L", (16.5, 3)),
    ),
    "more": lambda: _path(*(("O", (x, 10, 1.3)) for x in (4, 10, 16))),
    "person": lambda: _path(("O", (10, 6.5, 3.4)), ("M", (3.6, 17.2)), ("C", (3.6, 10.6, 16.4, 10.6, 16.4, 17.2))),
    "people": lambda: _path(
        ("O", (7.4, 6.8, 3)),
        ("M", (1.8, 16.8)),
        ("C", (1.8, 10.8, 13, 10.8, 13, 16.8)),
        ("A", (10.6, 3.8, 6, 6, 110, -220)),
        ("M", (14.4, 12)),
        ("C", (17, 12.6, 18.2, 14.4, 18.2, 16.8)),
    ),
    "document": lambda: _join(
        _lines((4.5, 2.5), (12, 2.5), (15.5, 6), (15.5, 17.5), (4.5, 17.5), close=True),
        _lines((11.6, 2.8), (11.6, 6.4), (15.3, 6.4)),
        _lines((7.2, 10), (12.8, 10)),
        _lines((7.2, 13.4), (12.8, 13.4)),
    ),
    "clock": lambda: _join(_path(("O", (10, 10, 7.4))), _lines((10, 5.6), (10, 10.2), (13.2, 12))),
    "calendar": lambda: _join(
        _path(("R", (2.8, 4, 14.4, 13, 1.6))),
        _lines((2.8, 8.4), (17.2, 8.4)),
        _lines((6.6, 2.4), (6.6, 5.6)),
        _lines((13.4, 2.4), (13.4, 5.6)),
    ),
    "grid": lambda: _join(
        _path(("R", (3, 3, 14, 14, 0.6))),
        _lines((3, 8), (17, 8)),
        _lines((3, 12.6), (17, 12.6)),
        _lines((8, 3), (8, 17)),
        _lines((12.6, 3), (12.6, 17)),
    ),
    "moon": lambda: _path(
        ("M", (11.4, 2.8)),
        ("C", (4.4, 3.6, 0.8, 12, 6, 16)),
        ("C", (10, 19, 16.4, 16.4, 17, 11.6)),
        ("C", (11, 13.6, 7.6, 8, 11.4, 2.8)),
        ("Z", ()),
    ),
    "speech": lambda: _join(
        _lines(
            (4, 3.4),
            (16, 3.4),
            (17.4, 4.8),
            (17.4, 12),
            (16, 13.4),
            (9.6, 13.4),
            (5.8, 17),
            (5.8, 13.4),
            (4, 13.4),
            (2.6, 12),
            (2.6, 4.8),
            close=True,
        )
    ),
    "leave": lambda: _join(
        _lines((9, 3), (3.4, 3), (3.4, 17), (9, 17)), _lines((7.4, 10), (17, 10)), _lines((13.4, 6.2), (17.2, 10), (13.4, 13.8))
    ),
    "pin": lambda: _join(_path(("O", (10, 7, 4.6))), _lines((10, 11.6), (10, 18))),
    "phone": lambda: _path(
        ("M", (4.4, 2.8)),
        ("L", (7.2, 2.6)),
        ("L", (8.8, 6.4)),
        ("L", (6.8, 8.2)),
        ("C", (8, 10.8, 9.6, 12.2, 12, 13.2)),
        ("L", (13.8, 11.2)),
        ("L", (17.4, 12.8)),
        ("L", (17.2, 15.8)),
        ("C", (11, 20, 0.6, 9.4, 4.4, 2.8)),
        ("Z", ()),
    ),
    "lock": lambda: _path(
        ("R", (4.4, 9, 11.2, 8.4, 1)),
        ("M", (6.6, 9)),
        ("L", (6.6, 6.4)),
        ("A", (6.6, 2.6, 6.8, 7.2, 180, -180)),
        ("L", (13.4, 9)),
    ),
    "back": lambda: _join(
        _lines((7, 3.6), (3, 7.6), (7, 11.6)),
        _path(("M", (3.2, 7.6)), ("L", (12, 7.6)), ("C", (16, 7.6, 17.4, 10.4, 17.4, 13)), ("L", (17.4, 16))),
    ),
    "chart": lambda: _join(
        _lines((2.8, 2.8), (2.8, 17.2), (17.2, 17.2)),
        _lines((6.6, 14), (6.6, 9.6)),
        _lines((10.6, 14), (10.6, 5.4)),
        _lines((14.6, 14), (14.6, 8.2)),
    ),
    "plus": lambda: _join(_lines((10, 4), (10, 16)), _lines((4, 10), (16, 10))),
    "cross": lambda: _join(_lines((5, 5), (15, 15)), _lines((15, 5), (5, 15))),
    "tick": lambda: _lines((3.8, 10.6), (8, 14.8), (16.4, 5.4)),
    "down": lambda: _lines((5, 7.6), (10, 12.6), (15, 7.6)),
    "up": lambda: _lines((5, 12.4), (10, 7.4), (15, 12.4)),
    "right": lambda: _lines((7.6, 5), (12.6, 10), (7.6, 15)),
    "left": lambda: _lines((12.4, 5), (7.4, 10), (12.4, 15)),
    "dots": lambda: _path(("O", (5, 10, 0.6)), ("O", (10, 10, 0.6)), ("O", (15, 10, 0.6))),
    "house": lambda: _join(_lines((2.5, 9.8), (10, 3), (17.5, 9.8)), _lines((4.5, 8.4), (4.5, 17), (15.5, 17), (15.5, 8.4))),
    "undo": lambda: _join(
        _lines((6.6, 4), (3, 7.6), (6.6, 11.2)),
        _path(("M", (3.2, 7.6)), ("L", (12, 7.6)), ("C", (17.6, 7.6, 17.6, 15.6, 12, 15.6)), ("L", (8, 15.6))),
    ),
    "settings": lambda: _join(
        _lines((2.6, 6), (10.6, 6)),
        _lines((15.4, 6), (17.4, 6)),
        _lines((2.6, 14), (4.6, 14)),
        _lines((9.4, 14), (17.4, 14)),
        _path(("O", (13, 6, 2.3)), ("O", (7, 14, 2.3))),
    ),
    "warning": lambda: _join(
        _lines((10, 3), (17.8, 16.6), (2.2, 16.6), close=True), _lines((10, 8), (10, 11.8)), _path(("O", (10, 14.1, 0.25)))
    ),
    "info": lambda: _join(_path(("O", (10, 10, 7.4))), _lines((10, 9.4), (10, 13.8)), _path(("O", (10, 6.5, 0.25)))),
    "print": lambda: _join(
        _lines((5.4, 7), (5.4, 2.6), (14.6, 2.6), (14.6, 7)),
        _lines((5.4, 14), (2.8, 14), (2.8, 7), (17.2, 7), (17.2, 14), (14.6, 14)),
        _path(("R", (5.4, 11.4, 9.2, 6, 0.4))),
    ),
    "copy": lambda: _join(_path(("R", (7, 7, 10, 10.4, 1))), _lines((13, 7), (13, 3), (3, 3), (3, 13), (7, 13))),
    "menu": lambda: _join(_lines((3, 5.4), (17, 5.4)), _lines((3, 10), (17, 10)), _lines((3, 14.6), (17, 14.6))),
    "trash": lambda: _join(
        _lines((3.4, 5.4), (16.6, 5.4)),
        _lines((7.4, 5.2), (7.4, 2.8), (12.6, 2.8), (12.6, 5.2)),
        _lines((5, 5.6), (5.8, 17.2), (14.2, 17.2), (15, 5.6)),
    ),
}
"""Every icon by its name."""


@lru_cache(maxsize=128)
def path(name: str) -> QPainterPath:
    """The path of an icon on the grid of 20. Raises KeyError for an unknown name."""
    return PATHS[name]()


def paint(painter: QPainter, name: str, box: QRectF, colour: QColor, line: float = 1.6) -> None:
    """Paints an icon into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    painter.setPen(QPen(colour, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path(name))
    painter.restore()


def octagon(box: QRectF) -> QPainterPath:
    """The silhouette of "To answer"."""
    centre, radius = box.center(), box.width() / 2
    corners = [
        QPointF(centre.x() + radius * math.cos(math.radians(angle)), centre.y() + radius * math.sin(math.radians(angle)))
        for angle in range(22, 382, 45)
    ]
    outline = QPainterPath(corners[0])
    for each in corners[1:]:
        outline.lineTo(each)
    outline.closeSubpath()
    return outline


def paint_shape(painter: QPainter, name: str, box: QRectF, ground: str = "surface", colour: str = "") -> None:
    """Paints the shape of a severity (must, should, consider) or a status (not_started, in_progress, has_gaps, complete).

    `ground` is the token of the colour behind it, `colour` overrides the shape's own token.
    """
    tokens = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    _SHAPES[name](painter, tokens.colour(colour or _SHAPE_COLOURS[name]), tokens.colour(ground))
    painter.restore()


def _pen(colour: QColor, width: float = 1.7) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _must(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.fillPath(octagon(QRectF(0.6, 0.6, 18.8, 18.8)), colour)
    painter.setPen(_pen(ground, 2.4))
    painter.drawLine(QPointF(5.8, 10), QPointF(14.2, 10))


def _should(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(_pen(colour, 1.8))
    painter.drawPath(_lines((10, 2), (18.6, 17.4), (1.4, 17.4), close=True))
    painter.drawLine(QPointF(10, 7.6), QPointF(10, 11.8))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(10, 14.6), 0.4, 0.4)


def _consider(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(_pen(colour))
    painter.drawEllipse(QPointF(10, 10), 8.2, 8.2)
    painter.drawLine(QPointF(10, 9.4), QPointF(10, 14))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(10, 6.2), 0.45, 0.45)


def _not_started(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(_pen(colour, 1.5))
    painter.drawEllipse(QPointF(10, 10), 7.6, 7.6)


def _in_progress(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(_pen(colour, 1.6))
    painter.drawEllipse(QPointF(10, 10), 7.6, 7.6)
    half = QPainterPath(QPointF(10, 5.2))
    half.arcTo(QRectF(5.2, 5.2, 9.6, 9.6), 90, -180)
    half.closeSubpath()
    painter.fillPath(half, colour)


def _has_gaps(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(_pen(colour, 1.9))
    for start in (50, 170, 290):
        painter.drawArc(QRectF(2.2, 2.2, 15.6, 15.6), start * 16, 82 * 16)
    painter.drawLine(QPointF(10, 6.4), QPointF(10, 10.6))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(10, 13.5), 0.5, 0.5)


def _complete(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(10, 10), 8.4, 8.4)
    painter.setPen(_pen(ground, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_lines((6, 10.3), (8.9, 13.2), (14.2, 7.2)))


_SHAPES: dict[str, Callable[[QPainter, QColor, QColor], None]] = {
    "must": _must,
    "should": _should,
    "consider": _consider,
    "not_started": _not_started,
    "in_progress": _in_progress,
    "has_gaps": _has_gaps,
    "complete": _complete,
}
_SHAPE_COLOURS = {
    "must": "must",
    "should": "should",
    "consider": "consider",
    "not_started": "line2",
    "in_progress": "text2",
    "has_gaps": "should",
    "complete": "ok",
}
SHAPES = tuple(_SHAPES)


class Shape(QWidget):
    """A severity or status shape in a layout. It is decoration: the word beside it or an accessible name says the same."""

    def __init__(self, name: str, size: int = 16, ground: str = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._ground = ground
        self._size = size
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fit()
        theme.themes().changed.connect(self._fit)

    @property
    def name(self) -> str:
        return self._name

    def set_name(self, name: str) -> None:
        """Shows another shape or icon."""
        if name != self._name:
            self._name = name
            self.update()

    def _fit(self) -> None:
        side = theme.current().px(self._size)
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        paint_shape(painter, self._name, QRectF(self.rect()), self._ground)
        painter.end()


class Icon(QWidget):
    """An icon in a layout; decoration beside words."""

    def __init__(self, name: str, size: int = 18, colour: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size = size
        self._fit()
        theme.themes().changed.connect(self._fit)

    def set_icon(self, name: str, colour: str = "") -> None:
        """Shows another icon, in another token's colour where one is given."""
        self._name = name
        self._colour = colour or self._colour
        self.update()

    def _fit(self) -> None:
        side = theme.current().px(self._size)
        self.setFixedSize(side, side)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        paint(painter, self._name, QRectF(self.rect()), theme.current().colour(self._colour))
        painter.end()


def icon(name: str, colour: str = "text2", size: int = 20) -> QIcon:
    """An icon for a button, in a token's colour, at twice the pixels for dense screens."""
    side = theme.current().px(size) * 2
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, name, QRectF(0, 0, side, side), theme.current().colour(colour))
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
