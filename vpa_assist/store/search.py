"""Full-text search over the drafts, inside the encrypted file.

A draft's words enter the index when it is taken in, when the window rests, or when somebody searches, not at each save: saving
stays as quick as it can be, and a search never waits for more than a few drafts. Each word that is looked for stands for the
beginning of a word, without regard to case and accents; words in quotation marks stand together as they are.
"""

from __future__ import annotations

import json
import re
from collections import deque
from contextlib import suppress
from time import thread_time
from typing import Any

from vpa_assist.store.connection import Connection
from vpa_assist.store.drafts import BODY, COLUMNS, row_of
from vpa_assist.store.errors import StoreBusy
from vpa_assist.store.lists import Lists, conditions
from vpa_assist.store.model import ALL, Filters, Row

BEFORE_HIT, AFTER_HIT = "\u2402", "\u2403"
AT_SEARCH = 40
WITHIN = 0.04
"""So many changed drafts are read before a search, in so many seconds; more are for when the window rests."""
SLICE = 20
HOLD = 0.01
"""Seconds after which a transaction ends: another thread that wants to save waits no longer."""
MERGED = "search/merged"
"""How many changes the index had seen when it was last put in one piece."""
TO_WIPE = "search/wipe"
"""Set with each deletion, until the deleted words are out of the index."""
WIPED_AT_ONCE = 2_000
"""Drafts up to which a deletion merges the index itself: about a quarter of a second."""
MERGE_AFTER = 500
MERGE_PAGES = 100
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
    if asked.isalnum():  # one word, as nearly always
        return f'"{asked}" *'
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
        self._lists = Lists(connection)

    def find(self, asked: str, filters: Filters, after: str | None, limit: int, around: bool) -> tuple[Row, ...]:
        """Drafts that hold all the words, the last changed first; with `around`, also the words around the first hits.

        Without a word in it, the filters alone decide.
        """
        query = as_query(asked)
        if not query:
            # a list needs no index: many drafts that came in at once are not read for it
            return () if asked.strip() else self._lists.page(filters, after, limit)
        sql = _AROUND if around else _FOUND
        values: list[Any] = []
        if filters is not ALL:
            where, values = conditions(filters)
            if where:
                sql = sql.replace(" ORDER BY ", f" AND {' AND '.join(where)} ORDER BY ", 1)
        asked_for = (query, int(after) if after else 2**62, *values, limit)
        rows = self._db.rows(sql, asked_for)
        if not rows or rows[0][0]:  # nothing is found, or some draft's words are not read yet
            with suppress(StoreBusy):  # another window is writing: what is indexed is still found
                if self.take_words(AT_SEARCH, WITHIN):
                    rows = self._db.rows(sql, asked_for)
        return tuple(row_of(columns, str(words_at), found) for _, found, words_at, *columns in rows)

    def waiting(self) -> int:
        """How many drafts have words that are not in the index yet."""
        (number,) = self._db.row("SELECT count(*) FROM draft WHERE words_of = 0")
        return int(number)

    def take_words(self, most: int = SLICE, within: float = 1.0) -> int:
        """Takes the words of some changed drafts in, in the order of their changes, which is the order of what is found.

        `within` are seconds of processor time after which no further draft is begun; a draft costs about 1 ms. Gives how many it
        took: 0 when none waits.
        """
        if not self._db.rows(_ANY_STALE):  # nearly always, and cheaper to ask
            return 0
        stale = self._db.rows(_STALE, (most,))
        # read before a transaction begins, so that nobody else waits for that
        read = deque((n, revision, words_in(bytes(body))) for n, revision, body in stale)
        until = thread_time() + within
        while read:
            with self._db.write() as raw:
                self._take(raw, *read.popleft())
                enough = min(until, thread_time() + HOLD)
                while read and thread_time() < enough:
                    self._take(raw, *read.popleft())
            if thread_time() >= until:
                break
        return len(stale) - len(read)

    def _take(self, raw: Any, n: int, revision: int, text: str) -> None:
        found = raw.execute("SELECT words_at FROM draft WHERE n = ? AND revision = ? AND words_of = 0", (n, revision)).fetchone()
        if not found:
            return  # saved again, taken in or deleted meanwhile
        if found[0] is not None:
            raw.execute("DELETE FROM words WHERE rowid = ?", found)
        position = (self._changes(raw) + 1 << DRAFT_BITS) + n
        raw.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (position, text))
        raw.execute("UPDATE draft SET words_of = ?, words_at = ? WHERE n = ?", (revision, position, n))

    @staticmethod
    def _changes(raw: Any) -> int:
        (newest,) = raw.execute("SELECT coalesce(max(id), 0) FROM words_content").fetchone()
        return int(newest) >> DRAFT_BITS

    def wipe(self) -> None:
        """After a deletion: has its words wiped now, where that takes no time to speak of, else when the window rests."""
        if self._db.row("SELECT count(*) FROM draft")[0] <= WIPED_AT_ONCE:
            self.merge()

    def merge(self) -> None:
        """Puts the index in one piece, in small steps, once a good part of it is new, or a draft was deleted.

        A search then looks in one place, and words of what was deleted or changed are no longer in the file.
        """
        with self._db.write() as raw:
            changes = self._changes(raw)
            kept = dict(raw.execute("SELECT key, value FROM setting WHERE key IN (?, ?)", (MERGED, TO_WIPE)).fetchall())
        merged = int(kept.get(MERGED, 0))
        if TO_WIPE not in kept and changes - merged < max(MERGE_AFTER, merged // 10):
            return
        pages = -MERGE_PAGES  # negative: all of it, to begin with
        while self._merge_step(pages):
            pages = MERGE_PAGES
        with self._db.write() as raw:
            raw.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (MERGED, str(changes)))
            # what was deleted meanwhile has another value, and is wiped the next time
            raw.execute("DELETE FROM setting WHERE key = ? AND value = ?", (TO_WIPE, kept.get(TO_WIPE)))

    def _merge_step(self, pages: int) -> bool:
        with self._db.write() as raw:
            before = raw.total_changes
            raw.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
            return bool(raw.total_changes - before >= 2)


_ANY_STALE = "SELECT 1 FROM draft WHERE words_of = 0 LIMIT 1"
_STALE = f"SELECT n, revision, {BODY} FROM draft JOIN body USING (n) WHERE words_of = 0 ORDER BY place LIMIT ?"
_FOUND = (
    f"SELECT ({_ANY_STALE}), '', words_at, {COLUMNS} "
    f"FROM words CROSS JOIN draft ON draft.n = (words.rowid & {(1 << DRAFT_BITS) - 1}) "
    "WHERE words MATCH ? AND words.rowid < ? ORDER BY words.rowid DESC LIMIT ? + 0"
)
"""A bare `LIMIT ?` on the index would have SQLite plan the query anew for each value: two thirds of a search for a rare name."""
_AROUND = _FOUND.replace("''", f"snippet(words, 0, '{BEFORE_HIT}', '{AFTER_HIT}', '…', 12)", 1)
