"""Answers that answer nothing: what ANS001 reports and what does not count as a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpa_assist.checks.prose.evasion import evasion
from vpa_assist.checks.stock import kind_of_nothing

if TYPE_CHECKING:
    from collections.abc import Collection

    from vpa_assist.catalogue import Catalogue


def answers_nothing(text: str, catalogue: Catalogue, names: Collection[str] = ()) -> bool:
    """Whether a filled field says nothing, is only a placeholder, or evades the answer."""
    return kind_of_nothing(text, names, catalogue, voice=False) is not None or evasion(text, names, catalogue) is not None
