"""Paints a drawing of the core, and lets a person choose a place in it by mouse or keyboard."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from vpa_assist.drawing.shapes import Anchor, Area, Circle, Drawing, Ink, Line, Path, Point, Rect, Shape, Stroke, Text

TOKENS = {
    Ink.TEXT: "text",
    Ink.SECONDARY: "text2",
    Ink.HAIRLINE: "line",
    Ink.SURFACE: "surface",
    Ink.ACCENT: "accent",
    Ink.ON_ACCENT: "surface",
}
"""The token of the window for each ink."""

STEPS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


def path_of(path: Path) -> QPainterPath:
    """Qt's path of a shape's steps."""
    made = QPainterPath()
    for name, numbers in path.steps:
        if name == "M":
            made.moveTo(*numbers)
        elif name == "L":
            made.lineTo(*numbers)
        elif name == "C":
            made.cubicTo(*numbers)
        else:
            made.closeSubpath()
    return made


class DrawingView(QWidget):
    """A drawing as wide as there is room, up to `most` times its size.

    With areas it is one Tab stop: arrows move, Enter chooses.
    """

    chosen = Signal(tuple)
    """The key of the area that was chosen."""
    moved_to = Signal(str)
    """The label of the area that the keyboard reached."""

    def __init__(self, most: float = 1.5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._drawing: Drawing | None = None
        self._current: tuple[str, ...] | None = None
        self._selected: tuple[str, ...] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self._hover: Area | None = None

    # what is shown

    @property
    def drawing(self) -> Drawing | None:
        return self._drawing

    def show_drawing(self, drawing: Drawing, name: str, choosable: bool = False) -> None:
        """Shows a drawing. `name` is its accessible name; its alternative text is the description."""
        self._drawing = drawing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if choosable and drawing.areas else Qt.FocusPolicy.NoFocus)
        self.setProperty("ring", choosable)
        self.setAccessibleName(name)
        self.setAccessibleDescription(drawing.alt)
        if self._current and self._area(self._current) is None:
            self._current = None
        self.updateGeometry()
        self.update()

    def select(self, key: tuple[str, ...] | None) -> None:
        """Rings the area of a key: the one whose details are shown beside the drawing."""
        self._selected = key
        self.update()

    def _area(self, key: tuple[str, ...]) -> Area | None:
        return next((each for each in self._drawing.areas if each.key == key), None) if self._drawing else None

    # size

    def _scale(self, width: float) -> float:
        if not self._drawing or not self._drawing.width:
            return 1.0
        return min(width / self._drawing.width, self._most * theme.current().text_size / 100)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._drawing.height * self._scale(width)) + 4 if self._drawing else 0

    def sizeHint(self) -> QSize:
        wide = round((self._drawing.width if self._drawing else 100) * min(self._most, 1.2))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), 0)

    def _origin(self) -> QPointF:
        assert self._drawing is not None
        scale = self._scale(self.width())
        return QPointF((self.width() - self._drawing.width * scale) / 2, 2)

    def _to_drawing(self, at: QPointF) -> Point:
        scale = self._scale(self.width())
        moved = (at - self._origin()) / scale
        return moved.x(), moved.y()

    # choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        area = self._drawing.area_at(*self._to_drawing(event.position())) if self._drawing else None
        if area is not None and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._current = area.key
            self.update()
            self.chosen.emit(area.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        usable = self._drawing is not None and self.focusPolicy() != Qt.FocusPolicy.NoFocus
        area = self._drawing.area_at(*self._to_drawing(event.position())) if usable and self._drawing else None
        if area is not self._hover:
            self._hover = area
            self.setCursor(Qt.CursorShape.PointingHandCursor if area else Qt.CursorShape.ArrowCursor)
            QToolTip.showText(event.globalPosition().toPoint(), area.label if area else "", self)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and self._drawing and self._drawing.areas:
            self._step(*STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _step(self, dx: float, dy: float) -> None:
        assert self._drawing is not None
        here = self._area(self._current) if self._current else None
        if here is None:
            self._reach(self._drawing.areas[0])
            return
        x, y = here.centre
        best: tuple[float, Area] | None = None
        for area in self._drawing.areas:
            ax, ay = area.centre
            along = (ax - x) * dx + (ay - y) * dy
            across = abs((ax - x) * dy) + abs((ay - y) * dx)
            if area.key != here.key and along > 0.5:
                cost = along + across * 2.5
                if best is None or cost < best[0]:
                    best = (cost, area)
        if best is not None:
            self._reach(best[1])

    def _reach(self, area: Area) -> None:
        self._current = area.key
        self.update()
        self.moved_to.emit(area.label)

    def focusInEvent(self, event: QEvent) -> None:
        if self._current is None and self._drawing and self._drawing.areas:
            self._current = self._selected or self._drawing.areas[0].key
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    # painting

    def paintEvent(self, event: object) -> None:
        if self._drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._origin())
        scale = self._scale(self.width())
        painter.scale(scale, scale)
        self._paint_areas(painter)
        for shape in self._drawing.shapes:
            paint_shape(painter, shape)
        painter.end()

    def _paint_areas(self, painter: QPainter) -> None:
        accent = theme.current().colour("accent")
        soft = theme.current().colour("accent_soft")
        marked = [(self._area(self._selected) if self._selected else None, False)]
        marked.append((self._hover, False))
        marked.append((self._area(self._current) if self._current and self.hasFocus() else None, True))
        for area, focus in marked:
            if area is None:
                continue
            painter.setPen(QPen(accent, 2 if focus else 1))
            painter.setBrush(soft)
            painter.drawPolygon(QPolygonF([QPointF(*each) for each in area.outline]))


def _pen(stroke: Stroke | None) -> QPen:
    if stroke is None:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(theme.current().colour(TOKENS[stroke.ink]), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dash:
        pen.setDashPattern([each / max(stroke.width, 0.1) for each in stroke.dash])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def paint_shape(painter: QPainter, shape: Shape) -> None:
    """Paints one shape in the window's colours."""
    colour = theme.current().colour
    if isinstance(shape, Text):
        _paint_text(painter, shape)
        return
    painter.setPen(_pen(shape.stroke))
    fill = None if isinstance(shape, Line) else shape.fill
    painter.setBrush(colour(TOKENS[fill]) if fill else Qt.BrushStyle.NoBrush)
    if isinstance(shape, Line):
        painter.drawLine(QLineF(shape.x1, shape.y1, shape.x2, shape.y2))
    elif isinstance(shape, Circle):
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    elif isinstance(shape, Rect):
        painter.drawRoundedRect(QRectF(shape.x, shape.y, shape.width, shape.height), shape.radius, shape.radius)
    else:
        made = path_of(shape)
        if shape.hatch:
            _hatch(painter, made)
        painter.drawPath(made)


def _hatch(painter: QPainter, path: QPainterPath) -> None:
    """Slanting lines inside a path."""
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    box = path.boundingRect()
    painter.setPen(QPen(theme.current().colour("text2"), 0.7))
    at = box.left() - box.height()
    while at < box.right():
        painter.drawLine(QLineF(at, box.bottom(), at + box.height(), box.top()))
        at += 3.2
    painter.restore()


def _paint_text(painter: QPainter, shape: Text) -> None:
    font = theme.current().font("body", 600 if shape.bold else 400, shape.italic)
    font.setPixelSize(20)
    scale = shape.size / 20
    painter.save()
    painter.setFont(font)
    painter.setPen(theme.current().colour(TOKENS[shape.ink]))
    painter.translate(shape.x, shape.y)
    painter.scale(scale, scale)
    width = QFontMetricsF(font).horizontalAdvance(shape.text)
    shift = {Anchor.START: 0.0, Anchor.MIDDLE: -width / 2, Anchor.END: -width}[shape.anchor]
    painter.drawText(QPointF(shift, 0), shape.text)
    painter.restore()
