"""Copies that leave the window: the PDF looked at and written, and the document itself where the store cannot be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui import background
from vpa_assist import store as stores
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.exporting import Copy
    from ui.main_window import MainWindow
    from ui.preview import Preview
    from vpa_assist.record.referral import Referral


class Copies:
    """The copies of one window's referrals. Each is noted in the store, with its entry in the audit trail."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.shown: Preview | None = None
        """The preview over the open referral."""
        self._elsewhere: Referral | None = None
        self._unlisted: list[tuple[str, str, str, str]] = []

    def lies_elsewhere(self, referral: Referral) -> bool:
        """Whether the referral, just as it is, was written outside the store."""
        return self._elsewhere is referral

    # the preview

    def preview(self, variant: str = "full") -> None:
        """Shows the PDF of the open referral in the window."""
        window = self._window
        if window.document is None or window.editor is None:
            return
        window.editor.visit_all()
        window.document.save_now()
        self.shown = page = self._page(window.document.stored, variant)
        page.left.connect(self.leave)
        page.save_asked.connect(self._write_open)
        self._put_over(page)

    def preview_of(self, referral: Referral, before: QWidget) -> None:
        """Shows the PDF of a referral and goes back to the page before."""
        page = self._page(referral)

        def leave() -> None:
            self._take_away(page, before)
            before.setFocus()

        page.left.connect(leave)
        page.save_asked.connect(lambda copy: self._write_other(referral, copy))
        self._put_over(page)

    def leave(self) -> None:
        """Goes back from the preview to the open referral; nothing where none is shown."""
        page, self.shown = self.shown, None
        editor = self._window.editor
        if page is not None and editor is not None:
            self._take_away(page, editor)
            editor.bar.preview_button.setFocus()

    def renew(self) -> None:
        """Builds the preview over the open referral anew, in new sizes; nothing where none is shown."""
        if self.shown is not None:
            variant = self.shown.variant
            self.leave()
            self.preview(variant)

    def _page(self, referral: Referral, variant: str = "full") -> Preview:
        from ui.exporting import facts_of
        from ui.preview import Preview

        window = self._window
        assert window.store is not None
        return Preview(referral, window.catalogue, variant, window.clock().isoformat(), facts_of(window.store), variants=True)

    def _put_over(self, page: QWidget) -> None:
        self._window.stack.addWidget(page)
        self._window.stack.setCurrentWidget(page)
        page.setFocus()

    def _take_away(self, page: Preview, before: QWidget) -> None:
        page.stop()
        self._window.stack.setCurrentWidget(before)
        self._window.stack.removeWidget(page)
        page.setParent(None)
        page.deleteLater()

    # writing

    def export(self, urgent: bool = False) -> None:
        """Has the PDF made beside the window and writes it where the officer chooses; `urgent` with the banner."""
        from ui.exporting import copy_of, facts_of

        window = self._window
        if window.document is None or window.editor is None or window.store is None:
            return
        facts = facts_of(window.store)
        document, editor, catalogue = window.document, window.editor, window.catalogue
        if document.handed_in is False:
            document.save_now()
        variant = "urgent" if urgent else "full"
        at = window.clock().isoformat()
        referral = document.stored
        editor.say(catalogue.screen("preview.making"))
        background.run(
            lambda: copy_of(referral, catalogue, variant, at, facts),
            self._write_open,
            lambda why: editor.banners.tell(why) if window.editor is editor else None,
        )

    def _write_open(self, copy: Copy) -> None:
        window = self._window
        if window.document is None or window.editor is None:
            return
        try:
            told = self._write(window.document.stored, copy)
        except CannotDo as refusal:
            window.editor.banners.tell(str(refusal))
            return
        if told:
            self.leave()
            window.editor.say(told)

    def _write_other(self, referral: Referral, copy: Copy) -> None:
        try:
            told = self._write(referral, copy)
        except CannotDo as refusal:
            told = str(refusal)
        if told:
            self._window.tell(told)

    def _write(self, referral: Referral, copy: Copy) -> str:
        """Asks where to, writes, and notes it in the store; gives what to say, "" where it was called off. Raises CannotDo."""
        from ui.exporting import digest, file_name, reference_of, write

        window = self._window
        assert window.store is not None
        say = window.catalogue.screen
        what = "" if copy.variant == "full" else say(f"export.file_{copy.variant}")
        kinds = say("export.kinds") if copy.ending == "pdf" else say("export.file_html")
        name = file_name(referral, window.catalogue, copy.ending, what)
        path = window.asks.save_name(window, say("export.title"), name, kinds)
        if path is None:
            return ""
        write(path, copy.data, window.catalogue)
        window.store.keep(referral.id, stores.Why.EXPORTED, copy.variant)
        window.store.outside.note_export(referral.id, reference_of(referral), str(path), copy.variant, digest(copy.data), "")
        codes = " ".join(f"U+{ord(each):04X}" for each in copy.missing)
        done = say("export.done", name=path.name)
        return f"{done} {say('export.codes', codes=codes)}" if codes else done

    # outside the store

    def save_elsewhere(self) -> None:
        """Writes a copy of the document outside the store, for when the store cannot be written."""
        from ui.exporting import digest, file_name, reference_of, write
        from ui.keeping import as_bytes

        window = self._window
        if window.document is None or window.editor is None:
            return
        say = window.catalogue.screen
        referral = window.document.stored
        name = file_name(referral, window.catalogue, "json")
        path = window.asks.save_name(window, say("saved.elsewhere_title"), name, say("saved.elsewhere_kinds"))
        if path is None:
            return
        try:
            data = as_bytes(referral)
            write(path, data, window.catalogue)
        except CannotDo as refusal:
            window.editor.banners.tell(str(refusal))
            return
        self._elsewhere = referral
        self._unlisted.append((referral.id, reference_of(referral), str(path), digest(data)))
        self.list_unlisted()
        window.editor.say(say("saved.elsewhere_done", name=path.name))

    def list_unlisted(self) -> None:
        """Lists copies that lie outside, as soon as the store can be written again, so that somebody is reminded of them."""
        store = self._window.store
        while self._unlisted and store is not None:
            draft_id, reference, path, sha256 = self._unlisted[0]
            try:
                store.outside.note_export(draft_id, reference, path, "copy", sha256, "")
            except CannotDo:
                return
            del self._unlisted[0]
