"""People of the referral as answers: one, several, and who else was there. Somebody who is not on the form is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui import kit
from ui.answers.base import Answer
from ui.answers.choices import Option, OptionGroup
from ui.answers.line_edit import LineEdit
from ui.answers.roving import Roving
from ui.binding import bind
from ui.panels.base import Panel, label
from vpa_assist.composed.values import who

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt

THE_CHILD = "child"
"""The word that stands for the child whose record it is, where the contract allows it."""


def known(document: Document, catalogue: Catalogue, where: str) -> list[tuple[str, str]]:
    """The ids that can be chosen at a place, with names: people first, then children; never somebody as their own relation."""
    referral = document.referral
    found = [(each.id, who(each.id, referral, catalogue)) for each in referral.people or ()]
    for number, child in enumerate(referral.children or ()):
        mine = where.startswith(f"/children/{number}/")
        if mine and where.rpartition("/")[2] == "explained_by":
            found.insert(0, (THE_CHILD, document.child_name(f"/children/{number}")))
        elif not mine:
            found.append((child.id, document.child_name(f"/children/{number}")))
    return [(code, name) for code, name in found if not _is_self(code, where, document)]


def _is_self(code: str, where: str, document: Document) -> bool:
    steps = where.split("/")
    if len(steps) < 3 or steps[1] != "people" or not steps[2].isdigit():
        return False
    people = document.referral.people or ()
    return int(steps[2]) < len(people) and people[int(steps[2])].id == code


class PersonAnswer(OptionGroup):
    """One person: everybody of the form in view, and a line for a name that is not."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        box = kit.vertical(self, space=6)
        self._holder = QWidget()
        self._row = kit.Flow(self._holder, space=14, row_space=2)
        box.addWidget(self._holder)
        self.line = LineEdit(self)
        self.line.setPlaceholderText(self.say("people.another"))
        self.line.text_edited.connect(self._named)
        self.line.left.connect(self.left)
        box.addWidget(self.line)
        self._pairs: list[tuple[str, str]] = []
        self._name = prompt.label
        self.offer()

    @property
    def needed(self) -> bool:
        """Whether it cannot be taken back: without a speaker, an adult's words would become the child's."""
        return self.where.endswith("/speaker")

    def _named(self, text: str) -> None:
        if text.strip() or not self.needed:
            self.edited.emit(text if text.strip() else None)

    def _chosen(self, value: Any) -> None:
        if self.needed and value == self._value:
            self._mark()
            return
        super()._chosen(value)

    def offer(self) -> None:
        """Offers everybody who can be chosen now."""
        pairs = known(self.document, self.catalogue, self.where)
        if self._value and self._value not in [code for code, _ in pairs] and self._is_id(self._value):
            pairs.append((self._value, who(self._value, self.document.referral, self.catalogue)))
        if pairs == self._pairs:
            return
        self._pairs = pairs
        kit.clear(self._row)
        self.options.clear()
        for code, name in pairs:
            option = Option(name)
            self._row.addWidget(option)
            self.add_option(code, option)
        self._holder.setVisible(bool(pairs))
        self.name_it(self._name)

    def _is_id(self, value: str) -> bool:
        return value == THE_CHILD or (value[:1] in ("c", "p") and value[1:].isdigit())

    def focus_target(self) -> QWidget:
        stop = self.options.get(self._value) or next(iter(self.options.values()), None)
        return stop or self.line

    def show_value(self, value: Any) -> None:
        self._value = value
        self.offer()
        super().show_value(value)
        self.line.set_text("" if not value or value in self.options else value)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.line.set_read_only(read_only)
        self.line.setVisible(not read_only or bool(self.line.text()))

    def name_it(self, name: str, description: str = "") -> None:
        self._name = name
        super().name_it(name, description)
        self.line.setAccessibleName(f"{name}: {self.say('people.another')}")


class _NameLine(LineEdit):
    """A line whose Enter takes the name over."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class PeopleAnswer(Answer):
    """Several people: boxes for those of the form, a line for others, each of whom can be taken out."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self._value: tuple[str, ...] = ()
        self._read_only = False
        self._name = prompt.label
        self._shape: object = None
        self.options: dict[str, Option] = {}
        self._roving = Roving(self.options)
        box = kit.vertical(self, space=6)
        self._holder = QWidget()
        self._row = kit.Flow(self._holder, space=14, row_space=2)
        box.addWidget(self._holder)
        self._others = kit.vertical(space=4)
        box.addLayout(self._others)
        add = kit.horizontal(space=8)
        self.line = _NameLine(self)
        self.line.setPlaceholderText(self.say("people.others"))
        self.line.entered.connect(self._add)
        self.line.left.connect(self._left_line)
        self.add_button = kit.button(self.say("people.add"), self._add)
        add.addWidget(self.line, 1)
        add.addWidget(self.add_button)
        box.addLayout(add)
        self._offer()

    def _offer(self) -> None:
        pairs = known(self.document, self.catalogue, self.where)
        codes = [code for code, _ in pairs]
        others = [(place, each) for place, each in enumerate(self._value) if each not in codes]
        shape = (pairs, others, self._read_only)
        if shape != self._shape:
            self._shape = shape
            kit.clear(self._row)
            kit.clear(self._others)
            self.options.clear()
            for code, name in pairs:
                self._row.addWidget(self._option(code, name))
            self._holder.setVisible(bool(pairs))
            for place, text in others:
                self._others.addWidget(self._other(place, text))
            self.name_it(self._name)
        for code, option in self.options.items():
            option.setChecked(code in self._value)
        self._roving.stand(next((each for each in self.options if each in self._value), None))

    def _option(self, code: str, name: str) -> Option:
        option = Option(name, many=True)
        option.read_only = self._read_only
        option.clicked.connect(lambda: self._toggled(code))
        self._roving.take(code, option)
        option.left.connect(self.left)
        self.options[code] = option
        return option

    def _other(self, place: int, text: str) -> QWidget:
        holder = QWidget()
        row = kit.horizontal(holder, space=8)
        name = who(text, self.document.referral, self.catalogue)
        row.addWidget(kit.label(name, "label_plain", wrap=True), 1)
        if not self._read_only:
            row.addWidget(
                kit.link(
                    self.say("people.take_out"), lambda: self._take_out(place), name=f"{name}: {self.say('people.take_out')}"
                )
            )
        return holder

    def _toggled(self, code: str) -> None:
        if self._read_only:
            self._offer()
            return
        left = tuple(each for each in self._value if each != code)
        new = left if code in self._value else (*self._value, code)
        self.edited.emit(list(new) or None)

    def _add(self) -> None:
        text = self.line.text()
        if text.strip() and not self._read_only:
            self.line.clear()
            self.edited.emit([*self._value, text])

    def _left_line(self) -> None:
        self._add()
        self.left.emit()

    def _take_out(self, place: int) -> None:
        new = [each for number, each in enumerate(self._value) if number != place]
        self.edited.emit(new or None)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_target(self) -> QWidget:
        return next(iter(self.options.values()), None) or self.line

    def show_value(self, value: Any) -> None:
        self._value = tuple(value or ())
        self._offer()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.line.setVisible(not read_only)
        self.add_button.setVisible(not read_only)
        self._offer()

    def name_it(self, name: str, description: str = "") -> None:
        self._name = name
        self.setAccessibleName(name)
        for option in self.options.values():
            option.setAccessibleName(f"{name}: {option.text()}")
            option.setAccessibleDescription(description)
        self.line.setAccessibleName(f"{name}: {self.say('people.others')}")
        self.add_button.setAccessibleName(f"{name}: {self.say('people.add')}")


class _People(Panel):
    """One of these answers under its label, on the member that the form pack names."""

    kind: type[PersonAnswer | PeopleAnswer] = PeopleAnswer

    def build(self) -> None:
        assert self.prompt is not None
        prompt = self.named(self.prompt)
        self.box.setSpacing(self.theme.px(4))
        self.box.addWidget(label(prompt.label, "label"))
        if prompt.hint:
            self.box.addWidget(label(prompt.hint, "small", "text2"))
        self.answer_shown = self.kind(self.document, self.catalogue, self.field_pointer, replace(prompt, kind="line"))
        self.answer_shown.name_it(self.spoken(prompt.label), prompt.hint)
        bind(self.document, self.answer_shown, self.field_pointer)
        self.box.addWidget(self.answer_shown)

    def refresh(self) -> None:
        self.answer_shown.show_value(self.document.get(self.field_pointer))


class OnePerson(_People):
    """The id of one person or child, or a name."""

    kind = PersonAnswer


class ManyPersons(_People):
    """Ids of people, and names of others."""


class OthersPresent(_People):
    """Who could see or hear while the child was spoken to."""
