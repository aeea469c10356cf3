"""Two windows on one draft: the other saved first. What differs, and which one goes on; nothing of either is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui import kit
from ui.history.states import in_plain_words, title_of
from ui.plain_page import Plain
from ui.settings.part import buttons
from ui.settings.wording import at_length
from vpa_assist.differences import changes

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Draft

SHOWN = 20


class NewerPage(Plain):
    """Shows both. `mine`, `theirs` and `copy` carry the choice; Escape leaves everything as it is."""

    mine_asked = Signal()
    theirs_asked = Signal()
    copy_asked = Signal()
    left = Signal()

    def __init__(self, catalogue: Catalogue, draft: Draft, theirs: Referral, mine: Referral) -> None:
        super().__init__(catalogue, 760)
        self.body.addWidget(kit.label(self.say("newer.title"), "title", wrap=True))
        at = at_length(draft.row.updated_at, catalogue)
        self.body.addWidget(kit.label(self.say("newer.why", who=draft.row.saved_by, at=at), "body", "text2", wrap=True))
        found = changes(theirs, mine)
        self.body.addWidget(kit.label(self.say("newer.differ", count=len(found)), "label_plain", "text2", wrap=True))
        from ui.supervisor.threads_panel import pieces_label

        for change in found[:SHOWN]:
            holder = QWidget()
            column = kit.vertical(holder, space=2)
            column.addWidget(kit.label(title_of(change, theirs, mine, catalogue), "small_strong", "text2", wrap=True))
            if change.pieces:
                column.addWidget(pieces_label(in_plain_words(change, theirs, mine, catalogue)))
            self.body.addWidget(holder)
        if len(found) > SHOWN:
            self.body.addWidget(kit.label(self.say("history.more", count=len(found) - SHOWN), "small", "text2", wrap=True))
        self.fault = self.fault_line()
        self.mine = kit.button(self.say("newer.mine"), self.mine_asked.emit)
        self.theirs = kit.button(self.say("newer.theirs"), self.theirs_asked.emit)
        self.copy = kit.button(self.say("newer.copy"), self.copy_asked.emit)
        self.later = kit.link(self.say("newer.later"), self.left.emit)
        self.body.addWidget(buttons(self.mine, self.theirs, self.copy, self.later))
        self.body.addWidget(kit.label(self.say("newer.kept"), "small", "text2", wrap=True))
        self.body.addStretch(1)
        self.setFocusProxy(self.mine)

    def wrong(self, text: str) -> None:
        """Says why the choice was not carried out."""
        self.fault.setText(text)
        self.fault.show()
        kit.announce(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
