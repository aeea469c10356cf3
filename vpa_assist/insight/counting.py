"""Counting documents: one at a time, so that memory does not grow with their number. Counts add up across processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vpa_assist.errors import Refused
from vpa_assist.insight.facts import ReferralFacts, facts_of
from vpa_assist.insight.tally import Tally

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

LINES_KEPT = 50
"""Refusals told one by one; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which referrals count: those handed in (or, before hand-in, dated) from the first day to the last, of these units and
    main kinds of incident. An empty unit or kind stands for those of which it is not recorded.
    """

    first: str = ""
    last: str = ""
    units: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def holds(self, facts: ReferralFacts) -> bool:
        day = facts.day.isoformat() if facts.day else ""
        if self.first and (not day or day < self.first):
            return False
        if self.last and (not day or day > self.last):
            return False
        main_type = facts.types[0] if facts.types else ""
        return (not self.units or facts.unit in self.units) and (not self.types or main_type in self.types)


@dataclass(slots=True)
class Counted:
    """A tally with how many documents were looked at, and the lines of those that were refused."""

    tally: Tally = field(default_factory=Tally)
    documents: int = 0
    refused: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, other: Counted) -> None:
        self.tally += other.tally
        self.documents += other.documents
        self.refused += other.refused
        self.lines += other.lines[: max(0, LINES_KEPT - len(self.lines))]


def facts_from(data: bytes, catalogue: Catalogue) -> ReferralFacts:
    """The facts of one document, with its addenda applied. Raises Refused for what is no referral."""
    from vpa_assist.checks.engine import run_checks
    from vpa_assist.record.reading import read
    from vpa_assist.review import with_addenda

    referral = with_addenda(read(data))
    return facts_of(referral, run_checks(referral, catalogue), catalogue)


def count(documents: Iterable[tuple[str, bytes]], catalogue: Catalogue, span: Span) -> Counted:
    """Counts documents that are already bytes, each with the name to give in a refusal."""
    counted = Counted()
    for name, data in documents:
        try:
            facts = facts_from(data, catalogue)
        except Refused as error:
            counted.refused += 1
            if len(counted.lines) < LINES_KEPT:
                counted.lines.append(error.lines(name)[0])
            continue
        if span.holds(facts):
            counted.tally.add(facts)
    return counted
