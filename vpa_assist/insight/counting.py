"""Counting many documents: one at a time, on all cores, with memory that does not grow with their number."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vpa_assist.errors import Refused
from vpa_assist.insight.facts import ReferralFacts, facts_of
from vpa_assist.insight.tally import Tally
from vpa_assist.record.reading import LARGEST_FILE

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

T = TypeVar("T")

CHUNK = 64
"""Documents that one worker counts before it answers."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which referrals count: those handed in (or, before hand-in, dated) from the first day to the last, of these units."""

    first: str = ""
    last: str = ""
    units: frozenset[str] = frozenset()

    def holds(self, facts: ReferralFacts) -> bool:
        day = facts.day.isoformat() if facts.day else ""
        if self.first and (not day or day < self.first):
            return False
        if self.last and (not day or day > self.last):
            return False
        return not self.units or facts.unit in self.units


@dataclass(slots=True)
class Counted:
    """A tally with the documents that could not be read: one line each, the first fifty kept."""

    tally: Tally = field(default_factory=Tally)
    refused: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, other: Counted) -> None:
        self.tally += other.tally
        self.refused += other.refused
        self.lines += other.lines[: max(0, 50 - len(self.lines))]


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
            if len(counted.lines) < 50:
                counted.lines.append(error.lines(name)[0])
            continue
        if span.holds(facts):
            counted.tally.add(facts)
    return counted


def _count_files(paths: list[str], catalogue: Catalogue, span: Span) -> Counted:
    return count(((path, _bytes_of(path)) for path in paths), catalogue, span)


def _bytes_of(path: str) -> bytes:
    """The file's bytes; none where it cannot be read, which is then refused like any other file that is no referral."""
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        return b""


def _count_bytes(documents: list[tuple[str, bytes]], catalogue: Catalogue, span: Span) -> Counted:
    return count(documents, catalogue, span)


def count_files(
    paths: Iterable[str], catalogue: Catalogue, span: Span, jobs: int, progress: Callable[[int], None] | None = None
) -> Counted:
    """Counts the documents in these files. `progress` is told how many more are done."""
    return _spread(_count_files, paths, catalogue, span, jobs, progress)


def count_documents(
    documents: Iterable[tuple[str, bytes]],
    catalogue: Catalogue,
    span: Span,
    jobs: int,
    progress: Callable[[int], None] | None = None,
) -> Counted:
    """Counts documents that come as bytes, for example out of a store."""
    return _spread(_count_bytes, documents, catalogue, span, jobs, progress)


def _spread(
    work: Callable[[list[T], Catalogue, Span], Counted],
    items: Iterable[T],
    catalogue: Catalogue,
    span: Span,
    jobs: int,
    progress: Callable[[int], None] | None,
) -> Counted:
    total = Counted()
    source = iter(items)

    def take() -> list[T]:
        return list(islice(source, CHUNK))

    if jobs <= 1:
        while chunk := take():
            total.add(work(chunk, catalogue, span))
            if progress:
                progress(len(chunk))
        return total
    with ProcessPoolExecutor(jobs) as pool:
        # no more chunks are under way than the workers can soon use, so that memory stays flat
        waiting: deque[tuple[int, Future[Counted]]] = deque()
        while True:
            while len(waiting) < jobs * 3 and (chunk := take()):
                waiting.append((len(chunk), pool.submit(work, chunk, catalogue, span)))
            if not waiting:
                return total
            size, future = waiting.popleft()
            total.add(future.result())
            if progress:
                progress(size)


def all_cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def json_files(folder: Path) -> Iterator[str]:
    """The documents below a folder, in the order of their names; expectation and hidden files are no documents."""
    for path in sorted(folder.rglob("*.json")):
        if not path.name.endswith(".expected.json") and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield str(path)
