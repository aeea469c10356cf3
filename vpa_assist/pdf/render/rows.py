"""Rows: what a page is made of from top to bottom, and the marks and rules that each one paints.

A row is never divided. Long texts are rows of one line; short ones, figures and table rows are one row each.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vpa_assist.drawing.shapes import Drawing
from vpa_assist.pdf.render.glyphs import Line
from vpa_assist.pdf.render.marks import Elem
from vpa_assist.pdf.render.styles import HAIRLINE, INK, SPLIT_ABOVE


@dataclass(slots=True)
class Text:
    """A line of text: `x` from the text block's edge, `y` of its baseline from the row's top. Without `elem` it is decoration."""

    x: float
    y: float
    line: Line
    elem: Elem | None
    align: str = "left"  # "right": x is its right edge
    spacing: float = 0.0


@dataclass(slots=True)
class Rule:
    """A horizontal or vertical line; decoration."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.4
    ink: str = HAIRLINE
    dash: tuple[float, float] | None = None


@dataclass(slots=True)
class Box:
    """A filled or outlined rectangle; decoration."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: float = 0.0
    dash: tuple[float, float] | None = None


@dataclass(slots=True)
class Picture:
    """A drawing, tagged as a figure."""

    x: float
    y: float
    drawing: Drawing
    scale: float
    elem: Elem


Op = Text | Rule | Box | Picture


@dataclass(slots=True)
class Row:
    """One undivided strip of the page. `gap` is the space above it, which falls away at the top of a page.

    `keep` holds it to the next row; `head` is repeated, as decoration, where this row comes first on a page.
    """

    height: float
    ops: list[Op]
    gap: float = 0.0
    keep: bool = False
    head: tuple[Row, ...] = ()
    anchors: tuple[str, ...] = ()
    bookmark: tuple[str, int] | None = None
    room: float = 0.0  # a new page begins here unless this much is left


@dataclass(slots=True)
class Bit:
    """One line of a cell: its height and what it paints, from its own top."""

    height: float
    ops: list[Op] = field(default_factory=list)


@dataclass(slots=True)
class CellBits:
    """The lines of one cell."""

    bits: list[Bit]

    @property
    def height(self) -> float:
        return sum(bit.height for bit in self.bits)


def shifted(op: Op, dy: float) -> Op:
    """The same mark lower down."""
    if isinstance(op, Rule):
        return Rule(op.x1, op.y1 + dy, op.x2, op.y2 + dy, op.width, op.ink, op.dash)
    if isinstance(op, Text):
        return Text(op.x, op.y + dy, op.line, op.elem, op.align, op.spacing)
    if isinstance(op, Box):
        return Box(op.x, op.y + dy, op.width, op.height, op.fill, op.stroke, op.dash)
    return Picture(op.x, op.y + dy, op.drawing, op.scale, op.elem)


def side_by_side(cells: list[list[Bit]], *, above: float = 0.0, below: float = 0.0, whole: float = SPLIT_ABOVE) -> list[Row]:
    """Cells beside each other as rows: one where it is no taller than `whole`, else a row for each line.

    `above` and `below` are space inside the first and last row.
    """
    height = max((sum(bit.height for bit in cell) for cell in cells), default=0.0)
    if height + above + below <= whole:
        ops: list[Op] = []
        for cell in cells:
            y = above
            for bit in cell:
                ops.extend(shifted(op, y) for op in bit.ops)
                y += bit.height
        return [Row(height + above + below, ops)]
    count = max(len(cell) for cell in cells)
    rows: list[Row] = []
    for index in range(count):
        bits = [cell[index] for cell in cells if index < len(cell)]
        top = above if index == 0 else 0.0
        tall = max(bit.height for bit in bits) + top + (below if index == count - 1 else 0.0)
        rows.append(Row(tall, [shifted(op, top) for bit in bits for op in bit.ops]))
    hold_ends(rows)
    return rows


def hold_ends(rows: list[Row]) -> None:
    """No single line of a text stands alone at the foot or the head of a page."""
    if len(rows) > 1:
        rows[0].keep = True
        rows[-2].keep = True


def full_rule(width: float, weight: float, y: float = 0.0) -> Rule:
    """A rule across the text block in ink."""
    return Rule(0, y, width, y, weight, INK)
