"""A referral in the order in which it is read: page by page as the form pack has them, each line with its address.

The window's read-through and the supervisor's review both show this; what a line says is decided once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpa_assist import conditions
from vpa_assist.composed.values import in_words, name_of
from vpa_assist.record import pointers
from vpa_assist.record.referral import Address, Officer, Part, Referral, Utterance

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue, Page, Prompt

FIRST = ("words", "appearance", "activity", "relationships", "environment", "wishes", "injuries", "seen", "who")
"""A child's pages in the order of reading: the child's own words before everything else; the others follow."""

NO_LINES = frozenset({"applies", "roll_call", "read_through", "hand_in", "missing_timeline", "custody_timeline"})
"""Kinds that show again what other questions record."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is recorded in one place. A `turn` is one thing said or shown, whose words are shown exactly.

    `level` 1 stands under the heading line before it.
    """

    label: str
    path: str
    text: str = ""
    turn: Utterance | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One page of the window as it is read. `child` is the index of the child whose page it is."""

    page: Page
    child: int | None
    title: str
    outline: str
    path: str
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        return self.page.id if self.child is None else f"{self.page.id}@{self.child}"

    @property
    def covers(self) -> tuple[str, ...]:
        """The addresses whose findings and comments belong here."""
        return tuple(f"{self.path}/{each}" for each in self.page.covers if each)


def child_name(referral: Referral, index: int, catalogue: Catalogue) -> str:
    """The given name of a child, else the family name, else its number."""
    child = (referral.children or ())[index]
    given = (child.given_name or "").strip()
    return given or name_of(child) or catalogue.screen("child_number", number=index + 1)


def reading(referral: Referral, catalogue: Catalogue) -> tuple[ReadSection, ...]:
    """Every section that applies: each child's pages first, in the officer's order of children, then the rest."""
    sections: list[ReadSection] = []
    pages = catalogue.pages()
    for index in range(len(referral.children or ())):
        own = [page for page in pages if _applies(page, referral, index)]
        sections += [read_section(referral, catalogue, page, index) for page in sorted(own, key=_turn)]
    sections += [read_section(referral, catalogue, page, None) for page in pages if _applies(page, referral, None)]
    return tuple(each for each in sections if each.lines or (each.page.covers and each.page.id != "child.applies"))


def _turn(page: Page) -> int:
    name = page.id.removeprefix("child.")
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _applies(page: Page, referral: Referral, index: int | None) -> bool:
    return page.of_child == (index is not None) and conditions.holds(page.when, referral, index)


def read_section(referral: Referral, catalogue: Catalogue, page: Page, index: int | None) -> ReadSection:
    """One page as it is read, for the child at this index or for none."""
    name = "" if index is None else child_name(referral, index, catalogue)
    where = "" if index is None else pointers.join("children", index)
    lines: list[Line] = []
    for block in page.blocks:
        if conditions.holds(block.when, referral, index):
            for prompt in (each for each in block.prompts if each.field):
                lines.extend(_of_prompt(referral, catalogue, where, prompt, name))
    return ReadSection(page, index, page.title.replace("{name}", name), page.outline, where, tuple(lines))


def _of_prompt(referral: Referral, catalogue: Catalogue, where: str, prompt: Prompt, name: str) -> Iterator[Line]:
    if prompt.kind in NO_LINES:
        return
    if prompt.field.startswith("children/*/"):
        for index in range(len(referral.children or ())):
            path = f"{pointers.join('children', index)}/{prompt.field.removeprefix('children/*/')}"
            part = pointers.get(referral, path)
            if isinstance(part, Part):
                each = child_name(referral, index, catalogue)
                yield from _of_part(referral, catalogue, path, part, each, each)
        return
    path = f"{where}/{prompt.field}"
    value = pointers.get(referral, path)
    text = _to_reader(prompt.label, catalogue, path, name)
    if not pointers.is_recorded(value):
        return
    if isinstance(value, Part) and not isinstance(value, Officer | Address):
        yield from _of_part(referral, catalogue, path, value, "", name)
    elif isinstance(value, tuple) and value and isinstance(value[0], Utterance):
        yield from (Line("", f"{path}/{number}", turn=turn) for number, turn in enumerate(value))
    elif isinstance(value, tuple) and value and isinstance(value[0], Part):
        for number, item in enumerate(value):
            yield from _of_part(referral, catalogue, f"{path}/{number}", item, f"{text} {number + 1}", name)
    else:
        said = _said(referral, catalogue, path, value)
        if said:
            yield Line(text, path, said)


def _of_part(referral: Referral, catalogue: Catalogue, path: str, part: Part, heading: str, name: str) -> Iterator[Line]:
    if heading:
        yield Line(heading, path)
    level = 1 if heading else 0
    for member, attribute in pointers.names(type(part)).items():
        value = getattr(part, attribute)
        if member == "id" or not pointers.is_recorded(value):
            continue
        here = f"{path}/{member}"
        if isinstance(value, tuple) and value and isinstance(value[0], Part):
            label = _label(catalogue, here, name)
            for number, item in enumerate(value):
                said = _inline(referral, catalogue, f"{here}/{number}", item, name)
                if said:
                    yield Line(f"{label} {number + 1}" if len(value) > 1 else label, f"{here}/{number}", said, level=level)
            continue
        if isinstance(value, Part) and not isinstance(value, Officer | Address):
            said = _inline(referral, catalogue, here, value, name)
        else:
            said = in_words(type(part), member, value, referral, catalogue)
        if said:
            label = _label(catalogue, here, name) if heading else _name(catalogue, here, name)
            yield Line(label, here, said, level=level)


def _inline(referral: Referral, catalogue: Catalogue, path: str, part: Part, name: str) -> str:
    """A small part in one line: what speaks for itself plain, yes and no and times with what they are about."""
    said = []
    for member, attribute in pointers.names(type(part)).items():
        value = getattr(part, attribute)
        words = in_words(type(part), member, value, referral, catalogue)
        if not words:
            continue
        plain = isinstance(value, str | tuple | Part) and not member.endswith("_at") and member not in ("from", "to", "at")
        said.append(words if plain and not isinstance(value, bool) else f"{_label(catalogue, f'{path}/{member}', name)}: {words}")
    return "; ".join(said)


def _label(catalogue: Catalogue, path: str, name: str) -> str:
    """The label of the question that records this place, else the field's name in a sentence."""
    steps = [step for step in pointers.split(path) if not step.isdigit()]
    found = catalogue.question_labels.get("/".join(steps))
    return _name(catalogue, path, name) if found is None else _to_reader(found, catalogue, path, name)


_TO_THE_OFFICER = re.compile(r"\byou(r|rs)?\b", re.IGNORECASE)


def _to_reader(label: str, catalogue: Catalogue, path: str, name: str) -> str:
    """A label that speaks to the officer gives way to the field's name: the reader is somebody else."""
    return _name(catalogue, path, name) if _TO_THE_OFFICER.search(label) else label.replace("{name}", name)


def _name(catalogue: Catalogue, path: str, name: str) -> str:
    """What the field is called in a sentence, with a capital."""
    in_sentence = catalogue.field_name(path).replace("{name}", name).removeprefix("the ")
    return f"{in_sentence[:1].upper()}{in_sentence[1:]}"


def _said(referral: Referral, catalogue: Catalogue, path: str, value: object) -> str:
    holder = pointers.get(referral, pointers.parent(path)) if pointers.parent(path) else referral
    if not isinstance(holder, Part):
        return str(value)
    return in_words(type(holder), path.rpartition("/")[2], value, referral, catalogue)
