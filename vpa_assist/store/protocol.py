"""What the window needs of a store. A server can stand behind it as well as a file.

Revision numbers guard every save, saves carry an id made by the caller so that asking twice saves once, lists go on from a
key, and nothing here gives away that there is a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from vpa_assist.audit import Head
from vpa_assist.store.facts import Contribution
from vpa_assist.store.model import Counts, Draft, Filters, Place, Revision, Row, Saved, Summary, Why, WorkList
from vpa_assist.store.people import Kind, Person


class DraftStore(Protocol):
    """Drafts, their revisions and the trail of what was done."""

    @property
    def kind(self) -> Kind: ...

    @property
    def person(self) -> Person: ...

    def drafts(self, listed: WorkList | None = None, after: str | None = None, limit: int = 50) -> tuple[Row, ...]:
        """A page of drafts, the last changed first; go on with `after=rows[-1].after`."""

    def counts(self) -> Counts:
        """How many drafts each list holds."""

    def follow_ups(self, limit: int = 50) -> tuple[Row, ...]:
        """Drafts with something still to do or awaited, the soonest first."""

    def search(
        self,
        words: str,
        filters: Filters | None = None,
        after: str | None = None,
        limit: int = 50,
        around: bool = False,
    ) -> tuple[Row, ...]:
        """Drafts that hold all the words (each as the beginning of a word), the last changed first.

        With `around`, `Row.found` has the words around the hits.
        """

    def count(self, filters: Filters) -> int:
        """How many drafts the filters let through."""

    def load(self, draft_id: str) -> Draft:
        """The working copy as it was last saved; noted in the trail. Raises NoSuchDraft."""

    def save(
        self,
        draft_id: str,
        body: bytes,
        *,
        summary: Summary,
        expected_revision: int,
        save_id: str,
        half_typed: Mapping[str, str] | None = None,
        place: Place | None = None,
        keep: Why | None = None,
        note: str = "",
    ) -> Saved:
        """Saves a draft; it is durable when this returns.

        `expected_revision` is the revision that was loaded (0: a new draft). `save_id` is made by the caller: the same id again
        gives the same answer and saves nothing. `keep` also keeps the result as a revision that never changes. Raises
        StaleRevision, NoSuchDraft, OtherKind.
        """

    def delete(self, draft_id: str, reason: str) -> None:
        """Deletes a draft, its revisions and its words in the search. Raises NoReason, NoSuchDraft."""

    def delete_many(self, draft_ids: Sequence[str], reason: str) -> tuple[str, ...]:
        """Deletes several drafts for one reason, each with its own entry in the trail. Raises as `delete`."""

    def revisions(self, draft_id: str) -> tuple[Revision, ...]:
        """What was kept of a draft, the newest first."""

    def revision(self, draft_id: str, number: int) -> bytes:
        """The document of a kept revision; noted in the trail."""

    def contributions(self, mark: bytes, why: str) -> Iterator[Contribution]:
        """Every draft for figures, with the facts that were kept of it under this mark, or else with its document."""

    def keep_facts(self, mark: bytes, found: Sequence[tuple[int, int, bytes]]) -> None:
        """Keeps facts by draft and revision; of a draft that changed meanwhile, nothing."""

    def setting(self, key: str, default: str = "") -> str:
        """A small value of the person's own."""

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a small value of the person's own."""

    def audit_head(self) -> Head:
        """How far the trail has come, to be printed or kept elsewhere."""

    def close(self) -> None:
        """Ends the use of the store."""
