"""Pages: rows one under the other, broken where the text allows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from vpa_assist.pdf.render import styles as st
from vpa_assist.pdf.render.rows import Row


@dataclass(slots=True)
class Page:
    """One page: rows with their tops (from the page's upper edge), and rows repeated from the page before."""

    head: str
    cover: bool
    rows: list[tuple[float, Row]] = field(default_factory=list)
    again: list[tuple[float, Row]] = field(default_factory=list)
    y: float = 0.0

    @property
    def top(self) -> float:
        return st.COVER_TOP if self.cover else st.TOP


LOWEST = st.PAGE_HEIGHT - st.BOTTOM


def clumps(rows: list[Row]) -> list[list[Row]]:
    """Rows that must stay on one page together."""
    found: list[list[Row]] = []
    current: list[Row] = []
    for row in rows:
        current.append(row)
        if not row.keep:
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found


def paginate(rows: list[Row], head: str, *, cover: bool = False, tighter: float = 1.0, start: Page | None = None) -> list[Page]:
    """Rows on pages. `tighter` shrinks the gaps between them; `start` is a page to go on with, and stays as it is."""
    if start is None:
        first = Page(head, cover)
        first.y = first.top
    else:
        first = Page(start.head, start.cover, list(start.rows), list(start.again), start.y)
    pages = [first]
    for clump in clumps(rows):
        page = pages[-1]
        needed = sum(row.height + row.gap * tighter for row in clump) - (clump[0].gap * tighter if not page.rows else 0)
        room = max((row.room for row in clump), default=0.0)
        if page.rows and (page.y + needed > LOWEST or page.y + room > LOWEST):
            page = _turned(pages, head, cover and len(pages) < 1)
        for row in clump:
            gap = row.gap * tighter if page.rows or page.again else 0.0
            if page.rows and page.y + gap + row.height > LOWEST:
                page, gap = _turned(pages, head, False), 0.0
            if row.head and not page.rows and len(pages) + (start is not None) > 1:
                for repeated in row.head:
                    page.again.append((page.y, repeated))
                    page.y += repeated.height
            page.rows.append((page.y + gap, row))
            page.y += gap + row.height
    return pages


def _turned(pages: list[Page], head: str, cover: bool) -> Page:
    page = Page(head, cover)
    page.y = page.top
    pages.append(page)
    return page


def laid_out(rows: list[Row], head: str, *, cover: bool = False, start: Page | None = None) -> list[Page]:
    """The best of a few ways: a last page with little on it is taken back where slightly smaller gaps allow it."""
    pages = paginate(rows, head, cover=cover, start=start)
    if is_short(pages):
        for tighter in (0.9, 0.8, 0.7):
            tried = paginate(rows, head, cover=cover, tighter=tighter, start=start)
            if len(tried) < len(pages):
                return tried
    return pages


def is_short(pages: list[Page]) -> bool:
    """Whether the last of several pages holds so little that it is worth a try to do without it."""
    return len(pages) > 1 and pages[-1].y - pages[-1].top < st.SHORT_PAGE


def follows_on(page: Page) -> bool:
    """Whether enough of a page is left for the next sheet to begin on it."""
    return not page.cover and LOWEST - page.y >= st.FOLLOW_ON
