"""Measuring in pairs: contenders take turns in shuffled order, and what counts is the median of the per-round ratios.

Absolute times belong to the machine of the day; ratios travel.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

Run = Callable[[int], float]
"""One turn of a contender: the round's number in, seconds out."""


@dataclass(slots=True)
class Times:
    """What one contender took, in seconds, one entry a round."""

    name: str
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def percentile(self, percent: float) -> float:
        """The time that this share of the rounds did not exceed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


@dataclass(frozen=True, slots=True)
class Duel:
    """Contenders measured together."""

    times: dict[str, Times]
    rounds: int

    def ratio(self, name: str, base: str) -> float:
        """The median of the per-round ratios of one contender to another."""
        pairs = zip(self.times[name].seconds, self.times[base].seconds, strict=True)
        return statistics.median(one / other for one, other in pairs)

    def ratio_at(self, name: str, base: str, percent: float) -> float:
        """The ratio of two percentiles: for tails, where rounds do not pair."""
        return self.times[name].percentile(percent) / self.times[base].percentile(percent)


def duel(contenders: dict[str, Run], rounds: int, warm_up: int = 1, seed: int = 7) -> Duel:
    """Runs every contender once a round, in an order shuffled anew each time."""
    for turn in range(warm_up):
        for run in contenders.values():
            run(-1 - turn)
    times = {name: Times(name) for name in contenders}
    order = list(contenders)
    chance = random.Random(seed)
    for turn in range(rounds):
        chance.shuffle(order)
        for name in order:
            times[name].seconds.append(contenders[name](turn))
    return Duel(times, rounds)


def timed(function: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def cpu_timed(function: Callable[[], object]) -> float:
    """Processor seconds that one call takes in this process."""
    start = time.process_time()
    function()
    return time.process_time() - start


@dataclass(frozen=True, slots=True)
class Process:
    """What a whole process took: wall and processor seconds, peak memory in MiB, exit status."""

    wall: float
    cpu: float
    peak: float
    status: int


def process(command: Sequence[str], env: dict[str, str] | None = None, cwd: Path | None = None) -> Process:
    """Runs a command to its end and measures all of it."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, cwd=cwd
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    return Process(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode)


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the table of goals: what was reached, against what must and what could be."""

    number: str
    what: str
    reached: float | None
    reach: float
    moonshot: float
    higher_is_better: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.reached is None:
            return "not measured"
        good = (lambda value, goal: value >= goal) if self.higher_is_better else (lambda value, goal: value <= goal)
        if good(self.reached, self.moonshot):
            return "moonshot"
        return "reached" if good(self.reached, self.reach) else "short"


@dataclass(frozen=True, slots=True)
class Felt:
    """What a person feels: a plain figure of this machine, and the most that it should be."""

    what: str
    value: float
    most: float
    unit: str


@dataclass(slots=True)
class Section:
    """What one benchmark prints: a title, tables, the goals that it decides and what a person feels of it."""

    title: str
    lines: list[str] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    felt: list[Felt] = field(default_factory=list)

    def text(self, line: str) -> None:
        self.lines.append(line)
        self.lines.append("")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.lines.append("| " + " | ".join(heads) + " |")
        self.lines.append("| " + " | ".join("---" if index == 0 else "---:" for index in range(len(heads))) + " |")
        self.lines += ["| " + " | ".join(row) + " |" for row in rows]
        self.lines.append("")

    def duel(self, found: Duel, base: str, unit: str = "ms") -> None:
        """A table of a duel: median, 95th percentile and ratio to one contender."""
        scale = {"s": 1, "ms": 1e3, "µs": 1e6}[unit]
        self.table(
            ["contender", f"median {unit}", f"p95 {unit}", f"ratio to {base}"],
            [
                [name, f"{t.median * scale:.3f}", f"{t.percentile(95) * scale:.3f}", f"{found.ratio(name, base):.3f}"]
                for name, t in found.times.items()
            ],
        )


def machine() -> list[str]:
    """What the figures were measured on, and with which versions."""
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    packages = ("pydantic", "pyside6-essentials", "pikepdf", "sqlcipher3", "argon2-cffi")
    return [
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}; " + ", ".join(f"{name} {version(name)}" for name in packages),
        f"load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load not known",
    ]


def python_env(**more: str) -> dict[str, str]:
    """The environment of a measured Python process: with compiled modules kept, as an installed program has them."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env.update(more)
    return env


PYTHON = sys.executable
