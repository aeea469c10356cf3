"""What left the store, and what has been kept in it long enough: files that were exported, drafts that fall due.

A working copy is not the record: once sent it is kept for the form pack's days and then deleted by a person's decision.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

from vpa_assist.audit import Kind as Act
from vpa_assist.store.clock import Clock, stamp
from vpa_assist.store.connection import Connection
from vpa_assist.store.drafts import COLUMNS, row_of
from vpa_assist.store.errors import NoReason
from vpa_assist.store.model import Due, Exported
from vpa_assist.store.people import Person
from vpa_assist.store.settings import KEPT_LONGER
from vpa_assist.store.trail import Trail

_EXPORTED = "n, draft, reference, path, variant, at, by, sha256"


class Outside:
    """Exports and time of keeping of one open store."""

    def __init__(self, connection: Connection, trail: Trail, person: Person, clock: Clock) -> None:
        self._db = connection
        self._trail = trail
        self._person = person
        self._clock = clock

    def note_export(self, draft_id: str, reference: str, path: str, variant: str, sha256: str, recipient: str) -> Exported:
        """Notes a file that was written outside the store, with its entry in the audit trail (without the path)."""
        at = stamp(self._clock())
        with self._db.write() as raw:
            cursor = raw.execute(
                "INSERT INTO exported (draft, reference, path, variant, at, by, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (draft_id, reference, path, variant, at, str(self._person), sha256),
            )
            detail: dict[str, Any] = {"variant": variant, "sha256": sha256}
            if recipient:
                detail["to"] = recipient
            self._trail.append(Act.DISCLOSURE, "exported", draft_id, detail=detail)
        return Exported(cursor.lastrowid, draft_id, reference, path, variant, at, str(self._person), sha256)

    def exports(self, draft_id: str = "") -> tuple[Exported, ...]:
        """The files that nobody has said to be gone, the newest first."""
        where = " AND draft = ?" if draft_id else ""
        sql = f"SELECT {_EXPORTED} FROM exported WHERE gone_at = ''{where} ORDER BY n DESC"
        return tuple(Exported(*each) for each in self._db.rows(sql, (draft_id,) if draft_id else ()))

    def export_is_gone(self, number: int) -> None:
        """Notes that an exported file was deleted or handed to where it belongs."""
        with self._db.write() as raw:
            found = raw.execute("SELECT draft FROM exported WHERE n = ? AND gone_at = ''", (number,)).fetchone()
            if found:
                raw.execute("UPDATE exported SET gone_at = ? WHERE n = ?", (stamp(self._clock()), number))
                self._trail.append(Act.ERASURE, "exported file gone", found[0], detail={"export": number})

    def due(self, days: int) -> tuple[Due, ...]:
        """Sent drafts whose days of keeping are over, the longest over first; those that are kept longer are left out."""
        now = stamp(self._clock())
        return tuple(each for each in self._over(days) if each.kept_until <= now)

    def kept_longer(self, days: int) -> tuple[Due, ...]:
        """Sent drafts whose days are over and that somebody decided to keep longer, with until when and why."""
        now = stamp(self._clock())
        return tuple(each for each in self._over(days) if each.kept_until > now)

    def count_due(self, days: int) -> int:
        """How many drafts are due, without reading them."""
        now = stamp(self._clock())
        kept = self._kept()
        sql = "SELECT id FROM draft WHERE work_list = 'done' AND sent_at <> '' AND julianday(sent_at) <= julianday(?)"
        return sum(kept.get(draft_id, ("", ""))[0] <= now for (draft_id,) in self._db.rows(sql, (self._until(days),)))

    def keep_longer(self, draft_id: str, days: int, reason: str) -> None:
        """Keeps a draft that is due for so many days from now, with the reason in the audit trail. Raises NoReason."""
        if not reason.strip():
            raise NoReason
        until = stamp(self._clock() + timedelta(days=days))
        with self._db.write() as raw:
            value = json.dumps([until, reason.strip()], ensure_ascii=False)
            raw.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (f"{KEPT_LONGER}{draft_id}", value))
            self._trail.append(Act.ALTERATION, "kept longer", draft_id, reason.strip(), {"until": until})

    def _until(self, days: int) -> str:
        return stamp(self._clock() - timedelta(days=days))

    def _kept(self) -> dict[str, tuple[str, str]]:
        sql = "SELECT key, value FROM setting WHERE key >= ? AND key < ?"
        found = {}
        for key, value in self._db.rows(sql, (KEPT_LONGER, f"{KEPT_LONGER}\U0010ffff")):
            with suppress(ValueError):
                until, reason = json.loads(value)
                found[key[len(KEPT_LONGER) :]] = (str(until), str(reason))
        return found

    def _over(self, days: int) -> tuple[Due, ...]:
        kept = self._kept()
        sql = f"SELECT {COLUMNS} FROM draft WHERE sent_at <> '' AND julianday(sent_at) <= julianday(?) ORDER BY sent_at"
        rows = (row_of(each) for each in self._db.rows(sql, (self._until(days),)))
        return tuple(
            Due(row, row.summary.sent_at, *kept.get(row.draft_id, ("", ""))) for row in rows if row.summary.status == "sent"
        )
