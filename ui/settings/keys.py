"""Who can open the store and how: passphrase, recovery code, the computer's keyring, and the lock when nobody is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import background, kit
from ui.settings.part import Part, buttons, field
from vpa_assist.errors import CannotDo


class KeysPart(Part):
    """Passphrase, recovery code, keyring, idle lock."""

    key = "keys"

    def build(self) -> None:
        self._passphrase()
        self._code()
        self._keyring()
        inner = self.block(self.say("settings.lock"))
        minutes = self.catalogue.force().idle_lock_minutes
        inner.addWidget(kit.label(self.say("settings.lock_note", minutes=minutes), "body", wrap=True))
        self.lock_button = kit.button(f"{self.say('command.lock')}   Ctrl+L", self.office.window.lock, icon="lock")
        self.lock_button.setAccessibleName(self.say("command.lock"))
        inner.addWidget(buttons(self.lock_button))

    # passphrase

    def _passphrase(self) -> None:
        inner = self.block(self.say("settings.passphrase"), self.say("settings.passphrase_note"))
        self.old = field(inner, self.say("settings.passphrase_old"), secret=True)
        self.new = field(inner, self.say("settings.passphrase_new"), secret=True, hint=self.say("first.passphrase_hint"))
        self.again = field(inner, self.say("settings.passphrase_again"), secret=True)
        self.change_button = kit.button(self.say("settings.passphrase_do"), self.change)
        inner.addWidget(buttons(self.change_button))
        self.again.returnPressed.connect(self.change)

    def change(self) -> None:
        """Changes the passphrase, when everything is there."""
        old, new, again = self.old.text(), self.new.text(), self.again.text()
        if self.change_button.why_not:
            return
        if not old:
            self._refuse("settings.passphrase_old_first", self.old)
        elif new != again:
            self._refuse("first.differ", self.again)
        else:
            access = self.store.access
            self.work(
                self.change_button,
                self.say("settings.passphrase_working"),
                lambda: access.change_passphrase(old, new),
                lambda _none: self._changed(),
            )

    def _changed(self) -> None:
        for box in (self.old, self.new, self.again):
            box.clear()
        self.tell(self.say("settings.passphrase_done"))

    def _refuse(self, key: str, box: QWidget) -> None:
        text = self.say(key)
        self.wrong(text)
        box.setAccessibleDescription(text)
        box.setFocus()

    # recovery code

    def _code(self) -> None:
        inner = self.block(self.say("settings.code"), self.say("settings.code_note"))
        self.code_button = kit.button(self.say("settings.code_do"), self.new_code)
        inner.addWidget(buttons(self.code_button))
        self._shown_code = inner
        self.code_box: CodeBox | None = None

    def new_code(self) -> None:
        """Makes a new recovery code and shows it this once; the old one opens nothing any more."""
        access = self.store.access
        self.work(self.code_button, self.say("settings.code_working"), access.new_recovery_code, self._show_code)

    def _show_code(self, code: str) -> None:
        self._hide_code()
        self.code_box = CodeBox(self, code)
        self._shown_code.addWidget(self.code_box)
        self.code_box.copy_button.setFocus()
        kit.announce(self, self.say("code.name", code=code))

    def _hide_code(self) -> None:
        box, self.code_box = self.code_box, None
        if box is not None:
            self._shown_code.removeWidget(box)
            box.hide()
            box.setParent(None)
            box.deleteLater()

    def code_kept(self) -> None:
        """The person has kept the code: it is shown no longer."""
        self._hide_code()
        self.code_button.setFocus()
        self.tell(self.say("settings.code_done"))

    # keyring

    def _keyring(self) -> None:
        self._keyring_column: QVBoxLayout = self.block(self.say("settings.keyring"), self.say("settings.keyring_note"))
        self.keyring_state = kit.label("", "body", wrap=True)
        self._keyring_column.addWidget(self.keyring_state)
        self.remember_button = kit.button(self.say("settings.keyring_do"), self.remember)
        self.forget_button = kit.button(self.say("settings.keyring_forget"), self.forget)
        self._keyring_column.addWidget(buttons(self.remember_button, self.forget_button))
        self.no_keyring = ""
        self._follow_keyring()
        # asking for the keyring loads a library and may wait for a service: beside the window
        background.run(_has_keyring, self.office.still(self)(self._heard_keyring), lambda _why: None)

    def _heard_keyring(self, why_not: str) -> None:
        self.no_keyring = why_not
        self._follow_keyring()

    def _follow_keyring(self) -> None:
        remembered = self.store.access.in_keyring()
        if self.no_keyring and not remembered:
            self.keyring_state.setText(self.no_keyring)
        else:
            self.keyring_state.setText(self.say("settings.keyring_on" if remembered else "settings.keyring_off"))
        self.remember_button.setVisible(not remembered)
        self.remember_button.not_yet(self.no_keyring)
        self.forget_button.setVisible(remembered)

    def remember(self) -> None:
        """Lets the computer's keyring open the store."""
        if not self.remember_button.why_not:
            self._access(self.store.access.remember_in_keyring, "settings.keyring_done", self.forget_button)

    def forget(self) -> None:
        """The keyring no longer opens the store."""
        self._access(self.store.access.forget_in_keyring, "settings.keyring_forgotten", self.remember_button)

    def _access(self, do: Callable[[], object], key: str, then: kit.Button) -> None:
        try:
            do()
        except CannotDo as refusal:
            self._follow_keyring()
            if key == "settings.keyring_forgotten" and not self.store.access.in_keyring():
                self.tell(self.say(key))  # the slot is gone, so nothing that a keyring still holds opens the store
                return
            self.wrong(str(refusal))
            return
        self._follow_keyring()
        then.setFocus()
        self.tell(self.say(key))


def _has_keyring() -> str:
    """Why there is no keyring to use; "" where there is one."""
    from vpa_assist.store import keyring_vault

    try:
        keyring_vault.system_vault()
    except CannotDo as refusal:
        return str(refusal)
    return ""


class CodeBox(QWidget):
    """A recovery code as it is shown once, with ways to keep it."""

    def __init__(self, part: KeysPart, code: str) -> None:
        super().__init__()
        self.code = code
        self._part = part
        say = part.say
        column = kit.vertical(self, space=8)
        frame = kit.frame("sunken")
        inner = kit.vertical(frame, margins=(16, 12, 16, 12))
        self.shown = kit.label(code, "words", wrap=True)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setAccessibleName(say("code.name", code=code))
        inner.addWidget(self.shown)
        column.addWidget(frame)
        column.addWidget(kit.label(say("code.why"), "small", "text2", wrap=True))
        self.copy_button = kit.button(say("code.copy"), self.copy, icon="copy")
        self.print_button = kit.button(say("code.print"), self.print_it, icon="print")
        self.done_button = kit.button(say("code.done"), part.code_kept)
        column.addWidget(buttons(self.copy_button, self.print_button, self.done_button))

    def copy(self) -> None:
        """Copies the code; the clipboard is cleared again after a minute."""
        from ui.clipboard import copy_for_a_minute

        copy_for_a_minute(self.code)
        self._part.tell(self._part.say("code.copied"))

    def print_it(self) -> None:
        """Prints the code, with nothing else on the page."""
        from ui.recovery_code import print_code

        if print_code(self, self._part.say("code.printed"), self.code):
            self._part.tell(self._part.say("code.print_done"))
