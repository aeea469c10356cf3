"""Roll-call: every child of the home against those on the form, whose voice is thin, whose view it is, and the same sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.child_menu import ChildButton
from ui.icons import Shape
from ui.panels.base import Panel, button, clear, column, frame, label, row
from ui.panels.cells import LETTERS, Cell, cell_of
from ui.panels.view_bar import Key, ViewBar
from ui.panels.voice_cell import LineHead, VoiceCell
from vpa_assist.composed.values import in_words
from vpa_assist.findings import Finding
from vpa_assist.record import edits
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.kinds import moment
from vpa_assist.record.referral import Child, Contact

CLONE = "VOC002"
WIDE = 50.0
"""Ems from which the grid is a table; below, each child is a block of its own."""


class RollCall(Panel):
    """Reads the children and their AWARE parts; a cell opens the page that it stands for."""

    concerns = ()
    late = True

    def build(self) -> None:
        self._shape: object = None
        self._counted: object = None
        self._wide = True
        self._count = QHBoxLayout()
        self.box.addLayout(self._count)
        self._cards = QVBoxLayout()
        self.box.addLayout(self._cards)
        self._grid_holder = QVBoxLayout()
        self.box.addLayout(self._grid_holder)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(self.theme.px(10))
        self.box.addLayout(self._foot)

    # what is there

    @property
    def kids(self) -> tuple[Child, ...]:
        """The children of the form."""
        return self.document.referral.children or ()

    def living_here(self) -> int | None:
        """How many children live or were staying there, as counted."""
        incident = self.document.referral.incident
        return incident.children_in_household if incident else None

    def on_form(self) -> int:
        """How many born children are on the form."""
        return sum(1 for each in self.kids if each.unborn is not True)

    def clones(self) -> tuple[Finding, ...]:
        """Open findings about sentences that two children share."""
        return tuple(each for each in self.document.findings if each.code == CLONE and each.is_open)

    # showing

    def refresh(self) -> None:
        cells = [
            [cell_of(self.document, self.catalogue, number, letter) for letter in LETTERS] for number in range(len(self.kids))
        ]
        people = [(each.given_name, each.contact, each.unborn) for each in self.kids]
        counted = (self.living_here(), self.on_form(), self.read_only)
        shape = (cells, people, self.clones(), self.read_only, self._wide)
        if (counted, shape) == (self._counted, self._shape):
            return
        spot = self._spot()
        if counted != self._counted:
            self._counted = counted
            clear(self._count)
            self._show_count()
        if shape != self._shape:
            self._shape = shape
            self._show_children(cells)
        self._stay_at(spot)

    def _show_children(self, cells: list[list[Cell]]) -> None:
        for each in (self._cards, self._grid_holder, self._foot):
            clear(each)
        if self.kids:
            self._cards.addWidget(self._children())
            self._grid_holder.addWidget(self._table(cells) if self._wide else self._stack(cells))
            self._foot.addLayout(row(Key(self.catalogue), None, label(self.word("roll.enter"), "small", "text3", wrap=False)))
        for finding in self.clones():
            self._foot.addWidget(self._clone(finding))

    def _spot(self) -> str:
        """Which of the controls has the keyboard: the panel is made anew when a check ends, and the keyboard stays."""
        held = QApplication.focusWidget()
        if held is None or not self.isAncestorOf(held):
            return ""
        held.clearFocus()  # or Qt would hand the keyboard on to whatever comes next
        return str(held.property("spot") or "")

    def _stay_at(self, spot: str) -> None:
        again = next((each for each in self.findChildren(QAbstractButton) if spot and each.property("spot") == spot), None)
        if again is not None:
            self.focus_soon(again)

    def _show_count(self) -> None:
        here, there = self.living_here(), self.on_form()
        if here is None:
            shape, text = "not_started", self.word("roll.count_missing", there=there)
        elif here > there:
            shape, text = (
                "must",
                self.word("roll.one_missing" if here - there == 1 else "roll.some_missing", here=here, there=there),
            )
        else:
            shape, text = "complete", self.word("roll.all_there", there=there)
        self._count.addWidget(Shape(shape, 16, "bg"))
        self._count.addWidget(label(text, "body", "text2"), 1)
        if not self.read_only:
            key = "roll.add_missing" if here is not None and here > there else "roll.add"
            self._count.addWidget(button(self.word(key), self.add_child, "main" if "missing" in key else "link", icon="plus"))

    def _children(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.theme.px(10))
        across = 4 if self._wide else 2
        for number, child in enumerate(self.kids):
            grid.addWidget(self._child_card(number, child), number // across, number % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        return holder

    def _child_card(self, number: int, child: Child) -> QWidget:
        card = frame("block")
        box = QHBoxLayout(card)
        box.setContentsMargins(*(self.theme.px(each) for each in (12, 9, 12, 9)))
        name = self.document.child_name(f"/children/{number}")
        said, shape = self._how_seen(child)
        open_seen = button(name, lambda: self.show_place(f"/children/{number}/contact"), "link_strong", f"{name}: {said}")
        box.addLayout(
            column(row(open_seen, label(self._age(child), "label_plain", "text2")), label(said, "label_plain", "text2"), gap=0), 1
        )
        more = ChildButton(self.document, self.catalogue, number, card)
        for each, what in ((open_seen, "seen"), (more, "more")):
            each.setProperty("spot", f"{what} {child.id}")
        right = QHBoxLayout()
        for part in (Shape(shape, 16), more):
            right.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(right)
        box.setAlignment(right, Qt.AlignmentFlag.AlignTop)
        return card

    def _age(self, child: Child) -> str:
        years = age(child, incident_day(self.document.referral))
        return "" if years is None else str(years)

    def _how_seen(self, child: Child) -> tuple[str, str]:
        contact = child.contact
        if child.unborn:
            return self.word("roll.unborn"), "complete"
        if contact is None or contact.status is None:
            return self.word("roll.seen_missing"), "not_started"
        parts = [in_words(Contact, "status", contact.status, self.document.referral, self.catalogue)]
        if contact.alone:
            parts.append(self.word("roll.alone"))
        if contact.at:
            parts.append(f"{moment(contact.at):%H:%M}")
        heard = contact.status == "spoken_to" or bool((contact.follow_up or "").strip())
        return " ".join(parts), "complete" if heard else "has_gaps"

    def _table(self, cells: list[list[Cell]]) -> QFrame:
        made = frame("block")
        grid = QGridLayout(made)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        px = self.theme.px
        for place, letter in enumerate(LETTERS, 1):
            head = label(self.word(f"roll.{letter}"), "small_strong")
            head.setContentsMargins(px(10), px(8), px(8), px(8))
            grid.addWidget(head, 0, place)
            grid.setColumnStretch(place, 1)
        grid.setColumnMinimumWidth(0, px(146))
        for number, line in enumerate(cells):
            grid.addWidget(self._line_head(number), number + 1, 0)
            for place, cell in enumerate(line, 1):
                grid.addWidget(self._cell(number, cell), number + 1, place)
        return made

    def _stack(self, cells: list[list[Cell]]) -> QWidget:
        """One block a child, for narrow windows and large text."""
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        for number, line in enumerate(cells):
            made = frame("block")
            inside = QVBoxLayout(made)
            inside.setSpacing(0)
            inside.addWidget(self._line_head(number))
            for cell in line:
                inside.addWidget(self._cell(number, cell, named=True))
            box.addWidget(made)
        return holder

    def _line_head(self, number: int) -> QWidget:
        holder = LineHead()
        px = self.theme.px
        box = QVBoxLayout(holder)
        box.setContentsMargins(px(12), px(9), px(12), px(9))
        box.setSpacing(px(5))
        name = self.document.child_name(f"/children/{number}")
        box.addLayout(
            row(
                label(name, "body_strong", wrap=False),
                label(self._age(self.kids[number]), "small", "text2", wrap=False),
                None,
                gap=7,
            )
        )
        box.addWidget(label(self.word("roll.whose"), "note", "text2"))
        box.addWidget(ViewBar(self.document.referral, number, name, self.catalogue))
        box.addStretch(1)
        return holder

    def _cell(self, number: int, cell: Cell, named: bool = False) -> VoiceCell:
        name = self.document.child_name(f"/children/{number}")
        letter = self.word(f"roll.{cell.letter}")
        state = self.word(f"roll.state_{cell.state}")
        made = VoiceCell(cell, state, letter if named else "", f"{name}, {letter}: {state}. {cell.words}")
        made.clicked.connect(lambda: self.show_place(f"/children/{number}/aware/{cell.letter}"))
        made.pressed_key.connect(lambda key: self._step(made, key))
        made.setProperty("place", (number, LETTERS.index(cell.letter)))
        made.setProperty("spot", f"{cell.letter} {self.kids[number].id}")
        return made

    def _step(self, cell: VoiceCell, key: int) -> None:
        """Arrow keys move from cell to cell."""
        line, place = cell.property("place")
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        down, right = steps[Qt.Key(key)]
        for each in self.findChildren(VoiceCell):
            if tuple(each.property("place")) == (line + down, place + right):
                each.setFocus(Qt.FocusReason.TabFocusReason)

    def _clone(self, finding: Finding) -> QFrame:
        made = frame("banner", "should")
        px = self.theme.px
        box = QHBoxLayout(made)
        box.setContentsMargins(px(13), px(8), px(13), px(8))
        box.setSpacing(px(10))
        text = label(finding.message or finding.title, "small")
        see = button(
            self.word("roll.see"), lambda: self.show_place(finding.path), name=f"{finding.title}: {self.word('roll.see')}"
        )
        box.addWidget(Shape("should", 17), 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(text, 1)
        box.addWidget(see)
        return made

    # what a person does

    def add_child(self) -> None:
        """Adds a child to the form and goes to who they are."""
        item = {"id": edits.new_child_id(self.document.referral)}
        number = self.document.add("/children", item, self.word("roll.undo_add"))
        self.show_place(f"/children/{number}/given_name")

    def focus_on(self, pointer: str) -> bool:
        if not pointer.startswith("/children") and pointer != "":
            return False
        target = next(iter(self.findChildren(VoiceCell)), None) or self
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: object) -> None:
        wide = theme.current().ems(self.width()) >= WIDE
        if wide != self._wide:
            self._wide = wide
            self.renew()
