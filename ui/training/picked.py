"""Some of many things, picked from a menu one by one: what is picked stands in a row and is taken out with its own button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import kit
from ui.menu_button import MenuButton
from vpa_assist.catalogue import Catalogue

Things = Callable[[dict[str, Any]], Sequence[tuple[str, str]]]
"""What may be picked for one table of values, with its words: codes and words."""


class Picked(QWidget):
    """The picked codes of `table[name]`, in the order in which they were picked. `changed` tells that they are others."""

    changed = Signal()

    def __init__(self, table: dict[str, Any], name: str, things: Things, spoken: str, catalogue: Catalogue) -> None:
        super().__init__()
        self._table = table
        self._name = name
        self._things = things
        self._catalogue = catalogue
        column = kit.vertical(self, space=4)
        self._holder = QWidget()
        self._flow = kit.Flow(self._holder, 8, 4)
        column.addWidget(self._holder)
        row = kit.horizontal()
        self.menu = MenuButton(spoken)
        self.menu.picked.connect(lambda code: self._pick(str(code)))
        row.addWidget(self.menu)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(self.menu)
        self.follow()

    def follow(self) -> None:
        """Shows what is picked and offers the rest."""
        kit.clear(self._flow)
        held = list(self._table.get(self._name) or ())
        things = dict(self._things(self._table))
        for code in held:
            words = things.get(code, code)
            taken_out = self._catalogue.screen("training.remove", name=words)
            self._flow.addWidget(kit.button(words, partial(self._drop, code), icon="cross", name=taken_out))
        self._holder.setVisible(bool(held))
        rest = [(code, words) for code, words in things.items() if code not in held]
        self.menu.set_options([("", self._catalogue.screen("training.choose")), *rest])
        self.menu.choose("")
        self.menu.setVisible(bool(rest))

    def _pick(self, code: str) -> None:
        if code:
            self._table[self._name] = [*(self._table.get(self._name) or ()), code]
            self._told()

    def _drop(self, code: str) -> None:
        held = [each for each in self._table.get(self._name) or () if each != code]
        if held:
            self._table[self._name] = held
        else:
            self._table.pop(self._name, None)
        self._told()

    def _told(self) -> None:
        self.follow()
        self.menu.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
