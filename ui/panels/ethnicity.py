"""Ethnicity in two steps and who said so, all visible: no drop-down, nothing chosen before, a reason where it is not known."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.kit import rule
from ui.panels.base import Panel, button, column, flow, grid, label, row
from ui.panels.options import Options
from vpa_assist.record.referral import Ethnicity as Recorded

NOT_STATED = "NS"


class Ethnicity(Panel):
    """The object `ethnicity`: code, source, the family's own words, what an officer saw, and why it is not recorded."""

    concerns = ("/ethnicity", "/given_name", "/family_name")

    def build(self) -> None:
        self._group_shown: str | None = None
        self._reason_open = False
        self._list = self.catalogue.codes("ethnicity")
        self.box.addLayout(self._head())
        self._group = Options(self.spoken(self.word("ethnicity.group")))
        self._group.offer(list(self._list.groups.items()))
        self._group.chosen.connect(self._choose_group)
        self._detail = Options(self.spoken(self.word("ethnicity.detail")))
        self._detail.chosen.connect(self._choose_detail)
        self._source = Options(self.spoken(self.inner("source").label))
        self._source.chosen.connect(lambda code: self.document.edit(self.at("ethnicity", "source"), code))
        for options, member in ((self._group, "code"), (self._detail, "code"), (self._source, "source")):
            options.setProperty("pointer", self.at("ethnicity", member))
        own = self.ask(self.at("ethnicity", "detail"), "detail")
        observed = self.ask(self.at("ethnicity", "observed_code"), "observed_code")
        self._columns = [
            self._column(self.word("ethnicity.step_group"), self._group),
            self._column(self.word("ethnicity.step_detail"), self._detail, own),
            self._column(self.word("ethnicity.step_source"), self._source, observed),
        ]
        self._empty = label("", "small", "text2")
        self._columns[1].layout().insertWidget(1, self._empty)  # type: ignore[union-attr]
        widths = ("quarter", "half", "quarter")
        self.box.addWidget(grid(*zip(self._columns, widths, strict=True), gap=18))
        self.box.addWidget(rule())
        self.box.addWidget(self._reason_part())

    def _head(self) -> QHBoxLayout:
        self._code = label("", "chip", wrap=False)
        self._dfe = label("", "chip", wrap=False)
        self._code_name = label(self.word("ethnicity.code"), "small", "text2", wrap=False)
        self._dfe_name = label(self.word("ethnicity.dfe"), "small", "text2", wrap=False)
        note = label(self.word("ethnicity.note"), "small", "text2")
        return row(note, self._code_name, self._code, self._dfe_name, self._dfe, gap=8)

    def _column(self, heading: str, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self.theme.px(6))
        caption: QLabel = label(heading, "small_strong", "text2")
        inside.addWidget(caption)
        for each in widgets:
            inside.addWidget(each)
        inside.addStretch(1)
        return holder

    def _reason_part(self) -> QWidget:
        holder = QWidget()
        self._fold = button(self.word("ethnicity.not_recorded"), self._toggle_reason, "link", icon="right")
        self._fold.setAccessibleName(self.spoken(self.word("ethnicity.not_recorded")))
        head = row(self._fold, label(self.word("ethnicity.not_recorded_note"), "small", "text2"))
        self._reason = self.ask(self.at("ethnicity", "reason_not_recorded"), "reason_not_recorded")
        keys = ("declined", "distress", "impossible", "others")
        self._quick = flow(*(self._reason_button(each) for each in keys))
        holder.setLayout(column(head, self._quick, self._reason, gap=6))
        return holder

    def _reason_button(self, key: str) -> QWidget:
        words = self.word(f"ethnicity.reason_{key}")
        return button(words, lambda: self._because(words), name=self.spoken(words))

    # showing

    @property
    def recorded(self) -> Recorded:
        """What is recorded, empty where nothing is."""
        held = self.value("ethnicity")
        return held if held is not None else Recorded()

    def refresh(self) -> None:
        held = self.recorded
        entry = self._list.get(held.code)
        if entry:
            self._group_shown = entry.group
        self._group.show_value(self._group_shown)
        of_group = self._list.of_group(self._group_shown or "")
        single = len(of_group) == 1
        self._detail.offer([] if single else [(each.code, each.label) for each in of_group])
        self._detail.show_value(held.code)
        self._empty.setText(
            "" if of_group and not single else self.word("ethnicity.no_detail" if single else "ethnicity.group_first")
        )
        self._empty.setVisible(bool(self._empty.text()))
        self._source.offer(self._sources())
        self._source.show_value(held.source)
        for each in (self._group, self._detail, self._source):
            each.set_read_only(self.read_only)
        self._show_codes(held.code, dict(entry.maps).get("dfe", "") if entry else "")
        wanted = self._reason_open or bool(held.reason_not_recorded) or held.code == NOT_STATED
        self._reason.setVisible(wanted)
        self._quick.setVisible(wanted and not self.read_only)
        self._fold.set_icon_name("down" if wanted else "right")

    def _sources(self) -> list[tuple[str, str]]:
        named = self.word("ethnicity.source_child")
        return [(each.code, named if each.code == "child" else each.label) for each in self.catalogue.codes("told_by")]

    def _show_codes(self, code: str | None, dfe: str) -> None:
        for widget, name, text in ((self._code, self._code_name, code or ""), (self._dfe, self._dfe_name, dfe)):
            widget.setText(text)
            widget.setVisible(bool(text))
            name.setVisible(bool(text))

    # what a person does

    def _choose_group(self, group: str | None) -> None:
        self._group_shown = group
        held = self.recorded.code
        entry = self._list.get(held)
        of_group = self._list.of_group(group or "")
        if len(of_group) == 1:
            self.document.edit(self.at("ethnicity", "code"), of_group[0].code)
        elif entry and entry.group != group:
            self.document.edit(self.at("ethnicity", "code"), None)
            self._group_shown = group
        self.renew()

    def _choose_detail(self, code: str | None) -> None:
        shown = self._group_shown
        self.document.edit(self.at("ethnicity", "code"), code)
        if code is None:
            self._group_shown = shown
            self.renew()

    def _toggle_reason(self) -> None:
        self._reason_open = not self._reason.isVisibleTo(self)
        self.renew()
        if self._reason_open:
            self._reason.answer.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _because(self, words: str) -> None:
        self.document.edit(self.at("ethnicity", "reason_not_recorded"), words, self.word("ethnicity.undo_reason"))
        self._reason.answer.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, pointer: str) -> bool:
        base = self.at("ethnicity")
        if not pointer.startswith(base):
            return False
        member = pointer.removeprefix(base).strip("/")
        if member == "reason_not_recorded":
            self._reason_open = True
            self.renew()
            self._reason.answer.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        elif member in ("detail", "observed_code"):
            return super().focus_on(pointer)
        elif member == "source" or (not member and self.recorded.code and not self.recorded.source):
            self._source.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            target = self._detail if self._group_shown and self._list.of_group(self._group_shown)[1:] else self._group
            target.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        return True
