"""A drawing as SVG: a file of its own, for a report or a slide. Black and white, with its alternative text inside."""

from __future__ import annotations

from html import escape

from vpa_assist.drawing.shapes import Anchor, Circle, Drawing, Ink, Line, Path, Rect, Shape, Stroke, Text

COLOURS = {
    Ink.TEXT: "#000000",
    Ink.SECONDARY: "#33383F",
    Ink.HAIRLINE: "#9AA0A6",
    Ink.SURFACE: "#FFFFFF",
    Ink.ACCENT: "#0B5575",
    Ink.ON_ACCENT: "#FFFFFF",
}
"""What each ink is in a file of its own."""

_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}


def as_svg(drawing: Drawing, title: str = "") -> str:
    """The drawing as one SVG document. `title` is its name; its description is the alternative text."""
    wide, high = _number(drawing.width), _number(drawing.height)
    hatch = (
        '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="4" stroke="#000000" stroke-width="0.8"/></pattern></defs>'
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}" '
        'role="img" aria-labelledby="title description" font-family="\'Source Sans 3\', sans-serif">'
    )
    words = f'<title id="title">{escape(title)}</title><desc id="description">{escape(drawing.alt)}</desc>'
    ground = f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>'
    shapes = "\n".join(_shape(each) for each in drawing.shapes)
    return f"{head}\n{words}\n{hatch if 'hatch' in _kinds(drawing) else ''}{ground}\n{shapes}\n</svg>\n"


def _kinds(drawing: Drawing) -> set[str]:
    return {"hatch" for each in drawing.shapes if isinstance(each, Path) and each.hatch}


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _style(stroke: Stroke | None, fill: Ink | None, hatch: bool = False) -> str:
    ground = "url(#hatch)" if hatch else COLOURS[fill] if fill is not None else "none"
    if stroke is None:
        return f'fill="{ground}"'
    dash = f' stroke-dasharray="{" ".join(map(_number, stroke.dash))}"' if stroke.dash else ""
    return f'fill="{ground}" stroke="{COLOURS[stroke.ink]}" stroke-width="{_number(stroke.width)}"{dash}'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Path):
        steps = " ".join(f"{name} {' '.join(map(_number, numbers))}".strip() for name, numbers in shape.steps)
        return f'<path d="{steps}" {_style(shape.stroke, shape.fill, shape.hatch)}/>'
    if isinstance(shape, Line):
        ends = f'x1="{_number(shape.x1)}" y1="{_number(shape.y1)}" x2="{_number(shape.x2)}" y2="{_number(shape.y2)}"'
        return f"<line {ends} {_style(shape.stroke, None)}/>"
    if isinstance(shape, Rect):
        place = f'x="{_number(shape.x)}" y="{_number(shape.y)}" width="{_number(shape.width)}" height="{_number(shape.height)}"'
        return f'<rect {place} rx="{_number(shape.radius)}" {_style(shape.stroke, shape.fill)}/>'
    if isinstance(shape, Circle):
        place = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
        return f"<circle {place} {_style(shape.stroke, shape.fill)}/>"
    return _text(shape)


def _text(shape: Text) -> str:
    look = f'font-size="{_number(shape.size)}" text-anchor="{_ANCHORS[shape.anchor]}" fill="{COLOURS[shape.ink]}"'
    weight = ' font-weight="600"' if shape.bold else ""
    slant = ' font-style="italic"' if shape.italic else ""
    return f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" {look}{weight}{slant}>{escape(shape.text)}</text>'
