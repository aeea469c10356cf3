"""A form over plain values: lines, texts, choices and lists of such, each kept where it belongs in one table of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import kit, theme
from ui.answers.choices import Option
from ui.answers.exact_text import ExactText
from ui.answers.line_edit import LineEdit
from ui.menu_button import MenuButton
from ui.training.picked import Picked

if TYPE_CHECKING:
    from ui.training.picked import Things
    from vpa_assist.catalogue import Catalogue

Choices = Callable[[], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `name` is its member; `lines` is a text whose lines are separate values; `items` the fields of a list."""

    name: str
    kind: Literal["line", "text", "lines", "choice", "many", "picked", "list", "table"]
    choices: Choices | None = None
    items: tuple[Field, ...] = ()
    least: int = 0
    most: int = 40
    numbered: str = ""
    """For a list whose items have an id: what the ids begin with."""
    things: Things | None = None
    """For `picked`: what may be picked for one table."""


class PlainForm(QWidget):
    """Shows fields of one table. `changed` tells that a value is another one."""

    changed = Signal()

    def __init__(
        self, fields: Sequence[Field], value: dict[str, Any], catalogue: Catalogue, taken: Callable[[], set[str]]
    ) -> None:
        super().__init__()
        self._fields = tuple(fields)
        self.value = value
        self.catalogue = catalogue
        self._taken = taken
        self.column = kit.vertical(self, space=10)
        self.boxes: dict[str, QWidget] = {}
        self.follow()

    def follow(self) -> None:
        """Builds everything anew from the values."""
        kit.clear(self.column)
        self.boxes = {}
        for field in self._fields:
            self._show(self.column, field, self.value, "")
        self.column.addStretch(1)

    def word(self, name: str) -> str:
        """The label of a field."""
        return self.catalogue.screen(f"training.field_{name}")

    def hint(self, name: str) -> str:
        """The hint of a field, "" where it has none."""
        try:
            return self.catalogue.screen(f"training.hint_{name}")
        except KeyError:
            return ""

    def _show(self, layout: QVBoxLayout, field: Field, table: dict[str, Any], where: str) -> None:
        place = f"{where}.{field.name}" if where else field.name
        if field.kind == "list":
            self._list(layout, field, table, place)
            return
        if field.kind == "table":
            inner = table.setdefault(field.name, {})
            for each in field.items:
                self._show(layout, each, inner, place)
            return
        holder = kit.vertical(space=3)
        title = kit.label(self.word(field.name), "label", wrap=True)
        holder.addWidget(title)
        hint = self.hint(field.name)
        if hint:
            holder.addWidget(kit.label(hint, "small", "text2", wrap=True))
        spoken = self._spoken(place)
        box = self._box(field, table, spoken)
        box.setAccessibleName(spoken)
        if isinstance(box, LineEdit | ExactText):
            title.setBuddy(box)
            box.setAccessibleDescription(hint)
        holder.addWidget(box)
        layout.addLayout(holder)
        self.boxes[place] = box

    def _spoken(self, place: str) -> str:
        """What a screen reader calls the box of a place: "Scene 1, What there is to find 2, What is chosen"."""
        steps: list[str] = []
        for step in place.split("."):
            if step.isdigit():
                steps[-1] = f"{steps[-1]} {int(step) + 1}"
            else:
                steps.append(self.word(step))
        return ", ".join(steps)

    def _box(self, field: Field, table: dict[str, Any], spoken: str) -> QWidget:
        held = table.get(field.name)
        if field.kind == "line":
            line = LineEdit()
            line.set_text(str(held or ""))
            line.text_edited.connect(partial(self._put, table, field.name))
            return line
        if field.kind in ("text", "lines"):
            text = ExactText(None, 3 if field.kind == "text" else 2)
            text.set_text("\n".join(held or ()) if field.kind == "lines" else str(held or ""))
            text.text_edited.connect(partial(self._put_text, table, field))
            return text
        if field.kind == "picked":
            assert field.things is not None
            picked = Picked(table, field.name, field.things, spoken, self.catalogue)
            picked.changed.connect(self.changed)
            return picked
        assert field.choices is not None
        if field.kind == "choice":
            options = [("", self.catalogue.screen("training.choose")), *field.choices()]
            menu = MenuButton(spoken, options)
            menu.choose(str(held or ""))
            menu.picked.connect(lambda value: self._put(table, field.name, str(value)))
            holder = QWidget()
            row = kit.horizontal(holder)
            row.addWidget(menu)
            row.addStretch(1)
            holder.setFocusProxy(menu)
            return holder
        return self._many(field, table)

    def _many(self, field: Field, table: dict[str, Any]) -> QWidget:
        assert field.choices is not None
        holder = QWidget()
        flow = kit.Flow(holder, 14, 4)
        for code, words in field.choices():
            option = Option(words, many=True)
            option.setChecked(code in (table.get(field.name) or ()))
            option.setAccessibleName(f"{self.word(field.name)}: {words}")
            option.clicked.connect(partial(self._toggle, table, field.name, code, option))
            flow.addWidget(option)
        return holder

    def _list(self, layout: QVBoxLayout, field: Field, table: dict[str, Any], place: str) -> None:
        items: list[dict[str, Any]] = table.setdefault(field.name, [])
        while len(items) < field.least:
            items.append(self._new(field))
        for at, item in enumerate(items):
            frame = kit.frame("block")
            inside = kit.vertical(frame, space=8, margins=(16, 10, 16, 14))
            head = kit.horizontal(space=8)
            name = f"{self.word(field.name)} {at + 1}"
            head.addWidget(kit.label(name, "heading", wrap=True), 1)
            if len(items) > field.least:
                remove = self.catalogue.screen("training.remove", name=name)
                head.addWidget(kit.link(remove, partial(self._remove, items, at), name=remove))
            inside.addLayout(head)
            for each in field.items:
                self._show(inside, each, item, f"{place}.{at}")
            layout.addWidget(frame)
        if len(items) < field.most:
            row = kit.horizontal()
            words = self.catalogue.screen(f"training.add_{field.name}")
            button = kit.button(words, partial(self._add, items, field), icon="plus")
            row.addWidget(button)
            row.addStretch(1)
            layout.addLayout(row)
            self.boxes[f"{place}.add"] = button

    # changing

    def _put(self, table: dict[str, Any], name: str, text: str) -> None:
        if text:
            table[name] = text
        else:
            table.pop(name, None)
        self.changed.emit()

    def _put_text(self, table: dict[str, Any], field: Field, text: str) -> None:
        if field.kind == "lines":
            table[field.name] = [each.strip() for each in text.split("\n") if each.strip()]
            self.changed.emit()
        else:
            self._put(table, field.name, text)

    def _toggle(self, table: dict[str, Any], name: str, code: str, option: Option, _checked: bool = False) -> None:
        held = list(table.get(name) or ())
        held = [each for each in held if each != code] if code in held else [*held, code]
        table[name] = held
        option.setChecked(code in held)
        self.changed.emit()

    def _add(self, items: list[dict[str, Any]], field: Field) -> None:
        items.append(self._new(field))
        self.follow()
        self.changed.emit()
        first = next((box for place, box in reversed(self.boxes.items()) if f".{len(items) - 1}." in f".{place}."), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new(self, field: Field) -> dict[str, Any]:
        if not field.numbered:
            return {}
        taken = self._taken()
        return {"id": next(name for number in range(1, 10_000) if (name := f"{field.numbered}-{number}") not in taken)}

    def _remove(self, items: list[dict[str, Any]], at: int) -> None:
        del items[at]
        self.changed.emit()
        self.follow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def column_width() -> int:
        """How wide a column of fields may be, in pixels."""
        return theme.current().px(theme.TARGET["column"])
