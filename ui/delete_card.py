"""The question why a draft is deleted, asked in place on the start screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from ui import kit
from ui.answers.line_edit import LineEdit
from ui.start_list import heading

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Row


class DeleteCard(QFrame):
    """The question. `deleting` carries the row and the reason, `left` says that somebody thought better of it."""

    deleting = Signal(object, str)
    left = Signal()

    def __init__(self, catalogue: Catalogue, row: Row) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._row = row
        say = catalogue.screen
        reference = heading(row, catalogue)[0]
        self.setProperty("look", "block")
        column = kit.vertical(self, space=8, margins=(18, 12, 18, 14))
        column.addWidget(kit.label(say("start.delete_title", reference=reference), "heading", wrap=True))
        column.addWidget(kit.label(say("start.delete_what"), "small", "text2", wrap=True))
        title = kit.label(say("start.delete_reason"), "label")
        self.box = LineEdit(self)
        self.box.setAccessibleName(say("start.delete_reason"))
        title.setBuddy(self.box)
        column.addWidget(title)
        column.addWidget(self.box)
        line = kit.horizontal(space=12)
        self.button = kit.button(say("start.delete_do", reference=reference), self._do)
        line.addWidget(self.button)
        self.way_back = kit.link(say("cancel"), self.left.emit)
        line.addWidget(self.way_back)
        line.addStretch(1)
        column.addLayout(line)
        self.box.text_edited.connect(lambda _text: self._check())
        self.box.returnPressed.connect(self._do)
        self._check()

    def _check(self) -> None:
        why = "" if self.box.text().strip() else self._catalogue.screen("start.delete_reason_first")
        self.button.not_yet(why)

    def _do(self) -> None:
        reason = self.box.text().strip()
        if reason and self.box.isEnabled():
            self.box.setEnabled(False)
            doing = self._catalogue.screen("settings.due_deleting")
            self.button.not_yet(doing)
            self.button.set_words(doing)
            self.way_back.hide()
            self.deleting.emit(self._row, reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
