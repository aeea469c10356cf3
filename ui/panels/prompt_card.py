"""What to notice, and what to ask, for this child's age and situation. It is read, never filled in, and never in the way."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from ui.panels.base import Panel, block, button, clear, label, row
from vpa_assist import conditions
from vpa_assist.catalogue import PromptCard as Card
from vpa_assist.catalogue import Prompts

FOLDED = "prompts.folded"
"""The setting that keeps whether the officer folded the cards."""


class PromptCard(Panel):
    """The card that fits best, with "Other prompts". Folding it folds it on every page, for good."""

    concerns = ()
    aside = True
    late = True
    structural = True

    def build(self) -> None:
        self._others_open = False
        self._shape: object = None
        self._frame, self._inside = block()
        self._inside.setContentsMargins(*(self.theme.px(each) for each in (15, 9, 12, 10)))
        self._inside.setSpacing(self.theme.px(3))
        self._body = QVBoxLayout()
        self._body.setSpacing(self.theme.px(3))
        self._whom = label("", "small_strong", "text2")
        self._other = button(self.word("prompts.other"), self._toggle_others, "link", icon="down")
        self._fold = button("", self._toggle_fold, "link")
        self._inside.addLayout(row(self._whom, self._other, self._fold, gap=12))
        self._inside.addLayout(self._body)
        self.box.addWidget(self._frame)

    @property
    def page_id(self) -> str:
        """The page whose prompts these are: the one that the card stands on."""
        section = self._of_holder("section")
        return str(section.page.id) if section is not None else self.document.place.page

    @property
    def folded(self) -> bool:
        """Whether the officer folded the cards. It is kept with the officer's settings, not with the draft."""
        setting = self._of_holder("_setting")
        return setting is not None and setting(FOLDED) == "folded"

    def _of_holder(self, name: str) -> Any:
        """What a widget around the card has under a name: the page its section, the editor the officer's settings."""
        holder = self.parentWidget()
        while holder is not None:
            held = getattr(holder, name, None)
            if held is not None:
                return held
            holder = holder.parentWidget()
        return None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.renew()

    def _prompts(self) -> Prompts:
        """The prompts that fit now."""
        return self.catalogue.prompts(self.page_id, conditions.holding(self.document.referral, self.child_index))

    def refresh(self) -> None:
        prompts, folded = self._prompts(), self.folded
        shape = (prompts, self.name, folded, self._others_open)
        if shape == self._shape:
            return
        self._shape = shape
        self._frame.setVisible(bool(prompts))
        self._whom.setText(self._filled(prompts.for_whom))
        self._fold.set_words(self.word("prompts.unfold" if folded else "prompts.fold"))
        self._fold.setAccessibleName(self.word("prompts.unfold_spoken" if folded else "prompts.fold_spoken"))
        self._other.setVisible(bool(prompts.other) and not folded)
        self._other.set_icon_name("up" if self._others_open else "down")
        clear(self._body)
        if folded:
            return
        self._body.addWidget(label(self._filled(" ".join(prompts.notice)), "label_plain"))
        if self._others_open:
            for each in prompts.other:
                self._show_other(each)

    def _show_other(self, card: Card) -> None:
        self._body.addSpacing(self.theme.px(6))
        self._body.addWidget(label(self._filled(card.for_whom), "small_strong", "text2"))
        self._body.addWidget(label(self._filled(" ".join(card.notice)), "label_plain"))
        if card.ask:
            self._body.addWidget(label(self._filled(" ".join(f"“{each}”" for each in card.ask)), "small", "text2"))

    def _filled(self, text: str) -> str:
        return text.replace("{name}", self.name)

    def _toggle_others(self) -> None:
        self._others_open = not self._others_open
        self.renew()
        self.tell(self._whom.text())

    def _toggle_fold(self) -> None:
        remember = self._of_holder("_remember")
        if remember is not None:
            remember(FOLDED, "" if self.folded else "folded")
        self._shape = None
        self.renew()
