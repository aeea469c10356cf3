"""What protects a key and a text in memory: no core dumps, and locking by starting afresh.

After closing, clearing and collecting, pieces of text and key still lie in the memory of a process; after it has replaced
itself by a new one, none do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core dumps, and no reading of this process's memory by others of the same user. Where a system lacks it, nothing."""
    if sys.platform == "win32":
        return
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def restart(words: Sequence[str] = (), module: str = "vpa_assist") -> NoReturn:
    """Starts the program afresh in this process's place: it comes up with Unlock. On Windows as a new process, then exits."""
    command = [sys.executable, "-m", module, *words]
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command)
        os._exit(0)
    os.execv(sys.executable, command)
