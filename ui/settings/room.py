"""A page beside the work: a bar with the way back, the title and the marking, and one thing under it. Escape goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import kit, theme
from ui.tabbing import step
from ui.top_bar import marking

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

NARROW = 52.0
"""Ems under which a page beside the work has one column."""


class Room(QWidget):
    """The frame of such a page. `left` asks for the page before."""

    left = Signal()

    def __init__(self, catalogue: Catalogue, title: str, back: str) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.outer = kit.vertical(self)
        self.bar = kit.frame("bar")
        self.bar.setFixedHeight(theme.current().px(theme.TARGET["bar"]))
        row = kit.horizontal(self.bar, space=10, margins=(12, 0, 16, 0))
        beginning = QWidget()
        first = kit.horizontal(beginning, space=10)
        self.back_button = kit.button(back, self.left.emit, icon="left")
        first.addWidget(self.back_button)
        self.head = kit.label(title, "heading")
        self.head.setSizePolicy(self.head.sizePolicy().Policy.Ignored, self.head.sizePolicy().Policy.Preferred)
        first.addWidget(self.head, 1000)
        first.addStretch(1)
        row.addWidget(beginning, 1)
        row.addWidget(marking(catalogue), 0, Qt.AlignmentFlag.AlignVCenter)
        self._end = QWidget()
        row.addWidget(self._end, 1)
        self.outer.addWidget(self.bar)

    def say(self, key: str, **words: object) -> str:
        """Words of the window."""
        return str(self.catalogue.screen(key, **words))

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one column only."""
        return theme.current().ems(self.width()) < NARROW

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # with one column the marking is worth more than the title, which stands on the page as well
        self.head.setVisible(not self.is_narrow)
        self._end.setVisible(not self.is_narrow)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (a name of Qt)
        """Tab goes in reading order, whatever was made last."""
        return step(self, forward) or super().focusNextPrevChild(forward)
