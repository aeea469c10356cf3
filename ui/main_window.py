"""The one window: one page at a time over an open store. It opens, keeps, locks and closes; what it shows is elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from ui import actions, background, messages, theme, window_place
from ui.door import Door
from ui.frame import LOOKS, Frame
from ui.overlays import Choice
from ui.unkept import typed_in
from ui.work import Work
from vpa_assist import store as stores
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.copies import Copies
    from ui.deleting import Deletions
    from ui.document import Document
    from ui.editor import Editor
    from ui.settings.office import Office
    from ui.start_screen import StartScreen
    from ui.supervisor.desk import Desk
    from ui.transfers import Transfers
    from ui.watch import Watch
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Cost, Row, Store


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


class MainWindow(Frame):
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
        super().__init__(catalogue, catalogue.screen("app.name"))
        self.asks = asks or messages.Asks()
        self.cost = cost
        """What a key derivation costs here."""
        self.clock = clock
        """The clock that everything in the window goes by."""
        self.store: Store | None = None
        self.start: StartScreen | None = None
        self.watch: Watch | None = None
        self.door = Door(self, folder, note)
        self.work = Work(self)
        self._restart = restart
        self._idle_clock = idle_clock
        self._closed = False
        self._again: Callable[[], object] | None = None
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        for command in actions.COMMANDS:
            if command.where == "window":
                self.add_keys(command.name)

    def choices(self) -> list[Choice]:
        """What the palette offers of the window itself."""
        return [
            Choice(self.catalogue.screen(f"command.{each.name}"), each.keys[0] if each.keys else "", getattr(self, each.name))
            for each in actions.COMMANDS
            if each.where == "window"
        ]

    # what joins the window to the rest: each is imported when it is first asked for

    @cached_property
    def desk(self) -> Desk:
        """The supervisor's pages."""
        from ui.supervisor.desk import Desk

        return Desk(self)

    @cached_property
    def office(self) -> Office:
        """Settings, backups, history and the audit trail."""
        from ui.settings.office import Office

        return Office(self)

    @cached_property
    def copies(self) -> Copies:
        """The preview, and copies that are written."""
        from ui.copies import Copies

        return Copies(self)

    @cached_property
    def transfers(self) -> Transfers:
        """What is taken in and handed over."""
        from ui.transfers import Transfers

        return Transfers(self)

    @cached_property
    def deletions(self) -> Deletions:
        """The drafts that are being deleted."""
        from ui.deleting import Deletions

        return Deletions(self)

    @property
    def editor(self) -> Editor | None:
        """The frame around the open referral; None where none is open to write."""
        return self.work.editor

    @property
    def document(self) -> Document | None:
        """The open referral; None where none is open to write."""
        return self.work.document

    # pages

    def show_beside(self, page: QWidget) -> None:
        """Shows a page over an open referral, which stays as it is, undo included, or in the place of any other page."""
        self.copies.leave()
        self.start = None
        self.put_up(page)

    def show_editor(self) -> None:
        """Goes back from a page that was shown over the open referral."""
        if self.editor is not None:
            self.put_up(self.editor)
            if self.editor.page is not None:
                self.editor.page.focus_first()

    def show_page(self, page: QWidget, again: Callable[[], object] | None = None) -> None:
        """Shows a page in the place of the one before; a referral that is open is kept and closed. `again` shows it anew, in
        another text size.
        """
        if self.leave_editor():
            self.start = None
            self.put_up(page, again)

    def put_up(self, page: QWidget, again: Callable[[], object] | None = None) -> None:
        """Shows a page; the one before is deleted, unless it is the open referral."""
        self._again = again
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
        """The first page. `why` says why a store is not open any more."""
        self.door.begin(why)

    def opened(self, store: object) -> None:
        """Goes on with an open store: the draft that was open, where the officer was in it, or the start screen."""
        from ui.watch import Watch

        assert isinstance(store, stores.Store)
        self.store = store
        self._settings_from_store()
        self.watch = Watch(self, store, self._idle_clock)
        draft_id = store.setting("open_draft")
        if draft_id and self.open_draft(draft_id):
            return
        self.show_start()

    def show_start(self) -> None:
        """The start screen."""
        from ui.start_screen import StartScreen

        assert self.store is not None
        start = StartScreen(self.store, self.catalogue, self.clock)
        self.start = start
        start.open_asked.connect(self.open_draft)
        start.new_asked.connect(self.new_referral)
        start.take_in_asked.connect(self.take_in_file)
        start.file_dropped.connect(lambda path: self.take_in(Path(path)))
        start.blank_asked.connect(self.blank)
        start.more_asked.connect(self.open_settings)
        start.due_asked.connect(lambda: self.office.show_settings("keeping"))
        start.training_asked.connect(self.door.open_training)
        start.queue_asked.connect(self.desk.show_queue)
        start.own_asked.connect(self.show_own)
        start.print_asked.connect(self._print_follow_ups)
        start.delete_asked.connect(lambda row, reason: self._delete_from(start, row, reason))
        self.put_up(start)

    def _delete_from(self, start: StartScreen, row: Row, reason: str) -> None:
        from ui.start_list import heading

        self.deletions.begin(start, {row.draft_id: heading(row, self.catalogue)[0]}, reason, start.show_deletion)

    def show_own(self) -> None:
        """The person's own patterns, for them alone."""
        from ui.own_page import OwnPage

        assert self.store is not None
        page = OwnPage(self.store, self.catalogue)
        page.go_home.connect(self.show_start)
        self.show_page(page, self.show_own)
        page.count()

    def new_referral(self) -> None:
        """Asks the three things of a new referral."""
        from ui.keeping import officer_of
        from ui.new_referral import NewReferralPage

        if self.store is None or self.stack.currentWidget() is None:
            return
        if self.editor is not None and not self.leave_editor():
            return
        page = NewReferralPage(self.catalogue, officer_of(self.store, self.catalogue), self.clock, self.store.kind)
        page.begun.connect(lambda referral: self.work.open(referral, 0, not page.is_empty))
        page.left.connect(self.show_start)
        self.put_up(page, lambda: None if typed_in(page) else self.new_referral())

    # one referral

    def open_draft(self, draft_id: str) -> bool:
        """Opens a draft on the page where it was left. False when it cannot be opened; the start screen says why."""
        return self.work.open_draft(draft_id)

    def open_to_write(self, draft_id: str) -> None:
        """Opens a draft in the editor, whoever reviews it."""
        self.open_draft(draft_id)

    def leave_editor(self) -> bool:
        """Keeps everything and closes the referral. False when it could not be kept: the text stays on the screen."""
        return self.work.leave()

    def drop_referral(self) -> None:
        """Closes the open referral without keeping anything: it was deleted."""
        self.work.drop()

    def close_store(self) -> None:
        """Closes the store and everything of it, for a restored one to take its place. Keep what is open first."""
        from ui.plain_page import Waiting

        self.put_up(Waiting(self.catalogue))
        self._stop_watch()
        self.work.keep_facts()
        background.wait()
        self.work.close()
        store, self.store = self.store, None
        if store is not None:
            store.close()

    def go_home(self) -> None:
        """Back to the start screen."""
        if self.leave_editor():
            self.show_start()

    def take_in_file(self) -> None:
        """Asks for a referral, its PDF or a sealed transfer file, and takes it in."""
        self.transfers.take_in_file()

    def take_in(self, path: Path) -> None:
        """Takes in a document, a PDF that holds one, or a sealed file."""
        self.transfers.take_in(path)

    def hand_over(self) -> None:
        """Seals the open referral into one file, for a colleague."""
        self.transfers.hand_over()

    # what panels and keys ask for

    def hand_in(self) -> None:
        """Hands the open referral in."""
        if self.editor is not None:
            self.editor.hand_in()

    def export(self) -> None:
        """Writes the PDF where the officer chooses."""
        self.copies.export()

    def export_urgent(self) -> None:
        """Writes the PDF with its urgent banner."""
        self.copies.export(urgent=True)

    def preview(self) -> None:
        """Shows the PDF in the window."""
        self.copies.preview()

    def preview_of(self, referral: Referral, before: QWidget) -> None:
        """Shows the PDF of a referral and goes back to the page before."""
        self.copies.preview_of(referral, before)

    def save_elsewhere(self) -> None:
        """Writes a copy of the document outside the store, for when the store cannot be written."""
        self.copies.save_elsewhere()

    # locking

    def lock(self) -> None:
        """Keeps everything, closes the store and starts afresh with Unlock."""
        store = self.store
        if store is None:
            return
        if self.document is not None and not self.document.save_now():
            return
        self._keep_geometry()
        self._stop_watch()
        self.work.keep_facts()
        self._end_work()
        open_draft = store.setting("open_draft")
        store.set_setting("open_draft", open_draft)
        self.work.close()
        self.store = None
        self._closed = True
        store.lock(self._restart)

    def _end_work(self) -> None:
        """Waits for work that is still running. What must be done to the end may take a while: the window goes meanwhile."""
        page = self.stack.currentWidget()
        if page is not self.editor and callable(stop := getattr(page, "stop", None)):
            stop()  # what a preview or a count is still waiting for is not wanted any more
        if background.unfinished():
            self.hide()
        background.wait()

    def tell(self, text: str) -> None:
        """Says something on the page that is open, where it has a place for it."""
        if self.editor is not None:
            self.editor.banners.tell(text)
        elif self.start is not None and self.stack.currentWidget() is self.start:
            self.start.tell(text)

    def _stop_watch(self) -> None:
        watch, self.watch = self.watch, None
        if watch is not None:
            watch.stop()

    # settings

    def _settings_from_store(self) -> None:
        assert self.store is not None
        size = self.store.setting("text_size", "100")
        dark = {"dark": True, "light": False}.get(self.store.setting("theme"))
        self._wear(int(size) if size.isdigit() and int(size) in theme.TEXT_SIZES else 100, dark)
        window_place.put_back(self, self.store.setting("geometry"))

    def wear(self, size: int, dark: bool | None) -> None:
        """Shows everything in a text size and theme, and remembers both."""
        self._wear(size, dark)
        if self.store is not None:
            self.store.set_setting("text_size", str(size))
            self.store.set_setting("theme", "" if dark is None else "dark" if dark else "light")

    def _wear(self, size: int, dark: bool | None) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        current = theme.current()
        wanted = theme.system_is_dark() if dark is None else dark
        if (size, wanted) != (current.text_size, current.dark):
            theme.apply(application, dark=dark, text_size=size)
            self._rebuild()

    def _rebuild(self) -> None:
        """Builds the open page anew in the new sizes; what was typed is in the document."""
        beside = self.stack.currentWidget()
        again = getattr(beside, "again", None)
        if self.editor is not None:
            self.work.rebuild()
            self.copies.renew()
        elif self.start is not None and beside is self.start:
            self.show_start()
        if callable(again):
            self.put_up(again())
        elif self._again is not None and beside is not self.editor:
            self._again()

    @property
    def dark_choice(self) -> bool | None:
        """Whether the person chose dark or light; None where it is left to the system."""
        return {"dark": True, "light": False}.get(self.store.setting("theme") if self.store is not None else "")

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
        from ui.plain_page import Plain

        return not isinstance(self.stack.currentWidget(), Plain)

    def system_changed(self) -> None:
        """Follows the system's theme, where the person left it to the system."""
        if self.dark_choice is None:
            self._wear(theme.current().text_size, None)

    def menu(self, anchor: QWidget) -> None:
        """What can be set, and the commands of the window."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named = ("open_settings", "history", "") if self.document is not None else ("open_settings", "")
        self.add_commands(menu, (*named, *LOOKS, "blank", "lock"))
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _print_follow_ups(self) -> None:
        from ui.printing import print_follow_ups

        if self.store is not None:
            print_follow_ups(self, self.store.follow_ups(), self.catalogue, self.clock())

    # window

    def _keep_geometry(self) -> None:
        if self.store is not None:
            with suppress(CannotDo):  # where the store cannot be written, the window's place is the least of it
                self.store.set_setting("geometry", window_place.kept(self))

    def shut(self) -> bool:
        """Keeps everything and closes the store. False when something could not be kept."""
        if self._closed:
            return True
        if self.document is not None and not self.document.save_now() and not self.copies.lies_elsewhere(self.document.stored):
            return False  # nowhere kept: not in the store, and not in a copy elsewhere
        self._stop_watch()
        self.work.keep_facts()
        self._end_work()
        if self.store is not None:
            self._keep_geometry()
        self.work.close()
        if self.store is not None:
            self.store.close()
            self.store = None
        self.work.forget_words()
        self.let_go()
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
