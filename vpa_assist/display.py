"""Whether a window can be opened here, told in one sentence where it cannot, before Qt would end the process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module

_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_ELSEWHERE = re.compile(r"\[?([^\[\]]+)\]?:(\d+)(?:\.\d+)?")
_PATIENCE = 3.0
"""Seconds to wait for a display on another computer."""
_INSTEAD = "The command line works without one: vpa-assist --help"


def why_no_window(environment: Mapping[str, str], platform: str) -> str | None:
    """Why no window can be opened, in one sentence with a way on, or None when one can."""
    try:
        import_module("PySide6.QtGui")
    except ImportError as error:
        return f"The window needs Qt, which cannot be loaded here ({error}). Run: python3 start.py"
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return None
    if environment.get("WAYLAND_DISPLAY"):
        return None
    display = environment.get("DISPLAY", "")
    if not display:
        return f"There is no display here, so no window can be opened. {_INSTEAD}"
    if not _answers(display):
        return f"The display {display} does not answer, so no window can be opened. {_INSTEAD}"
    return None


def _answers(display: str) -> bool:
    import socket  # only here: other systems start without it

    local = _LOCAL.fullmatch(display)
    if local:
        path = f"/tmp/.X11-unix/X{local[1]}"
        return _reached(socket.AF_UNIX, path) or _reached(socket.AF_UNIX, f"\0{path}")
    elsewhere = _ELSEWHERE.fullmatch(display)
    if elsewhere:
        try:
            socket.create_connection((elsewhere[1], 6000 + int(elsewhere[2])), _PATIENCE).close()
        except (OSError, OverflowError):
            return False
    return True  # a form that is not known here: Qt knows more


def _reached(family: int, address: str) -> bool:
    import socket

    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(_PATIENCE)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True
