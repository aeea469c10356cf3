"""How much is open, in words: "3 to answer", "1 suggestion"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

SEVERITIES = ("must", "should", "consider")


def word(catalogue: Catalogue, severity: str, number: int) -> str:
    """What so many of one severity are called, without the number."""
    return str(catalogue.screen(f"counts.{severity}_{'one' if number == 1 else 'many'}"))


def in_words(catalogue: Catalogue, number: Mapping[str, int], *, zeros: bool = True) -> list[str]:
    """A part for each severity, the gravest first; without `zeros` only for those that there are."""
    return [f"{number[each]} {word(catalogue, each, number[each])}" for each in SEVERITIES if zeros or number[each]]
