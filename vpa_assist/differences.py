"""What changed between two states of a referral, field by field and word by word.

Children and people are matched by their ids, the items of other lists by what they have in common, so that a thing that was
moved is not shown as everything changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from vpa_assist.record.pointers import join, names, recorded
from vpa_assist.record.referral import Part, Referral

Piece = tuple[Literal["same", "removed", "added"], str]
"""A run of text and what became of it."""

NOT_COMPARED = frozenset({"review", "status", "updated_at", "created_at", "schema", "id"})
"""Members of the document that are no part of what the officer wrote."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is not as it was. `path` addresses it in the newer state, or in the older one where it was removed.

    `pieces` are the words of a text; for other values one removed and one added piece. Joined without what was added they are
    the old text, without what was removed the new one.
    """

    path: str
    kind: Literal["added", "removed", "changed", "moved"]
    pieces: tuple[Piece, ...]


def changes(before: Referral, after: Referral) -> tuple[Change, ...]:
    """Every difference, in the order of the document's tables."""
    old, new = recorded(before), recorded(after)
    return tuple(_parts(old, new, "", NOT_COMPARED))


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The difference of two texts in whole words, spaces and punctuation kept.

    A text that shares little with the one before is shown as taken out and put in whole: a patchwork helps nobody.
    """
    one, other = _tokens(before), _tokens(after)
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    kept = sum(_is_word(token) for action, a, b, _, _ in steps if action == "equal" for token in one[a:b])
    most = max(sum(map(_is_word, one)), sum(map(_is_word, other)))
    if most and kept < most * LEAST_KEPT:
        whole: list[Piece] = [("removed", before)] if before else []
        return (*whole, ("added", after)) if after else tuple(whole)
    pieces: list[Piece] = []
    removed = added = ""
    for action, a, b, c, d in steps:
        if action != "equal":
            removed += "".join(one[a:b])
            added += "".join(other[c:d])
            continue
        text = "".join(one[a:b])
        if (removed or added) and not any(map(_is_word, one[a:b])) and b < len(one) and d < len(other):
            # a space between two changed words belongs to the change
            removed += text
            added += text
            continue
        pieces += _change(removed, added)
        removed = added = ""
        pieces.append(("same", text))
    return (*pieces, *_change(removed, added))


def _change(removed: str, added: str) -> list[Piece]:
    found: list[Piece] = []
    if removed:
        found.append(("removed", removed))
    if added:
        found.append(("added", added))
    return found


def _is_word(token: str) -> bool:
    return token[0].isalnum()


LEAST_KEPT = 0.35
"""The share of words that two texts must have in common to be compared word by word."""

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|.", re.DOTALL)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _parts(old: Part | None, new: Part | None, path: str, left_out: frozenset[str] = frozenset()) -> Iterator[Change]:
    part = new if new is not None else old
    assert part is not None
    for step, name in names(type(part)).items():
        if step in left_out:
            continue
        yield from _values(getattr(old, name, None), getattr(new, name, None), path + join(step))


def _values(old: Any, new: Any, path: str) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old or new, Part):
        yield from _parts(old, new, path)
    elif isinstance(old, tuple) or isinstance(new, tuple):
        yield from _lists(old or (), new or (), path)
    elif isinstance(old, str) and isinstance(new, str):
        yield Change(path, "changed", words(old, new))
    else:
        pieces: list[Piece] = []
        if old is not None:
            pieces.append(("removed", _shown(old)))
        if new is not None:
            pieces.append(("added", _shown(new)))
        yield Change(path, "added" if old is None else "removed" if new is None else "changed", tuple(pieces))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _lists(old: tuple[Any, ...], new: tuple[Any, ...], path: str) -> Iterator[Change]:
    pairs = _pairs(old, new)
    matched = dict(pairs)
    taken = set(matched.values())
    for index, item in enumerate(old):
        if index not in matched:
            yield from _whole(item, None, path + join(index), "removed")
    order = [matched[index] for index in sorted(matched)]
    in_place = _longest_rising(order)
    origin = {b: a for a, b in pairs}
    for index, item in enumerate(new):
        if index not in taken:
            yield from _whole(None, item, path + join(index), "added")
            continue
        if index not in in_place:
            yield Change(path + join(index), "moved", ())
        yield from _values(old[origin[index]], item, path + join(index))


def _whole(old: Any, new: Any, path: str, kind: Literal["added", "removed"]) -> Iterator[Change]:
    item = new if new is not None else old
    if isinstance(item, Part):
        found = list(_parts(old, new, path))
        yield from found or [Change(path, kind, ())]
    else:
        yield from _values(old, new, path)


def _pairs(old: tuple[Any, ...], new: tuple[Any, ...]) -> list[tuple[int, int]]:
    """Which old item became which new one: by id where there is one, then equal ones, then the most alike that are left."""
    ids = {item.id: index for index, item in enumerate(new) if hasattr(item, "id")}
    if old and all(hasattr(item, "id") for item in (*old, *new)) and None not in ids:
        return [(index, ids[item.id]) for index, item in enumerate(old) if item.id in ids]
    pairs: list[tuple[int, int]] = []
    free = dict(enumerate(new))
    for a, item in enumerate(old):
        equal = next((b for b, other in free.items() if other == item), None)
        if equal is not None:
            pairs.append((a, equal))
            del free[equal]
    for a, item in enumerate(old):
        if any(a == done for done, _ in pairs):
            continue
        best = max(free, key=lambda b: (_likeness(item, free[b]), -abs(b - a)), default=None)
        if best is not None and (_likeness(item, free[best]) >= 0.5 or len(old) == len(new) == 1):
            pairs.append((a, best))
            del free[best]
    return pairs


def _likeness(one: Any, other: Any) -> float:
    """How much two items have in common, 0 to 1."""
    if isinstance(one, Part) and isinstance(other, Part):
        given = one.model_fields_set | other.model_fields_set
        shares = [_likeness(getattr(one, name), getattr(other, name)) for name in given]
        return sum(shares) / len(shares) if shares else 1.0
    if isinstance(one, str) and isinstance(other, str):
        return SequenceMatcher(None, _tokens(one), _tokens(other), autojunk=False).ratio()
    return float(one == other)


def _longest_rising(order: list[int]) -> set[int]:
    """The largest set of items that kept their order: the others are the ones that were moved."""
    best: list[list[int]] = []
    for value in order:
        before: list[int] = max((run for run in best if run[-1] < value), key=len, default=[])
        best.append([*before, value])
    longest: list[int] = max(best, key=len, default=[])
    return set(longest)
