"""The whole referral in the order in which it is read: what is there, what is missing and why, each block with Change."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import sections
from ui.icons import Shape
from ui.kit import rule
from ui.panels.base import Panel, block, button, clear, column, label, row
from ui.panels.said_lines import Said, SaidLines
from vpa_assist.composed.reading import Line, read_section
from vpa_assist.composed.values import in_words, who
from vpa_assist.findings import Finding
from vpa_assist.record.referral import Utterance

FIRST = 6
"""Blocks that are made before the page is painted for the first time: more than fit on a screen."""
PIECE = 0.003
"""Seconds after which the making of the others lets a key come in between."""


class ReadThrough(Panel):
    """Read, never written. It is built when it is shown, and follows the document."""

    concerns = ()
    late = True

    def build(self) -> None:
        self._shape: object = None
        self._gaps: dict[str, list[Finding]] = {}
        self._left: Iterator[QFrame] = iter(())
        self._blocks = column(gap=12)
        self.box.addLayout(self._blocks)

    def refresh(self) -> None:
        findings = self.document.findings
        shape = (self.document.referral, findings, self.read_only)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._blocks)
        self._gaps = {}
        for key, each in zip(self.document.finding_keys, findings, strict=True):
            if each.severity == "must":
                self._gaps.setdefault(key, []).append(each)
        all_of_them = sections.in_order(self.catalogue, self.document.referral)
        self._left = (made for each in all_of_them if each.page.id != "read" and (made := self._section(each)) is not None)
        if self.isVisible():  # nothing moves under a reader
            self._make()
            return
        self._make(most=FIRST)
        self.more_soon()

    def more(self) -> bool:
        return self._make(until=time.perf_counter() + PIECE)

    def _make(self, most: int = 0, until: float = 0.0) -> bool:
        """Makes the next blocks: so many, or until a time. Whether there may be more."""
        made: list[QFrame] = []
        for each in self._left:
            made.append(each)
            if len(made) == most or (until and time.perf_counter() > until):
                break
        if made:  # in a widget of their own: put one by one into what is shown, each would have all the others placed anew
            holder = QWidget()
            holder.setLayout(column(*made, gap=12))
            self._blocks.addWidget(holder)
        return bool(made)

    def _section(self, section: sections.Section) -> QFrame | None:
        lines = read_section(self.document.referral, self.catalogue, section.page, section.index).lines
        gaps = self._gaps.get(section.key, [])
        if not lines and not gaps and section.page.id in ("child.applies",):
            return None
        name = self.document.child_name(section.where)
        title = section.page.title.replace("{name}", name)
        key = "read.look" if self.read_only else "read.change"
        change = button(self.word(key), lambda: self._change(section), "link", self.word(f"{key}_spoken", page=title))
        change.setProperty("section", section.key)
        made, inside = block(title, trailing=change)
        said = [one for line in lines for one in self._said(line)]
        if not said and not gaps:
            said = [Said(self.word("read.nothing"), quiet=True)]
        if said:
            inside.addWidget(SaidLines(said))
        for finding in gaps:
            if lines or finding is not gaps[0]:
                inside.addWidget(rule())
            inside.addLayout(self._gap(finding))
        return made

    def _change(self, section: sections.Section) -> None:
        """Goes to the section."""
        cover = next((each for each in section.page.covers if each and "*" not in each), "")
        self.show_place(section.at(cover))

    def _said(self, line: Line) -> Iterator[Said]:
        if line.turn is None:
            yield Said(line.text, head=line.label, level=line.level)
            return
        turn, referral = line.turn, self.document.referral
        asked = turn.question or self.word("words.question_missing")
        yield Said(f"{self.word('words.you_asked')} {asked}", quiet=True, small=True)
        if turn.by_child:
            yield Said(turn.words or "", words=True, how=turn.how, follows=True)
        else:
            yield Said(f"{who(turn.speaker or '', referral, self.catalogue)}: “{turn.words or ''}”", follows=True)
        manner = (in_words(Utterance, "how", turn.how, referral, self.catalogue), turn.demeanour or "")
        if any(manner):
            yield Said(". ".join(each for each in manner if each), quiet=True, small=True, follows=True)

    def _gap(self, finding: Finding) -> QHBoxLayout:
        if finding.explained:
            text = self.word("read.explained", title=finding.title, reason=finding.explained)
            return row(Shape("complete", 15), label(text, "body", "text2"), gap=8)
        shape = Shape("must", 15)
        words = self.word("read.look" if self.read_only else "read.answer")
        link = button(words, lambda: self.show_place(finding.path), "link", f"{finding.title}: {words}")
        return row(shape, label(finding.message or finding.title, "body"), link, gap=8)
