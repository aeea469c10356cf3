"""Answers of several members: an address, an officer. They write each member into the document themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui import kit
from ui.answers.base import Answer
from ui.answers.texts import LineAnswer, TextAnswer
from ui.binding import bind
from vpa_assist.record.referral import Officer

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt


class GroupAnswer(Answer):
    """Members side by side, each with its own small label."""

    composite = True

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self.parts: dict[str, tuple[str, Answer]] = {}
        self._column = kit.vertical(self, space=6)
        self._rows = kit.Rows(space=12, row_space=8, narrow=24)
        self._column.addLayout(self._rows)

    def add_part(self, member: str, answer: Answer, text: str, width: str) -> None:
        """Takes a member's answer in, under its label."""
        holder = QWidget()
        column = kit.vertical(holder, space=3)
        title = kit.label(text, "small_strong", "text2")
        title.setBuddy(answer.focus_target())
        column.addWidget(title)
        column.addWidget(answer)
        column.addStretch(1)
        self._rows.add(holder, width)
        self.parts[member] = (text, answer)
        bind(self.document, answer, answer.where)
        answer.left.connect(self.left)
        if len(self.parts) == 1:
            self.setFocusProxy(answer.focus_target())

    def show_value(self, value: Any) -> None:
        """Each part shows its own member."""

    def set_read_only(self, read_only: bool) -> None:
        for _, answer in self.parts.values():
            answer.set_read_only(read_only)

    def name_it(self, name: str, description: str = "") -> None:
        self.setAccessibleName(name)
        for text, answer in self.parts.values():
            answer.name_it(f"{name}: {text}", description)

    def describe(self, description: str) -> None:
        for _, answer in self.parts.values():
            answer.describe(description)


class LinesAnswer(TextAnswer):
    """A list of short texts, one on each line of a box."""

    marked = False
    lines = 2

    def _edited(self, text: str) -> None:
        self.edited.emit(text.split("\n") if text else None)

    def show_value(self, value: Any) -> None:
        shown = "\n".join(value) if isinstance(value, tuple | list) else value or ""
        self.box.set_text(str(shown))


class AddressAnswer(GroupAnswer):
    """Lines, town and postcode. A postcode that is not one yet is kept as typed."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        for member, kind, width in (
            ("lines", LinesAnswer, "half"),
            ("town", LineAnswer, "third"),
            ("postcode", PostcodeAnswer, "quarter"),
        ):
            inner = replace(prompt, field=f"{prompt.field}/{member}", placeholder="")
            answer = kind(document, catalogue, f"{where}/{member}", inner)
            shares = {"lines": "half", "town": "quarter", "postcode": "quarter"}
            self.add_part(member, answer, self.say(f"address.{member}"), shares.get(member, width))


class PostcodeAnswer(LineAnswer):
    """A postcode. It is written out in capitals when the line is left, and kept as typed while it is none."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self.said = kit.label("", "note", "text3", wrap=True)
        self.said.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.said)
        self.box.left.connect(self._check)
        self.box.text_edited.connect(lambda _text: self.said.hide())

    def show_value(self, value: Any) -> None:
        from vpa_assist.record.kinds import normal_postcode

        if self.box.hasFocus() and value is not None and normal_postcode(self.box.text()) == value:
            return
        super().show_value(value)

    def _check(self) -> None:
        value = self.document.get(self.where)
        if value is not None:
            self.box.set_text(value)
        elif self.box.text().strip():
            self.said.setText(self.say("answer.postcode_unclear"))
            self.said.show()
            kit.announce(self.box, self.said.text())


class OfficerAnswer(GroupAnswer):
    """A person of the force; the signed-in officer is one key away."""

    MEMBERS = (("rank", "quarter"), ("name", "half"), ("collar_number", "quarter"), ("unit", "half"), ("role", "half"))

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        for member, width in self.MEMBERS:
            inner = replace(prompt, field=f"{prompt.field}/{member}", placeholder="", codes="")
            answer = LineAnswer(document, catalogue, f"{where}/{member}", inner)
            self.add_part(member, answer, self.say(f"officer.{member}"), width)
        me = document.officer
        self.me = kit.link(self.say("officer.me", name=named(me)), self.put_me) if me is not None and me.name else None
        if self.me is not None:
            self._column.addWidget(self.me)

    def put_me(self) -> None:
        """Puts the signed-in officer in."""
        officer = self.document.officer
        if officer is not None and not self.document.read_only:
            self.document.edit(self.where, officer, self.say("undo.officer", field=self.document.label_of(self.where)))

    def name_it(self, name: str, description: str = "") -> None:
        super().name_it(name, description)
        if self.me is not None:
            self.me.setAccessibleName(f"{name}: {self.me.words()}")

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if self.me is not None:
            self.me.setVisible(not read_only)


def named(officer: Officer | None) -> str:
    """An officer in one line: rank, name, collar number."""
    if officer is None:
        return ""
    return " ".join(each.strip() for each in (officer.rank, officer.name, officer.collar_number) if each and each.strip())
