"""What adults said about the child: sunken, smaller than the child's words, each line led by who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.panels.base import button, clear, column, flow, frame, label, row
from ui.panels.exact import displayed
from vpa_assist.composed.values import who
from vpa_assist.record.referral import Person, Utterance

if TYPE_CHECKING:
    from ui.panels.transcript import Transcript


class AdultsAccount(QWidget):
    """The utterances whose speaker is not the child."""

    def __init__(self, panel: Transcript) -> None:
        super().__init__()
        self._panel = panel
        self._open: int | None = None
        self._choosing = False
        self._shape: object = None
        px = theme.current().px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._frame = frame("sunken")
        outer.addWidget(self._frame)
        box = QVBoxLayout(self._frame)
        box.setContentsMargins(px(14), px(9), px(14), px(11))
        box.setSpacing(px(7))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Icon("person", 20))
        self._title = label("", "body_strong", wrap=False)
        head.addWidget(self._title)
        head.addWidget(label(panel.word("adults.apart"), "small", "text2"), 1)
        self._add = button(panel.word("adults.add"), self._choose, "link")
        head.addWidget(self._add)
        box.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        box.addLayout(self._lines)

    # showing

    def _others(self) -> list[int]:
        return [index for index, each in enumerate(self._panel.turns) if not each.by_child]

    def refresh(self) -> None:
        """Brings the lines in line with the document."""
        panel = self._panel
        if self._open is not None and self._open not in self._others():
            self._open = None
        self._title.setText(panel.word("adults.title"))
        self._add.setVisible(not panel.read_only)
        self._add.setAccessibleName(panel.word("adults.add_spoken"))
        people = [(each.id, each.name) for each in panel.document.referral.people or ()]
        turns = [(index, panel.turns[index]) for index in self._others() if index != self._open]
        shape = (panel.read_only, self._open, self._choosing, turns, people, panel.name)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._lines)
        if self._choosing:
            self._lines.addWidget(self._chooser())
        for index in self._others():
            self._lines.addWidget(self._editor(index) if index == self._open else self._line(index))
        if not self._others() and not self._choosing:
            self._lines.addWidget(label(panel.word("adults.none"), "small", "text2"))

    def speaker(self, turn: Utterance) -> str:
        """Who said it, with what the person is to this child: "Kerry Blackshaw, mother"."""
        panel = self._panel
        referral = panel.document.referral
        name = who(turn.speaker or "", referral, panel.catalogue)
        child = panel.value("id")
        for person in referral.people or ():
            if person.id == turn.speaker:
                is_ = next((each.is_ for each in person.relationships or () if each.child == child and each.is_), None)
                return f"{name}, {is_}" if is_ else name
        return name

    def _line(self, index: int) -> QWidget:
        panel = self._panel
        turn = panel.turns[index]
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.current().px(10))
        speaker = label(self.speaker(turn), "small_strong", "text2", wrap=False)
        box.addWidget(speaker, 0, Qt.AlignmentFlag.AlignTop)
        said = column(label(displayed(turn.words or "", turn.how), "label_plain"), gap=2)
        if turn.question:
            said.insertWidget(0, label(f"{panel.word('words.you_asked')} {turn.question}", "small", "text2"))
        if turn.demeanour:
            said.addWidget(label(turn.demeanour, "small", "text2"))
        box.addLayout(said, 1)
        if not panel.read_only:
            spoken = panel.word("adults.change_spoken", who=self.speaker(turn))
            change = button(panel.word("adults.change"), lambda: self.open(index), "link", spoken)
            change.setProperty("pointer", panel.at("aware", "words", index))
            box.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    # adding

    def _choose(self) -> None:
        self._close()
        self._choosing = True
        self.refresh()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chooser(self) -> QWidget:
        panel = self._panel
        people = [each for each in panel.document.referral.people or () if (each.name or "").strip()]
        self._name = QLineEdit()
        self._name.setPlaceholderText(panel.word("adults.another_name"))
        self._name.setAccessibleName(panel.word("adults.another_name"))
        self._name.returnPressed.connect(lambda: self._speaks(self._name.text()))
        self._name.setMinimumWidth(theme.current().px(230))
        add = button(panel.word("adults.start"), lambda: self._speaks(self._name.text()))
        cancel = button(panel.word("adults.cancel"), self._cancel, "link")
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(panel.word("adults.who"), "label"))
        if people:
            box.addWidget(flow(*(self._person_button(each) for each in people)))
        box.addLayout(row(self._name, add, cancel))
        return holder

    def _person_button(self, person: Person) -> QWidget:
        name = person.name or ""
        return button(name, lambda: self._speaks(person.id), name=self._panel.word("adults.said_by", who=name))

    def _cancel(self) -> None:
        self._choosing = False
        self.refresh()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _speaks(self, speaker: str) -> None:
        if not speaker.strip() or speaker.strip() == "child":
            return
        panel = self._panel
        self._choosing = False
        index = panel.document.add(
            panel.at("aware", "words"), {"speaker": speaker, "how": "speech"}, panel.word("adults.undo_add")
        )
        self.open(index)

    # writing

    def open(self, index: int) -> bool:
        """Opens one line for writing. False when nothing can be changed."""
        if self._panel.read_only:
            return False
        self._close()
        self._open = index
        self.refresh()
        self._words.answer.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _editor(self, index: int) -> QWidget:
        panel = self._panel
        where = panel.at("aware", "words", index)
        say = panel.word
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, theme.current().px(4), 0, theme.current().px(4))
        box.setSpacing(theme.current().px(8))
        who_says = self.speaker(panel.turns[index])
        says = label(say("adults.says", who=who_says), "body_strong")
        box.addWidget(says)
        box.addWidget(panel.part(f"{where}/speaker", "speaker"))
        asked = panel.ask(f"{where}/question", "question")
        self._words = panel.field(f"{where}/words", "text", say("adults.exact"), within=who_says)
        box.addWidget(asked)
        box.addWidget(self._words)
        box.addLayout(
            row(
                panel.field(f"{where}/demeanour", "line", say("adults.demeanour")),
                panel.ask(f"{where}/at", "at"),
                gap=12,
            )
        )
        done = button(say("words.done"), self._done)
        remove = button(say("words.remove"), lambda: self._remove(index), "link", say("adults.remove_spoken", who=who_says))
        box.addWidget(flow(done, remove, gap=10))
        return holder

    def _done(self) -> None:
        self._close()
        self.refresh()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._choosing = False
        if self._open is None:
            return
        index, self._open = self._open, None
        turn = self._panel.turns[index] if index < len(self._panel.turns) else None
        if turn and not any((each or "").strip() for each in (turn.words, turn.question, turn.demeanour, turn.at)):
            self._remove(index)

    def _remove(self, index: int) -> None:
        panel = self._panel
        self._open = None
        panel.document.remove(panel.at("aware", "words", index), panel.word("adults.undo_remove"))
        self.refresh()
