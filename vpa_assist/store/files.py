"""Where a store's files lie, and writing a file so that either the old or the new content is there, never half of it."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

DATABASE = "drafts.db"
KEYS = "keys.json"
TRIES = "tries.json"
BALLAST = "ballast.bin"
BACKUPS = "backups"
WINDOWS = "windows"


def default_folder() -> Path:
    """The user's data folder, in which each person's store has a folder of its own."""
    from platformdirs import user_data_path

    return user_data_path("vpa-assist", appauthor=False)


def default_note() -> Path:
    """Where it is noted, outside the data folder, which stores are to be expected."""
    from platformdirs import user_config_path

    return user_config_path("vpa-assist", appauthor=False) / "stores.json"


def write_whole(path: Path, data: bytes) -> None:
    """Puts a file in place whole and durable: a temporary file beside it, flushed, then renamed over it. Raises OSError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Makes a file's content durable. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Makes a rename in a folder durable, where the system knows how."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
