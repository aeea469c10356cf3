"""Which drafts are open in which window, so that after a crash the program can say in words what was open and offer both."""

from __future__ import annotations

from pathlib import Path

from vpa_assist.store import windows
from vpa_assist.store.connection import Connection
from vpa_assist.store.model import Interrupted
from vpa_assist.store.windows import Window


class Visits:
    """The open drafts of one store."""

    def __init__(self, connection: Connection, folder: Path, window: Window) -> None:
        self._db = connection
        self._folder = folder
        self._window = window

    def begin(self, draft_id: str, revision: int, since: str) -> None:
        """Notes that this window works on a draft."""
        with self._db.write() as raw:
            self._forget_the_dead(draft_id)
            raw.execute("INSERT OR IGNORE INTO visit VALUES (?, ?, ?, ?)", (draft_id, self._window.name, since, revision))

    def end(self, draft_id: str | None = None) -> None:
        """Notes that this window is done with a draft, or with all."""
        where = " AND draft = ?" if draft_id else ""
        with self._db.write() as raw:
            values = (self._window.name, draft_id) if draft_id else (self._window.name,)
            raw.execute(f"DELETE FROM visit WHERE window = ?{where}", values)

    def any(self) -> bool:
        """Whether this window has a draft open."""
        return self._db.row("SELECT 1 FROM visit WHERE window = ? LIMIT 1", (self._window.name,)) is not None

    def interrupted(self) -> tuple[Interrupted, ...]:
        """Drafts that were open in a window that ended without closing them, the last saved first."""
        alive = self._alive()
        sql = (
            "SELECT visit.window, id, reference, since, updated_at, (SELECT max(number) FROM revision WHERE draft = id AND "
            "why = 'opened' AND revision.revision = visit.revision AND draft.revision > visit.revision) "
            "FROM visit JOIN draft ON id = visit.draft ORDER BY place DESC"
        )
        return tuple(Interrupted(*rest) for window, *rest in self._db.rows(sql) if window not in alive)

    def others(self, draft_id: str) -> tuple[Window, ...]:
        """The other living windows that have this draft open."""
        names = {name for (name,) in self._db.rows("SELECT window FROM visit WHERE draft = ?", (draft_id,))}
        return tuple(each for each in windows.others(self._folder, self._window) if each.name in names)

    def _forget_the_dead(self, draft_id: str) -> None:
        alive = self._alive()
        with self._db.write() as raw:
            for (name,) in raw.execute("SELECT window FROM visit WHERE draft = ?", (draft_id,)).fetchall():
                if name not in alive:
                    raw.execute("DELETE FROM visit WHERE draft = ? AND window = ?", (draft_id, name))

    def _alive(self) -> frozenset[str]:
        return frozenset({self._window.name, *(each.name for each in windows.others(self._folder, self._window))})
