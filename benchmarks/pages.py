"""What a person feels in the window beside one key: pages that open, the first keys on each, the way in and out of a draft.

There is no contender: the figures are milliseconds of processor time, of a referral with six children, four of them in police
protection. In a process of its own, as for typing.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.corpus import referral
from benchmarks.harness import PYTHON, Felt, Section, python_env

ROUNDS, SHORT_ROUNDS = 7, 3
CHILDREN, PROTECTED = 6, 4
LETTERS = "she was"
SETTLED = 40
"""Passes of the event loop after which nothing waits any more."""


def run(short: bool = False) -> Section:
    section = Section("Pages")
    command = [PYTHON, "-m", "benchmarks.pages", str(SHORT_ROUNDS if short else ROUNDS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=python_env(QT_QPA_PLATFORM="offscreen"))
    found = json.loads(done.stdout.splitlines()[-1])
    section.text(
        f"The window over a referral with {CHILDREN} children; median processor time in ms. Painted: until the page is on the "
        "screen. Settled: until what comes after it is done too: the checks, what stands below the first screen, the page before "
        "deleted. Longest: the most that a key may have to wait for in between. Keys: the slowest first letter and the slowest "
        "of the letters after it, until it is painted and until all that follows is painted, in any text box of the page."
    )
    section.table(
        ["page", "painted", "settled", "longest", "first letter", "letter", "its findings", "first findings"],
        [[name, *(f"{value:.1f}" if value is not None else "–" for value in row)] for name, row in found["pages"].items()],
    )
    section.table(
        ["step", "painted", "settled", "longest"],
        [[name, *(f"{each:.0f}" for each in row)] for name, row in found["steps"].items()],
    )
    pages, steps = found["pages"].values(), found["steps"]
    section.felt += [
        Felt("the slowest page opened, until painted", max(row[0] for row in pages), 100, "ms"),
        Felt("the slowest first letter in any box, until painted", max(row[3] or 0.0 for row in pages), 16, "ms"),
        Felt("a draft opened from the list, until painted and checked", steps["open a draft"][0], 200, "ms"),
        Felt("back to the list, until painted", steps["back to the list"][0], 100, "ms"),
        Felt("a child added from the read-through, until painted", steps["add a child from the read-through"][0], 200, "ms"),
    ]
    return section


def _document() -> dict[str, Any]:
    made = referral(21, children=CHILDREN, words=75)
    for minute, child in enumerate(made["children"][:PROTECTED]):
        child["police_protection"] = {
            "started_at": f"2026-11-20T21:{minute:02}:00+00:00",
            "grounds": "No adult at home was fit to care.",
            "designated_officers": [{"from": f"2026-11-20T22:{minute:02}:00+00:00"}],
            "reviews": [{"at": f"2026-11-21T07:{minute:02}:00+00:00", "decision": "continue"}],
        }
    return made


def _measure(rounds: int) -> dict[str, Any]:
    from benchmarks.windows import settle, window_on
    from ui.sections import in_order

    document = _document()
    with tempfile.TemporaryDirectory() as folder:
        window = window_on(Path(folder), document)

        def editor() -> Any:
            return window.editor

        def open_at_first() -> None:
            if editor() is None:
                window.open_draft(document["id"])
            editor()._chosen("incident")

        def step(do: Callable[[], object], before: Callable[[], object]) -> list[float]:
            taken = []
            for _ in range(rounds):
                before()
                settle()
                taken.append(_timed(do))
            return [statistics.median(each) * 1e3 for each in zip(*taken, strict=True)]

        first = {None, document["children"][0]["id"]}
        keys = [each.key for each in in_order(window.catalogue, editor().document.referral) if each.child in first]
        pages: dict[str, list[float | None]] = {}
        for key in keys:
            away = "incident" if key != "incident" else "decision"
            opened = step(lambda key=key: editor()._chosen(key), lambda away=away: editor()._chosen(away))
            pages[key.partition("@")[0]] = [*opened, *_keys(editor())]
        steps = {
            "back to the list": step(window.go_home, open_at_first),
            "open a draft": step(lambda: window.open_draft(document["id"]), lambda: (open_at_first(), window.go_home())),
            "add a child from the read-through": step(lambda: editor().add_child(), lambda: _without_added(editor())),
            "undo that": step(lambda: editor().undo(), lambda: editor().add_child()),
        }
        window.shut()
    return {"pages": pages, "steps": steps}


def _without_added(editor: Any) -> None:
    while len(editor.document.referral.children) > CHILDREN:
        editor.document.undo()
    editor._chosen("read")


def _timed(do: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds until it is painted, and until nothing waits any more; the longest that a key may wait in between."""
    from benchmarks.windows import Painted, settle

    start = time.process_time()
    do()
    painted = Painted().wait()
    longest = time.process_time() - painted
    for _ in range(SETTLED):
        before = time.process_time()
        settle(1)
        longest = max(longest, time.process_time() - before)
    return painted - start, time.process_time() - start, longest


def _keys(editor: Any) -> list[float | None]:
    """The slowest first letter, letter, findings and first findings in ms, over the page's text boxes; all of it is undone."""
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

    from benchmarks.windows import settle

    boxes = [each for kind in (QPlainTextEdit, QLineEdit) for each in editor.page.findChildren(kind)]
    firsts, later = [], []
    for box in [each for each in boxes if each.isVisible() and not each.isReadOnly()][:8]:
        box.setFocus()
        settle()
        taken = []
        for letter in LETTERS:
            taken.append(_pressed(box, letter))
            settle()
        firsts.append(taken[0])
        later.append([statistics.median(each) for each in zip(*taken[1:], strict=True)])
        while editor.document.undo_words:
            editor.document.undo()
        settle()
    if not firsts:
        return [None] * 4
    slowest = max(each[0] for each in firsts), *(max(each) for each in zip(*later, strict=True)), max(each[1] for each in firsts)
    return [each * 1e3 for each in slowest]


def _pressed(box: Any, letter: str) -> tuple[float, float]:
    """Seconds until a letter is painted, and until all that follows from it is painted too."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from benchmarks.windows import PASSES, Painted

    start = time.process_time()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(box, QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter))
    at = Painted().wait()
    for _ in range(PASSES - 1):
        QApplication.processEvents()
    return at - start, time.process_time() - start


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
