"""From an outline to the bytes of a finished PDF."""

from __future__ import annotations

from dataclasses import dataclass

from vpa_assist.pdf.outline.parts import Block, Outline, Sheet
from vpa_assist.pdf.render import styles as st
from vpa_assist.pdf.render.blocks import Blocks
from vpa_assist.pdf.render.faces import faces
from vpa_assist.pdf.render.finish import About, Bookmark, Jump, Painted, finish
from vpa_assist.pdf.render.glyphs import Line
from vpa_assist.pdf.render.marks import Elem
from vpa_assist.pdf.render.pages import Page, follows_on, is_short, laid_out, paginate
from vpa_assist.pdf.render.painting import Painter, num
from vpa_assist.pdf.render.rows import Op, Rule, Text
from vpa_assist.pdf.render.setting import Setter
from vpa_assist.pdf.render.styles import Style
from vpa_assist.record.kinds import moment

_MARKING = Style("bold", 9.5, 12)
_STATE = Style("bold", 8.2, 12)
_FOOT = Style("regular", 8.2, 10, st.SECOND)
_FOOT_PAGE = Style("semibold", 8.6, 10)
_HEAD = Style("regular", 8.8, 11, st.SECOND)
_MARKING_SPACING = 1.1
_WATERMARK_SIZE, _WATERMARK_ANGLE = 132.0, (0.6157, 0.788)  # 52 degrees


Laid = tuple[list[Page], Elem]
"""A sheet on its pages, and its structure element."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document, its number of pages, and the characters that no face holds (printed as their codes)."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


def render(outline: Outline, data: bytes | None, tool: str) -> Rendered:
    """The finished PDF of an outline, with `data` embedded in it. The same outline and data give the same bytes."""
    setter = Setter(faces())
    root = Elem("Document")
    pages = _pages(outline, setter, root)
    numbers: dict[str, int] = {}
    places: dict[str, tuple[int, float]] = {}
    for index, page in enumerate(pages):
        for y, row in page.rows:
            for anchor in row.anchors:
                numbers.setdefault(anchor, index + 1)
                places.setdefault(anchor, (index, y))
    painted = []
    for index, page in enumerate(pages):
        painter = Painter(setter, index, lambda anchor: numbers.get(anchor, 1))
        _furniture(painter, outline, page, index + 1, len(pages))
        _content(painter, page)
        painted.append(_painted(painter, page, places))
    about = About(
        outline.title,
        outline.subject,
        outline.author,
        outline.lang,
        tool,
        moment(outline.at),
        outline.data_name,
        outline.data_about,
    )
    return Rendered(finish(painted, root, setter.used(), about, data), len(pages), tuple(setter.missing))


def _pages(outline: Outline, setter: Setter, root: Elem) -> list[Page]:
    pages: list[Page] = []
    blocks = Blocks(setter, root, outline)
    for sheet in outline.sheets:
        found, sect = fitting(sheet, blocks, None)
        if pages and not sheet.fresh and follows_on(pages[-1]):
            joined, its_sect = fitting(sheet, blocks, pages[-1])
            if len(joined) <= len(found):  # begun on the last page it saves one
                pages.pop()
                found, sect = joined, its_sect
        root.kids.append(sect)
        pages.extend(found)
    return pages


def fitting(sheet: Sheet, blocks: Blocks, start: Page | None) -> Laid:
    """A sheet on its pages, in the widest setting that does it justice.

    Of several versions the fullest that fits one page, if need be with tighter lines and then with smaller type; where not even
    the leanest does, the fullest. `start` is a page to go on with.
    """
    first = _laid(sheet, sheet.blocks, blocks, start)
    if len(first[0]) == 1:
        return first
    if not sheet.leaner:
        if is_short(first[0]):
            tried = _laid(sheet, sheet.blocks, blocks, start, tight=True)
            return tried if len(tried[0]) < len(first[0]) else first
        return first
    versions = (sheet.blocks, *sheet.leaner)
    for tight, small in ((False, False), (True, False), (True, True)):
        best = _laid(sheet, versions[-1], blocks, start, tight=tight, small=small)
        if len(best[0]) > 1:
            continue
        low, high = 0, len(versions) - 1  # each version is shorter than the one before, and the last one fits
        while low < high:
            middle = (low + high) // 2
            tried = _laid(sheet, versions[middle], blocks, start, tight=tight, small=small)
            if len(tried[0]) == 1:
                best, high = tried, middle
            else:
                low = middle + 1
        return best
    return first


def _laid(
    sheet: Sheet, version: tuple[Block, ...], blocks: Blocks, start: Page | None, *, tight: bool = False, small: bool = False
) -> Laid:
    rows, sect = blocks.rows(version, small=sheet.small or small, tight=tight)
    if tight:
        return paginate(rows, sheet.head, cover=sheet.cover, tighter=st.TIGHT_GAPS, start=start), sect
    pages = laid_out(rows, sheet.head, cover=sheet.cover, start=start)
    if sheet.leaner and len(pages) > 1:  # slightly smaller gaps before fewer words
        for tighter in (0.85, st.TIGHT_GAPS):
            tried = paginate(rows, sheet.head, cover=sheet.cover, tighter=tighter)
            if len(tried) == 1:
                return tried, sect
    return pages, sect


def _content(painter: Painter, page: Page) -> None:
    decoration: list[tuple[float, Op]] = []
    for y, row in (*page.again, *page.rows):
        decoration.extend((y, op) for op in row.ops if not isinstance(op, Text) or op.elem is None)
    painter.artifact((y, op) for y, op in decoration)
    painter.text(page.rows)


def _painted(painter: Painter, page: Page, places: dict[str, tuple[int, float]]) -> Painted:
    """A page with the bookmarks of its headings and the links on it."""
    bookmarks = [Bookmark(*row.bookmark, st.PAGE_HEIGHT - y + 4) for y, row in page.rows if row.bookmark]
    links: list[Jump] = []
    for link in painter.links:
        if link.target in places:
            index, y = places[link.target]
            link.elem.kids.append(("annot", painter.number, len(links)))
            links.append(Jump(link.says, link.rect, index, st.PAGE_HEIGHT - y + 4))
    return Painted("\n".join(painter.code).encode("ascii"), painter.marks, bookmarks, links)


def _furniture(painter: Painter, outline: Outline, page: Page, number: int, count: int) -> None:
    """What stands on every page: marking, states, running head, reference, page number, and the letters across."""
    if outline.watermark:
        _watermark(painter, outline.watermark)
    bottom = st.PAGE_HEIGHT
    head: list[tuple[float, Op]] = []
    foot: list[tuple[float, Op]] = []
    marking = painter.setter.single(outline.marking.upper(), _MARKING)
    if marking:
        width = marking.width + _MARKING_SPACING * (len(outline.marking) - 1)
        x = st.PAGE_WIDTH / 2 - st.LEFT - width / 2
        head.append((0, Text(x, 11.5 * st.MM, marking, None, spacing=_MARKING_SPACING)))
        foot.append((0, Text(x, bottom - 9 * st.MM, marking, None, spacing=_MARKING_SPACING)))
    states = painter.setter.single(" · ".join(outline.states), _STATE) if outline.states else None
    if states:
        head.append((0, Text(0, 11.5 * st.MM, states, None)))
        head.append((0, Text(st.TEXT_WIDTH, 11.5 * st.MM, states, None, "right")))
    if not page.cover:
        right = painter.setter.single(outline.form, _HEAD)
        left = _shortened(painter, page.head, right.width if right else 0)
        if left:
            head.append((0, Text(0, 20.5 * st.MM, left, None)))
        if right:
            head.append((0, Text(st.TEXT_WIDTH, 20.5 * st.MM, right, None, "right")))
        head.append((0, Rule(0, 22.8 * st.MM, st.TEXT_WIDTH, 22.8 * st.MM)))
    foot.append((0, Rule(0, bottom - 19.5 * st.MM, st.TEXT_WIDTH, bottom - 19.5 * st.MM)))
    reference = painter.setter.single(outline.reference, _FOOT)
    of = painter.setter.single(outline.page_of.format(page=number, pages=count), _FOOT_PAGE)
    if reference:
        foot.append((0, Text(0, bottom - 15.2 * st.MM, reference, None)))
    if of:
        foot.append((0, Text(st.TEXT_WIDTH, bottom - 15.2 * st.MM, of, None, "right")))
    painter.artifact(head, "/Type/Pagination/Subtype/Header")
    painter.artifact(foot, "/Type/Pagination/Subtype/Footer")


def _shortened(painter: Painter, text: str, taken: float) -> Line | None:
    """A running head that leaves room for the form's name."""
    line = painter.setter.single(text, _HEAD)
    while line and line.width > st.TEXT_WIDTH - taken - 16 and len(text) > 4:
        text = text[: int(len(text) * 0.9)]
        line = painter.setter.single(text.rstrip() + "…", _HEAD)
    return line


def _watermark(painter: Painter, text: str) -> None:
    style = Style("bold", _WATERMARK_SIZE, _WATERMARK_SIZE, st.WATERMARK)
    line = painter.setter.single(text, style)
    if line is None:
        return
    cosine, sine = _WATERMARK_ANGLE
    x = st.PAGE_WIDTH / 2 - line.width / 2 * cosine + _WATERMARK_SIZE * 0.33 * sine
    y = st.PAGE_HEIGHT / 2 - line.width / 2 * sine - _WATERMARK_SIZE * 0.33 * cosine
    body: list[str] = []
    painter._spans(body, line.spans, 0, 0)
    painter.code.append("/Artifact <</Type/Pagination/Subtype/Watermark>> BDC")
    painter.code.append(f"q {cosine} {sine} {-sine} {cosine} {num(x)} {num(y)} cm")
    painter.code.extend(body)
    painter.code.append("Q EMC")


__all__ = ["Rendered", "fitting", "render"]
