"""Painting: pages as PDF operators. What is decoration comes first and is marked so; text follows in the order it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from vpa_assist.drawing.shapes import Anchor, Circle, Ink, Line, Path, Point, Rect, Stroke
from vpa_assist.drawing.shapes import Text as DrawnText
from vpa_assist.pdf.render import styles as st
from vpa_assist.pdf.render.glyphs import Span
from vpa_assist.pdf.render.marks import Elem
from vpa_assist.pdf.render.rows import Box, Op, Picture, Row, Rule, Text
from vpa_assist.pdf.render.setting import Setter
from vpa_assist.pdf.render.styles import Style
from vpa_assist.pdf.render.writer import utf16

_INKS = {
    Ink.TEXT: st.INK,
    Ink.SECONDARY: st.SECOND,
    Ink.HAIRLINE: st.HAIRLINE,
    Ink.SURFACE: st.PAPER,
    Ink.ACCENT: st.INK,
    Ink.ON_ACCENT: st.PAPER,
}
_ROUND = 0.5523
"""How far the handles of a quarter circle reach."""


def num(value: float) -> str:
    """A number as PDF has it: at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(slots=True)
class Link:
    """A place on a page that leads to another."""

    rect: tuple[float, float, float, float]
    target: str
    elem: Elem
    says: str


@dataclass(slots=True)
class Painter:
    """Paints one page. `page_of` knows the page number of each anchor."""

    setter: Setter
    number: int  # of the page, from 0
    page_of: Callable[[str], int]
    code: list[str] = field(default_factory=list)
    marks: list[Elem] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    # decoration

    def artifact(self, ops: Iterable[tuple[float, Op]], kind: str = "/Type/Layout") -> None:
        """Marks that no reader should hear: `(top, op)` each."""
        inside: list[str] = []
        for top, op in ops:
            self._decorate(inside, top, op)
        if inside:
            self.code.append(f"/Artifact <<{kind}>> BDC")
            self.code.extend(inside)
            self.code.append("EMC")

    def _decorate(self, code: list[str], top: float, op: Op) -> None:
        if isinstance(op, Rule):
            y1, y2 = _up(top + op.y1), _up(top + op.y2)
            dash = f"[{num(op.dash[0])} {num(op.dash[1])}] 0 d" if op.dash else "[] 0 d"
            code.append(
                f"{op.ink} RG {num(op.width)} w {dash} {num(st.LEFT + op.x1)} {num(y1)} m {num(st.LEFT + op.x2)} {num(y2)} l S"
            )
        elif isinstance(op, Box):
            box = f"{num(st.LEFT + op.x)} {num(_up(top + op.y + op.height))} {num(op.width)} {num(op.height)} re"
            if op.fill:
                code.append(f"{op.fill} rg {box} f")
            if op.stroke:
                dash = f"[{num(op.dash[0])} {num(op.dash[1])}] 0 d" if op.dash else "[] 0 d"
                code.append(f"{st.INK} RG {num(op.stroke)} w {dash} {box} S")
        elif isinstance(op, Text):
            x = st.LEFT + op.x - (op.line.width if op.align == "right" else 0)
            self._spans(code, op.line.spans, x, _up(top + op.y), op.spacing)

    # text

    def text(self, rows: Iterable[tuple[float, Row]]) -> None:
        """The tagged content of these rows, in their order."""
        current: Elem | None = None
        body: list[str] = []

        def flush() -> None:
            nonlocal current, body
            if current is not None and body:
                self._tagged(current, body)
            current, body = None, []

        for top, row in rows:
            for op in row.ops:
                if isinstance(op, Picture):
                    flush()
                    self._picture(top, op)
                elif isinstance(op, Text) and op.elem is not None:
                    if any(span.link for span in op.line.spans):
                        flush()
                        self._linked_line(top, op, op.elem)
                        continue
                    if op.elem is not current:
                        flush()
                        current = op.elem
                    x = st.LEFT + op.x - (op.line.width if op.align == "right" else 0)
                    self._spans(body, op.line.spans, x, _up(top + op.y), op.spacing)
        flush()

    def _tagged(self, elem: Elem, body: list[str]) -> None:
        self.code.append(f"/{elem.tag} <</MCID {len(self.marks)}>> BDC")
        self.code.extend(body)
        self.code.append("EMC")
        elem.kids.append((self.number, len(self.marks)))
        self.marks.append(elem)

    def _linked_line(self, top: float, op: Text, holder: Elem) -> None:
        """A line with links: each is a kid of its paragraph, where it stands in the text."""
        y = _up(top + op.y)
        spans, width = self._numbered(op.line.spans)
        x = st.LEFT + op.x - (width if op.align == "right" else 0)
        for span in spans:
            code: list[str] = []
            self._spans(code, [span], x, y)
            if not span.link:
                self._tagged(holder, code)
                continue
            left, right = x + span.x, x + span.x + span.width
            code.append(f"{span.ink} RG 0.5 w [] 0 d {num(left)} {num(y - 1.4)} m {num(right)} {num(y - 1.4)} l S")
            link = holder.add("Link", alt=self._says(span))
            self._tagged(link, code)
            self.links.append(Link((left, y - 2.4, right, y + span.size * 0.8), span.link, link, self._says(span)))

    def _says(self, span: Span) -> str:
        return span.template.replace("{page}", str(self.page_of(span.link)))

    def _numbered(self, spans: list[Span]) -> tuple[list[Span], float]:
        """The same line with the numbers of its pages; what follows moves with them."""
        found: list[Span] = []
        shift = 0.0
        end = 0.0
        for span in spans:
            x = span.x + shift
            segment, width = span.segment, span.width
            if span.link and "{page}" in span.template:
                piece = self.setter.piece(self._says(span), span.role)
                segment, width = piece.segments[0], piece.width * span.size / 1000
                shift += width - span.width
            found.append(Span(x, width, segment, span.size, span.ink, span.link, span.lang, span.template, span.role))
            end = x + width
        return found, end

    def _spans(self, code: list[str], spans: Iterable[Span], x: float, y: float, spacing: float = 0.0) -> None:
        face, size, ink = "", 0.0, ""
        out = ["BT"]
        if spacing:
            out.append(f"{num(spacing)} Tc")
        for span in spans:
            segment = span.segment
            if span.ink != ink:
                ink = span.ink
                out.append(f"{ink} rg")
            if segment.face.name != face or span.size != size:
                face, size = segment.face.name, span.size
                out.append(f"/{face} {num(size)} Tf")
            if segment.actual:
                out.append(f"/Span <</ActualText <{utf16(segment.actual)}>>> BDC")
            if isinstance(segment.glyphs, str):
                out.append(f"1 0 0 1 {x + span.x:.2f} {y:.2f} Tm <{self.setter.encoded(segment.face, segment.glyphs)}> Tj")
            else:
                scale = span.size / 1000
                out.extend(
                    f"1 0 0 1 {x + span.x + dx * scale:.2f} {y + dy * scale:.2f} Tm <{glyph}> Tj"
                    for dx, dy, glyph in segment.glyphs
                )
            if segment.actual:
                out.append("EMC")
        if spacing:
            out.append("0 Tc")
        out.append("ET")
        code.append(" ".join(out))

    # drawings

    def _picture(self, top: float, op: Picture) -> None:
        """A drawing as a figure, with the box that it fills."""
        drawing, scale = op.drawing, op.scale
        left, upper = st.LEFT + op.x, _up(top + op.y)
        op.elem.attrs = {
            "O": "Layout",
            "Placement": "Block",
            "BBox": [left, upper - drawing.height * scale, left + drawing.width * scale, upper],
        }
        body = [f"q {num(scale)} 0 0 {num(scale)} {num(left)} {num(upper)} cm"]
        for shape in drawing.shapes:
            self._shape(body, shape)
        body.append("Q")
        self._tagged(op.elem, body)

    def _shape(self, code: list[str], shape: object) -> None:
        if isinstance(shape, DrawnText):
            self._drawn_text(code, shape)
        elif isinstance(shape, Line):
            code.append(f"{_pen(shape.stroke)} {num(shape.x1)} {num(-shape.y1)} m {num(shape.x2)} {num(-shape.y2)} l S")
        elif isinstance(shape, Rect):
            path = (
                _rounded(shape)
                if shape.radius
                else f"{num(shape.x)} {num(-shape.y - shape.height)} {num(shape.width)} {num(shape.height)} re"
            )
            _paint(code, path, shape.stroke, shape.fill)
        elif isinstance(shape, Circle):
            _paint(code, _circle(shape), shape.stroke, shape.fill)
        elif isinstance(shape, Path):
            path = " ".join(_step(name, numbers) for name, numbers in shape.steps)
            if shape.hatch:
                code.append(_hatched(path, shape))
            _paint(code, path, shape.stroke, shape.fill)

    def _drawn_text(self, code: list[str], shape: DrawnText) -> None:
        role = "semibold" if shape.bold else "italic" if shape.italic else "regular"
        style = Style(role, shape.size, shape.size * 1.3, _INKS[shape.ink])
        line = self.setter.single(shape.text, style)
        if line is None:
            return
        x = shape.x - (line.width if shape.anchor == Anchor.END else line.width / 2 if shape.anchor == Anchor.MIDDLE else 0)
        self._spans(code, line.spans, x, -shape.y)


def _up(y: float) -> float:
    return st.PAGE_HEIGHT - y


def _pen(stroke: Stroke) -> str:
    dash = " ".join(num(each) for each in stroke.dash)
    return f"{_INKS[stroke.ink]} RG {num(stroke.width)} w [{dash}] 0 d"


def _paint(code: list[str], path: str, stroke: Stroke | None, fill: Ink | None) -> None:
    if fill is not None and stroke is not None:
        code.append(f"{_INKS[fill]} rg {_pen(stroke)} {path} B")
    elif fill is not None:
        code.append(f"{_INKS[fill]} rg {path} f")
    elif stroke is not None:
        code.append(f"{_pen(stroke)} {path} S")


def _step(name: str, numbers: tuple[float, ...]) -> str:
    if name == "Z":
        return "h"
    values = " ".join(num(-each if index % 2 else each) for index, each in enumerate(numbers))
    return f"{values} {name.lower()}"


def _circle(shape: Circle) -> str:
    x, y, r = shape.x, -shape.y, shape.radius
    k = r * _ROUND
    quarter = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = " ".join(" ".join(num(each) for each in points) + " c" for points in quarter)
    return f"{num(x + r)} {num(y)} m {curves} h"


def _rounded(shape: Rect) -> str:
    r = min(shape.radius, shape.width / 2, shape.height / 2)
    k = r * (1 - _ROUND)
    left, right, top, bottom = shape.x, shape.x + shape.width, -shape.y, -shape.y - shape.height
    steps: list[tuple[str, tuple[float, ...]]] = [
        ("m", (left + r, top)),
        ("l", (right - r, top)),
        ("c", (right - k, top, right, top - k, right, top - r)),
        ("l", (right, bottom + r)),
        ("c", (right, bottom + k, right - k, bottom, right - r, bottom)),
        ("l", (left + r, bottom)),
        ("c", (left + k, bottom, left, bottom + k, left, bottom + r)),
        ("l", (left, top - r)),
        ("c", (left, top - k, left + k, top, left + r, top)),
    ]
    return " ".join(f"{' '.join(num(each) for each in numbers)} {name}" for name, numbers in steps) + " h"


def _hatched(path: str, shape: Path) -> str:
    """Slanting lines within the outline: they survive the copier where a tint would not."""
    points: list[Point] = [(numbers[-2], numbers[-1]) for _, numbers in shape.steps if numbers]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    lines = []
    at = left - (bottom - top)
    at -= at % 3.4  # neighbouring regions share one grid
    while at < right:
        lines.append(f"{num(at)} {num(-bottom)} m {num(at + bottom - top)} {num(-top)} l")
        at += 3.4
    return f"q {path} W n {st.INK} RG 0.5 w [] 0 d {' '.join(lines)} S Q"
