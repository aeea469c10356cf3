"""What one person is to each child: relationship, parental responsibility, and whether they live together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.answers import WIDGETS
from ui.answers.base import Answer
from ui.kit import rule
from ui.panels.base import button, clear, column, flow, label, row
from vpa_assist.composed.values import who
from vpa_assist.record.referral import Relationship

if TYPE_CHECKING:
    from ui.panels.base import Panel


class Relations(QWidget):
    """`relationships` of one person, one line a child. A line without an answer keeps nothing in the document."""

    def __init__(self, panel: Panel, where: str) -> None:
        super().__init__()
        self._panel = panel
        self._where = f"{where}/relationships"
        self._person = where
        self._shape: object = None
        self._rows: list[_Row] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.current().px(8))
        self.refresh()

    def refresh(self) -> None:
        """Brings the lines in line with the document."""
        children = self._panel.document.referral.children or ()
        known = [each.id for each in children]
        strays = [number for number, each in enumerate(self._held()) if each.child not in known]
        shape = (known, strays, [each.given_name for each in children], self._panel.read_only)
        if shape != self._shape:
            self._shape = shape
            clear(self._box)
            self._rows = [_Row(self, each.id, number) for number, each in enumerate(children)]
            for each in self._rows:
                self._box.addWidget(each)
                self._box.addWidget(rule())
            for number in strays:
                self._box.addWidget(self._stray(number))
        for each in self._rows:
            each.show_now()

    def _held(self) -> tuple[Relationship, ...]:
        return self._panel.document.get(self._where) or ()

    def index_of(self, child: str) -> int | None:
        """The index of what is recorded for a child."""
        return next((number for number, each in enumerate(self._held()) if each.child == child), None)

    def put(self, child: str, member: str, value: Any) -> None:
        """Records one thing; the first makes the entry, and taking back the last takes the entry away."""
        document = self._panel.document
        index = self.index_of(child)
        if index is None:
            if value is not None:
                document.add(self._where, {"child": child, member: value}, self._panel.word("family.undo_relation"))
            return
        entry = self._held()[index]
        left = {key for key in entry.as_json() if key not in ("child", member)}
        if value is None and not left:
            document.remove(f"{self._where}/{index}", self._panel.word("family.undo_relation"))
        else:
            document.edit(f"{self._where}/{index}/{member}", value)

    @property
    def panel(self) -> Panel:
        return self._panel

    @property
    def person(self) -> str:
        """The address of the person."""
        return self._person

    def _stray(self, number: int) -> QWidget:
        """A relationship to a child who is not on the form any more: it is shown, and can be taken away."""
        panel = self._panel
        entry = self._held()[number]
        text = who(entry.child or "", panel.document.referral, panel.catalogue)
        gone = button(
            panel.word("family.remove"),
            lambda: panel.document.remove(f"{self._where}/{number}"),
            "link",
            f"{text}: {panel.word('family.remove')}",
        )
        holder = QWidget()
        holder.setLayout(row(label(f"{text}: {entry.is_ or ''}", "small", "text2"), gone))
        return holder


class _Row(QWidget):
    """One child's line."""

    def __init__(self, owner: Relations, child: str, number: int) -> None:
        super().__init__()
        self._owner = owner
        self._child = child
        self._number = number
        panel = owner.panel
        self._name = panel.document.child_name(f"/children/{number}")
        prompt = panel.named(panel.inner("relationships", "is"))
        where = f"{owner.person}/relationships/{number}/is"
        self.answer = WIDGETS[prompt.kind](panel.document, panel.catalogue, where, prompt)
        self.answer.name_it(panel.word("family.is_to", child=self._name))
        self.answer.edited.connect(lambda value: owner.put(child, "is", value))
        self.answer.left.connect(panel.document.end_step)
        self.questions = {member: self._question(member) for member in ("parental_responsibility", "lives_with_child")}
        asked = [self._under_its_label(member) for member in self.questions]
        self.setLayout(column(label(self._name, "body_strong"), self.answer, flow(*asked, gap=28), gap=5))

    def _question(self, member: str) -> Answer:
        panel = self._owner.panel
        prompt = panel.named(panel.inner("relationships", member))
        where = f"{self._owner.person}/relationships/{self._number}/{member}"
        made: Answer = WIDGETS[prompt.kind](panel.document, panel.catalogue, where, prompt)
        made.name_it(f"{self._name}: {prompt.label}")
        made.edited.connect(lambda value: self._owner.put(self._child, member, value))
        made.left.connect(panel.document.end_step)
        return made

    def _under_its_label(self, member: str) -> QWidget:
        holder = QWidget()
        text = self._owner.panel.inner("relationships", member).label
        holder.setLayout(column(label(text, "small", "text2"), self.questions[member], gap=2))
        return holder

    def show_now(self) -> None:
        """Shows what is recorded for this child."""
        panel = self._owner.panel
        index = self._owner.index_of(self._child)
        held = panel.document.get(f"{self._owner.person}/relationships") or ()
        entry = held[index] if index is not None else Relationship()
        self._stand_at(f"{self._owner.person}/relationships/{len(held) if index is None else index}")
        self.answer.show_value(entry.is_)
        self.answer.set_read_only(panel.read_only)
        for member, question in self.questions.items():
            question.show_value(getattr(entry, member))
            question.set_read_only(panel.read_only)

    def _stand_at(self, place: str) -> None:
        """Entries stand in the order in which they were recorded, which need not be that of the children."""
        self.setProperty("pointer", f"{place}/child")
        self.answer.where = f"{place}/is"
        for member, question in self.questions.items():
            question.where = f"{place}/{member}"
