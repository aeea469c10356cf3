"""Goal 7: reading, checking and counting every draft of an encrypted store, beside reading and decrypting alone."""

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
    rows: dict[str, list[float]] = {"read and decrypt alone": [], "one process": [], "two processes": []}
    for _ in range(rounds):
        rows["read and decrypt alone"].append(_read_alone(folder) / large)
        rows["one process"].append(_audit(folder, 1)[0] / large)
        rows["two processes"].append(_audit(folder, 2)[0] / large)
    start = statistics.median(_audit(encrypted(1), 1)[0] for _ in range(rounds))
    once = [(one - start / large) for one in rows["one process"]]
    twice = [(two - start / large) for two in rows["two processes"]]
    section.text(f"{large:,} drafts of 27 kB; `vpa-assist insight STORE`, start-up ({start:.2f} s) taken off.")
    section.table(
        ["what", "µs a draft"],
        [
            ["read and decrypt alone", f"{statistics.median(rows['read and decrypt alone']) * 1e6:.0f}"],
            ["read, validate, all checks, count: one process", f"{statistics.median(once) * 1e6:.0f}"],
            ["the same, two processes", f"{statistics.median(twice) * 1e6:.0f}"],
        ],
    )
    per_draft = statistics.median(a / b for a, b in zip(once, rows["read and decrypt alone"], strict=True))
    speed_up = statistics.median(a / b for a, b in zip(once, twice, strict=True))
    memory = _audit(folder, 1)[1] / _audit(encrypted(small), 1)[1]
    section.text(f"Peak memory at {large:,} drafts is {memory:.2f} times that at {small:,}.")
    section.goals += [
        Goal("7a", "audit, per draft : read and decrypt alone", per_draft, 10, 4.2),
        Goal("7b", "audit, two processes : one", speed_up, 1.7, 1.9, higher_is_better=True),
        Goal("7c", "audit, peak memory of ten times the drafts", memory, 1.1, 1.02),
    ]
    return section


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
