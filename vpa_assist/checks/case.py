"""What a check sees: the referral without its blanks, the form pack, and what is worked out once for all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.pointers import join, recorded
from vpa_assist.record.referral import Child, Referral, Utterance

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a check found. `path` may name a member that is absent: the engine reports the nearest that is there.

    `span` counts code points of the text at `path`. `words` fill the placeholders of the check's message.
    """

    path: str
    span: tuple[int, int] | None = None
    words: dict[str, Any] = field(default_factory=dict)


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
    def status(self) -> str | None:
        """How the child was seen, or None where it is not recorded."""
        return self.child.contact.status if self.child.contact else None

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """All that was said, by anybody."""
        return (self.child.aware.words if self.child.aware else None) or ()

    @property
    def own_utterances(self) -> tuple[tuple[int, Utterance], ...]:
        """What the child said or showed, each with its index in `aware.words`."""
        return tuple((index, each) for index, each in enumerate(self.utterances) if each.by_child)

    @property
    def name(self) -> str | None:
        """The name by which a message speaks of the child: the given name, else the family name."""
        return self.child.given_name or self.child.family_name


class Case:
    """A referral under checks."""

    def __init__(self, referral: Referral, catalogue: Catalogue) -> None:
        self.original = referral
        self.referral = recorded(referral)
        self.catalogue = catalogue

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
    def incident_types(self) -> tuple[str, ...]:
        incident = self.referral.incident
        return tuple(incident.types or ()) if incident else ()


CheckFunction = Callable[[Case], Iterator[Hit]]

CHECKS: dict[str, CheckFunction] = {}
"""Every check by its code. Filled by the modules of this package when `engine` imports them."""


def check(code: str) -> Callable[[CheckFunction], CheckFunction]:
    """Registers a function as the check of this code."""

    def register(function: CheckFunction) -> CheckFunction:
        if code in CHECKS:
            raise ValueError(f"{code} is registered twice")
        CHECKS[code] = function
        return function

    return register
