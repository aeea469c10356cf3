"""Spot the gap: a trainee marks the weak record item by item, and sees where the trainer differs and why.

What was not marked is kept apart from what differs: a blank is no opinion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vpa_assist.record.referral import Grade
from vpa_assist.rubric import GRADES
from vpa_assist.training.scenario import Mark, Scenario

Key = tuple[str, str]
"""A child's id and an item of the rubric."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One item: the trainer's mark, and the trainee's or None."""

    mark: Mark
    given: Grade | None

    @property
    def outcome(self) -> Literal["same", "differs", "not_marked"]:
        if self.given is None:
            return "not_marked"
        return "same" if self.given == self.mark.grade else "differs"

    @property
    def steps(self) -> int:
        """How many grades apart, positive where the trainee was milder; 0 where nothing was marked."""
        if self.given is None:
            return 0
        return GRADES.index(self.mark.grade) - GRADES.index(self.given)


@dataclass(frozen=True, slots=True)
class Marking:
    """A trainee's whole marking. `extra` are marks on items of which the trainer says nothing."""

    items: tuple[Marked, ...]
    extra: tuple[Key, ...]

    def count(self, outcome: Literal["same", "differs", "not_marked"]) -> int:
        return sum(each.outcome == outcome for each in self.items)


def against_the_trainer(scenario: Scenario, given: Mapping[Key, Grade]) -> Marking:
    """The trainee's marks beside the trainer's, in the order of the scenario."""
    known = {(mark.child, mark.item) for mark in scenario.marks}
    items = tuple(Marked(mark, given.get((mark.child, mark.item))) for mark in scenario.marks)
    return Marking(items, tuple(sorted(key for key in given if key not in known)))
