"""Joins the supervisor's pages to the window: which page follows which, and what opens for review."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.keeping import officer_of
from ui.unkept import typed_in
from vpa_assist import review
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.supervisor.insight_page import InsightPage
    from ui.supervisor.queue_page import QueuePage, QueueState
    from vpa_assist.store import Store

REVIEWERS = frozenset({review.Role.SUPERVISOR.value, review.Role.AUDITOR.value})
"""Roles that see the team's referrals."""


def reviews(role: str) -> bool:
    """Whether a person of this role reviews what others wrote."""
    return role in REVIEWERS


class Desk:
    """The supervisor's pages of one window. Each is made when it is shown; the queue remembers its list."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._queue_state: QueueState | None = None
        self._untold = ""
        window.stack.currentChanged.connect(lambda _at: self._tell_untold())

    def tell(self, text: str, store: Store) -> None:
        """Says what became of something that was begun on a page that was left since: on the page that is open now, or, where
        that has no place for it, on the next one that has. Of a store that is closed nothing is said.
        """
        if self._window.store is store:
            self._untold = text
            self._tell_untold()

    def _tell_untold(self) -> None:
        window, text = self._window, self._untold
        page = window.stack.currentWidget()
        if window.store is None:
            self._untold = ""
        if not self._untold or page is None:
            return
        tell = window.tell if page is window.editor else getattr(page, "tell", None)
        if tell is not None:
            self._untold = ""
            tell(text)

    def _show(self, page: QWidget, again: Callable[[], object]) -> None:
        self._window.show_page(page, again)

    def show_queue(self) -> QueuePage:
        """The team's referrals."""
        from ui.supervisor.queue_page import QueuePage

        window = self._window
        assert window.store is not None
        store = window.store
        page = QueuePage(store, window.catalogue, window.clock, self._queue_state, lambda text: self.tell(text, store))
        page.go_home.connect(self._leave_queue)
        page.open_asked.connect(self.open_from_queue)
        page.insight_asked.connect(lambda: self.show_insight())
        page.samples_asked.connect(self.show_samples)
        self._show(page, lambda: self._show_queue_again(page.state()))
        return page

    def _show_queue_again(self, state: QueueState) -> None:
        before, self._queue_state = self._queue_state, state
        self.show_queue()
        self._queue_state = before

    def _leave_queue(self) -> None:
        """Goes to the person's own lists; the queue comes back as it was, but not just the drafts behind a figure."""
        from ui.supervisor.queue_page import QueuePage

        page = self._window.stack.currentWidget()
        self._queue_state = page.state().of_the_lists() if isinstance(page, QueuePage) else None
        self._window.show_start()

    def open_from_queue(self, draft_id: str) -> None:
        """Opens a referral of the queue, and comes back to the same list afterwards."""
        from ui.supervisor.queue_page import QueuePage

        page = self._window.stack.currentWidget()
        if isinstance(page, QueuePage):
            self._queue_state = page.state(draft_id)
        self.open_review(draft_id)

    def open_review(self, draft_id: str) -> bool:
        """Opens a draft for review. False when it cannot be opened; the page before says why."""
        from ui.supervisor.review_page import ReviewPage

        window = self._window
        assert window.store is not None
        if not window.leave_editor():
            return False
        role = window.store.person.role
        officer = officer_of(window.store, window.catalogue)
        try:
            page = ReviewPage(
                window.store,
                window.catalogue,
                draft_id,
                officer,
                review.Role(role) if reviews(role) else review.Role.OFFICER,
                window.clock,
            )
        except CannotDo as refusal:
            window.show_start()
            if window.start is not None:
                window.start.tell(str(refusal), "must")
            return False
        page.go_home.connect(self.show_queue if reviews(role) else window.show_start)
        page.write.connect(window.open_to_write)
        page.history.connect(lambda _id: window.history())
        page.hand_over.connect(lambda _id: window.hand_over())
        page.preview.connect(lambda _id: window.preview_of(page.session.referral, page))
        self._show(page, lambda: None if typed_in(page) else self.open_review(draft_id))
        return True

    def show_insight(self, like: InsightPage | None = None) -> None:
        """Figures over the team's referrals, chosen and narrowed as on the page before it."""
        from ui.supervisor.insight_page import InsightPage

        window = self._window
        assert window.store is not None
        page = InsightPage(window.store, window.catalogue, lambda: window.clock().date())
        page.go_home.connect(self.show_queue)
        page.show_drafts.connect(lambda ids, title: self.show_queue().show_these(ids, title))
        if like is not None:
            page.choose_like(like)
        self._show(page, lambda: self.show_insight(page))
        page.count()

    def show_samples(self) -> None:
        """Dip samples."""
        from ui.supervisor.samples_page import SamplesPage

        window = self._window
        assert window.store is not None
        page = SamplesPage(window.store, window.catalogue, window.clock)
        page.go_home.connect(self.show_queue)
        page.grade.connect(self.open_review)
        self._show(page, self.show_samples)
