"""Goal 7: reading, checking and counting every draft of an encrypted store, beside reading and decrypting alone.

The first run checks every document and keeps what it contributes; the next run checks only what changed since.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from pathlib import Path

from benchmarks.harness import PYTHON, Goal, Section, python_env
from benchmarks.stores import PASSPHRASE, encrypted
from vpa_assist.store import Store

ROUNDS, SHORT_ROUNDS = 5, 2


def run(short: bool = False) -> Section:
    section = Section("Audit of a whole store")
    small, large = (60, 600) if short else (2_000, 20_000)
    rounds = SHORT_ROUNDS if short else ROUNDS
    folder = encrypted(large)
    encrypted(small)
    rows: dict[str, list[float]] = {name: [] for name in ("read", "first", "first, two", "next")}
    for _ in range(rounds):
        rows["read"].append(_read_alone(folder) / large)
        for name, jobs in (("first", 1), ("next", 1), ("first, two", 2)):
            if name != "next":
                _forget(folder)
            rows[name].append(_audit(folder, jobs)[0] / large)
    start = statistics.median(_audit(encrypted(1), 1)[0] for _ in range(rounds))
    # Reading what was kept takes as long as the start spreads from run to run: less than nothing is not told.
    first, two, again = ([max(each - start / large, 0.0) for each in rows[name]] for name in ("first", "first, two", "next"))
    section.text(f"{large:,} drafts of 27 kB; `vpa-assist insight STORE`, start-up ({start:.2f} s) taken off.")
    section.table(
        ["what", "µs a draft"],
        [
            ["read and decrypt alone", f"{statistics.median(rows['read']) * 1e6:.0f}"],
            ["first run: read, validate, all checks, count, keep: one process", f"{statistics.median(first) * 1e6:.0f}"],
            ["the same, two processes", f"{statistics.median(two) * 1e6:.0f}"],
            ["next run, no draft changed: what was kept is counted: one process", f"{statistics.median(again) * 1e6:.0f}"],
        ],
    )
    _forget(folder)
    memory = _audit(folder, 1)[1] / _audit(encrypted(small), 1)[1]
    section.text(f"Peak memory of the first run at {large:,} drafts is {memory:.2f} times that at {small:,}.")
    section.goals += [
        Goal("7a", "audit, first run, per draft : read and decrypt alone", _ratio(first, rows["read"]), 10, 4.2),
        Goal("7a, next run", "audit, nothing changed, per draft : read and decrypt alone", _ratio(again, rows["read"]), 10, 4.2),
        Goal("7b", "audit, first run, two processes : one", _ratio(first, two), 1.7, 1.9, higher_is_better=True),
        Goal("7c", "audit, peak memory of ten times the drafts", memory, 1.1, 1.02),
    ]
    return section


def _ratio(ones: list[float], others: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(ones, others, strict=True))


def _forget(folder: Path) -> None:
    """Makes the next run the first one again."""
    with Store.unlock(folder, PASSPHRASE) as store:
        store._db.raw.execute("DELETE FROM fact")


def _read_alone(folder: Path) -> float:
    with Store.unlock(folder, PASSPHRASE) as store:
        start = time.perf_counter()
        count = sum(len(body) > 0 for _, _, body in store.bodies())
        took = time.perf_counter() - start
    assert count
    return took


def _audit(folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds and peak MiB of one whole audit."""
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    command = [PYTHON, "-m", "vpa_assist", "insight", str(folder), "--jobs", str(jobs), "--passphrase-fd", str(reader)]
    start = time.perf_counter()
    child = subprocess.Popen(command, pass_fds=[reader], stdout=subprocess.DEVNULL, env=python_env())
    os.close(reader)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return time.perf_counter() - start, used.ru_maxrss / 1024
