"""Putting a backup back: from the settings with the store open, and from Unlock when the store does not open any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui import background, kit
from ui.answers.choices import Option
from ui.plain_page import Plain
from ui.settings.wording import at_length
from vpa_assist import store as stores
from vpa_assist.errors import CannotDo
from vpa_assist.store import backup as backups
from vpa_assist.store.errors import BackupUnusable, WrongPassphrase
from vpa_assist.store.keys import PASSPHRASE

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Cost, Store
    from vpa_assist.store.backup import Backup

SHOWN = 12
"""So many backups are offered before anything else is asked; the settings list all."""


def restore_open(window: MainWindow, chosen: Backup, passphrase: str, wrong: Callable[[str], object]) -> None:
    """Puts a backup in the place of the window's open store and goes on with it.

    Nothing is closed before the passphrase fits, no other window has the store, and the backup was read through. What is there
    now is set aside whole.
    """
    store = window.store
    assert store is not None
    if window.document is not None and not window.document.save_now():
        wrong(window.catalogue.screen("settings.restore_unsaved"))
        return

    def look() -> None:
        if store.access.keys().open(PASSPHRASE, passphrase) is None:
            raise WrongPassphrase
        store.refuse_others()
        store.upkeep.check_backup(chosen)

    def go_on(_none: object) -> None:
        folder, cost, say = store.folder, window.cost, window.catalogue.screen
        window.close_store()

        def restored(opened: Store) -> None:
            window.opened(opened)
            window.tell(say("settings.restore_done", at=at_length(chosen.at, window.catalogue)))

        def refused(why: str) -> None:
            window.begin(why)  # the store itself is as it was: Unlock opens it

        background.run(lambda: stores.Store.restore(folder, passphrase, chosen, cost=cost), restored, refused)

    background.run(look, go_on, wrong)


class RestorePage(Plain):
    """Before any store is open: choose a backup of a folder and open it with the passphrase or the recovery code."""

    restored = Signal(object)
    left = Signal()

    def __init__(self, catalogue: Catalogue, folder: Path, why: str, cost: Cost = stores.STANDARD) -> None:
        super().__init__(catalogue, 620)
        self._folder = folder
        self._cost = cost
        self._with_code = False
        self._job: background.Job | None = None
        self.found = backups.backups(folder)[:SHOWN]
        self.body.addWidget(kit.label(self.say("restore.title"), "title"))
        if why:
            self.body.addWidget(kit.label(why, "body", wrap=True))
        self.body.addWidget(
            kit.label(self.say("restore.why" if self.found else "restore.none", folder=folder), "body", "text2", wrap=True)
        )
        self.options: list[Option] = []
        self.chosen = 0
        if self.found:
            self._choices()
        row = kit.horizontal(space=14)
        self.back = kit.link(self.say("restore.back"), self.left.emit)
        if self.found:
            self.box = self.field("unlock.passphrase", secret=True)
            self.box.returnPressed.connect(self.restore)
            self.fault = self.fault_line()
            self.button = kit.button(self.say("restore.do"), self.restore, look="main")
            self.other_way = kit.link(self.say("unlock.with_code"), self._switch)
            row.addWidget(self.button)
            row.addWidget(self.other_way)
        row.addWidget(self.back)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(kit.label(self.say("restore.aside"), "small", "text2", wrap=True))
        self.body.addStretch(1)
        self.setFocusProxy(self.options[0] if self.options else self.back)

    def _choices(self) -> None:
        for at, each in enumerate(self.found):
            words = at_length(each.at, self.catalogue)
            option = Option(self.say("restore.aside_of", at=words) if each.set_aside else words, boxed=True)
            option.setAccessibleName(self.say("restore.choice", at=option.text()))
            option.clicked.connect(lambda _checked=False, at=at: self.choose(at))
            option.pressed_key.connect(lambda key, at=at: self._arrow(at, key))
            self.options.append(option)
            self.body.addWidget(option)
        self.choose(next((at for at, each in enumerate(self.found) if not each.set_aside), 0))

    def choose(self, at: int) -> None:
        """Chooses a backup."""
        self.chosen = at
        for number, option in enumerate(self.options):
            option.setChecked(number == at)
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == at else Qt.FocusPolicy.ClickFocus)

    def _arrow(self, at: int, key: int) -> None:
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        to = (at + step) % len(self.options)
        self.choose(to)
        self.options[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _switch(self) -> None:
        self._with_code = not self._with_code
        mode = self.box.EchoMode.Normal if self._with_code else self.box.EchoMode.Password
        self.box.setEchoMode(mode)
        self.box.clear()
        name = self.say("unlock.code" if self._with_code else "unlock.passphrase")
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(name if self._with_code else "")
        self.other_way.set_words(self.say("unlock.with_passphrase" if self._with_code else "unlock.with_code"))
        self.box.setFocus()

    def restore(self) -> None:
        """Puts the chosen backup in place and opens it."""
        text = self.box.text()
        if self._job is not None:
            return
        if not text:
            self._refused(self.say("unlock.empty"))
            return
        folder, chosen, cost, with_code = self._folder, self.found[self.chosen], self._cost, self._with_code
        self.button.setEnabled(False)
        self.button.set_words(self.say("restore.working"))

        def work() -> Store | CannotDo:
            try:
                return stores.Store.restore(folder, text, chosen, with_code=with_code, cost=cost)
            except CannotDo as refusal:
                return refusal

        self._job = background.run(work, self._ended, self._refused)

    def _ended(self, result: Store | CannotDo) -> None:
        if isinstance(result, CannotDo):
            self._refused(str(result), another=isinstance(result, BackupUnusable))
            return
        self._job = None
        self.box.clear()
        self.restored.emit(result)

    def _refused(self, why: str, another: bool = False) -> None:
        self._job = None
        self.button.setEnabled(True)
        self.button.set_words(self.say("restore.do"))
        self.fault.setText(why)
        self.fault.show()
        self.box.setAccessibleDescription(why)
        kit.announce(self.box, why)
        if another and len(self.options) > 1:
            # the way on is another backup: the keyboard goes to them, with the next one chosen
            self.choose((self.chosen + 1) % len(self.options))
            self.options[self.chosen].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.box.selectAll()
        self.box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
