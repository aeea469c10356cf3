"""A further process that works facts out while a window rests: politely, a few drafts at a time, gone at once when it must be."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from typing import TYPE_CHECKING

from vpa_assist.insight.from_store import look
from vpa_assist.insight.kept import mark

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store.facts import Contribution

Fresh = list[tuple[int, int, bytes]]
"""Facts to be kept, each with its draft (`n`) and revision."""


class Helper:
    """The process, begun with the first drafts that it is given. It gets documents through a pipe and no key."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._lock = Lock()
        self.ended = False

    def work_out(self, drafts: Sequence[Contribution]) -> Fresh | None:
        """The facts of these drafts but of those that are no referral; None where the process has ended."""
        with self._lock:
            pipe = None if self.ended else self._begun()
        if pipe is None:
            return None
        try:
            pipe.send(drafts)
            fresh: Fresh = pipe.recv()
        except (EOFError, OSError):
            self.end()
            return None
        return fresh

    def end(self) -> None:
        """Ends it, whatever it is at, from any thread: no word of a draft stays in its memory."""
        with self._lock:
            self.ended = True
            if self._process is not None:
                self._process.kill()
                self._process.join()

    def _begun(self) -> Connection:
        if self._pipe is None:
            # a fresh interpreter: a copy of a process that runs a window would not be safe
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._catalogue, mark(self._catalogue)), daemon=True)
            self._process.start()
            theirs.close()  # so that its end is heard here
        return self._pipe


def _serve(pipe: Connection, catalogue: Catalogue, of: bytes) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _after_others()
    while (
        mark(catalogue) == of
    ):  # else another form pack took its place meanwhile: what it gives would be kept under a wrong mark
        try:
            pipe.send(_worked_out(pipe.recv(), catalogue))
        except (EOFError, OSError):  # whoever asked has gone
            return


def _worked_out(drafts: Sequence[Contribution], catalogue: Catalogue) -> Fresh:
    fresh: Fresh = []
    for each in drafts:
        try:
            fresh += look([each], catalogue).fresh
        except Exception:  # the figures that need it will tell; nothing of a document may reach this process's error stream
            continue
    return fresh


def _after_others() -> None:
    """Whatever a person does on this computer goes first."""
    if sys.platform == "win32":
        import ctypes

        idle_priority = 0x40
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), idle_priority)
    else:
        os.nice(10)
