"""The plain values that go in and out of a store. Bytes and rows only: what a document means is for `record`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from vpa_assist.store.people import Kind

Order = Literal["newest", "oldest", "gaps", "due"]

NOT_RECORDED = "\x00"
"""In a filter: the drafts of which this is not recorded."""


class WorkList(StrEnum):
    """The four lists that a person works from."""

    TO_DO = "to_do"
    RETURNED = "returned"
    WITH_SUPERVISOR = "with_supervisor"
    DONE = "done"


class Why(StrEnum):
    """Why a revision was kept."""

    OPENED = "opened"  # as it was before somebody went on writing
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    APPROVED = "approved"
    SENT = "sent"
    EXPORTED = "exported"
    REOPENED = "reopened"
    MERGED = "merged"
    BROUGHT_BACK = "brought_back"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a draft somebody was: page, child, field and cursor (code points from the start of the text)."""

    page: str = ""
    child: str = ""
    pointer: str = ""
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something still to be done: when, for whom (age and sex, never a name), and what.

    Where nobody set a date, `rule` names the kind of thing by whose days it is due, counted from `asked_at`: `due` is what
    came of that when the draft was saved, and is worked out anew when the days change (`vpa_assist.store.dues`).
    """

    due: str
    who: str
    what: str
    rule: str = ""
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the lists show of a draft, made by the caller from the document. No child's name belongs in it."""

    reference: str = ""
    main_type: str = ""
    town: str = ""
    children: int = 0
    who: str = ""
    """Ages and sexes as one short text: "girl 4, boy 11"."""
    must: int = 0
    should: int = 0
    consider: int = 0
    status: str = "draft"
    author: str = ""
    collar_number: str = ""
    """Of the author."""
    kind: Kind | None = None
    sent_at: str = ""
    note: str = ""
    """A line of the list's own, such as the supervisor's words on a returned draft."""
    unit: str = ""
    """Of the author."""
    follow_ups: tuple[FollowUp, ...] = ()
    awaited: tuple[FollowUp, ...] = ()
    """What others were asked for and have not given: `due`, whom it is about, what."""


@dataclass(frozen=True, slots=True)
class Row:
    """One draft in a list. `after` is the key of the next page: `drafts(after=row.after)`."""

    draft_id: str
    revision: int
    created_at: str
    updated_at: str
    saved_by: str
    work_list: WorkList
    summary: Summary
    after: str
    found: str = ""
    """For a search: the words around the hit, with U+2402 before and U+2403 after each hit."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One working copy as it was last saved. `body` is the document's bytes, exactly as they were given."""

    draft_id: str
    revision: int
    body: bytes
    half_typed: Mapping[str, str]
    place: Place
    row: Row


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save gives back once it is durable: the new revision number and the time (RFC 3339)."""

    revision: int
    at: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A kept state of a draft, never changed afterwards."""

    number: int
    revision: int
    """Of the working copy at that time."""
    why: Why
    at: str
    by: str
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many drafts each list holds."""

    to_do: int = 0
    returned: int = 0
    with_supervisor: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A draft that was open when the program ended without closing it."""

    draft_id: str
    reference: str
    since: str
    saved_at: str
    before: int | None
    """Number of the revision that holds the draft as it was before that session, if it was changed."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written outside the store."""

    number: int
    draft_id: str
    reference: str
    path: str
    variant: str
    at: str
    by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Due:
    """A sent draft whose time of keeping is over. `kept_until` and `reason` where somebody decided to keep it longer."""

    row: Row
    since: str
    kept_until: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to. Empty means all, `NOT_RECORDED` those of which it is not recorded."""

    work_list: WorkList | None = None
    main_type: str = ""
    author: str = ""
    unit: str = ""
    """Of the author."""
    since: str = ""
    until: str = ""
    """`since` ≤ updated_at < `until`, both RFC 3339 in UTC or a bare date."""
    status: str = ""
    note: str = ""
    """The line of the list's own, exactly."""
    due_before: str = ""
    """Something is still to be done or awaited, due before this day or time."""
    order: Order = "newest"
    """Without words to look for: last changed first, first changed first, most to answer first, or due first."""


ALL = Filters()
"""Everything, the last changed first."""


def work_list(status: str, mine: bool) -> WorkList:
    """The list that a draft belongs to, from its status and whether the store's person wrote it.

    What another officer handed in is to be reviewed and what is approved is to be sent: both are work to do.
    """
    if status == "returned":
        return WorkList.RETURNED
    if status == "sent":
        return WorkList.DONE
    if status == "submitted" and mine:
        return WorkList.WITH_SUPERVISOR
    return WorkList.TO_DO
