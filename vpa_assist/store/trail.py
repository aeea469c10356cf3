"""Writes and reads the audit trail inside the store. What an entry means and how a trail is checked is in `vpa_assist.audit`."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from vpa_assist.audit import START, Entry, Head, Kind, Line, entry_from_json, next_link, seconds_back
from vpa_assist.store.clock import Clock, stamp
from vpa_assist.store.connection import Connection
from vpa_assist.store.people import Person


def audit_key(data_key: bytes) -> bytes:
    """The key of the chain, from the store's data key."""
    return hmac.digest(data_key, b"vpa-assist audit trail", hashlib.sha256)


class Trail:
    """The audit trail of one store."""

    def __init__(self, connection: Connection, key: bytes, person: Person, clock: Clock) -> None:
        self._db = connection
        self._key = key
        self._who = str(person)
        self._clock = clock

    def append(
        self,
        kind: Kind,
        act: str,
        draft: str = "",
        reason: str = "",
        detail: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Adds an entry. Inside a transaction it is part of it: the act and its entry are both there, or neither."""
        with self._db.write() as raw:
            last = raw.execute("SELECT n, link, entry ->> 'at' FROM audit ORDER BY n DESC LIMIT 1").fetchone()
            number, before, earlier = last or (0, START, "")
            at = stamp(self._clock())
            entry = Entry(number + 1, at, self._who, kind, act, draft, reason, detail or {}, seconds_back(earlier, at))
            text = entry.as_json()
            raw.execute("INSERT INTO audit VALUES (?, ?, ?)", (entry.number, text, next_link(self._key, before, text)))
        return entry

    def lines(self) -> Iterator[Line]:
        """The trail as it is stored, oldest first."""
        for number, text, link in self._db.stream("SELECT n, entry, link FROM audit ORDER BY n"):
            yield Line(number, text, bytes(link))

    def entries(self, kind: Kind | None, draft: str, before: int, limit: int) -> tuple[Entry, ...]:
        """A page of entries, the newest first. An entry that was damaged is left out: `verify` names it."""
        where: list[str] = ["n < ?"]
        values: list[Any] = [before or 2**62]
        if kind:
            where.append("entry ->> 'kind' = ?")
            values.append(kind.value)
        if draft:
            where.append("entry ->> 'draft' = ?")
            values.append(draft)
        sql = f"SELECT entry FROM audit WHERE json_valid(entry) AND {' AND '.join(where)} ORDER BY n DESC LIMIT ?"
        found = []
        for (text,) in self._db.rows(sql, (*values, limit)):
            with suppress(ValueError):
                found.append(entry_from_json(text))
        return tuple(found)

    def head(self) -> Head:
        """How far the trail has come."""
        number, link = self._db.row("SELECT n, link FROM audit ORDER BY n DESC LIMIT 1") or (0, START)
        return Head(number, bytes(link).hex())
