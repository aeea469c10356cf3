"""Slow work away from the window: it never freezes, and what is no longer wanted is not shown."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from vpa_assist.errors import CannotDo


class _Told(QObject):
    done = Signal(object)
    refused = Signal(str)
    broke = Signal(object)


class Job(QRunnable):
    """One piece of work. `cancel` has its result thrown away; work that asks `cancelled` can stop early. What is to be done
    `to_the_end` is waited for when the window closes, however long it takes.
    """

    def __init__(self, work: Callable[[], Any], to_the_end: bool = False) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.told = _Told()
        self._work = work
        self.cancelled = False
        self.to_the_end = to_the_end
        self.ended = Event()
        self.receiver: QObject | None = None

    def run(self) -> None:
        try:
            self._run()
        finally:
            self.ended.set()

    def _run(self) -> None:
        try:
            result = self._work()
        except CannotDo as refusal:
            self._tell(self.told.refused, str(refusal))
        except Exception as error:  # a thread ends here: the window hears of it and says so
            self._tell(self.told.broke, error)
        else:
            self._tell(self.told.done, result)

    def _tell(self, signal: Any, what: object) -> None:
        if not self.cancelled:
            signal.emit(what)

    def cancel(self) -> None:
        """Throws the result away."""
        self.cancelled = True


_running: set[Job] = set()


def run(
    work: Callable[[], Any],
    done: Callable[[Any], object],
    refused: Callable[[str], object],
    broke: Callable[[Exception], object] | None = None,
    *,
    to_the_end: bool = False,
) -> Job:
    """Does work on a thread and calls back in the window's thread: `done` with the result, `refused` with one sentence.

    Anything else that went wrong is raised in the window's thread, where it is told and logged without case text.
    """
    job = Job(work, to_the_end)
    _running.add(job)

    def ended(then: Callable[[Any], object], what: Any) -> None:
        _running.discard(job)
        if not job.cancelled:
            then(what)

    def throw(error: Exception) -> None:
        raise error

    receiver = _Receiver(job, ended, done, refused, broke or throw)
    job.receiver = receiver
    QThreadPool.globalInstance().start(job)
    return job


class _Receiver(QObject):
    """Lives in the window's thread, so that the signals of the job are delivered there."""

    def __init__(
        self,
        job: Job,
        ended: Callable[[Callable[[Any], object], Any], None],
        done: Callable[[Any], object],
        refused: Callable[[str], object],
        broke: Callable[[Exception], object],
    ) -> None:
        super().__init__()
        self._ended = ended
        self._thens = (done, refused, broke)
        job.told.done.connect(self._done)
        job.told.refused.connect(self._refused)
        job.told.broke.connect(self._broke)

    def _done(self, result: object) -> None:
        self._ended(self._thens[0], result)

    def _refused(self, text: str) -> None:
        self._ended(self._thens[1], text)

    def _broke(self, error: object) -> None:
        self._ended(self._thens[2], error)


def wait() -> None:
    """Waits until no work is running, for ten seconds at most, and for what must be done to the end: when the window closes."""
    QThreadPool.globalInstance().waitForDone(10_000)
    for job in unfinished():
        job.ended.wait()


def unfinished() -> list[Job]:
    """The work that is still running and must be done to the end."""
    return [job for job in _running if job.to_the_end and not job.ended.is_set()]
