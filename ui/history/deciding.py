"""Carries out what a person decided between two copies of one draft. Both stay among the kept states, or as two drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.history.newer import NewerPage
from ui.keeping import as_bytes, opened
from ui.taking_in import LookedThrough
from vpa_assist.errors import CannotDo
from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Referral
from vpa_assist.store import Why

if TYPE_CHECKING:
    from ui.settings.office import Office


def show_newer(office: Office) -> NewerPage | None:
    """Sets the open referral and the one that was saved meanwhile before the person."""
    window = office.window
    document = window.document
    if document is None:
        return None
    mine = document.stored
    draft = office.store.load(mine.id, editing=False)
    theirs = opened(draft)
    page = NewerPage(office.catalogue, draft, theirs, mine)
    page.left.connect(office.go_back)

    def do(choose: Any) -> None:
        try:
            draft_id = choose(office, mine, theirs, draft.revision)
        except CannotDo as refusal:
            page.wrong(str(refusal))
            return
        window.drop_referral()
        window.open_draft(draft_id)

    page.mine_asked.connect(lambda: do(keep_mine))
    page.theirs_asked.connect(lambda: do(keep_theirs))
    page.copy_asked.connect(lambda: do(keep_as_copy))
    window.show_beside(page)
    return page


def keep_mine(office: Office, mine: Referral, theirs: Referral, revision: int) -> str:
    """Goes on with what is on the screen; the other copy is kept as it was."""
    _save(office, mine, revision, Why.MERGED)
    return mine.id


def keep_theirs(office: Office, mine: Referral, theirs: Referral, revision: int) -> str:
    """Goes on with what was saved meanwhile; what is on the screen is kept beside it first."""
    _save(office, mine, revision, Why.MERGED)
    _save(office, theirs, revision + 1, Why.BROUGHT_BACK)
    return theirs.id


def keep_as_copy(office: Office, mine: Referral, theirs: Referral, revision: int) -> str:
    """Makes what is on the screen a draft of its own and goes on with it."""
    copy = put(mine, "/id", str(uuid4()))
    _save(office, copy, 0, None)
    return copy.id


def _save(office: Office, referral: Referral, revision: int, why: Why | None) -> None:
    looked = LookedThrough(office.store, office.catalogue)
    saved = office.store.save(
        referral.id,
        as_bytes(referral),
        summary=looked.summary(referral),
        expected_revision=revision,
        save_id=uuid4().hex,
        keep=why,
    )
    looked.keep_facts(saved)
