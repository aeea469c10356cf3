"""The plain shapes that a drawing is made of.

Lengths are points (1/72 inch); x grows to the right and y downwards from the top left corner. A shape names what it is for
(`Ink`), not a colour: the window and the printed page each have their own colours for these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Ink(StrEnum):
    """What a line, an area or a text is for."""

    TEXT = "text"  # outlines, names, black areas
    SECONDARY = "secondary"  # what may be read second
    HAIRLINE = "hairline"  # a grid that nothing depends on
    SURFACE = "surface"  # the paper
    ACCENT = "accent"  # the thing that the drawing is about; black on paper
    ON_ACCENT = "on_accent"  # text on a black or accented area; white on paper


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn. `dash` holds the lengths of dash and gap; empty is an unbroken line."""

    ink: Ink = Ink.TEXT
    width: float = 0.9
    dash: tuple[float, ...] = ()


Point = tuple[float, float]
Step = tuple[str, tuple[float, ...]]
"""`("M", (x, y))`, `("L", (x, y))`, `("C", (x1, y1, x2, y2, x, y))` or `("Z", ())`."""


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and cubic curves. `hatch` fills it with slanting lines, which say "this region" without a colour."""

    steps: tuple[Step, ...]
    stroke: Stroke | None = Stroke()
    fill: Ink | None = None
    hatch: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: Stroke = Stroke()


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    stroke: Stroke | None = Stroke()
    fill: Ink | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    stroke: Stroke | None = Stroke()
    fill: Ink | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. `y` is the baseline."""

    x: float
    y: float
    text: str
    size: float = 9.2
    ink: Ink = Ink.TEXT
    anchor: Anchor = Anchor.START
    bold: bool = False
    italic: bool = False


Shape = Path | Line | Rect | Circle | Text


@dataclass(frozen=True, slots=True)
class Area:
    """A place of the drawing that can be pointed at: what it stands for, what it is called, and its outline."""

    key: tuple[str, ...]
    label: str
    outline: tuple[Point, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside (even-odd rule)."""
        inside = False
        x1, y1 = self.outline[-1]
        for x2, y2 in self.outline:
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
            x1, y1 = x2, y2
        return inside

    @property
    def centre(self) -> Point:
        """The centre of gravity of the outline."""
        return centroid(self.outline)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: its size, its shapes in the order of painting, and the same facts in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str
    areas: tuple[Area, ...] = ()

    def area_at(self, x: float, y: float) -> Area | None:
        """The topmost area that holds a point: of areas that overlap, the one listed last."""
        return next((area for area in reversed(self.areas) if area.holds(x, y)), None)


def polygon(points: Iterable[Point], *, closed: bool = True) -> tuple[Step, ...]:
    """Straight steps through these points."""
    first, *rest = points
    steps: list[Step] = [("M", first), *(("L", point) for point in rest)]
    if closed:
        steps.append(("Z", ()))
    return tuple(steps)


def smooth(points: Iterable[Point], *, closed: bool = False, tension: float = 1 / 6) -> tuple[Step, ...]:
    """A curve through these points (Catmull-Rom as cubic Béziers). A point given twice in a row is a corner."""
    given = list(points)
    steps: list[Step] = [("M", given[0])]
    count = len(given)
    last = count if closed else count - 1
    for index in range(last):
        before = given[index - 1] if closed or index else given[0]
        start, end = given[index], given[(index + 1) % count]
        after = given[(index + 2) % count] if closed or index + 2 < count else end
        if start == end:
            continue
        first = (start[0] + (end[0] - before[0]) * tension, start[1] + (end[1] - before[1]) * tension)
        second = (end[0] - (after[0] - start[0]) * tension, end[1] - (after[1] - start[1]) * tension)
        if before == start:
            first = (start[0] + (end[0] - start[0]) / 3, start[1] + (end[1] - start[1]) / 3)
        if after == end:
            second = (end[0] - (end[0] - start[0]) / 3, end[1] - (end[1] - start[1]) / 3)
        steps.append(("C", (*first, *second, *end)))
    if closed:
        steps.append(("Z", ()))
    return tuple(steps)


def centroid(points: tuple[Point, ...]) -> Point:
    """The centre of gravity of a polygon."""
    area = x = y = 0.0
    x1, y1 = points[-1]
    for x2, y2 in points:
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
        x1, y1 = x2, y2
    if abs(area) < 1e-9:
        return points[0]
    return x / (3 * area), y / (3 * area)


def moved(shape: Shape, dx: float, dy: float) -> Shape:
    """The same shape somewhere else."""
    if isinstance(shape, Path):
        return replace(shape, steps=tuple((name, _shifted(numbers, dx, dy)) for name, numbers in shape.steps))
    if isinstance(shape, Line):
        return replace(shape, x1=shape.x1 + dx, y1=shape.y1 + dy, x2=shape.x2 + dx, y2=shape.y2 + dy)
    return replace(shape, x=shape.x + dx, y=shape.y + dy)


def _shifted(numbers: tuple[float, ...], dx: float, dy: float) -> tuple[float, ...]:
    return tuple(number + (dy if index % 2 else dx) for index, number in enumerate(numbers))
