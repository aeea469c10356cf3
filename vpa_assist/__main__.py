"""`vpa-assist`: the window when nothing is asked for, else the command line. The only place that hands over to `ui`."""

from __future__ import annotations

import os
import sys
from importlib import import_module

STOPPED_BY_PERSON = 130
"""Exit status after Ctrl-C, as shells have it."""
READER_WENT_AWAY = 141
"""Exit status when what reads the output has closed it, as shells have it."""


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


def _run(words: list[str]) -> int:
    from vpa_assist import cli

    if cli.is_for_the_window(words):
        from vpa_assist.display import why_no_window

        reason = why_no_window(os.environ, sys.platform)
        if reason is not None:
            print(reason, file=sys.stderr)
            return 2
        return int(import_module("ui.app").main(words) or 0)
    return cli.run(words)


if __name__ == "__main__":
    sys.exit(main())
