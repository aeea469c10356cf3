"""Another text size while a page is open: the page is built anew in it, and nothing that was chosen or typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP
from tests.ui.conftest import Clock, make_window, settle
from tests.ui.supervisor.test_review_page import handed_in, keep
from ui import background
from ui.main_window import MainWindow
from ui.supervisor.insight_page import InsightPage
from ui.supervisor.queue_page import QueuePage
from ui.supervisor.review_page import ReviewPage
from vpa_assist.catalogue import Catalogue
from vpa_assist.store import Person, Store


@pytest.fixture
def window(catalogue: Catalogue, clock: Clock, tmp_path: Path) -> Iterator[MainWindow]:
    (tmp_path / "files").mkdir()
    made = make_window(catalogue, clock, tmp_path)
    person = Person("Ruth Castell", "7001", "Widnes", "supervisor")
    store, _ = Store.create(tmp_path / "data" / "live-1", person, "four words and more", cost=CHEAP)
    keep(store, catalogue, handed_in(), 0, None)
    made.opened(store)
    settle()
    yield made
    made.shut()


def shown(window: MainWindow) -> QWidget:
    page = window.stack.currentWidget()
    assert page is not None
    return page


PLACES: dict[str, Callable[[MainWindow], object]] = {
    "queue": lambda window: window.desk.show_queue(),
    "review": lambda window: window.desk.open_review("d1"),
    "insight": lambda window: window.desk.show_insight(),
    "samples": lambda window: window.desk.show_samples(),
    "own": lambda window: window.show_own(),
    "new": lambda window: window.new_referral(),
}


@pytest.mark.parametrize("place", PLACES)
def test_that_a_page_is_built_anew_in_another_size(window: MainWindow, place: str, qtbot: QtBot) -> None:
    PLACES[place](window)
    background.wait()
    settle()
    before = shown(window)
    kind = type(before)
    window.set_text_size(200)
    background.wait()
    settle()
    assert type(shown(window)) is kind
    assert shown(window) is not before
    assert window.stack.count() == 1


def test_that_the_queue_keeps_its_list_and_its_search(window: MainWindow) -> None:
    page = window.desk.show_queue()
    page.search.set_text("missing")
    before = page.state()
    window.larger()
    settle()
    again = shown(window)
    assert isinstance(again, QueuePage)
    assert again.state() == before


def test_that_insight_keeps_what_was_chosen(window: MainWindow) -> None:
    window.desk.show_insight()
    page = shown(window)
    assert isinstance(page, InsightPage)
    page.period.choose(84, tell=True)
    page.split.choose("unit", tell=True)
    background.wait()
    settle()
    window.larger()
    background.wait()
    settle()
    again = shown(window)
    assert isinstance(again, InsightPage)
    assert (again.period.value, again.split.value) == (84, "unit")


def test_that_words_that_are_not_sent_yet_stay_where_they_are(window: MainWindow) -> None:
    window.desk.open_review("d1")
    page = shown(window)
    assert isinstance(page, ReviewPage)
    page._open("return")
    settle()
    (box,) = (each for each in page.findChildren(QPlainTextEdit) if each.isVisible())
    box.insertPlainText("Was he asleep?")
    window.larger()
    settle()
    assert shown(window) is page
    assert box.toPlainText() == "Was he asleep?"
