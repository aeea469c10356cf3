"""Goal 7: figures over every draft of an encrypted store, beside reading and decrypting alone.

The window keeps what a draft contributes when it is left, from the findings that it has in hand anyway. So one store is filled as
windows leave it: figures over it read and check no document. Another has nothing kept, as after a change of the program or the
form pack: the first run checks every document and keeps what it contributes, and the next run finds that.

What takes little (reading alone, counting what is kept) is measured over an open store; what checks every document as a whole
process, beyond one over a store of a single draft in the same round. Ratios to reading alone are of processor time: they are of
work that takes less than the clock's spread where others use the machine too.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from benchmarks.harness import PYTHON, Goal, Section, python_env
from benchmarks.stores import PASSPHRASE, PERSON, body_of, encrypted, summary_of, work_folder
from vpa_assist import catalogue as packs
from vpa_assist.checks.engine import run_checks
from vpa_assist.insight.counting import Counted, Span
from vpa_assist.insight.from_store import at_hand, count_portion, count_store, keep_of, portions, without_findings
from vpa_assist.insight.kept import mark
from vpa_assist.insight.report import as_json
from vpa_assist.record.reading import read
from vpa_assist.store import Store

ROUNDS, SHORT_ROUNDS = 5, 2
QUICK_ROUNDS = 9
"""Rounds of what takes little."""
LEAVES = 50
"""Drafts that are left while the clock runs."""
PACK = packs.default()

READ = "read and decrypt alone"
LEFT, SAMPLE = "as windows left it: figures", "as windows left it: who may be drawn for a dip sample"
FIRST, FIRST_TWO = "nothing kept: read, validate, all checks, count, keep", "nothing kept, two processes"
NEXT = "next run, no draft changed"


class Took(NamedTuple):
    """Seconds by the clock and of processor time, and of a whole process its peak memory in MiB."""

    wall: float
    cpu: float
    peak: float = 0.0


Rows = dict[str, list[Took]]


def run(short: bool = False) -> Section:
    section = Section("Audit of a whole store")
    large = 600 if short else 20_000
    bare, left = encrypted(large), as_left(large)
    kept = _rounds(
        QUICK_ROUNDS,
        large,
        {
            READ: lambda: _over(bare, _read_alone),
            LEFT: lambda: _over(left, _figures),
            SAMPLE: lambda: _over(left, _candidates),
        },
    )
    checked = _rounds(
        SHORT_ROUNDS if short else ROUNDS,
        large,
        {READ: lambda: _over(bare, _read_alone), FIRST: lambda: _first(bare), FIRST_TWO: lambda: _first(bare, 2)},
    )
    again = _rounds(QUICK_ROUNDS, large, {READ: lambda: _over(bare, _read_alone), NEXT: lambda: _over(bare, _figures)})
    section.text(f"{large:,} drafts of 27 kB; `vpa-assist insight STORE`, its start taken off.")
    section.table(
        ["what", "µs a draft", "processor time, µs"],
        [
            [name, *(f"{statistics.median(each[clock] for each in took) * 1e6:.0f}" for clock in (0, 1))]
            for name, took in {**again, **checked, **kept}.items()
        ],
    )
    leaving = _leaving()
    section.text(
        f"Keeping what a draft contributes when it is left, from its findings, beside the window: {leaving.wall * 1e6:,.0f} µs, "
        f"{leaving.cpu * 1e6:,.0f} of processor time."
    )
    memory, times = _memory(section, short)
    beside = "per draft : read and decrypt alone, processor time"
    section.goals += [
        Goal("7a", f"audit of a store as windows left it, {beside}", _ratio(kept, LEFT), 10, 4.2),
        Goal("7a, nothing kept", f"audit, every draft checked anew, {beside}", _ratio(checked, FIRST), 10, 4.2),
        Goal("7a, next run", f"audit, nothing changed since, {beside}", _ratio(again, NEXT), 10, 4.2),
        Goal("7b", "audit, nothing kept, two processes : one", _speedup(checked), 1.7, 1.9, higher_is_better=True),
        Goal("7c", f"audit, nothing kept, peak memory of {times} times the drafts", memory, 1.1, 1.02),
    ]
    return section


def _memory(section: Section, short: bool) -> tuple[float, int]:
    """Peak memory over many drafts to that over few, and how many times as many they are.

    What texts have in common is remembered, and the first 1,500 drafts or so fill that.
    """
    few, many = (1_500, 4_500) if short else (2_000, 20_000)
    peak = _first(encrypted(many)).peak
    ratio = peak / _first(encrypted(few)).peak
    section.text(
        f"Peak memory where nothing is kept: {peak:.0f} MiB at {many:,} drafts, {ratio:.2f} times that at {few:,}. Where all is "
        f"kept: {_audit(encrypted(many)).peak:.0f} MiB, and {_audit(encrypted(1)).peak:.0f} MiB over a single draft."
    )
    return ratio, many // few


# stores


@cache
def as_left(drafts: int) -> Path:
    """The folder of a store with the same drafts as `encrypted`, each with what the window keeps of it when it is left."""
    folder = work_folder() / f"left-{drafts}"
    shutil.copytree(encrypted(drafts), folder)
    of = mark(PACK)
    with Store.unlock(folder, PASSPHRASE) as store, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        store._db.raw.execute("PRAGMA synchronous=OFF")  # only while filling
        for draft_id, facts in pool.map(_facts_at_hand, range(drafts), chunksize=20):
            store.facts.keep_of(of, draft_id, 1, facts)
        assert all(each.facts is not None for each in store.contributions(of))
    return folder


def _facts_at_hand(seed: int) -> tuple[str, bytes]:
    referral = read(body_of(seed)[1])
    return referral.id, at_hand(referral, run_checks(referral, PACK), PACK)


def _forget(folder: Path) -> None:
    """Makes the next run the first one again."""
    with Store.unlock(folder, PASSPHRASE) as store:
        store._db.raw.execute("DELETE FROM fact")


# what is measured


def _rounds(rounds: int, drafts: int, contenders: dict[str, Callable[[], Took]]) -> Rows:
    """What each takes a draft, round by round; of a whole process, beyond one over a single draft in the same round."""
    rows: Rows = {name: [] for name in contenders}
    one = encrypted(1)
    for _ in range(rounds):
        start: Took | None = None
        for name, contender in contenders.items():
            took = contender()
            if took.peak:
                start = start or _audit(one)
                took = Took(took.wall - start.wall, took.cpu - start.cpu, took.peak)
            rows[name].append(Took(took.wall / drafts, took.cpu / drafts, took.peak))
    return rows


def _here(work: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def _over(folder: Path, work: Callable[[Store], object]) -> Took:
    with Store.unlock(folder, PASSPHRASE) as store:
        store.read_once()  # as the command does
        return _here(lambda: work(store))


def _read_alone(store: Store) -> int:
    return sum(len(body) for _, _, body in store.bodies())


def _figures(store: Store) -> bytes:
    """The command's work between unlocking and writing the figures."""
    total = Counted()
    for counted in count_store(store, PACK, lambda drafts: (count_portion(each, PACK, Span()) for each in drafts)):
        total.add(counted)
    return json.dumps(as_json(total.tally, PACK, "type"), ensure_ascii=False, indent=2).encode()


def _candidates(store: Store) -> int:
    """What a dip sample is drawn from, as the page's process reads it."""
    return sum(bool(without_findings(each, PACK).rounds) for portion in portions(store, PACK) for each in portion)


def _first(folder: Path, jobs: int = 1) -> Took:
    _forget(folder)
    return _audit(folder, jobs)


LAUNCH = """
import json, os, sys, time
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, used = os.wait4(child, 0)
took = time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
assert os.waitstatus_to_exitcode(status) == 0
print(json.dumps(took))
"""
"""A small process between: a child's peak is never told as less than what the process that begins it holds."""


def _audit(folder: Path, jobs: int = 1) -> Took:
    """One whole audit by the command."""
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    audit = ["-m", "vpa_assist", "insight", str(folder), "--jobs", str(jobs), "--passphrase-fd", str(reader)]
    done = subprocess.run(
        [PYTHON, "-I", "-S", "-c", LAUNCH, PYTHON, *audit],
        pass_fds=[reader],
        stdout=subprocess.PIPE,
        env=python_env(),
        check=True,
    )
    os.close(reader)
    return Took(*json.loads(done.stdout))


def _leaving() -> Took:
    """What keeping the facts of one draft takes when it is left: the findings are at hand, the store is durable."""
    folder = work_folder() / "leaving"
    took: list[Took] = []
    store, _ = Store.create(folder, PERSON, PASSPHRASE)
    with store:
        for seed in range(LEAVES):
            document, body = body_of(seed)
            saved = store.save(
                document["id"], body, summary=summary_of(document), expected_revision=0, save_id=secrets.token_hex(8)
            )
            referral = read(body)
            findings = run_checks(referral, PACK)
            took.append(_here(lambda r=referral, f=findings, n=saved.revision: keep_of(store, PACK, r.id, n, r, f)))  # type: ignore[misc]
    return Took(statistics.median(each.wall for each in took), statistics.median(each.cpu for each in took))


def _ratio(rows: Rows, name: str) -> float:
    """The median of the rounds' ratios to reading alone."""
    return statistics.median(one.cpu / floor.cpu for one, floor in zip(rows[name], rows[READ], strict=True))


def _speedup(rows: Rows) -> float:
    return statistics.median(one.wall / two.wall for one, two in zip(rows[FIRST], rows[FIRST_TWO], strict=True))
