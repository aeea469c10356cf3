"""One question of a page: its label, hint and answer, the reason when it is not recorded, and what a check says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import icons, kit
from ui.answers import WIDGETS
from ui.answers.base import Answer
from ui.answers.marks import Mark
from ui.binding import bind
from vpa_assist.findings import Finding
from vpa_assist.record.pointers import is_recorded

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt

QUIET = frozenset({"tiles"})
"""Kinds whose label is said to a screen reader but not shown: the page's title asks the question already."""


class Question(QWidget):
    """A question with one answer of `WIDGETS`. `where` is the answer's pointer, `base` that of the page or item."""

    why_asked = Signal(object)

    def __init__(
        self,
        document: Document,
        catalogue: Catalogue,
        base: str,
        prompt: Prompt,
        within: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.catalogue = catalogue
        self.prompt = prompt
        self.base = base
        self.where = f"{base}/{prompt.field}" if prompt.field else base
        self._within = within
        column = kit.vertical(self, space=4)
        # a page has scores of questions: what most of them do not show is made when it is shown
        self.label = kit.label("", "label", wrap=True, parent=self)
        column.addWidget(self.label)
        self.hint = kit.label("", "small", "text2", wrap=True, parent=self) if prompt.hint else None
        if self.hint is not None:
            column.addWidget(self.hint)
        self.answer: Answer = WIDGETS[prompt.kind](document, catalogue, self.where, prompt, self)
        column.addWidget(self.answer)
        self.label.setBuddy(self.answer.focus_target())
        self.fault: _Fault | None = None
        self.reason: Reason | None = None
        if prompt.reason:
            self.reason = Reason(document, catalogue, f"{base}/{prompt.reason}", prompt, self)
            column.addWidget(self.reason)
        column.addStretch(1)
        self.setFocusProxy(self.answer.focus_target())
        if self.answer.composite:
            self.answer.set_read_only(document.read_only)
        else:
            bind(document, self.answer, self.where)
        self.rename()

    def head_height(self, width: int) -> int:
        """How high label and hint are at this width: questions side by side have their answers on one line."""
        high = 0
        for each in (self.label, self.hint):
            if each is not None and not each.isHidden():
                tall = each.heightForWidth(width) if each.hasHeightForWidth() else each.sizeHint().height()
                high += tall + (self.layout().spacing() if self.layout() else 0)  # type: ignore[union-attr]
        return high

    def rename(self) -> None:
        """Puts the child's name into label, hint and accessible name."""
        name = self.document.child_name(self.where) or str(self.catalogue.screen("this_child"))
        text = filled(self.prompt.label, name)
        hint = filled(self.prompt.hint, name)
        self.label.setText(text)
        self.label.setVisible(self.prompt.kind not in QUIET)
        if self.hint is not None:
            self.hint.setText(hint)
        self.answer.name_it(self.accessible_name(), hint)

    def accessible_name(self) -> str:
        """What a screen reader calls the answer: the label, within which item, and for which child."""
        name = self.document.child_name(self.where)
        label = filled(self.prompt.label, name or str(self.catalogue.screen("this_child")))
        parts = [label]
        if self._within:
            parts.append(self._within)
        if name and name not in label:
            parts.append(name)
        return ", ".join(parts)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Shows what the checks say about this answer; only findings of visited sections come here."""
        mine = tuple(each for each in findings if each.is_open and self._is_mine(each))
        marks = [
            Mark(*each.span, each.severity.value, f"{each.title}. {each.message}")
            for each in mine
            if each.span and each.path == self.where
        ]
        self.answer.show_marks(marks)
        whole = next((each for each in mine if each.span is None), None)
        first = whole or (mine[0] if mine else None)
        if first is not None or self.fault is not None:
            self._fault_line().show_finding(first)
        name = self.document.child_name(self.where) or str(self.catalogue.screen("this_child"))
        hint = filled(self.prompt.hint, name)
        self.answer.describe(f"{hint} {first.message}".strip() if first else hint)

    def _fault_line(self) -> _Fault:
        if self.fault is None:
            self.fault = _Fault(self)
            column = self.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.indexOf(self.answer) + 1, self.fault)
        return self.fault

    def _is_mine(self, finding: Finding) -> bool:
        if finding.path == self.where:
            return True
        return not self.answer.composite and finding.path.startswith(f"{self.where}/")

    def show_now(self) -> None:
        """Shows what the document holds now, read-only or not."""
        self.answer.set_read_only(self.document.read_only)
        if self.reason is not None:
            self.reason.show_now()


class Reason(QWidget):
    """ "Not recorded because…": folded until it is asked for or filled."""

    def __init__(self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, owner: QWidget) -> None:
        super().__init__(owner)
        self.document = document
        self.where = where
        column = kit.vertical(self, space=2)
        self.open_link = kit.link(catalogue.screen("reason.open"), self.open)
        self.open_link.setAccessibleName(catalogue.screen("reason.open_for", field=prompt.name or prompt.label))
        column.addWidget(self.open_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._catalogue = catalogue
        self._prompt = prompt
        self.answer: Answer | None = None
        document.changed.connect(self._changed)
        self.show_now()

    def open(self) -> None:
        """Opens the line and goes there."""
        self._line().setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, where: str) -> None:
        if not where or where.startswith(self.where) or self.where.startswith(where):
            self.show_now()

    def show_now(self) -> None:
        if is_recorded(self.document.get(self.where)) or self.document.half_typed(self.where):
            self._line()
        self.open_link.setVisible(not self.document.read_only and self.answer is None)

    def _line(self) -> Answer:
        """The line, which takes the place of the link that asked for it."""
        if self.answer is None:
            say, prompt = self._catalogue.screen, self._prompt
            text = say("reason.label")
            inner = replace(prompt, field=prompt.reason, kind="line", label=text, hint="", codes="", reason="", placeholder="")
            made: Answer = WIDGETS["line"](self.document, self._catalogue, self.where, inner, self)
            made.name_it(say("reason.name", field=prompt.name or prompt.label))
            for each in (kit.label(text, "small_strong", "text2", parent=self), made):
                self.layout().addWidget(each)  # type: ignore[union-attr]
                each.show()
            bind(self.document, made, self.where)
            self.answer = made
            self.open_link.hide()
        return self.answer


class _Fault(QWidget):
    """Shape and message of a finding, under the answer it is about."""

    def __init__(self, owner: Question) -> None:
        super().__init__(owner)
        self._owner = owner
        self._finding: Finding | None = None
        row = kit.horizontal(self, space=6, margins=(2, 2, 0, 0))
        self.shape = icons.Shape("should", 15, "bg")
        self.text = kit.label("", "small_strong", "should", wrap=True)
        row.addWidget(self.shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        """Shows a finding, or nothing."""
        if finding == self._finding:
            return
        self._finding = finding
        self.setVisible(finding is not None)
        if finding is not None:
            self.shape.set_name(finding.severity.value)
            self.text.setText(finding.message)
            kit.retone(self.text, tone=finding.severity.value)
            if self._owner.isAncestorOf(self.focusWidget() or self):
                kit.announce(self, finding.message)


def filled(text: str, name: str, **words: Any) -> str:
    """A text of the form pack with the child's name put in."""
    if "{" not in text:
        return text
    return text.replace("{name}", name)
