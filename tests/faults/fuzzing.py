"""Hostile files by the million: each is refused in the program's own words, in one sentence and soon, or is harmless.

`KINDS` has one class for each kind of file. It makes one input of one random number generator, so that an input that does harm
can be made again by its seed and number alone, and judges what came of it. Its control gives the same inputs to a reader that
is not careful, in which the same judgement must find faults.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from tests.faults.common import Outcome
from tests.faults.hostile_documents import Documents
from tests.faults.hostile_packs import Packs
from tests.faults.hostile_pdfs import Pdfs
from tests.faults.hostile_sealed import Sealed
from tests.faults.hostile_transfers import Transfers

CAREFUL, CARELESS = False, True
CONTROLS = 300
"""Inputs of the control."""


class Kind(Protocol):
    """One kind of hostile file."""

    name: str
    longest: float
    """Seconds of processor time that one file may take."""

    def one(self, chance: random.Random, careless: bool) -> str:
        """Makes one input and reads it: what became of it ("refused", "taken", ...). Raises AssertionError, or anything, for a fault."""

    def close(self) -> None:
        """Gives back what was made for it."""


KINDS: dict[str, Callable[[], Kind]] = {
    "sealed": Sealed,
    "documents": Documents,
    "pdfs": Pdfs,
    "transfers": Transfers,
    "packs": Packs,
}


def fuzz(inputs: int, seed: int = 1, kind: str = "sealed", first: int = 0) -> Outcome:
    """Reads so many inputs of a kind, from number `first` of this seed on."""
    hostile = KINDS[kind]()
    outcome = Outcome(hostile.name, inputs)
    became: Counter[str] = Counter()
    slowest = 0.0
    try:
        for number in range(first, first + inputs):
            fault, what, took = _one(hostile, f"{seed}:{number}", CAREFUL)
            became[what] += 1
            slowest = max(slowest, took)
            if fault:
                outcome.bad.append(f"--seed {seed} --first {number}: {fault}")
        outcome.control = sum(bool(_one(hostile, f"control {number}", CARELESS)[0]) for number in range(min(CONTROLS, inputs)))
    finally:
        hostile.close()
    outcome.notes = {kind: dict(became), "slowest_ms": {str(seed): round(slowest * 1e3)}}
    return outcome


def _one(hostile: Kind, name: str, careless: bool) -> tuple[str, str, float]:
    begun = time.process_time()
    try:
        with _no_longer_than(hostile.longest):
            what = hostile.one(random.Random(name), careless)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:300]!r}", "fault", time.process_time() - begun
    return "", what, time.process_time() - begun


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    def too_long(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
