"""Sealed copies whose document was changed before it was sealed, by somebody who knows the passphrase, taken in beside our own.

What is here is never overwritten in silence: it stays as it is, or goes on from where it was and stays as a kept revision.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from tests.faults.mutations import value_changed
from tests.make import whole
from tests.store.cheap import CHEAP, PHRASE, VANE
from vpa_assist.errors import CannotDo, Refused
from vpa_assist.record.canonical import canonical, fingerprint
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Officer, Referral
from vpa_assist.review import act
from vpa_assist.store import Store, Summary
from vpa_assist.store.incoming import Outcome, receive
from vpa_assist.store.transfer import seal

SECRET = "copper window lamp"
HALE = Officer(name="Ines Hale", collar_number="77")
FRESH_EVERY = 400
"""Inputs for which one store is used."""
WHOLE = from_json(whole())
AUTHOR = Officer(name=WHOLE.author.name, collar_number=WHOLE.author.collar_number) if WHOLE.author else HALE


def _summarise(referral: Referral) -> Summary:
    return Summary(str(referral.id), status=referral.status or "draft", kind=referral.kind or "live")


def _copies() -> tuple[Referral, ...]:
    """One referral on its way: handed in, commented, returned, changed and handed in again, approved."""
    handed_in = act(WHOLE, "submit", AUTHOR, "2026-11-20T10:00:00+00:00")
    place = "/incident/account"
    commented = act(handed_in, "comment", HALE, "2026-11-20T11:00:00+00:00", path=place, text="Who was there?")
    returned = act(commented, "return", HALE, "2026-11-20T11:05:00+00:00", text="Please say who was there.")
    value = returned.as_json()
    value["incident"]["account"] += " An aunt was there."
    again = act(from_json(value), "submit", AUTHOR, "2026-11-20T12:00:00+00:00", text="Said who was there.")
    return (WHOLE, handed_in, commented, returned, again, act(again, "approve", HALE, "2026-11-20T13:00:00+00:00", text="Clear."))


class Transfers:
    """Our own copy is one of a referral's states on its way, theirs another one, changed in its members."""

    name = "hostile transfer files"
    longest = 2.0

    def __init__(self) -> None:
        self._copies = tuple(canonical(each) for each in _copies())
        self._folder = Path()
        self._store: Store | None = None
        self._left = 0
        self._open()

    def one(self, chance: random.Random, careless: bool) -> str:
        store = self._open()
        ours = chance.choice(self._copies)
        draft_id = str(json.loads(ours)["id"])
        self._put(store, draft_id, ours)
        value = value_changed(chance.choice(self._copies), self._copies, chance)
        document = json.dumps(value).encode("utf-8", "surrogatepass")
        if careless:
            referral = read(document)
            self._put(store, referral.id, canonical(referral))
            _judge(store, draft_id, ours, Outcome.KNOWN)
            return "taken"
        sealed = seal(document, sealed_by="Ines Hale (77)", sealed_at="", kind="live", passphrase=SECRET, cost=CHEAP)
        what = "refused"
        try:
            found = store.unseal(sealed, SECRET)
            received = receive(store, found.document, _summarise, found.sealed_by)
        except Refused as refused:
            assert all(line.isprintable() for line in refused.lines()), f"not in lines: {refused.lines()!r}"
        except CannotDo as told:
            assert str(told).isprintable(), f"not one sentence: {str(told)!r}"
        else:
            what = received.outcome.value
            assert read(canonical(received.theirs)), "what came does not read again"
        _judge(store, draft_id, ours, Outcome(what) if what != "refused" else None)
        return what

    def close(self) -> None:
        """Closes the store and takes it away."""
        if self._store:
            self._store.close()
            rmtree(self._folder, ignore_errors=True)

    def _open(self) -> Store:
        if not self._left or not self._store:
            self.close()
            self._folder = Path(mkdtemp(prefix="vpa-fuzz-"))
            self._store, _ = Store.create(self._folder / "store", VANE, PHRASE, cost=CHEAP)
            self._store._db.raw.execute("PRAGMA synchronous=OFF")  # nothing here needs to survive a power cut
            self._left = FRESH_EVERY
        self._left -= 1
        return self._store

    def _put(self, store: Store, draft_id: str, body: bytes) -> None:
        """Has our copy in the store, whatever was there."""
        found: Any = store._db.row("SELECT revision FROM draft WHERE id = ?", (draft_id,))
        save_id = f"{self._left}-{draft_id}-{found}"
        summary = _summarise(read(body))
        store.save(draft_id, body, summary=summary, expected_revision=found[0] if found else 0, save_id=save_id)


def _judge(store: Store, draft_id: str, ours: bytes, outcome: Outcome | None) -> None:
    held = store.load(draft_id, editing=False).body
    if outcome is not Outcome.MERGED:
        assert held == ours, "our copy is another one"
        return
    before, after = read(ours), read(held)
    entries, more = before.review or (), after.review or ()
    assert more[: len(entries)] == entries, "entries of our review are gone"
    assert store.revision(draft_id, store.revisions(draft_id)[1].number) == ours, "our copy was not kept"
    built_on = {entry.of for entry in more}
    assert fingerprint(after) == fingerprint(before) or fingerprint(before) in built_on, "another text took the place of ours"
