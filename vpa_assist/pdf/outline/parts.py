"""What a printed document says, as plain frozen data: no fonts, no sizes, no pages.

The renderer and the HTML twin both read this, so what is said is decided once. Texts are ready to print; a `Run` may point to
a place in the same document, whose page number only the renderer knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vpa_assist.drawing.shapes import Drawing


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style: "" (plain), "strong", "soft" (italic), "note" (second) or "voice" (the child's own words).

    `lang` is a language tag where it is not the document's. With `link` the text is a reference to that anchor, and `{page}` in
    it becomes the page number.
    """

    text: str
    style: str = ""
    lang: str = ""
    link: str = ""


Words = tuple[Run, ...]


def words(*runs: str | Run) -> Words:
    """Runs from plain strings and runs; empty strings fall away."""
    return tuple(Run(each) if isinstance(each, str) else each for each in runs if not isinstance(each, str) or each)


_PLACE = re.compile(r"(\S+ )?\{page\}")


def linked(text: str, anchor: str, style: str = "") -> Words:
    """A text in which "page {page}" leads to an anchor; only these two words are the link."""
    found = _PLACE.search(text)
    if found is None:
        return words(Run(text, style))
    place = Run(found[0].replace(" ", "\u00a0"), style, link=anchor)
    before, after = text[: found.start()], text[found.end() :]
    return (*((Run(before, style),) if before else ()), place, *((Run(after, style),) if after else ()))


def run_on(paras: Iterable[Words]) -> tuple[Words, ...]:
    """Sentences one after the other in one paragraph; nothing where there is none."""
    runs: list[Run] = []
    for para in paras:
        runs += [Run(" "), *para] if runs else para
    return (tuple(runs),) if runs else ()


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without their style."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Title:
    """The head of a sheet: level 1. `kicker` stands above it, `lines` below; `cover` is set larger."""

    text: str
    anchor: str
    kicker: str = ""
    lines: tuple[Words, ...] = ()
    cover: bool = False
    rule: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A section: level 2. `tile` is the letter of AWARE; `aside` stands at the right; `rule` draws the line above."""

    text: str
    anchor: str = ""
    aside: str = ""
    tile: str = ""
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: "body", "note" (smaller, second ink) or "small"."""

    words: Words
    kind: str = "body"
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a strip: what it is, the value, and a line below. Free text is set smaller than coded values."""

    label: str
    value: str
    note: Words = ()
    black: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """The decision strip: a table of one row with column heads."""

    cells: tuple[Cell, ...]
    name: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said or shown. `own`: by the child, in the child's face with the bar; else by an adult, or a summary.

    `text` is exactly as recorded; `quoted` puts marks round it. `number` ties decisions to it.
    """

    text: str
    label: str
    question: str = ""
    demeanour: str = ""
    number: str = ""
    own: bool = True
    quoted: bool = True
    lang: str = ""
    anchor: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """What was said, in order. `large` sets words as on the child's own page; else as on the cover."""

    items: tuple[Said, ...]
    name: str
    large: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A label at the side with its text. `tile` is a letter of AWARE."""

    label: str
    paras: tuple[Words, ...]
    tile: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labels and texts: a table whose first column heads its rows. `framed` draws a line above and below."""

    items: tuple[Item, ...]
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width. `heads` makes its cells the heads of their rows."""

    title: str
    share: float
    heads: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[tuple[Words, ...], ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its alternative text, and a caption below."""

    drawing: Drawing
    caption: str = ""


@dataclass(frozen=True, slots=True)
class GapBox:
    """The gravest gap, in a dashed box where the answer would stand."""

    paras: tuple[Words, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: the text and, at the right, where to look."""

    words: Words
    where: Words = ()


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """A state that outranks everything: "training", "draft", "urgent", "redacted", "findings"."""

    kind: str
    words: Words


@dataclass(frozen=True, slots=True)
class Room:
    """Start a new page here unless this much of the page is left (points)."""

    least: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on by hand, in the main column. `over` is the space above each (points)."""

    lines: int
    over: float = 22


Block = Title | Heading | Para | Strip | Voices | Labelled | Table | Figure | GapBox | Listing | Banner | Room | Ruled


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages that belong together. `fresh` starts a new page; `head` is the running head.

    `leaner` holds versions with less in them, tried in turn when the sheet should fit one page and does not.
    """

    blocks: tuple[Block, ...]
    head: str = ""
    fresh: bool = True
    cover: bool = False
    leaner: tuple[tuple[Block, ...], ...] = ()
    small: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole of what one printed document says."""

    title: str
    subject: str
    form: str
    marking: str
    handling: str
    states: tuple[str, ...]  # TRAINING, URGENT, DRAFT, in this order, in the pack's words
    watermark: str
    reference: str  # the line at the foot of each page
    page_of: str  # "Page {page} of {pages}"
    sheets: tuple[Sheet, ...]
    at: str  # the stated time of export, RFC 3339
    author: str
    data_name: str
    data_about: str
    continued: str  # "{name}, continued"
    words_continued: str = ""
    lang: str = "en-GB"
    cover_marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
