"""Whose view a child's record gives, as one bar: child, officer, carer, others. They differ by pattern as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.panels.base import label
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.referral import Referral
from vpa_assist.views import views

KINDS = ("child", "officer", "carer", "other")


def paint_part(painter: QPainter, kind: str, box: QRectF) -> None:
    """One part: the child solid accent, the officer solid grey, carers hatched, others dotted in a frame."""
    tokens = theme.current()
    if kind in ("child", "officer"):
        painter.fillRect(box, tokens.colour("accent" if kind == "child" else "line2"))
        return
    painter.save()
    painter.setClipRect(box)
    painter.setPen(QPen(tokens.colour("text2"), 1))
    if kind == "carer":
        at = box.left() - box.height()
        while at < box.right():
            painter.drawLine(QLineF(at, box.bottom(), at + box.height(), box.top()))
            at += 4
    else:
        at = box.left() + 4
        while at < box.right():
            painter.drawPoint(QPointF(at, box.center().y()))
            at += 4
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


class ViewBar(QWidget):
    """The bar of one child; its accessible name says the shares."""

    def __init__(self, referral: Referral, index: int, name: str, catalogue: Catalogue) -> None:
        super().__init__()
        held = views(referral, index)
        self._parts = [(kind, held.share(kind)) for kind in KINDS]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = ", ".join(f"{catalogue.screen(f'roll.view_{kind}')} {share:.0%}" for kind, share in self._parts)
        text = said if held.total else catalogue.screen("roll.view_none")
        self.setAccessibleName(f"{name}, {catalogue.screen('roll.whose', name=name)}: {text}")
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(100), theme.current().px(11))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0, 0.5, 0, -0.5)
        x = room.left()
        shown = [(kind, share) for kind, share in self._parts if share > 0]
        if not shown:
            painter.setPen(QPen(theme.current().colour("line2"), 1))
            painter.drawRect(room.adjusted(0.5, 0, -0.5, 0))
        for kind, share in shown:
            wide = share * room.width()
            paint_part(painter, kind, QRectF(x, room.top(), max(2.0, wide - 1.5), room.height()))
            x += wide
        painter.end()


class _Swatch(QWidget):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(theme.current().px(22), theme.current().px(10))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        paint_part(painter, self._kind, QRectF(self.rect()))
        painter.end()


class Key(QWidget):
    """What the parts of the bars stand for."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.current().px(8))
        for kind in KINDS:
            box.addWidget(_Swatch(kind))
            box.addWidget(label(catalogue.screen(f"roll.view_{kind}"), "small", "text2", wrap=False))
            box.addSpacing(theme.current().px(6))
