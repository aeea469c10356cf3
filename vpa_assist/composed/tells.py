"""What a text tells of, read from its words by rule: never stored, never printed, nothing to tick.

The marks and their patterns are data (`forms/tells.toml`): one table for a field, one regular expression list a mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Tell:
    """One thing that a reader looks for, and whether the text speaks of it."""

    key: str
    label: str
    found: bool


@lru_cache(maxsize=256)
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


def tells(field: str, text: str, catalogue: Catalogue) -> tuple[Tell, ...]:
    """The marks of a field, in the order in which they are shown. Raises KeyError for a field without marks."""
    marks = catalogue.raw("tells")[field]
    return tuple(
        Tell(each["key"], each["label"], _pattern(tuple(each["patterns"])).search(text) is not None) for each in marks["mark"]
    )
