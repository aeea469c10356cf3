"""The whole referral in the order in which it is read: what is there, what is missing and why, each block with Change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import sections
from ui.document import AFTER_PAINT
from ui.icons import Shape
from ui.kit import rule
from ui.panels.base import Panel, block, button, clear, column, label, row
from ui.panels.exact import Exact
from vpa_assist.composed.reading import Line, reading
from vpa_assist.composed.values import in_words, who
from vpa_assist.record.referral import Utterance

FIRST = 12
"""Blocks that are made before the page is painted for the first time: more than fit on a screen."""


class ReadThrough(Panel):
    """Read, never written. It is built when it is shown, and follows the document."""

    concerns = ()
    late = True

    def build(self) -> None:
        self._shape: object = None
        self._lines: dict[tuple[str, int | None], tuple[Line, ...]] = {}
        self._left: Iterator[QFrame] = iter(())
        self._blocks = column(gap=12)
        self.box.addLayout(self._blocks)

    def refresh(self) -> None:
        shape = (self.document.referral, self.document.findings, self.read_only)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._blocks)
        self._lines = {(each.page.id, each.child): each.lines for each in reading(self.document.referral, self.catalogue)}
        all_of_them = sections.in_order(self.catalogue, self.document.referral)
        self._left = (made for each in all_of_them if each.page.id != "read" and (made := self._section(each)) is not None)
        if self.isVisible():  # nothing moves under a reader
            self._make_rest()
            return
        for made in islice(self._left, FIRST):
            self._blocks.addWidget(made)
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), AFTER_PAINT)

    def customEvent(self, event: QEvent) -> None:
        self._make_rest()

    def _make_rest(self) -> None:
        rest = list(self._left)
        if rest:  # in a widget of their own: put one by one into what is shown, each would have all the others placed anew
            holder = QWidget()
            holder.setLayout(column(*rest, gap=12))
            self._blocks.addWidget(holder)

    def _section(self, section: sections.Section) -> QFrame | None:
        lines = self._lines.get((section.page.id, section.index), ())
        gaps = [each for each in sections.findings_of(self.document, section, self.document.findings) if each.severity == "must"]
        if not lines and not gaps and section.page.id in ("child.applies",):
            return None
        name = self.document.child_name(section.where)
        title = section.page.title.replace("{name}", name)
        key = "read.look" if self.read_only else "read.change"
        change = button(self.word(key), lambda: self._change(section), "link", self.word(f"{key}_spoken", page=title))
        change.setProperty("section", section.key)
        made, inside = block(title, trailing=change)
        for line in lines:
            inside.addLayout(self._line(line))
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

    def _line(self, line: Line) -> QLayout:
        if line.turn is not None:
            return self._turn(line.turn)
        box = QHBoxLayout()
        box.setContentsMargins(self.theme.px(16) * line.level, 0, 0, 0)
        box.setSpacing(self.theme.px(14))
        head = label(line.label, "label_plain" if line.level else "label", "text2")
        head.setFixedWidth(self.theme.px(210))
        box.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        text = label(line.text, "body")
        text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        box.addWidget(text, 1)
        return box

    def _turn(self, turn: Utterance) -> QVBoxLayout:
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
        words = self.word("read.look" if self.read_only else "read.answer")
        link = button(words, lambda: self.show_place(finding.path), "link", f"{finding.title}: {words}")
        return row(shape, label(finding.message or finding.title, "body"), link, gap=8)
