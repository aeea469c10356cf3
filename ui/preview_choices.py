"""What a preview lets a person choose: what a redacted copy leaves out, and the password of a locked copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from ui import kit, theme
from ui.answers.line_edit import LineEdit
from vpa_assist.composed.values import name_of
from vpa_assist.pdf.redaction import Redaction, offers
from vpa_assist.record.pointers import split

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral

EXCERPT = 46
"""Letters of a text that are shown to know it by."""


class RedactionList(QFrame):
    """The people and the texts of a referral, each with a box: what is ticked is left out of the copy."""

    chosen = Signal()

    def __init__(self, referral: Referral, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "outline")
        self._referral = referral
        self._catalogue = catalogue
        self.setFixedWidth(theme.current().px(330))
        self.people: dict[str, QCheckBox] = {}
        self.texts: dict[str, QCheckBox] = {}
        inner = QWidget()
        box = kit.vertical(inner, space=6, margins=(16, 14, 14, 16))
        say = catalogue.screen
        box.addWidget(kit.label(say("redact.title"), "heading", wrap=True))
        box.addWidget(kit.label(say("redact.note"), "small", "text2", wrap=True))
        box.addWidget(kit.label(say("redact.people"), "note_strong", "text2"))
        for child in referral.children or ():
            self._add(box, self.people, child.id, name_of(child) or say("child.unnamed"))
        for person in referral.people or ():
            self._add(box, self.people, person.id, person.name or catalogue.label("person_role", person.role or "") or person.id)
        box.addWidget(kit.label(say("redact.texts"), "note_strong", "text2"))
        for pointer, text in offers(referral):
            self._add(box, self.texts, pointer, self._name(pointer), text)
        box.addStretch(1)
        outer = kit.vertical(self)
        self.area = kit.Scroll(inner)
        self.area.setAccessibleName(say("redact.title"))
        outer.addWidget(self.area)

    def _name(self, pointer: str) -> str:
        """The field in words, with the child it is about."""
        steps = split(pointer)
        field = self._catalogue.field_name(pointer)
        children = self._referral.children or ()
        if steps[0] == "children" and steps[1].isdigit() and int(steps[1]) < len(children):
            child = children[int(steps[1])].given_name or self._catalogue.screen("child_number", number=int(steps[1]) + 1)
            return f"{child}: {field}"
        return field

    def _add(self, box: QVBoxLayout, into: dict[str, QCheckBox], key: str, name: str, text: str = "") -> None:
        name = name[:1].upper() + name[1:]
        made = QCheckBox()
        room = theme.current().px(250)
        shown = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        made.setText(shown.replace("&", "&&"))
        made.setAccessibleName(name)
        made.setToolTip(name if shown != name else "")
        made.toggled.connect(lambda _on: self.chosen.emit())
        into[key] = made
        box.addWidget(made)
        if text:
            short = " ".join(text.split())
            excerpt = kit.label(short if len(short) <= EXCERPT else f"{short[:EXCERPT].rstrip()}…", "small", "text2", wrap=True)
            excerpt.setContentsMargins(theme.current().px(24), 0, 0, 0)
            box.addWidget(excerpt)

    def redaction(self) -> Redaction | None:
        """What is ticked; None where nothing is."""
        people = tuple(key for key, box in self.people.items() if box.isChecked())
        texts = tuple(key for key, box in self.texts.items() if box.isChecked())
        return Redaction(texts, people) if people or texts else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window()
        self.setFixedWidth(min(theme.current().px(330), max(theme.current().px(200), window.width() // 3)))


class LockRow(QFrame):
    """Asks for the password of a locked copy, in place. It is shown as it is typed: it has to be told to somebody."""

    locked = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        say = catalogue.screen
        row = kit.horizontal(self, space=10, margins=(16, 8, 16, 8))
        row.addWidget(kit.label(say("lock_copy.password"), "label"))
        self.password = LineEdit()
        self.password.setProperty("look", "field")
        self.password.setAccessibleName(say("lock_copy.password"))
        self.password.setFixedWidth(theme.current().px(280))
        self.password.returnPressed.connect(self._lock)
        row.addWidget(self.password)
        self.button = kit.button(say("lock_copy.do"), self._lock, look="main")
        row.addWidget(self.button)
        self.told = kit.label(say("lock_copy.note"), "small", "text2", wrap=True)
        row.addWidget(self.told, 1)
        self.hide()

    def _lock(self) -> None:
        self.locked.emit(self.password.text())

    def tell(self, text: str) -> None:
        """Says why it was not locked."""
        self.told.setText(text)
        kit.retone(self.told, tone="must")
        kit.announce(self, text)

    def done(self) -> None:
        """Forgets the password."""
        self.password.clear()
        self.hide()
