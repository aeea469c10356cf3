"""Sizes, leadings and measures of the page, in points. The one place that says how large anything is."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 22 * MM, 20 * MM
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT  # 168 mm
TOP, COVER_TOP, BOTTOM = 26 * MM, 18 * MM, 24 * MM
SIDE, GUTTER = 34 * MM, 4 * MM
MAIN = SIDE + GUTTER  # where the main column begins
MAIN_WIDTH = TEXT_WIDTH - MAIN
BAR_INDENT, BAR_WIDTH = 4.2 * MM, 1.1 * MM
SPLIT_ABOVE = 60 * MM
"""A row or utterance taller than this may be divided between pages."""
SHORT_PAGE = 50 * MM
"""A last page with less on it is saved by slightly smaller gaps and leading, where they are enough."""
TIGHT_LEADING, TIGHT_GAPS = 0.95, 0.7
FOLLOW_ON = 90 * MM
"""A sheet that need not begin a page begins one all the same unless this much is left."""

INK = "0 0 0"
SECOND = "0.2 0.2196 0.2471"
VOICE = "0.1137 0.2353 0.3529"
HAIRLINE = "0.6039 0.6275 0.651"
WATERMARK = "0.8863 0.8902 0.8824"
PAPER = "1 1 1"


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. `role` is the face of plain runs."""

    role: str
    size: float
    leading: float
    ink: str = INK
    space: float = 0.0  # after the paragraph


COVER_NAME = Style("bold", 28, 32)
COVER_NAMES = Style("bold", 26, 30)
PAGE_TITLE = Style("bold", 22, 26)
SECTION = Style("bold", 14.5, 18)
KICKER = Style("semibold", 11.4, 15, SECOND)
LEAD = Style("regular", 11, 14.6)
STRIP_LABEL = Style("semibold", 9.2, 12.4, SECOND)
STRIP_VALUE = Style("bold", 14, 16.5)
STRIP_FREE = Style("semibold", 10.4, 13.4)
STRIP_NOTE = Style("regular", 9.2, 11.8, SECOND)
BODY = Style("regular", 10, 13.5)
SIDE_LABEL = Style("semibold", 9.2, 12.4, SECOND)
SIDE_PLAIN = Style("regular", 9.2, 12.4, SECOND)
TABLE_HEAD = Style("semibold", 8.8, 11.4, SECOND)
TABLE = Style("regular", 9.4, 12.4)
TABLE_ROW_HEAD = Style("semibold", 9.4, 12.4)
NOTE = Style("regular", 8.8, 11.8, SECOND)
QUESTION = Style("italic", 9.6, 13, SECOND)
DEMEANOUR = Style("regular", 9.2, 12.4, SECOND)
VOICE_PAGE = Style("serif", 12.8, 17.2)
VOICE_COVER = Style("serif", 12.4, 16.8)
VOICE_SHORT = Style("serif", 16.5, 21.5)
VOICE_TABLE = Style("serif", 11.2, 14.9)
ADULT = Style("regular", 10.4, 14)
WISHES = Style("regular", 10.8, 14.6)
SMALL = Style("regular", 9.4, 12.3)

SHORT_VOICE = 40
"""Characters below which a child's words are set larger on the cover."""


def role_of(style: str, base: Style) -> str:
    """The face of a run within a paragraph."""
    if style == "strong":
        return "bold" if base.role == "bold" else "semibold"
    if style == "soft":
        return "italic"
    if style == "voice":
        return "serif"
    return base.role
