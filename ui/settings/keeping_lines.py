"""The lines of what is kept: one for each referral or file, and one above them to choose several."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox

from ui import kit
from ui.settings.part import Line, buttons


class Card(Line):
    """One line of a list: what it is, and links to act on it. With a `box` it can be chosen with others."""

    def __init__(self, title: str, lines: list[str], links: list[kit.Button], box: QCheckBox | None = None) -> None:
        super().__init__(4, 10)
        self.title = title
        self.box = box
        self.column.addWidget(box if box is not None else kit.label(title, "label", wrap=True))
        for each in lines:
            if each:
                self.column.addWidget(kit.label(each, "small", "text2", wrap=True))
        self.links = buttons(*links)
        self.column.addWidget(self.links)

    @property
    def first(self) -> kit.Button:
        """The first of its links."""
        return self.links.findChildren(kit.Button)[0]


class Chosen(Line):
    """Above the list: choose all that are shown, delete the chosen. `cards` gives the lines as they are now."""

    def __init__(self, say: Callable[..., str], cards: Callable[[], Mapping[str, Card]], delete: Callable[[], object]) -> None:
        super().__init__(6, 0)
        self._say = say
        self._cards = cards
        self.setProperty("look", "plain")
        self.all_link = kit.link(say("settings.due_choose_all"), self.choose_all)
        self.button = kit.button("", delete)
        self.column.addWidget(buttons(self.all_link, self.button))

    def chosen(self) -> list[str]:
        """The drafts whose boxes are ticked."""
        return [draft_id for draft_id, card in self._cards().items() if card.box is not None and card.box.isChecked()]

    def choose_all(self) -> None:
        """Ticks all that are shown; where all are ticked, none."""
        boxes = [card.box for card in self._cards().values() if card.box is not None]
        wanted = not all(box.isChecked() for box in boxes)
        for box in boxes:
            box.setChecked(wanted)

    def follow(self) -> None:
        """Says how many are chosen. A question about others than these is taken away."""
        number = len(self.chosen())
        words = self._say("settings.due_delete_chosen", count=number) if number else self._say("settings.due_delete_none")
        self.button.set_words(words)
        self.button.not_yet("" if number else self._say("settings.due_choose_first"))
        if self.card is not None:
            self.ask(None)
