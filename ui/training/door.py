"""The training store: making one takes a name and a passphrase. Nothing live is listed or opened here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from ui import background, kit, theme
from ui.answers.line_edit import LineEdit
from vpa_assist import store as stores
from vpa_assist.training.results import pseudonym

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Cost, Known, Store

PSEUDONYM = "pseudonym"
"""The setting of a training store under which results are kept."""


def training_stores(folder: Path, cost: Cost, note: Path | None) -> tuple[Known, ...]:
    """The training stores of this computer."""
    known = stores.known_stores(folder, cost, note)
    return tuple(each for each in known if each.kind == "training" and not each.missing)


def new_pseudonym(catalogue: Catalogue, taken: frozenset[str]) -> str:
    """A pseudonym that nobody has here."""
    return pseudonym(catalogue.raw("training")["pseudonyms"], taken, secrets.randbelow(1 << 30))


def pseudonym_of(store: Store, catalogue: Catalogue, taken: frozenset[str]) -> str:
    """The pseudonym of a store's person; the first time it is chosen and kept."""
    held = store.setting(PSEUDONYM)
    if not held:
        held = new_pseudonym(catalogue, taken)
        store.set_setting(PSEUDONYM, held)
    return held


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands on the page: the folder of the chosen store ("" for a new one), the lines, and where the keyboard is."""

    folder: str
    name: str
    passphrase: str
    at_passphrase: bool


class DoorPage(QWidget):
    """Opens a training store that is there, or makes one. `opened` carries it; `left` goes back."""

    opened = Signal(object)
    left = Signal()
    _updating = Signal()

    def __init__(self, catalogue: Catalogue, folder: Path, cost: Cost, note: Path | None = None) -> None:
        super().__init__()
        self.catalogue = catalogue
        self._folder, self._cost, self._note = folder, cost, note
        self._known = training_stores(folder, cost, note)
        self._chosen: Known | None = self._known[0] if self._known else None
        self._job: background.Job | None = None
        self.setProperty("look", "window")
        outer = kit.vertical(self)
        content = QWidget()
        middle = kit.horizontal(content, margins=(16, 0, 16, 0))
        inner = QWidget()
        inner.setMaximumWidth(theme.current().px(480))
        self.body = kit.vertical(inner, space=12, margins=(0, 36, 0, 24))
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)
        outer.addWidget(kit.Scroll(content), 1)
        self._updating.connect(self._show_updating)
        self._build()

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.door_{key}", **words)

    def _build(self) -> None:
        kit.clear(self.body)
        making = self._chosen is None
        self.body.addWidget(kit.label(self._say("make" if making else "open"), "title", wrap=True))
        self.body.addWidget(kit.label(self._say("make_why" if making else "open_why"), "body", "text2", wrap=True))
        self.buttons: list[kit.Button] = []
        if len(self._known) > 1 and not making:
            holder = QWidget()
            flow = kit.Flow(holder, 8)
            for each in self._known:
                button = kit.button(each.name, partial(self._choose, each))
                button.setCheckable(True)
                button.setChecked(each is self._chosen)
                self.buttons.append(button)
                flow.addWidget(button)
            self.body.addWidget(holder)
        self.name = self._field("name", "name_hint") if making else None
        if self._chosen is not None and len(self._known) == 1:
            self.body.addWidget(kit.label(self._say("who", name=self._chosen.name), "body", wrap=True))
        self.passphrase = self._field("passphrase", "passphrase_hint" if making else "")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.go)
        if self.name is not None:
            self.name.returnPressed.connect(lambda: self.passphrase.setFocus(Qt.FocusReason.TabFocusReason))
        self.fault = kit.label("", "small_strong", "must", wrap=True)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.updating = kit.label(self.catalogue.screen("unlock.updating"), "body", wrap=True)
        self.updating.hide()
        self.body.addWidget(self.updating)
        row = kit.horizontal(space=14)
        self.button = kit.button(self._say("do_make" if making else "do_open"), self.go, look="main")
        row.addWidget(self.button)
        row.addWidget(kit.button(self.catalogue.screen("cancel"), self.left.emit))
        self.other_ways: list[kit.Button] = []
        if self._known:
            other = self._say("another" if not making else "back_to_open")
            self.other_ways = [kit.link(other, partial(self._choose, None if not making else self._known[0]))]
            row.addWidget(self.other_ways[0])
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(kit.label(self._say("kept"), "small", "text2", wrap=True))
        self.body.addStretch(1)
        self.first = self.name or self.passphrase

    def _field(self, key: str, hint: str) -> LineEdit:
        box = LineEdit()
        title = kit.label(self._say(key), "label")
        title.setBuddy(box)
        box.setAccessibleName(self._say(key))
        holder = kit.vertical(space=4)
        holder.addWidget(title)
        if hint:
            holder.addWidget(kit.label(self._say(hint), "small", "text2", wrap=True))
            box.setAccessibleDescription(self._say(hint))
        holder.addWidget(box)
        self.body.addLayout(holder)
        return box

    def _choose(self, known: Known | None) -> None:
        self._chosen = known
        self._build()
        (self.name or self.passphrase).setFocus()

    def typed(self) -> Typed:
        """What stands on the page, for the same page in another text size."""
        folder = str(self._chosen.folder) if self._chosen is not None else ""
        name = self.name.text() if self.name is not None else ""
        return Typed(folder, name, self.passphrase.text(), self.passphrase.hasFocus())

    def take(self, typed: Typed) -> None:
        """Puts back what stood on the page before."""
        self._chosen = next((each for each in self._known if str(each.folder) == typed.folder), None)
        self._build()
        if self.name is not None:
            self.name.set_text(typed.name)
        self.passphrase.set_text(typed.passphrase)
        if typed.at_passphrase:
            self.first = self.passphrase

    def go(self) -> None:
        """Makes or opens the store; the derivation of the key runs beside the window."""
        if self._job is not None:
            return
        phrase, cost, note, chosen = self.passphrase.text(), self._cost, self._note, self._chosen
        if chosen is None:
            assert self.name is not None
            name = self.name.text().strip() or new_pseudonym(self.catalogue, frozenset(each.name for each in self._known))
            folder = stores.new_store_folder(self._folder, "training")

            def work() -> Any:
                made, _code = stores.Store.create(folder, stores.Person(name, "", "", "officer"), phrase, "training", cost=cost)
                if note is not None:
                    stores.note_store(note, folder, "training")
                return made
        else:
            where = Path(chosen.folder)
            updating = self._updating.emit

            def work() -> Any:
                return stores.Store.unlock(where, phrase, cost=cost, updating=updating)

        self._say_busy("unlock.working")
        self._job = background.run(work, self._made, self._refused)

    def _say_busy(self, key: str) -> None:
        """Says on the button what is being done; nobody is chosen meanwhile."""
        text = self.catalogue.screen(key) if key else ""
        self.button.not_yet(text)
        self.button.set_words(text or self._say("do_make" if self._chosen is None else "do_open"))
        for each in (*self.buttons, *self.other_ways):
            each.setEnabled(not key)

    def _show_updating(self) -> None:
        """Says that an earlier store is brought up to date: told from the thread that opens it, shown here."""
        self.fault.hide()
        self._say_busy("unlock.working_update")
        self.updating.show()
        kit.announce(self, self.updating.text())

    def _made(self, store: Any) -> None:
        if not isValid(self):  # somebody went back meanwhile
            store.close()
            return
        self._job = None
        self.passphrase.clear()
        self.opened.emit(store)

    def _refused(self, why: str) -> None:
        if not isValid(self):
            return
        self._job = None
        self._say_busy("")
        self.updating.hide()
        self.fault.setText(why)
        self.fault.show()
        kit.announce(self.passphrase, why)
        self.passphrase.setAccessibleDescription(why)
        self.passphrase.selectAll()
        self.passphrase.setFocus()
