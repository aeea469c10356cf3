"""Goal 3: a key pressed in the program's own window until it is painted, beside the same text in a bare editor.

Two moments are measured of each key: its letter is painted, and all that follows from it is painted too (findings, marks, counts,
outline, what the bar says), in the next passes of the event loop. Nothing waits for a timer.

In a process of its own, because Qt's application and its threads would stand in the way of the other benchmarks.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import referral
from benchmarks.harness import PYTHON, Duel, Felt, Goal, Section, Times, python_env

KEYS, SHORT_KEYS = 240, 60
CHILDREN = 6
TYPED = "the child told me that he was not seen by anyone and she put herself at risk because the door was open and it was cold "
WHERE = "/children/0/aware/activity"
LETTER, FOLLOWED, BARE = "vpa-assist, letter painted", "vpa-assist, findings painted", "bare QPlainTextEdit"


def run(short: bool = False) -> Section:
    section = Section("Typing")
    command = [PYTHON, "-m", "benchmarks.typing", str(SHORT_KEYS if short else KEYS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=python_env(QT_QPA_PLATFORM="offscreen"))
    measured = json.loads(done.stdout.splitlines()[-1])
    found = Duel({name: Times(name, seconds) for name, seconds in measured["keys"].items()}, len(measured["keys"][BARE]))
    section.text(
        f"A key in a paragraph of {measured['words']} words, to painted. The program's window stands open with six children, "
        f"{measured['findings']} findings listed, marks and autosave on. "
        "Letter: until the text is painted. Findings: until the checks have run and all that changed is painted: nothing waits "
        "any more. Each key is the first after a save. Processor time."
    )
    section.table(
        ["editor", "p50 ms", "p95 ms", "p99 ms", "ratio of p50", "ratio of p99"],
        [
            [
                name,
                *(f"{times.percentile(percent) * 1e3:.3f}" for percent in (50, 95, 99)),
                *(f"{found.ratio_at(name, BARE, percent):.2f}" for percent in (50, 99)),
            ]
            for name, times in found.times.items()
        ],
    )
    section.goals += [
        Goal("3a", "key to painted, checks and marks on : bare editor, p50", found.ratio_at(LETTER, BARE, 50), 2.0, 1.35),
        Goal("3b", "key to painted, checks and marks on : bare editor, p99", found.ratio_at(LETTER, BARE, 99), 2.5, 1.5),
        Goal("3c", "key to its findings painted : bare editor, p50", found.ratio_at(FOLLOWED, BARE, 50), 2.0, 1.35),
        Goal("3d", "key to its findings painted : bare editor, p99", found.ratio_at(FOLLOWED, BARE, 99), 2.5, 1.5),
    ]
    section.felt += [
        Felt("key to painted, p99", found.times[LETTER].percentile(99) * 1e3, 16, "ms"),
        Felt("key to painted with the findings of it, p99", found.times[FOLLOWED].percentile(99) * 1e3, 16, "ms"),
        Felt("tenth child added, until painted", measured["tenth_child"] * 1e3, 200, "ms"),
        Felt("memory with a draft of six children open", measured["memory"], 200, "MiB"),
    ]
    return section


def _measure(keys: int) -> dict[str, object]:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

    from benchmarks.windows import PASSES, Painted, settle, window_on

    document = referral(21, children=CHILDREN, words=75)
    with tempfile.TemporaryDirectory() as folder:
        window = window_on(Path(folder), document)
        editor, held = window.editor, window.document
        assert editor is not None
        assert held is not None
        editor.go_to(WHERE, cursor=len(held.get(WHERE)))
        settle()
        box = QApplication.focusWidget()
        assert box is not None
        bare = QPlainTextEdit(held.get(WHERE))
        bare.resize(box.size())
        times: dict[str, list[float]] = {LETTER: [], FOLLOWED: [], BARE: []}
        painted = Painted()

        def press(target: QWidget, letter: str) -> tuple[float, float]:
            start = time.process_time()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, key)
            at = painted.wait()
            for _ in range(PASSES - 1):
                QApplication.processEvents()
            return at - start, time.process_time() - start

        text = TYPED * (keys // len(TYPED) + 1)
        for letter in text[:keys]:  # in turn, letter by letter: between two keys of a person the machine does other things too
            for target, top, names in ((box, window, (LETTER, FOLLOWED)), (bare, bare, (BARE,))):
                top.show()
                top.activateWindow()
                target.setFocus()
                settle(2)
                for name, took in zip(names, press(target, letter), strict=False):
                    times[name].append(took)
                settle(2)
        findings = len(held.shown_findings)
        memory = _resident()
        tenth = _tenth_child(window)
        words = len(held.get(WHERE).split())
        window.shut()
    return {
        "keys": times,
        "words": words,
        "findings": findings,
        "memory": memory,
        "tenth_child": tenth,
    }


def _tenth_child(window: object) -> float:
    from benchmarks.windows import Painted, settle

    editor = window.editor  # type: ignore[attr-defined]
    while len(editor.document.referral.children) < 9:
        editor.add_child()
        settle()
    start = time.process_time()
    editor.add_child()
    took = Painted().wait() - start
    assert len(editor.document.referral.children) == 10
    return took


def _resident() -> float:
    """Memory of this process in MiB."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
