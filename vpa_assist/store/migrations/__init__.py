"""The schema, as numbered SQL files that only ever go forward, each in a transaction of its own.

`user_version` says how far a file has come. A process that is killed inside a step leaves the schema as it was before that
step. A file that was written by a newer program is refused untouched.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LATEST = 5


def version_of(raw: Any) -> int:
    """The schema version of an open database; 0 for an empty one."""
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def statements(number: int) -> list[str]:
    """The SQL statements of one step. Statements are set apart by a line that holds only `--;`."""
    (path,) = HERE.glob(f"{number:04}_*.sql")
    return [each.strip() for each in path.read_text(encoding="utf-8").split("\n--;\n") if each.strip()]


def migrate(raw: Any, latest: int = LATEST, before_commit: Callable[[int], None] | None = None) -> list[int]:
    """Brings a database up to `latest` and gives the steps that were taken. Raises the database's own errors."""
    taken = []
    for number in range(version_of(raw) + 1, latest + 1):
        raw.execute("BEGIN IMMEDIATE")
        try:
            # Another window may have taken this step while we waited for the lock.
            if version_of(raw) >= number:
                raw.execute("ROLLBACK")
                continue
            for statement in statements(number):
                raw.execute(statement)
            raw.execute(f"PRAGMA user_version={number}")
            if before_commit:
                before_commit(number)
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
        taken.append(number)
    return taken
