"""Set text: glyphs with their place, and the lines that they make."""

from __future__ import annotations

from dataclasses import dataclass

from vpa_assist.pdf.render.faces import Face


@dataclass(slots=True)
class Segment:
    """Glyphs of one face.

    `glyphs` are the characters themselves where each stands alone, or `(x, y, hex)` each for shaped text, in thousandths.
    `actual` is the plain text behind shaped glyphs and codes.
    """

    face: Face
    width: float
    glyphs: str | list[tuple[float, float, str]]
    actual: str | None = None


@dataclass(slots=True)
class Piece:
    """One word, set: its segments from left to right and its width in thousandths of the size."""

    segments: list[Segment]
    width: float
    rtl: bool = False
    complex: bool = False


@dataclass(slots=True)
class Span:
    """Part of a line, ready to paint: where it begins, in points from the line's left edge."""

    x: float
    width: float
    segment: Segment
    size: float
    ink: str
    link: str = ""
    lang: str = ""
    template: str = ""  # of a link: its text, with {page} still open
    role: str = ""


@dataclass(slots=True)
class Line:
    """A set line. `leading` is the height that it takes."""

    spans: list[Span]
    width: float
    leading: float
    rtl: bool = False
