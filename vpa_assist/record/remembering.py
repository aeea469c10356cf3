"""Remembers what was worked out of parts of the record. A part never changes, so the same object gives the same again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
P = TypeVar("P")


class ByPart(Generic[T]):
    """Results by the part itself (not by what is in it) and something beside it; the last `most` are held, with their parts.

    A part is one of the record, or any other object that never changes.
    """

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._held: dict[tuple[int, Hashable], tuple[object, T]] = {}

    def of(self, part: P, beside: Hashable, make: Callable[[P], T]) -> T:
        """What `make` gives for this part, made once."""
        key = (id(part), beside)
        held = self._held.get(key)
        if held is None or held[0] is not part:
            if len(self._held) >= self._most:
                del self._held[next(iter(self._held))]
            held = self._held[key] = (part, make(part))
        return held[1]
