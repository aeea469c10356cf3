"""Saving, loading and listing drafts: prepared SQL on the raw connection, bytes and rows only."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from vpa_assist.audit import Kind as Act
from vpa_assist.store.clock import Clock, stamp
from vpa_assist.store.connection import Connection
from vpa_assist.store.dues import next_due, read, written
from vpa_assist.store.errors import NoReason, NoSuchDraft, OtherKind, StaleRevision
from vpa_assist.store.kinds import kind_of
from vpa_assist.store.model import (
    Counts,
    Draft,
    Place,
    Revision,
    Row,
    Saved,
    Summary,
    Why,
    WorkList,
    work_list,
)
from vpa_assist.store.people import Kind, Person
from vpa_assist.store.rewriting import FIND, SUMMARY, Change, Found, Written, done, first, over, over_again, saves_of
from vpa_assist.store.settings import KEPT_LONGER, READY
from vpa_assist.store.trail import Trail

OPENED_KEPT = 5
"""So many states "as it was before somebody went on writing" are kept for each draft."""
AN_ALTERATION = 300.0
"""Seconds in which the savings of one draft by one window count as one alteration with one entry in the audit trail."""

BODY = "substr(body.body, 1, coalesce(draft.body_length, length(body.body)))"
"""The document's bytes without their padding."""
BODIES_AT_ONCE = 64
"""Documents that lie in memory at once where all are read."""
PAGE, ON_ITS_LEAF, ON_EACH_MORE = 4_096, 3_960, 4_012
"""Bytes of a page; of those, what a row with its document may fill on its first page, and on each further one."""
TAKES_THE_PLACE = frozenset({Why.BROUGHT_BACK, Why.MERGED})
"""What puts other content in the place of the working copy, which is then kept as it was."""
ACTS = {
    Why.OPENED: Act.ALTERATION,
    Why.HANDED_IN: Act.DISCLOSURE,
    Why.RETURNED: Act.ALTERATION,
    Why.APPROVED: Act.ALTERATION,
    Why.SENT: Act.DISCLOSURE,
    Why.EXPORTED: Act.ALTERATION,
    Why.REOPENED: Act.ALTERATION,
    Why.MERGED: Act.COMBINATION,
    Why.BROUGHT_BACK: Act.ALTERATION,
}
"""The kind, in the audit trail, of a save that is kept. The export itself is noted as a disclosure of its own."""

_LISTS = {each.value: each for each in WorkList}
COLUMNS = (
    "id, revision, created_at, updated_at, saved_by, work_list, place, reference, main_type, town, children, who, must, "
    "should, consider, status, author, collar_number, kind, sent_at, note, unit, follow_ups, awaited"
)

_INSERT = (
    f"INSERT INTO draft (id, place, revision, created_at, updated_at, saved_by, saves, {', '.join(SUMMARY)}, body_length) "
    f"VALUES ({', '.join('?' * (8 + len(SUMMARY)))})"
)
_PUT_BODY = (
    "INSERT INTO body (n, half_typed, whereabouts, body) VALUES (?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET "
    "half_typed = excluded.half_typed, whereabouts = excluded.whereabouts, body = excluded.body"
)


class Drafts:
    """The drafts of one open store."""

    def __init__(self, connection: Connection, trail: Trail, person: Person, kind: Kind, clock: Clock) -> None:
        self._db = connection
        self._trail = trail
        self._person = person
        self._kind = kind
        self._clock = clock
        self._altered: dict[str, float] = {}
        self._written: Written | None = None

    # Lists

    def rows(self, listed: WorkList | None, after: str | None, limit: int) -> tuple[Row, ...]:
        """A page of drafts, the last changed first."""
        where: list[str] = ["place < ?"]
        values: list[Any] = [_key(after)]
        if listed:
            where.append("work_list = ?")
            values.append(listed.value)
        # SQLite would plan a query with a bare `LIMIT ?` anew each time, a seventh of reading fifty rows
        sql = f"SELECT {COLUMNS} FROM draft WHERE {' AND '.join(where)} ORDER BY place DESC LIMIT ? + 0"
        return tuple(row_of(each) for each in self._db.rows(sql, (*values, limit)))

    def row(self, draft_id: str) -> Row:
        """One draft as lists show it. Raises NoSuchDraft."""
        found = self._db.row(f"SELECT {COLUMNS} FROM draft WHERE id = ?", (draft_id,))
        if not found:
            raise NoSuchDraft
        return row_of(found)

    def counts(self) -> Counts:
        """How many drafts each list holds."""
        return Counts(**dict(self._db.rows("SELECT work_list, drafts FROM counter")))

    def with_follow_ups(self, limit: int) -> tuple[Row, ...]:
        """The drafts with something still to be done or awaited, the soonest first, what has no date last."""
        sql = f"SELECT {COLUMNS} FROM draft WHERE next_due IS NOT NULL ORDER BY next_due LIMIT ?"
        return tuple(row_of(each) for each in self._db.rows(sql, (limit,)))

    # One draft

    def load(self, draft_id: str) -> Draft:
        """The working copy as it was last saved. The entry in the audit trail is written before the text is given."""
        with self._db.write():
            draft = self.read(draft_id)
            self._trail.append(Act.CONSULTATION, "opened", draft_id)
        return draft

    def read(self, draft_id: str) -> Draft:
        """The working copy, without an entry in the trail: only for what the program does by itself. Raises NoSuchDraft."""
        found = self._db.row(
            f"SELECT {COLUMNS}, body.half_typed, body.whereabouts, {BODY} FROM draft JOIN body USING (n) WHERE id = ?",
            (draft_id,),
        )
        if not found:
            raise NoSuchDraft
        *columns, half_typed, whereabouts, body = found
        row = row_of(columns)
        return Draft(draft_id, row.revision, bytes(body), json.loads(half_typed), Place(**json.loads(whereabouts)), row)

    def save(
        self,
        draft_id: str,
        body: bytes,
        *,
        summary: Summary,
        half_typed: Mapping[str, str],
        place: Place,
        expected_revision: int,
        save_id: str,
        keep: Why | None = None,
        note: str = "",
    ) -> Saved:
        """Saves a draft whole; `keep` also keeps the result as a revision. Raises StaleRevision, NoSuchDraft, OtherKind."""
        self._refuse_other_kind(summary.kind or kind_of(body))
        beside = (_json(half_typed), _json(_place(place)))
        by = str(self._person)
        change = Change(draft_id, self._columns(summary), len(body), save_id, stamp(self._clock()), by)
        last, self._written = self._written, None  # of a transaction that fails nothing is known
        with self._db.write() as raw:
            written = None if keep else over_again(raw, last, change, expected_revision)
            if written:
                noted = self._note_alteration(raw, draft_id, expected_revision, None)
            else:
                found = self._find(raw, draft_id)
                if found and (before := done(found.saves, save_id)):
                    return before
                _refuse_stale(draft_id, found, expected_revision)
                noted = self._note_alteration(raw, draft_id, expected_revision, keep) if found else self._now()
                written = over(raw, found, change) if found else self._insert(raw, change)
            raw.execute(_PUT_BODY, (written.n, *beside, _padded(beside, body)))
            if keep:
                self._keep(raw, draft_id, keep, note)
        self._written = written
        if noted is not None:
            # Only now: a transaction that failed left no entry in the trail either.
            self._altered[draft_id] = noted
        return Saved(written.revision, change.at)

    def keep_place(self, draft_id: str, place: Place) -> None:
        """Remembers where somebody was in a draft that itself is kept already; no new revision. Raises NoSuchDraft."""
        with self._db.write() as raw:
            sql = "UPDATE body SET whereabouts = ? WHERE n = (SELECT n FROM draft WHERE id = ?)"
            if not raw.execute(sql, (_json(_place(place)), draft_id)).rowcount:
                raise NoSuchDraft

    def delete(self, draft_id: str, reason: str) -> None:
        """Deletes a draft, its revisions and its words in the search. Raises NoReason, NoSuchDraft."""
        if not reason.strip():
            raise NoReason
        with self._db.write() as raw:
            if not raw.execute("SELECT 1 FROM draft WHERE id = ?", (draft_id,)).fetchone():
                raise NoSuchDraft
            raw.execute("DELETE FROM words WHERE rowid = (SELECT words_at FROM draft WHERE id = ?)", (draft_id,))
            raw.execute("INSERT OR REPLACE INTO setting VALUES ('search/wipe', ?)", (secrets.token_hex(8),))
            for sql, values in deletion(draft_id):
                raw.execute(sql, values)
            self._trail.append(Act.ERASURE, "deleted", draft_id, reason)
        self._altered.pop(draft_id, None)

    # Revisions

    def keep(self, draft_id: str, why: Why, note: str) -> Revision:
        """Keeps the working copy, as it is, as a revision that never changes, with its entry in the trail. Raises NoSuchDraft."""
        with self._db.write() as raw:
            kept = self._keep(raw, draft_id, why, note)
            self._trail.append(ACTS[why], why.value, draft_id, detail={"from_revision": kept.revision})
        return kept

    def revisions(self, draft_id: str) -> tuple[Revision, ...]:
        """What was kept of a draft, the newest first."""
        sql = "SELECT number, revision, why, at, by, sha256, note FROM revision WHERE draft = ? ORDER BY number DESC"
        return tuple(
            Revision(number, revision, Why(why), at, by, sha256, note)
            for number, revision, why, at, by, sha256, note in self._db.rows(sql, (draft_id,))
        )

    def revision_body(self, draft_id: str, number: int) -> bytes:
        """The bytes of a kept revision, with an entry in the audit trail. Raises NoSuchDraft."""
        with self._db.write():
            self._trail.append(Act.CONSULTATION, "revision viewed", draft_id, detail={"number": number})
            found = self._db.row("SELECT body FROM revision WHERE draft = ? AND number = ?", (draft_id, number))
        if not found:
            raise NoSuchDraft
        return bytes(found[0])

    # Inside

    def bodies(self, after: int = 0) -> Iterator[tuple[int, str, bytes]]:
        """Every draft's bytes in the order of their making: (key to go on from, id, body)."""
        sql = f"SELECT n, id, {BODY} FROM draft JOIN body USING (n) WHERE n > ? ORDER BY n LIMIT ?"
        # A page at a time: a query left open would hold back what other windows and threads write meanwhile.
        while rows := self._db.rows(sql, (after, BODIES_AT_ONCE)):
            for n, draft_id, body in rows:
                yield n, draft_id, bytes(body)
            after = rows[-1][0]

    def _refuse_other_kind(self, kind: str | None) -> None:
        if kind is not None and kind != self._kind:
            raise OtherKind(store=self._kind, document=kind)

    @staticmethod
    def _find(raw: Any, draft_id: str) -> Found | None:
        found = raw.execute(FIND, (draft_id,)).fetchone()
        return Found(*found) if found else None

    def _insert(self, raw: Any, change: Change) -> Written:
        (newest,) = raw.execute("SELECT coalesce(max(place), 0) FROM draft").fetchone()
        made = first(change)
        draft = (change.draft_id, newest + 1, 1, change.at, change.at, change.by, saves_of(made))
        values = (*draft, *change.columns, change.body_length)
        n = raw.execute(_INSERT, values).lastrowid
        self._trail.append(Act.COLLECTION, "started", change.draft_id)
        return made._replace(n=n)

    def _note_alteration(self, raw: Any, draft_id: str, revision: int, keep: Why | None) -> float | None:
        now = self._now()
        begun = self._altered.get(draft_id)
        if begun is None or keep in TAKES_THE_PLACE:
            self._keep(raw, draft_id, Why.OPENED, "")
            raw.execute(
                "DELETE FROM revision WHERE draft = ? AND why = 'opened' AND number NOT IN (SELECT number FROM revision "
                "WHERE draft = ? AND why = 'opened' ORDER BY number DESC LIMIT ?)",
                (draft_id, draft_id, OPENED_KEPT),
            )
        if begun is None or not 0 <= now - begun < AN_ALTERATION or keep:
            kind, act = (ACTS[keep], keep.value) if keep else (Act.ALTERATION, "saved")
            self._trail.append(kind, act, draft_id, detail={"from_revision": revision})
            return now
        return None

    def _keep(self, raw: Any, draft_id: str, why: Why, note: str) -> Revision:
        found = raw.execute(f"SELECT revision, {BODY} FROM draft JOIN body USING (n) WHERE id = ?", (draft_id,)).fetchone()
        if not found:
            raise NoSuchDraft
        revision, body = found
        (number,) = raw.execute("SELECT coalesce(max(number), 0) + 1 FROM revision WHERE draft = ?", (draft_id,)).fetchone()
        kept = Revision(number, revision, why, stamp(self._clock()), str(self._person), hashlib.sha256(body).hexdigest(), note)
        raw.execute(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (draft_id, number, revision, why.value, kept.at, kept.by, kept.sha256, note, body),
        )
        return kept

    def _columns(self, summary: Summary) -> tuple[Any, ...]:
        mine = not summary.collar_number or summary.collar_number == self._person.collar_number
        return (
            work_list(summary.status, mine).value,
            summary.reference,
            summary.main_type,
            summary.town,
            summary.children,
            summary.who,
            summary.must,
            summary.should,
            summary.consider,
            summary.status,
            summary.author,
            summary.collar_number,
            summary.kind,
            summary.sent_at,
            summary.note,
            written(summary.follow_ups),
            written(summary.awaited),
            next_due(summary.follow_ups, summary.awaited),
            summary.unit,
        )

    def _now(self) -> float:
        return self._clock().timestamp()


def deletion(draft_id: str) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The statements that take a draft out of a database, but for its words in the search, in the store as in its backups."""
    newest = "(SELECT place FROM draft WHERE id = ?) = (SELECT max(place) FROM draft)"
    return (
        # the place of the newest is given again, so it says no longer how far facts are kept
        (f"DELETE FROM setting WHERE key = ? AND {newest}", (READY, draft_id)),
        ("DELETE FROM draft WHERE id = ?", (draft_id,)),
        ("DELETE FROM revision WHERE draft = ?", (draft_id,)),
        (
            "DELETE FROM setting WHERE key IN (?, ?, ?)",
            (f"visited/{draft_id}", f"place.{draft_id}", f"{KEPT_LONGER}{draft_id}"),
        ),
    )


def row_of(columns: Any, after: str = "", found: str = "") -> Row:
    """A row of the database as the lists get it. `after` is the key of the next page where it is not the draft's place."""
    draft_id, revision, created_at, updated_at, saved_by, listed, position, *rest = columns
    *plain, follow_ups, awaited = rest
    summary = Summary(*plain)
    if follow_ups or awaited:
        summary = replace(summary, follow_ups=read(follow_ups), awaited=read(awaited))
    return Row(draft_id, revision, created_at, updated_at, saved_by, _LISTS[listed], summary, after or str(position), found)


def _refuse_stale(draft_id: str, found: Found | None, expected_revision: int) -> None:
    if found is None and expected_revision:
        raise NoSuchDraft
    if found and found.revision != expected_revision:
        raise StaleRevision(draft_id, found.revision, found.saved_by, found.updated_at)


def _padded(beside: tuple[str, str], body: bytes) -> bytes:
    # A record of the same size is written over in place, page by page where it differs: fewer pages than freeing the old ones,
    # wiping them and taking new ones. What stands beside the document counts, so that the sizes add up to whole pages.
    held = len(beside[0]) + len(beside[1]) + len(body)
    more = ON_EACH_MORE if held > ON_ITS_LEAF else ON_ITS_LEAF
    return body + bytes((ON_ITS_LEAF - held) % more)


def _key(after: str | None) -> int:
    return int(after) if after else 2**62


_compact = json.JSONEncoder(separators=(",", ":")).encode


def _json(value: Any) -> str:
    return _compact(value) if value else "{}"


def _place(place: Place) -> dict[str, Any]:
    return {"page": place.page, "child": place.child, "pointer": place.pointer, "cursor": place.cursor}
