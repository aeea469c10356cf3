"""Every single write, sync and truncation fails in turn: the program is told, goes on, and loses nothing that it acknowledged."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.faults import tracing
from tests.faults.common import Acknowledged, Outcome, check, new_store, read_acknowledged, workplace

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate")
ERRORS = ("EIO", "ENOSPC")


def failing_writes(most: int | None, saves: int = 12, seed: int = 5, part: int = 0, parts: int = 1) -> Outcome:
    """Fails each call once with each error, or `most` of them chosen at random; the control acknowledges what failed.

    Of several `parts` each does its share of the same calls.
    """
    places = [
        (call, number, error) for call, count in _count(saves, seed).items() for number in range(1, count + 1) for error in ERRORS
    ]
    chosen = places if most is None or most >= len(places) else random.Random(seed).sample(places, most)
    chosen = chosen[part::parts]
    outcome = Outcome("every failing write", len(chosen), notes={"places": 0 if part else len(places)})
    told: Counter[str] = Counter()
    for call, number, error in chosen:
        lost, bad, names = _once(saves, seed, call, number, error, "careful")
        outcome.lost += lost
        outcome.bad += [f"{call} {number} {error}: {each}" for each in bad]
        told.update(names)
    outcome.notes["told"] = dict(told)
    for number in range(20, 60, 8):
        outcome.control += _once(saves, seed, "pwrite64", number, "EIO", "careless")[0]
        if outcome.control:
            break
    return outcome


def _count(saves: int, seed: int) -> dict[str, int]:
    with workplace() as place:
        key = new_store(place / "store")
        words = [str(place / "store"), key.hex(), str(seed), str(saves), "FULL", "careful"]
        tracing.run("tests.faults.writer", words, ["-e", f"trace={','.join(CALLS)}"], place / "trace")
        counted = Counter(call.name for call in tracing.calls(place / "trace"))
        return {call: counted[call] for call in CALLS}


def _once(saves: int, seed: int, call: str, number: int, error: str, careless: str) -> tuple[int, list[str], list[str]]:
    with workplace() as place:
        folder = place / "store"
        key = new_store(folder)
        words = [str(folder), key.hex(), str(seed), str(saves), "FULL", careless]
        inject = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}"]
        done = tracing.run("tests.faults.writer", words, inject, Path("/dev/null"))
        acknowledged: Acknowledged = {}
        read_acknowledged(done.stdout.decode(), acknowledged)
        names = [line.split()[1] for line in done.stdout.decode().splitlines() if line.startswith("told ")]
        lost, bad = check(folder, key, acknowledged)
        if done.returncode:
            bad.append(f"ended with {done.returncode}: {done.stderr.decode().strip().splitlines()[-1:]}")
        return lost, bad, names
