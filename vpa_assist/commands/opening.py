"""Opening a store from the command line. The passphrase is read at a prompt or from a file descriptor, never from an argument."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.store import Store

LONGEST_PASSPHRASE = 4096


def is_store(folder: Path) -> bool:
    """Whether a folder holds a store."""
    from vpa_assist.store.files import DATABASE, KEYS

    return (folder / KEYS).is_file() or (folder / DATABASE).is_file()


def opened(folder: Path, passphrase_fd: int | None) -> Store:
    """The store in a folder, unlocked, to be gone through once. Raises CannotDo where it cannot be, with the way on."""
    from vpa_assist.store import Store

    store = Store.unlock(folder, passphrase(passphrase_fd))
    store.read_once()
    return store


def passphrase(descriptor: int | None) -> str:
    """The passphrase: the first line of a file descriptor, else what is typed at a prompt that does not show it."""
    if descriptor is not None:
        try:
            with os.fdopen(os.dup(descriptor), "rb") as file:
                line = file.readline(LONGEST_PASSPHRASE + 1)
        except OSError:
            raise CannotDo(
                f"File descriptor {descriptor} cannot be read. Give one that is open, like --passphrase-fd 3."
            ) from None
        try:
            return line.rstrip(b"\r\n").decode("utf-8")
        except UnicodeDecodeError:
            raise CannotDo(f"What file descriptor {descriptor} gives is not UTF-8 text.") from None
    if not sys.stdin.isatty():
        raise CannotDo("There is no terminal to ask for the passphrase. Give it with --passphrase-fd N.")
    import getpass

    return getpass.getpass("Passphrase: ", stream=sys.stderr)
