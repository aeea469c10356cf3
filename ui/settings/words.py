"""The person's own words for the spelling: kept in the encrypted store, listed, and taken out one by one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui import kit
from ui.settings.part import Part, buttons, field
from vpa_assist.errors import CannotDo


class WordsPart(Part):
    """The personal dictionary."""

    key = "words"

    def build(self) -> None:
        inner = self.block()
        self.box = field(inner, self.say("settings.word_new"), hint=self.say("settings.word_hint"))
        self.add_button = kit.button(self.say("settings.word_add"), self.add)
        inner.addWidget(buttons(self.add_button))
        self.box.returnPressed.connect(self.add)
        inner.addWidget(kit.rule())
        self.count = kit.label("", "label", wrap=True)
        inner.addWidget(self.count)
        self.list = kit.vertical(space=2)
        inner.addLayout(self.list)
        self.removers: dict[str, kit.Button] = {}
        self.follow()

    def follow(self) -> None:
        """Shows the words as they are kept."""
        words = sorted(self.store.settings.words(), key=str.casefold)
        kit.clear(self.list)
        self.removers.clear()
        key = "settings.words_none" if not words else "settings.words_one" if len(words) == 1 else "settings.words_many"
        self.count.setText(self.say(key, count=len(words)))
        for word in words:
            holder = QWidget()
            row = kit.horizontal(holder, space=12)
            row.addWidget(kit.label(word, "body", wrap=True), 1)
            take_out = kit.link(
                self.say("settings.word_remove"), partial(self.remove, word), name=self.say("settings.word_remove_one", word=word)
            )
            self.removers[word] = take_out
            row.addWidget(take_out)
            self.list.addWidget(holder)

    def add(self) -> None:
        """Adds the typed word."""
        word = self.box.text().strip()
        if word:
            self._keep({*self.store.settings.words(), word}, self.say("settings.word_added", word=word))
            self.box.clear()
            self.box.setFocus()

    def remove(self, word: str) -> None:
        """Takes a word out: the spelling marks it again. The keyboard goes to the next one."""
        words = list(self.removers)
        at = words.index(word)
        self._keep(self.store.settings.words() - {word}, self.say("settings.word_removed", word=word))
        left = list(self.removers.values())
        (left[min(at, len(left) - 1)] if left else self.box).setFocus()

    def _keep(self, words: set[str] | frozenset[str], told: str) -> None:
        try:
            self.store.settings.put_words(words)
        except CannotDo as refusal:
            self.wrong(str(refusal))
            return
        self.office.window.work.words_changed()
        self.follow()
        self.tell(told)
