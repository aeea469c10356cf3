"""Taking what was deleted out of the backups: noted with the deletion itself, so that it is done even after a crash."""

from __future__ import annotations

from pathlib import Path

from vpa_assist.store import backup
from vpa_assist.store.connection import Connection
from vpa_assist.store.drafts import deletion
from vpa_assist.store.turns import turn

ERASING = "erasing/"
"""Before a draft's id, in the settings: it was deleted and may still be in backups."""


class Erasing:
    """What one open store still has to take out of its backups."""

    def __init__(self, connection: Connection, folder: Path, data_key: bytes) -> None:
        self._db = connection
        self._folder = folder
        self._data_key = data_key

    def note(self, draft_id: str) -> None:
        """Notes a draft, within the transaction that deletes it."""
        with self._db.write() as raw:
            raw.execute("INSERT OR REPLACE INTO setting VALUES (?, 'backups')", (f"{ERASING}{draft_id}",))

    def finish(self) -> tuple[str, ...]:
        """Rewrites every backup without what was noted. Gives the names of those that could not be opened, and so may still
        hold it. What is in the store again is left alone.
        """
        if not self._noted():
            return ()
        with turn(self._folder):
            noted = self._noted()
            gone = [each for each in noted if not self._db.row("SELECT 1 FROM draft WHERE id = ?", (each,))]
            statements = [statement for each in gone for statement in deletion(each)]
            left = backup.erase(self._folder, self._data_key, statements) if gone else ()
            with self._db.write() as raw:
                raw.executemany("DELETE FROM setting WHERE key = ?", [(f"{ERASING}{each}",) for each in noted])
        return left

    def _noted(self) -> list[str]:
        sql = "SELECT key FROM setting WHERE key >= ? AND key < ?"
        rows = self._db.rows(sql, (ERASING, f"{ERASING}\U0010ffff"))
        return [str(key)[len(ERASING) :] for (key,) in rows]
