"""Answers that are text: one line, many lines, and a child's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui import kit
from ui.answers.base import Answer
from ui.answers.exact_text import ExactText
from ui.answers.line_edit import LineEdit
from ui.answers.marks import Marks
from ui.binding import to_code_points, to_units
from vpa_assist.record.kinds import LONGEST_TEXT

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt

COUNT_FROM = 18_000
"""Characters after which the box says how many are left."""


class LineAnswer(Answer):
    """One line of text."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self.box = LineEdit(self)
        self.box.setPlaceholderText(prompt.placeholder)
        kit.vertical(self).addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.text_edited.connect(self._edited)
        self.box.left.connect(self.left)

    def _edited(self, text: str) -> None:
        if len(text) > LONGEST_TEXT:
            self.half_typed.emit(text)
        else:
            self.edited.emit(text or self._empty())

    def _empty(self) -> str | None:
        """What an empty line means: not recorded, or for an item of a list a blank that stays until it is removed."""
        return "" if self.where.rpartition("/")[2].isdigit() else None

    def show_value(self, value: Any) -> None:
        self.box.set_text(value if isinstance(value, str) else "")

    def show_half_typed(self, text: str) -> None:
        self.box.set_text(text)

    def set_read_only(self, read_only: bool) -> None:
        self.box.set_read_only(read_only)

    def cursor_place(self) -> int:
        return to_code_points(self.box.text(), self.box.cursorPosition())

    def set_cursor_place(self, place: int) -> None:
        self.box.setCursorPosition(to_units(self.box.text(), place))

    def line(self) -> QLineEdit:
        """The line itself."""
        return self.box


class TextAnswer(Answer):
    """Text of any length in the officer's own words: spelling and wording are marked, never changed."""

    marked = True
    lines = 3

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self.box = ExactText(self, self.lines)
        self.box.setPlaceholderText(prompt.placeholder)
        column = kit.vertical(self, space=2)
        column.addWidget(self.box)
        self.count: QLabel | None = None
        self.setFocusProxy(self.box)
        self.marks = Marks(self.box, document, catalogue) if self.marked else None
        self.box.text_edited.connect(self._edited)
        self.box.left.connect(self.left)

    def _edited(self, text: str) -> None:
        self._show_count(text)
        if self.marks is not None:
            self.marks.text_changed()
        if len(text) > LONGEST_TEXT:
            self.half_typed.emit(text)
        else:
            self.edited.emit(text or None)

    def _show_count(self, text: str) -> None:
        near = len(text) > COUNT_FROM
        if near:
            if self.count is None:
                self.count = kit.label("", "note", "text3", parent=self)
                self.layout().addWidget(self.count)  # type: ignore[union-attr]
            key = "answer.too_long" if len(text) > LONGEST_TEXT else "answer.letters"
            self.count.setText(self.say(key, count=f"{len(text):,}", most=f"{LONGEST_TEXT:,}"))
            kit.retone(self.count, tone="must" if len(text) > LONGEST_TEXT else "text3")
        if self.count is not None:
            self.count.setVisible(near)

    def show_value(self, value: Any) -> None:
        text = value if isinstance(value, str) else ""
        if text != self.box.text():
            self.box.set_text(text)
            self._show_count(text)
            if self.marks is not None:
                self.marks.text_changed()

    def show_half_typed(self, text: str) -> None:
        self.show_value(text)

    def set_read_only(self, read_only: bool) -> None:
        if read_only != self.box.isReadOnly():
            self.box.setReadOnly(read_only)
            kit.restyle(self.box)

    def cursor_place(self) -> int:
        return self.box.cursor_place()

    def set_cursor_place(self, place: int) -> None:
        self.box.set_cursor_place(place)

    def show_marks(self, marks: list[Any]) -> None:
        if self.marks is not None:
            self.marks.show_findings(marks)

    def sizeHint(self) -> QSize:
        return QSize(320, self.box.height())


class WordsAnswer(TextAnswer):
    """A child's own words, in the size in which they are read. Nothing ever marks them."""

    marked = False
    lines = 2

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self.box.setProperty("words", "true")
