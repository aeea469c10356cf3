"""The bar at the head of a page that stands beside the work: home, the page's name, the marking, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QSpacerItem, QWidget

from ui import kit, theme

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Grow, Keep = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
LEAST, SPACE, LEFT, RIGHT = 300, 10, 12, 16
"""Room that the bar needs, between its parts, and at its ends, in pixels at 100 %."""


class PageBar(QFrame):
    """One row where there is room. Else what can be done wraps below it, and if need be what stands beside the name as well.

    Nothing is hidden or cut, whatever the size of the text. `beside` stands after the title, `right` at the far end.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        title: str,
        home_name: str,
        go_home: Callable[[], object],
        beside: Sequence[QWidget] = (),
        right: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        tokens = theme.current()
        # said here, or what is wide while there is room would keep the window from being made narrower
        self.setMinimumWidth(tokens.px(LEAST))
        self._beside, self._right = tuple(beside), tuple(right)
        self.below: tuple[QWidget, ...] = ()
        """What stands below the first row."""
        box = kit.vertical(self)
        head = QWidget()
        head.setFixedHeight(tokens.px(theme.TARGET["bar"]))
        box.addWidget(head)
        self._row = kit.horizontal(head, space=SPACE, margins=(LEFT, 0, RIGHT, 0))
        self._always = (
            kit.icon_button("home", home_name, go_home),
            kit.rule(upright=True),
            kit.label(title, "heading"),
            kit.label(catalogue.force().marking, "marking"),
        )
        home, rule, name, marking = self._always
        for each in (home, rule, name, *self._beside):
            self._row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter if isinstance(each, QLabel) else Qt.AlignmentFlag(0))
        self._around = (QSpacerItem(0, 0, Grow, Keep), QSpacerItem(0, 0, Grow, Keep))
        """What keeps the marking in the middle of the bar, where there is room for that."""
        self._row.addItem(self._around[0])
        self._row.addWidget(marking, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addItem(self._around[1])
        for each in self._right:
            self._row.addWidget(each)
        self._below = QWidget()
        below = kit.vertical(self._below, margins=(LEFT, 0, RIGHT, SPACE))
        self._flow_holder = QWidget()
        self._flow = kit.Flow(self._flow_holder, space=SPACE, row_space=6)
        below.addWidget(self._flow_holder)
        self._below.hide()
        box.addWidget(self._below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # a part got other words, or is hidden or shown
        return done

    def _fit(self) -> None:
        ways: tuple[tuple[QWidget, ...], ...] = ((), self._right, (*self._beside, *self._right))
        self._place(next((way for way in ways if self._needed(way) <= self.width()), ways[-1]))
        self._centre()
        room = self.width() - theme.current().px(LEFT) - theme.current().px(RIGHT)
        for each in self._beside:
            if isinstance(each, QLabel):
                wraps = _wide(each) > room
                if each.wordWrap() != wraps or (wraps and each.minimumWidth() != room):
                    each.setWordWrap(wraps)
                    each.setMinimumWidth(room if wraps else 0)

    def _centre(self) -> None:
        """Makes both sides of the marking as wide as each other, as far as there is room."""
        px, marking = theme.current().px, self._always[-1]
        home, rule, name, _ = self._always
        shown = [each for each in (home, rule, name, *self._beside) if not each.isHidden() and each not in self.below]
        left = px(LEFT) + sum(_wide(each) + px(SPACE) for each in shown)
        shown = [each for each in self._right if not each.isHidden() and each not in self.below]
        right = px(RIGHT) + sum(_wide(each) + px(SPACE) for each in shown)
        room = max(0, self.width() - left - right - _wide(marking))
        before = max(0, min(room, (room + right - left) // 2))
        for spacer, wide in zip(self._around, (before, room - before), strict=True):
            if spacer.sizeHint().width() != wide:
                spacer.changeSize(wide, 0, Grow, Keep)
                self._row.invalidate()

    def _needed(self, below: tuple[QWidget, ...]) -> int:
        """The width of the first row without what stands below it."""
        parts = [each for each in (*self._always, *self._beside, *self._right) if not each.isHidden() and each not in below]
        px = theme.current().px
        return sum(_wide(each) for each in parts) + px(SPACE) * (len(parts) + 1) + px(LEFT) + px(RIGHT)

    def _place(self, below: tuple[QWidget, ...]) -> None:
        """Puts these parts below the first row, and the others into it. The order for the Tab key stays."""
        if below == self.below:
            return
        for each in (*self._beside, *self._right):
            (self._flow if each in self.below else self._row).removeWidget(each)
        self.below = below
        for each in below:
            self._flow.addWidget(each)
        if self._beside and self._beside[0] not in below:
            for at, each in enumerate(self._beside):
                self._row.insertWidget(3 + at, each, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._right and self._right[0] not in below:
            for each in self._right:
                self._row.addWidget(each)
        self._below.setVisible(bool(below))


def _wide(part: QWidget) -> int:
    """The width of a part in one line."""
    if isinstance(part, QLabel) and part.wordWrap():
        return part.fontMetrics().horizontalAdvance(part.text()) + 2 * part.margin()
    return max(part.sizeHint().width(), part.minimumSizeHint().width())
