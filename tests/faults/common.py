"""What every experiment shares: a store whose loss can be seen, a writer that acknowledges, and the check afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.store.cheap import CHEAP, PHRASE, VANE
from vpa_assist.store import Store, StoreCannot, Summary, Why, WorkList
from vpa_assist.store.files import BALLAST

MARK = b"an experiment"
Acknowledged = dict[str, tuple[int, str]]
"""The last acknowledged state of each draft: revision and SHA-256 of its body; revision 0 is an acknowledged deletion."""


@dataclass
class Outcome:
    """What an experiment found. `control` is what the same check found where something was broken on purpose: it must be > 0."""

    name: str
    tried: int
    lost: int = 0
    bad: list[str] = field(default_factory=list)
    control: int = 0
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Nothing lost, nothing bad, and the control was seen to fail."""
        return not self.lost and not self.bad and self.control > 0

    def plus(self, other: Outcome) -> Outcome:
        """What two parts of one experiment found; a part whose control saw nothing leaves the whole without a control."""
        notes = {**self.notes, **other.notes}
        for name in self.notes.keys() & other.notes.keys():
            one, two = self.notes[name], other.notes[name]
            notes[name] = dict(Counter(one) + Counter(two)) if isinstance(one, dict) else one + two
        control = self.control + other.control if self.control and other.control else 0
        return Outcome(self.name, self.tried + other.tried, self.lost + other.lost, [*self.bad, *other.bad], control, notes)

    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps({**asdict(self), "bad": self.bad[:5], "passed": self.passed})


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for one experiment."""
    folder = Path(mkdtemp(prefix="vpa-faults-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_store(folder: Path) -> bytes:
    """Makes a store and gives its data key; it is closed."""
    store, _ = Store.create(folder, VANE, PHRASE, cost=CHEAP)
    key = store.key_for_helper()
    store.close()
    (folder / BALLAST).unlink(missing_ok=True)
    return key


def body_of(draft_id: str, revision: int, chance: random.Random) -> bytes:
    """A document that says which revision it is, so that a torn one shows."""
    pad = "".join(chance.choices("abcdefgh ", k=chance.choice((40, 900, 6_000, 20_000))))
    return json.dumps({"id": draft_id, "kind": "live", "revision": revision, "pad": pad}).encode()


def write_for_ever(store: Store, chance: random.Random, acknowledge: Callable[[str], object], count: int | None = None) -> None:
    """Saves, hands in and deletes drafts at random, and acknowledges each only when the store has returned.

    Now and then it does what the window does beside: takes words into the search, and keeps facts for figures.
    """
    revisions = {row.draft_id: row.revision for row in store.drafts(limit=1_000)}
    done = 0
    while count is None or done < count:
        done += 1
        if chance.random() < 0.1:
            look_after(store, chance)
        draft_id = f"d{chance.randrange(30)}"
        revision = revisions.get(draft_id, 0)
        if revision > 3 and chance.random() < 0.05:
            store.delete(draft_id, "an experiment")
            del revisions[draft_id]
            acknowledge(f"{draft_id} 0 -")
            continue
        body = body_of(draft_id, revision + 1, chance)
        keep = Why.HANDED_IN if chance.random() < 0.1 else None
        status = chance.choice(("draft", "submitted", "returned", "sent"))
        saved = store.save(
            draft_id,
            body,
            summary=Summary(draft_id, status=status),
            expected_revision=revision,
            save_id=f"{os.getpid()}-{done}-{chance.random()}",
            keep=keep,
        )
        revisions[draft_id] = saved.revision
        acknowledge(f"{draft_id} {saved.revision} {hashlib.sha256(body).hexdigest()}")


def look_after(store: Store, chance: random.Random) -> None:
    """What is done beside saving: words for the search, the index in one piece, facts for figures."""
    if chance.random() < 0.5:
        store.upkeep.take_words()
        if chance.random() < 0.3:
            store._search._merge_step(-1)
    else:
        fresh = [(each.n, each.revision, facts_of(each.body)) for each in store.contributions(MARK) if each.body is not None]
        store.keep_facts(MARK, fresh)


def facts_of(body: bytes) -> bytes:
    """Facts that show of which document they are."""
    return hashlib.sha256(body).digest()


def beside_is_wrong(store: Store, bodies: Mapping[str, bytes]) -> list[str]:
    """What does not hold of the search and of the kept facts."""
    bad = [
        f"{each.draft_id}: facts of another document"
        for each in store.contributions(MARK)
        if each.facts is not None and each.facts != facts_of(bodies[each.draft_id])
    ]
    if store._db.row("SELECT count(*) FROM draft WHERE words_of > 0 AND words_of <> revision")[0]:
        bad.append("words of an earlier document count as read")
    try:
        with store._db.write() as raw:
            raw.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except StoreCannot:
        bad.append("the search's index is broken")
    store.upkeep.ready_search()
    drafts = len(store.drafts(limit=1_000))
    if store._db.row("SELECT count(*) FROM words")[0] != drafts:
        bad.append("the search does not hold each draft once")
    return bad


def read_acknowledged(lines: str, into: Acknowledged) -> int:
    """Takes whole lines of acknowledgements in; gives how many there were."""
    count = 0
    for line in lines.splitlines():
        parts = line.split()
        if len(parts) == 3 and (len(parts[2]) == 64 or parts[2] == "-"):
            into[parts[0]] = (int(parts[1]), parts[2])
            count += 1
    return count


def check(folder: Path, key: bytes, acknowledged: Acknowledged, under_way: int = 1) -> tuple[int, list[str]]:
    """Opens the store and compares it with what was acknowledged: (how many are lost, what is wrong)."""
    held, bad = look(folder, key)
    return missing(acknowledged, held, under_way), bad


def look(folder: Path, key: bytes) -> tuple[Acknowledged, list[str]]:
    """Opens the store: what it holds, and what is wrong with it."""
    try:
        store = Store.open_with_key(folder, key, cost=CHEAP)
    except StoreCannot as told:
        return {}, [f"does not open: {type(told).__name__}"]
    with store:
        bad = list(store.upkeep.faults())
        if not store.upkeep.verify_trail().whole:
            bad.append("the audit trail is broken")
        bodies = {draft_id: body for _, draft_id, body in store.bodies()}
        rows = {row.draft_id: row for row in store.drafts(limit=1_000)}
        if rows.keys() != bodies.keys():
            bad.append("the rows are not those of the documents")
        bad += [f"{each} is torn" for each in rows if json.loads(bodies[each])["revision"] != rows[each].revision]
        if {each: getattr(store.counts(), each.value) for each in WorkList} != {
            each: len(store.drafts(each, limit=1_000)) for each in WorkList
        }:
            bad.append("the counts do not fit the lists")
        bad += beside_is_wrong(store, bodies)
    return {each: (row.revision, hashlib.sha256(bodies[each]).hexdigest()) for each, row in rows.items()}, bad


def missing(acknowledged: Acknowledged, held: Acknowledged, under_way: int = 1) -> int:
    """How many of the acknowledged states are lost.

    A draft may be ahead by the `under_way` changes that were committed but not yet acknowledged.
    """
    ahead = 0
    lost = 0
    for draft_id, (revision, sha) in acknowledged.items():
        there = held.get(draft_id)
        if there == (revision, sha) or (there is None and revision == 0):
            continue
        newer = (there is None and revision > 3) or (there is not None and there[0] > revision)
        ahead += newer
        lost += not newer
    return lost + max(0, ahead - under_way)
