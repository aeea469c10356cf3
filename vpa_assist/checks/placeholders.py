"""Answers that answer nothing: what ANS001 reports and what does not count as a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


def answers_nothing(text: str, catalogue: Catalogue) -> bool:
    """Whether a filled field is only a placeholder."""
    return len(re.findall(r"\w", text)) < 3
