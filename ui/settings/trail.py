"""The audit trail: who did what to which draft and when, filtered, checked, and as a table for a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from ui import kit
from ui.exporting import write
from ui.menu_button import MenuButton
from ui.settings.part import Part, buttons, field
from ui.settings.wording import act_words, at_length
from vpa_assist.audit import Entry, Head, Kind
from vpa_assist.commands.audit import report
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.audit import Verdict
    from vpa_assist.catalogue import Catalogue

PAGE = 50
"""Entries that are shown at a time."""
CSV_PAGE = 1000


class TrailPart(Part):
    """The entries, the newest first."""

    key = "trail"

    def build(self) -> None:
        self._check_block()
        inner = self.block(self.say("settings.entries"), self.say("settings.entries_note"))
        kinds = [("", self.say("settings.kind_all")), *((each.value, self.say(f"kind.{each.value}")) for each in Kind)]
        self.kind = MenuButton(self.say("settings.kind"), kinds)
        self.kind.picked.connect(lambda _kind: self.follow())
        self.record = MenuButton(self.say("settings.record"), [("", self.say("settings.record_all"))])
        self.record.picked.connect(lambda _draft: self.follow())
        self.csv_button = kit.button(self.say("settings.csv"), self.save_csv)
        inner.addWidget(buttons(self.kind, self.record, self.csv_button))
        self.list = kit.vertical()
        inner.addLayout(self.list)
        self.more = kit.link(self.say("settings.entries_more"), self._more)
        inner.addWidget(buttons(self.more))
        self._references: dict[str, str] = {}
        self.entries: list[Entry] = []
        self._fill_records()
        self.follow()

    # checking

    def _check_block(self) -> None:
        inner = self.block(self.say("settings.trail_check"), self.say("settings.trail_check_note"))
        self.heads = field(inner, self.say("settings.trail_head"), hint=self.say("settings.trail_head_hint"))
        self.heads.returnPressed.connect(self.check)
        self.check_button = kit.button(self.say("settings.trail_check_do"), self.check)
        inner.addWidget(buttons(self.check_button))
        self.verdict = kit.vertical(space=4)
        self._verdict: list[str] = []
        inner.addLayout(self.verdict)

    def check(self) -> None:
        """Checks every link of the trail, against the head in the keyring and the one that was typed."""
        if self.check_button.why_not:
            return
        typed = self.heads.text().strip()
        try:
            heads = [Head.read(typed)] if typed else []
        except ValueError:
            self.wrong(self.say("settings.trail_head_wrong"))
            self.heads.setFocus()
            return
        store = self.store

        def work() -> tuple[Verdict, Head | None, str]:
            try:
                kept, why = store.access.kept_head(), ""
            except CannotDo as refusal:
                kept, why = None, str(refusal)
            return store.upkeep.verify_trail([*heads, *([kept] if kept else [])]), kept, why

        self.work(
            self.check_button,
            self.say("settings.trail_working"),
            work,
            lambda found: self._checked(found[0], found[1], found[2], len(heads)),
        )

    def _checked(self, verdict: Verdict, kept: Head | None, why: str, typed: int) -> None:
        kit.clear(self.verdict)
        lines = report(verdict, 1, True)  # without the advice for the command line: the sentences below say it for the window
        if kept is not None:
            lines.append(self.say("settings.trail_with_keyring", number=kept.number))
        elif not typed:
            lines.append(why or self.say("settings.trail_no_keyring"))
            lines.append(self.say("settings.trail_no_head"))
        if typed:
            lines.append(self.say("settings.trail_with_typed"))
        self._verdict = lines
        tone = "ok" if verdict.whole else "must"
        for number, line in enumerate(lines):
            strong = number < max(1, len(verdict.breaches))
            self.verdict.addWidget(kit.label(line, "body_strong" if strong else "small", tone if strong else "text2", wrap=True))
        kit.announce(self, " ".join(lines))

    def verdict_words(self) -> list[str]:
        """What the last check said."""
        return list(self._verdict)

    # entries

    def show_draft(self, draft_id: str) -> None:
        """Shows the entries of one draft."""
        self._fill_records(draft_id)
        self.record.choose(draft_id)
        self.follow()

    def _fill_records(self, draft_id: str = "") -> None:
        """The records that the newest entries are about; others come with a draft's own history."""
        seen = dict.fromkeys([draft_id] if draft_id else [])
        for each in self.store.audit_entries(limit=1000):
            if each.draft:
                seen.setdefault(each.draft, None)
        self.record.set_options(
            [("", self.say("settings.record_all")), *((each, self.reference(each)) for each in list(seen)[:40])]
        )

    def reference(self, draft_id: str) -> str:
        """What a record is called: its reference, or where it is gone the beginning of its number."""
        if draft_id not in self._references:
            try:
                found = self.store.row(draft_id).summary.reference or self.say("start.no_reference")
            except CannotDo:
                found = self.say("settings.record_gone", number=draft_id[:8])
            self._references[draft_id] = found
        return self._references[draft_id]

    def _page(self, before: int = 0, limit: int = PAGE) -> tuple[Entry, ...]:
        kind = str(self.kind.value or "")
        return self.store.audit_entries(Kind(kind) if kind else None, str(self.record.value or ""), before, limit)

    def follow(self) -> None:
        """Shows the newest entries that the filters let through."""
        kit.clear(self.list)
        self.entries = []
        self._add(self._page())
        if not self.entries:
            self.list.addWidget(kit.label(self.say("settings.entries_none"), "body", "text2", wrap=True))

    def _more(self) -> None:
        before = len(self.entries)
        self._add(self._page(self.entries[-1].number))
        kit.announce(self, self.say("settings.entries_added", count=len(self.entries) - before))

    def _add(self, entries: tuple[Entry, ...]) -> None:
        self.entries += entries
        for each in entries:
            self.list.addWidget(self._row(each))
        self.more.setVisible(len(entries) == PAGE)

    def _row(self, entry: Entry) -> QWidget:
        made = QFrame()
        made.setProperty("look", "card")
        column = kit.vertical(made, space=0, margins=(0, 7, 0, 7))
        record = self.reference(entry.draft) if entry.draft else ""
        what = act_words(entry.act, self.catalogue)
        column.addWidget(kit.label(": ".join(each for each in (record, what) if each), "label", wrap=True))
        line = self.say(
            "settings.entry",
            number=entry.number,
            at=at_length(entry.at, self.catalogue),
            who=entry.who,
            kind=self.say(f"kind.{entry.kind.value}"),
        )
        column.addWidget(kit.label(line, "small", "text2", wrap=True))
        for text in (
            self.say("settings.entry_reason", reason=entry.reason) if entry.reason else "",
            self.say("settings.entry_clock", seconds=entry.clock_back) if entry.clock_back else "",
        ):
            if text:
                column.addWidget(kit.label(text, "small", wrap=True))
        return made

    # as a file

    def save_csv(self) -> None:
        """Writes the entries that the filters let through, all of them, where the person chooses."""
        name = f"{self.say('settings.csv_name')}-{self.office.now():%Y-%m-%d}.csv"
        path = self.office.window.asks.save_name(self, self.say("settings.csv"), name, "CSV (*.csv)")
        if path is None:
            return
        try:
            write(path, as_csv(self._all(), self.catalogue, self.reference), self.catalogue)
            self.store.note(Kind.DISCLOSURE, "trail written", str(self.record.value or ""))
        except CannotDo as refusal:
            self.wrong(str(refusal))
            return
        self.tell(self.say("settings.csv_done", name=path.name))

    def _all(self) -> Iterable[Entry]:
        before = 0
        while page := self._page(before, CSV_PAGE):
            yield from page
            before = page[-1].number


def as_csv(entries: Iterable[Entry], catalogue: Catalogue, reference: Callable[[str], str]) -> bytes:
    """Entries as a table, the newest first, with a byte-order mark so that spreadsheets read it as UTF-8.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    file = io.StringIO(newline="")
    out = csv.writer(file)
    columns = ("number", "at", "who", "kind", "act", "record", "record_number", "reason", "clock_back")
    out.writerow([catalogue.screen(f"settings.csv_{each}") for each in columns])
    for each in entries:
        cells = (
            str(each.number),
            each.at,
            each.who,
            catalogue.screen(f"kind.{each.kind.value}"),
            act_words(each.act, catalogue),
            reference(each.draft) if each.draft else "",
            each.draft,
            each.reason,
            str(each.clock_back or ""),
        )
        out.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")
