"""The first start as a stranger meets it: Enter goes on, a role is one stop, what is wrong stands where it is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.store.cheap import CHEAP
from tests.ui.conftest import settle
from ui.first_run import FirstRunPage
from ui.keeping import rank_and_name
from ui.main_window import MainWindow
from ui.new_referral import NewReferralPage
from ui.recovery_code import CodePage
from ui.tabbing import stops


@pytest.fixture
def window(catalogue: Any, tmp_path: Any, clock: Any) -> MainWindow:
    made = MainWindow(catalogue, folder=tmp_path / "data", cost=CHEAP, clock=clock, restart=lambda: None)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.begin()
    settle()
    return made


def page_of(window: MainWindow) -> FirstRunPage:
    page = window.stack.currentWidget()
    assert isinstance(page, FirstRunPage)
    return page


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
    settle()


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def test_that_enter_leads_through_the_first_run_to_the_recovery_code(window: MainWindow, qtbot: Any) -> None:
    for text in ("PC Lee Whitlow", "4417", "Winsford Response", "four brown owls", "four brown owls"):
        write(text)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), CodePage), timeout=5000)
    window.shut()


@pytest.mark.parametrize(
    ("typed", "rank", "name"),
    [
        ("PC Lee Whitlow", "PC", "Lee Whitlow"),
        ("sgt Ruth Castell", "Sgt", "Ruth Castell"),
        ("Ch Insp Farida Noor", "Ch Insp", "Farida Noor"),
        ("Di Pettigrew", "", "Di Pettigrew"),
        ("di pettigrew", "DI", "pettigrew"),
        ("Dilys Pettigrew", "", "Dilys Pettigrew"),
        ("PC", "", "PC"),
    ],
)
def test_that_the_rank_is_typed_once_with_the_name(catalogue: Any, typed: str, rank: str, name: str) -> None:
    assert rank_and_name(typed, catalogue.force().ranks) == (rank, name)


def test_that_the_first_start_gives_rank_and_name_to_what_is_signed_later(window: MainWindow, qtbot: Any) -> None:
    for text in ("PC Lee Whitlow", "4417", "Winsford Response", "four brown owls", "four brown owls"):
        write(text)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), CodePage), timeout=5000)
    press(Qt.Key.Key_Return)
    window.new_referral()
    page = window.stack.currentWidget()
    assert isinstance(page, NewReferralPage)
    author = page.referral().author
    assert author is not None
    assert (author.rank, author.name, author.collar_number) == ("PC", "Lee Whitlow", "4417")
    window.shut()


def test_that_everything_of_the_first_run_is_in_view_on_a_small_laptop(window: MainWindow) -> None:
    page = page_of(window)
    below = page.button.mapTo(window, page.button.rect().bottomLeft()).y()
    assert below < 768 - 8
    window.shut()


def test_that_the_role_is_one_stop_and_typing_does_not_choose_another(window: MainWindow) -> None:
    page = page_of(window)
    roles = list(page.roles.values())
    assert [each for each in stops(page) if each in roles] == [page.roles["officer"]]
    page.roles["officer"].setFocus()
    write("four brown owls")
    assert page.role == "officer"
    press(Qt.Key.Key_Right)
    assert page.role == "supervisor"
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.passphrase
    window.shut()


@pytest.mark.parametrize(
    ("typed", "box", "words"),
    [
        ({}, "name", "Write your name"),
        ({"name": "PC Lee Whitlow"}, "collar", "collar number"),
        ({"name": "PC Lee Whitlow", "collar": "4417"}, "passphrase", "Choose a passphrase"),
        ({"name": "PC Lee Whitlow", "collar": "4417", "passphrase": "owls"}, "again", "differ"),
    ],
)
def test_that_what_is_wrong_stands_below_the_line_it_is_about(
    window: MainWindow, typed: dict[str, str], box: str, words: str
) -> None:
    page = page_of(window)
    for name, text in typed.items():
        getattr(page, name).setText(text)
    page.make()
    settle()
    line = getattr(page, box)
    assert QApplication.focusWidget() is line
    assert words in page.fault.text()
    assert page.fault.parentWidget() is line.parentWidget()
    assert line.accessibleDescription() == page.fault.text()
    window.shut()


def test_that_the_kinds_of_incident_are_one_stop_and_a_letter_finds_one(
    catalogue: Any, clock: Any, officer: Any, qapp: Any
) -> None:
    page = NewReferralPage(catalogue, officer, clock)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    page.reference.setFocus()
    settle()
    kinds = list(page.types.values())
    assert len([each for each in stops(page) if each in kinds]) == 1
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is kinds[0]
    write("po")
    assert QApplication.focusWidget() is page.types["police_protection"]
    page._roving._since.invalidate()  # a moment later
    write("m")
    assert QApplication.focusWidget() is page.types["mental_health"]
    page._roving._since.invalidate()
    write("m")
    assert QApplication.focusWidget() is page.types["missing"]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.children_
    assert page.referral().incident.types == ("missing", "domestic_abuse")
    page.close()
