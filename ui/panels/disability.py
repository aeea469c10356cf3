"""Disability, and what helps the child talk: asked and none told, told or known, or not asked because."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.panels.base import Panel, column, grid, label, row
from ui.panels.options import Options
from vpa_assist.record.referral import Disability as Recorded


class Disability(Panel):
    """The object `disability`. Three ways to answer; nothing that was recorded is lost by looking at another one."""

    concerns = ("/disability", "/given_name", "/family_name")

    def build(self) -> None:
        self._way_shown: str | None = None
        self._way = Options(self.spoken(self.word("disability.way")), boxed=False)
        self._way.offer([(each, self.word(f"disability.{each}")) for each in ("none", "told", "not_asked")])
        self._way.chosen.connect(self._choose)
        source = self.inner("source")
        self._source = Options(self.spoken(source.label), boxed=False)
        self._source.offer([(each.code, each.label) for each in self.catalogue.codes("told_by")])
        self._source.chosen.connect(lambda code: self.document.edit(self.at("disability", "source"), code))
        self._way.setProperty("pointer", self.at("disability", "none_disclosed"))
        self._source.setProperty("pointer", self.at("disability", "source"))
        self._said = QWidget()
        self._said.setLayout(column(label(source.label, "label"), self._source))
        self.box.addLayout(row(self._way))
        self._codes = self.ask(self.at("disability", "codes"), "codes")
        self._diagnosis = self.ask(self.at("disability", "diagnosis"), "diagnosis")
        self._reason = self.ask(self.at("disability", "reason_not_recorded"), "reason_not_recorded")
        for each in (self._codes, self._diagnosis, self._reason, self._said):
            self.box.addWidget(each)
        needs = self.ask(self.at("disability", "communication_needs"), "communication_needs")
        made = self.ask(self.at("disability", "adjustments_made"), "adjustments_made")
        self.box.addWidget(grid((needs, "full"), (made, "full")))

    @property
    def recorded(self) -> Recorded:
        """What is recorded, empty where nothing is."""
        held = self.value("disability")
        return held if held is not None else Recorded()

    def way(self) -> str | None:
        """Which of the three answers is recorded: `none`, `told`, `not_asked`, or None."""
        held = self.recorded
        if held.codes or (held.diagnosis or "").strip():
            return "told"
        if held.none_disclosed:
            return "none"
        if (held.reason_not_recorded or "").strip():
            return "not_asked"
        return None

    def refresh(self) -> None:
        self._way_shown = self.way() or self._way_shown
        way = self._way_shown
        self._way.show_value(way)
        for each in (self._way, self._source):
            each.set_read_only(self.read_only)
        self._source.show_value(self.recorded.source)
        self._codes.setVisible(way == "told")
        self._diagnosis.setVisible(way == "told")
        self._reason.setVisible(way == "not_asked" or bool(self.recorded.reason_not_recorded))
        self._said.setVisible(way in ("none", "told") or bool(self.recorded.source))

    def _choose(self, way: str | None) -> None:
        self._way_shown = way
        none = True if way == "none" else False if way == "told" else None
        with self.document.group(self.word("disability.undo")):
            self.document.edit(self.at("disability", "none_disclosed"), none)
            if way != "told" and self.recorded.codes:
                self.document.edit(self.at("disability", "codes"), None)
        self._way_shown = way
        self.renew()
        target = {"told": self._codes, "not_asked": self._reason}.get(way or "")
        if target is not None:
            target.answer.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, pointer: str) -> bool:
        member = pointer.removeprefix(self.at("disability")).strip("/")
        if not pointer.startswith(self.at("disability")):
            return False
        if member.split("/")[0] in ("codes", "diagnosis"):
            self._way_shown = "told"
        elif member == "reason_not_recorded":
            self._way_shown = "not_asked"
        elif member not in ("communication_needs", "adjustments_made"):
            self._way.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        self.renew()
        return super().focus_on(pointer)
