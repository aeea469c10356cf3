"""Counting a store's drafts for insight away from the window: one further process does the work, a thread feeds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.insight.counting import Counted, Span
    from vpa_assist.insight.facts import ReferralFacts
    from vpa_assist.sampling import Candidate
    from vpa_assist.store import Store

PORTION = 64


def _count(documents: list[tuple[str, bytes]], catalogue: Catalogue, span: Span) -> Counted:
    from vpa_assist.insight.counting import count

    return count(documents, catalogue, span)


def _behind(documents: list[tuple[str, bytes]], catalogue: Catalogue, span: Span, cell: tuple[str, str, str]) -> list[str]:
    """The ids of the drafts that are in the part of one figure."""
    from vpa_assist.errors import Refused
    from vpa_assist.insight.counting import facts_from

    found = []
    for draft_id, body in documents:
        try:
            facts = facts_from(body, catalogue)
        except Refused:
            continue
        if span.holds(facts) and not facts.training and is_in(facts, cell):
            found.append(draft_id)
    return found


def is_in(facts: ReferralFacts, cell: tuple[str, str, str]) -> bool:
    """Whether a referral is counted in the part of a figure: measure, dimension, group."""
    from vpa_assist.insight.measures import DIMENSIONS, MEASURES

    measure, dimension, group = cell
    return any(
        counted and group in DIMENSIONS[dimension].groups(facts, child) for child, counted in MEASURES[measure].counts(facts)
    )


def _portions(store: Store) -> Iterator[list[tuple[str, bytes]]]:
    bodies = ((draft_id, body) for _, draft_id, body in store.bodies())
    while portion := list(islice(bodies, PORTION)):
        yield portion


def _pool() -> ProcessPoolExecutor:
    # a fresh interpreter: a copy of a process that runs a window would not be safe
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def count_store(
    store: Store, catalogue: Catalogue, span: Span, stopped: Callable[[], bool], progress: Callable[[int], object]
) -> Counted:
    """The counts of a whole store. `stopped` ends it early, `progress` hears how many drafts are done."""
    from vpa_assist.insight.counting import Counted

    total = Counted()
    with _pool() as pool:
        for portion in _portions(store):
            if stopped():
                break
            total.add(pool.submit(_count, portion, catalogue, span).result())
            progress(len(portion))
    return total


def drafts_behind(
    store: Store, catalogue: Catalogue, span: Span, cell: tuple[str, str, str], stopped: Callable[[], bool]
) -> list[str]:
    """The drafts behind one bar, oldest first."""
    found: list[str] = []
    with _pool() as pool:
        for portion in _portions(store):
            if stopped():
                break
            found += pool.submit(_behind, portion, catalogue, span, cell).result()
    return found


def _candidates(documents: list[tuple[str, bytes]], catalogue: Catalogue, span: Span) -> list[Candidate]:
    """The drafts of a portion that were handed in within a time, each with its stratum."""
    from vpa_assist.errors import Refused
    from vpa_assist.insight.facts import facts_of
    from vpa_assist.record.reading import read
    from vpa_assist.sampling import Candidate

    found = []
    for draft_id, body in documents:
        try:
            facts = facts_of(read(body), (), catalogue)
        except Refused:
            continue
        if facts.rounds and not facts.training and span.holds(facts):
            month = f"{facts.day:%Y-%m}" if facts.day else ""
            found.append(Candidate(draft_id, (month, facts.unit, facts.types[0] if facts.types else "")))
    return found


def candidates(store: Store, catalogue: Catalogue, span: Span, stopped: Callable[[], bool]) -> list[Candidate]:
    """Every draft of the store that may be drawn for a dip sample: handed in, live, within the time."""
    found: list[Candidate] = []
    with _pool() as pool:
        for portion in _portions(store):
            if stopped():
                break
            found += pool.submit(_candidates, portion, catalogue, span).result()
    return found
