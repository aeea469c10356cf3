"""The child's words as a transcript, and, apart from them, what adults said about the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import kit
from ui.icons import Icon
from ui.panels.adults import AdultsAccount
from ui.panels.base import Panel, button, clear, flow, frame, label, row
from ui.panels.turn import TurnEditor, TurnView
from vpa_assist import conditions
from vpa_assist.record.referral import Utterance

if TYPE_CHECKING:
    from vpa_assist.findings import Finding

LEADING = "WRD004"
MOST_QUESTIONS = 4


class Transcript(Panel):
    """`aware/words`: turns in the officer's order. One turn at a time is open for writing; the others are read."""

    concerns = ("/aware/words", "/given_name", "/family_name", "/contact/status", "/people")

    def build(self) -> None:
        self._open: int | None = None
        self._refused = False
        self._shape: object = None
        self._editor: TurnEditor | None = None
        self._turns = QVBoxLayout()
        self._turns.setSpacing(self.theme.px(2))
        self.box.addLayout(self._turns)
        self.box.addWidget(self._actions())
        self._adults = AdultsAccount(self)
        self.box.addWidget(self._adults)
        self.document.findings_changed.connect(self._found)

    def _actions(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, self.theme.px(6), 0, 0)
        box.setSpacing(self.theme.px(8))
        self._add = kit.Button(look="main", icon="plus")
        self._add.clicked.connect(lambda: self.add_words())
        self._ask_next = QWidget()
        asking = QVBoxLayout(self._ask_next)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(self.theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(self.theme.px(8))
        head.addWidget(Icon("speech", 20))
        head.addWidget(label(self.word("words.ask_next"), "body_strong", wrap=False))
        head.addWidget(label(self.word("words.ask_next_note"), "small", "text2"), 1)
        self._questions = QVBoxLayout()
        self._decline = button("", self._did_not_want, "link")
        self._decline_note = label("", "small", "text2")
        box.addLayout(row(self._add, None))
        asking.addLayout(head)
        asking.addLayout(self._questions)
        box.addWidget(self._ask_next)
        box.addLayout(row(self._decline, self._decline_note))
        return holder

    # what is there

    @property
    def turns(self) -> tuple[Utterance, ...]:
        """All utterances, of the child and of others, in the document's order."""
        return self.value("aware", "words") or ()

    def own(self) -> list[int]:
        """The indices of the child's own turns."""
        return [index for index, each in enumerate(self.turns) if each.by_child]

    def _pointer(self, index: int) -> str:
        return self.at("aware", "words", index)

    def _findings_of(self, index: int) -> list[Finding]:
        place = self._pointer(index)
        return [
            each
            for each in self.document.shown_findings
            if each.code == LEADING and each.is_open and (each.path == place or each.path.startswith(f"{place}/"))
        ]

    # showing it

    def refresh(self) -> None:
        if self._open is not None and self._open not in self.own():
            self._open = None
        shape = (
            self.name,
            self.read_only,
            self._open,
            [(index, self._shown(index)) for index in self.own() if index != self._open],
        )
        if shape != self._shape:
            self._shape = shape
            self._rebuild()
        self._show_actions()
        self._adults.refresh()

    def _shown(self, index: int) -> object:
        return self.turns[index], tuple(each.code for each in self._findings_of(index))

    def _found(self) -> None:
        if not self._busy and self.document.get(self.where) is not None:
            self.renew()

    def _rebuild(self) -> None:
        focused = self._focused_turn()
        kept = (
            self._editor if self._editor and self._open is not None and self._editor.where == self._pointer(self._open) else None
        )
        if kept is not None:
            self._turns.removeWidget(kept)
        clear(self._turns)
        self._editor = kept
        own = self.own()
        for place, index in enumerate(own):
            if index == self._open:
                self._turns.addWidget(self._editor or self._new_editor(index))
                continue
            self._turns.addWidget(self._view(index))
            if place < len(own) - 1:
                self._turns.addWidget(frame("rule"))
        if focused is not None and kept is None:
            self._focus_turn(focused)

    def _view(self, index: int) -> TurnView:
        view = TurnView(self, self.turns[index], self._findings_of(index))
        view.setProperty("pointer", self._pointer(index))
        view.opened.connect(lambda: self.open(index))
        view.moved.connect(lambda step: self._move(index, step))
        view.removed.connect(lambda: self._remove(index))
        view.ask_openly.connect(lambda: self._ask_openly(index))
        return view

    def _new_editor(self, index: int) -> TurnEditor:
        editor = TurnEditor(self, self._pointer(index), self._refused)
        editor.done.connect(self.close_turn)
        editor.another.connect(self.add_words)
        editor.moved.connect(lambda step: self._move(index, step))
        editor.removed.connect(lambda: self._remove(index))
        self._editor = editor
        return editor

    def _show_actions(self) -> None:
        name = self.name
        say = self.word
        editable = not self.read_only
        self._add.setText(f"{say('words.add')}   Ctrl+'")
        self._add.setAccessibleName(say("words.add"))
        self._add.setVisible(editable and self._open is None)
        self._decline.setText(say("words.declined"))
        self._decline.setAccessibleName(say("words.declined"))
        self._decline_note.setText(say("words.declined_note"))
        for each in (self._decline, self._decline_note):
            each.setVisible(editable and self._open is None)
        questions = self._open_questions()
        if questions != getattr(self, "_asked", None) or name != getattr(self, "_asked_of", None):
            self._asked, self._asked_of = questions, name
            clear(self._questions)
            buttons = [self._question_button(each, number) for number, each in enumerate(questions, 1)]
            self._questions.addWidget(flow(*buttons))
        self._ask_next.setVisible(editable and bool(questions))

    def _open_questions(self) -> tuple[str, ...]:
        holding = conditions.holding(self.document.referral, self.child_index)
        return self.catalogue.prompts("child.words", holding).ask[:MOST_QUESTIONS]

    def _question_button(self, question: str, number: int) -> kit.Button:
        """A question that is one key away: Alt and its number, from anywhere on the page."""
        text = question.replace("{name}", self.name)
        keys = f"Alt+{number}"
        made = button(f"{text}   {keys}", lambda: self.add_words(text), name=self.word("words.ask_spoken", question=text))
        # a button's own shortcut would press it a tenth of a second later, and what is typed meanwhile would go elsewhere
        QShortcut(QKeySequence(keys), made).activated.connect(made.click)
        made.setEnabled(not self.read_only)
        return made

    # what a person does

    def add_words(self, question: str = "") -> None:
        """Opens a new turn; a question put to it is taken over. An open turn without a question takes it instead."""
        if self.read_only:
            return
        if self._open is not None and question and not self.value("aware", "words", self._open, "question"):
            self.document.edit(f"{self._pointer(self._open)}/question", question)
            self._start()
            return
        self.close_turn(focus=False)
        self._refused = False
        self._insert(self._fresh(question), None)

    def _fresh(self, question: str = "") -> dict[str, str]:
        item: dict[str, str] = {}
        if not {"infant", "non_verbal", "under_two"} & conditions.holding(self.document.referral, self.child_index):
            item["how"] = "speech"
        if question:
            item["question"] = question
        return item

    def _insert(self, item: dict[str, str], at: int | None) -> None:
        words = self.word("words.undo_add")
        self._busy = True
        try:
            index = self.document.add(self.at("aware", "words"), item, words, at)
        finally:
            self._busy = False
        self.open(index)

    def open(self, index: int) -> None:
        """Opens a turn for writing."""
        if self.read_only:
            return
        if self._open is not None and self._open != index:
            shift = self._is_empty(self._open) and self._open < index
            self.close_turn(focus=False)
            index -= shift
        self._open = index
        self._editor = None
        self.renew()
        self._start()

    def _start(self) -> None:
        if self._editor is not None:
            self.focus_soon(self._editor.first())

    def close_turn(self, focus: bool = True) -> None:
        """Closes the open turn; one in which nothing was written goes away."""
        if self._open is None:
            return
        index, self._open, self._editor = self._open, None, None
        self._refused = False
        if self._is_empty(index):
            self.document.remove(self._pointer(index), self.word("words.undo_remove"))
        else:
            self.document.end_step()
        self.renew()
        if focus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_empty(self, index: int) -> bool:
        if index >= len(self.turns):
            return False
        turn = self.turns[index]
        half = any(
            self.document.half_typed(f"{self._pointer(index)}/{each}") for each in ("at", "words", "question", "demeanour")
        )
        texts = (turn.question, turn.words, turn.demeanour, turn.at)
        return not half and not any(text and text.strip() for text in texts)

    def _move(self, index: int, step: int) -> None:
        own = self.own()
        place = own.index(index) + step
        if not 0 <= place < len(own):
            return
        was_open = self._open == index
        self._open, self._editor = None, None
        self.document.move(self._pointer(index), own[place], self.word("words.undo_move"))
        self.tell(self.word("words.moved", place=place + 1, count=len(own)))
        if was_open:
            self.open(own[place])
        else:
            self._focus_turn(own[place])

    def _remove(self, index: int) -> None:
        self._open, self._editor = None, None
        self.document.remove(self._pointer(index), self.word("words.undo_remove"))
        self.renew()
        self.tell(self.word("words.removed"))
        own = self.own()
        if own:
            self._focus_turn(min(own, key=lambda each: abs(each - index)))
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_openly(self, index: int) -> None:
        self.close_turn(focus=False)
        self._insert(self._fresh(), index + 1)

    def _did_not_want(self) -> None:
        if self.read_only:
            return
        self.close_turn(focus=False)
        words = self.word("words.undo_declined")
        self._busy = True
        try:
            with self.document.group(words):
                if not self.value("contact", "status"):
                    self.document.edit(self.at("contact", "status"), "seen_not_spoken_to")
                if self.value("contact", "status") != "spoken_to" and not self.value("contact", "reason"):
                    self.document.edit(self.at("contact", "reason"), self.word("words.declined_reason"))
                index = self.document.add(self.at("aware", "words"), self._fresh())
        finally:
            self._busy = False
        self._refused = True
        self._open = None
        self._shape = None
        self._open = index
        self._editor = None
        self.renew()
        self._start()

    # focus

    def _views(self) -> list[TurnView]:
        views = [each for each in self.findChildren(TurnView) if self._turns.indexOf(each) >= 0]
        return sorted(views, key=self._turns.indexOf)

    def _focused_turn(self) -> int | None:
        for view in self._views():
            if view.hasFocus():
                return int(str(view.property("pointer")).rpartition("/")[2])
        return None

    def _focus_turn(self, index: int) -> None:
        for view in self._views():
            if view.property("pointer") == self._pointer(index):
                view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, pointer: str) -> bool:
        steps = pointer.removeprefix(self.at("aware", "words")).strip("/").split("/")
        if pointer.startswith(self.at("aware", "words")) and steps[0].isdigit() and int(steps[0]) < len(self.turns):
            index = int(steps[0])
            if not self.turns[index].by_child:
                return self._adults.open(index)
            if self.read_only:
                self._focus_turn(index)
            else:
                self.open(index)
            return True
        if pointer in (self.at("aware", "words"), self.at("aware")):
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().focus_on(pointer)


__all__ = ["Transcript"]
