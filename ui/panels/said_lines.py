"""What was recorded, as lines to read, in one widget: what each is called at the left, what it says at the right.

A read-through has a thousand such texts. As labels of their own they cost Qt more than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme
from ui.panels.exact import WIDTHS, Words, displayed
from vpa_assist.record.remembering import ByPart

HEAD, GAP, LEVEL = 210, 14, 16
"""Width of what a line is called, the room after it, and how far a line of the next level is set in, at 100 %."""
APART, TOGETHER = 10, 5
"""Room above a line, and above one that belongs to the line before it, at 100 %."""
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextExpandTabs | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


_FACES: ByPart[tuple[QFont, QFontMetrics]] = ByPart(16)


def _face(look: str, weight: int | None = None) -> tuple[QFont, QFontMetrics]:
    """A font of the theme in force, with its measures."""

    def make(tokens: theme.Theme) -> tuple[QFont, QFontMetrics]:
        font = tokens.font(look, weight)
        return font, QFontMetrics(font)

    return _FACES.of(theme.current(), (look, weight), make)


@dataclass(frozen=True, slots=True)
class Said:
    """One line. `head` is what it is called; without one the text runs over the whole width in the quiet or the plain tone.

    `words` makes it a child's own words, with `how` they were told. `follows` is a line that belongs to the one before.
    """

    text: str
    head: str = ""
    level: int = 0
    quiet: bool = False
    small: bool = False
    words: bool = False
    how: str | None = None
    follows: bool = False

    def spoken(self) -> str:
        """The line as a screen reader says it."""
        text = displayed(self.text, self.how) if self.words else self.text
        return f"{self.head}: {text}" if self.head and text else self.head or text


@dataclass(frozen=True, slots=True)
class _Placed:
    """Part of a line at its place for one width."""

    box: QRect
    draw: Callable[[QPainter, QRect], None]


class SaidLines(QLabel):
    """Lines one under another, as high as the width makes them. To a screen reader it is one text."""

    def __init__(self, lines: Iterable[Said]) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self.setText("\n".join(each.spoken() for each in self._lines))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._placed: dict[int, tuple[list[_Placed], int]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.themes().changed.connect(self._again)

    def _again(self) -> None:
        self._placed.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._at(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(400), 0)  # how high it is, its width decides

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), 0)

    def _at(self, width: int) -> tuple[list[_Placed], int]:
        """All parts with their places in this width, and how high they are together."""
        found = self._placed.get(width)
        if found is None:
            if len(self._placed) == WIDTHS:
                self._placed.clear()
            px = theme.current().px
            parts: list[_Placed] = []
            y = 0
            for number, line in enumerate(self._lines):
                if number:
                    y += px(TOGETHER if line.follows else APART)
                y = self._place(line, y, width, parts)
            found = self._placed[width] = (parts, y)
        return found

    def _place(self, line: Said, top: int, width: int, parts: list[_Placed]) -> int:
        """Places one line and gives where it ends."""
        px = theme.current().px
        if line.words:
            words = Words(line.text, line.how, width=width)
            box = QRect(0, top, width, round(words.height))
            parts.append(_Placed(box, words.draw))
            return box.bottom() + 1
        left, bottom = px(LEVEL) * line.level, top
        if line.head:
            lower = _face("body")[1].ascent() - _face("label")[1].ascent()  # one baseline for both
            head = self._text(line.head, "label", 400 if line.level else None, "text2", QRect(left, top + lower, px(HEAD), 0))
            parts.append(head)
            bottom, left = top + head.box.height(), left + px(HEAD) + px(GAP)
        if line.text:
            look, weight = ("label", 400) if line.small else ("body", None)
            tone = "text2" if line.quiet else "text"
            text = self._text(line.text, look, weight, tone, QRect(left, top, max(px(40), width - left), 0))
            parts.append(text)
            bottom = max(bottom, text.box.bottom() + 1)
        return bottom

    def _text(self, text: str, look: str, weight: int | None, tone: str, room: QRect) -> _Placed:
        font, metrics = _face(look, weight)
        high = metrics.boundingRect(QRect(0, 0, room.width(), 100_000), _FLAGS, text).height()

        def draw(painter: QPainter, box: QRect) -> None:
            painter.setFont(font)
            painter.setPen(theme.current().colour(tone))
            painter.drawText(box, _FLAGS, text)

        return _Placed(QRect(room.left(), room.top(), room.width(), high), draw)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        seen = event.rect()
        for each in self._at(self.width())[0]:
            if each.box.intersects(seen):
                each.draw(painter, each.box)
        painter.end()
