"""The first page of every start: whose store, and the passphrase. Nothing heavy is imported before it is painted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from ui import background, kit, theme
from ui.answers.line_edit import LineEdit
from ui.top_bar import marking
from vpa_assist import __version__
from vpa_assist import store as stores
from vpa_assist.errors import CannotDo
from vpa_assist.store.ballast import drop_ballast
from vpa_assist.store.errors import TooManyTries
from vpa_assist.store.files import BACKUPS, DATABASE, KEYS

if TYPE_CHECKING:
    from ui.messages import Asks
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Cost, Known, Store


class Plain(QWidget):
    """A page with one column in the middle: first run, unlock, recovery code. The marking stands on top."""

    def __init__(self, catalogue: Catalogue, wide: int = 460) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        bar = kit.frame("bar")
        bar.setFixedHeight(theme.current().px(theme.TARGET["bar"]))
        row = kit.horizontal(bar, margins=(16, 0, 16, 0))
        row.addWidget(kit.label(catalogue.screen("app.name"), "body_strong"), 1)
        row.addWidget(marking(catalogue), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        outer.addWidget(bar)
        content = QWidget()
        middle = kit.horizontal(content, margins=(16, 0, 16, 0))
        self.inner = QWidget()
        self.inner.setMaximumWidth(theme.current().px(wide))
        self.body = kit.vertical(self.inner, space=12, margins=(0, 32, 0, 32))
        middle.addStretch(1)
        middle.addWidget(self.inner, 100)
        middle.addStretch(1)
        outer.addWidget(kit.Scroll(content), 1)

    def say(self, key: str, **words: object) -> str:
        return str(self.catalogue.screen(key, **words))

    def field(self, key: str, *, secret: bool = False, hint: str = "", beside: kit.Rows | None = None) -> LineEdit:
        """A labelled line, in a row of its own or half of one. Pasting is allowed, for passphrases too."""
        title = kit.label(self.say(key), "label")
        box = LineEdit()
        if secret:
            box.setEchoMode(QLineEdit.EchoMode.Password)
        box.setAccessibleName(self.say(key))
        title.setBuddy(box)
        part = QWidget()
        holder = kit.vertical(part, space=4)
        holder.addWidget(title)
        if hint:
            holder.addWidget(kit.label(self.say(hint), "small", "text2", wrap=True))
            box.setAccessibleDescription(self.say(hint))
        holder.addWidget(box)
        if beside is None:
            self.body.addWidget(part)
        else:
            beside.add(part, "half")
        return box

    def fault_line(self) -> QLabel:
        """A line for what is wrong, read out when it changes."""
        made = kit.label("", "small_strong", "must", wrap=True)
        made.hide()
        self.body.addWidget(made)
        return made


class Waiting(Plain):
    """Shown while one store takes the place of another."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        text = self.say("restore.waiting")
        self.body.addWidget(kit.label(text, "body", wrap=True))
        self.body.addStretch(1)
        self.setAccessibleName(text)


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
        self._cost = cost
        self._asks = asks
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
        cost = self._cost
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
        folder, cost, with_code = self.folder, self._cost, self._with_code
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

    # ways on

    def go(self, way: str, folder: Path, why: str) -> None:
        """Goes one of the ways on."""
        if way in ("look_again", "update"):
            self.look_again_asked.emit()
        elif way == "restore":
            self.restore_asked.emit(str(folder), why)
        elif way == "restore_keys":
            self._restore_keys(folder, why)
        elif way in ("open_other_kind", "start_other_kind"):
            self.other_kind_asked.emit()
        elif way == "tell_support":
            from ui.clipboard import copy_for_a_minute

            copy_for_a_minute(self.say("unlock.facts", version=__version__, folder=folder, why=why))
            kit.announce(self, self.say("unlock.facts_copied"))
            self.fault.setText(f"{why} {self.say('unlock.facts_copied')}")
        elif way == "free_space":
            drop_ballast(folder)
            self.try_it()
        elif way == "save_copy":
            self._copy(folder, why)
        elif way == "find_folder":
            self._find(folder)

    def _restore_keys(self, folder: Path, why: str) -> None:
        from vpa_assist.store.backup import keys_for_restoring

        try:
            keys_for_restoring(folder, self._cost)
        except CannotDo:
            self.restore_asked.emit(str(folder), self.say("unlock.no_keys_kept"))
            return
        self.look_again_asked.emit()

    def _find(self, before: Path) -> None:
        chosen = self._asks.folder(self, self.say("unlock.find_folder")) if self._asks is not None else None
        if chosen is None:
            return
        for place in (chosen, *(sorted(each for each in chosen.iterdir() if each.is_dir()) if chosen.is_dir() else ())):
            if (place / DATABASE).exists():
                self.found_elsewhere.emit(str(before), str(place))
                return
        text = self.say("unlock.not_found", folder=chosen)
        if self._known:
            self._refused(text)
        else:
            self.missing_ways[0].say_under(text)

    def _copy(self, folder: Path, why: str) -> None:
        """The store's own encrypted files in another folder, where they can be written."""
        chosen = self._asks.folder(self, self.say("unlock.save_copy")) if self._asks is not None else None
        if chosen is None:
            return
        target = chosen / folder.name
        try:
            target.mkdir(parents=True)
            for each in (DATABASE, f"{DATABASE}-wal", KEYS):
                if (folder / each).exists():
                    shutil.copyfile(folder / each, target / each)
        except OSError as error:
            self._refused(self.say("export.cannot_write", folder=chosen, why=error.strerror or ""))
            return
        self.found_elsewhere.emit("", str(target))


class Ways(QWidget):
    """The ways on from what stands in the way, as links. Those that are on the page already need none."""

    LINKS = (
        "look_again", "find_folder", "restore_keys", "restore", "tell_support", "update", "open_other_kind",
        "start_other_kind", "free_space", "save_copy",
    )  # fmt: skip

    def __init__(self, page: UnlockPage, folder: Path, why: str, keys: tuple[str, ...]) -> None:
        super().__init__()
        column = kit.vertical(self, space=4)
        holder = QWidget()
        flow = kit.Flow(holder, 14, 4)
        self.links: dict[str, kit.Button] = {}
        for key in keys:
            if key in self.LINKS:
                self.links[key] = kit.link(page.say(f"way.{key}"), partial(page.go, key, folder, why))
                flow.addWidget(self.links[key])
        column.addWidget(holder)
        self._under = kit.label("", "small_strong", "must", wrap=True)
        self._under.hide()
        column.addWidget(self._under)

    def first(self) -> QWidget:
        """The first link."""
        return next(iter(self.links.values()))

    def say_under(self, text: str) -> None:
        """Says something under the links."""
        self._under.setText(text)
        self._under.show()
        kit.announce(self, text)


class FirstRunPage(Plain):
    """Asks who works here and for a passphrase, twice. `made` carries the open store and the recovery code."""

    made = Signal(object, str)

    def __init__(self, catalogue: Catalogue, folder: Path, cost: Cost = stores.STANDARD, note: Path | None = None) -> None:
        super().__init__(catalogue)
        self._folder = folder
        self._cost = cost
        self._note = note
        self._job: background.Job | None = None
        self.body.addWidget(kit.label(self.say("first.title"), "title"))
        self.body.addWidget(kit.label(self.say("first.why"), "body", "text2", wrap=True))
        self.name = self.field("first.name")
        service = kit.Rows(narrow=20)
        self.collar = self.field("first.collar_number", beside=service)
        self.unit = self.field("first.unit", beside=service)
        self.body.addLayout(service)
        self._roles()
        self.passphrase = self.field("first.passphrase", secret=True, hint="first.passphrase_hint")
        self.again = self.field("first.again", secret=True)
        self.fault = self.fault_line()
        self.button = kit.button(self.say("first.do"), self.make, look="main")
        row = kit.horizontal()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(kit.label(self.say("unlock.kept_here"), "small", "text2", wrap=True))
        self.body.addStretch(1)
        self.boxes = (self.name, self.collar, self.unit, self.passphrase, self.again)
        for box in self.boxes:
            box.returnPressed.connect(partial(self._onward, box))
        self.setFocusProxy(self.name)

    def _onward(self, box: LineEdit) -> None:
        """Enter goes to the next line that is still empty, and makes the store after the last."""
        after = self.boxes[self.boxes.index(box) + 1 :]
        empty = next((each for each in after if not each.text()), None)
        if empty is None:
            self.make()
        else:
            empty.setFocus(Qt.FocusReason.TabFocusReason)

    def _roles(self) -> None:
        from ui.answers.choices import Option
        from ui.answers.roving import Roving

        head = kit.vertical(space=3)
        head.addWidget(kit.label(self.say("first.role"), "label"))
        head.addWidget(kit.label(self.say("first.role_hint"), "small", "text2", wrap=True))
        self.body.addLayout(head)
        holder = QWidget()
        flow = kit.Flow(holder, 16)
        self.roles: dict[str, Option] = {}
        self._roving = Roving(self.roles, self.choose_role)
        for role in ("officer", "supervisor", "auditor"):
            option = Option(self.say(f"role.{role}"))
            self._roving.take(role, option)
            option.clicked.connect(lambda _checked=False, role=role: self.choose_role(role))
            option.setAccessibleName(f"{self.say('first.role')}: {option.text()}")
            self.roles[role] = option
            flow.addWidget(option)
        self.choose_role("officer")
        self.body.addWidget(holder)

    def choose_role(self, role: str) -> None:
        """Chooses the role that the person declares."""
        self.role = role
        for each, option in self.roles.items():
            option.setChecked(each == role)
        self._roving.stand(role)

    def make(self) -> None:
        """Makes the store, when everything is there."""
        if self._job is not None:
            return
        needed = ((self.name, "first.no_name"), (self.collar, "first.no_collar_number"), (self.passphrase, "first.no_passphrase"))
        for box, key in needed:
            if not box.text().strip():
                self._refused(self.say(key), box)
                return
        if self.passphrase.text() != self.again.text():
            self._refused(self.say("first.differ"), self.again)
            return
        person = stores.Person(self.name.text().strip(), self.collar.text().strip(), self.unit.text().strip(), self.role)
        folder, passphrase, cost, note = (
            stores.new_store_folder(self._folder, "live"),
            self.passphrase.text(),
            self._cost,
            self._note,
        )

        def work() -> Any:
            made = stores.Store.create(folder, person, passphrase, cost=cost)
            if note is not None:
                stores.note_store(note, folder, "live")
            return made

        self.button.setEnabled(False)
        self.button.set_words(self.say("first.working"))
        self._job = background.run(work, self._made, lambda why: self._refused(why, self.passphrase))

    def _made(self, made: Any) -> None:
        self._job = None
        store, code = made
        self.passphrase.clear()
        self.again.clear()
        self.made.emit(store, code)

    def _refused(self, why: str, box: LineEdit) -> None:
        self._job = None
        self.button.setEnabled(True)
        self.button.set_words(self.say("first.do"))
        holder = box.parentWidget()
        assert holder is not None
        place = holder.layout()
        assert place is not None
        place.addWidget(self.fault)  # right below the line that it is about, so that both are in view
        self.fault.setText(why)
        self.fault.show()
        box.setAccessibleDescription(why)
        box.setFocus()
        kit.announce(box, why)


class CodePage(Plain):
    """Shows the recovery code, this once. `done` goes on."""

    done = Signal(bool)

    def __init__(self, catalogue: Catalogue, code: str) -> None:
        super().__init__(catalogue, 560)
        self.code = code
        self.body.addWidget(kit.label(self.say("code.title"), "title"))
        self.body.addWidget(kit.label(self.say("code.why"), "body", wrap=True))
        box = kit.frame("block")
        inner = kit.vertical(box, margins=(18, 16, 18, 16))
        self.shown = kit.label(code, "words", wrap=True)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setAccessibleName(self.say("code.name", code=code))
        inner.addWidget(self.shown)
        self.body.addWidget(box)
        row = kit.horizontal(space=10)
        self.copy_button = kit.button(self.say("code.copy"), self.copy, icon="copy")
        row.addWidget(self.copy_button)
        self.print_button = kit.button(self.say("code.print"), self.print_it, icon="print")
        row.addWidget(self.print_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.told = kit.label("", "small", "text2", wrap=True)
        self.body.addWidget(self.told)
        from ui.answers.choices import Option

        self.keyring = Option(self.say("code.keyring"), many=True)
        self.keyring.clicked.connect(lambda: self.keyring.setChecked(not self.keyring.isChecked()))
        self.body.addWidget(self.keyring)
        self.body.addWidget(kit.label(self.say("code.keyring_note"), "small", "text2", wrap=True))
        self.button = kit.button(self.say("code.done"), lambda: self.done.emit(self.keyring.isChecked()), look="main")
        foot = kit.horizontal()
        foot.addWidget(self.button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.setFocusProxy(self.button)

    def copy(self) -> None:
        """Copies the code; the clipboard is cleared again after a minute."""
        from ui.clipboard import copy_for_a_minute

        copy_for_a_minute(self.code)
        self._tell("code.copied")

    def print_it(self) -> None:
        """Prints the code, with nothing else on the page."""
        if print_code(self, self.say("code.printed"), self.code):
            self._tell("code.print_done")

    def _tell(self, key: str) -> None:
        self.told.setText(self.say(key))
        kit.announce(self.told, self.told.text())


def print_code(parent: QWidget, lead: str, code: str) -> bool:
    """Prints a recovery code with one line before it, where the person chooses. False when they thought better of it."""
    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    dialog = QPrintDialog(printer, parent)
    if not dialog.exec():
        return False
    page = QTextDocument()
    page.setPlainText(f"{lead}\n\n{code}")
    page.print_(printer)
    return True
