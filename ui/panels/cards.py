"""What to do now: the steps for the situations of this referral, each with its source. Nothing to fill in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.icons import Icon
from ui.kit import rule
from ui.panels.base import Panel, block, button, clear, column, label, row
from vpa_assist import conditions
from vpa_assist.catalogue import TO_CONFIRM, Card, CardStep


class Cards(Panel):
    """The cards whose situation holds, one line each; a line opens to its steps."""

    concerns = ()
    aside = True
    late = True
    structural = True

    def build(self) -> None:
        self._open: str = ""
        self._shape: object = None
        self._frame, inside = block()
        inside.setContentsMargins(*(self.theme.px(each) for each in (15, 10, 12, 10)))
        inside.addLayout(row(Icon("info", 18, "accent"), label(self.word("cards.title"), "body_strong")))
        self._lines = column(gap=2)
        inside.addLayout(self._lines)
        self.box.addWidget(self._frame)

    def fitting(self) -> tuple[Card, ...]:
        """The cards that fit: on a child's page for this child, elsewhere for any of them."""
        referral = self.document.referral
        index = self.child_index
        places = [index] if index is not None else [None, *range(len(referral.children or ()))]
        holding = frozenset().union(*(conditions.holding(referral, each) for each in places))
        return tuple(card for card in self.catalogue.cards() if any(each in holding for each in card.when))

    def refresh(self) -> None:
        cards = self.fitting()
        shape = (tuple(each.id for each in cards), self._open, self.name)
        if shape == self._shape:
            return
        self._shape = shape
        self._frame.setVisible(bool(cards))
        clear(self._lines)
        for number, card in enumerate(cards):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._card(card))

    def _card(self, card: Card) -> QWidget:
        holder = QWidget()
        opened = card.id == self._open
        head = button(
            card.title.replace("{name}", self.name), lambda: self._toggle(card.id), "link", icon="down" if opened else "right"
        )
        head.setAccessibleName(self.word("cards.close" if opened else "cards.open", title=card.title))
        head.setProperty("card", card.id)
        lines = column(row(head, None))
        if opened:
            for number, step in enumerate(card.steps, 1):
                lines.addLayout(self._step(number, step))
            if card.ring:
                lines.addLayout(row(Icon("phone", 18), label(card.ring, "label")))
        holder.setLayout(lines)
        return holder

    def _step(self, number: int, step: CardStep) -> QHBoxLayout:
        count = label(f"{number}", "label", "accent", wrap=False)
        count.setFixedWidth(self.theme.px(22))
        source = ", ".join(str(self.catalogue.source(each)) for each in step.sources)
        if step.status == TO_CONFIRM:
            source = " ".join(each for each in (source, self.word("cards.to_confirm")) if each)
        words = column(label(step.text.replace("{name}", self.name), "body"), gap=0)
        if source:
            words.addWidget(label(source, "note", "text3"))
        made = row(count, words, gap=6)
        made.setAlignment(count, Qt.AlignmentFlag.AlignTop)
        return made

    def _toggle(self, card: str) -> None:
        self._open = "" if self._open == card else card
        self.renew()
        for each in self.findChildren(QWidget):
            if each.property("card") == card:
                each.setFocus(Qt.FocusReason.OtherFocusReason)
