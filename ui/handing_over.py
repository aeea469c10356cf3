"""Handing a referral over and taking one in: a sealed file, the passphrase of one, and the choice between two copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui import background, kit
from ui.exporting import write
from ui.plain_page import Plain
from ui.taking_in import take_in
from vpa_assist.composed.values import clock as in_words
from vpa_assist.differences import changes
from vpa_assist.errors import CannotDo
from vpa_assist.record.kinds import moment
from vpa_assist.store.transfer import ENDING

if TYPE_CHECKING:
    from ui.messages import Asks
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Store
    from vpa_assist.store.incoming import Received


class _Page(Plain):
    """A page that Escape leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class HandOverPage(_Page):
    """Seals a draft into one file, for a passphrase that both know or for a colleague's key. `done` carries the file's name."""

    done = Signal(str)

    def __init__(self, store: Store, catalogue: Catalogue, draft_id: str, reference: str, asks: Asks) -> None:
        super().__init__(catalogue, 620)
        self._store = store
        self._draft_id = draft_id
        self._reference = reference
        self._asks = asks
        self.body.addWidget(kit.label(self.say("seal.title"), "title"))
        self.body.addWidget(kit.label(self.say("seal.why"), "body", "text2", wrap=True))
        self.to = self.field("seal.to", hint="seal.to_hint")
        self.passphrase = self.field("seal.passphrase", secret=True, hint="seal.passphrase_hint")
        self.again = self.field("seal.again", secret=True)
        self.key = self.field("seal.key", hint="seal.key_hint")
        self.fault = self.fault_line()
        row = kit.horizontal(space=14)
        self.button = kit.button(self.say("seal.do"), self.seal, look="main")
        row.addWidget(self.button)
        row.addWidget(kit.link(self.say("cancel"), self.left.emit))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(kit.rule())
        self.body.addWidget(kit.label(self.say("seal.own_key"), "label"))
        self.body.addWidget(kit.label(self.say("seal.own_key_hint"), "small", "text2", wrap=True))
        self.own = kit.label(store.public_key(), "small", wrap=True)
        self.own.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(self.own)
        self.body.addStretch(1)
        for box in (self.to, self.again, self.key):
            box.returnPressed.connect(self.seal)
        self.setFocusProxy(self.to)

    def seal(self) -> None:
        """Seals, asks where to, and writes. What was wrong stands above the button; nothing is lost."""
        passphrase, key = self.passphrase.text(), self.key.text().strip()
        if bool(passphrase) == bool(key):
            self._wrong(self.say("seal.either"))
            return
        if passphrase and passphrase != self.again.text():
            self._wrong(self.say("seal.differ"))
            return
        self.button.not_yet(self.say("seal.working"))

        def work() -> bytes:
            to = self.to.text().strip()
            if key:
                return self._store.seal(self._draft_id, recipient=key, to=to)
            return self._store.seal(self._draft_id, passphrase=passphrase, to=to)

        background.run(work, self._write, self._wrong)

    def _wrong(self, text: str) -> None:
        self.button.not_yet("")
        self.fault.setText(text)
        self.fault.show()
        kit.announce(self, text)

    def _write(self, data: bytes) -> None:
        self.button.not_yet("")
        name = f"{self._reference or self.say('seal.no_reference')}{ENDING}"
        path = self._asks.save_name(self, self.say("seal.title"), name, f"{self.say('seal.kinds')} (*{ENDING})")
        if path is None:
            return
        try:
            write(path, data, self.catalogue)
        except CannotDo as refusal:
            self._wrong(str(refusal))
            return
        self.done.emit(path.name)


class UnsealPage(_Page):
    """Asks for the passphrase of a sealed file and takes it in. `received` carries what became of it."""

    received = Signal(object)

    def __init__(self, store: Store, catalogue: Catalogue, path: Path) -> None:
        super().__init__(catalogue, 520)
        self._store = store
        self._path = path
        self.body.addWidget(kit.label(self.say("unseal.title"), "title"))
        self.body.addWidget(kit.label(self.say("unseal.why", name=path.name), "body", "text2", wrap=True))
        self.passphrase = self.field("unseal.passphrase", secret=True)
        self.fault = self.fault_line()
        row = kit.horizontal(space=14)
        self.button = kit.button(self.say("unseal.do"), self.open_it, look="main")
        row.addWidget(self.button)
        row.addWidget(kit.link(self.say("cancel"), self.left.emit))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.passphrase.returnPressed.connect(self.open_it)
        self.setFocusProxy(self.passphrase)

    def open_it(self) -> None:
        """Opens the file with what was typed."""
        passphrase = self.passphrase.text()
        self.button.not_yet(self.say("unseal.working"))
        background.run(lambda: take_in(self._store, self._path, self.catalogue, passphrase), self._done, self._wrong)

    def _done(self, received: object) -> None:
        self.button.not_yet("")
        self.received.emit(received)

    def _wrong(self, text: str) -> None:
        self.button.not_yet("")
        self.fault.setText(text)
        self.fault.show()
        kit.announce(self, text)


class ChoosePage(_Page):
    """Two copies that both were changed: what differs, and which is kept. The other stays as a kept state."""

    decided = Signal(str)

    def __init__(self, store: Store, catalogue: Catalogue, received: Received) -> None:
        super().__init__(catalogue, 760)
        assert received.ours is not None
        self._store = store
        self._received = received
        self.body.addWidget(kit.label(self.say("choose.title"), "title"))
        self.body.addWidget(kit.label(self.say("choose.why"), "body", "text2", wrap=True))
        differences = changes(received.ours, received.theirs)
        for key, referral in (("choose.ours", received.ours), ("choose.theirs", received.theirs)):
            at = in_words(moment(referral.updated_at)) if referral.updated_at else self.say("choose.no_time")
            entries = len(referral.review or ())
            self.body.addWidget(kit.label(self.say(key, at=at, entries=entries), "label", wrap=True))
        self.body.addWidget(kit.label(self.say("choose.differ", count=len(differences)), "label_plain", "text2"))
        for change in differences[:12]:
            self._row(catalogue.field_name(change.path), change)
        if len(differences) > 12:
            self.body.addWidget(kit.label(self.say("choose.more", count=len(differences) - 12), "small", "text2"))
        self.fault = self.fault_line()
        row = kit.horizontal(space=14)
        self.ours = kit.button(self.say("choose.keep_ours"), lambda: self._keep(self._received.ours))
        self.theirs = kit.button(self.say("choose.keep_theirs"), lambda: self._keep(self._received.theirs))
        row.addWidget(self.ours)
        row.addWidget(self.theirs)
        row.addWidget(kit.link(self.say("choose.later"), self.left.emit))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.setFocusProxy(self.ours)

    def _row(self, name: str, change: Any) -> None:
        from ui.supervisor.threads_panel import pieces_label

        holder = QWidget()
        column = kit.vertical(holder, space=2)
        column.addWidget(kit.label(name, "small_strong", "text2", wrap=True))
        if change.pieces:
            column.addWidget(pieces_label(change))
        self.body.addWidget(holder)

    def _keep(self, referral: Referral | None) -> None:
        from ui.taking_in import LookedThrough
        from vpa_assist.store.incoming import decide

        assert referral is not None
        looked = LookedThrough(self._store, self.catalogue)
        try:
            saved = decide(self._store, self._received, referral, looked.summary)
        except CannotDo as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            return
        looked.keep_facts(saved)
        self.decided.emit(self._received.draft_id)
