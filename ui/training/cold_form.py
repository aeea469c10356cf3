"""The record written cold: bare boxes under bare headings. No questions, no examples, nothing that says what is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ui import kit, theme
from ui.answers.exact_text import ExactText
from ui.answers.line_edit import LineEdit
from vpa_assist.record import edits

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue

FIELDS: dict[str, str] = {
    "seen": "contact/welfare_check",
    "appearance": "aware/appearance",
    "words": "aware/words/0/words",
    "activity": "aware/activity",
    "relationships": "aware/relationships",
    "environment": "aware/environment",
}
"""The boxes of a child, by the part of the record, with the member that each fills."""


class ColdForm(QWidget):
    """The boxes of one document."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        super().__init__()
        self.document = document
        self.catalogue = catalogue
        self.setProperty("look", "window")
        outer = kit.vertical(self)
        content = QWidget()
        middle = kit.horizontal(content, margins=(24, 0, 24, 0))
        inner = QWidget()
        inner.setMaximumWidth(theme.current().px(theme.TARGET["column"]))
        self.column = kit.vertical(inner, space=12, margins=(0, 16, 0, 24))
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        self.area = kit.Scroll(content)
        outer.addWidget(self.area, 1)
        self.boxes: dict[str, ExactText | LineEdit] = {}
        self._shown = -1
        document.changed.connect(self._changed)
        self.follow()

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.cold_{key}", **words)

    def _changed(self, where: str) -> None:
        if where in ("", "/children") or len(self.document.referral.children or ()) != self._shown:
            self.follow()

    def follow(self) -> None:
        """Builds the boxes anew: a child came or went."""
        kit.clear(self.column)
        self.boxes = {}
        self.removers: dict[int, kit.Button] = {}
        children = self.document.referral.children or ()
        self._shown = len(children)
        self.column.addWidget(kit.label(self._say("title"), "title", wrap=True))
        self.column.addWidget(kit.label(self._say("lead"), "body", "text2", wrap=True))
        frame = kit.frame("block")
        inside = kit.vertical(frame, space=4, margins=(18, 12, 18, 16))
        self._text(inside, "/incident/account", self._say("account"), 5)
        self.column.addWidget(frame)
        for index in range(len(children)):
            self.column.addWidget(self._child(index))
        row = kit.horizontal(space=12)
        self.add_button = kit.button(self._say("add_child"), self.add_child, icon="plus")
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _child(self, index: int) -> QWidget:
        frame = kit.frame("block")
        inside = kit.vertical(frame, space=4, margins=(18, 12, 18, 16))
        name = self.document.child_name(f"/children/{index}")
        head = kit.horizontal(space=12)
        head.addWidget(kit.label(self._say("child", number=index + 1), "heading"), 1)
        remove = self._say("remove_child", name=name)
        self.removers[index] = kit.link(remove, partial(self.document.remove, f"/children/{index}"), name=remove)
        head.addWidget(self.removers[index])
        inside.addLayout(head)
        self._line(inside, f"/children/{index}/given_name", self._say("name"), index)
        parts = self.catalogue.raw("training")["parts"]
        for part, member in FIELDS.items():
            where = f"/children/{index}/{member}"
            self._text(inside, where, parts[part], 2, f"{self._say('child', number=index + 1)}: {parts[part]}")
        return frame

    def _line(self, layout: Any, where: str, words: str, index: int) -> None:
        box = LineEdit()
        box.set_text(str(self.document.get(where) or ""))
        box.setAccessibleName(f"{self._say('child', number=index + 1)}: {words}")
        box.text_edited.connect(partial(self._rename, where, index))
        self._add(layout, where, words, box)

    def _rename(self, where: str, index: int, text: str) -> None:
        """Keeps the name; what removes the child is called by it."""
        self.document.edit(where, text or None)
        words = self._say("remove_child", name=self.document.child_name(f"/children/{index}"))
        self.removers[index].set_words(words)
        self.removers[index].setAccessibleName(words)

    def _text(self, layout: Any, where: str, words: str, lines: int, name: str = "") -> None:
        box = ExactText(None, lines)
        box.set_text(str(self.document.get(where) or ""))
        box.setAccessibleName(name or words)
        box.text_edited.connect(lambda text: self._write(where, text))
        self._add(layout, where, words, box)

    def _add(self, layout: Any, where: str, words: str, box: ExactText | LineEdit) -> None:
        title = kit.label(words, "label")
        title.setBuddy(box)
        layout.addWidget(title)
        layout.addWidget(box)
        layout.addSpacing(theme.current().px(6))
        self.boxes[where] = box

    def _write(self, where: str, text: str) -> None:
        if where.endswith("/aware/words/0/words"):
            home = where.removesuffix("/0/words")
            self.document.edit(home, [{"words": text}] if text else None)
        else:
            self.document.edit(where, text or None)

    def add_child(self) -> None:
        """Adds a child and puts the keyboard into the name."""
        index = len(self.document.referral.children or ())
        self.document.add("/children", {"id": edits.new_child_id(self.document.referral)})
        box = self.boxes.get(f"/children/{index}/given_name")
        if box is not None:
            box.show()  # before the layout does it, so that it can take the keyboard now
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, box, lambda: self.area.ensureWidgetVisible(box))

    def focus_first(self) -> None:
        """Puts the keyboard into the first box."""
        self.boxes["/incident/account"].setFocus(Qt.FocusReason.OtherFocusReason)
