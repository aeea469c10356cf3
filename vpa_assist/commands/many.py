"""Doing the same to many files: in their order, on all cores, with flat memory, and a bar on a terminal."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
T = TypeVar("T")

FILES_AT_ONCE = 64
"""Files that one process takes at a time, where each costs some milliseconds."""
WAITING = 3
"""Portions for each process that are handed out before the first is back."""
WORTH_A_PROCESS = 2
"""Portions below which more processes would cost more than they bring."""


def cores() -> int:
    """How many processes this computer runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over(names: Iterable[Item], work: Callable[[list[Item]], list[T]], jobs: int, at_once: int = FILES_AT_ONCE) -> Iterator[T]:
    """What `work` makes of each name or document, in their order. `work` takes a portion of them and must be importable.

    `at_once` is the size of a portion: small where each of them takes long.
    """
    waiting = iter(names)
    worth = WORTH_A_PROCESS * at_once
    first = list(islice(waiting, worth))
    if jobs == 1 or len(first) < worth:
        for name in first:
            yield from work([name])
        for name in waiting:
            yield from work([name])
        return
    from itertools import chain

    yield from _in_processes(_portions(chain(first, waiting), at_once), work, jobs)


def _portions(names: Iterator[Item], at_once: int) -> Iterator[list[Item]]:
    while portion := list(islice(names, at_once)):
        yield portion


def _in_processes(portions: Iterator[list[Item]], work: Callable[[list[Item]], list[T]], jobs: int) -> Iterator[T]:
    from concurrent.futures import Future, ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_quiet) as pool:
        running: deque[Future[list[T]]] = deque()
        try:
            for portion in islice(portions, jobs * WAITING):
                running.append(pool.submit(work, portion))
            while running:
                yield from running.popleft().result()
                for portion in islice(portions, 1):
                    running.append(pool.submit(work, portion))
        finally:
            for future in running:
                future.cancel()


def _quiet() -> None:
    """Leaves Ctrl-C to the process that speaks to the person."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Bar:
    """How far it is, on a terminal's standard error alone. Nothing else is written while it stands there."""

    WIDTH = 30
    EVERY = 0.1

    def __init__(self, total: int, from_: int = FILES_AT_ONCE) -> None:
        self.total = total
        self.done = 0
        self._last = 0.0
        self.shown = total > from_ and sys.stderr.isatty() and not sys.stdout.isatty()

    def step(self) -> None:
        """One file more is done."""
        self.done += 1
        now = time.monotonic()
        if self.shown and (now - self._last >= self.EVERY or self.done == self.total):
            self._last = now
            full = self.WIDTH * self.done // max(self.total, 1)
            sys.stderr.write(f"\r[{'#' * full}{' ' * (self.WIDTH - full)}] {self.done:,} of {self.total:,} files")
            sys.stderr.flush()

    def clear(self) -> None:
        """Takes the bar away, so that a line can be written."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
