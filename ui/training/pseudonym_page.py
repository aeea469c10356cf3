"""Replacing every identity of a document: each original beside what stands for it, and the search for what is left.

The document itself is held in memory only and is gone with this page; only what passes the search is kept.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ui import icons, kit
from ui.answers.line_edit import LineEdit
from ui.training.write_page import open_draft
from vpa_assist.training.authoring import Identity, Leftover, capitalised, identities, left_over, pseudonymised
from vpa_assist.training.fingerprints import Fingerprints

if TYPE_CHECKING:
    from ui.training.drafts import Drafts
    from ui.training.window import TrainingWindow
    from vpa_assist.record.referral import Referral


POSTCODES = ("CW7 0ZY", "CW1 0ZD", "CW8 0ZX", "CH1 0ZT", "SK9 0ZW", "WA6 0ZQ", "CW2 0ZP", "CW12 0ZN", "CH2 0ZL", "WA7 0ZJ")
"""Postcodes of the shape and district of real ones, with endings that are not in use."""


class Suggestions:
    """Fictional names, addresses and numbers, the same for the same word, drawn afresh for each document."""

    def __init__(
        self, given: list[str], family: list[str], originals: tuple[Identity, ...], surnames: frozenset[str] = frozenset()
    ) -> None:
        taken = {word.casefold() for each in originals for word in each.text.split()}
        shuffler = secrets.SystemRandom()
        self._given = [each for each in given if each.casefold() not in taken]
        self._family = [each for each in family if each.casefold() not in taken]
        shuffler.shuffle(self._given)
        shuffler.shuffle(self._family)
        self._words: dict[str, str] = {}
        many = [each.text.split() for each in originals if each.kind == "name" and " " in each.text.strip()]
        self._surnames = {each.casefold() for each in surnames} | {words[-1].casefold() for words in many}
        self._house = 1
        bare = {each.text.replace(" ", "").casefold() for each in originals}
        self._postcodes = [each for each in POSTCODES if each.replace(" ", "").casefold() not in bare]

    def of(self, identity: Identity) -> str:
        """What could stand for this original; "" for a date, which is moved instead."""
        text = identity.text
        if identity.kind == "name":
            return " ".join(self._word(each) for each in text.split())
        if identity.kind == "telephone":
            return f"07700 900{secrets.randbelow(900) + 100}"
        if identity.kind == "reference":
            return "".join(str(secrets.randbelow(10)) if each.isdigit() else each for each in text)
        if identity.kind == "address":
            if len(text) < 9 and any(each.isdigit() for each in text) and text[:1].isalpha():
                return self._postcodes.pop() if len(self._postcodes) > 1 else self._postcodes[0]
            self._house += 1
            return f"{self._house} Example Row" if any(each.isdigit() for each in text) else "Exampleton"
        return f"{self._pick(self._family)} House" if identity.kind == "place" else ""

    def _word(self, word: str) -> str:
        if len(word) < 3 and not word[:1].isupper():
            return word
        held = self._words.get(word.casefold())
        if held is None:
            held = self._pick(self._family if word.casefold() in self._surnames else self._given)
            self._words[word.casefold()] = held
        return held

    def _pick(self, pool: list[str]) -> str:
        return pool.pop() if pool else f"Person {secrets.randbelow(9000) + 1000}"


class PseudonymPage(QWidget):
    """Each original with its replacement; what is left is listed, and nothing goes on while anything is."""

    def __init__(self, window: TrainingWindow, drafts: Drafts, referral: Referral) -> None:
        super().__init__()
        self.owner = window
        self.drafts = drafts
        self.catalogue = window.catalogue
        self._referral: Referral | None = referral
        self.originals = list(identities(referral))
        names = self.catalogue.screen("training.own_given_names").split()
        families = self.catalogue.screen("training.own_family_names").split()
        surnames = frozenset(
            each.family_name for each in referral.children or () if each.family_name and " " not in each.family_name.strip()
        )
        self._suggestions = Suggestions(names, families, tuple(self.originals), surnames)
        self.days = 150 + secrets.randbelow(200)
        self.boxes: dict[Identity, LineEdit] = {}
        self.left: tuple[Leftover, ...] = ()
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        outer.addWidget(self._head())
        row = kit.horizontal()
        outer.addLayout(row, 1)
        content = QWidget()
        self.column = kit.vertical(content, space=10, margins=(24, 16, 24, 24))
        row.addWidget(kit.Scroll(content), 3)
        side = kit.frame("side")
        inner = QWidget()
        self.side_box = kit.vertical(inner, space=8, margins=(18, 14, 18, 16))
        side_column = kit.vertical(side)
        side_column.addWidget(kit.Scroll(inner))
        row.addWidget(side, 2)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(250)
        self._soon.timeout.connect(self.look)
        self._build()
        self.look()

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.own_{key}", **words)

    def _head(self) -> QWidget:
        bar = kit.frame("bar")
        row = kit.horizontal(bar, space=12, margins=(16, 8, 16, 8))
        row.addWidget(kit.label(self._say("replacing"), "heading", wrap=True), 1)
        row.addWidget(kit.link(self.catalogue.screen("cancel"), self.owner.own))
        self.go_button = kit.button(self._say("replaced"), self.go_on, look="main")
        row.addWidget(self.go_button)
        return bar

    def _build(self) -> None:
        self.column.addWidget(kit.label(self._say("replacing_note"), "body", "text2", wrap=True))
        self.column.addWidget(kit.label(self._say("dates_moved", days=self.days), "body", "text2", wrap=True))
        for identity in self.originals:
            self._row(identity)
        self.column.addStretch(1)

    def _row(self, identity: Identity, at: int = -1) -> None:
        if identity.kind == "date_of_birth":
            return
        holder = QWidget()
        rows = kit.Rows(holder, row_space=2, narrow=30)
        left = QWidget()
        column = kit.vertical(left, space=0)
        column.addWidget(kit.label(identity.text, "body_strong", wrap=True))
        column.addWidget(kit.label(self._say(f"kind_{identity.kind}"), "note", "text2"))
        box = LineEdit()
        box.set_text(self._suggestions.of(identity))
        box.setAccessibleName(self._say("instead_of", text=identity.text))
        box.text_edited.connect(lambda _text: self._soon.start())
        self.boxes[identity] = box
        rows.add(left, "half")
        rows.add(box, "half")
        if at < 0:
            self.column.addWidget(holder)
        else:
            self.column.insertWidget(at, holder)

    def add(self, word: str) -> None:
        """Takes a word that the document does not list among what is replaced."""
        identity = Identity("name", word)
        if identity not in self.boxes:
            self.originals.append(identity)
            self._row(identity, 2)
            self.look()
            self.boxes[identity].setFocus(Qt.FocusReason.OtherFocusReason)

    def instead(self) -> dict[str, str]:
        """What stands for each original."""
        return {identity.text: box.text().strip() for identity, box in self.boxes.items() if box.text().strip()}

    def made(self) -> Referral:
        """The document with everything replaced."""
        assert self._referral is not None
        return pseudonymised(self._referral, self.instead(), self.days)

    def look(self) -> None:
        """Searches what came of it for anything of the originals, and lists words that look like names."""
        self._soon.stop()
        value = self.made().as_json()
        self.left = left_over(tuple(self.originals), value)
        replaced = frozenset(word for text in self.instead().values() for word in text.replace("'", " ").split())
        words = capitalised(value, replaced | _harmless(self.catalogue.screen("training.own_known_words")))
        kit.clear(self.side_box)
        self._show_left()
        self._show_words(words)
        self.side_box.addStretch(1)
        empty = [each for each, box in self.boxes.items() if not box.text().strip()]
        why = self._say("left_why", count=len(self.left)) if self.left else self._say("empty_why") if empty else ""
        self.go_button.not_yet(why)

    def _show_left(self) -> None:
        head = kit.horizontal(space=8)
        head.addWidget(icons.Shape("must" if self.left else "complete", 18))
        text = self._say("left", count=len(self.left)) if self.left else self._say("nothing_left")
        head.addWidget(kit.label(text, "heading", "must" if self.left else "ok", wrap=True), 1)
        self.side_box.addLayout(head)
        for each in self.left[:30]:
            self.side_box.addWidget(kit.label(each.identity.text, "small_strong", "must", wrap=True))
            self.side_box.addWidget(kit.label(each.around, "small", "text2", wrap=True))

    def _show_words(self, words: tuple[str, ...]) -> None:
        if not words:
            return
        self.side_box.addWidget(kit.rule())
        self.side_box.addWidget(kit.label(self._say("words"), "label", wrap=True))
        self.side_box.addWidget(kit.label(self._say("words_note"), "small", "text2", wrap=True))
        holder = QWidget()
        flow = kit.Flow(holder, 6)
        for word in words[:60]:
            button = kit.button(word, partial(self.add, word), name=self._say("replace_too", word=word))
            flow.addWidget(button)
        self.side_box.addWidget(holder)

    def go_on(self) -> None:
        """Keeps the replaced document as the strong record of a new scenario. Refused while anything is left."""
        self.look()
        if self.left or self.go_button.why_not:
            return
        draft = self.drafts.begin(self.owner.clock().isoformat(), self.made(), Fingerprints.of(tuple(self.originals)))
        open_draft(self.owner, self.drafts, draft)

    def stop(self) -> None:
        """Forgets the document."""
        self._soon.stop()
        self._referral = None


def _harmless(text: str) -> frozenset[str]:
    return frozenset(text.split())
