"""A drawing as SVG: a file of its own, for a report or a slide. Black and white, with its alternative text inside."""

from __future__ import annotations

import unicodedata
from html import escape
from zlib import crc32

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

FAMILIES = "'Source Sans 3', system-ui, sans-serif"
"""The program's own typeface, where it is installed."""

_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}


def as_svg(drawing: Drawing, title: str = "", scale: float = 1.0) -> str:
    """The drawing as one SVG element, to stand in a file or in a page.

    `title` is its name; its alternative text is the description. `scale` multiplies the size in points.
    """
    wide, high = _number(drawing.width), _number(drawing.height)
    hatch = _hatch_of(drawing)
    defined = (
        f'<defs><pattern id="{hatch}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="4" stroke="#000000" stroke-width="0.8"/></pattern></defs>'
    )
    name = _words(" ".join(each for each in (title, drawing.alt) if each))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(drawing.width * scale)}pt" '
        f'height="{_number(drawing.height * scale)}pt" viewBox="0 0 {wide} {high}" role="img" aria-label="{name}" '
        f'font-family="{FAMILIES}">'
    )
    titled = f"<title>{_words(title)}</title>" if title else ""
    ground = f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>'
    hatched = any(isinstance(each, Path) and each.hatch for each in drawing.shapes)
    shapes = "\n".join(_shape(each, hatch) for each in drawing.shapes)
    return f"{head}\n{titled}<desc>{_words(drawing.alt)}</desc>\n{defined if hatched else ''}{ground}\n{shapes}\n</svg>\n"


def _hatch_of(drawing: Drawing) -> str:
    # one page may hold several drawings, and an id may stand only once
    return f"hatch-{crc32(drawing.alt.encode()):08x}"


def _words(text: str) -> str:
    """Escaped; a character that XML forbids by its code."""
    shown = (f"[U+{ord(each):04X}]" if unicodedata.category(each) in ("Cc", "Cs", "Cn") else each for each in text)
    return escape("".join(shown))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _style(stroke: Stroke | None, fill: Ink | None, hatch: str = "") -> str:
    ground = f"url(#{hatch})" if hatch else COLOURS[fill] if fill is not None else "none"
    if stroke is None:
        return f'fill="{ground}"'
    dash = f' stroke-dasharray="{" ".join(map(_number, stroke.dash))}"' if stroke.dash else ""
    return f'fill="{ground}" stroke="{COLOURS[stroke.ink]}" stroke-width="{_number(stroke.width)}"{dash}'


def _shape(shape: Shape, hatch: str) -> str:
    if isinstance(shape, Path):
        steps = " ".join(f"{name} {' '.join(map(_number, numbers))}".strip() for name, numbers in shape.steps)
        return f'<path d="{steps}" {_style(shape.stroke, shape.fill, hatch * shape.hatch)}/>'
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
    return f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" {look}{weight}{slant}>{_words(shape.text)}</text>'
