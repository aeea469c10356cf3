"""Class results: what a class did on this computer, scenario by scenario. Pseudonyms and numbers; nobody is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import kit, theme
from vpa_assist.errors import CannotDo
from vpa_assist.training.results import Result, Summary, as_csv, summaries

if TYPE_CHECKING:
    from ui.training.window import TrainingWindow
    from vpa_assist.training.scenario import Scenario


class ClassPage(QWidget):
    """The summaries, with PDF and CSV, taking in another computer's results, and emptying for a new class."""

    def __init__(self, window: TrainingWindow) -> None:
        super().__init__()
        self.owner = window
        self.catalogue = window.catalogue
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        outer.addWidget(self._head())
        content = QWidget()
        middle = kit.horizontal(content, margins=(24, 0, 24, 0))
        inner = QWidget()
        inner.setMaximumWidth(theme.current().px(1060))
        self.column = kit.vertical(inner, space=14, margins=(0, 18, 0, 28))
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        outer.addWidget(kit.Scroll(content), 1)
        self.follow()

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.class_{key}", **words)

    def _head(self) -> QWidget:
        bar = kit.frame("bar")
        row = kit.horizontal(bar, space=10, margins=(16, 8, 16, 8))
        row.addWidget(kit.label(self.catalogue.screen("training.nav_class"), "heading"), 1)
        row.addWidget(kit.link(self.catalogue.screen("training.nav_library"), self.owner.show_library))
        self.add_button = kit.button(self._say("add"), self.take_in, icon="plus")
        self.csv_button = kit.button(self._say("csv"), self.save_csv)
        self.pdf_button = kit.button(self._say("pdf"), self.save_pdf, look="main")
        for each in (self.add_button, self.csv_button, self.pdf_button):
            row.addWidget(each)
        return bar

    @property
    def results(self) -> tuple[Result, ...]:
        """What is kept on this computer."""
        return self.owner.results.read()

    def follow(self) -> None:
        """Shows the results as they stand."""
        kit.clear(self.column)
        self.told = kit.vertical()
        self.column.addLayout(self.told)
        found = self.results
        people = len({each.pseudonym for each in found})
        self.column.addWidget(kit.label(self._say("title", people=people, practices=len(found)), "title", wrap=True))
        self.column.addWidget(kit.label(self._say("note"), "body", "text2", wrap=True))
        for button in (self.csv_button, self.pdf_button):
            button.not_yet("" if found else self._say("nothing"))
        if not found:
            self.column.addWidget(kit.label(self._say("nothing"), "body", "text2", wrap=True))
        for each in summaries(found):
            self.column.addWidget(self._summary(each))
        if found:
            self.empty_row = kit.horizontal(space=12)
            self.empty_link = kit.link(self._say("empty"), self._ask_empty)
            self.empty_row.addWidget(self.empty_link)
            self.empty_row.addStretch(1)
            self.column.addLayout(self.empty_row)
        self.column.addStretch(1)

    def _scenario(self, scenario_id: str) -> Scenario | None:
        try:
            return self.owner.shelf.scenario(scenario_id)
        except (CannotDo, KeyError):
            return None

    def _summary(self, summary: Summary) -> QFrame:
        scenario = self._scenario(summary.scenario)
        frame = kit.frame("block")
        inside = kit.vertical(frame, space=6, margins=(20, 14, 20, 16))
        inside.addWidget(kit.label(scenario.title if scenario else summary.scenario, "heading", wrap=True))
        inside.addWidget(
            kit.label(self._say("people", people=summary.trainees, practices=summary.practices), "small", "text2", wrap=True)
        )
        if summary.musts_cold is not None and summary.musts_guided is not None:
            self._line(
                inside, "musts", self._say("musts_line", cold=f"{summary.musts_cold:g}", guided=f"{summary.musts_guided:g}")
            )
        if summary.cues_told is not None:
            self._line(inside, "cues", f"{summary.cues_told:g}")
        if summary.most_missed:
            names = {each.id: each.cue or each.id for each in scenario.cues()} if scenario else {}
            self._line(inside, "missed", " ".join(f"{names.get(name, name)} ({count})" for name, count in summary.most_missed))
        if summary.most_appeared:
            parts = self.catalogue.raw("training")["parts"]
            self._line(
                inside, "appeared", ", ".join(f"{parts.get(name, name)} ({count})" for name, count in summary.most_appeared)
            )
        if summary.marks_same or summary.marks_differ or summary.not_marked:
            words = self._say("marks_line", same=summary.marks_same, differ=summary.marks_differ, none=summary.not_marked)
            self._line(inside, "marks", words)
        return frame

    def _line(self, layout: QVBoxLayout, key: str, text: str) -> None:
        holder = QWidget()
        rows = kit.Rows(holder, row_space=2, narrow=36)
        rows.add(kit.label(self._say(key), "label", wrap=True), "third")
        rows.add(kit.label(text, "body", wrap=True), "two_thirds")
        layout.addWidget(holder)

    # in and out

    def save_csv(self) -> None:
        """Writes the class as a table."""
        found = self.results
        headings = self.catalogue.raw("training")["headings"]
        self.owner.save_made("training-class.csv", lambda: as_csv(found, headings), "training.csv_kinds")

    def save_pdf(self) -> None:
        """Writes the class summary."""
        from vpa_assist.handouts import class_summary

        found, at = self.results, self.owner.clock().isoformat()
        held = {each.scenario: self._scenario(each.scenario) for each in found}
        scenarios = {name: scenario for name, scenario in held.items() if scenario is not None}
        self.owner.save_made("training-class.pdf", lambda: class_summary(found, scenarios, self.catalogue, at))

    def take_in(self) -> None:
        """Adds the results of another computer."""
        path = self.owner.files.open_name(self, self._say("add"), self._say("kinds"))
        if path is None:
            return
        try:
            count = self.owner.results.take_in(path)
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return
        self.follow()
        self.tell(self._say("added", count=count))

    def tell(self, text: str, tone: str = "quiet") -> None:
        """Says something above the results."""
        kit.clear(self.told)
        self.told.addWidget(kit.Banner(tone, text, "", icon="tick" if tone == "quiet" else ""))
        kit.announce(self, text)

    def _ask_empty(self) -> None:
        self.empty_link.hide()
        self.sure = kit.button(self._say("empty_sure", count=len(self.results)), self.empty)
        no = kit.link(self.catalogue.screen("cancel"), self.follow)
        self.empty_row.insertWidget(0, self.sure)
        self.empty_row.insertWidget(1, no)
        self.sure.setFocus(Qt.FocusReason.OtherFocusReason)

    def empty(self) -> None:
        """Takes every result away, for a new class."""
        try:
            self.owner.results.empty()
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return
        self.follow()
        self.tell(self._say("emptied"))
