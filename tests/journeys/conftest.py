"""A whole evening in the real window: real store, real keys and mouse, as an officer works."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from tests.store.cheap import CHEAP
from ui import theme
from ui.kit import Banner
from ui.main_window import MainWindow
from ui.messages import Asks

NOW = datetime.fromisoformat("2026-11-15T01:30:00+00:00")
PHRASE = "lantern orbit thistle meadow"
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def spoken(widget: QWidget) -> str:
    """What a screen reader calls a control: its name, else its text."""
    name = widget.accessibleName()
    return name if name or not isinstance(widget, QAbstractButton) else widget.text().replace("&&", "&")


class Answers(Asks):
    """Answers where the program would ask the system for a file name."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.asked: list[str] = []

    def save_name(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(name)
        return self.folder / name


class Officer:
    """Somebody at the keyboard. `keys` counts what is pressed that is not text."""

    def __init__(self, window: MainWindow, qtbot: Any, asks: Answers) -> None:
        self.window = window
        self.bot = qtbot
        self.asks = asks
        self.keys = 0
        self.typed: list[str] = []

    # keys and text

    def settle(self) -> None:
        """Lets everything that is due happen."""
        for _ in range(4):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Presses a key where the keyboard is."""
        for _ in range(times):
            self.keys += 1
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
            self.settle()

    def write(self, text: str) -> None:
        """Types a text where the keyboard is; any letter of any script."""
        self.typed.append(text)
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(focus, event)
        self.settle()

    def focus(self) -> str:
        """What a screen reader calls the thing that has the keyboard."""
        held = QApplication.focusWidget()
        return spoken(held) if held is not None else ""

    # places

    def find(self, name: str, inside: QWidget | None = None) -> QWidget:
        """The shown control whose accessible name begins so."""
        inside = inside or self.window
        found = [
            each
            for each in inside.findChildren(QWidget)
            if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus and spoken(each).startswith(name)
        ]
        assert found, f"{name!r} is not on the screen"
        return min(found, key=lambda each: len(spoken(each)))

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """Clicks a control, scrolled into view."""
        target = self.find(name, inside)
        page = self.window.editor.page if self.window.editor is not None else None
        if page is not None and page.isAncestorOf(target):
            page.area.ensureWidgetVisible(target)
            self.settle()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(min(12, target.width() // 2), target.height() // 2))
        self.settle()

    def page(self, name: str) -> None:
        """Opens a page from the outline."""
        assert self.window.editor is not None
        self.click(f"{name},", self.window.editor.outline)

    def child(self, number: int) -> None:
        """Opens a child by its key."""
        self.press(getattr(Qt.Key, f"Key_{number}"), CTRL)

    def fill(self, name: str, text: str) -> None:
        """Clicks a field and types into it, in place of what stood there."""
        target = self.find(name, self.window.editor.page if self.window.editor else None)
        page = self.window.editor.page if self.window.editor is not None else None
        if page is not None:
            page.area.ensureWidgetVisible(target)
            self.settle()
        hit = target.viewport() if isinstance(target, QAbstractScrollArea) else target
        QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=QPoint(12, min(14, target.height() // 2)))
        QTest.keyClick(target, Qt.Key.Key_A, CTRL)
        self.settle()
        self.write(text)

    def search(self, name: str, text: str) -> None:
        """Types into a list that is searched, and takes the first that fits."""
        self.fill(name, text)
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_Tab)

    # what is there

    @property
    def document(self) -> Any:
        assert self.window.document is not None
        return self.window.document

    def get(self, where: str) -> Any:
        """What the document holds."""
        return self.document.get(where)

    def codes(self, severity: str = "") -> set[str]:
        """The codes of open findings that the window shows: those of visited sections."""
        self.document.check_now()
        return {
            each.code for each in self.document.shown_findings if each.is_open and (not severity or each.severity == severity)
        }

    def listed(self, title: str) -> bool:
        """Whether the panel of what is missing lists a finding with this title."""
        assert self.window.editor is not None
        self.settle()
        panel = self.window.editor.panel
        return any(
            title in each.accessibleName() or title in getattr(each, "text", str)() for each in panel.findChildren(QWidget)
        )

    # the whole

    def first_run(self) -> None:
        """Makes the store, as on the first day."""
        self.window.begin()
        self.settle()
        for name, text in (("Your rank and name", "PC Lee Whitlow"), ("Collar number", "4417"), ("Unit", "Winsford Response")):
            self.find(name).setFocus()
            self.write(text)
        for name in ("A passphrase", "The same passphrase again"):
            self.find(name).setFocus()
            QTest.keyClicks(QApplication.focusWidget(), PHRASE)
        self.click("Make my store")
        self.bot.waitUntil(lambda: self.shows("I have kept it"), timeout=20_000)
        self.click("I have kept it")
        assert self.window.store is not None
        self.keys = 0
        self.typed.clear()

    def shows(self, name: str) -> bool:
        """Whether a control of this name is on the screen."""
        try:
            self.find(name)
        except AssertionError:
            return False
        return True

    def begin(self, reference: str, types: list[str], children: str) -> None:
        """A new referral: its three questions."""
        self.press(Qt.Key.Key_N, CTRL)
        self.write(reference)
        for each in types:
            self.click(self.type_name(each))
        self.find("Children").setFocus()
        self.write(children)
        self.press(Qt.Key.Key_Return)

    def type_name(self, label: str) -> str:
        """The accessible name of an incident type on the first page."""
        return f"{self.window.catalogue.screen('new.type')}: {label}"

    def refusal(self) -> str:
        """What a banner says went wrong; "" where none does."""
        assert self.window.editor is not None
        banners = self.window.editor.banners.findChildren(Banner)
        return next((each.text() for each in banners if each.property("tone") == "must" and each.isVisible()), "")

    def export(self) -> Path:
        """Exports the PDF and waits until it lies there."""
        before = len(self.asks.asked)
        self.window.export()
        self.bot.waitUntil(lambda: len(self.asks.asked) > before or self.refusal() != "", timeout=60_000)
        assert not self.refusal()
        self.settle()
        return self.asks.folder / self.asks.asked[-1]


@pytest.fixture
def officer(qapp, qtbot, catalogue, tmp_path) -> Iterator[Officer]:
    """An officer who has unlocked the program on the first day."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    theme.apply(qapp, dark=False, text_size=100)
    out = tmp_path / "out"
    out.mkdir()
    asks = Answers(out)
    window = MainWindow(catalogue, folder=tmp_path / "store", cost=CHEAP, clock=lambda: NOW, restart=lambda: None, asks=asks)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    made = Officer(window, qtbot, asks)
    made.first_run()
    yield made
    window.close()
    window.deleteLater()
    made.settle()
