"""People and family: who matters to the children, what they are to each child, and a diagram that draws itself from it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import kit, theme
from ui.fields import Fields
from ui.icons import Shape
from ui.panels.base import Panel, again, button, clear, column, frame, label, row
from ui.panels.canvas import DrawingView
from ui.panels.relations import Relations
from vpa_assist.catalogue import Prompt
from vpa_assist.composed.values import in_words
from vpa_assist.drawing.family import family_diagram
from vpa_assist.drawing.kin import Kin, kin
from vpa_assist.record import edits
from vpa_assist.record.referral import Child, Person

WIDE = 62.0
"""Ems from which diagram and person stand side by side."""

APART = ("relationships", "links")
"""Members of a person that this panel shows in a way of its own."""


class Family(Panel):
    """`people`: the list, one person open for writing, beside the diagram."""

    concerns = ()

    def build(self) -> None:
        self._open: int | None = None
        self._table_shown = False
        self._shape: object = None
        self._relations: Relations | None = None
        self._title: QLabel | None = None
        self._fields: list[Fields] = []
        self._sides = QHBoxLayout()
        self._sides.setSpacing(self.theme.px(14))
        self.box.addLayout(self._sides)
        self._sides.addWidget(self._picture(), 8, Qt.AlignmentFlag.AlignTop)
        self._list = QVBoxLayout()
        self._list.setSpacing(self.theme.px(10))
        self._list.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._list)
        self._sides.addWidget(holder, 5)

    def _picture(self) -> QFrame:
        made = frame("block")
        box = QVBoxLayout(made)
        box.setContentsMargins(*(self.theme.px(each) for each in (14, 12, 14, 12)))
        head = QHBoxLayout()
        head.setSpacing(0)
        self._as_diagram = self._segment(self.word("family.diagram"), "first", False)
        self._as_table = self._segment(self.word("family.table"), "last", True)
        head.addWidget(self._as_diagram)
        head.addWidget(self._as_table)
        head.addStretch(1)
        self._add = button(self.word("family.add"), self.add_person, icon="plus")
        head.addWidget(self._add)
        box.addLayout(head)
        self._view = DrawingView(most=1.4)
        self._view.chosen.connect(lambda key: self._chosen(key[0]))
        self._view.moved_to.connect(self.tell)
        box.addWidget(self._view)
        self._table = QWidget()
        self._table.setLayout(QGridLayout())
        box.addWidget(self._table)
        self._empty = label(self.word("family.empty"), "body", "text2")
        box.addWidget(self._empty)
        box.addStretch(1)
        return made

    def _segment(self, text: str, side: str, table: bool) -> kit.Button:
        made = kit.Button(text)
        made.setProperty("look", "segment")
        made.setProperty("side", side)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self._show_table(table))
        return made

    # showing

    @property
    def people(self) -> tuple[Person, ...]:
        """The people in the officer's order."""
        return self.document.referral.people or ()

    @property
    def kids(self) -> tuple[Child, ...]:
        return self.document.referral.children or ()

    def refresh(self) -> None:
        if self._open is not None and self._open >= len(self.people):
            self._open = None
        if self._busy:
            self._behind = True  # a letter is painted before the diagram that follows from it
        else:
            self._draw()
        others = [(each.id, each.name, each.role, self._is_to(each)) for n, each in enumerate(self.people) if n != self._open]
        shape = (
            self._open,
            self._open is not None and self.people[self._open].id,
            others,
            self.read_only,
            list(self.missing_parents()),
        )
        if shape != self._shape:
            self._shape = shape
            self._rebuild()
        elif self._relations is not None:
            self._relations.refresh()
            if self._title is not None and self._open is not None:
                self._title.setText(self._name_of(self.people[self._open]))

    def _draw(self) -> None:
        drawing = family_diagram(self.document.referral, self.catalogue.printed, self.label_of)
        there = bool(drawing.height)
        self._view.show_drawing(drawing, self.word("family.diagram_name"), choosable=there)
        self._view.select((self.people[self._open].id,) if self._open is not None else None)
        self._view.setVisible(there and not self._table_shown)
        self._table.setVisible(self._table_shown)
        self._empty.setVisible(not there)
        self._as_diagram.setChecked(not self._table_shown)
        self._as_table.setChecked(self._table_shown)
        self._add.setVisible(not self.read_only)
        if self._table_shown:
            self._fill_table()

    def _fill_table(self) -> None:
        layout = self._table.layout()
        assert isinstance(layout, QGridLayout)
        clear(layout)
        layout.setHorizontalSpacing(self.theme.px(16))
        layout.setVerticalSpacing(self.theme.px(6))
        heads = [self.word("family.person"), self.word("family.role"), *(self._child_name(n) for n in range(len(self.kids)))]
        for place, head in enumerate(heads):
            layout.addWidget(label(head, "small_strong", "text2"), 0, place)
        for number, person in enumerate(self.people, 1):
            layout.addWidget(label(self._name_of(person), "label"), number, 0)
            role = in_words(Person, "role", person.role, self.document.referral, self.catalogue)
            layout.addWidget(label(role, "label_plain"), number, 1)
            for place, child in enumerate(self.kids, 2):
                layout.addWidget(label(self._told_to(person, child), "label_plain"), number, place)

    def _told_to(self, person: Person, child: Child) -> str:
        for each in person.relationships or ():
            if each.child == child.id:
                extra = [self.word("family.pr")] if each.parental_responsibility else []
                extra += [self.word("family.lives_with")] if each.lives_with_child else []
                return ", ".join([each.is_ or "", *extra]).strip(", ")
        return "–"

    def _child_name(self, number: int) -> str:
        return self.document.child_name(f"/children/{number}")

    def _name_of(self, person: Person) -> str:
        return (person.name or "").strip() or self.word("people.unnamed")

    def _is_to(self, person: Person) -> str:
        """What a person is to the children, in a few words: "mother of Mason and Jodie"."""
        held: dict[str, list[str]] = {}
        names = {each.id: self._child_name(number) for number, each in enumerate(self.kids)}
        for each in person.relationships or ():
            if each.is_ and each.child in names:
                held.setdefault(each.is_, []).append(names[each.child])
        return "; ".join(self.word("family.is_of", what=what, names=", ".join(whose)) for what, whose in held.items())

    def _rebuild(self) -> None:
        clear(self._list)
        self._fields, self._relations, self._title = [], None, None
        for number, person in enumerate(self.people):
            self._list.addWidget(self._editor(number) if number == self._open else self._summary(number, person))
        for parent, children in self.missing_parents():
            self._list.addWidget(self._who_is(parent, children))
        self._list.addStretch(1)

    def _summary(self, number: int, person: Person) -> QWidget:
        card = frame("block")
        box = QHBoxLayout(card)
        box.setContentsMargins(*(self.theme.px(each) for each in (14, 8, 12, 9)))
        role = in_words(Person, "role", person.role, self.document.referral, self.catalogue)
        risk = in_words(Person, "risk", person.risk, self.document.referral, self.catalogue)
        lines = column(label(self._name_of(person), "body_strong"), gap=1)
        told = ", ".join(each for each in (role, self._is_to(person)) if each)
        if told:
            lines.addWidget(label(told, "small", "text2"))
        if risk:
            lines.addLayout(row(Shape("should", 14), label(self.word("family.known_risk", risk=risk), "small", "text2")))
        box.addLayout(lines, 1)
        key = "family.look" if self.read_only else "family.change"
        change = button(self.word(key), lambda: self.open(number), "link", f"{self._name_of(person)}: {self.word(key)}")
        change.setProperty("person", person.id)
        box.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _editor(self, number: int) -> QWidget:
        where = f"/people/{number}"
        card = frame("block")
        card.setProperty("chosen", "true")
        box = QVBoxLayout(card)
        box.setContentsMargins(*(self.theme.px(each) for each in (16, 12, 16, 14)))
        box.setSpacing(self.theme.px(10))
        name = self._name_of(self.people[number])
        self._title = label(name, "heading")
        remove = button(self.word("family.remove"), lambda: self._remove(number), "link", f"{name}: {self.word('family.remove')}")
        if self.read_only:
            remove.hide()
        box.addLayout(row(self._title, remove))
        own = tuple(each for each in (self.prompt.prompts if self.prompt else ()) if each.field not in APART)
        box.addWidget(self._of(where, own, name))
        box.addWidget(label(self.word("family.to_each"), "body_strong"))
        self._relations = Relations(self, where)
        box.addWidget(self._relations)
        links = tuple(each for each in (self.prompt.prompts if self.prompt else ()) if each.field == "links")
        box.addWidget(self._of(where, links, name))
        done = button(self.word("family.done"), self.close_person, name=f"{name}: {self.word('family.done')}")
        box.addLayout(row(done, None))
        return card

    def _of(self, where: str, prompts: tuple[Prompt, ...], name: str) -> Fields:
        made = Fields(self.document, self.catalogue, where, prompts, within=name)
        self._fields.append(made)
        return made

    # parents who are not recorded

    def missing_parents(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Mother or father, with the children for whom nobody is recorded as one."""
        for parent, wanted in (("mother", Kin.MOTHER), ("father", Kin.FATHER)):
            without = tuple(
                number
                for number, child in enumerate(self.kids)
                if not any(
                    kin(each.is_) == wanted
                    for person in self.people
                    for each in person.relationships or ()
                    if each.child == child.id
                )
            )
            if without and self.people:
                yield parent, without

    def _who_is(self, parent: str, children: tuple[int, ...]) -> QWidget:
        made = frame("banner", "should")
        box = QHBoxLayout(made)
        box.setContentsMargins(*(self.theme.px(each) for each in (12, 7, 12, 7)))
        box.setSpacing(self.theme.px(10))
        names = _listed([self._child_name(each) for each in children], self.word("family.and"))
        text = self.word(f"family.who_is_{parent}", names=names)
        box.addWidget(Shape("should", 17), 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(label(text, "small"), 1)
        if not self.read_only:
            answer = button(
                self.word("family.answer"),
                lambda: self._add_parent(parent, children, ""),
                "link",
                f"{text} {self.word('family.answer')}",
            )
            unknown = button(
                self.word("family.not_known"),
                lambda: self._add_parent(parent, children, self.word("family.not_known")),
                "link",
                f"{text} {self.word('family.not_known')}",
            )
            box.addWidget(answer)
            box.addWidget(unknown)
        return made

    def _add_parent(self, parent: str, children: tuple[int, ...], name: str) -> None:
        item: dict[str, object] = {
            "id": edits.new_person_id(self.document.referral),
            "role": "parent",
            "relationships": [{"child": self.kids[each].id, "is": parent} for each in children],
        }
        if name:
            item["name"] = name
        self._busy = True
        try:
            number = self.document.add("/people", item, self.word("family.undo_add"))
        finally:
            self._busy = False
        self.open(number)

    # what a person does

    def add_person(self) -> None:
        """Adds a person and opens them."""
        item = {"id": edits.new_person_id(self.document.referral)}
        self._busy = True
        try:
            number = self.document.add("/people", item, self.word("family.undo_add"))
        finally:
            self._busy = False
        self.open(number)

    def open(self, number: int, focus: bool = True) -> None:
        """Opens a person for writing."""
        self._open = number
        self.renew()
        if self._fields and focus:
            first = self._fields[0].parts[0][1]
            self.focus_soon(first.focusProxy() or first)

    def close_person(self) -> None:
        """Closes the open person; one of whom nothing was recorded goes away."""
        if self._open is None:
            return
        number, self._open = self._open, None
        if set(self.people[number].as_json()) == {"id"}:
            self.document.remove(f"/people/{number}", self.word("family.undo_remove"))
        self.document.end_step()
        self.renew()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, number: int) -> None:
        self._open = None
        name = self._name_of(self.people[number])
        self.document.remove(f"/people/{number}", self.word("family.undo_remove"))
        self.renew()
        self.tell(self.word("family.removed", who=name))
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, key: str) -> None:
        for number, person in enumerate(self.people):
            if person.id == key:
                self.open(number)
                return
        for number, child in enumerate(self.kids):
            if child.id == key:
                self.show_place(f"/children/{number}")
                return
        missing = list(self.missing_parents())
        if key.startswith("?") and missing:
            self._add_parent(*missing[-1], "")

    def _show_table(self, table: bool) -> None:
        self._table_shown = table
        self.renew()
        for each in (self._as_diagram, self._as_table):
            again(each)

    def focus_on(self, pointer: str) -> bool:
        steps = pointer.removeprefix("/people").strip("/").split("/")
        if pointer.startswith("/people/") and steps[0].isdigit() and int(steps[0]) < len(self.people):
            self.open(int(steps[0]), focus=False)
            if not super().focus_on(pointer):
                self.open(int(steps[0]))
            return True
        if pointer in ("/people", ""):
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def resizeEvent(self, event: object) -> None:
        wide = theme.current().ems(self.width()) >= WIDE
        self._sides.setDirection(QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom)


def _listed(names: list[str], word: str) -> str:
    """ "Jodie, Mason and Ellie-Mae" """
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)
