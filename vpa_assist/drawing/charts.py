"""Simple charts: shares as bars with the interval that they are known to, and the value written at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vpa_assist.drawing.metrics import wrapped
from vpa_assist.drawing.shapes import Anchor, Drawing, Ink, Line, Rect, Shape, Stroke, Text


@dataclass(frozen=True, slots=True)
class Bar:
    """One share, from 0 to 1, with the ends of its interval and the words written after it.

    A group too small to show has no share: its `words` stand in place of a bar.
    """

    label: str
    words: str
    share: float | None = None
    low: float | None = None
    high: float | None = None


def bars(items: Sequence[Bar], alt: str, *, width: float = 476.0, labels: float = 130.0, values: float = 96.0) -> Drawing:
    """Bars one under the other on a scale from 0 to 100 %. `labels` and `values` are the widths of the columns of text."""
    left, right = labels + 8, width - values
    shapes: list[Shape] = []
    y = 4.0
    ticks_from = y
    for item in items:
        lines = wrapped(item.label, 9.2, labels, most=2)
        height = max(20.0, 11.0 * len(lines) + 6)
        middle = y + height / 2
        first = middle - 5.5 * len(lines) + 8.4
        shapes.extend(Text(0, first + 11 * index, line, 9.2) for index, line in enumerate(lines))
        if item.share is None:
            note = wrapped(item.words, 8.8, width - left - 5, most=2)
            start = middle - 5.3 * len(note) + 8.2
            shapes.extend(Text(left + 5, start + 10.6 * index, line, 8.8, Ink.SECONDARY) for index, line in enumerate(note))
        else:
            shapes.extend(_bar(item, left, right, middle))
        y += height
    grid = [
        Line(left + (right - left) * share, ticks_from, left + (right - left) * share, y, Stroke(Ink.HAIRLINE, 0.4))
        for share in (0.25, 0.5, 0.75, 1.0)
    ]
    axis = [Line(left, ticks_from, left, y, Stroke(width=0.9))]
    marks = [
        Text(left + (right - left) * share, y + 10, f"{share:.0%}".replace("%", "\u00a0%"), 8.8, Ink.SECONDARY, Anchor.MIDDLE)
        for share in (0.0, 0.5, 1.0)
    ]
    return Drawing(width, y + 13, (*grid, *shapes, *axis, *marks), alt)


def _bar(item: Bar, left: float, right: float, middle: float) -> list[Shape]:
    span = right - left
    end = left + span * min(max(item.share or 0.0, 0.0), 1.0)
    shapes: list[Shape] = [Rect(left, middle - 5, end - left, 10, None, Ink.ACCENT)]
    if item.low is not None and item.high is not None:
        low, high = left + span * max(item.low, 0.0), left + span * min(item.high, 1.0)
        # white under black, so that the line shows on the bar and beside it
        for stroke, reach in ((Stroke(Ink.SURFACE, 3.0), 4.0), (Stroke(Ink.TEXT, 1.1), 3.4)):
            shapes.append(Line(low, middle, high, middle, stroke))
            shapes.extend(Line(x, middle - reach, x, middle + reach, stroke) for x in (low, high))
    shapes.append(Text(right + 8, middle + 3.2, item.words, 9.2, bold=True))
    return shapes
