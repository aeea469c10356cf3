"""A file that holds room free: on a full disk it is given up, so that a last change can still be saved and drafts deleted."""

from __future__ import annotations

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
            # Written, not only sized: a sparse file would hold no room.
            for _ in range(SIZE // 65_536):
                file.write(b"\0" * 65_536)
        return True
    drop_ballast(folder)
    return False


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
