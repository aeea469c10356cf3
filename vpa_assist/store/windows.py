"""Which windows have a store open: one small file for each, so that a busy store can name who holds it.

The files hold a process number and a time, nothing else. One whose process is gone belongs to a window that crashed.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vpa_assist.store.files import WINDOWS


@dataclass(frozen=True, slots=True)
class Window:
    """One open window: a name made for it, its process and since when (RFC 3339)."""

    name: str
    pid: int
    host: str
    since: str

    def alive(self) -> bool:
        """Whether its process still runs. A window on another computer is taken to be alive."""
        return self.host != socket.gethostname() or _runs(self.pid)


def enter(folder: Path, since: str) -> Window:
    """Notes that this process has the store open. A folder that cannot be written is no reason to refuse reading."""
    window = Window(secrets.token_hex(8), os.getpid(), socket.gethostname(), since)
    with suppress(OSError):
        (folder / WINDOWS).mkdir(exist_ok=True)
        content = json.dumps({"pid": window.pid, "host": window.host, "since": since})
        _path(folder, window).write_text(content, encoding="utf-8")
    return window


def leave(folder: Path, window: Window) -> None:
    """Takes the note away."""
    with suppress(OSError):
        _path(folder, window).unlink()


def others(folder: Path, mine: Window) -> list[Window]:
    """The other windows whose process runs, oldest first; notes of processes that are gone are cleared away."""
    found = []
    for window in _noted(folder):
        if window.name == mine.name:
            continue
        if window.alive():
            found.append(window)
        else:
            leave(folder, window)
    return sorted(found, key=lambda each: each.since)


def _noted(folder: Path) -> Iterator[Window]:
    with suppress(OSError):
        for path in (folder / WINDOWS).iterdir():
            with suppress(OSError, ValueError, KeyError, TypeError):
                value = json.loads(path.read_text(encoding="utf-8"))
                yield Window(path.stem, int(value["pid"]), str(value["host"]), str(value["since"]))


def _path(folder: Path, window: Window) -> Path:
    return folder / WINDOWS / f"{window.name}.json"


def _runs(pid: int) -> bool:
    if os.name == "nt":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # type: ignore[attr-defined,unused-ignore]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined,unused-ignore]
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
