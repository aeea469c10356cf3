"""Referrals that come and go between people: taken in from a file, sealed for a colleague."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import kit
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from vpa_assist.record.referral import Referral


class Transfers:
    """What one window takes in and hands over. Nothing of ours is overwritten silently."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def take_in_file(self) -> None:
        """Asks for a referral, its PDF or a sealed transfer file, and takes it in. The team's page asks for several."""
        from vpa_assist.store.transfer import ENDING

        window = self._window
        if window.store is None or not window.start_or_editor():
            return
        ask = getattr(window.stack.currentWidget(), "ask_files", None)
        if callable(ask):
            ask()
            return
        say = window.catalogue.screen
        chosen = window.asks.open_name(window, say("start.take_in"), f"{say('queue.kinds')} (*.json *.pdf *{ENDING})")
        if chosen is None or (window.editor is not None and not window.leave_editor()):
            return
        if window.start is None or window.stack.currentWidget() is not window.start:
            window.show_start()
        self.take_in(chosen)

    def take_in(self, path: Path) -> None:
        """Takes in a document, a PDF that holds one, or a sealed file."""
        from ui.taking_in import NeedsPassphrase, take_in

        window = self._window
        assert window.store is not None
        try:
            self._taken_in(take_in(window.store, path, window.catalogue))
        except NeedsPassphrase:
            from ui.handing_over import UnsealPage

            page = UnsealPage(window.store, window.catalogue, path)
            page.left.connect(window.show_start)
            page.received.connect(self._unsealed)
            window.show_page(page)
        except CannotDo as refusal:
            if window.start is not None:
                other = "open_other_kind" in getattr(refusal, "way_on", ())
                way = kit.link(window.catalogue.screen("way.open_other_kind"), window.door.open_training) if other else None
                window.start.tell(str(refusal), "must", way)

    def _unsealed(self, received: Any) -> None:
        self._window.show_start()
        self._taken_in(received)

    def _taken_in(self, received: Any) -> None:
        window = self._window
        if received.outcome.value == "undecided":
            from ui.handing_over import ChoosePage

            assert window.store is not None
            page = ChoosePage(window.store, window.catalogue, received)
            page.left.connect(window.show_start)
            page.decided.connect(lambda _id: window.show_start())
            window.show_page(page)
            return
        if window.start is not None:
            window.start.follow()
            open_it = kit.link(window.catalogue.screen("start.open"), lambda: window.open_draft(received.draft_id))
            window.start.tell(window.catalogue.screen(f"taken.{received.outcome.value}"), "quiet", open_it)

    def hand_over(self) -> None:
        """Seals the referral that is open, to write or to review, into one file for a colleague."""
        from ui.exporting import reference_of
        from ui.handing_over import HandOverPage

        window = self._window
        referral, reviewing = self._open_referral(), window.document is None
        if window.store is None or referral is None or not window.leave_editor():
            return
        sealing = HandOverPage(window.store, window.catalogue, referral.id, reference_of(referral), window.asks)

        def back(name: str = "") -> None:
            if reviewing:
                window.desk.open_review(referral.id)
            else:
                window.open_draft(referral.id)
            if name and window.editor is not None:
                window.editor.say(window.catalogue.screen("seal.done", name=name))

        sealing.left.connect(back)
        sealing.done.connect(back)
        window.show_page(sealing)

    def _open_referral(self) -> Referral | None:
        from ui.supervisor.review_page import ReviewPage

        page = self._window.stack.currentWidget()
        if self._window.document is not None:
            return self._window.document.stored
        return page.session.referral if isinstance(page, ReviewPage) else None
