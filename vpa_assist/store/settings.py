"""Small values of the person's own, kept inside the encrypted file: settings, the personal dictionary, visited sections."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress

from vpa_assist.store.connection import Connection

DICTIONARY = "dictionary"
KEPT_LONGER = "kept-longer/"
"""Before a draft's id: until when it is kept although its days are over, and why."""
READY = "figures/ready"
"""How far, in the order of changes, the facts for figures are kept, and under which mark: see `facts`."""


class Settings:
    """Keys and values of one open store."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, key: str, default: str = "") -> str:
        """The value of a key."""
        found = self._db.row("SELECT value FROM setting WHERE key = ?", (key,))
        return str(found[0]) if found else default

    def put(self, key: str, value: str) -> None:
        """Keeps a value; an empty one takes the key away."""
        if self.get(key) == value:
            return
        with self._db.write() as raw:
            if value:
                raw.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))
            else:
                raw.execute("DELETE FROM setting WHERE key = ?", (key,))

    def words(self) -> frozenset[str]:
        """The personal dictionary."""
        return frozenset(_list(self.get(DICTIONARY)))

    def put_words(self, words: Iterable[str]) -> None:
        """Keeps the personal dictionary."""
        self.put(DICTIONARY, json.dumps(sorted(words), ensure_ascii=False))

    def visited(self, draft_id: str) -> frozenset[str]:
        """The sections of a draft that somebody has been to."""
        return frozenset(_list(self.get(f"visited/{draft_id}")))

    def put_visited(self, draft_id: str, sections: Iterable[str]) -> None:
        """Keeps the sections of a draft that somebody has been to."""
        kept = sorted(sections)
        self.put(f"visited/{draft_id}", json.dumps(kept, ensure_ascii=False) if kept else "")


def _list(text: str) -> list[str]:
    with suppress(ValueError):
        value = json.loads(text)
        if isinstance(value, list):
            return [each for each in value if isinstance(each, str)]
    return []
