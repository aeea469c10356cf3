"""One turn of the transcript: as it is read, and as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Shape
from ui.panels.base import Panel, button, column, flow, frame, grid, label, row
from ui.panels.exact import Exact, displayed
from ui.panels.segments import Segments
from vpa_assist.record.kinds import moment
from vpa_assist.record.referral import Utterance

if TYPE_CHECKING:
    from vpa_assist.findings import Finding


class TurnView(QFrame):
    """A turn to read. The whole of it is one target: Enter or a click opens it; Alt with an arrow moves it."""

    opened = Signal()
    moved = Signal(int)
    removed = Signal()
    ask_openly = Signal()

    def __init__(self, panel: Panel, turn: Utterance, findings: list[Finding]) -> None:
        super().__init__()
        self._panel = panel
        px = theme.current().px
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setCursor(Qt.CursorShape.ArrowCursor if panel.read_only else Qt.CursorShape.PointingHandCursor)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, px(6), px(4), px(6))
        grid.setHorizontalSpacing(px(6))
        grid.setVerticalSpacing(px(5))
        grid.setColumnMinimumWidth(0, px(44))
        grid.setColumnStretch(1, 1)
        time = f"{moment(turn.at):%H:%M}" if turn.at else ""
        grid.addWidget(label(time, "small", "text2", wrap=False), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._question(turn), 0, 1)
        line = 1
        for finding in findings:
            grid.addWidget(self._banner(finding), line, 1)
            line += 1
        words = Exact(turn.words or "", turn.how) if turn.words else label(panel.word("words.none_yet"), "body", "text2")
        grid.addWidget(words, line, 1)
        grid.addLayout(self._manner(turn), line + 1, 1)
        self.setAccessibleName(self._spoken(turn, time))
        self.setAccessibleDescription(panel.word("words.turn_keys"))

    def _question(self, turn: Utterance) -> QHBoxLayout:
        panel = self._panel
        asked = turn.question if turn.question and turn.question.strip() else panel.word("words.question_missing")
        head = label(panel.word("words.you_asked"), "label_plain", "text3", wrap=False)
        made = row(head, label(asked, "label_plain", "text2"), gap=6)
        made.setAlignment(head, Qt.AlignmentFlag.AlignTop)
        return made

    def _manner(self, turn: Utterance) -> QHBoxLayout:
        panel = self._panel
        made = QHBoxLayout()
        made.setSpacing(theme.current().px(8))
        if turn.how:
            chip = label(panel.catalogue.label("means", turn.how), "chip", "text2", wrap=False)
            chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            made.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        if turn.demeanour and turn.demeanour.strip():
            made.addWidget(label(turn.demeanour, "label_plain", "text2"), 1)
        else:
            made.addWidget(label(panel.word("words.demeanour_missing"), "small", "text3"), 1)
        return made

    def _banner(self, finding: Finding) -> QFrame:
        made = frame("banner", "should")
        px = theme.current().px
        box = QHBoxLayout(made)
        box.setContentsMargins(px(10), px(7), px(14), px(7))
        box.setSpacing(px(9))
        box.addWidget(Shape("should", 17), 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(label(self._panel.word("words.leading"), "small"), 1)
        if not self._panel.read_only:
            box.addWidget(button(self._panel.word("words.ask_openly"), self.ask_openly.emit, "link"))
        made.setAccessibleName(finding.title)
        return made

    def _spoken(self, turn: Utterance, time: str) -> str:
        panel = self._panel
        parts = [time, panel.word("words.you_asked"), turn.question or panel.word("words.question_missing")]
        return " ".join(each for each in (*parts, f"{panel.name}:", displayed(turn.words or "", turn.how)) if each)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton and not self._panel.read_only:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if self._panel.read_only:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif held & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class TurnEditor(QFrame):
    """A turn to write: the question, the exact words at the size in which they are read, how, when, and how the child was."""

    done = Signal()
    another = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, panel: Panel, where: str, refused: bool = False) -> None:
        super().__init__()
        self.panel = panel
        self.where = where
        self.setProperty("look", "block")
        px = theme.current().px
        box = QVBoxLayout(self)
        box.setContentsMargins(px(18), px(14), px(18), px(14))
        box.setSpacing(px(10))
        say = panel.word
        self.question = panel.ask(f"{where}/question", "question", text=say("words.offered") if refused else "")
        box.addWidget(self.question)
        self.words = panel.ask(f"{where}/words", "words", kind="words", text=say("words.refusal") if refused else "")
        box.addWidget(self.words)
        box.addWidget(self._how_and_when())
        box.addWidget(self._buttons())

    def _how_and_when(self) -> QWidget:
        panel = self.panel
        question = panel.inner("how")
        self.how = Segments(panel.document, panel.catalogue, f"{self.where}/how", question)
        self.how.name_it(panel.spoken(question.label))
        panel.bind(self.how)
        how = QWidget()
        how.setLayout(column(label(question.label, "label"), self.how))
        self.time = panel.ask(f"{self.where}/at", "at")
        self.demeanour = panel.ask(f"{self.where}/demeanour", "demeanour")
        return grid((how, "full"), (self.demeanour, "three_quarters"), (self.time, "quarter"), gap=10)

    def _buttons(self) -> QWidget:
        say = self.panel.word
        self.done_button = button(say("words.done"), self.done.emit, "main", describe=say("words.done_why"))
        another = button(say("words.another"), self.another.emit)
        links = [
            button(say("words.earlier"), lambda: self.moved.emit(-1), "link"),
            button(say("words.later"), lambda: self.moved.emit(1), "link"),
            button(say("words.remove"), self.removed.emit, "link"),
        ]
        return flow(self.done_button, another, *links, gap=theme.current().px(10))

    def first(self) -> QWidget:
        """Where writing goes on: the question, or the words when the question is there."""
        target = self.words if self.panel.document.get(f"{self.where}/question") else self.question
        return target.answer.focus_target()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)
