"""A child's words as they are read: the largest text of the page, with the rule at the left; never marked, never corrected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

SHOWN = frozenset({"gesture", "drawing", "sound", "behaviour"})
"""Ways of telling without words: no quotation marks, and a double rule."""

WIDTHS = 4
"""Widths for which lines are kept laid out: a layout asks for the height of one or two before it places them."""

_RULE = 4
_INDENT = 18


def displayed(words: str, how: str | None) -> str:
    """The words with quotation marks, or without them for what was shown and not said."""
    return words if how in SHOWN else f"“{words}”"


class Words:
    """A child's words laid out for one width. Lines break anywhere where a word is longer than the line, and at every newline."""

    def __init__(self, words: str, how: str | None, look: str = "words", *, width: int) -> None:
        px = theme.current().px
        font = theme.current().font(look)
        step = QFontMetricsF(font).lineSpacing() * 1.06
        room = max(20.0, width - px(_INDENT))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._shown = how in SHOWN
        self._layouts: list[tuple[QTextLayout, float]] = []
        y: float = px(3)
        for paragraph in displayed(words, how).split("\n"):
            layout = QTextLayout(paragraph, font)
            layout.setTextOption(option)
            layout.beginLayout()
            top = y
            while (line := layout.createLine()).isValid():
                line.setLineWidth(room)
                line.setPosition(QPointF(0, y - top))
                y += step
            layout.endLayout()
            y = max(y, top + step)
            self._layouts.append((layout, top))
        self.height = y + px(3)
        """In pixels."""

    def draw(self, painter: QPainter, box: QRect) -> None:
        """Draws the words with the rule at their left."""
        tokens = theme.current()
        rule = tokens.px(_RULE)
        accent = tokens.colour("accent")
        left, top = box.left(), box.top()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shown:
            thin = max(1.5, rule / 2.6)
            painter.fillRect(QRectF(left, top, thin, box.height()), accent)
            painter.fillRect(QRectF(left + rule - thin + 1, top, thin, box.height()), accent)
        else:
            painter.fillRect(QRectF(left, top, rule, box.height()), accent)
        painter.setPen(tokens.colour("text"))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for layout, at in self._layouts:
            layout.draw(painter, QPointF(left + tokens.px(_INDENT), top + at))


class Exact(QWidget):
    """The words of one turn."""

    def __init__(self, words: str, how: str | None, look: str = "words", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._said = (words, how)
        self._laid_out: dict[int, Words] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.text)
        theme.themes().changed.connect(self._again)

    @property
    def text(self) -> str:
        """What is shown, with its quotation marks."""
        return displayed(*self._said)

    def show_words(self, words: str, how: str | None) -> None:
        """Shows other words."""
        if (words, how) != self._said:
            self._said = (words, how)
            self.setAccessibleName(self.text)
            self._again()

    def _again(self) -> None:
        self._laid_out.clear()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(400), self.heightForWidth(max(self.width(), theme.current().px(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # the hint is of the width before; held to it, the layout would cut off the last line
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        return round(self._at(width).height)

    def _at(self, width: int) -> Words:
        found = self._laid_out.get(width)
        if found is None:
            if len(self._laid_out) == WIDTHS:
                self._laid_out.clear()
            found = self._laid_out[width] = Words(*self._said, self._look, width=width)
        return found

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        self._at(self.width()).draw(painter, self.rect())
        painter.end()
