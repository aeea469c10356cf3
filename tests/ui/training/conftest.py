"""The real training window with a store that costs nothing to open, and somebody at its keyboard."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from tests.store.cheap import CHEAP
from ui import theme
from ui.training.files import Files
from ui.training.window import TrainingWindow
from vpa_assist.store import Person, Store

NOW = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
PHRASE = "lantern orbit thistle"


class Answers(Files):
    """Answers where the program would ask the system for a file name."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.opens: Path | None = None
        self.asked: list[str] = []

    def save_name(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(name)
        return self.folder / name

    def open_name(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.opens


def spoken(widget: QWidget) -> str:
    """What a screen reader calls a control: its name, else its text."""
    name = widget.accessibleName()
    return name if name or not isinstance(widget, QAbstractButton) else widget.text().replace("&&", "&")


def settle() -> None:
    """Lets the event loop do what is due, deletions too."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Trainer:
    """Somebody at the training window."""

    def __init__(self, window: TrainingWindow, qtbot: Any, files: Answers) -> None:
        self.window = window
        self.bot = qtbot
        self.files = files

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self.window.page

    def say(self, key: str, **words: object) -> str:
        """The pack's words."""
        return self.window.catalogue.screen(f"training.{key}", **words)

    def press(self, key: Qt.Key, times: int = 1) -> None:
        """Presses a key where the keyboard is."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.window, key)
            settle()

    def write(self, text: str) -> None:
        """Types a text where the keyboard is; any letter of any script."""
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(focus, event)
        settle()

    def find(self, name: str) -> QWidget:
        """The shown control whose accessible name begins so."""
        found = [
            each
            for each in self.window.findChildren(QWidget)
            if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus and spoken(each).startswith(name)
        ]
        assert found, f"{name!r} is not on the screen"
        return min(found, key=lambda each: len(spoken(each)))

    def use(self, name: str) -> None:
        """Goes to a control and presses Enter, or Space, as the keyboard does."""
        target = self.find(name)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        self.press(Qt.Key.Key_Return)

    def reads(self, text: str) -> bool:
        """Whether a text is to be read on the screen."""
        return any(text in each.text() for each in self.window.findChildren(QLabel) if each.isVisibleTo(self.window))

    def open_store(self, name: str = "Heron at work") -> Store:
        """Opens a new training store."""
        store, _ = Store.create(
            self.window.folder / "training-0001", Person(name, "", "", "officer"), PHRASE, "training", cost=CHEAP
        )
        self.window.store = store
        self.window.shelf.use(store)
        return store

    def saved(self) -> Path:
        """The file that was asked for last, once it is there."""
        path = self.files.folder / self.files.asked[-1]
        self.bot.waitUntil(path.is_file, timeout=20_000)
        settle()
        return path


@pytest.fixture
def make_trainer(qapp, qtbot, catalogue, tmp_path) -> Iterator[Callable[..., Trainer]]:
    """Opens the window: `make_trainer(width=1366, height=768, dark=False, text_size=100, find_screen=...)`."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    made: list[Trainer] = []

    def make(
        width: int = 1366, height: int = 768, dark: bool = False, text_size: int = 100, find_screen: Any = lambda _window: None
    ) -> Trainer:
        theme.apply(qapp, dark=dark, text_size=text_size)
        out = tmp_path / f"out{len(made)}"
        out.mkdir()
        files = Answers(out)
        folder = tmp_path / f"data{len(made)}"
        window = TrainingWindow(catalogue, folder=folder, cost=CHEAP, clock=lambda: NOW, files=files, find_screen=find_screen)
        window._dark = dark
        window.resize(width, height)
        window.show_library()
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        settle()
        made.append(Trainer(window, qtbot, files))
        return made[-1]

    yield make
    for each in made:
        each.window.close()
        each.window.deleteLater()
    settle()
    theme.apply(qapp, dark=False, text_size=100)


@pytest.fixture
def trainer(make_trainer) -> Trainer:
    """Somebody at the window as it opens."""
    return make_trainer()
