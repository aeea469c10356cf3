"""The recovery code of a new store, shown this once: to be copied, printed, and left to the computer's keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import kit
from ui.plain_page import Plain

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


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
