"""What all drawings along a line of time share: the scale, the lines and the size of small words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from vpa_assist.drawing.shapes import Ink, Stroke

Say = Callable[..., str]
WIDTH = 476.0
GRID = Stroke(Ink.HAIRLINE, 0.5)
THIN = Stroke(width=0.7)
OUTLINE = Stroke(width=0.9)
DASHED = Stroke(width=0.9, dash=(2.0, 2.0))
SMALL = 8.8


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns moments into places along a line."""

    start: datetime
    end: datetime
    left: float
    right: float

    def at(self, time: datetime) -> float:
        """The place of a moment, kept within the line."""
        whole = (self.end - self.start).total_seconds() or 1.0
        share = (time - self.start).total_seconds() / whole
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)
