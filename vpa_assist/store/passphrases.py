"""How a headless command gets a passphrase: at a prompt or from an open file descriptor, never from a word or the environment."""

from __future__ import annotations

import os

from vpa_assist.errors import CannotDo

LONGEST = 4_096


def ask(descriptor: int | None, prompt: str = "Passphrase: ") -> str:
    """The passphrase. Raises CannotDo where there is neither a descriptor nor a terminal to ask at."""
    if descriptor is not None:
        return _from_descriptor(descriptor)
    import getpass
    import sys

    if not sys.stdin.isatty():
        raise CannotDo("There is no terminal to ask for the passphrase at. Give it with --passphrase-fd N.")
    try:
        return getpass.getpass(prompt)
    except (EOFError, KeyboardInterrupt):
        raise CannotDo("No passphrase was given, so nothing was opened.") from None


def _from_descriptor(descriptor: int) -> str:
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(LONGEST + 1)
        text = data.decode("utf-8")
    except (OSError, ValueError):
        raise CannotDo(f"The passphrase cannot be read from file descriptor {descriptor}. Open it for this command.") from None
    if len(data) > LONGEST:
        raise CannotDo("The passphrase is too long.")
    return text.removesuffix("\n").removesuffix("\r")
