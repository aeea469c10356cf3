"""Joins settings, backups, history and the trail to the window: which page comes, and what is behind it when it goes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.settings.page import SettingsPage
from ui.settings.room import Room
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from datetime import datetime

    from ui.history.page import HistoryPage
    from ui.main_window import MainWindow
    from ui.settings.part import Part
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store
    from vpa_assist.store.backup import Backup


class Office:
    """The pages of one window beside the work. An open referral stays open behind them, with its undo."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._review = ""

    @property
    def catalogue(self) -> Catalogue:
        return self.window.catalogue

    @property
    def store(self) -> Store:
        """The open store."""
        assert self.window.store is not None
        return self.window.store

    def now(self) -> datetime:
        """The window's clock."""
        return self.window.clock()

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.window.stack.currentWidget()

    # coming and going

    def show_settings(self, key: str = "looks") -> SettingsPage:
        """Opens the settings at one part. Where a referral is open it is kept first and stays behind them."""
        if self.window.document is not None:
            self.window.document.save_now()
        self._remember_review()
        page = SettingsPage(self, key)
        page.left.connect(self.go_back)
        self.window.show_beside(page)
        return page

    def go_back(self) -> None:
        """Back to what was behind the page: the referral, the review, or the start screen."""
        review, self._review = self._review, ""
        if self.window.editor is not None:
            self.window.show_editor()
        elif review:
            self.window.desk.open_review(review)
        else:
            self.window.show_start()

    def back_words(self) -> str:
        """What the way back is called."""
        behind = self.window.editor is not None or bool(self._review)
        return str(self.catalogue.screen("settings.back_referral" if behind else "settings.back_start"))

    def _remember_review(self) -> None:
        from ui.supervisor.review_page import ReviewPage

        page = self.page
        if isinstance(page, ReviewPage):
            self._review = page.session.draft_id
        elif not isinstance(page, Room):
            self._review = ""

    def show_top(self, part: Part) -> None:
        """Brings the top of a part into view, where it says what was done."""
        page = self.page
        if isinstance(page, SettingsPage) and page.part is part:
            page.scroll_up()

    def still(self, widget: QWidget) -> Callable[[Callable[[Any], object]], Callable[[Any], object]]:
        """Guards what is done after slow work: nothing, where its page has gone or the store was locked meanwhile."""

        def guard(then: Callable[[Any], object]) -> Callable[[Any], object]:
            return lambda what: then(what) if self.window.store is not None and isValid(widget) else None

        return guard

    # what waits

    def due_count(self) -> int:
        """How many drafts are due for deletion."""
        with suppress(CannotDo):
            return self.store.outside.count_due(self.catalogue.force().retention_days)
        return 0

    def follow(self) -> None:
        """Shows anew what waits."""
        page = self.page
        if isinstance(page, SettingsPage):
            page.follow()

    # the store

    def set_new_passphrase(self, store: Store) -> None:
        """After an unlock by recovery code: a new passphrase at once, or later in the settings."""
        from ui.settings.new_passphrase import NewPassphrasePage

        page = NewPassphrasePage(self.catalogue, store)
        page.left.connect(lambda: self.window.opened(store))
        self.window.show_beside(page)

    def restore(self, chosen: Backup, passphrase: str, wrong: Callable[[str], object]) -> None:
        """Puts a backup in the open store's place, after a backup of what is there now; goes on with the restored store."""
        from ui.settings.restoring import restore_open

        restore_open(self.window, chosen, passphrase, wrong)

    # history

    def show_history(self) -> HistoryPage | None:
        """The kept states of the referral that is open, to write or to review."""
        from ui.history.joining import history_of

        self._remember_review()
        return history_of(self, self._review)

    def show_trail(self, draft_id: str) -> None:
        """The audit trail of one draft."""
        from ui.settings.trail import TrailPart

        part = self.show_settings("trail").part
        if isinstance(part, TrailPart):
            part.show_draft(draft_id)

    def show_newer(self) -> None:
        """The open referral beside the one that another window saved meanwhile."""
        from ui.history.deciding import show_newer

        try:
            show_newer(self)
        except CannotDo as refusal:
            self.window.tell(str(refusal))

    def focus_page(self) -> None:
        """Puts the keyboard where the page begins."""
        page = self.page
        if page is not None:
            page.setFocus()
