"""After an unlock by recovery code: a new passphrase at once, because the old one is forgotten or known to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui import background, kit
from ui.answers.line_edit import LineEdit
from ui.plain_page import Plain

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store


class NewPassphrasePage(Plain):
    """Asks for a new passphrase, twice. `left` goes on, with it or without."""

    left = Signal()

    def __init__(self, catalogue: Catalogue, store: Store) -> None:
        super().__init__(catalogue)
        self._store = store
        self.body.addWidget(kit.label(self.say("new_passphrase.title"), "title", wrap=True))
        self.body.addWidget(kit.label(self.say("new_passphrase.why"), "body", "text2", wrap=True))
        self.new = self.field("settings.passphrase_new", secret=True, hint="first.passphrase_hint")
        self.again = self.field("settings.passphrase_again", secret=True)
        self.fault = self.fault_line()
        row = kit.horizontal(space=14)
        self.button = kit.button(self.say("new_passphrase.do"), self.keep, look="main")
        self.later = kit.link(self.say("new_passphrase.later"), self.left.emit)
        row.addWidget(self.button)
        row.addWidget(self.later)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.again.returnPressed.connect(self.keep)
        self.setFocusProxy(self.new)

    def keep(self) -> None:
        """Sets the new passphrase and goes on."""
        new = self.new.text()
        if self.button.why_not:
            return
        if new != self.again.text():
            self._refused(self.say("first.differ"), self.again)
            return
        self.button.not_yet(self.say("settings.passphrase_working"))
        background.run(
            lambda: self._store.access.set_passphrase(new),
            lambda _none: self.left.emit(),
            lambda why: self._refused(why, self.new),
        )

    def _refused(self, why: str, box: LineEdit) -> None:
        self.button.not_yet("")
        self.fault.setText(why)
        self.fault.show()
        box.setAccessibleDescription(why)
        box.setFocus()
        kit.announce(box, why)
