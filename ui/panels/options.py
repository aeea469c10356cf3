"""One of a few things, all visible: rows with a radio mark. One Tab stop; arrows move, Space chooses, and takes back again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import kit, theme
from ui.panels.base import flow
from ui.tabbing import lead_on


class Option(QAbstractButton):
    """One row: radio mark and word; chosen ones have a tint, the accent border and a stronger word."""

    stepped = Signal(int)

    def __init__(self, text: str, boxed: bool = True) -> None:
        super().__init__()
        self._boxed = boxed
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding if boxed else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme.current().px
        wide = QFontMetrics(theme.current().font("label", 600)).horizontalAdvance(self.text()) + px(52 if self._boxed else 34)
        return QSize(wide, px(31 if self._boxed else 32))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80) if self._boxed else self.sizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step and not event.modifiers():
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not lead_on(self):
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, usable = self.isChecked(), self.isEnabled()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._boxed:
            painter.setPen(QPen(tokens.colour("accent" if chosen else "line"), 1))
            painter.setBrush(tokens.colour("accent_soft" if chosen else "surface"))
            painter.drawRoundedRect(box, 4, 4)
        left = px(11) if self._boxed else px(2)
        radius = px(9)
        centre = QPointF(left + radius, box.center().y())
        painter.setBrush(tokens.colour("surface"))
        painter.setPen(QPen(tokens.colour("accent" if chosen else "line2"), 1.6))
        painter.drawEllipse(centre, radius - 1, radius - 1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent"))
            painter.drawEllipse(centre, radius * 0.52, radius * 0.52)
        painter.setPen(tokens.colour("text" if usable else "text3"))
        painter.setFont(tokens.font("label", 600 if chosen else 400))
        room = box.adjusted(left + 2 * radius + px(9), 0, -px(4), 0)
        metrics = QFontMetrics(painter.font())
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()))
        )
        painter.end()


class Options(QWidget):
    """A group of options. `chosen` carries the new code, None when it was taken back."""

    chosen = Signal(object)

    def __init__(self, name: str, *, boxed: bool = True, gap: int = 4) -> None:
        super().__init__()
        self._name = name
        self._boxed = boxed
        self._codes: list[str] = []
        self._buttons: list[Option] = []
        self._value: str | None = None
        self._read_only = False
        self.setAccessibleName(name)
        if boxed:
            self._box: QVBoxLayout | QHBoxLayout = QVBoxLayout(self)
            self._box.setSpacing(theme.current().px(gap))
        else:
            self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def offer(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Offers these codes with their words. The same pairs again change nothing."""
        if [code for code, _ in pairs] == self._codes and [text for _, text in pairs] == [each.text() for each in self._buttons]:
            return
        kit.clear(self._box)
        self._codes = [code for code, _ in pairs]
        self._buttons = [self._option(code, text) for code, text in pairs]
        if self._boxed:
            for each in self._buttons:
                self._box.addWidget(each)
            self._box.addStretch(1)
        else:
            self._box.addWidget(flow(*self._buttons, gap=18))
        self.show_value(self._value)

    def _option(self, code: str, text: str) -> Option:
        made = Option(text, self._boxed)
        made.setAccessibleName(f"{self._name}: {text}")
        made.clicked.connect(lambda: self._choose(code))
        made.stepped.connect(lambda step: self._step(made, step))
        return made

    def show_value(self, value: str | None) -> None:
        """Shows which is chosen."""
        self._value = value
        stop = self._codes.index(value) if value in self._codes else 0
        for number, (code, each) in enumerate(zip(self._codes, self._buttons, strict=True)):
            each.setChecked(code == value)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus)
            each.update()

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be read but not changed; the options stay in reach of the keyboard."""
        self._read_only = read_only

    def focus_target(self) -> QWidget:
        """The option that takes the keyboard."""
        stop = self._codes.index(self._value) if self._value in self._codes else 0
        return self._buttons[stop] if self._buttons else self

    def name_it(self, name: str) -> None:
        """Gives the group another accessible name."""
        self._name = name
        self.setAccessibleName(name)
        for each in self._buttons:
            each.setAccessibleName(f"{name}: {each.text()}")

    def _choose(self, code: str) -> None:
        if self._read_only:
            self.show_value(self._value)
            return
        new = None if code == self._value else code
        self.show_value(new)
        self.chosen.emit(new)
        for each in self._buttons:
            QAccessible.updateAccessibility(QAccessibleEvent(each, QAccessible.Event.StateChanged))

    def _step(self, option: Option, step: int) -> None:
        index = (self._buttons.index(option) + step) % len(self._buttons)
        self._buttons[index].setFocus(Qt.FocusReason.TabFocusReason)
