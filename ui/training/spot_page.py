"""Spot the gap: mark a record item by item, then see where the trainer differs, and why. What was not marked is no opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui import icons, kit, theme
from ui.supervisor.segment_bar import SegmentBar
from vpa_assist import rubric
from vpa_assist.errors import CannotDo
from vpa_assist.record.pointers import recorded
from vpa_assist.record.referral import Child
from vpa_assist.training import results
from vpa_assist.training.attempts import PARTS, written
from vpa_assist.training.marking import Key, Marked, Marking, against_the_trainer
from vpa_assist.training.records import record

if TYPE_CHECKING:
    from ui.training.window import TrainingWindow
    from vpa_assist.record.referral import Grade
    from vpa_assist.training.scenario import Scenario

OUTCOME_SHAPES = {"same": "complete", "differs": "has_gaps", "not_marked": "not_started"}
OUTCOME_TONES = {"same": "ok", "differs": "should", "not_marked": "text2"}


class MarkRow(QFrame):
    """One item: its name, the three grades, what each grade looks like, and afterwards the trainer's mark."""

    def __init__(self, page: SpotPage, key: Key, item: rubric.Item, name: str) -> None:
        super().__init__()
        self.key = key
        self.item = item
        self._page = page
        self.setProperty("look", "card")
        catalogue = page.catalogue
        self.box = kit.vertical(self, space=6, margins=(14, 8, 14, 10))
        head = kit.horizontal(space=8)
        head.addWidget(kit.label(item.label, "label"), 1)
        self.anchors_link = kit.link(catalogue.screen("training.spot_anchors"), self._toggle)
        self.anchors_link.setAccessibleName(f"{catalogue.screen('training.spot_anchors')}: {item.label}")
        head.addWidget(self.anchors_link)
        self.box.addLayout(head)
        options = [("", catalogue.screen("training.spot_none"))]
        options += [(grade, catalogue.label("grade", grade)) for grade in rubric.GRADES]
        self.bar = SegmentBar(f"{name}: {item.label}", options)
        self.box.addWidget(self.bar)
        self.anchors = QWidget()
        inside = kit.vertical(self.anchors, space=3)
        for grade in rubric.GRADES:
            text = f"{catalogue.label('grade', grade)}: {item.anchors[grade]}"
            inside.addWidget(kit.label(text, "small", "text2", wrap=True))
        self.anchors.hide()
        self.box.addWidget(self.anchors)
        self.answer = kit.vertical(space=3)
        self.box.addLayout(self.answer)

    def _toggle(self) -> None:
        self.anchors.setVisible(self.anchors.isHidden())

    def show_outcome(self, marked: Marked | None) -> None:
        """Shows the trainer's mark beside one's own; None: the trainer says nothing of this item."""
        kit.clear(self.answer)
        self.bar.setEnabled(False)
        catalogue = self._page.catalogue
        words = catalogue.raw("training")["states"]
        row = kit.horizontal(space=8)
        if marked is None:
            row.addWidget(kit.label(catalogue.screen("training.spot_nothing_said"), "small", "text2", wrap=True), 1)
            self.answer.addLayout(row)
            return
        row.addWidget(icons.Shape(OUTCOME_SHAPES[marked.outcome], 17))
        grade = catalogue.label("grade", marked.mark.grade)
        text = catalogue.screen("training.spot_outcome", outcome=words[marked.outcome], grade=grade)
        row.addWidget(kit.label(text, "label", OUTCOME_TONES[marked.outcome], wrap=True), 1)
        self.answer.addLayout(row)
        self.answer.addWidget(kit.label(marked.mark.why, "body", wrap=True))
        self.setAccessibleName(f"{self.item.label}: {text} {marked.mark.why}")


class SpotPage(QWidget):
    """The weak record on the left, the marks on the right."""

    def __init__(self, window: TrainingWindow, scenario: Scenario) -> None:
        super().__init__()
        self.owner = window
        self.catalogue = window.catalogue
        self.scenario = scenario
        self.weak = recorded(record(scenario, "weak"))
        self.marking: Marking | None = None
        self.rows: list[MarkRow] = []
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        outer.addWidget(self._head())
        row = kit.horizontal()
        outer.addLayout(row, 1)
        content = QWidget()
        self.record_box = kit.vertical(content, space=12, margins=(24, 16, 24, 24))
        self.record_area = kit.Scroll(content)
        row.addWidget(self.record_area, 1)
        self.side = kit.frame("side")
        side = kit.vertical(self.side)
        marks = QWidget()
        self.marks_box = kit.vertical(marks, space=0, margins=(0, 6, 0, 16))
        self.area = kit.Scroll(marks)
        side.addWidget(self.area, 1)
        row.addWidget(self.side)
        self._record()
        self._marks()
        if self.rows:
            self.first = self.rows[0].bar.buttons[""]

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.spot_{key}", **words)

    def _head(self) -> QWidget:
        bar = kit.frame("bar")
        row = kit.horizontal(bar, space=14, margins=(16, 8, 16, 8))
        self.counts = kit.label(self._say("lead"), "label_plain", "text2", wrap=True)
        row.addWidget(self.counts, 1)
        self.which = SegmentBar(self._say("side"), [("record", self._say("side_record")), ("marks", self._say("side_marks"))])
        self.which.chosen.connect(lambda _value: self._arrange())
        row.addWidget(self.which)
        row.addWidget(kit.link(self.catalogue.screen("training.nav_library"), self.leave))
        self.go_button = kit.button(self._say("compare"), self.compare, look="main")
        row.addWidget(self.go_button)
        return bar

    # the record

    def _record(self) -> None:
        training = self.catalogue.raw("training")
        nothing = self.catalogue.screen("training.nothing")
        self.record_box.addWidget(kit.label(self.scenario.title, "title", wrap=True))
        self.record_box.addWidget(kit.label(" ".join(self.scenario.brief.split()), "body", "text2", wrap=True))
        account = (self.weak.incident and self.weak.incident.account) or nothing
        self._section(self._say("account"), [("", account)])
        for child in self.weak.children or ():
            if child.unborn:
                continue
            lines = [(training["parts"][part], written(child, part) or nothing) for part in PARTS]
            self._section(child.given_name or child.id, lines)
        self.record_box.addStretch(1)

    def _section(self, title: str, lines: list[tuple[str, str]]) -> None:
        frame = kit.frame("block")
        inside = kit.vertical(frame, space=6, margins=(18, 12, 18, 14))
        inside.addWidget(kit.label(title, "heading", wrap=True))
        nothing = self.catalogue.screen("training.nothing")
        for name, text in lines:
            pair = kit.vertical(space=1)
            if name:
                pair.addWidget(kit.label(name, "small_strong", "text2"))
            pair.addWidget(kit.label(text, "body", "text2" if text == nothing else "text", wrap=True))
            inside.addLayout(pair)
        self.record_box.addWidget(frame)

    # the marks

    def _marks(self) -> None:
        marked = {(mark.child, mark.item) for mark in self.scenario.marks}
        children: tuple[Child, ...] = self.weak.children or ()
        for sheet in rubric.sheets(self.weak, self.catalogue):
            if sheet.child is None:
                continue
            child = children[sheet.child]
            items = [each for each in sheet.items if sheet.id == "voice" or (child.id, each.id) in marked]
            if not items:
                continue
            name = child.given_name or child.id
            self.marks_box.addSpacing(theme.current().px(8))
            title = kit.label(f"{name}: {sheet.title}", "heading", wrap=True)
            title.setContentsMargins(theme.current().px(17), 0, 8, theme.current().px(4))
            self.marks_box.addWidget(title)
            for item in items:
                row = MarkRow(self, (child.id, item.id), item, name)
                self.rows.append(row)
                self.marks_box.addWidget(row)
        self.marks_box.addStretch(1)

    @property
    def given(self) -> dict[Key, Grade]:
        """The marks that were given."""
        return {row.key: row.bar.value for row in self.rows if row.bar.value}  # type: ignore[misc]

    def compare(self) -> None:
        """Shows the trainer's marks beside one's own and keeps the numbers; a second time begins anew."""
        if self.marking is not None:
            self.owner.spot(self.scenario.id)
            return
        self.marking = against_the_trainer(self.scenario, self.given)
        by_key = {(each.mark.child, each.mark.item): each for each in self.marking.items}
        for row in self.rows:
            row.show_outcome(by_key.get(row.key))
        words = self.catalogue.raw("training")["states"]
        parts = [f"{words[each]}: {self.marking.count(each)}" for each in ("same", "differs", "not_marked")]
        text = ". ".join(parts) + "."
        name = self.owner.pseudonym()
        try:
            self.owner.results.add(results.result(name, self.scenario.id, self.owner.clock().isoformat(), marking=self.marking))
            text = f"{text} {self._say('kept', name=name)}"
        except CannotDo as refusal:
            text = f"{text} {refusal}"
        self.counts.setText(text)
        kit.retone(self.counts, tone="text")
        kit.announce(self, text)
        self.go_button.set_words(self._say("again"))
        self.area.verticalScrollBar().setValue(0)
        self.which.choose("marks", tell=True)

    def leave(self) -> None:
        """Back to the scenarios."""
        self.owner.show_library(self.scenario.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Record and marks side by side, or one of them where there is no room for both."""
        px = theme.current().px
        ems = theme.current().ems(self.width())
        narrow = ems < 58
        self.which.setVisible(narrow)
        self.record_area.setVisible(not narrow or self.which.value == "record")
        self.side.setVisible(not narrow or self.which.value == "marks")
        if narrow:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
        else:
            self.side.setFixedWidth(px(560) if ems >= 80 else px(510))
