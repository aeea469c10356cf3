"""One referral under review: what was handed in, what was found, said and changed, and the steps that can be taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from ui import sections as places
from ui.keeping import as_bytes, keep_facts, opened, summary_of
from vpa_assist import review, rubric
from vpa_assist.checks.engine import run_checks
from vpa_assist.composed.reading import ReadSection, reading
from vpa_assist.differences import Change, changes
from vpa_assist.errors import CannotDo, Refused
from vpa_assist.findings import Finding, counts
from vpa_assist.record.reading import read
from vpa_assist.store import Why

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Officer, Referral
    from vpa_assist.store import Store

_KEPT = {"submit": Why.HANDED_IN, "return": Why.RETURNED, "approve": Why.APPROVED, "send": Why.SENT, "reopen": Why.REOPENED}


def now() -> datetime:
    """The time of a step, to the second, with the offset of this computer."""
    return datetime.now().astimezone().replace(microsecond=0)


class ReviewSession(QObject):
    """The mutable thing behind the review page. Each step is kept in the store before `changed` is told.

    A step that the workflow refuses, or the store cannot keep, is told by `refused` with one sentence; nothing is lost.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        draft_id: str,
        officer: Officer,
        role: review.Role,
        clock: Callable[[], datetime] = now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.catalogue = catalogue
        self.draft_id = draft_id
        self.officer = officer
        self.role = role
        self._clock = clock
        draft = store.load(draft_id, editing=False)
        self._revision = draft.revision
        self.referral: Referral = opened(draft)
        self._work_out()

    # what there is

    def _work_out(self) -> None:
        self.view = review.with_addenda(self.referral)
        self.findings: tuple[Finding, ...] = run_checks(self.view, self.catalogue)
        self.sections: tuple[ReadSection, ...] = reading(self.view, self.catalogue)
        self.changes: tuple[Change, ...] = self._changes()
        # each state that is shown was checked for it: figures need not check it again
        keep_facts(self.store, self.catalogue, self.draft_id, self._revision, self.referral, self.findings)

    def _changes(self) -> tuple[Change, ...]:
        """What changed since the round before: the last state of it that this store kept."""
        now_ = review.version(self.referral)
        if now_ < 2:
            return ()
        kept = sorted(self.store.revisions(self.draft_id), key=lambda each: each.number, reverse=True)
        for revision in kept:
            try:
                before = read(self.store.revision(self.draft_id, revision.number))
            except Refused:
                continue
            if review.version(before) < now_:
                return changes(review.with_addenda(before), self.view)
        return ()

    @property
    def number(self) -> dict[str, int]:
        """How many findings of each severity are open, explained and set aside."""
        return counts(self.findings)

    @property
    def threads(self) -> tuple[review.Thread, ...]:
        """The comments with their answers; their order is their number."""
        return review.threads(self.referral)

    @property
    def sheets(self) -> tuple[rubric.Sheet, ...]:
        """The rubric sheets that apply."""
        return rubric.sheets(self.view, self.catalogue)

    def grade_of(self, path: str) -> str | None:
        """The grade that this person gave a part, the last one; None where they gave none."""
        given = None
        for entry in self.referral.review or ():
            if entry.action == "audit" and entry.path == path and self._is_me(entry.by):
                given = entry.grade
        return given

    def _is_me(self, by: Officer | None) -> bool:
        mine = (self.officer.collar_number or self.officer.name or "").strip().casefold()
        theirs = ((by and (by.collar_number or by.name)) or "").strip().casefold()
        return bool(mine) and mine == theirs

    @property
    def moves(self) -> dict[str, review.Move]:
        """The steps that this person may take now, by action."""
        return {move.action: move for move in review.possible(self.referral, self.role, self.officer)}

    def findings_in(self, section: ReadSection) -> tuple[Finding, ...]:
        """The findings that belong to a section."""
        return tuple(finding for finding in self.findings if self.section_of(finding.path, finding.code) is section)

    def section_of(self, path: str, code: str = "") -> ReadSection | None:
        """The section in which a place is read, as the window's pages have it."""
        found = places.section_of(self.catalogue, self.view, path, code)
        if found is None:
            return None
        return next((each for each in self.sections if each.page is found.page and each.child == found.index), None)

    # steps

    def comment(self, path: str, text: str, *, praise: bool = False, span: tuple[int, int] | None = None) -> bool:
        """Pins a comment to a place or a passage of it."""
        return self.act("comment", text=text, path=path, praise=praise or None, span=list(span) if span else None)

    def reply(self, comment: str, answer: str | None, text: str) -> bool:
        """Answers a comment: changed, not changed because, need help; None is a plain answer."""
        return self.act("reply", reply_to=comment, answer=answer, text=text or None)

    def grade(self, path: str, grade: str) -> bool:
        """Gives a part one of the inspectors' grades."""
        return self.act("audit", path=path, grade=grade)

    def act(self, action: str, **members: Any) -> bool:
        """Takes a step of the workflow and keeps it. False when it was refused."""
        at = self._clock().isoformat()
        try:
            changed = review.act(
                self.referral,
                action,
                self.officer,
                at,
                role=self.role,
                open_musts=self.number["must"],
                catalogue=self.catalogue,
                **members,
            )
            saved = self.store.save(
                self.draft_id,
                as_bytes(changed),
                summary=summary_of(changed, self.catalogue, self.findings),
                expected_revision=self._revision,
                save_id=uuid4().hex,
                keep=_KEPT.get(action),
            )
        except CannotDo as refusal:
            self.refused.emit(str(refusal))
            return False
        self._revision = saved.revision
        self.referral = changed
        self._work_out()
        self.changed.emit()
        return True
