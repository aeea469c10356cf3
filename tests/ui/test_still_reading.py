"""Many drafts that came in together: a search answers at once, says what it has not read yet, and finds it when it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE, a_body, save
from tests.ui.conftest import Clock
from ui import background
from ui.start_screen import StartScreen
from ui.supervisor.queue_page import QueuePage
from vpa_assist.catalogue import Catalogue
from vpa_assist.store import Person, Store, Summary
from vpa_assist.store.search import AT_SEARCH

SUBMITTED = Summary(reference="CP", status="submitted", kind="live")
MANY = AT_SEARCH + 30
"""More than a search reads by itself."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = Store.create(tmp_path / "live-1", Person("Jo Vane", "4411", "Response", "supervisor"), PHRASE, cost=CHEAP)
    with made:
        for number in range(MANY):
            save(made, f"d{number}", body=a_body(f"d{number}", words="Crewe"), summary=SUBMITTED)
        yield made
        background.wait()


@pytest.fixture(params=["start", "queue"])
def page(
    request: pytest.FixtureRequest, store: Store, catalogue: Catalogue, clock: Clock, qtbot: QtBot
) -> StartScreen | QueuePage:
    made = StartScreen(store, catalogue, clock) if request.param == "start" else QueuePage(store, catalogue, clock)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def rows_of(page: StartScreen | QueuePage) -> int:
    model = page.view.drafts if isinstance(page, StartScreen) else page.view.rows
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    return model.rowCount()


def search(page: StartScreen | QueuePage, words: str) -> None:
    page.search.set_text(words)
    page._search() if isinstance(page, StartScreen) else page.follow()


def test_that_a_search_after_many_came_in_says_what_is_left_and_then_finds_all(
    page: StartScreen | QueuePage, store: Store, qtbot: QtBot
) -> None:
    search(page, "crewe")
    assert page.still_reading.isVisible()
    (left,) = [int(word) for word in page.still_reading.line.text().split() if word.isdigit()]
    assert MANY - AT_SEARCH <= left < MANY
    qtbot.waitUntil(lambda: not page.still_reading.isVisible(), timeout=10_000)
    assert store.upkeep.words_waiting() == 0
    assert rows_of(page) == MANY


def test_that_the_line_is_not_there_where_all_was_read(page: StartScreen | QueuePage, store: Store) -> None:
    while store.upkeep.take_words():
        pass
    search(page, "crewe")
    assert not page.still_reading.isVisible()
    assert rows_of(page) == MANY


def test_that_a_page_that_goes_away_stops_reading(
    page: StartScreen | QueuePage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.upkeep, "take_words", lambda: 1)  # would never end
    search(page, "crewe")
    page.hide()
    assert QThreadPool.globalInstance().waitForDone(3_000)
