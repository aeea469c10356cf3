"""Counting a store's drafts for insight away from the window: one further process does the work, a thread feeds it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.insight.counting import Counted, Span
    from vpa_assist.insight.facts import ReferralFacts
    from vpa_assist.insight.from_store import Portion
    from vpa_assist.insight.tally import AwaitedGroup
    from vpa_assist.sampling import Candidate
    from vpa_assist.store import Store
    from vpa_assist.store.facts import Contribution


def _count(portion: list[Contribution], catalogue: Catalogue, span: Span) -> Portion:
    from vpa_assist.insight.from_store import count_portion

    return count_portion(portion, catalogue, span)


def _behind(
    portion: list[Contribution], catalogue: Catalogue, span: Span, cell: Cell
) -> tuple[list[str], list[tuple[int, int, bytes]]]:
    """The ids of the drafts that are counted in one figure, and the facts that are to be kept."""
    from vpa_assist.insight.from_store import look

    looked = look(portion, catalogue)
    found = [draft_id for draft_id, facts in looked.facts if span.holds(facts) and not facts.training and cell.holds(facts)]
    return found, looked.fresh


class Cell(Protocol):
    """One figure, which knows the referrals that are counted in it. It goes to another process, so it is plain data."""

    def holds(self, facts: ReferralFacts) -> bool:
        """Whether a referral is counted in it."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """The part of a share: of one measure, in one group of one dimension."""

    measure: str
    dimension: str
    group: str

    def holds(self, facts: ReferralFacts) -> bool:
        """Whether a child of the referral, or itself, is counted in the part."""
        from vpa_assist.insight.measures import DIMENSIONS, MEASURES

        groups = DIMENSIONS[self.dimension].groups
        return any(counted and self.group in groups(facts, child) for child, counted in MEASURES[self.measure].counts(facts))


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What is awaited of one authority for so long."""

    group: AwaitedGroup

    def holds(self, facts: ReferralFacts) -> bool:
        """Whether the referral awaits it."""
        from vpa_assist.insight.tally import awaited_in

        return self.group in awaited_in(facts)


def _pool() -> ProcessPoolExecutor:
    # a fresh interpreter: a copy of a process that runs a window would not be safe
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def count_store(
    store: Store, catalogue: Catalogue, span: Span, stopped: Callable[[], bool], progress: Callable[[int], object]
) -> Counted:
    """The counts of a whole store. `stopped` ends it early, `progress` hears how many drafts are done."""
    from vpa_assist.insight.counting import Counted
    from vpa_assist.insight.from_store import keep, portions

    total = Counted()
    with _pool() as pool:
        for drafts in portions(store, catalogue):
            if stopped():
                break
            portion = pool.submit(_count, drafts, catalogue, span).result()
            keep(store, catalogue, portion.fresh)
            total.add(portion.counted)
            progress(len(drafts))
    return total


def drafts_behind(store: Store, catalogue: Catalogue, span: Span, cell: Cell, stopped: Callable[[], bool]) -> list[str]:
    """The drafts behind one figure, oldest first."""
    from vpa_assist.insight.from_store import keep, portions

    found: list[str] = []
    with _pool() as pool:
        for drafts in portions(store, catalogue):
            if stopped():
                break
            behind, fresh = pool.submit(_behind, drafts, catalogue, span, cell).result()
            keep(store, catalogue, fresh)
            found += behind
    return found


def _candidates(portion: list[Contribution], catalogue: Catalogue, span: Span) -> list[Candidate]:
    """The drafts of a portion that were handed in within a time, each with its stratum."""
    from vpa_assist.errors import Refused
    from vpa_assist.insight.from_store import without_findings
    from vpa_assist.sampling import Candidate

    found = []
    for each in portion:
        try:
            facts = without_findings(each, catalogue)
        except Refused:
            continue
        if facts.rounds and not facts.training and span.holds(facts):
            month = f"{facts.day:%Y-%m}" if facts.day else ""
            found.append(Candidate(each.draft_id, (month, facts.unit, facts.types[0] if facts.types else "")))
    return found


def candidates(store: Store, catalogue: Catalogue, span: Span, stopped: Callable[[], bool]) -> list[Candidate]:
    """Every draft of the store that may be drawn for a dip sample: handed in, live, within the time."""
    from vpa_assist.insight.from_store import portions

    found: list[Candidate] = []
    with _pool() as pool:
        for portion in portions(store, catalogue):
            if stopped():
                break
            found += pool.submit(_candidates, portion, catalogue, span).result()
    return found
