"""Edits of lists that keep the paths of dismissals, explanations and review entries right, in the same edit.

A path through a list follows its item; the path of an item that is taken away becomes that of its list, and the entry stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from vpa_assist.record.pointers import get, join, put, split, texts
from vpa_assist.record.referral import Dismissal, Referral, ReviewEntry

_ENTRIES = ("review", "dismissed", "explained")
"""The top-level lists whose entries have a path."""


def add(referral: Referral, list_pointer: str, item: Any, index: int | None = None) -> Referral:
    """The referral with one more item in a list, at its end or before the item that now has this index.

    `item` is a part or a plain value as JSON has it; an absent list is made. Raises IndexError past the end of the list and
    `pydantic.ValidationError` for an item that the contract refuses, or one too many.
    """
    items = _items(referral, list_pointer)
    at = len(items) if index is None else index
    if not 0 <= at <= len(items):
        raise IndexError(f"{list_pointer} has no place {at}")
    changed = put(referral, list_pointer, [*items[:at], item, *items[at:]])
    return _follow(changed, list_pointer, lambda old: old + 1 if old >= at else old)


def remove(referral: Referral, pointer: str) -> Referral:
    """The referral without this list item. Raises IndexError where there is no such item."""
    list_pointer, at = _place(referral, pointer)
    items = _items(referral, list_pointer)
    changed = put(referral, list_pointer, [*items[:at], *items[at + 1 :]])
    return _follow(changed, list_pointer, lambda old: None if old == at else old - 1 if old > at else old)


def move(referral: Referral, pointer: str, to_index: int) -> Referral:
    """The referral with this list item at another index. Raises IndexError where either is not in the list."""
    list_pointer, at = _place(referral, pointer)
    items = list(_items(referral, list_pointer))
    if not 0 <= to_index < len(items):
        raise IndexError(f"{list_pointer} has no place {to_index}")
    items.insert(to_index, items.pop(at))
    return _follow(put(referral, list_pointer, items), list_pointer, moved(at, to_index))


def moved(start: int, to: int) -> Callable[[int], int]:
    """Where each index of a list is after the item at `start` went to `to`."""

    def new_index(old: int) -> int:
        if old == start:
            return to
        if start < old <= to:
            return old - 1
        return old + 1 if to <= old < start else old

    return new_index


def new_child_id(referral: Referral) -> str:
    """An id for a new child: one that no child has and that nothing in the document refers to."""
    return _new_id(referral, "c")


def new_person_id(referral: Referral) -> str:
    """An id for a new person: one that no person has and that nothing in the document refers to."""
    return _new_id(referral, "p")


def _new_id(referral: Referral, letter: str) -> str:
    # a reference to somebody who was removed stays in the document and must not come to name somebody else
    pattern = re.compile(rf"\s*{letter}([1-9][0-9]{{0,8}})\s*", re.ASCII)
    used = [int(found[1]) for _, text in texts(referral) if len(text) < 40 and (found := pattern.fullmatch(text))]
    return f"{letter}{max(used, default=0) + 1}"


def _items(referral: Referral, list_pointer: str) -> tuple[Any, ...]:
    held = get(referral, list_pointer)
    if held is not None and not isinstance(held, tuple):
        raise KeyError(f"{list_pointer} is not a list")
    return held or ()


def _place(referral: Referral, pointer: str) -> tuple[str, int]:
    *steps, last = split(pointer) or ("",)
    list_pointer = join(*steps)
    if not last.isdecimal() or int(last) >= len(_items(referral, list_pointer)):
        raise IndexError(f"{pointer} is no item of a list")
    return list_pointer, int(last)


def _follow(referral: Referral, list_pointer: str, where: Callable[[int], int | None]) -> Referral:
    """The referral with every path through this list rewritten; `where` gives an item's new index, None once it is gone."""
    steps = split(list_pointer)
    changed: dict[str, tuple[Dismissal | ReviewEntry, ...]] = {}
    for name in _ENTRIES:
        entries: tuple[Dismissal | ReviewEntry, ...] = getattr(referral, name) or ()
        rewritten = tuple(_rewritten(entry, steps, where) for entry in entries)
        if any(new is not old for new, old in zip(rewritten, entries, strict=True)):
            changed[name] = rewritten
    return referral.model_copy(update=changed) if changed else referral


def _rewritten(
    entry: Dismissal | ReviewEntry, steps: tuple[str, ...], where: Callable[[int], int | None]
) -> Dismissal | ReviewEntry:
    path = entry.path
    if path is None or not path.startswith("/"):
        return entry
    through = split(path)
    if through[: len(steps)] != steps or len(through) <= len(steps) or not _is_index(through[len(steps)]):
        return entry
    new = where(int(through[len(steps)]))
    rest: tuple[str | int, ...] = () if new is None else (new, *through[len(steps) + 1 :])
    rewritten = join(*steps, *rest)
    return entry if rewritten == path else entry.model_copy(update={"path": rewritten})


def _is_index(step: str) -> bool:
    return step.isascii() and step.isdecimal() and len(step) < 10
