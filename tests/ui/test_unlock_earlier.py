"""A store of an earlier schema: the unlock page says that it is brought up to date, and stays alive meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import settle
from ui import background
from ui.unlock import UnlockPage
from vpa_assist.catalogue import Catalogue
from vpa_assist.store import Known, Store, backup, windows
from vpa_assist.store.errors import DiskFull
from vpa_assist.store.windows import Window

FIXTURES = Path(__file__).parents[1] / "store" / "fixtures"


@pytest.fixture
def page(catalogue: Catalogue, tmp_path: Path, qtbot: QtBot) -> UnlockPage:
    folder = shutil.copytree(FIXTURES / "v1", tmp_path / "store")
    made = UnlockPage(catalogue, (Known(str(folder), "", "Jo Vane", "4411", "live"),), CHEAP)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


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


def test_that_the_page_says_so_while_an_earlier_store_is_brought_up_to_date(page: UnlockPage, gate: Event, qtbot: QtBot) -> None:
    opened: list[Store] = []
    page.unlocked.connect(opened.append)
    page.box.setText(PHRASE)
    page.try_it()
    qtbot.waitUntil(page.updating.isVisible, timeout=10_000)
    assert page.button.words() == "Bringing up to date"
    assert not page.button.isEnabled()
    assert not page.other_way.isEnabled()
    assert page.updating.height() >= page.updating.heightForWidth(page.updating.width())
    beats: list[int] = []
    heart = QTimer(page)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(5)
    qtbot.waitUntil(lambda: len(beats) > 10, timeout=5_000)
    assert not opened
    gate.set()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    opened[0].close()


def test_that_a_store_of_today_is_opened_without_a_word_of_it(page: UnlockPage, qtbot: QtBot) -> None:
    with Store.unlock(page.folder, PHRASE, cost=CHEAP):
        pass
    told: list[str] = []
    page._updating.connect(lambda: told.append("told"))
    page.box.setText(PHRASE)
    with qtbot.waitSignal(page.unlocked, timeout=10_000) as heard:
        page.try_it()
    heard.args[0].close()
    settle()
    assert not told


def test_that_a_refusal_in_the_middle_takes_its_place(page: UnlockPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    def full(*_given: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backup, "make", full)
    page.box.setText(PHRASE)
    page.try_it()
    qtbot.waitUntil(page.fault.isVisible, timeout=10_000)
    settle()
    assert not page.updating.isVisible()
    assert page.button.isEnabled()
    assert page.other_way.isEnabled()
    assert page.button.words() == "Unlock"


def test_that_a_store_whose_page_was_left_meanwhile_is_closed_again(
    catalogue: Catalogue, tmp_path: Path, gate: Event, qtbot: QtBot
) -> None:
    folder = shutil.copytree(FIXTURES / "v1", tmp_path / "store")
    page = UnlockPage(catalogue, (Known(str(folder), "", "Jo Vane", "4411", "live"),), CHEAP)
    page.box.setText(PHRASE)
    page.try_it()
    qtbot.waitUntil(lambda: page.button.words() == "Bringing up to date", timeout=10_000)
    assert windows.others(folder, Window("", 0, "", "")) != []
    page.deleteLater()
    qtbot.waitUntil(lambda: not isValid(page), timeout=5_000)
    gate.set()
    background.wait()
    settle()
    assert windows.others(folder, Window("", 0, "", "")) == []
