"""Flipped bits and files put back: what is damaged is named, an older file is seen by a head that is held elsewhere."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from tests.faults.common import Outcome, new_store, workplace, write_for_ever
from tests.store.cheap import CHEAP
from vpa_assist.store import Store, StoreCannot
from vpa_assist.store.files import DATABASE


def flipped_bits(flips: int, seed: int = 7) -> Outcome:
    """Flips one bit at a time anywhere in the file; the control is the same with a database in plain text."""
    outcome = Outcome("one flipped bit", flips)
    chance = random.Random(seed)
    with workplace() as place:
        folder = place / "store"
        key = new_store(folder)
        with Store.open_with_key(folder, key, cost=CHEAP) as store:
            write_for_ever(store, chance, lambda _: None, 60)
        path = folder / DATABASE
        good = path.read_bytes()
        for _ in range(flips):
            path.write_bytes(_flipped(good, chance))
            outcome.lost += not _noticed(folder, key)
        outcome.notes = {"pages": len(good) // 4096}
        outcome.control = _unnoticed_in_plain_text(place / "plain.db", chance)
    return outcome


def files_put_back(times: int, seed: int = 9) -> Outcome:
    """Puts an older file in the newer one's place; without a head from elsewhere (the control) nothing shows."""
    outcome = Outcome("an older file put back", times)
    chance = random.Random(seed)
    for _ in range(times):
        with workplace() as place:
            folder = place / "store"
            key = new_store(folder)
            with Store.open_with_key(folder, key, cost=CHEAP) as store:
                write_for_ever(store, chance, lambda _: None, 5)
            old = (folder / DATABASE).read_bytes()
            with Store.open_with_key(folder, key, cost=CHEAP) as store:
                write_for_ever(store, chance, lambda _: None, chance.randrange(1, 9))
                head = store.audit_head()
            (folder / DATABASE).write_bytes(old)
            with Store.open_with_key(folder, key, cost=CHEAP) as store:
                outcome.control += store.upkeep.verify_trail().whole
                outcome.lost += store.upkeep.verify_trail([head]).whole
    return outcome


def _flipped(good: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(good)
    damaged[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _noticed(folder: Path, key: bytes) -> bool:
    try:
        with Store.open_with_key(folder, key, cost=CHEAP) as store:
            return bool(store.upkeep.faults())
    except StoreCannot:
        return True


def _unnoticed_in_plain_text(path: Path, chance: random.Random) -> int:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE body (body TEXT)")
    plain.executemany("INSERT INTO body VALUES (?)", [("x" * 3_000,)] * 60)
    plain.commit()
    plain.close()
    good, missed = path.read_bytes(), 0
    for _ in range(20):
        path.write_bytes(_flipped(good, chance))
        plain = sqlite3.connect(path)
        try:
            missed += plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            pass
        finally:
            plain.close()
    return missed
