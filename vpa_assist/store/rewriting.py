"""Writing a draft's row over: only what changed where an index stands on it, and without asking where this window knows the row.

To name a column that stands in an index writes that index, whether its value changes or not.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring_ascii
from operator import itemgetter
from typing import Any, NamedTuple

from vpa_assist.store.model import Saved

REMEMBERED_SAVES = 8
"""So many save ids of each draft are kept, so that a save that is asked for twice is done once."""
SUMMARY = (
    *("work_list", "reference", "main_type", "town", "children", "who", "must", "should", "consider", "status", "author"),
    *("collar_number", "kind", "sent_at", "note", "follow_ups", "awaited", "next_due", "unit"),
)
"""The columns that come from the summary, in the order of `Change.columns`."""
INDEXED = ("work_list", "sent_at", "next_due")
"""Those of them that stand in an index."""
_PLAIN = tuple(name for name in SUMMARY if name not in INDEXED)
_plain = itemgetter(*map(SUMMARY.index, _PLAIN))
_indexed = itemgetter(*map(SUMMARY.index, INDEXED))
_ALWAYS = (*_PLAIN, "revision", "updated_at", "saved_by", "saves", "body_length")


class Change(NamedTuple):
    """What a save brings to the row of its draft."""

    draft_id: str
    columns: tuple[Any, ...]
    body_length: int
    save_id: str
    at: str
    by: str


class Found(NamedTuple):
    """A draft's row as it is before a save; the fields are the columns of `FIND`."""

    n: int
    revision: int
    saves: str
    saved_by: str
    updated_at: str
    newest: int
    place: int
    words_of: int
    work_list: str
    sent_at: str
    next_due: str | None


class Written(NamedTuple):
    """A draft's row as this window wrote it last: the newest of all, its words not read yet."""

    draft_id: str
    n: int
    revision: int
    saves: tuple[str, ...]
    """The saves that the row remembers, each as JSON."""
    indexed: tuple[Any, ...]


FIND = (
    "SELECT n, revision, saves, saved_by, updated_at, (SELECT max(place) FROM draft), place, words_of, "
    f"{', '.join(INDEXED)} FROM draft WHERE id = ?"
)
# `saves` names the saves that made the row: where it is the same, nobody else has saved or deleted the draft since.
_OVER_AGAIN = (
    f"UPDATE draft SET {', '.join(f'{name} = ?' for name in _ALWAYS)} WHERE n = ? AND saves = ? AND next_due IS ? "
    "AND words_of = 0 AND place = (SELECT max(place) FROM draft)"
)


def first(change: Change) -> Written:
    """The row of a draft that is to be made; its `n` is known then."""
    return Written(change.draft_id, 0, 1, (_as_json(change, 1),), _indexed(change.columns))


def over_again(raw: Any, last: Written | None, change: Change, expected_revision: int) -> Written | None:
    """Writes the row over that this window wrote last, in one statement; None where it must be looked at first."""
    indexed = _indexed(change.columns)
    if last is None or (last.draft_id, last.revision, last.indexed) != (change.draft_id, expected_revision, indexed):
        return None
    before = saves_of(last)
    if encode_basestring_ascii(change.save_id) in before:
        return None
    written = _next(last, change, indexed)
    values = (*_always(change, written), last.n, before, indexed[INDEXED.index("next_due")])
    return written if raw.execute(_OVER_AGAIN, values).rowcount else None


def over(raw: Any, found: Found, change: Change) -> Written:
    """Writes a row over that was looked at."""
    saves = tuple(json.dumps(each, separators=(",", ":")) for each in json.loads(found.saves))
    written = _next(Written(change.draft_id, found.n, found.revision, saves, ()), change, _indexed(change.columns))
    columns = dict(zip(_ALWAYS, _always(change, written), strict=True))
    columns |= {name: new for name, old, new in zip(INDEXED, found[-len(INDEXED) :], written.indexed, strict=True) if old != new}
    if found.place != found.newest:
        columns["place"] = found.newest + 1
    if found.words_of:
        columns["words_of"] = 0
    raw.execute(f"UPDATE draft SET {', '.join(f'{name} = ?' for name in columns)} WHERE n = ?", (*columns.values(), found.n))
    return written


def done(saves: str, save_id: str) -> Saved | None:
    """What came of a save that was asked for before."""
    # Most saves are new: looking for the id as text spares reading the JSON.
    if encode_basestring_ascii(save_id) not in saves:
        return None
    return next((Saved(revision, at) for each, revision, at in json.loads(saves) if each == save_id), None)


def saves_of(written: Written) -> str:
    """The saves that a row remembers, as it keeps them."""
    return f"[{','.join(written.saves)}]"


def _next(before: Written, change: Change, indexed: tuple[Any, ...]) -> Written:
    revision = before.revision + 1
    saves = (*before.saves[1 - REMEMBERED_SAVES :], _as_json(change, revision))
    return Written(change.draft_id, before.n, revision, saves, indexed)


def _as_json(change: Change, revision: int) -> str:
    return f'[{encode_basestring_ascii(change.save_id)},{revision},"{change.at}"]'


def _always(change: Change, written: Written) -> tuple[Any, ...]:
    return (*_plain(change.columns), written.revision, change.at, change.by, saves_of(written), change.body_length)
