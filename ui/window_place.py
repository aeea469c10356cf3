"""Where the window was and how large, as one line of text, and the same again on the screens of today.

Qt's own way leaves room for a title bar on every screen, so that a window as large as the screen comes back smaller where
nothing draws title bars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_KEPT = re.compile(r"(-?\d{1,6}) (-?\d{1,6}) (\d{1,6}) (\d{1,6}) ([01])", re.ASCII)


def kept(window: QWidget) -> str:
    """The place to come back to: left, top, width, height in pixels, and 1 where the window fills the screen."""
    place = window.normalGeometry()
    if not place.isValid():
        place = window.geometry()
    filled = bool(window.windowState() & Qt.WindowState.WindowMaximized)
    return f"{place.x()} {place.y()} {place.width()} {place.height()} {int(filled)}"


def put_back(window: QWidget, text: str) -> None:
    """Puts a window where it was; a text that says nothing leaves it where it is."""
    read = _KEPT.fullmatch(text)
    if read is None:
        return
    numbers = [int(each) for each in read.groups()]
    screens = [each.availableGeometry() for each in QGuiApplication.screens()]
    if screens:
        window.setGeometry(within(QRect(*numbers[:4]), screens))
    if numbers[4]:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def within(place: QRect, screens: Sequence[QRect]) -> QRect:
    """The same place, moved and made smaller only as far as it must be to lie on one of the screens as a whole."""

    def shared(screen: QRect) -> int:
        both = screen.intersected(place)
        return max(0, both.width()) * max(0, both.height())

    screen = max(screens, key=shared)
    wide, high = min(place.width(), screen.width()), min(place.height(), screen.height())
    left = min(max(place.x(), screen.left()), screen.left() + screen.width() - wide)
    top = min(max(place.y(), screen.top()), screen.top() + screen.height() - high)
    return QRect(left, top, wide, high)
