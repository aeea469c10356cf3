"""The referral that is open to write: opened where it was left, kept, closed; with the person's own words and signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.document import Document
    from ui.editor import Editor
    from ui.keeping import StoreKeeper
    from ui.main_window import MainWindow
    from ui.rest import Rest
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Store


class Work:
    """What one window has open to write, if anything. It stays open behind the pages that are shown over it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.editor: Editor | None = None
        self.document: Document | None = None
        self.keeper: StoreKeeper | None = None
        self.rest: Rest | None = None

    # opening

    def open_draft(self, draft_id: str) -> bool:
        """Opens a draft on the page where it was left. False when it cannot be opened; the start screen says why."""
        from ui.keeping import opened, place_of

        window, store = self._window, self._store()
        if window.deletions.holds(draft_id):
            window.tell(window.catalogue.screen("start.being_deleted"))
            return False
        interrupted = next((each for each in store.visits.interrupted() if each.draft_id == draft_id), None)
        try:
            draft = store.load(draft_id)
            referral = opened(draft)
            if self._is_to_review(referral):
                store.visits.end(draft_id)
                return window.desk.open_review(draft_id)
        except CannotDo as refusal:
            store.set_setting("open_draft", "")
            window.show_start()
            if window.start is not None:
                window.start.tell(str(refusal), "must")
            return False
        self.open(
            referral,
            draft.revision,
            half_typed=dict(draft.half_typed),
            place=place_of(store, draft),
            visited=frozenset(store.settings.visited(draft_id)),
        )
        if interrupted is not None:
            self._say_recovered(interrupted.saved_at)
        return True

    def open(self, referral: Referral, revision: int, keep: bool = False, **beside: Any) -> None:
        """Opens a referral that was loaded at a revision (0: a new one). `keep` saves it at once, as it is."""
        from ui.document import Document
        from ui.keeping import StoreKeeper, officer_of
        from ui.rest import Rest
        from vpa_assist.record.pointers import prepare

        window, store = self._window, self._store()
        keeper = StoreKeeper(store, window.catalogue, referral.id, revision, referral)
        document = Document(
            referral, window.catalogue, keeper=keeper, clock=window.clock, officer=officer_of(store, window.catalogue), **beside
        )
        document.settled.connect(self._typed)
        self.close()
        self.keeper, self.document = keeper, document
        editor = self._new_editor(document, store)
        self.rest = Rest(document, document)
        window.put_up(editor)
        window.start = None
        if keep:
            document.keep_from_now()
        document.saved.connect(lambda _at: self._remember_open(referral.id))
        document.saved.connect(lambda _at: window.copies.list_unlisted())
        if revision or keep:
            self._remember_open(referral.id)
        if editor.page is not None and not document.place.pointer:
            asked = frozenset(f"/incident/{each}" for each in ("types", "reference")) if keep else frozenset()
            editor.page.focus_open(asked) if keep else editor.page.focus_first()
        QTimer.singleShot(0, window, prepare)
        QTimer.singleShot(0, window, self._load_words)

    def _store(self) -> Store:
        assert self._window.store is not None
        return self._window.store

    def _is_to_review(self, referral: Referral) -> bool:
        """Whether the signed-in person reviews this referral and does not write it."""
        from ui.keeping import officer_of
        from ui.supervisor.desk import reviews
        from vpa_assist.review import is_author

        store = self._store()
        return reviews(store.person.role) and is_author(referral, officer_of(store, self._window.catalogue)) is False

    def _say_recovered(self, saved_at: str) -> None:
        from ui.dates import when

        window = self._window
        if self.editor is not None:
            at = when(saved_at, window.clock(), window.catalogue)
            self.editor.banners.show_recovered(window.catalogue.screen("banner.recovered_rest", time=at))

    def _new_editor(self, document: Document, store: Store) -> Editor:
        from ui.editor import Editor

        window = self._window
        self.editor = editor = Editor(document, window.catalogue, setting=store.setting, remember=store.set_setting)
        editor.home_asked.connect(window.go_home)
        editor.preview_asked.connect(window.preview)
        editor.export_asked.connect(window.copies.export)
        editor.save_elsewhere_asked.connect(window.save_elsewhere)
        editor.blank_asked.connect(window.blank)
        editor.comments_asked.connect(lambda: window.desk.open_review(document.referral.id))
        editor.more_asked.connect(lambda: window.menu(editor.bar.more_button))
        editor.compare_asked.connect(lambda: window.office.show_newer())
        editor.history_asked.connect(window.history)
        return editor

    def rebuild(self) -> None:
        """Builds the editor anew, in new sizes; what was typed is in the document."""
        old, document, stack = self.editor, self.document, self._window.stack
        if old is None or document is None:
            return
        shown = stack.currentWidget() is old
        document.go(old.where_am_i())
        old.stop_frame()
        editor = self._new_editor(document, self._store())
        stack.addWidget(editor)
        if shown:
            stack.setCurrentWidget(editor)
        stack.removeWidget(old)
        old.setParent(None)
        old.deleteLater()

    # while it is open

    def _typed(self) -> None:
        if self._window.watch is not None:
            self._window.watch.active()

    def _remember_open(self, draft_id: str) -> None:
        store = self._window.store
        if store is not None and store.setting("open_draft") != draft_id:
            store.set_setting("open_draft", draft_id)

    def signs_otherwise(self) -> None:
        """Unit or role were changed in the settings: the open referral signs with them from now on."""
        from ui.keeping import officer_of

        if self.document is not None:
            self.document.officer = officer_of(self._store(), self._window.catalogue)

    # the person's own words

    def _load_words(self) -> None:
        from ui import spelling

        store = self._window.store
        if store is None or spelling.shared() is not None:
            return
        own = spelling.Spelling(store.settings.words(), self._window)
        own.learned.connect(lambda word: store.settings.put_words({*store.settings.words(), word}))
        spelling.use(own)

    def words_changed(self) -> None:
        """The personal dictionary was changed in the settings."""
        from ui import spelling

        own, store = spelling.shared(), self._window.store
        if own is not None and store is not None:
            own.use_words(store.settings.words())

    def forget_words(self) -> None:
        """Lets the dictionary go: the window is closing."""
        from ui import spelling

        own = spelling.shared()
        if own is not None:
            own.wait()
            spelling.use(None)

    # closing

    def leave(self) -> bool:
        """Keeps everything and closes the referral. False when it could not be kept: the text stays on the screen."""
        if self.editor is None or self.document is None:
            return True
        if self.editor.section is not None:
            self.document.visit(self.editor.section.key)
        if not self.document.save_now():
            return False
        store = self._window.store
        if store is not None:
            store.visits.end(self.document.referral.id)
            store.set_setting("open_draft", "")
        self.close()
        return True

    def keep_facts(self) -> None:
        """Keeps what the referral contributes to figures, from the findings that are at hand, so that nobody has to read and
        check it again for them. Beside the window, which waits for it only where the store is closed next.
        """
        from ui.keeping import keep_facts

        document, keeper = self.document, self.keeper
        if document is None or keeper is None or not keeper.revision:
            return
        findings = document.findings_as_kept
        if findings is not None and keeper.facts_of != keeper.revision:
            keeper.facts_of = keeper.revision
            keep_facts(keeper.store, document.catalogue, keeper.draft_id, keeper.revision, document.stored, findings)

    def drop(self) -> None:
        """Closes the referral without keeping anything: it was deleted."""
        if self._window.store is not None:
            self._window.store.set_setting("open_draft", "")
        self.close()

    def close(self) -> None:
        """Takes the referral off the window; the next start opens it again where it was not left."""
        self.keep_facts()
        editor, self.editor = self.editor, None
        document, self.document = self.document, None
        if self.rest is not None:
            self.rest.stop()
            self.rest = None
        if editor is not None:
            editor.stop()
            self._window.stack.removeWidget(editor)
            editor.setParent(None)
            editor.deleteLater()
        if document is not None:
            document.deleteLater()
