"""The first page of every start: whose store, and the passphrase. Nothing heavy is imported before it is painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from ui import background, kit
from ui.plain_page import Plain
from ui.ways_on import Ways
from vpa_assist import store as stores
from vpa_assist.errors import CannotDo
from vpa_assist.store.errors import TooManyTries
from vpa_assist.store.files import BACKUPS, DATABASE

if TYPE_CHECKING:
    from ui.messages import Asks
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Cost, Known, Store


class UnlockPage(Plain):
    """Asks for the passphrase, or the recovery code. `unlocked` carries the open store; what stands in the way has a way on."""

    unlocked = Signal(object)
    unlocked_with_code = Signal(object)
    first_run_asked = Signal()
    restore_asked = Signal(str, str)
    look_again_asked = Signal()
    found_elsewhere = Signal(str, str)
    other_kind_asked = Signal()
    _updating = Signal()

    def __init__(
        self,
        catalogue: Catalogue,
        known: tuple[Known, ...],
        cost: Cost = stores.STANDARD,
        *,
        asks: Asks | None = None,
        keyring: bool = True,
    ) -> None:
        super().__init__(catalogue)
        self.cost = cost
        self.asks = asks
        self._known = tuple(each for each in known if not each.missing)
        self._missing = tuple(each for each in known if each.missing)
        self._chosen = 0
        self._with_code = False
        self._job: background.Job | None = None
        self.ways: Ways | None = None
        self.body.addWidget(kit.label(self.say("unlock.title"), "title"))
        self._ask()
        for each in self._missing:
            self._tell_missing(each)
        if self._missing:
            self.first_run = kit.link(self.say("unlock.first_run"), self.first_run_asked.emit)
            self.body.addWidget(self.first_run, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(kit.label(self.say("unlock.kept_here"), "small", "text2", wrap=True))
        self.body.addStretch(1)
        self._show_person()
        self.setFocusProxy(self.box if self._known else self.missing_ways[0].first())
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._tick)
        self._seconds = 0
        if keyring and self._known and self._known[self._chosen].keyring:
            QTimer.singleShot(0, self, self._try_keyring)

    @property
    def asks_for_passphrase(self) -> bool:
        """Whether a store is there that can be opened."""
        return bool(self._known)

    @property
    def folder(self) -> Path:
        """The folder of the store that is chosen."""
        return Path(self._known[self._chosen].folder)

    def _ask(self) -> None:
        self.asking = QWidget()
        whole, self.body = self.body, kit.vertical(self.asking, space=12)
        self.who = kit.label("", "body", "text2", wrap=True)
        self.body.addWidget(self.who)
        self._others()
        self.box = self.field("unlock.passphrase", secret=True)
        self.fault = self.fault_line()
        self.updating = kit.label(self.say("unlock.updating"), "body", wrap=True)
        self.updating.hide()
        self.body.addWidget(self.updating)
        self._updating.connect(self._show_updating)
        self.way_holder = kit.vertical()
        self.body.addLayout(self.way_holder)
        row = kit.horizontal(space=14)
        self.button = kit.button(self.say("unlock.do"), self.try_it, look="main")
        self.other_way = kit.link(self.say("unlock.with_code"), self._switch)
        row.addWidget(self.button)
        row.addWidget(self.other_way)
        row.addStretch(1)
        self.body.addLayout(row)
        self.box.returnPressed.connect(self.try_it)
        self.body = whole
        self.body.addWidget(self.asking)
        self.asking.setVisible(bool(self._known))
        self.missing_ways: list[Ways] = []

    def _tell_missing(self, each: Known) -> None:
        """A store that is noted and not there, or whose key file is: what is safe, and the ways on."""
        folder = Path(each.folder)
        box = kit.frame("banner")
        box.setProperty("tone", "must")
        column = kit.vertical(box, space=6, margins=(14, 10, 14, 10))
        column.addWidget(kit.label(self.say("unlock.missing_bold"), "label"))
        if (folder / DATABASE).exists():
            text, keys = self.say("unlock.keys_missing", folder=folder), ["restore_keys", "restore"]
        else:
            text, keys = self.say("unlock.missing", folder=folder), ["look_again", "find_folder"]
            if (folder / BACKUPS).is_dir():
                keys.append("restore")
        column.addWidget(kit.label(text, "label_plain", wrap=True))
        ways = Ways(self, folder, text, tuple(keys))
        self.missing_ways.append(ways)
        column.addWidget(ways)
        self.body.addWidget(box)

    def _others(self) -> None:
        self.buttons: list[kit.Button] = []
        if len(self._known) < 2:
            return
        flow_holder = QWidget()
        flow = kit.Flow(flow_holder, 8)
        for at, each in enumerate(self._known):
            button = kit.button(f"{each.name} {each.collar_number}".strip(), partial(self._choose, at))
            button.setCheckable(True)
            self.buttons.append(button)
            flow.addWidget(button)
        self.body.addWidget(flow_holder)

    def _choose(self, at: int) -> None:
        self._chosen = at
        self._show_ways(())
        self.fault.hide()
        self._show_person()
        self.box.setFocus()

    def _show_person(self) -> None:
        if not self._known:
            return
        each = self._known[self._chosen]
        self.who.setText(self.say("unlock.who", name=f"{each.name} {each.collar_number}".strip()))
        for at, button in enumerate(self.buttons):
            button.setChecked(at == self._chosen)

    def _switch(self) -> None:
        self._with_code = not self._with_code
        self._stop_waiting()
        self.box.setEchoMode(QLineEdit.EchoMode.Normal if self._with_code else QLineEdit.EchoMode.Password)
        self.box.clear()
        name = self.say("unlock.code" if self._with_code else "unlock.passphrase")
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(name if self._with_code else "")
        self.other_way.set_words(self.say("unlock.with_passphrase" if self._with_code else "unlock.with_code"))
        self.box.setFocus()

    def _try_keyring(self) -> None:
        folder = self.folder
        cost = self.cost
        updating = self._updating.emit
        self._start(lambda: stores.Store.unlock_with_keyring(folder, cost=cost, updating=updating), quiet=True)

    def try_it(self) -> None:
        """Opens the store with what was typed; the derivation of the key runs beside the window."""
        text = self.box.text()
        if self._job is not None or not self._known or self._wait.isActive():
            return
        if not text:
            self._refused(self.say("unlock.empty"))
            return
        folder, cost, with_code = self.folder, self.cost, self._with_code
        opener = stores.Store.unlock_with_code if with_code else stores.Store.unlock
        updating = self._updating.emit
        self._start(lambda: opener(folder, text, cost=cost, updating=updating))

    def _start(self, work: Callable[[], Store], quiet: bool = False) -> None:
        self.button.setEnabled(False)
        self.button.set_words(self.say("unlock.working"))
        self.other_way.setEnabled(False)
        by_code = self._with_code and not quiet

        def told() -> Store | CannotDo:
            try:
                return work()
            except CannotDo as refusal:
                return refusal

        self._job = background.run(told, lambda result: self._ended(result, by_code, quiet), self._refused)

    def _ended(self, result: Store | CannotDo, by_code: bool, quiet: bool) -> None:
        if not isValid(self):  # the person went elsewhere meanwhile
            if not isinstance(result, CannotDo):
                result.close()
            return
        if isinstance(result, CannotDo):
            ways = tuple(getattr(result, "way_on", ()))
            # a keyring that does not open the store is no fault: the passphrase is asked for as ever
            self._refused("" if quiet and ways == ("passphrase",) else str(result), ways)
            if isinstance(result, TooManyTries):
                self._begin_waiting(result.seconds)
            return
        self._job = None
        self.box.clear()
        (self.unlocked_with_code if by_code else self.unlocked).emit(result)

    def _show_updating(self) -> None:
        """Says that an earlier store is brought up to date: told from the thread that opens it, shown here."""
        self.fault.hide()
        self.button.set_words(self.say("unlock.working_update"))
        self.updating.show()
        kit.announce(self, self.updating.text())

    def tell(self, why: str, ways: tuple[str, ...] = ()) -> None:
        """Says why a store is not open."""
        self._refused(why, ways)

    def _refused(self, why: str, ways: tuple[str, ...] = ()) -> None:
        self._job = None
        self.button.setEnabled(True)
        self.other_way.setEnabled(True)
        self.button.set_words(self.say("unlock.do"))
        self.updating.hide()
        self.fault.setText(why)
        self.fault.setVisible(bool(why))
        self.box.setAccessibleDescription(why)
        self._show_ways(ways, why)
        if why:
            kit.announce(self.box, why)
        self.box.selectAll()
        self.box.setFocus()

    def _show_ways(self, keys: tuple[str, ...], why: str = "") -> None:
        kit.clear(self.way_holder)
        self.ways = Ways(self, self.folder, why, keys) if self._known and any(each in Ways.LINKS for each in keys) else None
        if self.ways is not None:
            self.way_holder.addWidget(self.ways)

    # waiting after several wrong tries

    def _begin_waiting(self, seconds: int) -> None:
        self._seconds = seconds
        self._wait.start()
        self._show_wait()

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._stop_waiting()
            kit.announce(self.box, self.say("unlock.again"))
            return
        self._show_wait()

    def _show_wait(self) -> None:
        text = self.say("unlock.wait", seconds=self._seconds)
        self.button.set_words(text)
        self.button.not_yet(text)

    def _stop_waiting(self) -> None:
        self._wait.stop()
        self.button.not_yet("")
        self.button.set_words(self.say("unlock.do"))
