"""Joins the history to the window: whose history it is, and what is brought back into the open referral."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.history.bringing import brought
from ui.history.page import HistoryPage
from ui.settings.wording import at_length
from vpa_assist.record.reading import read
from vpa_assist.store import Why

if TYPE_CHECKING:
    from ui.settings.office import Office


def history_of(office: Office, review: str) -> HistoryPage | None:
    """Opens the history of the referral that is open to write, or of the one under review; None where neither is."""
    window = office.window
    document = window.document
    say = office.catalogue.screen
    if document is not None:
        document.save_now()
        why_not = say("history.bring_read_only") if document.handed_in else ""
        page = HistoryPage(office, document.referral.id, document.stored, lambda number: bring_back(office, number), str(why_not))
    elif review:
        from ui.keeping import opened

        present = opened(office.store.load(review, editing=False))
        page = HistoryPage(office, review, present, None, str(say("history.bring_review")))
    else:
        return None
    page.left.connect(office.go_back)
    window.show_beside(page)
    return page


def bring_back(office: Office, number: int) -> None:
    """Puts a kept state in the place of the open referral: as one step that can be undone, and as a new kept state.

    What was there stays among the kept states. Raises `CannotDo`.
    """
    window = office.window
    document, editor, keeper = window.document, window.editor, window.work.keeper
    assert document is not None
    assert editor is not None
    assert keeper is not None
    draft_id = document.referral.id
    say = office.catalogue.screen
    kept = next(each for each in office.store.revisions(draft_id) if each.number == number)
    at = at_length(kept.at, office.catalogue)
    new = brought(document.stored, read(office.store.revision(draft_id, number)))
    window.show_editor()
    keeper.keep_next = (Why.BROUGHT_BACK, at)
    document.replace(new, say("history.undo", at=at), half_typed={})
    if document.save_now():
        editor.banners.tell(say("history.brought", at=at), say("history.undo_link"), editor.undo)
