"""Backups: which there are, that they open, one put back, one taken elsewhere, and the room on the disk."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui import kit
from ui.settings.part import Line, Part, Reason, buttons, facts
from ui.settings.wording import at_length, room
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.store.backup import Backup


class BackupRow(Line):
    """One backup: when, of what kind, how large, whether it opens, and a way to put it back."""

    def __init__(self, part: BackupsPart, backup: Backup) -> None:
        super().__init__(6, 8)
        self.backup = backup
        line = QWidget()
        row = kit.horizontal(line, space=12)
        words = kit.vertical(space=0)
        at = at_length(backup.at, part.catalogue)
        words.addWidget(kit.label(at, "label", wrap=True))
        size = 0
        with suppress(OSError):
            size = backup.path.stat().st_size
        kind = part.say("settings.backup_aside" if backup.set_aside else "settings.backup_made")
        words.addWidget(kit.label(f"{kind} {room(size, part.catalogue)}.", "small", "text2", wrap=True))
        self.state = kit.label("", "small_strong", "ok", wrap=True)
        self.state.hide()
        words.addWidget(self.state)
        row.addLayout(words, 1)
        name = part.say("settings.restore_one", at=at)
        self.restore = kit.link(part.say("settings.restore"), partial(part.ask, self), name=name)
        row.addWidget(self.restore)
        self.column.addWidget(line)

    def show_state(self, text: str, tone: str) -> None:
        """Whether it opens and is whole."""
        self.state.setText(text)
        kit.retone(self.state, tone=tone)
        self.state.show()


class BackupsPart(Part):
    """The backups of the open store."""

    key = "backups"

    def build(self) -> None:
        inner = self.block(self.say("settings.backup_state"))
        self.last, self.taken, self.free = facts(
            inner,
            (self.say("settings.backup_last"), ""),
            (self.say("settings.backup_taken"), ""),
            (self.say("settings.backup_free"), ""),
        )
        self.make_button = kit.button(self.say("settings.backup_now"), self.back_up)
        self.copy_button = kit.button(self.say("settings.backup_copy"), self.copy_elsewhere)
        self.check_button = kit.button(self.say("settings.check_now"), self.check)
        inner.addWidget(buttons(self.make_button, self.copy_button, self.check_button))
        inner.addWidget(kit.label(self.say("settings.backup_copy_note"), "small", "text2", wrap=True))
        inner = self.block(self.say("settings.backup_list"), self.say("settings.backup_list_note"))
        self.list = kit.vertical(space=0)
        inner.addLayout(self.list)
        self.rows: list[BackupRow] = []
        self.follow()

    def follow(self) -> None:
        """Shows the backups that there are."""
        found = self.store.upkeep.backups()
        kit.clear(self.list)
        self.rows = [BackupRow(self, each) for each in found]
        for row in self.rows:
            self.list.addWidget(row)
        if not found:
            self.list.addWidget(kit.label(self.say("settings.backup_none"), "body", "text2", wrap=True))
        made = next((each for each in found if not each.set_aside), None)
        self._fact(self.last, "settings.backup_last", at_length(made.at, self.catalogue) if made else self.say("settings.never"))
        sizes = 0
        for each in found:
            with suppress(OSError):
                sizes += each.path.stat().st_size
        self._fact(self.taken, "settings.backup_taken", room(sizes, self.catalogue))
        self._fact(self.free, "settings.backup_free", room(self.store.upkeep.free_bytes(), self.catalogue))

    def _fact(self, shown: object, key: str, value: str) -> None:
        shown.setText(value)  # type: ignore[attr-defined]
        shown.setAccessibleName(f"{self.say(key)}: {value}")  # type: ignore[attr-defined]

    # making, copying, checking

    def back_up(self) -> None:
        """Makes a backup now; saving goes on meanwhile."""
        upkeep = self.store.upkeep
        self.work(self.make_button, self.say("settings.backup_working"), upkeep.back_up, self._made)

    def _made(self, made: Backup) -> None:
        self.follow()
        self.tell(self.say("settings.backup_done", at=at_length(made.at, self.catalogue)))

    def copy_elsewhere(self) -> None:
        """A whole encrypted copy in a folder of its own, in the folder that the person chooses."""
        chosen = self.office.window.asks.folder(self, self.say("settings.backup_copy"))
        if chosen is None:
            return
        target = _free_name(chosen, f"vpa-assist-{self.office.now():%Y-%m-%d-%H%M}")
        upkeep = self.store.upkeep

        def work() -> Path:
            upkeep.copy_elsewhere(target)
            return target

        self.work(self.copy_button, self.say("settings.copy_working"), work, self._copied)

    def _copied(self, target: Path) -> None:
        self.tell(self.say("settings.copy_done", folder=target))

    def check(self) -> None:
        """Reads the whole file, every draft and every backup, and says what is whole and what is not."""
        upkeep, rows = self.store.upkeep, list(self.rows)

        def work() -> tuple[tuple[str, ...], list[str]]:
            told = []
            for row in rows:
                try:
                    upkeep.check_backup(row.backup)
                    told.append("")
                except CannotDo as refusal:
                    told.append(str(refusal))
            return upkeep.faults(), told

        self.work(self.check_button, self.say("settings.check_working"), work, lambda found: self._checked(rows, *found))

    def _checked(self, rows: list[BackupRow], faults: tuple[str, ...], told: list[str]) -> None:
        for row, fault in zip(rows, told, strict=True):
            if row in self.rows:
                row.show_state(fault or self.say("settings.backup_whole"), "must" if fault else "ok")
        bad = sum(bool(each) for each in told)
        if faults:
            self.wrong(" ".join(faults))
        elif bad:
            self.wrong(self.say("settings.check_backups_bad", count=bad))
        else:
            self.tell(self.say("settings.check_whole", count=len(told)))

    # putting back

    def ask(self, row: BackupRow) -> None:
        """Asks for the passphrase under a backup before it is put back."""
        for each in self.rows:
            if each is not row:
                each.ask(None)

        def leave() -> None:
            row.ask(None)
            row.restore.setFocus()

        at = at_length(row.backup.at, self.catalogue)
        row.ask(
            Reason(
                self.office,
                title=self.say("settings.restore_title", at=at),
                note=self.say("settings.restore_note"),
                name=self.say("settings.restore_passphrase"),
                do_words=self.say("settings.restore_do"),
                do=lambda text: self._restore(row, text),
                leave=leave,
                first=self.say("settings.restore_first"),
                secret=True,
            )
        )

    def _restore(self, row: BackupRow, passphrase: str) -> None:
        card = row.card
        if card is not None:
            card.button.not_yet(self.say("settings.restore_working"))
        guard = self.office.still(self)

        def wrong(text: str) -> None:
            if row.card is not None:
                row.card.button.not_yet("")
                row.card.box.selectAll()
                row.card.box.setFocus()
            self.wrong(text)

        self.office.restore(row.backup, passphrase, guard(wrong))


def _free_name(folder: Path, name: str) -> Path:
    """A folder of this name that is not there yet."""
    target, number = folder / name, 2
    while target.exists():
        target, number = folder / f"{name}-{number}", number + 1
    return target
