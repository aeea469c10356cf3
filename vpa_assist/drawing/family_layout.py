"""Where everybody in a family diagram stands: rows by generation, couples side by side, children below and between them.

In the parents' row people who are joined stand side by side, and the children of two people stand below and between them; so
no line crosses another in any family whose couples form a chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from vpa_assist.drawing.kinship import Couple, Family, Node, Say
from vpa_assist.drawing.metrics import wrapped
from vpa_assist.drawing.shapes import Point

HALF = 17.0
"""Half of the width of a person's square or circle."""
SLOT = 92.0
"""Width that a person with their label takes in a row."""
CLEAR = 7.0
"""Points between the outline of the home and the label of somebody beside it."""
WIDTH = 476.0
NAME, NOTE, LEADING = 9.6, 8.8, 10.6
"""Size of a name and of the notes under it, and from line to line."""
_MOST_LINES = 7


@dataclass(slots=True)
class Laid:
    """Where everybody stands."""

    family: Family
    x: dict[str, float]
    y: dict[int, float]
    labels: dict[str, list[tuple[str, bool]]]
    lanes: dict[tuple[str, str, str], int]  # links that pass over heads: (kind, first, second) -> height above the row

    def at(self, key: str) -> Point:
        return self.x[key], self.y[self.family.nodes[key].level]


def layout(family: Family, say: Say) -> Laid:
    """Everybody's place, with the lines of their labels."""
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
    laid = Laid(family, x, {}, {name: _label(node) for name, node in family.nodes.items()}, {})
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


def _lanes(laid: Laid) -> dict[tuple[str, str, str], int]:
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


def _passes(laid: Laid, first: str, second: str) -> bool:
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
        unit = unit_of(family, before, name)
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
    right = max(x[name] for name in (*chain, *children_of(family, chain)) if name in x)
    return right + SLOT / 2


def children_of(family: Family, chain: Iterable[str]) -> list[str]:
    members = set(chain)
    return [child for unit in family.couples if unit.first in members for child in unit.children]


def unit_of(family: Family, first: str, second: str) -> Couple | None:
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
    lines = [(line, True) for line in wrapped(node.name, NAME, SLOT - 4, bold=True, most=3)]
    notes = [(line, False) for note in node.notes for line in wrapped(note, NOTE, SLOT - 4, most=3)]
    return lines + (notes if len(notes) <= _MOST_LINES else [*notes[: _MOST_LINES - 1], ("…", False)])


def _rows(laid: Laid) -> dict[int, float]:
    """The height of each generation's row, from the top one down."""
    levels = sorted({node.level for node in laid.family.nodes.values()}, reverse=True)
    y: dict[int, float] = {}
    cursor = 26.0 + HALF
    for level in levels:
        cursor += 10.0 * sum(1 for _, first, _ in laid.lanes if laid.family.nodes[first].level == level)
        y[level] = cursor
        lines = max(len(laid.labels[node.key]) for node in laid.family.nodes.values() if node.level == level)
        cursor += HALF * 2 + lines * LEADING + 30
    return y


def bottom_of(laid: Laid) -> float:
    """Where the lowest label ends."""
    return max(laid.at(name)[1] + HALF + 4 + len(lines) * LEADING for name, lines in laid.labels.items())
