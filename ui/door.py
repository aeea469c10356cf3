"""The way to an open store: which page comes first, a first run, a store that is found elsewhere or restored, training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist import store as stores
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Door:
    """What one window shows until a store is open. `folder` is where stores are kept, `note` tells which are expected."""

    def __init__(self, window: MainWindow, folder: Path, note: Path | None) -> None:
        self._window = window
        self.folder = folder
        self._note = note

    def begin(self, why: str = "") -> None:
        """Unlock where a store is known, else the first run. `why` says why a store is not open any more."""
        from ui.unlock import UnlockPage

        window = self._window
        known = stores.known_stores(self.folder, window.cost, self._note)
        live = tuple(each for each in known if each.kind == "live")
        if not live:
            self._first_run()
            return
        page = UnlockPage(window.catalogue, live, window.cost, asks=window.asks, keyring=not why)
        page.unlocked.connect(window.opened)
        page.unlocked_with_code.connect(lambda store: window.office.set_new_passphrase(store))
        page.restore_asked.connect(self._restore)
        page.first_run_asked.connect(self._first_run)
        page.look_again_asked.connect(self.begin)
        page.found_elsewhere.connect(self._expect)
        page.other_kind_asked.connect(self.open_training)
        window.put_up(page)
        if why:
            page.tell(why)

    def open_training(self) -> None:
        """Opens the door to training: a process of its own with a store of its own."""
        import subprocess
        import sys

        elsewhere = [] if self.folder == stores.default_folder() else ["--data-folder", str(self.folder)]
        subprocess.Popen([sys.executable, "-m", "vpa_assist", "--training", *elsewhere])

    def _first_run(self) -> None:
        from ui.first_run import FirstRunPage

        window = self._window
        first = FirstRunPage(window.catalogue, self.folder, window.cost, self._note)
        first.made.connect(self._made)
        window.put_up(first)

    def _expect(self, before: str, folder: str) -> None:
        """The person found a store somewhere else: it is looked for there from now on."""
        if self._note is not None:
            stores.note_store(self._note, Path(folder), "live")
            if before:
                stores.forget_store(self._note, Path(before))
        else:
            self.folder = Path(folder).parent
        self.begin()

    def _restore(self, folder: str, why: str) -> None:
        from ui.settings.restoring import RestorePage

        window = self._window
        page = RestorePage(window.catalogue, Path(folder), why, window.cost)
        page.left.connect(self.begin)
        page.restored.connect(window.opened)
        window.put_up(page)

    def _made(self, store: object, code: str) -> None:
        from ui.recovery_code import CodePage

        assert isinstance(store, stores.Store)
        page = CodePage(self._window.catalogue, code)

        def go_on(keyring: bool) -> None:
            if keyring:
                try:
                    store.access.remember_in_keyring()
                except CannotDo as refusal:
                    page.told.setText(str(refusal))
                    page.keyring.setChecked(False)
                    return
            self._window.opened(store)

        page.done.connect(go_on)
        self._window.put_up(page)
