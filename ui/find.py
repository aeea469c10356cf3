"""Find in the draft: every text that a person typed, in the order of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from ui import kit
from ui.answers.line_edit import LineEdit
from ui.sections import section_of
from vpa_assist.record.pointers import split, texts
from vpa_assist.record.referral import Referral

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue

_NOT_TYPED = frozenset({"id", "schema", "created_at", "updated_at", "status", "kind", "of", "review", "dismissed", "explained"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: pointer, and start and end in code points."""

    pointer: str
    start: int
    end: int


def find(referral: Referral, words: str) -> tuple[Hit, ...]:
    """Every place where these words stand, whatever their case."""
    wanted = words.casefold()
    if not wanted.strip():
        return ()
    hits = []
    for pointer, text in texts(referral):
        if _NOT_TYPED.intersection(split(pointer)):
            continue
        folded = "".join(letter.casefold() if len(letter.casefold()) == 1 else letter for letter in text)
        at = folded.find(wanted)
        while at >= 0:
            hits.append(Hit(pointer, at, at + len(wanted)))
            at = folded.find(wanted, at + 1)
    return tuple(hits)


class FindBar(QFrame):
    """The line under the top bar. Enter goes to the next place, Shift+Enter to the one before, Escape closes."""

    go_asked = Signal(object)
    closed = Signal()

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        super().__init__()
        self.document = document
        self.catalogue = catalogue
        self._hits: tuple[Hit, ...] = ()
        self._at = -1
        self.setProperty("look", "bar")
        say = catalogue.screen
        row = kit.horizontal(self, space=8, margins=(16, 6, 12, 6))
        self.box = LineEdit(self)
        self.box.setPlaceholderText(say("find.hint"))
        self.box.setAccessibleName(say("find.hint"))
        self.count = kit.label("", "small", "text2")
        self.back = kit.icon_button("up", say("find.previous"), lambda: self.step(-1))
        self.next = kit.icon_button("down", say("find.next"), lambda: self.step(1))
        self.gone = kit.icon_button("cross", say("close"), self.close_it)
        row.addWidget(self.box, 1)
        for each in (self.count, self.back, self.next, self.gone):
            row.addWidget(each)
        self.box.text_edited.connect(self._search)
        document.settled.connect(self._follow)
        self.hide()

    def open(self) -> None:
        """Shows itself and takes the keyboard."""
        self.show()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()
        self._search(self.box.text())

    def close_it(self) -> None:
        """Goes away; the keyboard goes to the place that was found last."""
        self.hide()
        self.closed.emit()

    def _follow(self) -> None:
        if self.isVisible():
            self._search(self.box.text(), keep=True)

    def _search(self, text: str, keep: bool = False) -> None:
        self._hits = find(self.document.referral, text)
        if not keep:
            self._at = -1
        self._say()

    def _say(self) -> None:
        key = "find.none" if self.box.text().strip() and not self._hits else "find.count" if self._hits else ""
        text = self.catalogue.screen(key, at=self._at + 1, count=len(self._hits)) if key else ""
        self.count.setText(text)

    def step(self, by: int) -> Hit | None:
        """Goes to the next or previous place."""
        if not self._hits:
            return None
        self._at = (self._at + by) % len(self._hits) if self._at >= 0 or by > 0 else len(self._hits) - 1
        hit = self._hits[self._at]
        section = section_of(self.catalogue, self.document.referral, hit.pointer)
        self._say()
        name = self.document.child_name(hit.pointer)
        kit.announce(self.box, f"{self.count.text()}, {name} {section.page.outline if section else ''}")
        self.go_asked.emit(hit)
        return hit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
