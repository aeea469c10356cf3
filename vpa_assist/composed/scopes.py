"""What the places of a template mean for a referral, a child, and an item of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vpa_assist.composed import authority
from vpa_assist.composed.template import Scope
from vpa_assist.composed.values import clock, in_words, in_words_at, name_of, officer, who
from vpa_assist.record import pointers
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.kinds import moment
from vpa_assist.record.referral import Child, Part, Person, Referral, Utterance

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

SHOWN = {"gesture", "drawing", "sound", "behaviour"}
"""Ways of telling without words: what was conveyed stands without quotation marks."""

Said = Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Context:
    referral: Referral
    catalogue: Catalogue
    at: datetime

    def sentence(self, key: str, **words: str) -> str:
        """A sentence of the form pack with words put in; what was typed is never read for places."""
        text: str = self.catalogue.raw("composed")["sentence"][key]
        return _put(text, words)


def _put(text: str, words: dict[str, str]) -> str:
    for name in words:
        text = text.replace(f"{{{name}}}", f"\0{name}\0")
    for name, word in words.items():
        text = text.replace(f"\0{name}\0", word)
    return text


@dataclass(frozen=True, slots=True)
class _Here:
    """A part of the document with the names that mean something there."""

    context: _Context
    part: Part
    names: dict[str, Said] = field(default_factory=dict)
    lists: dict[str, Callable[[], Sequence[Scope]]] = field(default_factory=dict)

    def scope(self) -> Scope:
        return Scope(self.value, self.items)

    def value(self, place: str) -> str:
        if place in self.names:
            return self.names[place]()
        if place.startswith("/"):
            return in_words_at(self.context.referral, place, self.context.catalogue)
        return _relative(self.part, place, self.context)

    def items(self, name: str) -> Sequence[Scope]:
        first, _, rest = name.partition(">")
        if rest:
            return [item for each in self.items(first) for item in each.items(rest)]
        if name in self.lists:
            return self.lists[name]()
        pointer = name if name.startswith("/") else f"/{name}"
        held = pointers.get(self.context.referral if name.startswith("/") else self.part, pointer) or ()
        return [self._item(number, each) for number, each in enumerate(held, 1) if isinstance(each, Part)]

    def _item(self, number: int, part: Part) -> Scope:
        return _Here(self.context, part, {**self.names, "number": lambda: str(number)}).scope()


def _relative(part: Part, place: str, context: _Context) -> str:
    pointer = f"/{place}"
    steps = pointers.split(pointer)
    holder: Any = pointers.get(part, pointers.join(*steps[:-1])) if len(steps) > 1 else part
    if holder is None:
        return ""
    return in_words(type(holder), steps[-1], pointers.get(part, pointer), context.referral, context.catalogue)


def referral_scope(referral: Referral, catalogue: Catalogue, at: datetime) -> Scope:
    """The names of the whole document: `children`, `now`, `author`, and those of its local authority."""
    context = _Context(referral, catalogue, at)
    names, lists = _whole(context)
    return _Here(context, referral, names, lists).scope()


def _whole(context: _Context) -> tuple[dict[str, Said], dict[str, Callable[[], Sequence[Scope]]]]:
    referral = context.referral
    names: dict[str, Said] = {
        "now": lambda: clock(context.at),
        "author": lambda: officer(referral.author) if referral.author else "",
        "how_many": lambda: str(len(referral.children or ())),
        **authority.names(referral, context.catalogue, context.at),
    }
    lists: dict[str, Callable[[], Sequence[Scope]]] = {
        "children": lambda: [_child(context, index) for index in range(len(referral.children or ()))],
        "people": lambda: [_person(context, each, None) for each in referral.people or ()],
        "offender_children": lambda: [
            _child(context, index) for index, each in enumerate(referral.children or ()) if each.offender_contact is not None
        ],
    }
    return names, lists


def child_scope(referral: Referral, index: int, catalogue: Catalogue, at: datetime) -> Scope:
    """The names of one child, with those of the whole document."""
    return _child(_Context(referral, catalogue, at), index)


def _child(context: _Context, index: int) -> Scope:
    referral = context.referral
    child = (referral.children or ())[index]
    names, lists = _whole(context)
    given = child.given_name or child.family_name or context.catalogue.screen("child.unnamed")
    years = age(child, incident_day(referral))
    names |= {
        "given": lambda: given,
        "name": lambda: name_of(child) or given,
        "age": lambda: "" if years is None else str(years),
        "lives_at": lambda: (
            _relative(child, "address", context) or in_words_at(referral, "/incident/location", context.catalogue)
        ),
        "seen": lambda: _seen(child, context),
        "proposed": lambda: _unplaced(child, context),
    }
    words = (child.aware.words if child.aware else None) or ()
    lists |= {
        "words": lambda: [_turn(context, each, given) for each in words if each.by_child and each.words],
        "adults": lambda: [_turn(context, each, given) for each in words if not each.by_child and each.words],
        "people": lambda: _people(context, child),
    }
    return _Here(context, child, names, lists).scope()


def _seen(child: Child, context: _Context) -> str:
    """How the child was seen, when and where, in one piece: `Spoken to, alone, 22:28 on 14 November 2026, bedroom`."""
    contact = child.contact
    if contact is None or contact.status is None:
        return ""
    parts = [_relative(contact, "status", context)]
    if contact.alone is not None:
        parts.append(context.sentence("alone" if contact.alone else "not_alone"))
    if contact.by in ("telephone", "video"):
        parts.append(_relative(contact, "by", context))
    if contact.at:
        parts.append(clock(moment(contact.at)))
    if contact.place:
        parts.append(contact.place)
    return ", ".join(each for each in parts if each)


def _unplaced(child: Child, context: _Context) -> str:
    placed = {each.code for each in child.flags_placed or ()}
    codes = tuple(code for code in child.flags or () if code not in placed)
    return in_words(Child, "flags", codes, context.referral, context.catalogue) if codes else ""


def _turn(context: _Context, turn: Utterance, given: str) -> Scope:
    """One thing said: what was asked and the exact words, never changed."""
    words = turn.words or ""
    shown = turn.how in SHOWN
    speaker = given if turn.by_child else who(turn.speaker or "", context.referral, context.catalogue)
    how = _relative(turn, "how", context)
    names: dict[str, Said] = {
        "given": lambda: given,
        "speaker": lambda: speaker,
        "exact": lambda: words if shown else f"“{words}”",
        "asked": lambda: context.sentence("asked", question=turn.question) if turn.question else context.sentence("not_asked"),
        "told": lambda: context.sentence("shown" if shown else "said", speaker=speaker, words=words, how=how.lower()),
        "time": lambda: f"{moment(turn.at):%H:%M} " if turn.at else "",
    }
    return _Here(context, turn, names).scope()


def _people(context: _Context, child: Child) -> Sequence[Scope]:
    tied = [
        (person, relation)
        for person in context.referral.people or ()
        for relation in person.relationships or ()
        if relation.child == child.id
    ]
    return [_person(context, person, relation) for person, relation in tied]


def _person(context: _Context, person: Person, relation: Part | None) -> Scope:
    names: dict[str, Said] = {
        "who": lambda: (person.name or "").strip() or context.catalogue.screen("people.unnamed"),
        "is": lambda: _relative(relation, "is", context) if relation else "",
        "responsible": lambda: context.sentence("responsible") if getattr(relation, "parental_responsibility", None) else "",
        "lives_with": lambda: context.sentence("lives_with") if getattr(relation, "lives_with_child", None) else "",
        "risks": lambda: context.sentence("risks", risks=_relative(person, "risk", context)) if person.risk else "",
        "born": lambda: (
            context.sentence("born", born=_relative(person, "date_of_birth", context)) if person.date_of_birth else ""
        ),
    }
    return _Here(context, person, names).scope()
