"""Layouts that go on in the next row where there is no room: side by side, in rows of fields, or with middles on one line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QLayout,
    QLayoutItem,
    QWidget,
)

from ui import theme


class _Wrapping(QLayout):
    """A layout as high as its width makes it: worked out once for each width, until something in it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = self._heights.get(width)
        if high is None:
            high = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return high

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, move: bool) -> int:
        """Puts the items into a rectangle, or with `move` false only works out how high they are together."""
        raise NotImplementedError


class Flow(_Wrapping):
    """A layout that puts its widgets side by side and wraps them into further rows."""

    def __init__(self, parent: QWidget | None = None, space: int = 8, row_space: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._space = theme.current().px(space)
        self._row_space = theme.current().px(space if row_space is None else row_space)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, move: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x = rect.x()
                y += high + self._row_space
                high = 0
            wide = min(size.width(), rect.width()) if rect.width() else size.width()
            if item.hasHeightForWidth():
                size = QSize(wide, item.heightForWidth(wide))
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, size.height())))
            x += size.width() + self._space
            high = max(high, size.height())
        return y + high - rect.y()


class Level(Flow):
    """Widgets side by side with their middles on one line, wrapped into further rows."""

    def _place(self, rect: QRect, move: bool) -> int:
        y, row, used = rect.y(), [], 0  # type: int, list[tuple[QLayoutItem, QSize]], int
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            wide = min(size.width(), rect.width()) if rect.width() else size.width()
            size = QSize(wide, item.heightForWidth(wide) if item.hasHeightForWidth() else size.height())
            if row and used + wide > rect.width():
                y += self._level(row, rect.x(), y, move) + self._row_space
                row, used = [], 0
            row.append((item, size))
            used += wide + self._space
        return y + self._level(row, rect.x(), y, move) - rect.y()

    def _level(self, row: list[tuple[QLayoutItem, QSize]], x: int, y: int, move: bool) -> int:
        high = max((size.height() for _, size in row), default=0)
        for item, size in row:
            if move:
                item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
            x += size.width() + self._space
        return high


class Rows(_Wrapping):
    """A layout on a grid of twelve: each widget takes its share of a row, rows are as high as their highest widget.

    Below `narrow` ems every widget takes a row of its own.
    """

    SHARES: ClassVar[dict[str, int]] = {"full": 12, "half": 6, "third": 4, "quarter": 3, "two_thirds": 8, "three_quarters": 9}

    def __init__(self, parent: QWidget | None = None, space: int = 14, row_space: int = 14, narrow: float = 30) -> None:
        super().__init__(parent)
        self._items: list[tuple[QLayoutItem, int]] = []
        self._next = 12
        self._space = theme.current().px(space)
        self._row_space = theme.current().px(row_space)
        self._narrow = narrow
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, width: str = "full") -> None:
        """Adds a widget with its width: full, half, third, quarter, two_thirds, three_quarters."""
        self._next = self.SHARES.get(width, 12)
        self.addWidget(widget)
        self._next = 12

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append((item, self._next))

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index][0] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index)[0] if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        wide = max((item.sizeHint().width() for item, _ in self._items if not item.isEmpty()), default=0)
        return QSize(wide, self.heightForWidth(max(wide, 320)))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item, _ in self._items if not item.isEmpty()]
        return QSize(max((size.width() for size in shown), default=0), 0)

    def _rows(self, width: int) -> Iterable[list[tuple[QLayoutItem, int]]]:
        narrow = theme.current().ems(width) < self._narrow
        row: list[tuple[QLayoutItem, int]] = []
        used = 0
        for item, share in self._items:
            if item.isEmpty():
                continue
            taken = 12 if narrow else share
            if row and used + taken > 12:
                yield row
                row, used = [], 0
            row.append((item, taken))
            used += taken
        if row:
            yield row

    def _place(self, rect: QRect, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            if y > rect.y():
                y += self._row_space
            x = rect.x()
            shares = [0, *accumulate(share for _, share in row)]
            edges = [round((rect.width() + self._space) * each / 12) for each in shares]
            widths = [end - begin - self._space for begin, end in pairwise(edges)]  # rounded together, so that none is cut
            tops = _tops([item for item, _ in row], widths)
            talls = [_tall(item, wide) for (item, _), wide in zip(row, widths, strict=True)]
            high = max(top + tall for top, tall in zip(tops, talls, strict=True))
            for (item, _), wide, top, tall in zip(row, widths, tops, talls, strict=True):
                if move:
                    item.setGeometry(QRect(x, y + top, wide, tall))
                x += wide + self._space
            y += high
        return y - rect.y()


def _tall(item: QLayoutItem, wide: int) -> int:
    return item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()


def _tops(items: list[QLayoutItem], widths: list[int]) -> list[int]:
    """How far down each item of a row begins, so that the answers under labels and hints stand on one line."""
    if len(items) == 1:
        return [0]
    heads = []
    for item, wide in zip(items, widths, strict=True):
        measure = getattr(item.widget(), "head_height", None)
        heads.append(measure(wide) if measure is not None else None)
    highest = max((each for each in heads if each is not None), default=0)
    return [0 if each is None else highest - each for each in heads]
