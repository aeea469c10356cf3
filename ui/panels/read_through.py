"""The whole referral in the order in which it is read: what is there, what is missing and why, each block with Change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import sections
from ui.icons import Shape
from ui.kit import rule
from ui.panels.base import Panel, block, button, clear, column, label, row
from ui.panels.exact import Exact
from vpa_assist.composed.reading import Line, reading
from vpa_assist.composed.values import in_words, who
from vpa_assist.record.referral import Utterance


class ReadThrough(Panel):
    """Read, never written. It is built when it is shown, and follows the document."""

    concerns = ()
    late = True

    def build(self) -> None:
        self._shape: object = None
        self._lines: dict[tuple[str, int | None], tuple[Line, ...]] = {}
        self._blocks = column(gap=12)
        self.box.addLayout(self._blocks)

    def refresh(self) -> None:
        shape = (self.document.referral, self.document.findings)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._blocks)
        self._lines = {(each.page.id, each.child): each.lines for each in reading(self.document.referral, self.catalogue)}
        for each in sections.in_order(self.catalogue, self.document.referral):
            if each.page.id != "read":
                made = self._section(each)
                if made is not None:
                    self._blocks.addWidget(made)

    def _section(self, section: sections.Section) -> QFrame | None:
        lines = self._lines.get((section.page.id, section.index), ())
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
