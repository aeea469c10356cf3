"""The body map: where each injury was recorded, front and back, with numbers that tie it to the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vpa_assist.drawing.figures import BABY, BACK_ONLY, CHILD, FRONT_ONLY, Figure, outline, region_polygons, regions
from vpa_assist.drawing.metrics import text_width, wrapped
from vpa_assist.drawing.shapes import (
    Anchor,
    Area,
    Circle,
    Drawing,
    Ink,
    Line,
    Path,
    Point,
    Shape,
    Stroke,
    Text,
    centroid,
    moved,
    polygon,
)
from vpa_assist.record.referral import Injury

Say = Callable[..., str]
"""Gives the form pack's words for a key, with placeholders filled: `catalogue.printed`."""
Label = Callable[[str, str | None], str]
"""Gives the words of a code: `(list, code) -> words`."""

WIDTH = 476.0
"""Width of a map with its labels: the text block of the printed page (168 mm)."""
TOP = 26.0
BABY_UNTIL = 2
"""Years of age below which the baby's figure is drawn."""

_SIDE_COLUMN = 92.0
_DISC = 7.6
_THICK = Stroke(width=0.9)


def figure_for(age: int | None) -> Figure:
    """The figure for a child of this age; the child's where it is not known."""
    return BABY if age is not None and age < BABY_UNTIL else CHILD


def view_of(injury: Injury) -> str:
    """The view on which an injury is shown: as recorded, unless the region can only be seen on the other one."""
    if injury.region in BACK_ONLY:
        return "back"
    if injury.region in FRONT_ONLY:
        return "front"
    return injury.view or "front"


@dataclass(frozen=True, slots=True)
class _Mark:
    """All injuries of one region, side and view: one hatched place, one leader, one label."""

    view: str
    polygons: tuple[tuple[Point, ...], ...]
    numbers: tuple[int, ...]
    title: str
    detail: str

    @property
    def at(self) -> Point:
        return centroid(self.polygons[0])


def where(injury: Injury, say: Say, label: Label) -> str:
    """The place of an injury in words: "Left upper arm, front"."""
    words = place(injury, say, label)
    return say("body_with_view", place=words, view=label("body_view", injury.view).lower()) if injury.view else words


def place(injury: Injury, say: Say, label: Label) -> str:
    """The region with its side, without the view."""
    region = label("body_region", injury.region) if injury.region else say("body_region_unknown")
    if injury.side in ("left", "right"):
        key = "body_half" if injury.region in ("back", "chest", "abdomen", "face", "head", "neck") else "body_side"
        return say(
            key,
            side=label("side", injury.side),
            side_small=label("side", injury.side).lower(),
            region=region,
            region_small=region.lower(),
        )
    if injury.side == "both":
        return say("body_both", region=region)
    if injury.side == "midline":
        return say("body_midline", region=region)
    return region


def body_map(
    injuries: Sequence[Injury],
    name: str,
    age: int | None,
    say: Say,
    label: Label,
    *,
    labels: bool = True,
    chosen: int | None = None,
    areas: bool = True,
) -> Drawing:
    """The map of one child's injuries, numbered from 1 in their order.

    Without `labels` it has discs only (the window shows the list beside it); `chosen` is the index of the injury whose disc
    is accented.
    Injuries without a region are in the list alone. With `areas` every region can be pointed at, keyed `(view, side, region)`.
    """
    figure = figure_for(age)
    centres = {"front": _SIDE_COLUMN + figure.reach, "back": WIDTH - _SIDE_COLUMN - figure.reach}
    marks = _marks(injuries, figure, say, label)
    shapes: list[Shape] = []
    for view, x in centres.items():
        shapes.append(Text(x, 12, say(f"body_{view}"), 11, anchor=Anchor.MIDDLE, bold=True))
        for mark in marks:
            if mark.view == view:
                shapes.extend(moved(Path(polygon(points), _THICK, hatch=True), x, TOP) for points in mark.polygons)
        for number, curve in enumerate(outline(figure)):
            fill = Ink.SURFACE if number == 3 and not _on_head(marks, view) else None
            shapes.append(moved(Path(curve, Stroke(width=1.0), fill), x, TOP))
        if view == "front":
            eye = sum(figure.bands["eye"]) / 2
            shapes.extend(Circle(x + side * 5.4, TOP + eye, 0.9, None, Ink.TEXT) for side in (-1, 1))
        else:
            top, bottom = figure.bands["back"]
            shapes.append(Line(x, TOP + top, x, TOP + bottom, Stroke(Ink.SECONDARY, 0.4, (1.5, 1.5))))
        shapes.extend(_sides(view, x, TOP + figure.height + 13, name, say))
    shapes.extend(_labels(marks, figure, centres, labels, chosen))
    return Drawing(
        WIDTH,
        TOP + figure.height + 18,
        tuple(shapes),
        alt(injuries, name, say, label),
        (_areas(figure, centres, say, label) if areas else ()),
    )


def _on_head(marks: Sequence[_Mark], view: str) -> bool:
    return any(mark.view == view for mark in marks)


def _sides(view: str, x: float, y: float, name: str, say: Say) -> tuple[Shape, ...]:
    first, second = ("right", "left") if view == "front" else ("left", "right")
    return (
        Text(x - 12, y, say(f"body_named_{first}", name=name), 8.8, Ink.SECONDARY, Anchor.END),
        Text(x + 12, y, say(f"body_named_{second}", name=name), 8.8, Ink.SECONDARY),
    )


def _marks(injuries: Sequence[Injury], figure: Figure, say: Say, label: Label) -> list[_Mark]:
    groups: dict[tuple[str, str, str | None], list[int]] = {}
    for index, injury in enumerate(injuries):
        if injury.region:
            groups.setdefault((view_of(injury), injury.region, injury.side), []).append(index)
    marks = []
    for (view, region, side), indices in groups.items():
        first = injuries[indices[0]]
        detail = say("body_several", count=len(indices)) if len(indices) > 1 else short(first, say, label)
        marks.append(
            _Mark(
                view,
                region_polygons(figure, region, view, side),
                tuple(index + 1 for index in indices),
                place(first, say, label),
                detail,
            )
        )
    return marks


def short(injury: Injury, say: Say, label: Label) -> str:
    """What it is, and how large: "Bruise, 22 mm"."""
    kind = label("injury_kind", injury.kind) if injury.kind else say("body_kind_unknown")
    return say("body_short", kind=kind, size=injury.size_mm) if injury.size_mm is not None else kind


def _labels(marks: Sequence[_Mark], figure: Figure, centres: dict[str, float], labels: bool, chosen: int | None) -> list[Shape]:
    """Discs in three columns: left of the front, between the two, right of the back; each as near its place as it can be."""
    columns: dict[str, list[tuple[float, _Mark]]] = {"left": [], "middle": [], "right": []}
    for mark in marks:
        outward = mark.at[0] >= 0
        column = ("middle" if outward else "left") if mark.view == "front" else ("right" if outward else "middle")
        columns[column].append((TOP + mark.at[1] - 14, mark))
    shapes: list[Shape] = []
    for column, held in columns.items():
        held.sort(key=lambda entry: entry[0])
        texts = [_label_lines(mark, column) if labels else () for _, mark in held]
        heights = [max(17.0, 10.4 * len(lines) + 5) for lines in texts]
        places = _spread([y for y, _ in held], heights, figure.height)
        for y, (_, mark), lines in zip(places, held, texts, strict=True):
            shapes.extend(_one_label(mark, _disc_x(column, mark, figure, centres), y, column, centres, lines, chosen))
    return shapes


def _disc_x(column: str, mark: _Mark, figure: Figure, centres: dict[str, float]) -> float:
    if column == "left":
        return _SIDE_COLUMN - 4
    if column == "right":
        return WIDTH - _SIDE_COLUMN + 4
    offset = figure.reach + 2
    return centres["front"] + offset - 6 if mark.view == "front" else centres["back"] - offset + 6


def _spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Places one under the other, each its own height apart and within the figure, as near those wanted as may be."""
    squeeze = min(1.0, (room - 10) / max(1.0, sum(heights)))
    heights = [each * squeeze for each in heights]
    placed: list[float] = []
    for index, y in enumerate(wanted):
        least = placed[-1] + (heights[index - 1] + heights[index]) / 2 if placed else TOP + 6
        placed.append(max(y, least))
    limit = TOP + room - 4
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - (heights[index] + heights[index - 1]) / 2
    return placed


def _one_label(
    mark: _Mark,
    x: float,
    y: float,
    column: str,
    centres: dict[str, float],
    lines: Sequence[tuple[str, bool]],
    chosen: int | None,
) -> list[Shape]:
    spot_x, spot_y = centres[mark.view] + mark.at[0], TOP + mark.at[1]
    accented = chosen is not None and chosen + 1 in mark.numbers
    shapes: list[Shape] = [
        Line(x, y, spot_x, spot_y, Stroke(Ink.ACCENT if accented else Ink.TEXT, 0.9)),
        Circle(spot_x, spot_y, 2.2, Stroke(width=0.9), Ink.SURFACE),
    ]
    to_right = column == "right" or (column == "middle" and mark.view == "front")
    direction = 1 if to_right else -1
    for count, number in enumerate(mark.numbers[:4]):
        centre = x + direction * count * (_DISC * 2 + 1)
        ink = Ink.ACCENT if chosen == number - 1 else Ink.TEXT
        more = count == 3 and len(mark.numbers) > 4
        shapes.append(Circle(centre, y, _DISC, None, ink))
        shapes.append(Text(centre, y + 3.4, "…" if more else str(number), 9.2, Ink.ON_ACCENT, Anchor.MIDDLE, bold=True))
    edge = x + direction * ((min(4, len(mark.numbers)) - 1) * (_DISC * 2 + 1) + _DISC + 3)
    anchor = Anchor.START if to_right else Anchor.END
    baseline = y + 3.2 - (len(lines) - 1) * 5.2
    for text, bold in lines:
        ink = Ink.TEXT if bold else Ink.SECONDARY
        shapes.append(Text(edge, baseline, text, 9.2 if bold else 8.8, ink, anchor, bold=bold))
        baseline += 10.4
    return shapes


def _label_lines(mark: _Mark, column: str) -> tuple[tuple[str, bool], ...]:
    """The label of a mark: what it is in at most two lines, and one or two of detail."""
    taken = (min(4, len(mark.numbers)) - 1) * (_DISC * 2 + 1)
    room = max(40.0, (72.0 if column == "middle" else _SIDE_COLUMN - 16) - taken)
    lines = [(line, True) for line in wrapped(mark.title, 9.2, room, bold=True, most=2)]
    lines += [(line, False) for line in wrapped(mark.detail, 8.8, room, most=3 - len(lines))]
    return tuple(lines)


def _areas(figure: Figure, centres: dict[str, float], say: Say, label: Label) -> tuple[Area, ...]:
    found = []
    for view, x in centres.items():
        for region in regions(view):
            for side in ("left", "right"):
                injury = Injury.model_construct(region=region, side=side, view=view)  # type: ignore[arg-type]
                for points in region_polygons(figure, region, view, side):
                    shifted = tuple((x + px, TOP + py) for px, py in points)
                    found.append(Area((view, side, region), where(injury, say, label), shifted))
    return tuple(found)


def alt(injuries: Sequence[Injury], name: str, say: Say, label: Label) -> str:
    """The map in words: every injury with its number, place, kind and size."""
    items = [
        say("body_alt_item", number=number, where=where(injury, say, label).lower(), what=short(injury, say, label).lower())
        for number, injury in enumerate(injuries, 1)
    ]
    text = " ".join([say("body_alt", name=name, count=len(injuries)), *items])
    if len(text) > LONGEST_ALT:
        text = say("body_alt", name=name, count=len(injuries))
    return f"{text} {say('alt_details')}" if injuries else text


LONGEST_ALT = 900
"""Characters of an alternative text before it names the table instead."""


def size_bars(sizes: Sequence[tuple[int, int]], say: Say) -> Drawing:
    """Bars as long as the injuries were measured, `(number, millimetres)`: true when printed at full scale.

    What is longer than the page is left to the table.
    """
    per_mm = 72 / 25.4
    shapes: list[Shape] = []
    shown = [(number, size) for number, size in sizes if 0 < size <= 100]
    for row, (number, size) in enumerate(shown):
        y = 8 + row * 14.0
        start, end = 112.0, 112.0 + size * per_mm
        shapes.append(Text(start - 8, y + 3, str(number), 9.2, anchor=Anchor.END, bold=True))
        shapes.append(Line(start, y, end, y, Stroke(width=2.0)))
        shapes.extend(Line(x, y - 3.5, x, y + 3.5, Stroke(width=0.9)) for x in (start, end))
        shapes.append(Text(end + 6, y + 3, say("millimetres", size=size), 8.8, Ink.SECONDARY))
    shapes.insert(0, Text(0, 11, say("body_sizes"), 9.2, Ink.SECONDARY, bold=True))
    note = wrapped(say("body_sizes_note"), 8.8, 88)
    shapes[1:1] = [Text(0, 22.4 + 11 * row, line, 8.8, Ink.SECONDARY) for row, line in enumerate(note)]
    words = [say("body_alt_item", number=number, where="", what=say("millimetres", size=size)) for number, size in shown]
    height = max(len(shown) * 14 + 2, 24.0 + 11 * len(note))
    return Drawing(WIDTH, height, tuple(shapes), f"{say('body_sizes')}. {' '.join(words)}")


def has_size_bars(injuries: Sequence[Injury]) -> bool:
    """Whether any injury has a size that fits on the page at full scale."""
    return any(injury.size_mm and injury.size_mm <= 100 for injury in injuries)


__all__ = [
    "BABY",
    "CHILD",
    "WIDTH",
    "body_map",
    "figure_for",
    "has_size_bars",
    "place",
    "short",
    "size_bars",
    "text_width",
    "view_of",
    "where",
]
