"""Markers proposed for the child, and where each was put: what is proposed and placed nowhere stays on the officer's list."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.icons import Shape
from ui.kit import Button
from ui.panels.base import Panel, button, clear, column, flow, label, row


class Flags(Panel):
    """`flags` and `flags_placed`."""

    concerns = ("/flags", "/flags_placed", "/given_name")

    def build(self) -> None:
        self._shape: object = None
        self._codes = self.ask(self.at("flags"), "/flags")
        self.box.addWidget(self._codes)
        self.box.addWidget(label(self.word("flags.placed_heading"), "label"))
        self._open = column(gap=6)
        self.box.addLayout(self._open)
        self._placed = self.ask(self.at("flags_placed"), "/flags_placed", text=self.word("flags.placed"))
        self.box.addWidget(self._placed)

    def unplaced(self) -> list[str]:
        """The codes that are proposed and placed nowhere."""
        placed = {each.code for each in self.value("flags_placed") or ()}
        return [each for each in self.value("flags") or () if each not in placed]

    def refresh(self) -> None:
        codes = self.unplaced()
        shape = (codes, bool(self.value("flags")), self.read_only)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._open)
        if not self.value("flags"):
            self._open.addWidget(label(self.word("flags.none"), "small", "text2"))
        elif not codes:
            self._open.addLayout(row(Shape("complete", 15), label(self.word("flags.all_placed"), "small", "text2")))
        for each in codes:
            self._open.addWidget(self._line(each))

    def _line(self, code: str) -> QWidget:
        text = self.catalogue.label("flag", code)
        systems = [] if self.read_only else [entry.label for entry in self.catalogue.codes("system")][:3]
        buttons = [self._put_button(code, each) for each in systems]
        for each, system in zip(buttons, systems, strict=True):
            each.setAccessibleName(self.spoken(self.word("flags.put_on_spoken", flag=text, system=system)))
        name = label(text, "body", wrap=False)
        return flow(Shape("not_started", 15), name, *buttons, gap=12)

    def _put_button(self, code: str, system: str) -> Button:
        return button(self.word("flags.put_on", system=system), partial(self._place, code, system), "link")

    def _place(self, code: str, system: str) -> None:
        """Records that the officer has put a marker on a system, now."""
        item: dict[str, object] = {"code": code, "system": system, "at": self.document.clock().isoformat()}
        author = self.document.officer or self.document.referral.author
        if author is not None:
            item["by"] = author.as_json()
        self.document.add(self.at("flags_placed"), item, self.word("flags.undo_place"))
