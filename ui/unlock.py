"""The first page of every start: whose store, and the passphrase. Nothing heavy is imported before it is painted."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui import background, kit, theme
from ui.answers.line_edit import LineEdit
from ui.top_bar import marking
from vpa_assist import store as stores

if TYPE_CHECKING:
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

    def field(self, key: str, *, secret: bool = False, hint: str = "") -> LineEdit:
        """A labelled line. Pasting is allowed, for passphrases too."""
        title = kit.label(self.say(key), "label")
        box = LineEdit()
        if secret:
            box.setEchoMode(QLineEdit.EchoMode.Password)
        box.setAccessibleName(self.say(key))
        title.setBuddy(box)
        holder = kit.vertical(space=4)
        holder.addWidget(title)
        if hint:
            holder.addWidget(kit.label(self.say(hint), "small", "text2", wrap=True))
            box.setAccessibleDescription(self.say(hint))
        holder.addWidget(box)
        self.body.addLayout(holder)
        return box

    def fault_line(self) -> QLabel:
        """A line for what is wrong, read out when it changes."""
        made = kit.label("", "small_strong", "must", wrap=True)
        made.hide()
        self.body.addWidget(made)
        return made


class UnlockPage(Plain):
    """Asks for the passphrase, or the recovery code. `unlocked` carries the open store."""

    unlocked = Signal(object)
    first_run_asked = Signal()

    def __init__(self, catalogue: Catalogue, known: tuple[Known, ...], cost: Cost = stores.STANDARD) -> None:
        super().__init__(catalogue)
        self._cost = cost
        self._known = tuple(each for each in known if not each.missing)
        self._missing = tuple(each for each in known if each.missing)
        self._chosen = 0
        self._with_code = False
        self._job: background.Job | None = None
        self.body.addWidget(kit.label(self.say("unlock.title"), "title"))
        self.who = kit.label("", "body", "text2", wrap=True)
        self.body.addWidget(self.who)
        self._others()
        self.box = self.field("unlock.passphrase", secret=True)
        self.fault = self.fault_line()
        row = kit.horizontal(space=14)
        self.button = kit.button(self.say("unlock.do"), self.try_it, look="main")
        self.other_way = kit.link(self.say("unlock.with_code"), self._switch)
        row.addWidget(self.button)
        row.addWidget(self.other_way)
        row.addStretch(1)
        self.body.addLayout(row)
        for each in self._missing:
            text = self.say("unlock.missing", folder=each.folder)
            self.body.addWidget(kit.Banner("must", self.say("unlock.missing_bold"), text))
        self.body.addWidget(kit.label(self.say("unlock.kept_here"), "small", "text2", wrap=True))
        self.body.addStretch(1)
        self.box.returnPressed.connect(self.try_it)
        self._show_person()
        self.setFocusProxy(self.box)
        if self._known and self._known[self._chosen].keyring:
            QTimer.singleShot(0, self, self._try_keyring)

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
        self.box.setEchoMode(QLineEdit.EchoMode.Normal if self._with_code else QLineEdit.EchoMode.Password)
        self.box.clear()
        name = self.say("unlock.code" if self._with_code else "unlock.passphrase")
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(name if self._with_code else "")
        self.other_way.set_words(self.say("unlock.with_passphrase" if self._with_code else "unlock.with_code"))
        self.box.setFocus()

    def _try_keyring(self) -> None:
        folder = Path(self._known[self._chosen].folder)
        cost = self._cost
        self._start(lambda: stores.Store.unlock_with_keyring(folder, cost=cost), quiet=True)

    def try_it(self) -> None:
        """Opens the store with what was typed; the derivation of the key runs beside the window."""
        text = self.box.text()
        if self._job is not None or not self._known:
            return
        if not text:
            self._refused(self.say("unlock.empty"))
            return
        folder, cost, with_code = Path(self._known[self._chosen].folder), self._cost, self._with_code
        opener = stores.Store.unlock_with_code if with_code else stores.Store.unlock
        self._start(lambda: opener(folder, text, cost=cost))

    def _start(self, work: Any, quiet: bool = False) -> None:
        self.button.setEnabled(False)
        self.button.set_words(self.say("unlock.working"))
        self._job = background.run(work, self._opened, (lambda _why: self._refused("")) if quiet else self._refused)

    def _opened(self, store: Store) -> None:
        self._job = None
        self.box.clear()
        self.unlocked.emit(store)

    def _refused(self, why: str) -> None:
        self._job = None
        self.button.setEnabled(True)
        self.button.set_words(self.say("unlock.do"))
        self.fault.setText(why)
        self.fault.setVisible(bool(why))
        self.box.setAccessibleDescription(why)
        if why:
            kit.announce(self.box, why)
        self.box.selectAll()
        self.box.setFocus()


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
        self.collar = self.field("first.collar_number")
        self.unit = self.field("first.unit")
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
        self.again.returnPressed.connect(self.make)
        self.setFocusProxy(self.name)

    def _roles(self) -> None:
        from ui.answers.choices import Option

        self.body.addWidget(kit.label(self.say("first.role"), "label"))
        self.body.addWidget(kit.label(self.say("first.role_hint"), "small", "text2", wrap=True))
        holder = QWidget()
        flow = kit.Flow(holder, 16)
        self.roles: dict[str, Option] = {}
        for role in ("officer", "supervisor", "auditor"):
            option = Option(self.say(f"role.{role}"))
            option.clicked.connect(lambda _checked=False, role=role: self.choose_role(role))
            option.setAccessibleName(f"{self.say('first.role')}: {option.text()}")
            self.roles[role] = option
            flow.addWidget(option)
        self.role = "officer"
        self.roles["officer"].setChecked(True)
        self.body.addWidget(holder)

    def choose_role(self, role: str) -> None:
        """Chooses the role that the person declares."""
        self.role = role
        for each, option in self.roles.items():
            option.setChecked(each == role)

    def make(self) -> None:
        """Makes the store, when everything is there."""
        if self._job is not None:
            return
        for box, key in ((self.name, "first.no_name"), (self.collar, "first.no_collar_number")):
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
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            page = QTextDocument()
            page.setPlainText(f"{self.say('code.printed')}\n\n{self.code}")
            page.print_(printer)
            self._tell("code.print_done")

    def _tell(self, key: str) -> None:
        self.told.setText(self.say(key))
        kit.announce(self.told, self.told.text())
