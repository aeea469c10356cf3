"""Stores filled with seeded drafts: encrypted as the product makes them, and plain as a floor. Kept for one run."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.corpus import referral
from vpa_assist.store import Person, Store, Summary

PASSPHRASE = "four words of no account"
PERSON = Person("Jo Vane", "4411", "Response A", "supervisor")


@cache
def work_folder() -> Path:
    """A folder of this run's own; removed when the run ends."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="vpa-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def summary_of(document: dict[str, Any]) -> Summary:
    """The row of a list that a document makes."""
    return Summary(
        reference=document["incident"]["reference"],
        main_type=document["incident"]["types"][0],
        town=document["incident"]["location"]["town"],
        children=len(document["children"]),
        who="girl 6, boy 9",
        must=1,
        should=2,
        status=document["status"],
        author=document["author"]["name"],
        collar_number=document["author"]["collar_number"],
        unit=document["author"]["unit"],
        kind="live",
    )


def body_of(seed: int, children: int = 6, words: int = 75) -> tuple[dict[str, Any], bytes]:
    """A document and its bytes; one in a thousand holds a surname that no other has."""
    document = referral(seed, children, words)
    if seed % 1000 == 7:
        document["children"][0]["family_name"] = f"Quillfeather{seed:06}"
    return document, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def encrypted(drafts: int, children: int = 6, words: int = 75) -> Path:
    """The folder of an encrypted store with so many drafts."""
    folder = work_folder() / f"store-{drafts}-{children}-{words}"
    store, _ = Store.create(folder, PERSON, PASSPHRASE)
    with store:
        store._db.raw.execute("PRAGMA synchronous=OFF")  # only while filling: nothing here needs to survive a power cut
        for seed in range(drafts):
            document, body = body_of(seed, children, words)
            store.save(document["id"], body, summary=summary_of(document), expected_revision=0, save_id=secrets.token_hex(8))
        store.upkeep.ready_search()  # as the program does while it rests, and when documents are taken in
    return folder


@cache
def plain(drafts: int, children: int = 6, words: int = 75) -> Path:
    """A plain SQLite file with the same bodies and a plain FTS5 index of the same words: the floor."""
    path = work_folder() / f"plain-{drafts}.db"
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode=WAL;"
        "CREATE TABLE drafts (number INTEGER PRIMARY KEY, id TEXT UNIQUE, reference TEXT, updated TEXT, body BLOB);"
        "CREATE INDEX newest ON drafts (updated DESC); CREATE VIRTUAL TABLE found USING fts5(words, content='');"
    )
    with database:
        for seed in range(drafts):
            document, body = body_of(seed, children, words)
            row = (seed + 1, document["id"], document["incident"]["reference"], document["updated_at"], body)
            database.execute("INSERT INTO drafts VALUES (?,?,?,?,?)", row)
            database.execute("INSERT INTO found (rowid, words) VALUES (?,?)", (seed + 1, body.decode()))
    database.close()
    return path


def digest(path: Path) -> str:
    """What a file holds, short."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
