"""A child's words as they are read: the largest text of the page, with the rule at the left; never marked, never corrected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

SHOWN = frozenset({"gesture", "drawing", "sound", "behaviour"})
"""Ways of telling without words: no quotation marks, and a double rule."""

_RULE = 4
_INDENT = 18


def displayed(words: str, how: str | None) -> str:
    """The words with quotation marks, or without them for what was shown and not said."""
    return words if how in SHOWN else f"“{words}”"


class Exact(QWidget):
    """The words of one turn. Lines break anywhere where a word is longer than the line, and at every newline typed."""

    def __init__(self, words: str, how: str | None, look: str = "words", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = how in SHOWN
        self._text = displayed(words, how)
        self._layouts: tuple[int, list[tuple[QTextLayout, float]], float] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self._text)
        theme.themes().changed.connect(self._again)

    @property
    def text(self) -> str:
        """What is shown, with its quotation marks."""
        return self._text

    def show_words(self, words: str, how: str | None) -> None:
        """Shows other words."""
        self._shown = how in SHOWN
        text = displayed(words, how)
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
        self._again()

    def _again(self) -> None:
        self._layouts = None
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
        return round(self._laid_out(width)[1])

    def _laid_out(self, width: int) -> tuple[list[tuple[QTextLayout, float]], float]:
        if self._layouts and self._layouts[0] == width:
            return self._layouts[1], self._layouts[2]
        px = theme.current().px
        font = theme.current().font(self._look)
        step = QFontMetricsF(font).lineSpacing() * 1.06
        room = max(20.0, width - px(_INDENT))
        y: float = px(3)
        made: list[tuple[QTextLayout, float]] = []
        for paragraph in self._text.split("\n"):
            layout = QTextLayout(paragraph, font)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            top = y
            while (line := layout.createLine()).isValid():
                line.setLineWidth(room)
                line.setPosition(QPointF(0, y - top))
                y += step
            layout.endLayout()
            y = max(y, top + step)
            made.append((layout, top))
        self._layouts = (width, made, y + px(3))
        return made, y + px(3)

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rule = tokens.px(_RULE)
        accent = tokens.colour("accent")
        if self._shown:
            thin = max(1.5, rule / 2.6)
            painter.fillRect(QRectF(0, 0, thin, self.height()), accent)
            painter.fillRect(QRectF(rule - thin + 1, 0, thin, self.height()), accent)
        else:
            painter.fillRect(QRectF(0, 0, rule, self.height()), accent)
        painter.setPen(tokens.colour("text"))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for layout, top in self._laid_out(self.width())[0]:
            layout.draw(painter, QPointF(tokens.px(_INDENT), top))
        painter.end()
