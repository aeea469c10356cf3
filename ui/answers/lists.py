"""Repeated items, each with questions of its own: add, move, remove, and take a removal back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui import kit
from ui.answers.base import Answer
from vpa_assist.record.pointers import kind_at, plain
from vpa_assist.record.referral import Part, Referral

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt


class ListAnswer(Answer):
    """The items one under the other. An item's questions are the prompts nested in the list's prompt."""

    composite = True

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self._name = prompt.label
        self._read_only = False
        self._cards: list[ItemCard] = []
        column = kit.vertical(self, space=8)
        self._items = kit.vertical(space=8)
        column.addLayout(self._items)
        foot = kit.horizontal(space=12)
        self.add_button = kit.button(self.say("list.add", item=prompt.item or prompt.name), self.add, icon="plus")
        self.removed = kit.label("", "small", "text2")
        self.undo = kit.link(self.say("list.undo"), self._take_back)
        self.removed.hide()
        self.undo.hide()
        for each in (self.add_button, self.removed, self.undo):
            foot.addWidget(each)
        foot.addStretch(1)
        column.addLayout(foot)
        self.setFocusProxy(self.add_button)
        document.changed.connect(self._changed)
        self._undo_words = ""
        self._build()

    @property
    def single(self) -> bool:
        """Whether an item is one text, not an object."""
        kind = plain(kind_at(Referral, f"{self.where}/0"))
        return not (isinstance(kind, type) and issubclass(kind, Part))

    def count(self) -> int:
        """How many items there are."""
        return len(self.document.get(self.where) or ())

    def _changed(self, where: str) -> None:
        if self.count() != len(self._cards):
            self._build()
        elif where == self.where:
            for card in self._cards:
                card.show_now()
        if self._undo_words and self.document.redo_words == self._undo_words:
            self._forget_removal()

    def _build(self) -> None:
        kit.clear(self._items)
        self._cards = [ItemCard(self, index) for index in range(self.count())]
        for card in self._cards:
            self._items.addWidget(card)
        self._name_cards()

    def _name_cards(self) -> None:
        for card in self._cards:
            card.set_read_only(self._read_only)

    def add(self) -> None:
        """Adds an item and goes to its first question."""
        self._forget_removal()
        index = self.document.add(self.where, "" if self.single else {})
        if self.count() != len(self._cards):
            self._build()
        if index < len(self._cards):
            self._cards[index].focus_first()

    def remove(self, index: int) -> None:
        """Takes an item out, says so and offers to take that back."""
        words = self.say("list.removed", item=self.item_name(index))
        self.document.remove(f"{self.where}/{index}", self.say("undo.remove_item", item=self.item_name(index)))
        self._undo_words = self.document.undo_words
        self.removed.setText(words)
        self.removed.show()
        self.undo.show()
        kit.announce(self, words)
        (self._cards[min(index, len(self._cards) - 1)] if self._cards else self.undo).setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        if self.document.undo_words == self._undo_words:
            self.document.undo()
        self._forget_removal()
        self.add_button.setFocus()

    def _forget_removal(self) -> None:
        self._undo_words = ""
        self.removed.hide()
        self.undo.hide()

    def move_item(self, index: int, step: int) -> None:
        """Moves an item up or down."""
        to = index + step
        if 0 <= to < self.count():
            self.document.move(f"{self.where}/{index}", to)
            self._cards[to].focus_move(step)

    def item_name(self, index: int) -> str:
        """An item's name in a sentence: "review 2"."""
        return self.say("list.item", item=self.prompt.item or self.prompt.name, number=index + 1)

    @property
    def cards(self) -> list[ItemCard]:
        return list(self._cards)

    def show_value(self, value: Any) -> None:
        """The items show themselves."""

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.add_button.setVisible(not read_only)
        for card in self._cards:
            card.set_read_only(read_only)

    def name_it(self, name: str, description: str = "") -> None:
        self._name = name
        self.setAccessibleName(name)
        self.add_button.setAccessibleName(f"{name}: {self.add_button.words()}")


class ItemCard(QFrame):
    """One item: its name, what can be done with it, its questions."""

    def __init__(self, owner: ListAnswer, index: int) -> None:
        super().__init__()
        from ui.fields import Fields

        self.owner = owner
        self.index = index
        slim = owner.single
        self.setProperty("look", "plain" if slim else "sunken")
        column = kit.vertical(self, space=8, margins=(0, 0, 0, 0) if slim else (14, 8, 14, 12))
        title = owner.item_name(index)
        self.up = kit.icon_button("up", owner.say("list.up", item=title), lambda: owner.move_item(index, -1))
        self.down = kit.icon_button("down", owner.say("list.down", item=title), lambda: owner.move_item(index, 1))
        self.gone = kit.link(
            owner.say("list.remove"), lambda: owner.remove(index), name=owner.say("list.remove_item", item=title)
        )
        buttons = (self.up, self.down, self.gone)
        self.fields = Fields(owner.document, owner.catalogue, f"{owner.where}/{index}", owner.prompt.prompts, within=title)
        if slim:
            row = kit.horizontal(space=6)
            row.addWidget(self.fields, 1)
            for each in buttons:
                row.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
            column.addLayout(row)
        else:
            head = kit.horizontal(space=6)
            head.addWidget(kit.label(title[:1].upper() + title[1:], "label"))
            head.addStretch(1)
            for each in buttons:
                head.addWidget(each)
            column.addLayout(head)
            column.addWidget(self.fields)
        last = owner.count() - 1
        self.up.setEnabled(index > 0)
        self.down.setEnabled(index < last)
        self.setFocusProxy(self.gone)

    def show_now(self) -> None:
        """Shows what the document holds now."""
        self.fields.show_now()

    def focus_first(self) -> None:
        """Puts the keyboard into the first question."""
        self.fields.focus_first()

    def focus_move(self, step: int) -> None:
        """Keeps the keyboard on the button that moved the item."""
        button = self.up if step < 0 else self.down
        (button if button.isEnabled() else self.gone).setFocus()

    def set_read_only(self, read_only: bool) -> None:
        for each in (self.up, self.down, self.gone):
            each.setVisible(not read_only)
