"""Answers that are typed and must become a value: a whole number, a date, a time. What is no value yet is kept as typed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui import kit
from ui.answers.texts import LineAnswer
from vpa_assist import typed_times
from vpa_assist.typed_times import Towards

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt

FUTURE = ("due", "due_date", "follow_up_due")
"""Members whose open dates and times lie ahead."""


class _TypedAnswer(LineAnswer):
    """A line whose text is read when it changes. Shown beside it: what it was read as, or what is missing."""

    key_unclear = ""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self._value: Any = None
        self._touched = False
        self.said = kit.label("", "note", "text3", wrap=True)
        self.said.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.said)
        self.box.left.connect(self._tidy)

    def read(self, text: str) -> Any:
        """The value of a text, or None."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """A value as a person would type it."""
        raise NotImplementedError

    def said_of(self, value: Any) -> str:
        """What to say of a value under the box; "" for nothing."""
        return ""

    def _edited(self, text: str) -> None:
        self._touched = True
        if not text.strip():
            self._value = None
            self._say("")
            self.edited.emit(None)
            return
        value = self.read(text)
        self._value = value
        if value is None:
            self._say("")  # what is still missing is said when the box is left
            self.half_typed.emit(text)
        else:
            self._say(self.said_of(value))
            self.edited.emit(value)

    def _tidy(self) -> None:
        text = self.box.text()
        if self._value is not None and self._touched and not self.box.isReadOnly():
            self.box.set_text(self.written(self._value))
        elif text.strip() and self._value is None:
            unclear = self.say(self.key_unclear)
            self._say(unclear)
            kit.announce(self.box, unclear)
        self._touched = False

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def show_value(self, value: Any) -> None:
        if value == self._value and (value is not None or not self.box.text().strip()):
            return
        if self._touched and value is not None and self.read(self.box.text()) == value:
            self._value = value
            return
        self._value = value
        self.box.set_text("" if value is None else self.written(value))
        self._say("" if value is None else self.said_of(value))

    def show_half_typed(self, text: str) -> None:
        self._value = None
        self.box.set_text(text)
        if not self.box.hasFocus():
            self._say(self.say(self.key_unclear))


class NumberAnswer(_TypedAnswer):
    """A whole number."""

    key_unclear = "answer.number_unclear"

    def read(self, text: str) -> int | None:
        text = text.strip().replace(",", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 and int(text) <= 1_000_000 else None

    def written(self, value: Any) -> str:
        return str(value)


class DateAnswer(_TypedAnswer):
    """A date: "3/6/23", "3 June", "yesterday"."""

    key_unclear = "answer.date_unclear"

    @property
    def towards(self) -> Towards:
        return "future" if self.prompt.field.rpartition("/")[2] in FUTURE else "past"

    def today(self) -> date:
        return self.document.clock().date()

    def read(self, text: str) -> str | None:
        return typed_times.read_date(text, self.today(), self.towards)

    def written(self, value: Any) -> str:
        return typed_times.show_date(str(value), self.today(), self.towards)

    def said_of(self, value: Any) -> str:
        return ""


class TimeAnswer(_TypedAnswer):
    """A time with its day: "22:10", "now", "yesterday 3pm". "Now" is one key away: N in an empty box."""

    key_unclear = "answer.time_unclear"

    @property
    def towards(self) -> Towards:
        return "future" if self.prompt.field.rpartition("/")[2] in FUTURE else "past"

    def now(self) -> datetime:
        return self.document.clock()

    def read(self, text: str) -> str | None:
        return typed_times.read_time(text, self.now(), self.towards)

    def written(self, value: Any) -> str:
        return typed_times.show_time(str(value), self.now(), self.towards)

    def said_of(self, value: Any) -> str:
        bare = ":" in self.written(value)[:3]
        return typed_times.say_time(str(value)) if bare else ""
