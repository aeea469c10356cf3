"""The picture on the wall, painted: weak and strong in two frames with points that stand level, or lines of large text.

Sizes follow the height and width that there is: what would not fit is set smaller, down to a little over half; what still
does not fit makes the board higher than the wall, which scrolls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.training.deck import Pair, Side, Slide
from ui.training.texts import draw, marked
from vpa_assist.catalogue import Catalogue

SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)
WIDE, HIGH = 1366, 560
"""The board for which the tokens are meant, in pixels; a larger wall is set larger."""
_GAP = 18
_INNER = 26
_DISC = 28
_WEAK_SHARE = 0.448


@dataclass(slots=True)
class _Text:
    """A text in its place. `key` tells with which step it is uncovered."""

    key: str
    document: QTextDocument
    x: float
    y: float
    colour: str


@dataclass(slots=True)
class _Disc:
    key: str
    number: int
    x: float
    y: float
    colour: str


@dataclass(slots=True)
class _Shape:
    key: str
    name: str
    x: float
    y: float
    size: float


class Board(QWidget):
    """Shows one slide. `show_slide` and `show_steps` change it; its accessible name is everything that can be read on it."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._slide: Slide | None = None
        self._shown = 1
        self._factor = 1.0
        self._items: list[_Text | _Disc | _Shape] = []
        self._frames: list[tuple[QRectF, str]] = []
        self._rules: list[tuple[float, float, float]] = []
        self.scale = 1.0
        self.needed = 0
        self._viewport = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.themes().changed.connect(self._again)

    # what it shows

    def show_slide(self, slide: Slide, shown: int) -> None:
        """Shows a slide with so many of its steps uncovered."""
        self._slide, self._shown = slide, shown
        self._again()

    def show_steps(self, shown: int) -> None:
        """Uncovers so many steps of the slide."""
        self._shown = shown
        self.setAccessibleName(" ".join(self.readable()))
        self.update()

    def fit(self, viewport: int) -> None:
        """Tells how high the place is in which it is seen."""
        if viewport != self._viewport:
            self._viewport = viewport
            self._again()

    def readable(self, only: frozenset[str] | None = None) -> Iterator[str]:
        """The texts that are uncovered, in reading order; with `only`, those of these keys."""
        if self._slide is None:
            return
        wanted = self._slide.visible(self._shown) if only is None else only
        say = self._catalogue.screen
        for at, pair in enumerate(self._slide.pairs):
            for key, name, side in (("w", "training.weak", pair.weak), ("s", "training.strong", pair.strong)):
                if f"{key}{at}" in wanted:
                    yield f"{say(name)} {at + 1}. {pair.label}: {side.text or say('training.nothing')}"
            if f"w{at}" in wanted:
                yield from (each for each in (self._says(pair), *(title for _, title in pair.weak.found)) if each)
        for at, line in enumerate(self._slide.lines):
            if f"l{at}" in wanted:
                yield line
            if f"u{at}" in wanted and at < len(self._slide.under):
                yield self._slide.under[at]
        if "leaves" in wanted:
            yield f"{say('training.weak')}: {self._slide.weak_leaves}"
            yield f"{say('training.strong')}: {self._slide.strong_leaves}"

    def bottom_of(self, step: frozenset[str]) -> int:
        """The lowest pixel of what a step adds, to bring it into view."""
        ends = [each.y + each.document.size().height() for each in self._items if isinstance(each, _Text) and each.key in step]
        return round(max(ends, default=0.0)) + 8

    # laying out

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(900), max(self.needed, theme.current().px(320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() or not self._items:
            self._again()
        else:
            self._frame_height()

    def _again(self) -> None:
        if self._slide is None or self.width() < 40:
            return
        room = self._viewport or self.height()
        self._factor = max(1.0, min(self.width() / WIDE, room / HIGH)) * theme.current().text_size / 100
        for scale in SCALES:
            self.scale = scale
            self.needed = round(self._lay_out(self._slide))
            if self.needed <= room:
                break
        self.setMinimumHeight(self.needed if self.needed > room else 0)
        self._frame_height()
        self.show_steps(self._shown)

    def _frame_height(self) -> None:
        """The frames reach down to the end of the board; what the records leave stands at their foot."""
        if self._slide is None:
            return
        low = max(float(self.height()), float(self.needed)) - 2
        for rect, _ in self._frames:
            rect.setBottom(low)
        feet = [each for each in self._items if isinstance(each, _Text) and each.key == "leaves"]
        for each in feet:
            each.y = low - self._px(20) - each.document.size().height()
        self.update()

    def _px(self, length: float) -> float:
        return length * self._factor

    def _document(self, text: str, token: str, width: float, weight: int = 400, marks: Side | None = None) -> QTextDocument:
        font = theme.current().font(token, weight)
        least = theme.SIZES["note"] * theme.current().text_size / 100
        font.setPixelSize(round(max(least, theme.SIZES[token] * self._factor * self.scale)))
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(font)
        document.setHtml(marked(text, marks))
        document.setTextWidth(max(40.0, width))
        return document

    def _lay_out(self, slide: Slide) -> float:
        self._items, self._frames, self._rules = [], [], []
        return self._lay_pairs(slide) if slide.kind == "pair" else self._lay_lines(slide)

    def _lay_lines(self, slide: Slide) -> float:
        px = self._px
        margin = px(_INNER)
        self._frames.append((QRectF(1, 1, self.width() - 2, 100), "accent" if slide.kind == "card" else "line2"))
        numbered = slide.kind in ("questions", "card")
        left = margin + (px(_DISC) + px(18) if numbered else 0)
        wide = min(self.width() - left - margin, px(1100))
        y = px(24)
        for at, line in enumerate(slide.lines):
            document = self._document(line, "present", wide)
            if numbered:
                self._items.append(_Disc(f"l{at}", at + 1, margin, y + px(6) * self.scale, "accent"))
            self._items.append(_Text(f"l{at}", document, left, y, "text"))
            y += document.size().height()
            if at < len(slide.under):
                below = self._document(slide.under[at], "words", wide)
                self._items.append(_Text(f"u{at}", below, left, y + px(6), "ok"))
                y += below.size().height() + px(6)
            y += px(22) * self.scale
        return y

    def _lay_pairs(self, slide: Slide) -> float:
        px = self._px
        whole = self.width() - px(_GAP)
        wide = (whole * _WEAK_SHARE, whole * (1 - _WEAK_SHARE))
        left = (0.0, wide[0] + px(_GAP))
        y = self._heads(left, wide)
        for at, pair in enumerate(slide.pairs):
            ends = [self._cell(at, pair, side, left[number], wide[number], y) for number, side in enumerate(("w", "s"))]
            y = max(ends) + px(20) * self.scale
        feet = [
            self._document(text, "heading", wide[number] - 2 * px(_INNER), 600)
            for number, text in enumerate((slide.weak_leaves, slide.strong_leaves))
        ]
        y += px(8)
        for number, (document, colour) in enumerate(zip(feet, ("should", "ok"), strict=True)):
            self._items.append(_Text("leaves", document, left[number] + px(_INNER), y, colour))
        return y + max(each.size().height() for each in feet) + px(22)

    def _heads(self, left: tuple[float, float], wide: tuple[float, float]) -> float:
        px, say = self._px, self._catalogue.screen
        y, end = px(20), 0.0
        for number, (key, shape, colour) in enumerate((("weak", "has_gaps", "should"), ("strong", "complete", "ok"))):
            self._frames.append((QRectF(left[number] + 1, 1, wide[number] - 2, 100), colour))
            title = self._document(say(f"training.{key}"), "title", wide[number], 600)
            self._items.append(_Shape("", shape, left[number] + px(_INNER), y + px(4) * self.scale, px(26) * self.scale))
            self._items.append(_Text("", title, left[number] + px(_INNER) + px(36), y - px(2), colour))
            end = y + title.size().height() + px(10)
            self._rules.append((left[number] + px(_INNER), end, wide[number] - 2 * px(_INNER)))
        return end + px(14)

    def _cell(self, at: int, pair: Pair, which: str, left: float, wide: float, y: float) -> float:
        px = self._px
        key = f"{which}{at}"
        side = pair.weak if which == "w" else pair.strong
        tone = "should" if which == "w" else "ok"
        x = left + px(_INNER) + px(_DISC) + px(14)
        room = left + wide - px(_INNER) - x
        self._items.append(_Disc(key, at + 1, left + px(_INNER), y, tone))
        label = self._document(pair.label, "heading", room, 600)
        self._items.append(_Text(key, label, x, y, "text2"))
        y += label.size().height() + px(2)
        text = self._document(side.text or self._catalogue.screen("training.nothing"), "present", room, 400, side)
        self._items.append(_Text(key, text, x, y, "text" if side.text else "text2"))
        y += text.size().height()
        if which == "w":
            y = self._below(key, pair, x, y, room)
        return y

    def _says(self, pair: Pair) -> str:
        """The trainer's word on a point, unless it only says again that nothing is written."""
        same = pair.says in self._catalogue.screen("training.nothing_again").split("|")
        return "" if same and not pair.weak.text else pair.says

    def _below(self, key: str, pair: Pair, x: float, y: float, room: float) -> float:
        px = self._px
        says = self._says(pair)
        if says:
            document = self._document(says, "heading", room)
            self._items.append(_Text(key, document, x, y + px(4), "should"))
            y += document.size().height() + px(4)
        for severity, title in pair.weak.found[:2]:
            side = px(17) * self.scale
            document = self._document(title, "body", room - side - px(8))
            self._items.append(_Shape(key, severity, x, y + px(7) * self.scale, side))
            self._items.append(_Text(key, document, x + side + px(8), y + px(4), severity))
            y += document.size().height() + px(4)
        return y

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._slide is None:
            return
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, colour in self._frames:
            painter.setPen(QPen(tokens.colour(colour), 2))
            painter.setBrush(tokens.colour("surface"))
            painter.drawRoundedRect(rect, theme.RADIUS["present"], theme.RADIUS["present"])
        painter.setPen(QPen(tokens.colour("line"), 1))
        for x, y, wide in self._rules:
            painter.drawLine(QPointF(x, y), QPointF(x + wide, y))
        seen = self._slide.visible(self._shown) | {""}
        for each in self._items:
            if each.key in seen:
                self._paint(painter, each)
        painter.end()

    def _paint(self, painter: QPainter, item: _Text | _Disc | _Shape) -> None:
        tokens = theme.current()
        if isinstance(item, _Text):
            draw(painter, item.document, item.x, item.y, tokens.colour(item.colour))
        elif isinstance(item, _Shape):
            box = QRectF(item.x, item.y, item.size, item.size)
            icons.paint_shape(painter, item.name, box, "surface")
        else:
            side = self._px(_DISC) * max(self.scale, 0.8)
            box = QRectF(item.x + 1, item.y + 1, side - 2, side - 2)
            painter.setPen(QPen(tokens.colour(item.colour), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
            font = tokens.font("label")
            font.setPixelSize(round(theme.SIZES["label"] * self._factor * max(self.scale, 0.8)))
            painter.setFont(font)
            painter.setPen(tokens.colour(item.colour))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(item.number))
