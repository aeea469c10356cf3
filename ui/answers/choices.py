"""Answers that are one or several of a few: yes or no, one code, several codes. Nothing is chosen for anybody."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import kit, theme
from ui.answers.base import Answer
from ui.answers.roving import Roving
from ui.tabbing import lead_on

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, CodeEntry, Prompt

FEW = 7
"""Entries up to which a choice is shown as radio buttons side by side; a longer list is searched by typing."""


class Option(kit.Clickable):
    """One radio button or check box with its words. `boxed` gives it a border of its own, as in a column of choices."""

    left = Signal()
    letter = Signal(str)

    def __init__(
        self, text: str, *, many: bool = False, boxed: bool = False, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setText(text)
        self.many = many
        self.boxed = boxed
        self.note = note
        self.read_only = False
        self.setCheckable(True)
        self.setAutoExclusive(False)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding if boxed else policy.Preferred, policy.Fixed)
        if note:
            self.setToolTip(note)
            self.setAccessibleDescription(note)

    def nextCheckState(self) -> None:
        """The answer decides what is checked, after the document said so."""

    def sizeHint(self) -> QSize:
        tokens = theme.current()
        font = tokens.font("body", 600)
        wide = QFontMetrics(font).horizontalAdvance(self.text())
        return QSize(wide + tokens.px(30 + (28 if self.boxed else 4)), tokens.px(32 if self.boxed else 30))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.current().px(120)), hint.height())

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.boxed:
            painter.setPen(QPen(tokens.colour("accent" if on else "line"), 1))
            painter.setBrush(tokens.colour("accent_soft" if on else "surface"))
            painter.drawRoundedRect(box, theme.RADIUS["chip"], theme.RADIUS["chip"])
        elif self.underMouse() and not self.read_only:
            kit.fill(painter, self.rect(), tokens.colour("sunken"), theme.RADIUS["chip"])
        side = tokens.px(18)
        left = tokens.px(12 if self.boxed else 2)
        mark = QRectF(left, (self.height() - side) / 2, side, side)
        self._paint_mark(painter, mark, on)
        painter.setPen(tokens.colour("text3" if self.read_only and not on else "text"))
        painter.setFont(tokens.font("body", 600 if on else 400))
        text_box = self.rect().adjusted(left + side + tokens.px(10), 0, -4, 0)
        painter.drawText(text_box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _paint_mark(self, painter: QPainter, mark: QRectF, on: bool) -> None:
        tokens = theme.current()
        painter.setPen(QPen(tokens.colour("accent" if on else "line2"), 1.6))
        painter.setBrush(tokens.colour("surface"))
        if self.many:
            if on:
                painter.setBrush(tokens.colour("fill"))
            painter.drawRoundedRect(mark, 3, 3)
            if on:
                painter.setPen(QPen(tokens.colour("on_fill"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                x, y, w = mark.x(), mark.y(), mark.width()
                points = [(0.24, 0.54), (0.43, 0.72), (0.78, 0.3)]
                for (x1, y1), (x2, y2) in pairwise(points):
                    painter.drawLine(QPointF(x + x1 * w, y + y1 * w), QPointF(x + x2 * w, y + y2 * w))
        else:
            painter.drawEllipse(mark)
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.colour("accent"))
                inner = mark.width() * 0.27
                painter.drawEllipse(mark.adjusted(inner, inner, -inner, -inner))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and lead_on(self):
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().isalnum() and held == Qt.KeyboardModifier.NoModifier:
            self.letter.emit(event.text())
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class OptionGroup(Answer):
    """Options of which one is chosen: arrows move and choose, Tab goes on; choosing the chosen one takes it back."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self.options: dict[Any, Option] = {}
        self._roving = Roving(self.options, self._moved_to)
        self._value: Any = None
        self._read_only = False

    def add_option(self, value: Any, option: Option) -> None:
        """Takes an option into the group."""
        self.options[value] = option
        option.clicked.connect(lambda _checked=False, value=value: self._chosen(value))
        self._roving.take(value, option)
        option.left.connect(self.left)
        self._tab_stops()

    def _chosen(self, value: Any) -> None:
        if self._read_only:
            self._mark()
            return
        self.edited.emit(None if value == self._value else value)

    def _moved_to(self, value: Any) -> None:
        if self._value is not None and not self._read_only:
            self.edited.emit(value)

    def _tab_stops(self) -> None:
        self._roving.stand(self._value)
        if self._roving.target is not None:
            self.setFocusProxy(self._roving.target)

    def _mark(self) -> None:
        for each, option in self.options.items():
            option.setChecked(each == self._value)

    def show_value(self, value: Any) -> None:
        if value != self._value or type(value) is not type(self._value):
            self._value = value
        self._mark()
        self._tab_stops()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for option in self.options.values():
            option.read_only = read_only
            option.update()

    def name_it(self, name: str, description: str = "") -> None:
        self.setAccessibleName(name)
        for option in self.options.values():
            option.setAccessibleName(f"{name}: {option.text()}")
            if description and not option.note:
                option.setAccessibleDescription(description)

    def describe(self, description: str) -> None:
        for option in self.options.values():
            option.setAccessibleDescription(f"{option.note} {description}".strip())


class YesNoAnswer(OptionGroup):
    """Yes, no, or not recorded: nothing is chosen at first, and the choice can be taken back."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        row = kit.Flow(self, space=16, row_space=4)
        for value, key in ((True, "answer.yes"), (False, "answer.no")):
            option = Option(self.say(key))
            row.addWidget(option)
            self.add_option(value, option)


class ChoiceAnswer(OptionGroup):
    """One code of a list, as radio buttons side by side."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        row = kit.Flow(self, space=16, row_space=4)
        for entry in catalogue.codes(prompt.codes):
            option = Option(entry.label, note=entry.note)
            row.addWidget(option)
            self.add_option(entry.code, option)

    def show_value(self, value: Any) -> None:
        if value is not None and value not in self.options and isinstance(value, str):
            option = Option(value)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(option)
            self.add_option(value, option)
        super().show_value(value)


class ChoicesAnswer(Answer):
    """Several codes of a list, in the order of the list: one Tab stop, arrows move, Space chooses."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self._value: tuple[str, ...] = ()
        self._read_only = False
        self._row = kit.Flow(self, space=16, row_space=4)
        self.options: dict[str, Option] = {}
        self._roving = Roving(self.options)
        for entry in self._entries():
            self._add(entry.code, entry.label, entry.note)
        self._tab_stop()

    def _entries(self) -> tuple[CodeEntry, ...]:
        return tuple(self.catalogue.codes(self.prompt.codes))

    def _add(self, code: str, text: str, note: str = "") -> None:
        option = Option(text, many=True, note=note)
        option.clicked.connect(lambda _checked=False, code=code: self._toggled(code))
        self._roving.take(code, option)
        option.left.connect(self.left)
        self.options[code] = option
        self._row.addWidget(option)

    def _toggled(self, code: str) -> None:
        if self._read_only:
            return
        if code in self._value:
            new = tuple(each for each in self._value if each != code)
        elif self._keeps_order():
            new = (*self._value, code)
        else:
            order = list(self.options)
            new = tuple(sorted((*self._value, code), key=order.index))
        self.edited.emit(list(new) or None)

    def _keeps_order(self) -> bool:
        """Whether the order of choosing counts: the first incident type is the main one."""
        return self.prompt.field.rpartition("/")[2] == "types"

    def _tab_stop(self) -> None:
        self._roving.stand(next((each for each in self.options if each in self._value), None))
        if self._roving.target is not None:
            self.setFocusProxy(self._roving.target)

    def show_value(self, value: Any) -> None:
        self._value = tuple(value or ())
        for code in self._value:
            if code not in self.options:
                self._add(code, code)
        for code, option in self.options.items():
            option.setChecked(code in self._value)
        self._tab_stop()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for option in self.options.values():
            option.read_only = read_only
            option.update()

    def name_it(self, name: str, description: str = "") -> None:
        self.setAccessibleName(name)
        for option in self.options.values():
            option.setAccessibleName(f"{name}: {option.text()}")
            if not option.note:
                option.setAccessibleDescription(description)

    def describe(self, description: str) -> None:
        for option in self.options.values():
            option.setAccessibleDescription(f"{option.note} {description}".strip())


def choice(document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None) -> Answer:
    """One code of a list: a few are all in view, more are searched by typing."""
    if len(catalogue.codes(prompt.codes)) <= FEW:
        return ChoiceAnswer(document, catalogue, where, prompt, parent)
    from ui.answers.code_search import CodeSearchAnswer

    return CodeSearchAnswer(document, catalogue, where, prompt, parent)
