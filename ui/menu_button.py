"""A choice in a line of words: a button that shows what is chosen and opens a menu of the others."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui import kit


class MenuButton(kit.Button):
    """Shows the words of one value among several. Enter, Space, Down or a click opens the menu; the wheel changes nothing."""

    picked = Signal(object)

    def __init__(self, name: str, options: Iterable[tuple[object, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__("", "plain", "down", parent)
        self._name = name
        self._options: list[tuple[object, str]] = []
        self._value: object = None
        self.clicked.connect(self._open)
        self.set_options(options)

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._value

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """The values with their words; keeps the chosen one where it is still there, else takes the first."""
        self._options = list(options)
        values = [value for value, _ in self._options]
        if self._value not in values and values:
            self._value = values[0]
        self._show()

    def choose(self, value: object, *, tell: bool = False) -> None:
        """Chooses a value; `tell` emits it as if a person had."""
        if value == self._value or value not in [each for each, _ in self._options]:
            return
        self._value = value
        self._show()
        if tell:
            self.picked.emit(value)

    def _show(self) -> None:
        words = next((words for value, words in self._options if value == self._value), "")
        self.set_words(words)
        self.setAccessibleName(f"{self._name}: {words}")

    def menu_for_tests(self) -> QMenu:
        """The menu as it would open."""
        return self._menu()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self._name)
        group = QActionGroup(menu)
        for value, words in self._options:
            action = QAction(words.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.triggered.connect(lambda _checked=False, value=value: self.choose(value, tell=True))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _open(self) -> None:
        menu = self._menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
