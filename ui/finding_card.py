"""One finding as a card: shape, title, where; opened it says why, from which source, what is weak and what is strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui import icons, kit
from ui.answers.line_edit import LineEdit
from ui.explaining import Answering, answer, bring_back, lapsed_reason, reason_field, ways
from ui.sections import section_of
from vpa_assist.findings import Finding

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue


MOST_WORDS = 32
"""Letters of the words in question that a card shows."""


def words_of(document: Document, finding: Finding) -> str:
    """The words that a finding is about, where it is about some: cards of one kind are told apart by them."""
    text = document.get(finding.path) if finding.span else None
    if not isinstance(text, str) or finding.span is None:
        return ""
    words = " ".join(text[slice(*finding.span)].split())
    return f"{words[:MOST_WORDS].rstrip()}…" if len(words) > MOST_WORDS else words


class Card(QFrame):
    """A finding of a visited section. `go_asked` carries it; the window goes there, focus never moves by itself."""

    go_asked = Signal(object)
    reason_field_asked = Signal(str)
    opened = Signal(object)

    def __init__(self, document: Document, catalogue: Catalogue, finding: Finding) -> None:
        super().__init__()
        self.document = document
        self.catalogue = catalogue
        self.finding = finding
        self._details: QWidget | None = None
        self._reason: _ReasonLine | None = None
        self.setProperty("look", "card")
        row = kit.horizontal(self, space=9, margins=(13, 9, 14, 8))
        row.addWidget(icons.Shape(finding.severity.value, 18), 0, Qt.AlignmentFlag.AlignTop)
        self.column = kit.vertical(space=2)
        row.addLayout(self.column, 1)
        self.title = kit.label(finding.title, "label", wrap=True)
        self.column.addWidget(self.title)
        self.where = kit.label(self._where(), "small", "text2", wrap=True)
        foot = kit.horizontal(space=10)
        foot.addWidget(self.where, 1)
        self.links: list[kit.Button] = []
        if finding.is_open:
            self.go = self._link("finding.go", lambda: self.go_asked.emit(self.finding))
            self.why = self._link("finding.why", self.toggle)
            foot.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
            foot.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        else:
            self.back = self._link("finding.bring_back", lambda: bring_back(self.document, self.finding))
            self.back.setVisible(not document.read_only)
            foot.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(foot)
        if finding.is_open:
            self._offer_old_reason()

    def _link(self, key: str, pressed: object) -> kit.Button:
        text = self.catalogue.screen(key)
        made = kit.link(text, pressed, name=f"{text}: {self.finding.title}, {self._where()}")  # type: ignore[arg-type]
        self.links.append(made)
        return made

    def _where(self) -> str:
        finding = self.finding
        if not finding.is_open:
            key = "finding.set_aside_as" if finding.dismissed is not None else "finding.explained_as"
            return self.catalogue.screen(key, reason=finding.dismissed or finding.explained)
        section = section_of(self.catalogue, self.document.referral, finding.path, finding.code)
        name = self.document.child_name(finding.path)
        outline = section.page.outline if section else ""
        where = f"{name} – {outline}" if name else outline
        words = words_of(self.document, finding)
        return self.catalogue.screen("finding.where_words", words=words, where=where) if words else where

    def _offer_old_reason(self) -> None:
        old = lapsed_reason(self.document, self.finding)
        if not old or self.document.read_only:
            return
        note = kit.label(self.catalogue.screen("finding.old_reason", reason=old), "small", "text2", wrap=True)
        keep = self._link("finding.keep_reason", lambda: answer(self.document, self.finding, ways(self.finding)[-1], old))
        self.column.addWidget(note)
        self.column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def is_opened(self) -> bool:
        """Whether the reasons are shown."""
        return self._details is not None

    def set_current(self, current: bool) -> None:
        """Marks the card as the one that the keys are on."""
        kit.retone(self, current="true" if current else "false")

    def toggle(self) -> None:
        """Opens or closes the card."""
        if self._details is not None:
            self._details.hide()
            self._details.deleteLater()
            self._details = None
            self.why.set_words(self.catalogue.screen("finding.why"))
        else:
            self._details = self._make_details()
            self.column.addWidget(self._details)
            self.why.set_words(self.catalogue.screen("finding.close"))
            self.opened.emit(self)

    def _make_details(self) -> QWidget:
        finding = self.finding
        say = self.catalogue.screen
        holder = QWidget()
        column = kit.vertical(holder, space=5, margins=(0, 4, 0, 2))
        column.addWidget(kit.label(finding.message, "small", wrap=True))
        column.addWidget(kit.label(finding.why, "small", "text2", wrap=True))
        column.addWidget(kit.label(finding.source, "note", "text2", wrap=True))
        text = self.catalogue.check_text(finding.code)
        name = self.document.child_name(finding.path) or say("this_child")
        for look, tone, key, example in (
            ("weak", "should", "finding.weak", text.bad),
            ("strong", "ok", "finding.strong", text.good),
        ):
            if example:
                box = kit.frame(look)
                inner = kit.vertical(box, space=1, margins=(9, 2, 0, 2))
                inner.addWidget(kit.label(say(key), "note_strong", tone))
                inner.addWidget(kit.label(example.replace("{name}", name), "small", wrap=True))
                column.addWidget(box)
        if finding.fix:
            column.addWidget(kit.label(finding.fix.replace("{name}", name), "small", wrap=True))
        links = kit.Flow(space=14, row_space=0)
        if not self.document.read_only:
            for way in ways(finding):
                links.addWidget(self._link(f"finding.{way}", lambda way=way: self.ask_reason(way)))
        column.addLayout(links)
        return holder

    def ask_reason(self, way: Answering) -> None:
        """Asks for the reason on the card itself; where a field was made for it, goes there."""
        field = reason_field(self.catalogue, self.finding) if way == "cannot_be_recorded" else ""
        if field:
            self.reason_field_asked.emit(field)
            return
        if self._reason is not None:
            self._reason.deleteLater()
        self._reason = _ReasonLine(self, way)
        self.column.addWidget(self._reason)
        self._reason.box.setFocus(Qt.FocusReason.OtherFocusReason)


class _ReasonLine(QWidget):
    """A line for a reason, kept with Enter."""

    def __init__(self, card: Card, way: Answering) -> None:
        super().__init__()
        self._card = card
        self._way: Answering = way
        say = card.catalogue.screen
        column = kit.vertical(self, space=4, margins=(0, 4, 0, 4))
        title = kit.label(say(f"finding.{way}"), "small_strong", "text2")
        column.addWidget(title)
        self.box = LineEdit(self)
        self.box.setAccessibleName(f"{say(f'finding.{way}')} {card.finding.title}")
        title.setBuddy(self.box)
        column.addWidget(self.box)
        self.keep = kit.button(say("finding.keep"), self._put)
        self.cancel = kit.link(say("cancel"), self._close)
        row = kit.horizontal(space=10)
        row.addWidget(self.keep)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        self.box.returnPressed.connect(self._put)
        self.box.text_edited.connect(lambda _text: self._check())
        self._check()

    def _check(self) -> None:
        self.keep.not_yet("" if self.box.text().strip() else self._card.catalogue.screen("finding.reason_first"))

    def _put(self) -> None:
        reason = self.box.text()
        if reason.strip():
            answer(self._card.document, self._card.finding, self._way, reason)

    def _close(self) -> None:
        self.hide()
        self.deleteLater()
        self._card._reason = None
        self._card.why.setFocus()

    def keyPressEvent(self, event: object) -> None:
        from PySide6.QtGui import QKeyEvent

        assert isinstance(event, QKeyEvent)
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._put()
        else:
            super().keyPressEvent(event)
