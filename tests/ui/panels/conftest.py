"""Pages of the real window with a document behind them, as the panels are seen and used."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.make import example
from ui import sections, theme
from ui.document import Document, Place
from ui.page import Page
from ui.tabbing import step
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Officer, Referral

NOW = datetime.fromisoformat("2026-11-15T01:30:00+00:00")


class Shown:
    """One page on the screen."""

    def __init__(self, document: Document, page: Page, window: QWidget) -> None:
        self.document = document
        self.page = page
        self.window = window

    def panel(self, kind: type[Any]) -> Any:
        """The panel of a class on this page."""
        return self.page.findChildren(kind)[0]

    def widget(self, name: str) -> QWidget:
        """The shown widget whose accessible name begins so."""
        found = [
            each
            for each in self.page.findChildren(QWidget)
            if each.accessibleName().startswith(name) and each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        assert found, f"nothing is called {name!r}"
        return found[0]

    def panel_text(self, text: str) -> bool:
        """Whether a text is to be read on the page."""
        return any(text in each.text() for each in self.page.findChildren(QLabel) if each.isVisibleTo(self.page))

    def click(self, name: str) -> None:
        """Clicks the shown widget whose accessible name begins so."""
        target = self.widget(name)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.rect().center())
        settle()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key where the keyboard is."""
        QTest.keyClick(focus(), key, held)
        settle()

    def write(self, text: str) -> None:
        """Types a text where the keyboard is, as an input method does: any character."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(focus(), event)
        settle()

    def get(self, where: str) -> Any:
        """What the document holds."""
        return self.document.get(where)


class _Window(QWidget):
    """A window in which Tab goes as it does in the editor."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (a name of Qt)
        return step(self, forward) or super().focusNextPrevChild(forward)


def focus() -> QWidget:
    """The widget that has the keyboard."""
    held = QApplication.focusWidget()
    assert held is not None, "nothing has the keyboard"
    return held


def settle() -> None:
    """Lets the event loop do what is due, deletions too."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path, qapp) -> Iterator[None]:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    theme.apply(qapp, dark=False, text_size=100)
    yield
    settle()


@pytest.fixture
def show(qapp, catalogue) -> Iterator[Callable[..., Shown]]:
    """Shows a page of a referral (or of an example by name): `show(referral, "child.words", "c1")`."""
    shown: list[Shown] = []

    def make(
        referral: Referral | str, page_id: str, child: str | None = None, *, visited: bool = True, width: int = 1100
    ) -> Shown:
        if isinstance(referral, str):
            referral = from_json({**example(referral).as_json(), "status": "draft"})
        document = Document(referral, catalogue, clock=lambda: NOW, officer=Officer(name="Lee Whitlow", collar_number="4417"))
        section = sections.find(catalogue, referral, page_id, child)
        assert section is not None
        document.go(Place(page_id, child))
        document.check_now()
        if visited:
            document.visit(section.key)
        window = _Window()
        page = Page(document, catalogue, section)
        QVBoxLayout(window).addWidget(page)
        window.resize(width, 900)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        page.make_all()  # however slow the machine
        settle()
        shown.append(Shown(document, page, window))
        return shown[-1]

    yield make
    for each in shown:
        each.document.stop()
        each.page.stop()
        each.window.close()
        each.window.deleteLater()
    settle()
