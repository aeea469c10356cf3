"""A file that holds room free: on a full disk it is given up, so that a last change can still be saved and drafts deleted."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from vpa_assist.store.files import BALLAST

SIZE = 16 * 1024 * 1024
LOW_SPACE = 200 * 1024 * 1024


def make_ballast(folder: Path) -> bool:
    """Puts the ballast in place if there is room. Gives whether it is there."""
    path = folder / BALLAST
    with suppress(OSError):
        if path.exists() and path.stat().st_size >= SIZE:
            return True
        if free_bytes(folder) < SIZE * 4:
            return False
        with path.open("wb") as file:
            _take_room(file.fileno())
        return True
    drop_ballast(folder)
    return False


def _take_room(descriptor: int) -> None:
    # The room is really taken: a file that only says its size would hold none.
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, SIZE)
    else:
        for _ in range(SIZE // 65_536):
            os.write(descriptor, bytes(65_536))


def drop_ballast(folder: Path) -> bool:
    """Gives the room up. Gives whether there was any."""
    path = folder / BALLAST
    with suppress(OSError):
        path.unlink()
        return True
    return False


def free_bytes(folder: Path) -> int:
    """Bytes that are free on the disk; a very large number where the system does not say."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free
    return 2**62
