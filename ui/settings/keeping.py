"""Keeping and deleting: sent working copies whose days are over, and files that lie outside the store.

Nothing is deleted by itself: a person decides on each, with a reason.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui import kit
from ui.settings.keeping_lines import Card, Chosen
from ui.settings.part import Line, Part, Reason
from ui.settings.wording import at_length, day_of
from ui.start_list import heading
from ui.supervisor.segment_bar import SegmentBar
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.store import Due, Exported

SHOWN = 25
"""Lines of a list that are shown at once; the others follow when these are decided."""
LONGER = (30, 90, 365)
"""Days for which a draft may be kept longer at a time."""


class KeepingPart(Part):
    """What is due, what is kept longer, and what lies outside."""

    key = "keeping"

    def build(self) -> None:
        days = self.catalogue.force().retention_days
        self.due: dict[str, Card] = {}
        self.outside: dict[int, Card] = {}
        self.many = Chosen(self.say, lambda: self.due, self.ask_delete_chosen)
        self.due_list = self._list("settings.due", self.say("settings.due_note", days=days), self.many)
        self.kept_list = self._list("settings.kept", self.say("settings.kept_note"))
        self.outside_list = self._list("settings.outside", self.say("settings.outside_note"))
        self.follow()

    def _list(self, key: str, note: str, first: QWidget | None = None) -> QVBoxLayout:
        inner = self.block(self.say(key), note)
        if first is not None:
            inner.addWidget(first)
        rows = kit.vertical()
        inner.addLayout(rows)
        return rows

    def follow(self) -> None:
        """Shows the lists as they are now."""
        outside = self.store.outside
        days = self.catalogue.force().retention_days
        for rows in (self.due_list, self.kept_list, self.outside_list):
            kit.clear(rows)
        due, kept, exports = outside.due(days), outside.kept_longer(days), outside.exports()
        self.due = {each.row.draft_id: self._due_card(each) for each in due[:SHOWN]}
        self.many.setVisible(len(self.due) > 1)
        self.many.follow()
        for card in self.due.values():
            self.due_list.addWidget(card)
        for each in kept[:SHOWN]:
            self.kept_list.addWidget(self._kept_card(each))
        self.outside = {each.number: self._export_card(each) for each in exports[:SHOWN]}
        for card in self.outside.values():
            self.outside_list.addWidget(card)
        for rows, number in ((self.due_list, len(due)), (self.kept_list, len(kept)), (self.outside_list, len(exports))):
            if number > SHOWN:
                more = self.say("settings.keeping_more", count=f"{number - SHOWN:,}")
                rows.addWidget(kit.label(more, "label_plain", "text2", wrap=True))
        for rows, any_, key in (
            (self.due_list, due, "settings.due_none"),
            (self.kept_list, kept, "settings.kept_none"),
            (self.outside_list, self.outside, "settings.outside_none"),
        ):
            if not any_:
                rows.addWidget(kit.label(self.say(key), "body", "text2", wrap=True))
        self.office.follow()

    # several at once

    def ask_delete_chosen(self) -> None:
        """Asks why the chosen drafts are deleted: one reason for all of them."""
        ids = self.many.chosen()
        title = self.say("settings.due_delete_chosen", count=len(ids))
        self._ask(
            self.many,
            self.many.button,
            title=title,
            note=self.say("settings.due_chosen_what"),
            name=self.say("start.delete_reason"),
            do_words=title,
            do=lambda reason: self.delete_chosen(ids, reason),
            first=self.say("start.delete_reason_first"),
        )

    def delete_chosen(self, draft_ids: list[str], reason: str) -> None:
        """Deletes drafts for good, here and in every backup."""
        self.many.ask(None)
        button, doing = self.many.button, self.say("settings.due_deleting")
        button.not_yet(doing)
        button.set_words(doing)
        chosen = {each: self.due[each].title for each in draft_ids}
        self.office.window.deletions.begin(self, chosen, reason, self._deleted)

    def _deleted(self, text: str, tone: str) -> None:
        self.follow()
        self.tell(text, tone)
        self._focus_first()

    # due

    def _words(self, due: Due) -> tuple[str, list[str]]:
        reference, kind = heading(due.row, self.catalogue)
        summary = due.row.summary
        what = ", ".join(each for each in (kind, summary.town, summary.who) if each)
        return reference, [what, self.say("settings.due_sent", at=day_of(due.since, self.catalogue))]

    def _due_card(self, due: Due) -> Card:
        reference, lines = self._words(due)
        draft_id = due.row.draft_id
        delete = kit.link(
            self.say("settings.due_delete"),
            partial(self.ask_delete, draft_id, reference),
            name=self.say("settings.due_delete_one", reference=reference),
        )
        keep = kit.link(
            self.say("settings.due_keep"),
            partial(self.ask_longer, draft_id, reference),
            name=self.say("settings.due_keep_one", reference=reference),
        )
        box = QCheckBox(reference)
        box.setAccessibleName(self.say("settings.due_choose_one", reference=reference))
        box.toggled.connect(lambda _on: self.many.follow())
        return Card(reference, lines, [delete, keep], box)

    def _kept_card(self, due: Due) -> Card:
        reference, lines = self._words(due)
        until = self.say("settings.kept_until", at=day_of(due.kept_until, self.catalogue), reason=due.reason)
        delete = kit.link(
            self.say("settings.due_delete"),
            partial(self.ask_delete, due.row.draft_id, reference),
            name=self.say("settings.due_delete_one", reference=reference),
        )
        card = Card(reference, [*lines, until], [delete])
        self.due[due.row.draft_id] = card
        return card

    def _ask(self, card: Line, begins: kit.Button, **words: object) -> Reason:
        for each in (self.many, *self.due.values()):
            each.ask(None)

        def leave() -> None:
            card.ask(None)
            begins.setFocus()

        asked = Reason(self.office, leave=leave, **words)  # type: ignore[arg-type]
        card.ask(asked)
        return asked

    def ask_delete(self, draft_id: str, reference: str) -> None:
        """Asks why a draft is deleted."""
        card = self.due[draft_id]
        self._ask(
            card,
            card.first,
            title=self.say("start.delete_title", reference=reference),
            note=self.say("start.delete_what"),
            name=self.say("start.delete_reason"),
            do_words=self.say("start.delete_do", reference=reference),
            do=lambda reason: self.delete(draft_id, reference, reason),
            first=self.say("start.delete_reason_first"),
        )

    def delete(self, draft_id: str, reference: str, reason: str) -> None:
        """Deletes a draft for good, here and in every backup."""
        card = self.due[draft_id]
        card.ask(None)
        card.links.setEnabled(False)
        card.first.set_words(self.say("settings.due_deleting"))
        self.office.window.deletions.begin(self, {draft_id: reference}, reason, self._deleted)

    def ask_longer(self, draft_id: str, reference: str) -> None:
        """Asks why and for how long a draft is kept."""
        days = SegmentBar(
            self.say("settings.longer_for"), [(str(each), self.say("settings.days", count=each)) for each in LONGER]
        )
        card = self.due[draft_id]
        asked = self._ask(
            card,
            card.first,
            title=self.say("settings.longer_title", reference=reference),
            note=self.say("settings.longer_note"),
            name=self.say("settings.longer_reason"),
            do_words=self.say("settings.longer_do"),
            do=lambda reason: self.keep_longer(draft_id, reference, int(days.value), reason),
            first=self.say("settings.longer_first"),
        )
        asked.extra.addWidget(days)
        self.longer_for = days

    def keep_longer(self, draft_id: str, reference: str, days: int, reason: str) -> None:
        """Keeps a draft for some days more."""
        try:
            self.store.outside.keep_longer(draft_id, days, self._nameless(draft_id, reason))
        except CannotDo as refusal:
            self.wrong(str(refusal))
            return
        self.follow()
        self.tell(self.say("settings.longer_done", reference=reference, count=days))
        self._focus_first()

    def _nameless(self, draft_id: str, reason: str) -> str:
        """A reason for the audit trail: the children's names are taken out of it, for it outlives the draft."""
        from ui.keeping import opened, without_names

        return without_names(reason, opened(self.store.load(draft_id, editing=False)), self.catalogue)

    def _focus_first(self) -> None:
        cards = [*self.due.values(), *self.outside.values()]
        found = cards[0].links.findChildren(kit.Button) if cards else []
        if found:
            found[0].setFocus()
        else:
            self.office.focus_page()

    # outside

    def _export_card(self, each: Exported) -> Card:
        path = Path(each.path)
        there = path.exists()
        lines = [
            self.say("settings.outside_at", at=at_length(each.at, self.catalogue), by=each.by),
            self.say("settings.outside_there" if there else "settings.outside_not_there"),
        ]
        name = f"{each.reference or self.say('start.no_reference')}, {path.name}"
        links = [
            kit.link(
                self.say("settings.outside_gone"),
                partial(self.gone, each.number, path.name),
                name=self.say("settings.outside_gone_one", name=name),
            )
        ]
        if there:
            links.insert(
                0,
                kit.link(
                    self.say("settings.outside_delete"),
                    partial(self.delete_file, each),
                    name=self.say("settings.outside_delete_one", name=name),
                ),
            )
        return Card(str(path), lines, links)

    def gone(self, number: int, name: str) -> None:
        """The person says that an exported file was deleted or handed to where it belongs."""
        try:
            self.store.outside.export_is_gone(number)
        except CannotDo as refusal:
            self.wrong(str(refusal))
            return
        self.follow()
        self.tell(self.say("settings.outside_done", name=name))
        self._focus_first()

    def delete_file(self, exported: Exported) -> None:
        """Deletes an exported file, where it is still what was exported."""
        path = Path(exported.path)
        data = b""
        with suppress(OSError):
            data = path.read_bytes()
        if sha256(data).hexdigest() != exported.sha256:
            self.wrong(self.say("settings.outside_other", name=path.name))
            return
        try:
            path.unlink()
        except OSError as error:
            self.wrong(self.say("settings.outside_cannot", name=path.name, why=error.strerror or ""))
            return
        self.gone(exported.number, path.name)
