"""What a check sees: the referral without its blanks, the form pack, and what is worked out once for all checks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from vpa_assist.checks.around import Around, around, rest_of
from vpa_assist.checks.stock import says_nothing
from vpa_assist.record.addenda import with_addenda
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.kinds import moment
from vpa_assist.record.pointers import join, recorded
from vpa_assist.record.referral import Child, Contact, Incident, Person, Referral, ReferralDecision, Relationship, Utterance

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


class Hit(NamedTuple):
    """One place that a check found. `path` may name a member that is absent: the engine reports the nearest that is there.

    `span` counts code points of the text at `path`. `words` fill the placeholders of the check's message.
    """

    path: str
    span: tuple[int, int] | None = None
    words: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ChildCase:
    """One child of the referral, with its place and age on the day of the incident."""

    index: int
    child: Child
    age: int | None

    @property
    def path(self) -> str:
        return join("children", self.index)

    def at(self, *steps: str | int) -> str:
        """The address of something of this child's."""
        return self.path + join(*steps)

    @property
    def unborn(self) -> bool:
        return self.child.unborn is True

    @property
    def contact(self) -> Contact:
        """Whether and how the child was seen and heard; without members where nothing is recorded."""
        return self.child.contact or _NO_CONTACT

    @property
    def status(self) -> str | None:
        """How the child was seen, or None where it is not recorded."""
        return self.contact.status

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """All that was said, by anybody."""
        return (self.child.aware.words if self.child.aware else None) or ()

    @property
    def own_utterances(self) -> tuple[tuple[int, Utterance], ...]:
        """What the child said or showed, each with its index in `aware.words`. The child's own id is the child, too."""
        return tuple(
            (index, each) for index, each in enumerate(self.utterances) if each.by_child or each.speaker == self.child.id
        )

    @property
    def has_own_words(self) -> bool:
        """Whether anything is written down that the child said or showed."""
        return any(each.words is not None for _, each in self.own_utterances)

    @property
    def name(self) -> str | None:
        """The name by which a message speaks of the child: the given name, else the family name."""
        return self.child.given_name or self.child.family_name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the document gives the child."""
        return tuple(each for each in (self.child.given_name, self.child.family_name, *given(self.child.also_known_as)) if each)


# made without being checked: a check would build these models a second time, apart from the referral's
_NO_CONTACT = Contact.model_construct()
_NO_INCIDENT = Incident.model_construct()
_NO_DECISION = ReferralDecision.model_construct()
NO_NEEDS = frozenset(
    {"none", "no", "nil", "none known", "none needed", "none identified", "none disclosed", "none required", "no needs"}
)
"""Ways to write that a child needs no help to communicate, without case and punctuation."""


def given(items: tuple[str, ...] | None) -> tuple[str, ...]:
    """The items of a list of texts that are not blank."""
    return tuple(item for item in items or () if item.strip())


def between(start: str | None, end: str | None) -> timedelta | None:
    """The time from one recorded time to another, or None where one is not recorded. Negative when the end lies before."""
    if start is None or end is None:
        return None
    return moment(end) - moment(start)


class Case:
    """A referral under checks."""

    def __init__(self, referral: Referral, catalogue: Catalogue) -> None:
        self.original = with_addenda(referral)
        self.referral = recorded(self.original)
        self.catalogue = catalogue
        self.whole = self
        self.part: ChildCase | None = None

    def only(self, part: ChildCase | None) -> Case:
        """The same case with one child alone or, for None, with what belongs to no child. `whole` leads back to all of it."""
        one = Case.__new__(Case)
        one.__dict__ |= {name: getattr(self, name) for name in _SHARED}
        one.part = part
        one.all_children = () if part is None else (part,)
        return one

    @cached_property
    def day(self) -> date | None:
        """The date on which ages are counted."""
        return incident_day(self.referral)

    @cached_property
    def all_children(self) -> tuple[ChildCase, ...]:
        """Every child, unborn ones included, in the officer's order."""
        return tuple(ChildCase(index, child, age(child, self.day)) for index, child in enumerate(self.referral.children or ()))

    @cached_property
    def children(self) -> tuple[ChildCase, ...]:
        """The children who are born: most checks of a child look at these only."""
        return tuple(each for each in self.all_children if not each.unborn)

    @cached_property
    def rest(self) -> tuple[Any, ...]:
        """Everything that belongs to no child, as one object that stays the same with it."""
        return rest_of(self.referral)

    @cached_property
    def around(self) -> Around:
        """What a check of one child may know beside it."""
        return around(self)

    def kept(self, part: ChildCase | None, what: Hashable, make: Callable[[Case], T]) -> T:
        """What `make` gives for a case with this part alone, worked out again when the child or `around` changes."""
        child = None if part is None else part.child
        held = self.around.kept
        key = (what, None if part is None else part.index, id(child))
        found = held.get(key)
        if found is None:
            if len(held) >= _MOST_KEPT:
                del held[next(iter(held))]
            found = held[key] = (child, make(self.only(part)))  # held with the child, so that no other gets its id
        value: T = found[1]
        return value

    def each_part(self, what: Hashable, make: Callable[[Case], T]) -> Iterator[T]:
        """What `make` gives for what belongs to no child, and for every child: kept as by `kept`."""
        yield self.kept(None, what, make)
        for child in self.all_children:
            yield self.kept(child, what, make)

    @cached_property
    def incident(self) -> Incident:
        """The incident; without members where nothing is recorded."""
        return self.referral.incident or _NO_INCIDENT

    @cached_property
    def decision(self) -> ReferralDecision:
        """The decision; without members where nothing is recorded."""
        return self.referral.referral or _NO_DECISION

    @property
    def incident_types(self) -> tuple[str, ...]:
        """What the incident is, the main type first."""
        return tuple(self.incident.types or ())

    @cached_property
    def _by_child(self) -> dict[str, list[tuple[Person, Relationship]]]:
        found: dict[str, list[tuple[Person, Relationship]]] = {}
        for person in self.referral.people or ():
            for relationship in person.relationships or ():
                found.setdefault(relationship.child or "", []).append((person, relationship))
        return found

    def relationships(self, each: ChildCase) -> list[tuple[Person, Relationship]]:
        """Everybody of the document who is related to this child, and how."""
        return self._by_child.get(each.child.id, [])

    @cached_property
    def _voiceless(self) -> frozenset[int]:
        return frozenset(each.index for each in self.children if self._has_no_voice(each))

    def voiceless(self, each: ChildCase) -> bool:
        """Whether nothing of AWARE says anything, the child has no words, and no wishes are recorded."""
        return each.index in self._voiceless

    def _has_no_voice(self, each: ChildCase) -> bool:
        if each.child.wishes is not None or each.has_own_words:
            return False
        aware = each.child.aware
        if aware is None:
            return True
        parts = (aware.appearance, aware.activity, aware.relationships, aware.environment)
        return all(part is None or says_nothing(part, each.names, self.catalogue) for part in parts)

    def has_communication_needs(self, each: ChildCase) -> bool:
        """Whether the child is recorded to need help to communicate: the field is filled, and not with none."""
        needs = each.child.disability.communication_needs if each.child.disability else None
        if needs is None:
            return False
        letters = "".join(letter if letter.isalnum() else " " for letter in needs.casefold())
        return " ".join(letters.split()) not in NO_NEEDS


T = TypeVar("T")
_MOST_KEPT = 512
_SHARED = ("original", "referral", "catalogue", "whole", "rest", "day", "incident", "decision", "around", "_by_child")

CheckFunction = Callable[[Case], Iterator[Hit]]
Of = Literal["child", "rest", "part", "document"]

CHECKS: dict[str, CheckFunction] = {}
"""Every check by its code. Filled by the modules of this package when `engine` imports them."""


SEES: dict[str, Of] = {}
"""What each check looks at, by its code."""


def check(code: str, of: Of = "document") -> Callable[[CheckFunction], CheckFunction]:
    """Registers a function as the check of this code, and says what it looks at.

    A check of a `child` sees one child after the other, each in a case of its own, and of the others no more than
    `Case.around` holds. One of the `rest` sees what belongs to no child, one of a `part` both, one by one. What these find is
    kept until that child or the rest changes. A check of the `document` sees all of it and runs every time.
    """

    def register(function: CheckFunction) -> CheckFunction:
        if code in CHECKS:
            raise ValueError(f"{code} is registered twice")
        CHECKS[code] = function
        SEES[code] = of
        return function

    return register
