"""Random hands at the real window: clicks, keys, hostile text, commands. After each step what is on the screen is the document.

`python -m tests.ui.monkey STEPS [SEED]` runs it alone; the suite a shorter one.
"""

from __future__ import annotations

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

import random
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from tests.store.cheap import CHEAP, PHRASE, VANE
from tests.ui.conftest import Answers, example
from tests.ui.on_screen import differences
from ui import actions, app
from ui.editor import Editor
from ui.main_window import MainWindow
from vpa_assist import catalogue as packs
from vpa_assist.record.reading import from_json
from vpa_assist.store import Store

HOSTILE = (
    "a", "Mia ", "\u2028", "a\rb", "\u00a0", "😀", "é", "x" * 400, "12/1", "22:10", "<b>&", "“Nan”", "\u202eabc", "e\u0301",
    "{name}", "%s", "now", "cw7 1aa", "0", "-1", "sent to bed", "\n", "{}", "'; --", "العربية",
)  # fmt: skip
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Delete,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape,
    Qt.Key.Key_F1, Qt.Key.Key_F6, Qt.Key.Key_F8,
)  # fmt: skip
EDITING = ((Qt.Key.Key_A, "select all"), (Qt.Key.Key_X, "cut"), (Qt.Key.Key_C, "copy"), (Qt.Key.Key_V, "paste"))
SIZES = ((1366, 768), (1024, 600), (1600, 900), (760, 600))
LOOK = 2
"""Steps from one comparison of the screen with the document to the next."""
IN_THE_PAGE = 0.75
"""How many of the clicks go into the page: most of the others open another one, which takes as long as thirty of them."""
TRACE = "MONKEY_TRACE" in os.environ
BEGINNINGS = (
    "da-two-children-asleep-weak", "police-protection-four-children-strong", "missing-boy-15-weak", "custody-refused-bail-16-weak",
    "cse-childrens-home-14-weak", "offender-visit-two-children-strong", "nonverbal-autistic-boy-injuries-strong",
)  # fmt: skip
"""What a run begins with; the seed chooses."""
NOT_BY_MONKEYS = frozenset(
    {"lock", "take_in_file", "export", "export_urgent", "preview", "go_home", "new_referral", "larger", "smaller"}
)


class Monkey:
    """One run. `step` does one thing; `look` says what does not hold."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.now = datetime.fromisoformat("2026-11-21T22:10:00+00:00")
        store, _ = Store.create(folder / "live-1", VANE, PHRASE, cost=CHEAP)
        self.window = MainWindow(
            packs.default(), folder=folder, cost=CHEAP, restart=lambda: None, clock=lambda: self.now, asks=Answers(folder)
        )
        self.window.resize(1366, 768)
        self.window.show()
        self.window.opened(store)
        self.window.work.open(example(BEGINNINGS[seed % len(BEGINNINGS)]), 0, keep=True)
        self.done = ""
        self.draft_id = self.editor.document.referral.id
        settle()

    @property
    def editor(self) -> Editor:
        assert self.window.editor is not None
        return self.window.editor

    def step(self) -> None:
        """Does one random thing."""
        self._back_to_work()
        what = self.chance.choices(
            (self._type, self._key, self._edit, self._click, self._command, self._section, self._undo, self._resize),
            (30, 18, 6, 26, 5, 3, 4, 0.5),
        )[0]
        self.done = what.__name__
        what()
        if TRACE:
            print(self.done, flush=True)
        for menu in self.window.findChildren(QMenu):
            menu.close()
        settle()

    def _back_to_work(self) -> None:
        """A key or a command found its way out of the draft: it is opened again."""
        if self.window.editor is None:
            self.window.open_draft(self.draft_id)
            settle()

    def _target(self) -> QWidget:
        focus = QApplication.focusWidget()
        if focus is None or not self.window.isAncestorOf(focus):
            if self.editor.page is not None:
                self.editor.page.focus_first()
            focus = QApplication.focusWidget()
        return focus or self.window

    def _type(self) -> None:
        text = self.chance.choice(HOSTILE)
        self.done = f"type {text[:12]!r} into {self._target().accessibleName()!r}"
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self._target(), event)

    def _key(self) -> None:
        key = self.chance.choice(KEYS)
        self.done = f"key {key.name} at {self._target().accessibleName()!r}"
        QTest.keyClick(self._target(), key)

    def _edit(self) -> None:
        """Selects, cuts, copies, pastes: what is pasted may come from anywhere."""
        key, words = self.chance.choice(EDITING)
        if words == "paste" and self.chance.random() < 0.5:
            QApplication.clipboard().setText(self.chance.choice(HOSTILE))
        self.done = f"{words} at {self._target().accessibleName()!r}"
        QTest.keyClick(self._target(), key, Qt.KeyboardModifier.ControlModifier)

    def _resize(self) -> None:
        size = self.chance.choice(SIZES)
        self.done = f"resize to {size}"
        self.window.resize(*size)

    def _click(self) -> None:
        inside = self.editor.page if self.chance.random() < IN_THE_PAGE else None
        shown = [
            each
            for each in (inside or self.editor).findChildren(QWidget)
            if each.isVisible() and (isinstance(each, QAbstractButton) or each.focusPolicy() != Qt.FocusPolicy.NoFocus)
        ]
        bar = self.editor.bar
        shown = [each for each in shown if each not in (bar.home_button, bar.preview_button, bar.more_button)]
        if shown:
            target = self.chance.choice(shown)
            words = getattr(target, "words", None)
            if words is not None and any(part in words() for part in ("PDF", "Preview", "Hand in", "Save", "Print")):
                return
            self.done = f"click {target.accessibleName()!r} ({type(target).__name__})"
            QTest.mouseClick(target, Qt.MouseButton.LeftButton)

    def _command(self) -> None:
        names = [each.name for each in actions.COMMANDS if each.name not in NOT_BY_MONKEYS]
        name = self.chance.choice(names)
        if name == "hand_in" and self.editor.section is not None and self.editor.section.page.id == "read":
            return
        self.done = f"command {name}"
        where: Any = self.editor if actions.command(name).where == "editor" else self.window
        getattr(where, name)()

    def _section(self) -> None:
        rows = list(self.editor.outline.rows)
        if rows:
            self.done = f"section {self.chance.choice(rows)}"
            self.editor.go_section(self.done.split()[1])

    def _undo(self) -> None:
        self.done = "undo or redo"
        (self.editor.undo if self.chance.random() < 0.6 else self.editor.redo)()

    def look(self) -> list[str]:
        """What does not hold: the document loads, the page shows what it holds, its section is there."""
        self._back_to_work()
        document = self.editor.document
        from_json(document.referral.as_json())
        page = self.editor.page
        if page is None:
            return ["no page is open"]
        return differences(page, document)

    def close(self) -> list[str]:
        """Closes; gives what the store does not hold of the document."""
        document = self.editor.document
        last = document.stored
        self.window.shut()
        settle()
        with Store.unlock(self.window.door.folder / "live-1", PHRASE, cost=CHEAP) as store:
            from vpa_assist.record.reading import read

            kept = read(store.load(last.id, editing=False).body)
        return [] if kept == last else ["the store does not hold what was on the screen"]


def settle() -> None:
    for _ in range(2):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def run(folder: Path, steps: int, seed: int) -> list[str]:
    """Runs so many steps; gives what went wrong, the newest last."""
    faults: list[str] = []
    before = sys.excepthook

    def note(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else ""
        faults.append(f"{kind.__name__} at {where}: {error}"[:300])

    monkey = Monkey(folder, seed)
    sys.excepthook = note
    try:
        for number in range(steps):
            try:
                monkey.step()
                if number % LOOK == 0:
                    faults += monkey.look()
            except Exception as error:
                note(type(error), error, error.__traceback__)
            if faults:
                return [f"step {number}, seed {seed}, {monkey.done}", *faults]
        return monkey.close()
    finally:
        sys.excepthook = before
        monkey.window.shut()


def main() -> None:
    steps, seed = (int(sys.argv[1]) if len(sys.argv) > 1 else 5000), (int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    app.make_application()
    with tempfile.TemporaryDirectory() as folder:
        faults = run(Path(folder), steps, seed)
    print("\n".join(faults) or f"{steps} steps, seed {seed}: nothing went wrong")
    sys.stdout.flush()
    os._exit(bool(faults))


if __name__ == "__main__":
    main()
