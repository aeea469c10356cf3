"""The family diagram (genogram): squares, circles, lines between those who are recorded as related, one dashed home.

`family_layout` says where everybody stands; here it is drawn, and told in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from vpa_assist.drawing.family_layout import (
    HALF,
    LEADING,
    NAME,
    NOTE,
    SLOT,
    WIDTH,
    Laid,
    bottom_of,
    layout,
)
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

_DASH = (3.2, 2.2)
_STROKE = Stroke(width=1.0)


def family_diagram(referral: Referral, say: Say, label: Label, *, key: bool = True) -> Drawing:
    """The diagram of a referral's family. `areas` are keyed `(id,)`, a parent who is not recorded `("?" + id of the other,)`.

    `key` adds the list of the signs that occur. A referral with nobody in it gives an empty drawing of no height.
    """
    family = family_of(referral, say, label)
    if not family.nodes:
        return Drawing(WIDTH, 0, (), say("family_alt_none"))
    laid = layout(family, say)
    shapes: list[Shape] = []
    bottom = bottom_of(laid)
    title = say("family_home", address=family.home) if family.home else say("family_home_unknown")
    home = _home_box(laid, bottom, text_width(title, NOTE + 0.4, bold=True))
    if home is not None:
        shapes.extend(_home_shapes(home, title))
        bottom = max(bottom, home.y + home.height)
    shapes.extend(_links(laid, say))
    for each in family.nodes.values():
        shapes.extend(_person(laid, each))
    width = max(WIDTH, max(laid.x.values()) + SLOT / 2)
    if key:
        shapes.extend(_key(laid, home is not None, bottom + 16, width, say))
        bottom += 16 + LEADING
    return Drawing(width, bottom + 4, tuple(shapes), alt(family, say), _areas(laid))


def _home_box(laid: Laid, bottom: float, title: float) -> Rect | None:
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
    line = wrapped(title, NOTE + 0.4, home.width - 44, bold=True, most=1)[0]
    width = text_width(line, NOTE + 0.4, bold=True)
    return [
        home,
        Rect(home.x + 18, home.y - 5, width + 8, 10, None, Ink.SURFACE),
        Text(home.x + 22, home.y + 3.2, line, NOTE + 0.4, Ink.SECONDARY, bold=True),
    ]


def _links(laid: Laid, say: Say) -> list[Shape]:
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


def _lane(laid: Laid, kind: str, first: str, second: str) -> float:
    """How far above people's heads a link passes; 0 where it need not."""
    return 10.0 * laid.lanes.get((kind, first, second), 0)


def _couple(laid: Laid, couple: Couple, say: Say) -> list[Shape]:
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
        shapes.append(Text(middle, y - 8, say(f"family_{couple.is_}"), NOTE, Ink.SECONDARY, Anchor.MIDDLE))
    if couple.children and all(child in laid.x for child in couple.children):
        shapes.extend(_descent(laid, (_drop(laid, couple, x1, x2), y), list(couple.children)))
    return shapes


def _drop(laid: Laid, couple: Couple, x1: float, x2: float) -> float:
    """Where the line to the children leaves the couple's line: above them, clear of both people's labels."""
    middle = sum(laid.x[child] for child in couple.children) / len(couple.children)
    return min(max(middle, x1 + HALF + 6), x2 - HALF - 6)


def _descent(laid: Laid, start: Point, children: list[str]) -> list[Shape]:
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


def _harm(laid: Laid, first: str, second: str, say: Say) -> list[Shape]:
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
        wide = text_width(word, NOTE) + 4
        shapes.append(Rect(middle - wide / 2, y1 + offset + 5, wide, 10, None, Ink.SURFACE))
        shapes.append(Text(middle, y1 + offset + 13, word, NOTE, Ink.TEXT, Anchor.MIDDLE))
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


def _person(laid: Laid, node: Node) -> list[Shape]:
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
    width = max((text_width(text, NAME if bold else NOTE, bold) for text, bold in lines), default=0)
    shapes.append(Rect(x - width / 2 - 1, top, width + 2, len(lines) * LEADING + 2, None, Ink.SURFACE))
    for index, (text, bold) in enumerate(lines):
        ink = Ink.TEXT if bold else Ink.SECONDARY
        shapes.append(Text(x, top + 9 + index * LEADING, text, NAME if bold else NOTE, ink, Anchor.MIDDLE, bold=bold))
    return shapes


def _key(laid: Laid, home: bool, y: float, width: float, say: Say) -> list[Shape]:
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
    sizes = [text_width(word, NOTE) + 26 for word, _ in signs]
    x = max(0.0, (width - sum(sizes) + 8) / 2) if sum(sizes) < width else 0.0
    shapes: list[Shape] = []
    for (word, sign), size in zip(signs, sizes, strict=True):
        shapes.extend(_key_sign(sign, x + 6, y))
        shapes.append(Text(x + 16, y + 3, word, NOTE, Ink.SECONDARY))
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


def _areas(laid: Laid) -> tuple[Area, ...]:
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
