"""The debrief: what was found and told of, what the prompts brought, each part beside the strong record, and the anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import icons, kit, theme
from ui.findings_panel import Counts
from ui.supervisor.threads_panel import pieces_label
from vpa_assist import rubric
from vpa_assist.checks.engine import run_checks
from vpa_assist.differences import Change, words
from vpa_assist.errors import CannotDo
from vpa_assist.training import unfold
from vpa_assist.training.attempts import CueCompared, PartCompared
from vpa_assist.training.scenario import Fact, Turn

if TYPE_CHECKING:
    from ui.training.practice import Practice
    from ui.training.window import TrainingWindow

CUE_SHAPES = {"told": "complete", "found_not_told": "in_progress", "missed": "has_gaps"}
CUE_TONES = {"told": "ok", "found_not_told": "text2", "missed": "should"}
RUBRIC_PARTS = ("words", "appearance", "activity", "relationships", "environment")


class DebriefPage(QWidget):
    """What came of a practice. The result is kept once, under the pseudonym. `again` begins the scenario anew."""

    again = Signal()

    def __init__(self, window: TrainingWindow, practice: Practice) -> None:
        super().__init__()
        self.owner = window
        self.practice = practice
        self.catalogue = practice.catalogue
        self.outcome = practice.outcome()
        self._training = self.catalogue.raw("training")
        self.setProperty("look", "window")
        outer = kit.vertical(self)
        content = QWidget()
        middle = kit.horizontal(content, margins=(24, 0, 24, 0))
        inner = QWidget()
        inner.setMaximumWidth(theme.current().px(1120))
        self.column = kit.vertical(inner, space=14, margins=(0, 18, 0, 28))
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        self.area = kit.Scroll(content)
        outer.addWidget(self.area)
        self.column.addWidget(kit.label(self._say("title", title=practice.scenario.title), "title", wrap=True))
        self.kept = kit.label("", "body", "text2", wrap=True)
        self.column.addWidget(self.kept)
        self._count()
        self._cues()
        self._questions()
        self._appeared()
        self._parts()
        self._open_findings()
        self._anchors()
        self._foot()
        self._keep_result()

    def _say(self, key: str, **words_: object) -> str:
        return self.catalogue.screen(f"training.debrief_{key}", **words_)

    def _block(self, title: str, note: str = "") -> tuple[QFrame, QVBoxLayout]:
        frame = kit.frame("block")
        inside = kit.vertical(frame, space=8, margins=(20, 14, 20, 16))
        inside.addWidget(kit.label(title, "heading", wrap=True))
        if note:
            inside.addWidget(kit.label(note, "small", "text2", wrap=True))
        self.column.addWidget(frame)
        return frame, inside

    # the numbers

    def _keep_result(self) -> None:
        name = self.owner.pseudonym()
        if self.practice.state.counted:
            self.kept.setText(self._say("kept_before", name=name))
            return
        try:
            self.owner.results.add(self.practice.result(name, self.outcome))
            self.practice.counted()
        except CannotDo as refusal:
            self.kept.setText(str(refusal))
            kit.retone(self.kept, tone="must")
            return
        self.kept.setText(self._say("kept", name=name))

    def _count(self) -> None:
        _, inside = self._block(self._say("counts"), self._say("counts_note"))
        both = self.outcome.both
        for key, number in (("cold", both.cold), ("guided", both.guided)):
            row = kit.horizontal(space=16)
            name = kit.label(self._say(key), "label")
            name.setFixedWidth(theme.current().px(150))
            row.addWidget(name)
            counts = Counts(self.catalogue)
            counts.show_counts(number)
            counts.setAccessibleName(f"{self._say(key)}: {counts.accessibleName()}")
            row.addWidget(counts, 1)
            inside.addLayout(row)

    # cues and questions

    def _cues(self) -> None:
        if not self.outcome.after.cues:
            return
        _, inside = self._block(self._say("cues"), self._say("cues_note"))
        for state in ("missed", "found_not_told", "told"):
            cues = [each for each in self.outcome.after.cues if each.state == state]
            if cues:
                inside.addWidget(kit.label(f"{self._training['states'][state]} ({len(cues)})", "label", CUE_TONES[state]))
            for each in cues:
                inside.addWidget(self._cue(each))

    def _cue(self, each: CueCompared) -> QWidget:
        holder = QWidget()
        row = kit.horizontal(holder, space=10)
        row.addWidget(icons.Shape(CUE_SHAPES[each.state], 18))
        column = kit.vertical(space=1)
        column.addWidget(kit.label(each.cue.cue or "", "body", wrap=True))
        where = ""
        if isinstance(each.cue, Fact):
            where = each.cue.choose
        elif isinstance(each.cue, Turn):
            where = each.cue.ask
        column.addWidget(kit.label(self._say("where", where=where), "small", "text2", wrap=True))
        row.addLayout(column, 1)
        holder.setAccessibleName(f"{self._training['states'][each.state]}: {each.cue.cue}")
        return holder

    def _questions(self) -> None:
        asked = [each for each in unfold.shown(self.practice.scenario, self.practice.progress) if isinstance(each, Turn)]
        if not asked:
            return
        leading = sum(each.kind == "leading" for each in asked)
        note = self._say("leading_none") if not leading else self._say("leading_some", count=leading)
        _, inside = self._block(self._say("questions"), note)
        for each in asked:
            row = kit.horizontal(space=12)
            kind = kit.label(
                self._training["kinds"][each.kind], "small_strong", {"open": "ok", "leading": "should"}.get(each.kind, "text2")
            )
            kind.setFixedWidth(theme.current().px(140))
            row.addWidget(kind)
            row.addWidget(kit.label(f"{each.ask}  –  {each.answer}", "body", wrap=True), 1)
            inside.addLayout(row)

    # parts

    def _appeared(self) -> None:
        both = self.outcome.both
        _, inside = self._block(self._say("appeared"))
        if not (both.appeared or both.cues_appeared or both.lost):
            inside.addWidget(kit.label(self._say("appeared_none"), "body", "text2", wrap=True))
        for key, parts in (("appeared_parts", both.appeared), ("lost_parts", both.lost)):
            if parts:
                names = ", ".join(f"{each.name}: {self._training['parts'][each.part]}" for each in parts)
                inside.addWidget(kit.label(self._say(key, parts=names), "body", wrap=True))
        for cue in both.cues_appeared:
            row = kit.horizontal(space=10)
            row.addWidget(icons.Shape("complete", 18))
            row.addWidget(kit.label(cue.cue or "", "body", wrap=True), 1)
            inside.addLayout(row)

    def _parts(self) -> None:
        before = {(each.child, each.part): each for each in self.outcome.before.parts}
        names = dict.fromkeys((each.child, each.name) for each in self.outcome.after.parts)
        for child, name in names:
            _, inside = self._block(self._say("parts", name=name), self._say("parts_note"))
            for each in self.outcome.after.parts:
                if each.child == child and each.state != "neither":
                    inside.addWidget(kit.rule())
                    inside.addWidget(self._part(each, before.get((each.child, each.part))))

    def _part(self, each: PartCompared, cold: PartCompared | None) -> QWidget:
        holder = QWidget()
        column = kit.vertical(holder, space=6)
        head = kit.horizontal(space=10)
        head.addWidget(kit.label(self._training["parts"][each.part], "label"))
        head.addWidget(kit.label(self._training["states"][each.state], "chip"))
        head.addStretch(1)
        column.addLayout(head)
        rows_holder = QWidget()
        rows = kit.Rows(rows_holder, narrow=44)
        first = cold.attempt if cold else ""
        yours = QWidget()
        mine = kit.vertical(yours, space=4)
        mine.addWidget(kit.label(self._say("yours"), "small_strong", "text2"))
        if first and each.attempt and first != each.attempt:
            mine.addWidget(pieces_label(Change("", "changed", words(first, each.attempt))))
        else:
            text = each.attempt or self.catalogue.screen("training.nothing")
            mine.addWidget(kit.label(text, "body", "text" if each.attempt else "text2", wrap=True))
            if each.attempt and not first:
                mine.addWidget(kit.label(self._say("came"), "small", "ok", wrap=True))
        mine.addStretch(1)
        theirs = QWidget()
        strong = kit.vertical(theirs, space=4)
        strong.addWidget(kit.label(self._say("strong"), "small_strong", "ok"))
        text = each.strong or self.catalogue.screen("training.nothing")
        strong.addWidget(kit.label(text, "body", "text" if each.strong else "text2", wrap=True))
        strong.addStretch(1)
        rows.add(yours, "half")
        rows.add(theirs, "half")
        column.addWidget(rows_holder)
        return holder

    # findings and anchors

    def _open_findings(self) -> None:
        findings = [each for each in run_checks(self.outcome.guided, self.catalogue) if each.is_open]
        if not findings:
            return
        _, inside = self._block(self._say("findings"), self._say("findings_note"))
        for each in findings[:12]:
            row = kit.horizontal(space=10)
            row.addWidget(icons.Shape(each.severity.value, 17))
            column = kit.vertical(space=1)
            column.addWidget(kit.label(each.title, "label", wrap=True))
            column.addWidget(kit.label(each.message, "body", wrap=True))
            row.addLayout(column, 1)
            inside.addLayout(row)
        if len(findings) > 12:
            inside.addWidget(kit.label(self._say("findings_more", count=len(findings) - 12), "small", "text2", wrap=True))

    def _anchors(self) -> None:
        _, inside = self._block(self._say("anchors"), self._say("anchors_note"))
        sheets = [each for each in rubric.sheets(self.outcome.strong, self.catalogue) if each.id == "voice"][:1]
        for sheet in sheets:
            for item in sheet.items:
                if item.id not in RUBRIC_PARTS:
                    continue
                inside.addWidget(kit.label(item.label, "label"))
                for grade in rubric.GRADES:
                    line = f"{self.catalogue.label('grade', grade)}: {item.anchors[grade]}"
                    inside.addWidget(kit.label(line, "small", "text2", wrap=True))

    def _foot(self) -> None:
        row = kit.horizontal(space=12)
        row.addWidget(kit.button(self._say("again"), self.again.emit))
        row.addWidget(kit.button(self._say("save_pdf"), self.save_pdf, icon="print"))
        row.addWidget(kit.button(self._say("see_class"), self.owner.class_results, icon="chart"))
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def save_pdf(self) -> None:
        """Writes the guided record as a PDF; TRAINING stands on every page."""
        from ui.exporting import pdf_of

        referral, at = self.outcome.guided, self.owner.clock().isoformat()
        name = f"training-{self.practice.scenario.id}.pdf"
        self.owner.save_made(name, lambda: pdf_of(referral, self.catalogue, "full", at))
