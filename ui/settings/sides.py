"""A page beside the work with rows at the left and the chosen one beside them; where it is narrow, a menu takes their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import kit, theme
from ui.menu_button import MenuButton
from ui.rows import Row
from ui.settings.room import Room

SLIM = 72.0
"""Ems under which the rows have less room."""


class Sides(Room):
    """The frame of such a page. Subclasses say which row is chosen, and fill `rows`, `choice` and the column."""

    rows: Mapping[Any, Row]
    choice: MenuButton

    @property
    def at(self) -> Any:
        """The key of the chosen row."""
        raise NotImplementedError

    def open_row(self, key: Any) -> None:
        """Shows what belongs to a row."""
        raise NotImplementedError

    def begins(self) -> QWidget:
        """Where the keyboard begins."""
        return self.choice if self.is_narrow else self.rows[self.at]

    def sides(self, rows: QWidget, space: int) -> QVBoxLayout:
        """Lays the page out, with this widget at the left. Gives the content's column."""
        middle = kit.horizontal()
        self.outer.addLayout(middle, 1)
        self.left_side = rows
        middle.addWidget(rows)
        content = QWidget()
        across = kit.horizontal(content, margins=(26, 18, 26, 24))
        holder = QWidget()
        holder.setMaximumWidth(theme.current().px(theme.TARGET["column"]))
        column = kit.vertical(holder, space=space)
        across.addWidget(holder, 100)
        across.addStretch(1)
        self.area = kit.Scroll(content)
        middle.addWidget(self.area, 1)
        return column

    def go(self, at: Any, key: int) -> None:
        """An arrow on a row: to the one before or after it, and round at the ends."""
        keys = list(self.rows)
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        to = keys[(keys.index(at) + step) % len(keys)]
        self.open_row(to)
        self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, row = self.is_narrow, self.rows[self.at]
        had = row.hasFocus() if narrow else self.choice.hasFocus()
        self.choice.setVisible(narrow)
        self.left_side.setVisible(not narrow)
        if self.focusProxy() in (row, self.choice):
            self.setFocusProxy(self.begins())
        if had:
            self.begins().setFocus(Qt.FocusReason.OtherFocusReason)
        wide = 216 if theme.current().ems(self.width()) < SLIM else theme.TARGET["outline"]
        self.left_side.setFixedWidth(theme.current().px(wide))
