"""Handing in, in place: what happens next, what is still open, and for a returned referral what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from ui import kit
from ui.answers.exact_text import ExactText
from ui.counted import in_words
from vpa_assist.errors import CannotDo
from vpa_assist.findings import counts

if TYPE_CHECKING:
    from ui.editor import Editor


class HandInCard(QFrame):
    """The last step before the supervisor has it. Gaps do not stop it; they are counted here once more."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.setProperty("look", "block")
        say = editor.catalogue.screen
        number = counts(editor.document.findings)
        column = kit.vertical(self, space=8, margins=(18, 12, 18, 14))
        column.addWidget(kit.label(say("hand_in_card.title"), "heading"))
        column.addWidget(
            kit.label(
                say("hand_in_card.counts", counts=", ".join(in_words(editor.catalogue, number))),
                "body",
                wrap=True,
            )
        )
        column.addWidget(kit.label(say("hand_in_card.next"), "small", "text2", wrap=True))
        self.needs_words = editor.document.referral.status == "returned"
        title = kit.label(say("hand_in_card.changed" if self.needs_words else "hand_in_card.note"), "label")
        self.box = ExactText(self, 2)
        self.box.setAccessibleName(title.text())
        title.setBuddy(self.box)
        column.addWidget(title)
        column.addWidget(self.box)
        self.fault = kit.label("", "small_strong", "must", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)
        row = kit.horizontal(space=12)
        self.button = kit.button(say("hand_in_card.do"), self.hand_in, look="main")
        row.addWidget(self.button)
        row.addWidget(kit.link(say("cancel"), editor.banners.close_card))
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(self.box if self.needs_words else self.button)

    def hand_in(self) -> None:
        """Hands in: the document is not edited from then on."""
        from vpa_assist.review import act

        editor = self.editor
        document = editor.document
        members: dict[str, Any] = {}
        if self.box.text().strip():
            members["text"] = self.box.text()
        try:
            if document.officer is None:
                raise CannotDo(editor.catalogue.screen("addendum.who"))
            new = act(
                document.referral,
                "submit",
                document.officer,
                document.clock().isoformat(),
                role="officer",
                catalogue=editor.catalogue,
                **members,
            )
        except CannotDo as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            kit.announce(self, str(refusal))
            return
        editor.banners.close_card()
        document.replace(new, "")
        editor.bar.follow()
        editor.outline.follow()
        editor.say(editor.catalogue.screen("hand_in_card.done"))

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.editor.banners.close_card()
            return
        super().keyPressEvent(event)
