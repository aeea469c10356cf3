"""Tags: the logical structure of the document, and the marks in the page content that tie text to it.

The structure is made in reading order while the content is laid out; a page that is painted adds its marks to it. So nothing
that the layout does can disturb the order in which the document is read.
"""

from __future__ import annotations

from typing import Any


class Elem:
    """One structure element. Kids are elements, marks `(page, mcid)` and annotations `("annot", page, index)`."""

    __slots__ = ("alt", "attrs", "kids", "lang", "tag")

    def __init__(self, tag: str, *, alt: str = "", lang: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.tag = tag
        self.alt = alt
        self.lang = lang
        self.attrs = attrs
        self.kids: list[Elem | tuple[int, int] | tuple[str, int, int]] = []

    def add(self, tag: str, *, alt: str = "", lang: str = "", attrs: dict[str, Any] | None = None) -> Elem:
        """A new element at the end of this one's kids."""
        kid = Elem(tag, alt=alt, lang=lang, attrs=attrs)
        self.kids.append(kid)
        return kid


def column_head(row: Elem) -> Elem:
    """The head of a table's column."""
    return row.add("TH", attrs={"O": "Table", "Scope": "Column"})


def row_head(row: Elem) -> Elem:
    """The head of a table's row."""
    return row.add("TH", attrs={"O": "Table", "Scope": "Row"})
