"""The outlines of the body: one neutral figure for a child and one of other proportions for a baby.

A figure is given by its right half, as distances from the midline and from the crown, in points; the other half is its mirror.
Regions are cut out of the same curves, so what is hatched or clicked is what the outline shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vpa_assist.drawing.shapes import Point, Step, smooth

Curve = tuple[Point, ...]
"""Points of one edge, from top to bottom, as (distance from the midline, distance from the crown)."""


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """The right half of a body, edge by edge. `bands` says from where to where each region reaches, from the crown down."""

    name: str
    height: float
    reach: float  # half of the greatest width
    head: Curve  # crown to chin
    ear: tuple[float, float]  # from, to
    neck: Curve  # chin to shoulder, along the slope
    arm_outer: Curve  # shoulder to wrist
    arm_inner: Curve  # armpit to wrist
    hand: Curve  # outer wrist round to inner wrist
    side: Curve  # armpit to hip
    leg_outer: Curve  # hip to ankle
    leg_inner: Curve  # crotch to ankle
    foot: Curve  # outer ankle round to inner ankle
    bands: dict[str, tuple[float, float]]


CHILD = Figure(
    name="child",
    height=240.0,
    reach=52.0,
    head=((0, 0), (8, 1.2), (13.6, 6), (15.4, 15), (14.6, 26), (10.5, 35), (5, 39.4), (0, 40.4)),
    ear=(17.5, 26.5),
    neck=((5.6, 38.8), (5.8, 45), (9, 48.6), (18, 51.4), (24, 54)),
    arm_outer=((24, 54), (28.4, 59), (30.6, 70), (32.2, 84), (35.6, 98), (39.8, 112), (44.4, 128), (46.4, 136)),
    arm_inner=((21.6, 67), (24, 80), (27.4, 94), (30.8, 104), (34.4, 116), (39.2, 131), (41, 138)),
    hand=(
        (46.4, 136),
        (49.6, 141),
        (52, 146.4),
        (50.8, 147.6),
        (48.4, 145.4),
        (49, 152),
        (47.6, 158.4),
        (44.6, 158.6),
        (42.4, 153),
        (41.4, 146),
        (41, 138),
    ),
    side=((21.6, 67), (21.4, 84), (21, 98), (21.8, 112), (23.2, 124)),
    leg_outer=((23.2, 124), (23.4, 140), (21.6, 158), (19.2, 174), (18.2, 186), (18.8, 198), (17.2, 212), (14.4, 226)),
    leg_inner=((0.4, 133), (4, 148), (5.4, 164), (5.8, 178), (5.2, 190), (5.4, 204), (6.8, 216), (7.4, 226)),
    foot=((14.4, 226), (16, 231), (18.6, 236), (17.4, 239.6), (9.6, 240), (7, 237.4), (7.4, 226)),
    bands={
        "head": (0, 13),
        "face": (13, 40),
        "eye": (16.5, 21.5),
        "mouth": (29, 33.5),
        "neck": (38.8, 48.6),
        "shoulder": (50, 65),
        "chest": (56, 88),
        "abdomen": (88, 119),
        "genital": (119, 137),
        "upper_arm": (66, 95),
        "elbow": (95, 106),
        "forearm": (106, 135),
        "back": (54, 112),
        "buttock": (112, 136),
        "thigh": (137, 176),
        "knee": (176, 190),
        "lower_leg": (190, 226),
    },
)

BABY = Figure(
    name="baby",
    height=200.0,
    reach=56.0,
    head=((0, 0), (12, 1.6), (21, 9), (24.6, 23), (23.2, 37), (17, 47.6), (8.6, 52.4), (0, 53.4)),
    ear=(26, 37),
    neck=((7.4, 52.4), (7.6, 55), (11, 58), (19, 60), (25.4, 62.6)),
    arm_outer=((25.4, 62.6), (30.4, 67), (34.4, 76), (38, 88), (42, 98), (46.6, 108), (50, 114)),
    arm_inner=((22.6, 76), (26.4, 86), (30, 95), (33.6, 102), (38.6, 111), (42.6, 118)),
    hand=((50, 114), (53.6, 117), (56, 121), (55, 126), (51, 129), (46.6, 127.6), (43.6, 123), (42.6, 118)),
    side=((22.6, 76), (24.6, 90), (26.2, 104), (26.6, 116), (26.2, 126)),
    leg_outer=((26.2, 126), (27.2, 138), (27.4, 150), (25.2, 160), (25.6, 170), (24.4, 182), (21.6, 190)),
    leg_inner=((0.6, 136), (5, 146), (7.6, 156), (8.6, 163), (8.6, 171), (10, 182), (12, 190)),
    foot=((21.6, 190), (23.8, 193.4), (25, 197), (22.6, 199.8), (14, 200), (11.4, 197), (12, 190)),
    bands={
        "head": (0, 20),
        "face": (20, 53),
        "eye": (25, 31),
        "mouth": (41, 46),
        "neck": (52, 59),
        "shoulder": (60, 74),
        "chest": (64, 92),
        "abdomen": (92, 122),
        "genital": (122, 140),
        "upper_arm": (74, 91),
        "elbow": (91, 100),
        "forearm": (100, 115),
        "back": (62, 113),
        "buttock": (113, 138),
        "thigh": (139, 157),
        "knee": (157, 169),
        "lower_leg": (169, 190),
    },
)

_ON_ARM = frozenset({"upper_arm", "elbow", "forearm"})
_ON_LEG = frozenset({"thigh", "knee", "lower_leg"})
FRONT_ONLY = frozenset({"face", "eye", "mouth", "chest", "abdomen", "genital"})
BACK_ONLY = frozenset({"back", "buttock"})
MIDLINE_WIDTH = 6.5
"""Half of the width of what is recorded as lying in the midline."""


@lru_cache(maxsize=8)
def outline(figure: Figure) -> tuple[tuple[Step, ...], ...]:
    """The curves of a figure: body (open at the chin), ears and head, the midline at x = 0."""
    half: list[Point] = []
    for edge in (
        figure.neck,
        figure.arm_outer,
        figure.hand,
        tuple(reversed(figure.arm_inner)),
        figure.side,
        figure.leg_outer,
        figure.foot,
        tuple(reversed(figure.leg_inner)),
    ):
        half.extend(edge[1:] if half and half[-1] == edge[0] else edge)
        if edge is figure.arm_inner or (edge and edge[-1] == figure.arm_inner[0]):
            half.append(edge[-1])  # the armpit is a corner
    body = [*half, *((-x, y) for x, y in reversed(half))]
    head = [*figure.head, *((-x, y) for x, y in reversed(figure.head[1:-1]))]
    top, bottom = figure.ear
    edge_x = width_at(figure.head, (top + bottom) / 2)
    ear = [(edge_x - 0.4, top), (edge_x + 2.6, top + 0.6), (edge_x + 2.2, bottom - 1.6), (edge_x - 1, bottom)]
    return (
        smooth(body),
        smooth(ear),
        smooth([(-x, y) for x, y in ear]),
        smooth(head, closed=True),
    )


def width_at(curve: Sequence[Point], y: float) -> float:
    """How far an edge is from the midline at this height."""
    for (x1, y1), (x2, y2) in pairwise(curve):
        if min(y1, y2) <= y <= max(y1, y2) and y1 != y2:
            return x1 + (x2 - x1) * (y - y1) / (y2 - y1)
    return curve[0][0] if y < curve[0][1] else curve[-1][0]


def _steps(top: float, bottom: float) -> list[float]:
    count = max(2, round((bottom - top) / 3))
    return [top + (bottom - top) * index / count for index in range(count + 1)]


def _between(inner: Sequence[Point], outer: Sequence[Point], top: float, bottom: float) -> tuple[Point, ...]:
    heights = _steps(top, bottom)
    down = [(width_at(outer, y), y) for y in heights]
    up = [(width_at(inner, y), y) for y in reversed(heights)]
    return (*down, *up)


_MIDLINE: Curve = ((0, -1000), (0, 1000))


@lru_cache(maxsize=256)
def half_region(figure: Figure, region: str) -> tuple[Point, ...]:
    """The outline of a region on the right half of a figure (x from the midline)."""
    if region == "hand":
        return figure.hand
    if region == "foot":
        return figure.foot
    if region == "ear":
        top, bottom = figure.ear
        edge = width_at(figure.head, (top + bottom) / 2)
        return ((edge - 1.5, top), (edge + 2.8, top + 0.5), (edge + 2.4, bottom - 1.5), (edge - 1.5, bottom))
    top, bottom = figure.bands[region]
    if region in _ON_ARM:
        return _between(figure.arm_inner, figure.arm_outer, top, bottom)
    if region in _ON_LEG:
        return _between(figure.leg_inner, figure.leg_outer, top, bottom)
    if region == "eye":
        return ((2.4, top), (9.2, top), (9.2, bottom), (2.4, bottom))
    if region == "mouth":
        return ((0, top), (6, top), (6, bottom), (0, bottom))
    if region in ("head", "face"):
        return _between(_MIDLINE, figure.head, top, bottom)
    if region == "neck":
        return _between(_MIDLINE, figure.neck, top, bottom)
    if region == "shoulder":
        inner = figure.side[0][0] - 7
        return (
            (inner, figure.neck[-2][1] + 0.8),
            *figure.arm_outer[:2],
            (width_at(figure.arm_outer, bottom), bottom),
            (inner, bottom),
        )
    trunk = (*figure.arm_outer[:1], *figure.side, *figure.leg_outer)
    if region in ("genital", "buttock"):
        return _low_trunk(figure, region, top, bottom)
    return _between(_MIDLINE, trunk, top, bottom)


def _low_trunk(figure: Figure, region: str, top: float, bottom: float) -> tuple[Point, ...]:
    crotch = figure.leg_inner[0][1]
    if region == "genital":
        return ((0, top), (11, top), (4, bottom - 1), (0, crotch))
    trunk = (*figure.side, *figure.leg_outer)
    lowest = (width_at(figure.leg_inner, bottom) if bottom > crotch else 0.6, bottom)
    edge = [(width_at(trunk, y), y) for y in _steps(top, bottom)]
    return ((0, top), *edge, lowest, (0, min(crotch, bottom)))


def regions(view: str) -> tuple[str, ...]:
    """The regions that a view shows, larger ones first, so that what lies within another is found last and on top."""
    shared = ("shoulder", "upper_arm", "forearm", "elbow", "hand", "thigh", "lower_leg", "knee", "foot", "neck")
    if view == "front":
        return ("abdomen", "chest", "genital", "face", "head", "ear", "mouth", "eye", *shared)
    return ("back", "buttock", "head", "ear", *shared)


def region_polygons(figure: Figure, region: str, view: str, side: str | None) -> tuple[tuple[Point, ...], ...]:
    """The outlines of a region as a view shows it, x from the midline to the viewer's right.

    The child's left is on the viewer's right in front and on the viewer's left at the back. Without a side, both halves.
    """
    half = half_region(figure, region)
    if region == "head" and view == "back":
        half = _between(_MIDLINE, figure.head, 0, figure.head[-1][1])
    right = half
    left = tuple((-x, y) for x, y in half)
    if side == "midline":
        return (_narrowed(half),)
    if side not in ("left", "right"):
        meets = min(x for x, _ in half) < 0.7
        return (joined(half),) if meets else (right, left)
    return (right,) if (side == "left") == (view == "front") else (left,)


def _narrowed(half: tuple[Point, ...]) -> tuple[Point, ...]:
    top, bottom = min(y for _, y in half), max(y for _, y in half)
    width = min(MIDLINE_WIDTH, max(x for x, _ in half))
    return ((-width, top), (width, top), (width, bottom), (-width, bottom))


def joined(half: tuple[Point, ...]) -> tuple[Point, ...]:
    """One outline of a region that meets its mirror image in the midline."""
    edge = [point for point in half if point[0] >= 0.7]
    top, bottom = min(y for _, y in half), max(y for _, y in half)
    edge.sort(key=lambda point: point[1]) if _is_side_on(edge) else None
    return ((0, top), *edge, (0, bottom), *((-x, y) for x, y in reversed(edge)))


def _is_side_on(edge: Sequence[Point]) -> bool:
    return all(y2 >= y1 for (_, y1), (_, y2) in pairwise(edge))
