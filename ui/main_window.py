"""The one window: unlock, start screen, new referral, the referral itself, preview. It opens, saves, locks and closes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from ui import actions, background, kit, messages, theme, window_place
from ui.deleting import Deletions
from ui.idle import Idle
from ui.overlays import Blank, Choice, IdleWarning
from vpa_assist import store as stores
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.document import Document
    from ui.editor import Editor
    from ui.exporting import Copy
    from ui.keeping import StoreKeeper
    from ui.preview import Preview
    from ui.rest import Rest
    from ui.settings.office import Office
    from ui.start_screen import StartScreen
    from ui.supervisor.desk import Desk
    from ui.upkeep import Upkeep
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Cost, Row, Store


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


class MainWindow(QMainWindow):
    """The window. `restart` starts the program afresh when it locks; tests give one of their own."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        folder: Path,
        note: Path | None = None,
        cost: Cost = stores.STANDARD,
        clock: Callable[[], datetime] = _now,
        restart: Callable[[], Any] = stores.restart,
        asks: messages.Asks | None = None,
        idle_clock: Callable[[], float] | None = None,
    ) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.asks = asks or messages.Asks()
        self.store: Store | None = None
        self.editor: Editor | None = None
        self.document: Document | None = None
        self._rest: Rest | None = None
        self.start: StartScreen | None = None
        self.keeper: StoreKeeper | None = None
        self._desk: Desk | None = None
        self._office: Office | None = None
        self._folder = folder
        self._note = note
        self._cost = cost
        self._clock = clock
        self._restart = restart
        self._idle_clock = idle_clock
        self._idle: Idle | None = None
        self._upkeep: Upkeep | None = None
        self._preview: Preview | None = None
        self._closed = False
        self._copied: Referral | None = None
        self.deletions = Deletions(self)
        self._unlisted: list[tuple[str, str, str, str]] = []
        self.setWindowTitle(catalogue.screen("app.name"))
        self.setProperty("look", "window")
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.ring = kit.FocusRing()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.blank_sheet: Blank | None = None
        self.idle_line: IdleWarning | None = None
        self._add_actions()
        self.resize(1366, 768)

    def _add_actions(self) -> None:
        for command in actions.COMMANDS:
            if command.where == "window":
                action = QAction(self.catalogue.screen(f"command.{command.name}"), self)
                action.setShortcuts([QKeySequence(keys) for keys in command.keys])
                action.triggered.connect(lambda _checked=False, name=command.name: getattr(self, name)())
                self.addAction(action)

    def choices(self) -> list[Choice]:
        """What the palette offers of the window itself."""
        return [
            Choice(self.catalogue.screen(f"command.{each.name}"), each.keys[0] if each.keys else "", getattr(self, each.name))
            for each in actions.COMMANDS
            if each.where == "window"
        ]

    # pages

    @property
    def clock(self) -> Callable[[], datetime]:
        """The clock that everything in the window goes by."""
        return self._clock

    @property
    def desk(self) -> Desk:
        """The supervisor's pages."""
        if self._desk is None:
            from ui.supervisor.desk import Desk

            self._desk = Desk(self)
        return self._desk

    @property
    def office(self) -> Office:
        """Settings, backups, history and the audit trail."""
        if self._office is None:
            from ui.settings.office import Office

            self._office = Office(self)
        return self._office

    @property
    def cost(self) -> Cost:
        """What a key derivation costs here."""
        return self._cost

    def show_beside(self, page: QWidget) -> None:
        """Shows a page over an open referral, which stays as it is, undo included, or in the place of any other page."""
        if self._preview is not None:
            self._leave_preview()
        self.start = None
        self._show(page)

    def show_editor(self) -> None:
        """Goes back from a page that was shown over the open referral."""
        if self.editor is not None:
            self._show(self.editor)
            if self.editor.page is not None:
                self.editor.page.focus_first()

    def show_page(self, page: QWidget) -> None:
        """Shows a page in the place of the one before; a referral that is open is kept and closed."""
        if self.leave_editor():
            self.start = None
            self._show(page)

    def _show(self, page: QWidget) -> None:
        before = self.stack.currentWidget()
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if before is not None and before is not self.editor and before is not page:
            self.stack.removeWidget(before)
            before.setParent(None)
            before.deleteLater()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, why: str = "") -> None:
        """The first page: unlock where a store is known, else the first run. `why` says why a store is not open any more."""
        from ui.unlock import UnlockPage

        known = stores.known_stores(self._folder, self._cost, self._note)
        live = tuple(each for each in known if each.kind == "live")
        if not live:
            self._first_run()
            return
        page = UnlockPage(self.catalogue, live, self._cost, asks=self.asks, keyring=not why)
        page.unlocked.connect(self.opened)
        page.unlocked_with_code.connect(lambda store: self.office.set_new_passphrase(store))
        page.restore_asked.connect(self._restore_closed)
        page.first_run_asked.connect(self._first_run)
        page.look_again_asked.connect(self.begin)
        page.found_elsewhere.connect(self._expect)
        page.other_kind_asked.connect(self.open_training)
        self._show(page)
        if why:
            page.tell(why)

    def _first_run(self) -> None:
        from ui.unlock import FirstRunPage

        first = FirstRunPage(self.catalogue, self._folder, self._cost, self._note)
        first.made.connect(self._made)
        self._show(first)

    def _expect(self, before: str, folder: str) -> None:
        """The person found a store somewhere else: it is looked for there from now on."""
        if self._note is not None:
            stores.note_store(self._note, Path(folder), "live")
            if before:
                stores.forget_store(self._note, Path(before))
        else:
            self._folder = Path(folder).parent
        self.begin()

    def _restore_closed(self, folder: str, why: str) -> None:
        from ui.settings.restoring import RestorePage

        page = RestorePage(self.catalogue, Path(folder), why, self._cost)
        page.left.connect(self.begin)
        page.restored.connect(self.opened)
        self._show(page)

    def _made(self, store: object, code: str) -> None:
        from ui.unlock import CodePage

        page = CodePage(self.catalogue, code)

        def go_on(keyring: bool) -> None:
            if keyring:
                try:
                    store.access.remember_in_keyring()  # type: ignore[attr-defined]
                except CannotDo as refusal:
                    page.told.setText(str(refusal))
                    page.keyring.setChecked(False)
                    return
            self.opened(store)

        page.done.connect(go_on)
        self._show(page)

    def opened(self, store: object) -> None:
        """Goes on with an open store: the draft that was open, where the officer was in it, or the start screen."""
        assert isinstance(store, stores.Store)
        self.store = store
        self._settings_from_store()
        self._watch_idle()
        self._look_after(store)
        draft_id = store.setting("open_draft")
        if draft_id and self.open_draft(draft_id):
            return
        self.show_start()

    def show_start(self) -> None:
        """The start screen."""
        from ui.start_screen import StartScreen

        assert self.store is not None
        start = StartScreen(self.store, self.catalogue, self._clock)
        self.start = start
        start.open_asked.connect(self.open_draft)
        start.new_asked.connect(self.new_referral)
        start.take_in_asked.connect(self.take_in_file)
        start.file_dropped.connect(lambda path: self.take_in(Path(path)))
        start.blank_asked.connect(self.blank)
        start.more_asked.connect(self.open_settings)
        start.due_asked.connect(lambda: self.office.show_settings("keeping"))
        start.training_asked.connect(self.open_training)
        start.queue_asked.connect(self.desk.show_queue)
        start.own_asked.connect(self.show_own)
        start.print_asked.connect(self._print_follow_ups)
        start.delete_asked.connect(lambda row, reason: self._delete_from(start, row, reason))
        self._show(start)

    def _delete_from(self, start: StartScreen, row: Row, reason: str) -> None:
        from ui.start_list import heading

        self.deletions.begin(start, {row.draft_id: heading(row, self.catalogue)[0]}, reason, start.show_deletion)

    def show_own(self) -> None:
        """The person's own patterns, for them alone."""
        from ui.own_page import OwnPage

        assert self.store is not None
        page = OwnPage(self.store, self.catalogue)
        page.go_home.connect(self.show_start)
        self.show_page(page)
        page.count()

    def open_training(self) -> None:
        """Opens the door to training: a process of its own with a store of its own."""
        import subprocess
        import sys

        elsewhere = [] if self._folder == stores.default_folder() else ["--data-folder", str(self._folder)]
        subprocess.Popen([sys.executable, "-m", "vpa_assist", "--training", *elsewhere])

    def new_referral(self) -> None:
        """Asks the three things of a new referral."""
        from ui.keeping import officer_of
        from ui.new_referral import NewReferralPage

        if self.store is None or self.stack.currentWidget() is None:
            return
        if self.editor is not None and not self.leave_editor():
            return
        page = NewReferralPage(self.catalogue, officer_of(self.store, self.catalogue), self._clock, self.store.kind)
        page.begun.connect(lambda referral: self._open(referral, 0, not page.is_empty))
        page.left.connect(self.show_start)
        self._show(page)

    # one referral

    def open_draft(self, draft_id: str) -> bool:
        """Opens a draft on the page where it was left. False when it cannot be opened; the start screen says why."""
        from ui.keeping import opened, place_of

        assert self.store is not None
        store = self.store
        if self.deletions.holds(draft_id):
            self._tell(self.catalogue.screen("start.being_deleted"))
            return False
        interrupted = next((each for each in store.visits.interrupted() if each.draft_id == draft_id), None)
        try:
            draft = store.load(draft_id)
            referral = opened(draft)
            if self._is_to_review(referral):
                store.visits.end(draft_id)
                return self.desk.open_review(draft_id)
        except CannotDo as refusal:
            store.set_setting("open_draft", "")
            self.show_start()
            if self.start is not None:
                self.start.tell(str(refusal), "must")
            return False
        self._open(
            referral,
            draft.revision,
            half_typed=dict(draft.half_typed),
            place=place_of(store, draft),
            visited=frozenset(store.settings.visited(draft_id)),
        )
        if interrupted is not None and self.editor is not None:
            at = interrupted.saved_at
            from ui.dates import when

            self.editor.banners.show_recovered(
                self.catalogue.screen("banner.recovered_rest", time=when(at, self._clock(), self.catalogue))
            )
        return True

    def _is_to_review(self, referral: Referral) -> bool:
        """Whether the signed-in person reviews this referral and does not write it."""
        from ui.keeping import officer_of
        from ui.supervisor.desk import reviews
        from vpa_assist.review import is_author

        assert self.store is not None
        return reviews(self.store.person.role) and is_author(referral, officer_of(self.store, self.catalogue)) is False

    def open_to_write(self, draft_id: str) -> None:
        """Opens a draft in the editor, whoever reviews it."""
        self.open_draft(draft_id)

    def _open(self, referral: Referral, revision: int, keep: bool = False, **beside: Any) -> None:
        from ui.document import Document
        from ui.editor import Editor
        from ui.keeping import StoreKeeper, officer_of
        from ui.rest import Rest
        from vpa_assist.record.pointers import prepare

        assert self.store is not None
        store = self.store
        keeper = self.keeper = StoreKeeper(store, self.catalogue, referral.id, revision, referral)
        document = Document(
            referral, self.catalogue, keeper=keeper, clock=self._clock, officer=officer_of(store, self.catalogue), **beside
        )
        document.settled.connect(self._typed)
        self._drop_editor()
        self.document = document
        editor = Editor(document, self.catalogue, setting=store.setting, remember=store.set_setting)
        self.editor = editor
        self._rest = Rest(document, document)
        editor.home_asked.connect(self.go_home)
        editor.preview_asked.connect(self.preview)
        editor.export_asked.connect(self._export)
        editor.save_elsewhere_asked.connect(self.save_elsewhere)
        editor.blank_asked.connect(self.blank)
        editor.comments_asked.connect(lambda: self.desk.open_review(document.referral.id))
        editor.more_asked.connect(lambda: self.menu(editor.bar.more_button))
        editor.compare_asked.connect(lambda: self.office.show_newer())
        editor.history_asked.connect(self.history)
        self._show(editor)
        self.start = None
        if keep:
            document.keep_from_now()
        document.saved.connect(lambda _at: self._remember_open(referral.id))
        document.saved.connect(lambda _at: self._list_copies())
        if revision or keep:
            self._remember_open(referral.id)
        if editor.page is not None and not document.place.pointer:
            asked = frozenset(f"/incident/{each}" for each in ("types", "reference")) if keep else frozenset()
            editor.page.focus_open(asked) if keep else editor.page.focus_first()
        QTimer.singleShot(0, self, prepare)
        QTimer.singleShot(0, self, self._load_spelling)

    def _remember_open(self, draft_id: str) -> None:
        if self.store is not None and self.store.setting("open_draft") != draft_id:
            self.store.set_setting("open_draft", draft_id)

    def _drop_editor(self) -> None:
        editor, self.editor = self.editor, None
        document, self.document = self.document, None
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if editor is not None:
            editor.stop()
            self.stack.removeWidget(editor)
            editor.setParent(None)
            editor.deleteLater()
        if document is not None:
            document.deleteLater()

    def leave_editor(self) -> bool:
        """Keeps everything and closes the referral. False when it could not be kept: the text stays on the screen."""
        if self.editor is None or self.document is None:
            return True
        if self.editor.section is not None:
            self.document.visit(self.editor.section.key)
        if not self.document.save_now():
            return False
        if self.store is not None:
            self.store.visits.end(self.document.referral.id)
            self.store.set_setting("open_draft", "")
        self._drop_editor()
        return True

    def drop_referral(self) -> None:
        """Closes the open referral without keeping anything: it was deleted."""
        if self.store is not None:
            self.store.set_setting("open_draft", "")
        self._drop_editor()

    def close_store(self) -> None:
        """Closes the store and everything of it, for a restored one to take its place. Keep what is open first."""
        from ui.unlock import Waiting

        self._show(Waiting(self.catalogue))
        self._stop_idle()
        background.wait()
        self._drop_editor()
        store, self.store = self.store, None
        if store is not None:
            store.close()

    def go_home(self) -> None:
        """Back to the start screen."""
        if self.leave_editor():
            self.show_start()

    def take_in_file(self) -> None:
        """Asks for a referral, its PDF or a sealed transfer file, and takes it in. The team's page asks for several."""
        from vpa_assist.store.transfer import ENDING

        if self.store is None or not self.start_or_editor():
            return
        ask = getattr(self.stack.currentWidget(), "ask_files", None)
        if callable(ask):
            ask()
            return
        say = self.catalogue.screen
        chosen = self.asks.open_name(self, say("start.take_in"), f"{say('queue.kinds')} (*.json *.pdf *{ENDING})")
        if chosen is None or (self.editor is not None and not self.leave_editor()):
            return
        if self.start is None or self.stack.currentWidget() is not self.start:
            self.show_start()
        self.take_in(chosen)

    def take_in(self, path: Path) -> None:
        """Takes in a document, a PDF that holds one, or a sealed file. Nothing of ours is overwritten silently."""
        from ui.taking_in import NeedsPassphrase, take_in

        assert self.store is not None
        try:
            self._taken_in(take_in(self.store, path, self.catalogue))
        except NeedsPassphrase:
            from ui.handing_over import UnsealPage

            page = UnsealPage(self.store, self.catalogue, path)
            page.left.connect(self.show_start)
            page.received.connect(self._unsealed)
            self.show_page(page)
        except CannotDo as refusal:
            if self.start is not None:
                other = "open_other_kind" in getattr(refusal, "way_on", ())
                way = kit.link(self.catalogue.screen("way.open_other_kind"), self.open_training) if other else None
                self.start.tell(str(refusal), "must", way)

    def _unsealed(self, received: Any) -> None:
        self.show_start()
        self._taken_in(received)

    def _taken_in(self, received: Any) -> None:
        if received.outcome.value == "undecided":
            from ui.handing_over import ChoosePage

            assert self.store is not None
            page = ChoosePage(self.store, self.catalogue, received)
            page.left.connect(self.show_start)
            page.decided.connect(lambda _id: self.show_start())
            self.show_page(page)
            return
        if self.start is not None:
            self.start.follow()
            open_it = kit.link(self.catalogue.screen("start.open"), lambda: self.open_draft(received.draft_id))
            self.start.tell(self.catalogue.screen(f"taken.{received.outcome.value}"), "quiet", open_it)

    def hand_over(self) -> None:
        """Seals the open referral into one file, for a colleague."""
        from ui.handing_over import HandOverPage
        from ui.supervisor.review_page import ReviewPage

        if self.store is None:
            return
        page = self.stack.currentWidget()
        if self.document is not None:
            referral = self.document.stored
        elif isinstance(page, ReviewPage):
            referral = page.session.referral
        else:
            return
        reviewing = self.document is None
        reference = ((referral.incident and referral.incident.reference) or "").strip()
        if not self.leave_editor():
            return
        sealing = HandOverPage(self.store, self.catalogue, referral.id, reference, self.asks)

        def back(name: str = "") -> None:
            if reviewing:
                self.desk.open_review(referral.id)
            else:
                self.open_draft(referral.id)
            if name and self.editor is not None:
                self.editor.say(self.catalogue.screen("seal.done", name=name))

        sealing.left.connect(back)
        sealing.done.connect(back)
        self.show_page(sealing)

    # what panels and keys ask for

    def hand_in(self) -> None:
        """Hands the open referral in."""
        if self.editor is not None:
            self.editor.hand_in()

    def export(self) -> None:
        """Writes the PDF where the officer chooses."""
        self._export(False)

    def export_urgent(self) -> None:
        """Writes the PDF with its urgent banner."""
        self._export(True)

    def preview(self) -> None:
        """Shows the PDF in the window."""
        if self.document is None or self.editor is None:
            return
        self.editor.visit_all()
        self.document.save_now()
        page = self._preview_page(self.document.stored)
        self._preview = page
        page.left.connect(self._leave_preview)
        page.save_asked.connect(self._write_pdf)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def _preview_page(self, referral: Referral) -> Preview:
        from ui.exporting import facts_of
        from ui.preview import Preview

        assert self.store is not None
        at = self._clock().isoformat()
        return Preview(referral, self.catalogue, "full", at, facts_of(self.store), variants=True)

    def preview_of(self, referral: Referral, before: QWidget) -> None:
        """Shows the PDF of a referral and goes back to the page before."""
        page = self._preview_page(referral)

        def leave() -> None:
            page.stop()
            self.stack.setCurrentWidget(before)
            self.stack.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
            before.setFocus()

        page.left.connect(leave)
        page.save_asked.connect(lambda copy: self._write_other_copy(referral, copy))
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def _write_copy(self, referral: Referral, copy: Copy) -> str:
        """Asks where to, writes, and notes it in the store; gives what to say, "" where it was called off. Raises CannotDo."""
        from ui.exporting import digest, file_name, write

        assert self.store is not None
        say = self.catalogue.screen
        what = "" if copy.variant == "full" else say(f"export.file_{copy.variant}")
        kinds = say("export.kinds") if copy.ending == "pdf" else say("export.file_html")
        path = self.asks.save_name(self, say("export.title"), file_name(referral, self.catalogue, copy.ending, what), kinds)
        if path is None:
            return ""
        write(path, copy.data, self.catalogue)
        self.store.keep(referral.id, stores.Why.EXPORTED, copy.variant)
        reference = ((referral.incident and referral.incident.reference) or "").strip()
        self.store.outside.note_export(referral.id, reference, str(path), copy.variant, digest(copy.data), "")
        codes = " ".join(f"U+{ord(each):04X}" for each in copy.missing)
        done = say("export.done", name=path.name)
        return f"{done} {say('export.codes', codes=codes)}" if codes else done

    def _write_other_copy(self, referral: Referral, copy: Copy) -> None:
        try:
            told = self._write_copy(referral, copy)
        except CannotDo as refusal:
            told = str(refusal)
        if told:
            self._tell(told)

    def _leave_preview(self) -> None:
        page, self._preview = self._preview, None
        if page is not None and self.editor is not None:
            page.stop()
            self.stack.setCurrentWidget(self.editor)
            self.stack.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
            self.editor.bar.preview_button.setFocus()

    def _export(self, urgent: bool) -> None:
        from ui.exporting import copy_of, facts_of

        if self.document is None or self.editor is None or self.store is None:
            return
        facts = facts_of(self.store)
        document, editor, catalogue = self.document, self.editor, self.catalogue
        if document.handed_in is False:
            document.save_now()
        variant = "urgent" if urgent else "full"
        at = self._clock().isoformat()
        referral = document.stored
        editor.say(catalogue.screen("preview.making"))
        background.run(
            lambda: copy_of(referral, catalogue, variant, at, facts),
            self._write_pdf,
            lambda why: editor.banners.tell(why) if self.editor is editor else None,
        )

    def _write_pdf(self, copy: Copy) -> None:
        if self.document is None or self.editor is None:
            return
        try:
            told = self._write_copy(self.document.stored, copy)
        except CannotDo as refusal:
            self.editor.banners.tell(str(refusal))
            return
        if not told:
            return
        if self._preview is not None:
            self._leave_preview()
        self.editor.say(told)

    def save_elsewhere(self) -> None:
        """Writes a copy of the document outside the store, for when the store cannot be written."""
        from ui.exporting import digest, file_name, write
        from ui.keeping import as_bytes

        if self.document is None or self.editor is None:
            return
        say = self.catalogue.screen
        name = file_name(self.document.stored, self.catalogue, "json")
        path = self.asks.save_name(self, say("saved.elsewhere_title"), name, say("saved.elsewhere_kinds"))
        if path is None:
            return
        try:
            data = as_bytes(self.document.stored)
            write(path, data, self.catalogue)
        except CannotDo as refusal:
            self.editor.banners.tell(str(refusal))
            return
        self._copied = self.document.stored
        referral = self.document.stored
        reference = ((referral.incident and referral.incident.reference) or "").strip()
        self._unlisted.append((referral.id, reference, str(path), digest(data)))
        self._list_copies()
        self.editor.say(say("saved.elsewhere_done", name=path.name))

    def _list_copies(self) -> None:
        """Lists copies that lie outside, as soon as the store can be written again, so that somebody is reminded of them."""
        while self._unlisted and self.store is not None:
            draft_id, reference, path, sha256 = self._unlisted[0]
            try:
                self.store.outside.note_export(draft_id, reference, path, "copy", sha256, "")
            except CannotDo:
                return
            del self._unlisted[0]

    # blank, lock, idle

    def blank(self) -> None:
        """Covers the window, or uncovers it. Everything is kept."""
        if self.blank_sheet is None:
            self.blank_sheet = Blank(self, self.catalogue)
        if self.blank_sheet.isVisible():
            self.blank_sheet.close_it()
        else:
            self.blank_sheet.open()

    def lock(self) -> None:
        """Keeps everything, closes the store and starts afresh with Unlock."""
        store = self.store
        if store is None:
            return
        if self.document is not None and not self.document.save_now():
            return
        self._keep_geometry()
        self._stop_idle()
        self._end_work()
        open_draft = store.setting("open_draft")
        store.set_setting("open_draft", open_draft)
        self._drop_editor()
        self.store = None
        self._closed = True
        store.lock(self._restart)

    def _end_work(self) -> None:
        """Waits for work that is still running. What must be done to the end may take a while: the window goes meanwhile."""
        if background.unfinished():
            self.hide()
        background.wait()

    def _watch_idle(self) -> None:
        minutes = self.catalogue.force().idle_lock_minutes
        self._idle = Idle(minutes, self._idle_clock, self) if self._idle_clock else Idle(minutes, parent=self)
        self._idle.warned.connect(self._warn_idle)
        self._idle.back.connect(lambda: self.idle_line.hide() if self.idle_line else None)
        self._idle.locked.connect(self.lock)

    def _typed(self) -> None:
        """Somebody is there, also where the letters come from dictation or an input method and no key is pressed."""
        if self._idle is not None:
            self._idle.active()

    def _warn_idle(self, seconds: int) -> None:
        if self.idle_line is None:
            self.idle_line = IdleWarning(self, self.catalogue)
        self.idle_line.count(seconds)

    def _look_after(self, store: Store) -> None:
        from ui.upkeep import Upkeep

        self._upkeep = Upkeep(store, self.catalogue, self)
        self._upkeep.noticed.connect(self._notice)
        self._upkeep.dues_renewed.connect(self._dues_renewed)

    def _dues_renewed(self, number: int) -> None:
        """Says that dates in the list of what is awaited are others than they were, and shows them."""
        if self.start is not None:
            self.start.follow_dues()
        self._tell(self.catalogue.screen("follow.renewed", count=number))

    def _notice(self, text: str, part: str) -> None:
        """Says what the upkeep of the store found, with the way to where something can be done about it."""
        look, go = self.catalogue.screen("settings.look"), lambda: self.office.show_settings(part)
        if self.editor is not None:
            self.editor.banners.tell(text, look, go)
        elif self.start is not None and self.stack.currentWidget() is self.start:
            self.start.tell(text, "quiet", kit.link(look, go))

    def tell(self, text: str) -> None:
        """Says something on the page that is open, where it has a place for it."""
        self._tell(text)

    def _tell(self, text: str) -> None:
        if self.editor is not None:
            self.editor.banners.tell(text)
        elif self.start is not None and self.stack.currentWidget() is self.start:
            self.start.tell(text)

    def _stop_idle(self) -> None:
        if self._upkeep is not None:
            self._upkeep.stop()
            self._upkeep = None
        if self._idle is not None:
            self._idle.stop()
            self._idle = None

    # settings

    def _settings_from_store(self) -> None:
        assert self.store is not None
        size = self.store.setting("text_size", "100")
        dark = {"dark": True, "light": False}.get(self.store.setting("theme"))
        self._apply(int(size) if size.isdigit() and int(size) in theme.TEXT_SIZES else 100, dark, remember=False)
        window_place.put_back(self, self.store.setting("geometry"))

    def _apply(self, size: int, dark: bool | None, remember: bool = True) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        current = theme.current()
        wanted = theme.system_is_dark() if dark is None else dark
        if (size, wanted) != (current.text_size, current.dark):
            theme.apply(application, dark=dark, text_size=size)
            self._rebuild()
        if remember and self.store is not None:
            self.store.set_setting("text_size", str(size))
            self.store.set_setting("theme", "" if dark is None else "dark" if dark else "light")

    def _rebuild(self) -> None:
        """Builds the open page anew in the new sizes; what was typed is in the document."""
        beside = self.stack.currentWidget()
        again = getattr(beside, "again", None)
        if self.editor is not None and self.document is not None:
            document = self.document
            from ui.editor import Editor

            place = self.editor.where_am_i()
            old = self.editor
            document.go(place)
            old.stop_frame()
            assert self.store is not None
            editor = Editor(document, self.catalogue, setting=self.store.setting, remember=self.store.set_setting)
            self.editor = editor
            editor.home_asked.connect(self.go_home)
            editor.preview_asked.connect(self.preview)
            editor.export_asked.connect(self._export)
            editor.save_elsewhere_asked.connect(self.save_elsewhere)
            editor.blank_asked.connect(self.blank)
            editor.comments_asked.connect(lambda: self.desk.open_review(document.referral.id))
            editor.more_asked.connect(lambda: self.menu(editor.bar.more_button))
            editor.compare_asked.connect(lambda: self.office.show_newer())
            editor.history_asked.connect(self.history)
            self.stack.addWidget(editor)
            if beside is old:
                self.stack.setCurrentWidget(editor)
            self.stack.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        elif self.start is not None and self.stack.currentWidget() is self.start:
            self.show_start()
        if callable(again):
            self._show(again())

    def set_text_size(self, size: int) -> None:
        """One of the text sizes, in per cent."""
        self._apply(size, self._dark_choice())

    @property
    def dark_choice(self) -> bool | None:
        """Whether the person chose dark or light; None where it is left to the system."""
        return self._dark_choice()

    def spelling_changed(self) -> None:
        """The personal dictionary was changed in the settings."""
        from ui import spelling

        own = spelling.shared()
        if own is not None and self.store is not None:
            own.use_words(self.store.settings.words())

    def signs_otherwise(self) -> None:
        """Unit or role were changed in the settings: the open referral signs with them from now on."""
        from ui.keeping import officer_of

        if self.document is not None and self.store is not None:
            self.document.officer = officer_of(self.store, self.catalogue)

    def open_settings(self) -> None:
        """The settings, with backups, keeping and the audit trail."""
        if self.store is not None and self.start_or_editor():
            self.office.show_settings()

    def history(self) -> None:
        """The kept states of the open referral."""
        if self.store is not None:
            self.office.show_history()

    def start_or_editor(self) -> bool:
        """Whether something is open that the settings may be shown over."""
        from ui.unlock import Plain

        return not isinstance(self.stack.currentWidget(), Plain)

    def larger(self) -> None:
        """The next larger text size."""
        self._step_size(1)

    def smaller(self) -> None:
        """The next smaller text size."""
        self._step_size(-1)

    def normal_size(self) -> None:
        """Text at 100 %."""
        self._apply(100, self._dark_choice())

    def _step_size(self, by: int) -> None:
        at = theme.TEXT_SIZES.index(theme.current().text_size) + by
        if 0 <= at < len(theme.TEXT_SIZES):
            self._apply(theme.TEXT_SIZES[at], self._dark_choice())

    def _dark_choice(self) -> bool | None:
        return {"dark": True, "light": False}.get(self.store.setting("theme") if self.store is not None else "")

    def light(self) -> None:
        """The light theme."""
        self._apply(theme.current().text_size, False)

    def dark(self) -> None:
        """The dark theme."""
        self._apply(theme.current().text_size, True)

    def follow_system(self) -> None:
        """The system's theme."""
        self._apply(theme.current().text_size, None)

    def system_changed(self) -> None:
        """Follows the system's theme, where the person left it to the system."""
        if self._dark_choice() is None:
            self._apply(theme.current().text_size, None, remember=False)

    def menu(self, anchor: QWidget) -> None:
        """What can be set, and the commands of the window."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named = ("open_settings", "history", "") if self.document is not None else ("open_settings", "")
        for name in (*named, "larger", "smaller", "normal_size", "", "light", "dark", "follow_system", "", "blank", "lock"):
            if not name:
                menu.addSeparator()
                continue
            command = actions.command(name)
            action = menu.addAction(self.catalogue.screen(f"command.{name}"))
            if command.keys:
                action.setShortcut(QKeySequence(command.keys[0]))
                action.setShortcutVisibleInContextMenu(True)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, name=name: getattr(self, name)())
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _load_spelling(self) -> None:
        from ui import spelling

        if self.store is None or spelling.shared() is not None:
            return
        store = self.store
        own = spelling.Spelling(store.settings.words(), self)
        own.learned.connect(lambda word: store.settings.put_words({*store.settings.words(), word}))
        spelling.use(own)

    def _print_follow_ups(self) -> None:
        from ui.printing import print_follow_ups

        if self.store is not None:
            print_follow_ups(self, self.store.follow_ups(), self.catalogue, self._clock())

    # window

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self.ring):  # it went with the page that it was on
            self.ring = kit.FocusRing()
        if new is None or new.window() is self:
            self.ring.surround(new)

    def _keep_geometry(self) -> None:
        if self.store is not None:
            with suppress(CannotDo):  # where the store cannot be written, the window's place is the least of it
                self.store.set_setting("geometry", window_place.kept(self))

    def shut(self) -> bool:
        """Keeps everything and closes the store. False when something could not be kept."""
        if self._closed:
            return True
        if self.document is not None and not self.document.save_now() and self._copied is not self.document.stored:
            return False  # nowhere kept: not in the store, and not in a copy elsewhere
        self._stop_idle()
        self._end_work()
        if self.store is not None:
            self._keep_geometry()
        self._drop_editor()
        if self.store is not None:
            self.store.close()
            self.store = None
        from ui import spelling

        own = spelling.shared()
        if own is not None:
            own.wait()
            spelling.use(None)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._focus_moved)
        self._closed = True
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shut():
            event.accept()
        else:
            event.ignore()


def fits_screen(window: MainWindow) -> None:
    """Makes the window no larger than the screen it is on."""
    screen = QGuiApplication.primaryScreen()
    if screen is not None:
        available = screen.availableGeometry()
        window.resize(min(window.width(), available.width()), min(window.height(), available.height()))
