"""The ring around what has the keyboard."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QWidget,
)
from shiboken6 import isValid

from ui import theme


class FocusRing(QWidget):
    """A ring of 2 px with a gap of 2 px around the focused control.

    It lives in the nearest ancestor that has room for all of it, so that no edge of it is cut, and follows the control.
    """

    ROOM = 4

    def __init__(self) -> None:
        super().__init__(None)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, target: QWidget | None) -> None:
        """Rings a control; None rings nothing."""
        for each in self._watched:
            with contextlib.suppress(RuntimeError):  # it may be deleted already
                each.removeEventFilter(self)
        self._watched = []
        parent = target.parentWidget() if target is not None else None
        if target is None or parent is None or not (target.property("ring") or isinstance(target, QAbstractButton)):
            self._target = None
            self.hide()
            self.setParent(None)
            return
        self._target = target
        self._follow()

    def _follow(self) -> None:
        """Goes where the control is now: what lay around it may have become larger or smaller."""
        target = self._target
        if target is None or not isValid(target) or (host := target.parentWidget()) is None:
            return
        way = [target]
        while not self._has_room(host, target) and (above := host.parentWidget()) is not None:
            way.append(host)
            host = above
        for each in way:
            if each not in self._watched:
                each.installEventFilter(self)
                self._watched.append(each)
        if self.parentWidget() is not host:
            self.setParent(host)
        # around a row that reaches from edge to edge it runs along the inside of the edge
        self.setGeometry(self._place(host, target).intersected(host.rect()))
        self.show()
        self.raise_()

    def _place(self, host: QWidget, target: QWidget) -> QRect:
        room = self.ROOM
        return QRect(target.mapTo(host, QPoint(0, 0)), target.size()).adjusted(-room, -room, room, room)

    def _has_room(self, host: QWidget, target: QWidget) -> bool:
        """Whether the whole ring fits into this ancestor; what scrolls is never left, or the ring would stand still."""
        above = host.parentWidget()
        scrolls = above is not None and isinstance(above.parentWidget(), QAbstractScrollArea)
        return scrolls or host.isWindow() or host.rect().contains(self._place(host, target))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        elif event.type() == QEvent.Type.Hide and watched is self._target:
            # whatever holds the control may be about to go: the ring must not go with it
            self.surround(None)
        return False

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()
