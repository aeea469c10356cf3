"""Facts of the home taken over from a brother or sister, on request. What is told about one child is never copied to another."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from ui.panels.base import Panel, button, clear, column, flow, label
from vpa_assist.composed.values import in_words, name_of
from vpa_assist.record.referral import Child

SHARED = ("address", "school", "gp", "social_worker", "family_name")
"""Members that brothers and sisters may have in common. No narrative, no ethnicity, no need: each child is asked."""


def offers(children: tuple[Child, ...], index: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The other children who have recorded what this one lacks: index, and the members to take over."""
    mine = children[index]
    for number, other in enumerate(children):
        missing = tuple(each for each in SHARED if getattr(mine, each) is None and getattr(other, each) is not None)
        if number != index and missing:
            yield number, missing


class Share(Panel):
    """Takes address, school, doctor, social worker and relations over from another child of the form."""

    concerns = ()
    late = True

    def build(self) -> None:
        self._shape: object = None
        self._lines = column(gap=6)
        self.box.addLayout(self._lines)

    def refresh(self) -> None:
        children = self.document.referral.children or ()
        index = self.child_index
        found = [] if index is None or self.read_only else list(offers(children, index))
        relations = [number for number, _ in enumerate(children) if self._relations_of(number)]
        shape = (found, relations, [name_of(each) for each in children])
        if shape == self._shape or index is None:
            return
        self._shape = shape
        clear(self._lines)
        buttons = [self._button(number, members) for number, members in found]
        buttons += [self._relation_button(number) for number in relations]
        if buttons:
            self._lines.addWidget(label(self.word("share.note"), "small", "text2"))
            self._lines.addWidget(flow(*buttons))

    def _button(self, number: int, members: tuple[str, ...]) -> QWidget:
        other = (self.document.referral.children or ())[number]
        fields = ", ".join(self.word(f"share.{each}") for each in members)
        text = self.word("share.from", other=other.given_name or name_of(other), fields=fields)
        values = "; ".join(
            in_words(Child, each, getattr(other, each), self.document.referral, self.catalogue) for each in members
        )
        return button(text, lambda: self._take(number, members), describe=values)

    def _take(self, number: int, members: tuple[str, ...]) -> None:
        other = (self.document.referral.children or ())[number]
        with self.document.group(self.word("share.undo", other=other.given_name or "")):
            for each in members:
                value = getattr(other, each)
                self.document.edit(self.at(each), value.as_json() if hasattr(value, "as_json") else value)

    # relations

    def _relations_of(self, number: int) -> list[tuple[int, dict[str, object]]]:
        """What people are to another child that they are not recorded to be to this one."""
        children = self.document.referral.children or ()
        mine = self.value("id")
        if number == self.child_index or self.read_only:
            return []
        found = []
        for place, person in enumerate(self.document.referral.people or ()):
            held = person.relationships or ()
            if any(each.child == mine for each in held):
                continue
            found += [(place, {**each.as_json(), "child": mine}) for each in held if each.child == children[number].id]
        return found

    def _relation_button(self, number: int) -> QWidget:
        other = (self.document.referral.children or ())[number]
        text = self.word("share.relations", other=other.given_name or name_of(other))
        return button(text, lambda: self._take_relations(number))

    def _take_relations(self, number: int) -> None:
        with self.document.group(self.word("share.undo_relations")):
            for place, relation in self._relations_of(number):
                self.document.add(f"/people/{place}/relationships", relation)
