"""Injuries: a figure to point at, front and back, beside the list with sizes, colours, explanation and who gave it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import kit, theme
from ui.icons import Shape
from ui.panels.base import Panel, again, button, clear, column, flow, frame, grid, label, row
from ui.panels.canvas import DrawingView
from ui.panels.number import Disc
from vpa_assist.drawing import body_map
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.referral import Injury

WIDE = 56.0
"""Ems from which figure and list stand side by side."""


class BodyMap(Panel):
    """`injuries`. One entry is open for writing; the others are read."""

    concerns = ("/injuries", "/given_name", "/family_name", "/date_of_birth", "/estimated_age", "/contact")

    def build(self) -> None:
        self._open: int | None = None
        self._by_name = False
        self._shape: object = None
        self._title: QLabel | None = None
        self._sides = QHBoxLayout()
        self._sides.setSpacing(self.theme.px(14))
        self.box.addLayout(self._sides)
        self._sides.addWidget(self._map_block(), 3, Qt.AlignmentFlag.AlignTop)
        self._list = QVBoxLayout()
        self._list.setSpacing(self.theme.px(10))
        self._list.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._list)
        self._sides.addWidget(holder, 2)
        self._add = button(self.word("body.add"), self.add_injury, "main", icon="plus")
        self._none = button(self.word("body.none_seen"), lambda: self.show_place(self.at("aware", "appearance")))
        self.box.addWidget(flow(self._add, self._none))

    def _map_block(self) -> QFrame:
        made = frame("block")
        box = QVBoxLayout(made)
        box.setContentsMargins(*(self.theme.px(each) for each in (14, 12, 14, 12)))
        self._point = self._segment(self.word("body.point"), "first", False)
        self._name = self._segment(self.word("body.by_name"), "last", True)
        toggles = QHBoxLayout()
        toggles.setSpacing(0)
        toggles.addWidget(self._point)
        toggles.addWidget(self._name)
        toggles.addStretch(1)
        self._keys = label(self.word("body.keys"), "small", "text2", wrap=False)
        toggles.addWidget(self._keys)
        box.addLayout(toggles)
        self._view = DrawingView(most=1.55)
        self._view.chosen.connect(self._chosen)
        self._view.moved_to.connect(self._reached)
        box.addWidget(self._view)
        self._places = QVBoxLayout()
        box.addLayout(self._places)
        self._reach = label("", "small_strong", "accent")
        self._reach.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._reach)
        box.addStretch(1)
        return made

    def _segment(self, text: str, side: str, by_name: bool) -> kit.Button:
        made = kit.Button(text)
        made.setProperty("look", "segment")
        made.setProperty("side", side)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(self.spoken(text))
        made.clicked.connect(lambda: self._show_by_name(by_name))
        return made

    # showing

    @property
    def injuries(self) -> tuple[Injury, ...]:
        """The injuries in the officer's order."""
        return self.value("injuries") or ()

    def where_is(self, injury: Injury) -> str:
        """The place in words: "Left upper arm, front"."""
        if injury.region is None:
            return self.word("body.place_missing")
        return body_map.where(injury, self.catalogue.printed, self.label_of)

    def refresh(self) -> None:
        if self._open is not None and self._open >= len(self.injuries):
            self._open = None
        self._draw()
        shape = (
            self._open,
            self._by_name,
            self.read_only,
            [each for n, each in enumerate(self.injuries) if n != self._open],
            self.name,
        )
        open_place = self.injuries[self._open] if self._open is not None else None
        if shape != self._shape:
            self._shape = shape
            self._rebuild()
        elif open_place is not None and self._title is not None:
            self._title.setText(self.where_is(open_place))
        self._add.setVisible(not self.read_only)
        self._none.setVisible(not self.injuries and not self.read_only)

    def _draw(self) -> None:
        child = self.document.get(self.where)
        years = age(child, incident_day(self.document.referral))
        drawing = body_map.body_map(
            self.injuries, self.name, years, self.catalogue.printed, self.label_of, labels=False, chosen=self._open
        )
        self._view.show_drawing(drawing, self.spoken(self.word("body.map_name")), choosable=not self.read_only)

    def _rebuild(self) -> None:
        self._point.setChecked(not self._by_name)
        self._name.setChecked(self._by_name)
        self._view.setVisible(not self._by_name)
        self._keys.setVisible(not self._by_name and not self.read_only)
        self._reach.setVisible(not self._by_name)
        clear(self._places)
        if self._by_name:
            self._places.addWidget(self._place_fields())
        clear(self._list)
        self._title = None
        for number, injury in enumerate(self.injuries):
            self._list.addWidget(self._editor(number) if number == self._open else self._summary(number, injury))
        if not self.injuries:
            self._list.addWidget(label(self.word("body.empty"), "body", "text2"))
        self._list.addStretch(1)

    def _place_fields(self) -> QWidget:
        if self._open is None:
            return label(self.word("body.open_one"), "body", "text2")
        where = self.at("injuries", self._open)
        fields = [self.ask(f"{where}/{each}", each) for each in ("region", "side", "view")]
        holder = QWidget()
        holder.setLayout(column(*fields, gap=12))
        return holder

    def _summary(self, number: int, injury: Injury) -> QWidget:
        card = frame("block")
        box = QHBoxLayout(card)
        box.setContentsMargins(*(self.theme.px(each) for each in (13, 10, 13, 12)))
        box.setSpacing(self.theme.px(10))
        box.addWidget(Disc(number + 1), 0, Qt.AlignmentFlag.AlignTop)
        head = label(self.where_is(injury), "body_strong")
        lines = column(head, label(self._said(injury), "label_plain", "text2"), gap=3)
        if not (injury.explanation or "").strip():
            lines.addLayout(row(Shape("should", 16), label(self.word("body.no_explanation"), "small_strong", "should")))
        box.addLayout(lines, 1)
        if not self.read_only:
            spoken = self.word("body.change_spoken", number=number + 1, where=self.where_is(injury))
            change = button(self.word("body.change"), lambda: self.open(number), "link", spoken)
            box.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _said(self, injury: Injury) -> str:
        parts = [body_map.short(injury, self.catalogue.printed, self.label_of)]
        parts += [each for each in (injury.colour,) if each]
        said = ", ".join(parts) + "."
        explained = f"“{injury.explanation}”" if (injury.explanation or "").strip() else ""
        return " ".join(each for each in (said, injury.description or "", explained) if each)

    def _editor(self, number: int) -> QWidget:
        where = self.at("injuries", number)
        card = frame("block")
        card.setProperty("chosen", "true")
        box = QVBoxLayout(card)
        box.setContentsMargins(*(self.theme.px(each) for each in (14, 11, 14, 14)))
        box.setSpacing(self.theme.px(9))
        self._title = label(self.where_is(self.injuries[number]), "body_strong")
        spoken = self.word("body.remove_spoken", number=number + 1)
        remove = button(self.word("body.remove"), lambda: self._remove(number), "link", spoken)
        box.addLayout(row(Disc(number + 1, chosen=True), self._title, remove, gap=10))
        fields = {each: self.ask(f"{where}/{each}", each) for each in ("kind", "size_mm", "colour", "description", "explanation")}
        explained_by = self.part(f"{where}/explained_by", "explained_by")
        medical = self.ask(f"{where}/medical_attention", "medical_attention")
        box.addWidget(fields["kind"])
        box.addWidget(grid((fields["size_mm"], "half"), (fields["colour"], "half"), gap=10, narrow=16))
        for widget in (fields["description"], fields["explanation"], explained_by, medical):
            box.addWidget(widget)
        done = button(self.word("body.done"), self.close_entry, name=self.word("body.done_spoken", number=number + 1))
        box.addLayout(row(done, None))
        self._first = fields["kind"]
        return card

    # what a person does

    def add_injury(self, region: str = "", side: str = "", view: str = "") -> None:
        """Adds an injury, with its place where one was pointed at, and opens it."""
        if self.read_only:
            return
        item = {key: value for key, value in (("region", region), ("side", side), ("view", view)) if value}
        self._busy = True
        try:
            number = self.document.add(self.at("injuries"), item, self.word("body.undo_add"))
        finally:
            self._busy = False
        if not region:
            self._by_name = True
        self.open(number)

    def _chosen(self, key: tuple[str, ...]) -> None:
        view, side, region = key
        if self._open is not None and self.injuries[self._open].region is None:
            where = self.at("injuries", self._open)
            with self.document.group(self.word("body.undo_place")):
                for member, value in (("region", region), ("side", side), ("view", view)):
                    self.document.edit(f"{where}/{member}", value)
            return
        for number, each in enumerate(self.injuries):
            if (body_map.view_of(each), each.side, each.region) == (view, side, region) and number != self._open:
                self.open(number)
                return
        self.add_injury(region, side, view)

    def _reached(self, text: str) -> None:
        self._reach.setText(text)
        self.tell(text)

    def open(self, number: int, focus: bool = True) -> None:
        """Opens an injury for writing."""
        self._open = number
        self.renew()
        if focus:
            self.focus_soon(self._first.answer.focus_target())

    def close_entry(self) -> None:
        """Closes the open injury."""
        self._open = None
        self.document.end_step()
        self.renew()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, number: int) -> None:
        self._open = None
        self.document.remove(self.at("injuries", number), self.word("body.undo_remove"))
        self.renew()
        self.tell(self.word("body.removed"))
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_by_name(self, by_name: bool) -> None:
        self._by_name = by_name
        if by_name and self._open is None and self.injuries:
            self._open = 0
        self._shape = None
        self.renew()
        for each in (self._point, self._name):
            again(each)

    def focus_on(self, pointer: str) -> bool:
        steps = pointer.removeprefix(self.at("injuries")).strip("/").split("/")
        if not pointer.startswith(self.at("injuries")):
            return False
        if steps[0].isdigit() and int(steps[0]) < len(self.injuries) and not self.read_only:
            self._by_name = len(steps) > 1 and steps[1] in ("region", "side", "view")
            self.open(int(steps[0]), focus=False)
            if not super().focus_on(pointer):
                self.focus_soon(self._first.answer.focus_target())
        else:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: object) -> None:
        wide = theme.current().ems(self.width()) >= WIDE
        self._sides.setDirection(QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom)
