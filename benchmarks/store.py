"""Goals 8 and 9: a durable autosave beside plain SQLite and a JSON file, and unlocking beside the key derivation alone."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from benchmarks.harness import Goal, Section, duel, timed
from benchmarks.stores import PASSPHRASE, PERSON, body_of, encrypted, summary_of, work_folder
from vpa_assist.store import STANDARD, Store

ROUNDS, SHORT_ROUNDS = 150, 40
UNLOCKS, SHORT_UNLOCKS = 21, 9


def run(short: bool = False) -> Section:
    section = Section("Saving and unlocking")
    _saving(section, SHORT_ROUNDS if short else ROUNDS)
    _unlocking(section, SHORT_UNLOCKS if short else UNLOCKS, 500 if short else 5_000)
    return section


def _saving(section: Section, rounds: int) -> None:
    folder = work_folder()
    documents = [body_of(seed) for seed in range(16)]
    store, _ = Store.create(folder / "saving", PERSON, PASSPHRASE)
    plain = sqlite3.connect(folder / "saving.db", isolation_level=None)
    plain.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE drafts (id TEXT PRIMARY KEY, body BLOB);")
    revision = 0

    def ours(turn: int) -> float:
        nonlocal revision
        document, body = documents[turn % 16]
        summary = summary_of(document)

        def save() -> None:
            nonlocal revision
            key = secrets.token_hex(16)
            revision = store.save("draft", body, summary=summary, expected_revision=revision, save_id=key).revision

        return timed(save)

    def sqlite(turn: int) -> float:
        body = documents[turn % 16][1]

        def save() -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.execute("INSERT INTO drafts VALUES ('draft', ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", (body,))
            plain.execute("COMMIT")

        return timed(save)

    def json_file(turn: int) -> float:
        return timed(lambda: _replace(folder / "draft.json", documents[turn % 16][1]))

    def overwrite(turn: int) -> float:
        return timed(lambda: _overwrite(descriptor, documents[turn % 16][1]))

    descriptor = os.open(folder / "overwrite.bin", os.O_RDWR | os.O_CREAT)
    found = duel(
        {
            "vpa-assist: save": ours,
            "plain SQLite, WAL, FULL": sqlite,
            "JSON file, fsync, rename": json_file,
            "overwrite, fdatasync": overwrite,
        },
        rounds,
        warm_up=5,
    )
    os.close(descriptor)
    store.close()
    plain.close()
    section.text(
        f"One changed draft of {len(documents[0][1]) / 1000:.0f} kB, durable. "
        "Ours encrypts, and keeps the summary, the place and the audit trail."
    )
    section.duel(found, "plain SQLite, WAL, FULL")
    section.goals += [
        Goal(
            "8a",
            "durable autosave : plain SQLite WAL FULL",
            found.ratio("vpa-assist: save", "plain SQLite, WAL, FULL"),
            1.6,
            1.15,
        ),
        Goal(
            "8b",
            "durable autosave : JSON file with fsync and rename",
            found.ratio("vpa-assist: save", "JSON file, fsync, rename"),
            0.9,
            0.7,
        ),
    ]


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_suffix(".part")
    with open(beside, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _overwrite(descriptor: int, data: bytes) -> None:
    os.pwrite(descriptor, data, 0)
    os.fdatasync(descriptor)


def _unlocking(section: Section, rounds: int, drafts: int) -> None:
    folder = encrypted(drafts)

    def unlock(_turn: int) -> float:
        def all_of_it() -> None:
            store = Store.unlock(folder, PASSPHRASE)
            assert len(store.drafts(limit=50)) == 50
            stores.append(store)

        stores: list[Store] = []
        took = timed(all_of_it)
        stores[0].close()
        return took

    def derive(_turn: int) -> float:
        return timed(
            lambda: hash_secret_raw(PASSPHRASE.encode(), b"0" * 16, STANDARD.passes, STANDARD.memory, STANDARD.lanes, 32, Type.ID)
        )

    found = duel({"vpa-assist: passphrase to first 50 drafts": unlock, "Argon2id alone": derive}, rounds, warm_up=2)
    section.text(f"From a passphrase to the first 50 of {drafts:,} drafts.")
    section.duel(found, "Argon2id alone")
    section.goals.append(
        Goal(
            "9",
            "unlock to first 50 drafts : Argon2id alone",
            found.ratio("vpa-assist: passphrase to first 50 drafts", "Argon2id alone"),
            1.3,
            1.05,
        )
    )
