"""Deletes drafts for good beside the window: every backup is written anew, and with many of them that takes a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui import background
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from vpa_assist.store import Store

Told = Callable[[str, str], object]
"""Hears what came of it, and its tone: "quiet" or "must"."""


class Deletions:
    """The deletions of one window. The window may go to other pages meanwhile; it closes when they are done."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._going: set[str] = set()

    def holds(self, draft_id: str) -> bool:
        """Whether this draft is being deleted."""
        return draft_id in self._going

    def begin(self, page: QWidget, chosen: Mapping[str, str], reason: str, then: Told) -> None:
        """Deletes drafts (id -> reference) for one reason. `then` hears what came of it while `page` is there; after that it
        is told on the page where the person is. The children's names are taken out of the reason: it outlives the drafts.
        """
        window, store = self._window, self._window.store
        ids = [each for each in chosen if each not in self._going]
        if store is None or not ids:
            return
        try:
            for draft_id in ids:
                reason = self._nameless(store, draft_id, reason)
        except CannotDo as refusal:
            then(str(refusal), "must")
            return
        if window.document is not None and window.document.referral.id in ids:
            window.drop_referral()
        self._going.update(ids)

        def ended(text: str, tone: str) -> None:
            self._going.difference_update(ids)
            if window.store is store and isValid(page):
                then(text, tone)
            elif window.store is store:
                window.desk.tell(text, store)

        background.run(
            lambda: store.delete_many(ids, reason),
            lambda left: ended(self._words([chosen[each] for each in ids], left), "must" if left else "quiet"),
            lambda why: ended(why, "must"),
            to_the_end=True,
        )

    def _words(self, references: list[str], left: tuple[str, ...]) -> str:
        say = self._window.catalogue.screen
        names = ", ".join(left)
        if len(references) > 1:
            count = len(references)
            return say("settings.due_deleted_many_left" if left else "settings.due_deleted_many", count=count, names=names)
        return say("settings.due_deleted_left" if left else "start.deleted", reference=references[0], names=names)

    def _nameless(self, store: Store, draft_id: str, reason: str) -> str:
        from ui.keeping import opened, without_names

        return without_names(reason, opened(store.load(draft_id, editing=False)), self._window.catalogue)
