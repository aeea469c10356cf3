"""kill -9 in the middle of saving: nothing that was acknowledged is lost, nothing is torn, the trail is whole."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from tests.faults.common import (
    Acknowledged,
    Outcome,
    check,
    look,
    missing,
    new_store,
    read_acknowledged,
    workplace,
    write_for_ever,
)
from tests.store.cheap import CHEAP
from vpa_assist.store import Store
from vpa_assist.store.files import DATABASE

FRESH_EVERY = 60


def kill_loop(kills: int, seed: int = 1) -> Outcome:
    """Kills a writer that often, at random moments; the control throws the log away once and must see a loss."""
    outcome = Outcome("kill -9 while saving", kills)
    chance = random.Random(seed)
    acknowledgements = 0
    done = 0
    while done < kills:
        with workplace() as place:
            folder = place / "store"
            key = new_store(folder)
            acknowledged: Acknowledged = {}
            for number in range(done, min(done + FRESH_EVERY, kills)):
                acknowledgements += _kill_once(folder, key, seed * 1_000_003 + number, chance, acknowledged)
                held, bad = look(folder, key)
                outcome.lost += missing(acknowledged, held)
                outcome.bad += bad
                # One change may have been committed and not acknowledged: from here on it counts as acknowledged.
                acknowledged = held
            done = min(done + FRESH_EVERY, kills)
    outcome.notes = {"acknowledged": acknowledgements}
    outcome.control = _control(chance)
    return outcome


def _kill_once(folder: Path, key: bytes, seed: int, chance: random.Random, acknowledged: Acknowledged) -> int:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            store = Store.open_with_key(folder, key, cost=CHEAP)
            write_for_ever(store, random.Random(seed), lambda line: os.write(writing, f"{line}\n".encode()))
        finally:
            os._exit(1)
    os.close(writing)
    first = os.read(reading, 65_536)
    time.sleep(chance.uniform(0, 0.04))
    os.kill(pid, signal.SIGKILL)
    parts = [first]
    while more := os.read(reading, 65_536):
        parts.append(more)
    os.close(reading)
    os.waitpid(pid, 0)
    # A last line without its end was never read as an acknowledgement by anybody.
    return read_acknowledged(b"".join(parts).rpartition(b"\n")[0].decode(), acknowledged)


def _control(chance: random.Random) -> int:
    for seed in range(20):
        with workplace() as place:
            folder = place / "store"
            key = new_store(folder)
            acknowledged: Acknowledged = {}
            _kill_once(folder, key, seed, chance, acknowledged)
            Path(f"{folder / DATABASE}-wal").unlink(missing_ok=True)
            lost, bad = check(folder, key, acknowledged)
            if lost or bad:
                return lost or len(bad)
    return 0
