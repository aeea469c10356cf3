"""A share over time: a line through the values with the band in which each could lie by chance, the last value written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vpa_assist.drawing.shapes import Anchor, Circle, Drawing, Ink, Line, Path, Shape, Stroke, Text, polygon

TOP, BOTTOM, LEFT, RIGHT = 10.0, 22.0, 34.0, 44.0
_STEPS = {0.25: 5, 0.5: 5, 0.75: 3, 1.0: 4}
"""Into how many round parts each scale is divided."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One period. A period too small to show has no share, and the line is broken there."""

    label: str
    share: float | None = None
    low: float | None = None
    high: float | None = None


def trend(moments: Sequence[Moment], alt: str, *, width: float = 720.0, height: float = 120.0) -> Drawing:
    """The line on a scale from 0 % to the next quarter above the highest end of a band."""
    tops = [moment.high if moment.high is not None else moment.share or 0.0 for moment in moments]
    most = min(1.0, max(0.25, -(-max(tops, default=0.0) * 4 // 1) / 4))
    right, bottom = width - RIGHT, height - BOTTOM
    gap = (right - LEFT) / max(1, len(moments) - 1)

    def x(index: int) -> float:
        return LEFT + gap * index if len(moments) > 1 else (LEFT + right) / 2

    def y(share: float) -> float:
        return bottom - (bottom - TOP) * min(share, most) / most

    shapes: list[Shape] = []
    steps = _STEPS[most]
    for part in range(steps + 1):
        share = most * part / steps
        shapes.append(Line(LEFT, y(share), right, y(share), Stroke(Ink.HAIRLINE, 0.4)))
        shapes.append(Text(LEFT - 6, y(share) + 3, f"{share:.0%}".replace("%", "\u00a0%"), 8.8, Ink.SECONDARY, Anchor.END))
    every = max(1, len(moments) // 12 + (len(moments) % 12 > 0))
    for index, moment in enumerate(moments):
        if index % every == 0 or index == len(moments) - 1:
            shapes.append(Text(x(index), height - 6, moment.label, 8.8, Ink.SECONDARY, Anchor.MIDDLE))
    for run in _runs(moments):
        shapes += _band(run, moments, x, y)
        points = [(x(index), y(moments[index].share or 0.0)) for index in run]
        shapes.append(Path(polygon(points, closed=False), Stroke(Ink.ACCENT, 1.6)))
        shapes += [Circle(a, b, 3.0, Stroke(Ink.ACCENT, 1.6), Ink.SURFACE) for a, b in points]
    shown = [index for index, moment in enumerate(moments) if moment.share is not None]
    if shown:
        last = moments[shown[-1]].share or 0.0
        words = f"{last:.0%}".replace("%", "\u00a0%")
        shapes.append(Text(x(shown[-1]) + 8, y(last) + 3.2, words, 9.2, bold=True))
    return Drawing(width, height, tuple(shapes), alt)


def _runs(moments: Sequence[Moment]) -> list[list[int]]:
    """The stretches of periods that follow one another and can be shown."""
    runs: list[list[int]] = []
    for index, moment in enumerate(moments):
        if moment.share is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _band(run: list[int], moments: Sequence[Moment], x: object, y: object) -> list[Shape]:
    assert callable(x)
    assert callable(y)
    lines: list[Shape] = []
    for ends in ("low", "high"):
        points = [(x(index), y(value)) for index in run if (value := getattr(moments[index], ends)) is not None]
        if len(points) > 1:
            lines.append(Path(polygon(points, closed=False), Stroke(Ink.SECONDARY, 0.8, (3.0, 3.0))))
        elif points:
            a, b = points[0]
            lines.append(Line(a - 4, b, a + 4, b, Stroke(Ink.SECONDARY, 0.8)))
    return lines
