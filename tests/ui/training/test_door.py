"""The door to training: an earlier store says that it is brought up to date, and nobody who goes back meanwhile is harmed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import settle
from tests.ui.training.conftest import Trainer
from ui import background
from ui.training import door
from ui.training.door import DoorPage
from vpa_assist.catalogue import Catalogue
from vpa_assist.store import Known, Store, backup, windows
from vpa_assist.store.errors import DiskFull
from vpa_assist.store.windows import Window

FIXTURES = Path(__file__).parents[2] / "store" / "fixtures"


@pytest.fixture
def page(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[DoorPage]:
    folder = shutil.copytree(FIXTURES / "v1", tmp_path / "store")
    known = (Known(str(folder), "", "Grey Heron", "", "training"), Known(str(tmp_path), "", "Red Kite", "", "training"))
    monkeypatch.setattr(door, "training_stores", lambda *_given: known)
    made = DoorPage(catalogue, tmp_path, CHEAP)
    window = QStackedWidget()
    window.addWidget(made)
    window.resize(1024, 600)
    window.show()
    made.passphrase.setText(PHRASE)
    yield made
    window.close()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The backup before a migration waits for it."""
    held = Event()
    real = backup.make

    def make(*given: object) -> object:
        assert held.wait(20)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "make", make)
    yield held
    held.set()


def test_that_the_door_says_so_while_an_earlier_store_is_brought_up_to_date(page: DoorPage, gate: Event, qtbot: QtBot) -> None:
    opened: list[Store] = []
    page.opened.connect(opened.append)
    page.go()
    assert page.button.words() == "Opening"
    qtbot.waitUntil(page.updating.isVisible, timeout=10_000)
    assert page.button.words() == "Bringing up to date"
    assert not any(each.isEnabled() for each in (*page.buttons, *page.other_ways))
    assert page.updating.height() >= page.updating.heightForWidth(page.updating.width())
    assert not opened
    gate.set()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    opened[0].close()


def test_that_a_refusal_takes_its_place(page: DoorPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    def full(*_given: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backup, "make", full)
    page.go()
    qtbot.waitUntil(page.fault.isVisible, timeout=10_000)
    settle()
    assert not page.updating.isVisible()
    assert page.button.words() == "Open"
    assert all(each.isEnabled() for each in (*page.buttons, *page.other_ways))


def test_that_a_store_whose_page_was_left_meanwhile_is_closed_again(page: DoorPage, gate: Event, qtbot: QtBot) -> None:
    folder = Path(page._known[0].folder)
    page.go()
    qtbot.waitUntil(page.updating.isVisible, timeout=10_000)
    assert windows.others(folder, Window("", 0, "", "")) != []
    page.hide()
    page.deleteLater()
    qtbot.waitUntil(lambda: not isValid(page), timeout=5_000)
    gate.set()
    background.wait()
    settle()
    assert windows.others(folder, Window("", 0, "", "")) == []


def test_that_enter_goes_from_the_name_to_the_passphrase(catalogue: Catalogue, tmp_path: Path, qtbot: QtBot) -> None:
    page = DoorPage(catalogue, tmp_path, CHEAP)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    assert page.name is not None
    page.name.setFocus()
    settle()
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert page.passphrase.hasFocus()


@pytest.mark.parametrize("at_passphrase", [False, True])
def test_that_another_text_size_leaves_what_was_typed(trainer: Trainer, qapp: QApplication, at_passphrase: bool) -> None:
    trainer.window.practise("the-drawing")
    settle()
    (before,) = trainer.window.findChildren(DoorPage)
    assert before.name is not None
    before.name.setText("Sam Okafor")
    before.passphrase.setText("three words here")
    if at_passphrase:
        before.passphrase.setFocus()
    trainer.window.larger()
    settle()
    (after,) = trainer.window.findChildren(DoorPage)
    assert after is not before
    assert after.name is not None
    assert (after.name.text(), after.passphrase.text()) == ("Sam Okafor", "three words here")
    assert after.passphrase.echoMode() == QLineEdit.EchoMode.Password
    assert qapp.focusWidget() is (after.passphrase if at_passphrase else after.name)
    trainer.window.normal_size()
    settle()
    (again,) = trainer.window.findChildren(DoorPage)
    assert again.name is not None
    assert again.name.text() == "Sam Okafor", "a second time as well"
