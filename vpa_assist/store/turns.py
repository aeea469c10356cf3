"""One at a time with the backups of a store: windows, processes and threads alike. A process that dies gives its turn back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

TURN = "backups.turn"
"""An empty file beside the store: the database's own locks on it are what works on every system."""
PATIENCE = 120.0
"""Seconds to wait for another's turn; a backup of a large store takes some."""


@contextmanager
def turn(folder: Path) -> Iterator[bool]:
    """Waits for the turn and holds it. Gives False, and goes on all the same, where none could be had: on a full disk, say."""
    raw = None
    try:
        raw = sqlcipher.connect(str((folder / TURN).absolute()), timeout=PATIENCE, isolation_level=None)
        raw.execute("BEGIN EXCLUSIVE")
    except sqlcipher.Error:
        if raw is not None:
            raw.close()
        raw = None
    try:
        yield raw is not None
    finally:
        if raw is not None:
            raw.close()
