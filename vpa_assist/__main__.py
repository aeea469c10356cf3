"""`vpa-assist`: the window when nothing is asked for, else the command line. The only place that hands over to `ui`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from vpa_assist.cli import is_for_the_window

STOPPED_BY_PERSON = 130
"""Exit status after Ctrl-C, as shells have it."""
READER_WENT_AWAY = 141
"""Exit status when what reads the output has closed it, as shells have it."""
NEW_OBJECTS = 200_000
"""How many new objects make a command look for garbage: at the usual 700 it would search all its imports again and again."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the program. Returns the exit status: 0 done, 1 a check found something that must be answered, 2 it could not."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        status = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return STOPPED_BY_PERSON
    except BrokenPipeError:
        # what is still held must go nowhere, or the interpreter complains when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_WENT_AWAY
    return status


def start() -> NoReturn:
    """The command as a process: ends at once when a command line is done, because taking down what was imported takes long."""
    for_the_window = is_for_the_window(sys.argv[1:])
    if not for_the_window:
        gc.set_threshold(NEW_OBJECTS)
    status = main()
    if not for_the_window:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def _run(words: list[str]) -> int:
    if is_for_the_window(words):
        from vpa_assist.display import why_no_window

        reason = why_no_window(os.environ, sys.platform)
        if reason is not None:
            print(reason, file=sys.stderr)
            return 2
        return int(import_module("ui.app").main(words) or 0)
    from vpa_assist import cli

    return cli.run(words)


if __name__ == "__main__":
    start()
