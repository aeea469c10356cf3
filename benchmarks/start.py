"""Goal 4: from the start of the process to the first usable page (Unlock) painted, beside a bare PySide6 window.

Measured from outside: a runner imports the program as its command does, waits for the first paint and tells the time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import PYTHON, Duel, Felt, Goal, Section, Times, duel, python_env
from benchmarks.stores import PASSPHRASE, PERSON, work_folder
from vpa_assist.store import Store, known_stores, new_store_folder

ROUNDS, SHORT_ROUNDS = 13, 7
COLD_ROUNDS, SHORT_COLD_ROUNDS = 5, 2

_TELL = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
HEAVY = ("pydantic", "reportlab", "keyring", "pikepdf", "PIL")
def tell():
    took = time.monotonic_ns() - int(os.environ["BEGUN"])
    pages = int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    heavy = [name for name in HEAVY if name in sys.modules]
    print(took / 1e9, pages / 2**20, ",".join(heavy) or "-", flush=True)
    os._exit(0)
class FirstPaint(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, tell)
        return False
"""
_BARE = (
    _TELL
    + """
from PySide6.QtWidgets import QWidget
application = QApplication(["bare"])
window = QWidget()
first = FirstPaint()
window.installEventFilter(first)
window.resize(1366, 768)
window.show()
application.exec()
"""
)
_OURS = (
    """
import sys
real = None
def exec_after(*_):
    first = FirstPaint()
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.installEventFilter(first)
            window.stack.currentWidget().installEventFilter(first)
    return real()
from PySide6.QtWidgets import QApplication
real = QApplication.exec
QApplication.exec = exec_after
"""
    + _TELL
    + """
from vpa_assist.__main__ import main
main(["--data-folder", sys.argv[1]])
"""
)


@dataclass(frozen=True, slots=True)
class Started:
    """A start to the first picture: seconds, processor seconds, MiB resident, and the heavy modules that were imported."""

    wall: float
    cpu: float
    memory: float
    heavy: str


def run(short: bool = False) -> Section:
    section = Section("Start")
    folder = work_folder() / "start"
    store, _ = Store.create(new_store_folder(folder, "live"), PERSON, PASSPHRASE)
    store.close()
    assert known_stores(folder)
    commands = {"vpa-assist, Unlock painted": [PYTHON, "-c", _OURS, str(folder)], "bare PySide6 window": [PYTHON, "-c", _BARE]}
    ours, bare = commands
    warm, used = _starts(commands, SHORT_ROUNDS if short else ROUNDS, cold=False)
    cold, _ = _starts(commands, SHORT_COLD_ROUNDS if short else COLD_ROUNDS, cold=True)
    section.text(
        "Process start to the first page painted, off the screen. Cold: the files of Python, the program and Qt evicted."
    )
    section.table(
        ["program", "warm ms", "cold ms", "processor ms", "resident MiB", "heavy modules before the paint"],
        [
            [
                name,
                f"{warm.times[name].median * 1e3:.0f}",
                f"{cold.times[name].median * 1e3:.0f}",
                f"{Times(name, [each.cpu for each in used[name]]).median * 1e3:.0f}",
                f"{used[name][-1].memory:.0f}",
                used[name][-1].heavy,
            ]
            for name in commands
        ],
    )
    cpu = Duel({name: Times(name, [each.cpu for each in used[name]]) for name in commands}, warm.rounds)
    section.goals += [
        Goal(
            "4a",
            "start to usable window : bare window, warm",
            warm.ratio(ours, bare),
            1.9,
            1.45,
            note=f"processor {cpu.ratio(ours, bare):.2f}",
        ),
        Goal("4b", "start to usable window : bare window, cold", cold.ratio(ours, bare), 1.7, 1.3),
        Goal("4c", "resident memory : bare window", used[ours][-1].memory / used[bare][-1].memory, 1.6, 1.3),
    ]
    section.felt += [
        Felt("window usable, warm", warm.times[ours].median, 0.4, "s"),
        Felt("window usable, cold", cold.times[ours].median, 1.5, "s"),
    ]
    return section


def first_paint(folder: Path) -> Started:
    """One start of the program over a data folder, to the first page painted."""
    return _start([PYTHON, "-c", _OURS, str(folder)])


def _starts(commands: dict[str, list[str]], rounds: int, *, cold: bool) -> tuple[Duel, dict[str, list[Started]]]:
    used: dict[str, list[Started]] = {name: [] for name in commands}

    def turn(name: str, number: int) -> float:
        if cold:
            _evict()
        started = _start(commands[name])
        if number >= 0:
            used[name].append(started)
        return started.wall

    runs = {name: lambda number, name=name: turn(name, number) for name in commands}
    return duel(runs, rounds, warm_up=0 if cold else 1), used


def _start(command: Sequence[str]) -> Started:
    env = python_env(QT_QPA_PLATFORM="offscreen", BEGUN=str(time.monotonic_ns()))
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert child.stdout is not None
    with child.stdout:
        told = child.stdout.read().split()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if len(told) != 3:
        raise RuntimeError(f"no window was painted: {command[:2]} ended with {child.returncode}")
    return Started(float(told[0]), used.ru_utime + used.ru_stime, float(told[1]), told[2])


def _evict() -> None:
    """Has the system forget the files that a start reads, so that they come from the disk."""
    if not hasattr(os, "posix_fadvise"):
        return
    project = Path(__file__).parent.parent
    places = [Path(sys.prefix), Path(sys.base_prefix) / "lib", Path(sys.base_prefix) / "bin"]
    places += [project / each for each in ("ui", "vpa_assist", "forms")]
    for place in places:
        for folder, _, names in os.walk(place):
            for name in names:
                try:
                    handle = os.open(os.path.join(folder, name), os.O_RDONLY)
                except OSError:
                    continue
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(handle)
