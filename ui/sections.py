"""The sections of a referral: the form pack's pages, those of a child once for each child; their findings and statuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from vpa_assist import conditions
from vpa_assist.catalogue import Catalogue, Page
from vpa_assist.findings import Finding
from vpa_assist.record.pointers import get, is_recorded, join, split
from vpa_assist.record.referral import Child, Part, Referral
from vpa_assist.record.remembering import ByPart

if TYPE_CHECKING:
    from ui.document import Document

STATUSES = ("not_started", "in_progress", "has_gaps", "complete")


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form pack, for one child on a child's page."""

    page: Page
    child: str | None = None
    index: int | None = None

    @property
    def key(self) -> str:
        """What it is remembered by: it stays the same when children are moved."""
        return f"{self.page.id}@{self.child}" if self.child else self.page.id

    @property
    def where(self) -> str:
        """The pointer that the page is about: the child, or the document."""
        return join("children", self.index) if self.index is not None else ""

    def at(self, field: str) -> str:
        """The pointer of a field of the page; on a child's page fields are the child's."""
        return f"{self.where}/{field}" if field else self.where


def of_document(catalogue: Catalogue, referral: Referral) -> tuple[Section, ...]:
    """The sections that are not a child's, in the form pack's order."""
    return tuple(Section(page) for page in catalogue.pages() if not page.of_child and conditions.holds(page.when, referral, None))


class _Latest:
    """The sections of the referral that was asked about last: one key asks for them a score of times."""

    referral: Referral | None = None
    catalogue: Catalogue | None = None
    children: ClassVar[dict[int, tuple[Section, ...]]] = {}
    whole: tuple[Section, ...] | None = None

    @classmethod
    def is_of(cls, catalogue: Catalogue, referral: Referral) -> type[_Latest]:
        """What is remembered of this referral; what was of another one is forgotten."""
        if cls.referral is not referral or cls.catalogue is not catalogue:
            cls.referral, cls.catalogue = referral, catalogue
            cls.children.clear()
            cls.whole = None
        return cls


def of_child(catalogue: Catalogue, referral: Referral, index: int) -> tuple[Section, ...]:
    """The sections of the child at an index."""
    children = _Latest.is_of(catalogue, referral).children
    found = children.get(index)
    if found is None:
        found = children[index] = _of_child(catalogue, referral, index)
    return found


def _of_child(catalogue: Catalogue, referral: Referral, index: int) -> tuple[Section, ...]:
    children = referral.children or ()
    if index >= len(children):
        return ()
    pages = [page for page in catalogue.pages() if page.of_child]
    holding = {when: conditions.holds(when, referral, index) for when in {page.when for page in pages}}
    child = children[index]
    return tuple(Section(page, child.id, index) for page in pages if holding[page.when] or _is_recorded_in(page, child))


_RECORDED: ByPart[bool] = ByPart(1024)


def _is_recorded_in(page: Page, child: Child) -> bool:
    """Whether the child has a value that the page asks for: what was written is never hidden."""
    return _RECORDED.of(child, page.id, lambda part: conditions.any_recorded(part, (f"/{each}" for each in page.covers if each)))


def in_order(catalogue: Catalogue, referral: Referral) -> tuple[Section, ...]:
    """Every section in the order of the outline: what comes before the children, the children, what comes after."""
    latest = _Latest.is_of(catalogue, referral)
    if latest.whole is None:
        latest.whole = _in_order(catalogue, referral)
    return latest.whole


def _in_order(catalogue: Catalogue, referral: Referral) -> tuple[Section, ...]:
    pages = catalogue.pages()
    first_child = next((at for at, page in enumerate(pages) if page.of_child), len(pages))
    before = {page.id for page in pages[:first_child]}
    plain = of_document(catalogue, referral)
    children = [each for index in range(len(referral.children or ())) for each in of_child(catalogue, referral, index)]
    return (
        *(each for each in plain if each.page.id in before),
        *children,
        *(each for each in plain if each.page.id not in before),
    )


def find(catalogue: Catalogue, referral: Referral, page_id: str, child: str | None) -> Section | None:
    """The section of a page and child id, or None when there is none (any more)."""
    for each in in_order(catalogue, referral):
        if each.page.id == page_id and each.child == child:
            return each
    return None


@lru_cache(maxsize=8)
def _cover_table(catalogue: Catalogue) -> tuple[dict[tuple[str, ...], Page], dict[tuple[str, ...], Page]]:
    child: dict[tuple[str, ...], Page] = {}
    plain: dict[tuple[str, ...], Page] = {}
    for page in catalogue.pages():
        table = child if page.of_child else plain
        for cover in page.covers:
            table.setdefault(tuple(cover.split("/")) if cover else (), page)
    return child, plain


@lru_cache(maxsize=8)
def _code_table(catalogue: Catalogue) -> dict[str, Page]:
    return {code: page for page in catalogue.pages() for code in page.codes}


def section_of(catalogue: Catalogue, referral: Referral, path: str, code: str = "") -> Section | None:
    """The section that a finding belongs to: the page that names its code, else the one that covers the most of its path."""
    page, index = _home(catalogue, path, code)
    if index is not None:
        children = referral.children or ()
        if index >= len(children):
            return None
        if page is not None and page.of_child:
            return Section(page, children[index].id, index)
    return Section(page) if page else None


@lru_cache(maxsize=4096)
def _home(catalogue: Catalogue, path: str, code: str) -> tuple[Page | None, int | None]:
    """The page that a path and code belong to, and the child that the path goes through."""
    steps = tuple("*" if step.isdigit() else step for step in split(path))
    child_table, plain_table = _cover_table(catalogue)
    by_code = _code_table(catalogue).get(code)
    if steps[:2] == ("children", "*"):
        index = int(split(path)[1])
        if by_code is not None:
            return by_code, index
        plain_page, length = _longest(plain_table, steps)
        if plain_page is not None and length > 2:
            return plain_page, index
        page, _ = _longest(child_table, steps[2:])
        return page or next((each for each in catalogue.pages() if each.of_child), None), index
    if by_code is not None and not by_code.of_child:
        return by_code, None
    page, _ = _longest(plain_table, steps)
    return page or next((each for each in catalogue.pages() if not each.of_child), None), None


def _longest(table: dict[tuple[str, ...], Page], steps: tuple[str, ...]) -> tuple[Page | None, int]:
    for length in range(len(steps), -1, -1):
        page = table.get(steps[:length])
        if page is not None:
            return page, length
    return None, 0


def key_of(document: Document, finding: Finding) -> str:
    """The key of the section that a finding belongs to; "" for none."""
    section = section_of(document.catalogue, document.referral, finding.path, finding.code)
    return section.key if section else ""


def findings_of(document: Document, section: Section, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that belong to a section."""
    return tuple(each for each in findings if key_of(document, each) == section.key)


WHOLE = ("",)
"""What a page covers on which the whole referral is read: it has gaps while any page has."""


def status(document: Document, section: Section) -> str:
    """A section's status: not_started, in_progress, has_gaps or complete."""
    if section.key in document.visited:
        keys = document.keys_with_gaps
        if section.key in keys or (section.page.covers == WHOLE and keys):
            return "has_gaps"
        if section.page.covers in ((), WHOLE) or is_started(document, section):
            return "complete"  # a page that asks nothing of its own is done once it was read
        return "not_started"
    return "in_progress" if is_started(document, section) else "not_started"


_SAYS_NOTHING = ("", "children", "author")
"""Covers whose content does not show that an officer has begun the page."""


_STARTED: ByPart[bool] = ByPart(1024)


def is_started(document: Document, section: Section) -> bool:
    """Whether anything that the section covers is recorded, or half-typed."""
    if section.index is None or document.has_half_typed:
        return _is_started(document, section)
    child = (document.referral.children or ())[section.index]
    return _STARTED.of(child, section.page.id, lambda _child: _is_started(document, section))


def _is_started(document: Document, section: Section) -> bool:
    for cover in section.page.covers:
        if cover in _SAYS_NOTHING:
            continue
        for where in _places(document.referral, section.at(cover)):
            if has_content(get(document.referral, where)):
                return True
            if any(each == where or each.startswith(f"{where}/") for each in document.all_half_typed):
                return True
    return False


def _places(referral: Referral, where: str) -> tuple[str, ...]:
    """The pointers of a cover; `*` stands for each item of a list."""
    head, star, tail = where.partition("/*")
    if not star:
        return (where,)
    return tuple(f"{head}/{at}{tail}" for at in range(len(get(referral, head) or ())))


def has_content(value: object) -> bool:
    """Whether a value says anything: an empty object or list, or a blank, does not."""
    if isinstance(value, Part):
        return any(has_content(getattr(value, name)) for name in value.model_fields_set if name != "id")
    if isinstance(value, tuple):
        return any(has_content(each) for each in value)
    return is_recorded(value)


def label_of(catalogue: Catalogue, where: str) -> str:
    """The label of the field at a pointer, from the page that asks for it; else the field's name in a sentence."""
    steps = [step for step in split(where) if not step.isdigit()]
    labels = catalogue.question_labels
    for length in range(len(steps), 0, -1):
        found = labels.get("/".join(steps[:length]))
        if found:
            return found
    return catalogue.field_name(where)
