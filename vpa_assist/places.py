"""Which page of the window a place of the referral belongs to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vpa_assist.record.pointers import split

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue, Page

EACH = "*"
"""Stands for every index of a list."""


def page_of(catalogue: Catalogue, path: str) -> Page | None:
    """The page that covers the longest part of this path; None when no page covers any of it."""
    covers = _covers(catalogue)
    steps = tuple(EACH if step.isdecimal() else step for step in split(path))
    for length in range(len(steps), -1, -1):
        page = covers.get(steps[:length])
        if page is not None:
            return page
    return None


@lru_cache(maxsize=8)
def _covers(catalogue: Catalogue) -> dict[tuple[str, ...], Page]:
    found: dict[tuple[str, ...], Page] = {}
    for page in catalogue.pages():
        for cover in page.covers:
            steps = tuple(cover.split("/")) if cover else ()
            found.setdefault(("children", EACH, *steps) if page.of_child else steps, page)
    return found
