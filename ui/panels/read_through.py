"""The whole referral in the order in which it is read: what is there, what is missing and why, each block with Change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import sections
from ui.icons import Shape
from ui.kit import rule
from ui.panels.base import Panel, block, button, clear, column, label, row
from ui.panels.exact import Exact
from vpa_assist import conditions
from vpa_assist.catalogue import Prompt
from vpa_assist.composed.values import in_words, in_words_at, who
from vpa_assist.record import pointers
from vpa_assist.record.referral import Address, Officer, Part, Utterance


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the reading: a label with what is recorded under it, or a turn of the child's words."""

    label: str
    text: str
    turn: Utterance | None = None
    level: int = 0


class ReadThrough(Panel):
    """Read, never written. It is built when it is shown, and follows the document."""

    concerns = ()

    def build(self) -> None:
        self._shape: object = None
        self._blocks = column(gap=12)
        self.box.addLayout(self._blocks)
        self.document.findings_changed.connect(self._again)

    def _again(self) -> None:
        if self.isVisible():
            self._changed("")

    def showEvent(self, event: object) -> None:
        self.renew()

    def refresh(self) -> None:
        shape = (self.document.referral, self.document.findings)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._blocks)
        for each in sections.in_order(self.catalogue, self.document.referral):
            if each.page.id != "read":
                made = self._section(each)
                if made is not None:
                    self._blocks.addWidget(made)

    def _section(self, section: sections.Section) -> QFrame | None:
        lines = list(self._lines(section))
        gaps = [each for each in sections.findings_of(self.document, section, self.document.findings) if each.severity == "must"]
        if not lines and not gaps and section.page.id in ("child.applies",):
            return None
        name = self.document.child_name(section.where)
        title = section.page.title.replace("{name}", name)
        change = button(
            self.word("read.change"), lambda: self._change(section), "link", self.word("read.change_spoken", page=title)
        )
        change.setProperty("section", section.key)
        made, inside = block(title, trailing=change)
        for line in lines:
            inside.addWidget(self._line(line))
        for finding in gaps:
            if lines or finding is not gaps[0]:
                inside.addWidget(rule())
            inside.addLayout(self._gap(finding))
        if not lines and not gaps:
            inside.addWidget(label(self.word("read.nothing"), "body", "text2"))
        return made

    def _change(self, section: sections.Section) -> None:
        """Goes to the section."""
        cover = next((each for each in section.page.covers if each and "*" not in each), "")
        self.show_place(section.at(cover))

    def _line(self, line: Line) -> QWidget:
        holder = QWidget()
        if line.turn is not None:
            holder.setLayout(self._turn(line.turn))
            return holder
        box = QHBoxLayout(holder)
        box.setContentsMargins(self.theme.px(16) * line.level, 0, 0, 0)
        box.setSpacing(self.theme.px(14))
        head = label(line.label, "label_plain" if line.level else "label", "text2")
        head.setFixedWidth(self.theme.px(210))
        box.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(label(line.text, "body"), 1)
        return holder

    def _turn(self, turn: Utterance) -> Any:
        asked = turn.question or self.word("words.question_missing")
        lines = column(label(f"{self.word('words.you_asked')} {asked}", "label_plain", "text2"), gap=5)
        if turn.by_child:
            lines.addWidget(Exact(turn.words or "", turn.how))
        else:
            speaker = who(turn.speaker or "", self.document.referral, self.catalogue)
            lines.addWidget(label(f"{speaker}: “{turn.words or ''}”", "body"))
        manner = ". ".join(
            each
            for each in (in_words(Utterance, "how", turn.how, self.document.referral, self.catalogue), turn.demeanour or "")
            if each
        )
        if manner:
            lines.addWidget(label(manner, "label_plain", "text2"))
        return lines

    def _gap(self, finding: Any) -> QHBoxLayout:
        if finding.explained:
            text = self.word("read.explained", title=finding.title, reason=finding.explained)
            return row(Shape("complete", 15), label(text, "body", "text2"), gap=8)
        shape = Shape("must", 15)
        link = button(
            self.word("read.answer"),
            lambda: self.show_place(finding.path),
            "link",
            f"{finding.title}: {self.word('read.answer')}",
        )
        return row(shape, label(finding.message or finding.title, "body"), link, gap=8)

    # what is recorded, in the order of the pages

    def _lines(self, section: sections.Section) -> Iterator[Line]:
        for part in section.page.blocks:
            if conditions.holds(part.when, self.document.referral, section.index):
                for prompt in part.prompts:
                    if prompt.field and prompt.kind not in ("roll_call", "protection"):
                        yield from self._of_prompt(section.where, prompt)
        if section.page.id == "protection":
            for number, child in enumerate(self.document.referral.children or ()):
                if child.police_protection is not None:
                    where = f"/children/{number}"
                    yield from self._of_part(f"{where}/police_protection", self.document.child_name(where))

    def _of_prompt(self, where: str, prompt: Prompt) -> Iterator[Line]:
        pointer = f"{where}/{prompt.field}"
        value = self.document.get(pointer)
        text = prompt.label.replace("{name}", self.document.child_name(where))
        if prompt.kind == "transcript":
            yield from (Line("", "", turn) for turn in value or ())
        elif prompt.kind == "applies" or not pointers.is_recorded(value):
            return
        elif isinstance(value, Part) and not isinstance(value, Officer | Address):
            yield from self._of_part(pointer, "")
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            for number in range(len(value)):
                yield from self._of_part(f"{pointer}/{number}", f"{text} {number + 1}")
        else:
            said = in_words_at(self.document.referral, pointer, self.catalogue)
            if said:
                yield Line(text, said)

    def _of_part(self, where: str, heading: str) -> Iterator[Line]:
        part: Part = self.document.get(where)
        if heading:
            yield Line(heading, "")
        for member, name in pointers.names(type(part)).items():
            value = getattr(part, name)
            if member == "id" or not pointers.is_recorded(value):
                continue
            text = sections.label_of(self.catalogue, f"{where}/{member}").replace("{name}", self.document.child_name(where))
            said = in_words(type(part), member, value, self.document.referral, self.catalogue)
            if said:
                yield Line(text, said, None, 1 if heading else 0)
