"""Whose view a child's part of the referral gives: how much the child says, how much officers see, how much others tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vpa_assist.record.referral import Child, Referral

CARING_ROLES = frozenset({"parent", "carer", "relative"})
"""The roles of people whose words count as a carer's; somebody who lives with the child counts, too."""


class Views(NamedTuple):
    """Characters of text, white space at the ends apart, by whose view they give.

    `child` is what the child said or showed and wants, `officer` what was seen and how things were said, `carer` what those
    who care for the child said, `other` what anybody else said.
    """

    child: int = 0
    officer: int = 0
    carer: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """All characters together."""
        return self.child + self.officer + self.carer + self.other

    def share(self, whose: str) -> float:
        """The part of the text, 0 to 1, that gives this view; 0 where nothing is written."""
        held: int = getattr(self, whose)
        return held / self.total if self.total else 0.0


def views(referral: Referral, index: int) -> Views:
    """Whose view the text about one child gives."""
    child = (referral.children or ())[index]
    aware = child.aware
    carers = _carers(referral, child)
    number = {"child": _length(child.wishes), "officer": 0, "carer": 0, "other": 0}
    if aware is not None:
        number["officer"] += sum(map(_length, (aware.appearance, aware.activity, aware.relationships, aware.environment)))
        for utterance in aware.words or ():
            own = utterance.by_child or utterance.speaker == child.id
            whose = "child" if own else "carer" if (utterance.speaker or "").strip() in carers else "other"
            number[whose] += _length(utterance.words)
            number["officer"] += _length(utterance.demeanour)
    return Views(**number)


def _length(text: str | None) -> int:
    return len((text or "").strip())


def _carers(referral: Referral, child: Child) -> frozenset[str]:
    found = set()
    for person in referral.people or ():
        related = [each for each in person.relationships or () if each.child == child.id]
        if any(each.lives_with_child or each.parental_responsibility for each in related) or (
            related and person.role in CARING_ROLES
        ):
            found |= {person.id, (person.name or "").strip() or person.id}
    return frozenset(found)
