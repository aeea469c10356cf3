"""Dip sampling: a random, stratified sample that anybody can draw again from the same seed.

Drafts are put in order of their id before drawing, so the sample depends on what there is and on the seed, not on the
order in which a store happens to give them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Stratum = TypeVar("Stratum", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft that may be drawn, with the stratum it belongs to (for example month, unit and incident type)."""

    id: str
    stratum: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, and what is needed to draw it again."""

    seed: str
    size: int
    of: int
    drawn: tuple[str, ...]
    strata: tuple[tuple[tuple[Hashable, ...], int, int], ...]
    """Each stratum with how many there were and how many were drawn."""


def allocate(sizes: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """How many to draw from each stratum: one from each while that is possible, the rest by size (largest remainder).

    The parts sum to `size`, or to all that there is when that is less.
    """
    total = sum(sizes.values())
    size = min(size, total)
    order = sorted(sizes, key=lambda stratum: (-sizes[stratum], str(stratum)))
    drawn = dict.fromkeys(order, 0)
    for stratum in order[:size]:
        drawn[stratum] = 1 if sizes[stratum] else 0
    left = size - sum(drawn.values())
    room = {stratum: sizes[stratum] - drawn[stratum] for stratum in order}
    while left:
        weight = sum(room.values())
        ideal = {stratum: left * room[stratum] / weight for stratum in order}
        whole = {stratum: min(room[stratum], int(ideal[stratum])) for stratum in order}
        if not any(whole.values()):
            remainders = sorted((s for s in order if room[s]), key=lambda s: (-(ideal[s] - int(ideal[s])), str(s)))
            whole = dict.fromkeys(remainders[:left], 1)
        for stratum, more in whole.items():
            drawn[stratum] += more
            room[stratum] -= more
            left -= more
    return drawn


def draw(candidates: Iterable[Candidate], size: int, seed: str) -> Sample:
    """A stratified sample of this size. Raises ValueError for a size below one."""
    if size < 1:
        raise ValueError("a sample has at least one draft")
    strata: dict[tuple[Hashable, ...], list[str]] = defaultdict(list)
    for candidate in candidates:
        strata[candidate.stratum].append(candidate.id)
    wanted = allocate({stratum: len(ids) for stratum, ids in strata.items()}, size)
    drawn: list[str] = []
    report = []
    for stratum in sorted(strata, key=str):
        ids = sorted(set(strata[stratum]))
        chance = random.Random(f"{seed}\x1f{stratum!r}")
        drawn += chance.sample(ids, min(wanted[stratum], len(ids)))
        report.append((stratum, len(ids), min(wanted[stratum], len(ids))))
    random.Random(seed).shuffle(drawn)
    return Sample(seed, size, sum(count for _, count, _ in report), tuple(drawn), tuple(report))
