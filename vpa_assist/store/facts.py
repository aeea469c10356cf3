"""What each document contributes to figures, kept beside it, so that it is worked out once and not for every figure.

The store does not know what the bytes mean. They hold for one revision of a draft and one `mark` (which program with which form
pack made them), lie in the same encrypted file as the document, and go with it.

Whether anything is missing is asked often, so how far all is kept is remembered: a draft that changes gets a later `place`, and
only from the remembered place on need anybody look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vpa_assist.store.connection import Connection
from vpa_assist.store.drafts import BODIES_AT_ONCE, BODY
from vpa_assist.store.settings import READY

LOOKED_AT = 100
"""Rows of drafts that one call looks at: about a millisecond."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A draft with what was kept of it, or, where nothing that still holds was kept, with its document."""

    n: int
    draft_id: str
    revision: int
    facts: bytes | None
    body: bytes | None


Reached = tuple[int, int]
"""How far drafts were looked at, in the order of their changes: the place of the last one and its revision."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The next few drafts of which nothing that holds is kept, each with its document; up to where that is all, and whether
    drafts after it were not looked at yet.
    """

    drafts: tuple[Contribution, ...]
    up_to: Reached
    more: bool


class Facts:
    """The kept facts of one open store."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def contributions(self, mark: bytes) -> Iterator[Contribution]:
        """Every draft in the order of its making."""
        last = 0
        # A page at a time: a query left open would hold back what other windows and threads write meanwhile.
        while rows := self._db.rows(_CONTRIBUTIONS, (mark, last, BODIES_AT_ONCE)):
            for n, draft_id, revision, facts, body in rows:
                yield Contribution(n, draft_id, revision, facts and bytes(facts), body and bytes(body))
            last = rows[-1][0]

    def latest_of(self, mark: bytes, collar_number: str, most: int) -> tuple[Contribution, ...]:
        """The drafts that were made last of those that one person wrote, the oldest first: each with its document, and with what
        was kept of it where that still holds.
        """
        rows = self._db.rows(_LATEST, (mark, collar_number, most))
        return tuple(
            Contribution(n, draft_id, revision, facts and bytes(facts), bytes(body))
            for n, draft_id, revision, facts, body in reversed(rows)
        )

    def keep(self, mark: bytes, found: Sequence[tuple[int, int, bytes]], up_to: Reached | None = None) -> None:
        """Keeps facts by draft (`n`) and revision; of one that was saved or deleted meanwhile, nothing.

        `up_to` is what `missing` gave, once these are all that could be worked out of its drafts.
        """
        with self._db.write() as raw:
            raw.executemany(_KEEP, [(mark, facts, n, revision) for n, revision, facts in found])
            if up_to is not None:
                raw.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (READY, f"{mark.hex()} {up_to[0]} {up_to[1]}"))
            elif found:  # what another program or form pack kept in their place is missing again
                raw.execute("DELETE FROM setting WHERE key = ? AND value NOT LIKE ?", (READY, f"{mark.hex()} %"))

    def keep_of(self, mark: bytes, draft_id: str, revision: int, facts: bytes) -> None:
        """Keeps the facts of one draft; where it was saved or deleted meanwhile, nothing."""
        with self._db.write() as raw:
            raw.execute(_KEEP_OF, (mark, facts, draft_id, revision))

    def holds(self, mark: bytes, draft_id: str, revision: int) -> bool:
        """Whether the facts of this revision are kept."""
        sql = "SELECT 1 FROM draft JOIN fact USING (n, revision) WHERE id = ? AND revision = ? AND mark = ?"
        return self._db.row(sql, (draft_id, revision, mark)) is not None

    def missing(self, mark: bytes, most: int, after: Reached | None = None) -> Missing:
        """The next drafts of which no facts are kept, at most so many, in the order of their changes; no entry in the trail.

        Goes on from `after`, the `up_to` of the call before, or from how far all is known to be kept. One call looks at
        `LOOKED_AT` rows and reads no document but those that it gives.
        """
        reached = self._ready(mark) if after is None else after
        found: list[Contribution] = []
        rows = self._db.rows(_LOOK, (mark, reached[0], LOOKED_AT))
        for place, revision, n, draft_id, is_missing in rows:
            if is_missing and (place, revision) != reached:
                if len(found) == most:
                    return Missing(tuple(found), reached, True)
                # one at a time, so that a save never waits for more than one
                body = self._db.row(_BODY_OF, (n, revision))
                if body:
                    found.append(Contribution(n, draft_id, revision, None, bytes(body[0])))
            reached = place, revision
        return Missing(tuple(found), reached, len(rows) == LOOKED_AT)

    def _ready(self, mark: bytes) -> Reached:
        kept = self._db.row("SELECT value FROM setting WHERE key = ?", (READY,))
        of, *reached = kept[0].split(" ") if kept else ("", "0", "0")
        return (int(reached[0]), int(reached[1])) if of == mark.hex() else (0, 0)


_CONTRIBUTIONS = (
    f"SELECT draft.n, id, draft.revision, facts, CASE WHEN fact.n IS NULL THEN (SELECT {BODY} FROM body WHERE n = draft.n) END "
    "FROM draft LEFT JOIN fact ON fact.n = draft.n AND fact.revision = draft.revision AND mark = ? "
    "WHERE draft.n > ? ORDER BY draft.n LIMIT ?"
)
_LATEST = (
    f"SELECT draft.n, id, draft.revision, facts, {BODY} FROM draft JOIN body USING (n) "
    "LEFT JOIN fact ON fact.n = draft.n AND fact.revision = draft.revision AND mark = ? "
    "WHERE collar_number = ? ORDER BY draft.n DESC LIMIT ?"
)
_KEEP = "INSERT OR REPLACE INTO fact SELECT n, revision, ?, ? FROM draft WHERE n = ? AND revision = ?"
_KEEP_OF = "INSERT OR REPLACE INTO fact SELECT n, revision, ?, ? FROM draft WHERE id = ? AND revision = ?"
_BODY_OF = f"SELECT {BODY} FROM draft JOIN body USING (n) WHERE n = ? AND draft.revision = ?"
# From the place that was reached on, itself included: a draft that is saved again while it is the newest keeps its place.
_LOOK = (
    "SELECT place, draft.revision, draft.n, id, fact.n IS NULL FROM draft "
    "LEFT JOIN fact ON fact.n = draft.n AND fact.revision = draft.revision AND mark = ? "
    "WHERE place >= ? ORDER BY place LIMIT ?"
)
