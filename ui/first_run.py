"""The first run: who works here, and a passphrase for the store that is made."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import background, kit
from ui.answers.line_edit import LineEdit
from ui.plain_page import Plain
from vpa_assist import store as stores

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Cost


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
