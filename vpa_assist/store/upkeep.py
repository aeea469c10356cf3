"""What a store needs now and then: backups, room on the disk, a look whether file and audit trail are whole."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vpa_assist.audit import Head, Verdict, verify
from vpa_assist.store import backup
from vpa_assist.store.access import Access
from vpa_assist.store.backup import Backup
from vpa_assist.store.ballast import LOW_SPACE, drop_ballast, free_bytes, make_ballast
from vpa_assist.store.clock import Clock
from vpa_assist.store.connection import Connection, open_raw
from vpa_assist.store.erasing import Erasing
from vpa_assist.store.errors import KeyringLocked, NoKeyring, StoreCannot, StoreDamaged, sentence
from vpa_assist.store.keyring_vault import Vault
from vpa_assist.store.outside import Outside
from vpa_assist.store.search import Search
from vpa_assist.store.trail import Trail
from vpa_assist.store.turns import turn


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the person should know: `key` names it, `text` says it."""

    key: str
    text: str


class Upkeep:
    """The upkeep of one open store."""

    def __init__(
        self,
        connection: Connection,
        trail: Trail,
        access: Access,
        outside: Outside,
        search: Search,
        erasing: Erasing,
        folder: Path,
        data_key: bytes,
        audit_key: bytes,
        clock: Clock,
    ) -> None:
        self._db = connection
        self._trail = trail
        self._access = access
        self._outside = outside
        self._search = search
        self._erasing = erasing
        self._folder = folder
        self._data_key = data_key
        self._audit_key = audit_key
        self._clock = clock

    def look_after(self, vault: Vault | None = None, exports: bool = True) -> tuple[Notice, ...]:
        """Does what is due, and gives what the person should know. For when the window rests: some seconds after the start,
        and every half hour.
        """
        notices = [*self._room(), *self._erase(), *self._backup_if_due(), *self._head_in_keyring(vault)]
        left = len(self._outside.exports()) if exports else 0
        if left:
            notices.append(_notice("exports_left", count=left))
        with suppress(StoreCannot):  # there is time for it later; what stops it is told when somebody saves
            self.ready_search()
            self._db.settle()
        return tuple(notices)

    def words_waiting(self) -> int:
        """How many drafts cannot be found yet by words that are new in them."""
        return self._search.waiting()

    def take_words(self) -> int:
        """Takes the words of the next few changed drafts into the search. Gives how many: 0 when all can be found."""
        return self._search.take_words()

    def ready_search(self) -> None:
        """Takes the words of all changed drafts in, a few at a time, and puts the index in one piece."""
        while self.take_words():
            pass
        self._search.merge()

    def back_up(self) -> Backup:
        """Makes a backup now, over a connection of its own, so that saving goes on meanwhile.

        Raises DiskFull, CannotWrite, BackupUnusable.
        """
        with self._db.told():
            raw = open_raw(self._db.path, self._data_key)
            try:
                with turn(self._folder):  # what is deleted meanwhile must not stay in what is made
                    return backup.make(raw, self._data_key, self._folder, self._clock())
            finally:
                raw.close()

    def backups(self) -> tuple[Backup, ...]:
        """The backups, the newest first."""
        return backup.backups(self._folder)

    def check_backup(self, chosen: Backup) -> None:
        """Opens a backup and reads all of it. Raises BackupUnusable."""
        backup.look_through(chosen.path, self._data_key)

    def free_bytes(self) -> int:
        """How much room the disk of the store has."""
        return free_bytes(self._folder)

    def copy_elsewhere(self, folder: Path) -> None:
        """A whole, encrypted copy in another, empty folder: the way on when this one cannot be written any more."""
        with self._db.told():
            backup.copy_elsewhere(self._db.raw, self._data_key, self._access.keys().as_bytes(), folder)

    def make_room(self) -> bool:
        """Gives up the room that was held free, so that a last change can be saved on a full disk."""
        return drop_ballast(self._folder)

    def faults(self) -> tuple[str, ...]:
        """Reads the whole file and every draft; a sentence for each fault, none when it is whole."""
        with suppress(StoreCannot):
            # Without this, a page that the log has newer would be taken for damaged,
            self._db.settle()
            # and an index that another window changed would be held against its state before.
            self._db.row("SELECT rowid FROM words LIMIT 1")
        damaged = self._count("PRAGMA cipher_integrity_check") or self._count("PRAGMA integrity_check")
        found = [sentence("damaged_file", count=damaged)] if damaged else []
        with suppress(StoreDamaged):
            for draft_id, reference in self._db.rows("SELECT id, reference FROM draft WHERE n NOT IN (SELECT n FROM body)"):
                found.append(sentence("damaged_row", reference=reference or draft_id))
        return tuple(found)

    def _count(self, check: str) -> int:
        try:
            return sum(text != "ok" for (text,) in self._db.rows(check))
        except StoreDamaged:
            return 1  # too damaged to be gone through

    def verify_trail(self, heads: Iterable[Head] = ()) -> Verdict:
        """Checks the audit trail against its key and heads that were kept elsewhere."""
        return verify(self._audit_key, self._trail.lines(), tuple(heads))

    def _room(self) -> list[Notice]:
        make_ballast(self._folder)
        free = free_bytes(self._folder)
        return [_notice("low_space", megabytes=free // 1024**2)] if free < LOW_SPACE else []

    def _erase(self) -> list[Notice]:
        # There is something only where a deletion was broken off: by a crash, a full disk, another window.
        with suppress(StoreCannot):
            left = self._erasing.finish()
            return [_notice("erasing_left", names=", ".join(left))] if left else []
        return []

    def _backup_if_due(self) -> list[Notice]:
        changed = self._db.row("SELECT updated_at FROM draft ORDER BY place DESC LIMIT 1")
        if not backup.is_due(self._folder, changed[0] if changed else "", self._clock()):
            return []
        try:
            self.back_up()
        except StoreCannot:
            last = next((each for each in self.backups() if not each.set_aside), None)
            return [_notice("backup_failed", at=f"{last.at:%d.%m.%Y %H:%M}") if last else _notice("backup_never")]
        return []

    def _head_in_keyring(self, vault: Vault | None) -> list[Notice]:
        try:
            kept = self._access.kept_head(vault)
            if kept and not self._reaches(kept):
                return [_notice("head_differs")]
            self._access.keep_head(vault)
        except (NoKeyring, KeyringLocked):
            pass  # the keyring is a convenience: without it heads are on paper and with the supervisor
        return []

    def _reaches(self, head: Head) -> bool:
        found = self._db.row("SELECT link FROM audit WHERE n = ?", (head.number,)) if head.number else (bytes(32),)
        return bool(found) and bytes(found[0]).hex().startswith(head.link)


def _notice(key: str, **words: object) -> Notice:
    return Notice(key, sentence(key, **words))
