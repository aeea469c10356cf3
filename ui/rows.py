"""Rows to choose from, one of them chosen: the work lists, the parts of the settings, the states of a referral."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from ui import kit, theme


class Row(kit.Clickable):
    """A row that is chosen or not. Tab reaches the chosen one, arrows go on from it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.chosen = False
        self.setProperty("ring", "true")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def mark(self, chosen: bool) -> None:
        """Whether it is the one that is shown."""
        self.chosen = chosen
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.update()

    def nextCheckState(self) -> None:
        """The page decides which one is shown."""

    def ground(self, painter: QPainter) -> None:
        """What lies behind the words."""
        tokens = theme.current()
        if self.chosen:
            painter.fillRect(self.rect(), tokens.colour("accent_soft"))
            painter.fillRect(QRect(0, 0, tokens.px(3), self.height()), tokens.colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), tokens.colour("sunken"))


class CountedRow(Row):
    """A name with how many there are. `only_some` leaves nought out, for rows whose number says that something waits."""

    def __init__(self, name: str, text: str = "body", high: int = 42, only_some: bool = False) -> None:
        super().__init__(name)
        self.count = 0
        self._text = text
        self._high = high
        self._only_some = only_some

    @property
    def counted(self) -> str:
        """The number as it is shown."""
        return str(self.count) if self.count or not self._only_some else ""

    def show_count(self, count: int, chosen: bool) -> None:
        """Shows how many there are, and whether it is the one that is shown."""
        self.count = count
        self.setAccessibleName(f"{self.name}, {self.counted}" if self.counted else self.name)
        self.mark(chosen)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(180), theme.current().px(self._high))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        self.ground(painter)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(tokens.font("label"))
        wide = painter.fontMetrics().horizontalAdvance(self.counted)
        painter.setPen(tokens.colour("accent" if self.chosen else "text2"))
        painter.drawText(self.rect().adjusted(0, 0, -px(16), 0), Qt.AlignmentFlag.AlignRight | middle, self.counted)
        painter.setFont(tokens.font(self._text, 600 if self.chosen else 400))
        painter.setPen(tokens.colour("text"))
        place = self.rect().adjusted(px(17), 0, -px(4) - (wide + px(16) if wide else 0), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | middle, self.name)
        painter.end()
