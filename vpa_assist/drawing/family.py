"""The family diagram (genogram): squares, circles, lines between those who are recorded as related, one dashed home.

Laid out in rows by generation. In the parents' row people who are joined stand side by side, and the children of two people
stand below and between them; so no line crosses another in any family whose couples form a chain.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from vpa_assist.drawing.kinship import Couple, Family, Label, Node, Say, family_of
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
    Rect,
    Shape,
    Stroke,
    Text,
    polygon,
)
from vpa_assist.record.referral import Referral

HALF = 17.0
"""Half of the width of a person's square or circle."""
SLOT = 92.0
"""Width that a person with their label takes in a row."""
CLEAR = 7.0
"""Points between the outline of the home and the label of somebody beside it."""
WIDTH = 476.0

_NAME = 9.6
_NOTE = 8.8
_LEADING = 10.6
_MOST_LINES = 7
_DASH = (3.2, 2.2)
_STROKE = Stroke(width=1.0)


@dataclass(slots=True)
class _Laid:
    """Where everybody stands."""

    family: Family
    x: dict[str, float]
    y: dict[int, float]
    labels: dict[str, list[tuple[str, bool]]]
    lanes: dict[tuple[str, str, str], int]  # links that pass over heads: (kind, first, second) -> height above the row

    def at(self, key: str) -> Point:
        return self.x[key], self.y[self.family.nodes[key].level]


def family_diagram(referral: Referral, say: Say, label: Label, *, key: bool = True) -> Drawing:
    """The diagram of a referral's family. `areas` are keyed `(id,)`, a parent who is not recorded `("?" + id of the other,)`.

    `key` adds the list of the signs that occur. A referral with nobody in it gives an empty drawing of no height.
    """
    family = family_of(referral, say, label)
    if not family.nodes:
        return Drawing(WIDTH, 0, (), say("family_alt_none"))
    laid = _layout(family, say)
    shapes: list[Shape] = []
    bottom = _bottom(laid)
    title = say("family_home", address=family.home) if family.home else say("family_home_unknown")
    home = _home_box(laid, bottom, text_width(title, _NOTE + 0.4, bold=True))
    if home is not None:
        shapes.extend(_home_shapes(home, title))
        bottom = max(bottom, home.y + home.height)
    shapes.extend(_links(laid, say))
    for each in family.nodes.values():
        shapes.extend(_person(laid, each))
    width = max(WIDTH, max(laid.x.values()) + SLOT / 2)
    if key:
        shapes.extend(_key(laid, home is not None, bottom + 16, width, say))
        bottom += 16 + _LEADING
    return Drawing(width, bottom + 4, tuple(shapes), alt(family, say), _areas(laid))


# where everybody stands


def _layout(family: Family, say: Say) -> _Laid:
    chains = _chains(family)
    x: dict[str, float] = {}
    cursor = 0.0
    for chain in chains:
        cursor = _place_chain(family, chain, x, cursor)
    cursor = _place_loose(family, x, cursor)
    upper = [node.key for node in family.nodes.values() if node.level >= 2]
    _place_upper(family, upper, x, cursor)
    _stand_clear_of_the_home(family, x)
    left = min(x.values()) - SLOT / 2
    x = {name: at - left for name, at in x.items()}
    span = max(x.values()) + SLOT / 2
    if span < WIDTH:
        x = {name: at + (WIDTH - span) / 2 for name, at in x.items()}
    _tell_who_lives_elsewhere(family, x, say)
    laid = _Laid(family, x, {}, {name: _label(node) for name, node in family.nodes.items()}, {})
    laid.lanes = _lanes(laid)
    laid.y = _rows(laid)
    return laid


def _stand_clear_of_the_home(family: Family, x: dict[str, float]) -> None:
    """Moves whoever stands beside the home away from its outline, so that no label touches it."""
    members = [x[node.key] for node in family.nodes.values() if node.home and node.key in x]
    if not members:
        return
    left, right = min(members), max(members)
    others = [node.key for node in family.nodes.values() if not node.home and node.key in x]
    before, after = [name for name in others if x[name] < left], [name for name in others if x[name] > right]
    short = max((x[name] - (left - SLOT - CLEAR) for name in before), default=0.0)
    for name in before:
        x[name] -= max(short, 0.0)
    short = max((right + SLOT + CLEAR - x[name] for name in after), default=0.0)
    for name in after:
        x[name] += max(short, 0.0)


def _tell_who_lives_elsewhere(family: Family, x: dict[str, float], say: Say) -> None:
    """Whoever stands inside the home's outline without living there is said to live elsewhere."""
    members = [node for node in family.nodes.values() if node.home]
    if not members:
        return
    left, right = min(x[node.key] for node in members), max(x[node.key] for node in members)
    top = max(node.level for node in members)
    for node in family.nodes.values():
        if not node.home and not node.unknown and left < x[node.key] < right and node.level <= top:
            node.notes.append(say("family_elsewhere"))


def _lanes(laid: _Laid) -> dict[tuple[str, str, str], int]:
    """Links between two of one row that somebody stands between, and those of brothers and sisters: each its own height."""
    family = laid.family
    wanted = [("sibling", first, second) for first, second in family.siblings]
    wanted += [("couple", unit.first, unit.second) for unit in family.couples if _passes(laid, unit.first, unit.second)]
    wanted += [("harm", first, second) for first, second in family.harmful if _passes(laid, first, second)]
    lanes: dict[tuple[str, str, str], int] = {}
    counted: dict[int, int] = {}
    for each in wanted:
        level = family.nodes[each[1]].level
        counted[level] = counted.get(level, 0) + 1
        lanes[each] = counted[level]
    return lanes


def _passes(laid: _Laid, first: str, second: str) -> bool:
    nodes = laid.family.nodes
    low, high = sorted((laid.x[first], laid.x[second]))
    level = nodes[first].level
    return nodes[second].level == level and any(low < laid.x[each.key] < high and each.level == level for each in nodes.values())


def _chains(family: Family) -> list[list[str]]:
    """The parents' row: people who are joined side by side, each group in an order in which neighbours are couples."""
    row = [node.key for node in family.nodes.values() if node.level == 1]
    joined: dict[str, list[str]] = {name: [] for name in row}
    for couple in family.couples:
        if couple.first in joined and couple.second in joined:
            joined[couple.first].append(couple.second)
            joined[couple.second].append(couple.first)
    chains: list[list[str]] = []
    seen: set[str] = set()
    for start in sorted(row, key=lambda name: (len(joined[name]) != 1, not family.nodes[name].unknown, row.index(name))):
        if start in seen:
            continue
        chain, waiting = [], [start]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            chain.append(name)
            waiting.extend(sorted((each for each in joined[name] if each not in seen), key=lambda each: -len(joined[each])))
        chains.append(chain)
    chains.sort(key=lambda chain: (len(chain) == 1, row.index(chain[0])))
    return chains


def _place_chain(family: Family, chain: list[str], x: dict[str, float], start: float) -> float:
    """Sets one group of the parents' row and its children; gives the next free place."""
    cursor = start + SLOT / 2
    x[chain[0]] = cursor
    for before, name in pairwise(chain):
        unit = _unit(family, before, name)
        count = len(unit.children) if unit else 0
        alone = len(chain) == 2  # nobody else's children beside these: they may reach past their parents
        gap = SLOT * max(1.12, min(count - 1, 2.4) if alone else count + 0.35 if count > 1 else 0)
        x[name] = x[before] + gap
        if unit and count:
            _under(unit, x, (x[before] + x[name]) / 2, family.nodes[before], family.nodes[name])
    for name in chain:  # couples that are not neighbours in the row: their children stand after it
        for unit in family.couples:
            if unit.first == name and unit.children and unit.children[0] not in x:
                free = max(x.values()) + SLOT
                for index, child in enumerate(unit.children):
                    x[child] = free + index * SLOT
    right = max(x[name] for name in (*chain, *_children_of(family, chain)) if name in x)
    return right + SLOT / 2


def _children_of(family: Family, chain: Iterable[str]) -> list[str]:
    members = set(chain)
    return [child for unit in family.couples if unit.first in members for child in unit.children]


def _unit(family: Family, first: str, second: str) -> Couple | None:
    pair = {first, second}
    return next((unit for unit in family.couples if {unit.first, unit.second} == pair), None)


def _under(unit: Couple, x: dict[str, float], middle: float, left: Node, right: Node) -> None:
    """Children in a row below two people, moved towards the one of the two who shares their home."""
    width = (len(unit.children) - 1) * SLOT
    shift = 0.0
    if right.home and not left.home:
        shift = min(0.18 * SLOT, SLOT / 3)
    elif left.home and not right.home:
        shift = -min(0.18 * SLOT, SLOT / 3)
    for index, child in enumerate(unit.children):
        x[child] = middle - width / 2 + index * SLOT + shift


def _place_loose(family: Family, x: dict[str, float], cursor: float) -> float:
    """Children of whom no parent is recorded, and brothers and sisters who are not referred."""
    rest = [node.key for node in family.nodes.values() if node.level == 0 and node.key not in x]
    taken = [x[node.key] for node in family.nodes.values() if node.level == 0 and node.key in x]
    free = max(taken) + SLOT if taken else cursor + SLOT / 2 if x else SLOT / 2
    for index, name in enumerate(rest):
        x[name] = free + index * SLOT
    return max([cursor, *(x[name] + SLOT / 2 for name in rest)])


def _place_upper(family: Family, upper: list[str], x: dict[str, float], cursor: float) -> None:
    """Grandparents: above their own child where that is recorded, else beside the others."""
    taken: dict[int, list[float]] = {}
    waiting = []
    for name in upper:
        children = [child for parent, child in family.parents_of if parent == name and child in x]
        if not children:
            waiting.append(name)
            continue
        wanted = sum(x[child] for child in children) / len(children)
        x[name] = _free(wanted, taken.setdefault(family.nodes[name].level, []))
    for name in waiting:
        partner = next((_other(unit, name) for unit in family.couples if name in (unit.first, unit.second)), None)
        level = taken.setdefault(family.nodes[name].level, [])
        if partner in x:
            x[name] = _free(x[partner] + SLOT, level)
        else:
            family.nodes[name].level = 1  # no line says whose parent this is: beside the parents' row
            row = [x[each.key] for each in family.nodes.values() if each.level == 1 and each.key in x]
            x[name] = max([*(at + SLOT for at in row), cursor + SLOT / 2 if x else SLOT / 2])
            cursor = x[name]


def _other(unit: Couple, name: str) -> str:
    return unit.second if unit.first == name else unit.first


def _free(wanted: float, taken: list[float]) -> float:
    """The place nearest to the one wanted that is a slot away from those taken."""
    tries = [wanted, *(wanted + side * SLOT * step / 2 for step in range(1, 40) for side in (1, -1))]
    at = next((each for each in tries if all(abs(each - other) >= SLOT - 0.01 for other in taken)), wanted)
    taken.append(at)
    return at


def _label(node: Node) -> list[tuple[str, bool]]:
    """The lines under a person: the name in bold, then the notes; six notes' lines at most."""
    lines = [(line, True) for line in wrapped(node.name, _NAME, SLOT - 4, bold=True, most=3)]
    notes = [(line, False) for note in node.notes for line in wrapped(note, _NOTE, SLOT - 4, most=3)]
    return lines + (notes if len(notes) <= _MOST_LINES else [*notes[: _MOST_LINES - 1], ("…", False)])


def _rows(laid: _Laid) -> dict[int, float]:
    """The height of each generation's row, from the top one down."""
    levels = sorted({node.level for node in laid.family.nodes.values()}, reverse=True)
    y: dict[int, float] = {}
    cursor = 26.0 + HALF
    for level in levels:
        cursor += 10.0 * sum(1 for _, first, _ in laid.lanes if laid.family.nodes[first].level == level)
        y[level] = cursor
        lines = max(len(laid.labels[node.key]) for node in laid.family.nodes.values() if node.level == level)
        cursor += HALF * 2 + lines * _LEADING + 30
    return y


def _bottom(laid: _Laid) -> float:
    return max(laid.at(name)[1] + HALF + 4 + len(lines) * _LEADING for name, lines in laid.labels.items())


# what is drawn


def _home_box(laid: _Laid, bottom: float, title: float) -> Rect | None:
    """The outline of the home, wide enough for its title."""
    members = [node.key for node in laid.family.nodes.values() if node.home]
    if not members:
        return None
    left = min(laid.x[name] for name in members) - SLOT / 2 - 2
    right = max(laid.x[name] for name in members) + SLOT / 2 + 2
    short = min(title, WIDTH - 60) + 48 - (right - left)
    if short > 0:
        left, right = max(2.0, left - short / 2), right + short / 2
    highest = min(members, key=lambda name: laid.at(name)[1])
    level = laid.family.nodes[highest].level
    lanes = sum(1 for _, first, _ in laid.lanes if laid.family.nodes[first].level == level)
    top = laid.at(highest)[1] - HALF - 16 - 10.0 * lanes
    return Rect(left, top, right - left, bottom + 6 - top, Stroke(Ink.TEXT, 0.8, (4.0, 2.6)), None, 12)


def _home_shapes(home: Rect, title: str) -> list[Shape]:
    line = wrapped(title, _NOTE + 0.4, home.width - 44, bold=True, most=1)[0]
    width = text_width(line, _NOTE + 0.4, bold=True)
    return [
        home,
        Rect(home.x + 18, home.y - 5, width + 8, 10, None, Ink.SURFACE),
        Text(home.x + 22, home.y + 3.2, line, _NOTE + 0.4, Ink.SECONDARY, bold=True),
    ]


def _links(laid: _Laid, say: Say) -> list[Shape]:
    family = laid.family
    shapes: list[Shape] = []
    for couple in family.couples:
        shapes.extend(_couple(laid, couple, say))
    for parent, child in family.parents_of:
        shapes.extend(_descent(laid, laid.at(parent), [child]))
    for first, second in family.siblings:
        (x1, y1), (x2, y2) = laid.at(first), laid.at(second)
        top = min(y1, y2) - HALF - _lane(laid, "sibling", first, second)
        shapes.extend(
            (Line(x1, y1 - HALF, x1, top, _STROKE), Line(x1, top, x2, top, _STROKE), Line(x2, top, x2, y2 - HALF, _STROKE))
        )
    for first, second in family.harmful:
        shapes.extend(_harm(laid, first, second, say))
    return shapes


def _lane(laid: _Laid, kind: str, first: str, second: str) -> float:
    """How far above people's heads a link passes; 0 where it need not."""
    return 10.0 * laid.lanes.get((kind, first, second), 0)


def _couple(laid: _Laid, couple: Couple, say: Say) -> list[Shape]:
    (x1, y1), (x2, y2) = laid.at(couple.first), laid.at(couple.second)
    if x1 > x2:
        x1, x2 = x2, x1
    known = couple.is_ not in ("", "?")
    stroke = Stroke(width=1.2, dash=_DASH) if couple.is_ == "?" else _STROKE
    shapes: list[Shape] = []
    y = y1
    lane = _lane(laid, "couple", couple.first, couple.second)
    if lane:  # somebody stands between the two: the line goes over their heads
        y = y1 - HALF - lane
        x1, x2 = x1 + 5, x2 - 5
        shapes.extend((Line(x1, y1 - HALF, x1, y, stroke), Line(x1, y, x2, y, stroke), Line(x2, y, x2, y2 - HALF, stroke)))
    else:
        shapes.append(Line(x1 + HALF, y1, x2 - HALF, y2, stroke))
    middle = (x1 + x2) / 2
    if couple.is_ in ("separated", "divorced"):
        spot = middle - 14 if couple.children else middle
        shapes.extend(Line(spot + dx - 3, y + 6, spot + dx + 3, y - 6, _STROKE) for dx in (-2.5, 2.5))
    if known and couple.is_ != "partner":
        shapes.append(Text(middle, y - 8, say(f"family_{couple.is_}"), _NOTE, Ink.SECONDARY, Anchor.MIDDLE))
    if couple.children and all(child in laid.x for child in couple.children):
        shapes.extend(_descent(laid, (_drop(laid, couple, x1, x2), y), list(couple.children)))
    return shapes


def _drop(laid: _Laid, couple: Couple, x1: float, x2: float) -> float:
    """Where the line to the children leaves the couple's line: above them, clear of both people's labels."""
    middle = sum(laid.x[child] for child in couple.children) / len(couple.children)
    return min(max(middle, x1 + HALF + 6), x2 - HALF - 6)


def _descent(laid: _Laid, start: Point, children: list[str]) -> list[Shape]:
    """Lines from a couple (or one parent) down to children: a stem, a bar when needed, and a drop to each."""
    x, y = start
    tops = {child: laid.at(child)[1] - HALF for child in children}
    ends = [laid.x[child] for child in children]
    if len(ends) == 1 and abs(ends[0] - x) < 0.5:
        return [Line(x, y, x, tops[children[0]], _STROKE)]
    bar = min(tops.values()) - 14
    return [
        Line(x, y, x, bar, _STROKE),
        Line(min(*ends, x), bar, max(*ends, x), bar, _STROKE),
        *(Line(laid.x[child], bar, laid.x[child], tops[child], _STROKE) for child in children),
    ]


def _harm(laid: _Laid, first: str, second: str, say: Say) -> list[Shape]:
    """A zigzag from one person towards the other, with an arrowhead and a word."""
    (x1, y1), (x2, y2) = laid.at(first), laid.at(second)
    lane = _lane(laid, "harm", first, second)
    distance = math.hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / distance, (y2 - y1) / distance
    level = abs(uy) < 0.1
    offset = -HALF - lane if lane else 9.0 if level else 0.0  # beside the couple's line, or over heads
    start, end = (4.0, distance - 12.0) if lane else (HALF + 2, distance - HALF - 8)
    count = max(4, round((end - start) / 5))
    points = []
    for index in range(count + 1):
        along = start + (end - start) * index / count
        across = 0.0 if index in (0, count) else 3.4 * (1 if index % 2 else -1)
        points.append((x1 + ux * along - uy * across, y1 + uy * along + ux * across + offset))
    tip_x, tip_y = x1 + ux * (end + 7), y1 + uy * (end + 7) + offset
    base_x, base_y = x1 + ux * end, y1 + uy * end + offset
    head = ((tip_x, tip_y), (base_x - uy * 3.6, base_y + ux * 3.6), (base_x + uy * 3.6, base_y - ux * 3.6))
    shapes: list[Shape] = [Path(polygon(points, closed=False), Stroke(Ink.TEXT, 1.1)), Path(polygon(head), None, Ink.TEXT)]
    if lane:
        shapes.append(Line(x1 + ux * 4, y1 - HALF, x1 + ux * 4, y1 + offset, _STROKE))
        shapes.append(Line(tip_x, tip_y, tip_x, y2 - HALF, _STROKE))
    elif level:
        middle, word = (x1 + x2) / 2, say("family_harm")
        wide = text_width(word, _NOTE) + 4
        shapes.append(Rect(middle - wide / 2, y1 + offset + 5, wide, 10, None, Ink.SURFACE))
        shapes.append(Text(middle, y1 + offset + 13, word, _NOTE, Ink.TEXT, Anchor.MIDDLE))
    return shapes


def _sign(x: float, y: float, half: float, node: Node) -> list[Shape]:
    """Square for male, circle for female, diamond where the sex is not known, triangle for a child not yet born."""
    stroke = Stroke(width=1.1, dash=_DASH) if node.unknown else Stroke(width=1.1)
    steps = [half, half - 3.4] if node.referred else [half]
    shapes: list[Shape] = []
    for size in steps:
        if node.unborn:
            points = ((x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8))
            shapes.append(Path(polygon(points), stroke, Ink.SURFACE))
        elif node.sex == "male":
            shapes.append(Rect(x - size, y - size, size * 2, size * 2, stroke, Ink.SURFACE))
        elif node.sex == "female":
            shapes.append(Circle(x, y, size, stroke, Ink.SURFACE))
        else:
            diamond = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
            shapes.append(Path(polygon(diamond), stroke, Ink.SURFACE))
    return shapes


def _person(laid: _Laid, node: Node) -> list[Shape]:
    x, y = laid.at(node.key)
    shapes = _sign(x, y, HALF, node)
    if node.unknown:
        shapes.append(Text(x, y + 5, "?", 14, anchor=Anchor.MIDDLE, bold=True))
    if node.risk:
        corner = ((x + 3, y - HALF), (x + HALF, y - HALF), (x + HALF, y - 3))
        shapes.append(Path(polygon(corner), None, Ink.TEXT))
        shapes.append(Text(x + HALF - 4.4, y - HALF + 9.2, "!", 9.2, Ink.ON_ACCENT, Anchor.MIDDLE, bold=True))
    lines = laid.labels[node.key]
    top = y + HALF + 3
    width = max((text_width(text, _NAME if bold else _NOTE, bold) for text, bold in lines), default=0)
    shapes.append(Rect(x - width / 2 - 1, top, width + 2, len(lines) * _LEADING + 2, None, Ink.SURFACE))
    for index, (text, bold) in enumerate(lines):
        ink = Ink.TEXT if bold else Ink.SECONDARY
        shapes.append(Text(x, top + 9 + index * _LEADING, text, _NAME if bold else _NOTE, ink, Anchor.MIDDLE, bold=bold))
    return shapes


def _key(laid: _Laid, home: bool, y: float, width: float, say: Say) -> list[Shape]:
    """The signs that occur, in one line."""
    nodes = laid.family.nodes.values()
    signs: list[tuple[str, Node | str]] = []
    if any(node.sex == "male" for node in nodes):
        signs.append((say("key_male"), Node("", "", "male")))
    if any(node.sex == "female" for node in nodes):
        signs.append((say("key_female"), Node("", "", "female")))
    if any(node.sex not in ("male", "female") and not node.unborn for node in nodes):
        signs.append((say("key_sex_unknown"), Node("", "", "")))
    if any(node.unborn for node in nodes):
        signs.append((say("key_unborn"), Node("", "", "", unborn=True)))
    if any(node.referred for node in nodes):
        signs.append((say("key_referred"), Node("", "", "female", referred=True)))
    if any(node.unknown for node in nodes):
        signs.append((say("key_not_recorded"), Node("", "", "male", unknown=True)))
    if any(node.risk for node in nodes):
        signs.append((say("key_risk"), "risk"))
    if laid.family.harmful:
        signs.append((say("key_harm"), "harm"))
    if any(couple.is_ in ("separated", "divorced") for couple in laid.family.couples):
        signs.append((say("key_separated"), "separated"))
    if home:
        signs.append((say("key_home"), "home"))
    sizes = [text_width(word, _NOTE) + 26 for word, _ in signs]
    x = max(0.0, (width - sum(sizes) + 8) / 2) if sum(sizes) < width else 0.0
    shapes: list[Shape] = []
    for (word, sign), size in zip(signs, sizes, strict=True):
        shapes.extend(_key_sign(sign, x + 6, y))
        shapes.append(Text(x + 16, y + 3, word, _NOTE, Ink.SECONDARY))
        x += size
    return shapes


def _key_sign(sign: Node | str, x: float, y: float) -> list[Shape]:
    if isinstance(sign, Node):
        return _sign(x, y, 5.4, sign)
    if sign == "risk":
        return [Path(polygon(((x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5))), None, Ink.TEXT)]
    if sign == "home":
        return [Line(x - 7, y, x + 7, y, Stroke(Ink.TEXT, 0.9, (4.0, 2.6)))]
    if sign == "separated":
        return [Line(x + dx - 2, y + 4, x + dx + 2, y - 4, _STROKE) for dx in (-2, 2)]
    points = [(x - 7 + step * 3.5, y + (2.6 if step % 2 else -2.6)) for step in range(5)]
    return [Path(polygon(points, closed=False), Stroke(Ink.TEXT, 1.1))]


def _areas(laid: _Laid) -> tuple[Area, ...]:
    found = []
    for node in laid.family.nodes.values():
        x, y = laid.at(node.key)
        outline = ((x - HALF, y - HALF), (x + HALF, y - HALF), (x + HALF, y + HALF), (x - HALF, y + HALF))
        found.append(Area((node.key,), ". ".join([node.name, *node.notes]), outline))
    return tuple(found)


def alt(family: Family, say: Say) -> str:
    """The diagram in words: who lives in the home, who elsewhere, who is not recorded, and the links between them."""
    nodes = family.nodes.values()

    def told(group: Iterable[Node]) -> str:
        return "; ".join(", ".join([node.name, *node.notes]) for node in group)

    home = told(node for node in nodes if node.home)
    away = told(node for node in nodes if not node.home and not node.unknown)
    unknown = told(node for node in nodes if node.unknown)
    parts = [say("family_alt")]
    if home:
        parts.append(say("family_alt_home", address=family.home or say("family_home_unknown"), people=home))
    if away:
        parts.append(say("family_alt_away", people=away))
    if unknown:
        parts.append(say("family_alt_unknown", people=unknown))
    names = {node.key: node.name for node in nodes}
    parts.extend(
        say("family_alt_link", first=names[couple.first], second=names[couple.second], is_=say(f"family_{couple.is_}"))
        for couple in family.couples
        if couple.is_ not in ("", "?")
    )
    parts.extend(say("family_alt_harm", first=names[first], second=names[second]) for first, second in family.harmful)
    text = " ".join(parts)
    return text if len(text) <= 900 else f"{parts[0]} {say('alt_details')}"
