"""Full-text search over the drafts, inside the encrypted file.

A draft's words enter the index when somebody searches (or the window rests), not at each save: saving stays as quick as it
can be. Each word that is looked for stands for the beginning of a word, without regard to case and accents; words in
quotation marks stand together as they are.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from vpa_assist.store.connection import Connection
from vpa_assist.store.drafts import BODY, COLUMNS, row_of
from vpa_assist.store.errors import StoreBusy
from vpa_assist.store.model import Filters, Row

BEFORE_HIT, AFTER_HIT = "\u2402", "\u2403"
AT_ONCE = 200
DRAFT_BITS = 24
"""Of a row in the index: the low bits are the draft's own number, those above count the changes."""
_NOT_WORDS = frozenset(
    (
        *("schema", "id", "kind", "kinds", "status", "created_at", "updated_at", "sex", "source", "code", "codes"),
        *("speaker", "how", "region", "side", "view", "at", "of", "action", "grade", "answer", "path", "due", "role", "is"),
        *("to", "basis", "nrm", "types", "date_of_birth", "due_date", "occurred_at", "attended_at", "child", "flags"),
        *("local_authority", "risk_grade", "risk_level", "return_home_interview", "trigger_plan", "others_present"),
    )
)
"""Members that hold codes, ids and times: nobody looks for them as words."""
_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')


def words_in(body: bytes) -> str:
    """The text of a document that a person may look for. A body that is no JSON has none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    found: list[str] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, dict):
            waiting.extend(inner for name, inner in reversed(each.items()) if name not in _NOT_WORDS)
    return "\n".join(found).encode("utf-8", "replace").decode("utf-8")


def as_query(asked: str) -> str:
    """What a person typed, as the index understands it; empty where there is no word in it."""
    parts = []
    for phrase, word in _ASKED.findall(asked.replace("\0", " ")):
        text = phrase or word
        if any(each.isalnum() for each in text):
            quoted = '"' + text.replace('"', " ") + '"'
            parts.append(quoted if phrase else f"{quoted} *")
    return " AND ".join(parts)


class Search:
    """The index of one open store."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def find(self, asked: str, filters: Filters, after: str | None, limit: int, around: bool) -> tuple[Row, ...]:
        """Drafts that hold all the words, the last changed first; with `around`, also the words around the first hits.

        Without a word in it, the filters alone decide.
        """
        query = as_query(asked)
        if not query:
            # a list needs no index: many drafts that came in at once are not read for it
            return () if asked.strip() else self._filtered(filters, after, limit)
        with suppress(StoreBusy):  # another window is writing: what is indexed is still found
            self.bring_up_to_date()
        where, values = _conditions(filters)
        where = ["words MATCH ?", "words.rowid < ?", *where]
        shown = f"snippet(words, 0, '{BEFORE_HIT}', '{AFTER_HIT}', '…', 12)" if around else "''"
        sql = (
            f"SELECT {shown}, words_at, {COLUMNS} FROM words "
            f"CROSS JOIN draft ON draft.n = (words.rowid & {(1 << DRAFT_BITS) - 1}) "
            f"WHERE {' AND '.join(where)} ORDER BY words.rowid DESC LIMIT ?"
        )
        rows = self._db.rows(sql, (query, int(after) if after else 2**62, *values, limit))
        return tuple(row_of(columns, str(words_at), found) for found, words_at, *columns in rows)

    def bring_up_to_date(self) -> int:
        """Takes the words of changed drafts in. Gives how many drafts it took."""
        taken = 0
        while stale := self._db.rows(
            f"SELECT n, revision, words_at, {BODY} FROM draft JOIN body USING (n) WHERE words_of < revision LIMIT ?", (AT_ONCE,)
        ):
            with self._db.write() as raw:
                for n, revision, words_at, body in stale:
                    self._take(raw, n, revision, words_at, bytes(body))
            taken += len(stale)
        return taken

    def _take(self, raw: Any, n: int, revision: int, words_at: int | None, body: bytes) -> None:
        if words_at is not None:
            raw.execute("DELETE FROM words WHERE rowid = ?", (words_at,))
        (newest,) = raw.execute("SELECT coalesce(max(id), 0) FROM words_content").fetchone()
        position = (((newest >> DRAFT_BITS) + 1) << DRAFT_BITS) + n
        raw.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (position, words_in(body)))
        raw.execute("UPDATE draft SET words_of = ?, words_at = ? WHERE n = ?", (revision, position, n))

    def count(self, filters: Filters) -> int:
        """How many drafts the filters let through."""
        where, values = _conditions(filters)
        (number,) = self._db.row(f"SELECT count(*) FROM draft WHERE {' AND '.join(where) or '1'}", tuple(values))
        return int(number)

    def _filtered(self, filters: Filters, after: str | None, limit: int) -> tuple[Row, ...]:
        where, values = _conditions(filters)
        order, beyond, keys = _ORDERS[filters.order]
        if after:
            where.append(beyond)
            values += [int(each) for each in after.split(",")]
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        sql = f"SELECT {keys}, {COLUMNS} FROM draft {condition} ORDER BY {order} LIMIT ?"
        rows = self._db.rows(sql, (*values, limit))
        return tuple(row_of(columns, str(key)) for key, *columns in rows)


_ORDERS = {
    "newest": ("place DESC", "place < ?", "place"),
    "oldest": ("place", "place > ?", "place"),
    "gaps": (
        "must DESC, should DESC, place DESC",
        "(must, should, place) < (?, ?, ?)",
        "must || ',' || should || ',' || place",
    ),
}
"""For each order: how it sorts, what comes after a page's last row, and the key of that row."""


def _conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    wanted = (
        ("work_list = ?", filters.work_list.value if filters.work_list else ""),
        ("main_type = ?", filters.main_type),
        ("author = ?", filters.author),
        ("updated_at >= ?", filters.since),
        ("updated_at < ?", filters.until),
        ("status = ?", filters.status),
        ("note = ?", filters.note),
    )
    kept = [(condition, value) for condition, value in wanted if value]
    return [condition for condition, _ in kept], [value for _, value in kept]
