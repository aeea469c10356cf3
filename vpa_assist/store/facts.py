"""What each document contributes to figures, kept beside it, so that it is worked out once and not for every figure.

The store does not know what the bytes mean. They hold for one revision of a draft and one `mark` (which program with which form
pack made them), lie in the same encrypted file as the document, and go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vpa_assist.store.connection import Connection
from vpa_assist.store.drafts import BODIES_AT_ONCE, BODY


@dataclass(frozen=True, slots=True)
class Contribution:
    """A draft with what was kept of it, or, where nothing that still holds was kept, with its document."""

    n: int
    draft_id: str
    revision: int
    facts: bytes | None
    body: bytes | None


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

    def keep(self, mark: bytes, found: Sequence[tuple[int, int, bytes]]) -> None:
        """Keeps facts by draft (`n`) and revision; of one that was saved or deleted meanwhile, nothing."""
        with self._db.write() as raw:
            raw.executemany(_KEEP, [(mark, facts, n, revision) for n, revision, facts in found])


_CONTRIBUTIONS = (
    f"SELECT draft.n, id, draft.revision, facts, CASE WHEN fact.n IS NULL THEN (SELECT {BODY} FROM body WHERE n = draft.n) END "
    "FROM draft LEFT JOIN fact ON fact.n = draft.n AND fact.revision = draft.revision AND mark = ? "
    "WHERE draft.n > ? ORDER BY draft.n LIMIT ?"
)
_KEEP = "INSERT OR REPLACE INTO fact SELECT n, revision, ?, ? FROM draft WHERE n = ? AND revision = ?"
