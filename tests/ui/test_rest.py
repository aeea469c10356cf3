"""Python's search for what is no longer needed comes when the typing rests, not in the middle of a key."""

from __future__ import annotations

import gc
from typing import Any

from PySide6.QtTest import QTest
from shiboken6 import delete

from tests.ui.conftest import blank, settle
from ui import rest
from ui.main_window import MainWindow


def test_that_no_search_comes_while_keys_do(window: MainWindow) -> None:
    window.work.open(blank(children=[{"id": "c1", "given_name": "Amber"}]), 0)
    settle()
    gc.collect()
    searches: list[str] = []

    def noted(phase: str, info: dict[str, Any]) -> None:
        searches.append(phase)

    gc.callbacks.append(noted)
    try:
        assert window.editor is not None
        window.editor.go_to("/children/0/aware/activity")
        box = window.focusWidget()
        searches.clear()
        for letter in "They were playing in the garden.":
            QTest.keyClick(box, letter)
            settle(1)
        assert searches == []
    finally:
        gc.callbacks.remove(noted)


def test_that_what_a_draft_was_opened_with_is_not_searched_through_when_keys_come(window: MainWindow) -> None:
    window.work.open(blank(children=[{"id": "c1", "given_name": "Amber"}]), 0)
    settle()
    assert gc.get_freeze_count() > 1000
    assert gc.get_count()[0] < 10_000


def test_that_a_rest_searches_and_leaves_out_later_what_lived_then(window: MainWindow, qtbot: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(rest, "AFTER", 1)
    window.work.open(blank(), 0)
    with qtbot.waitSignal(window.work.rest._timer.timeout):
        window.document.edit("/incident/reference", "1234")
    assert gc.get_freeze_count() > 1000
    held: list[Any] = []
    held.append(held)
    number = id(held)
    del held
    window.work.rest.search()
    assert not any(id(each) == number for each in gc.get_objects())


def test_that_a_closed_draft_gives_python_its_own_ways_back(window: MainWindow) -> None:
    before = gc.get_threshold()
    window.work.open(blank(), 0)
    assert gc.get_threshold()[0] == rest.MANY
    window.work.rest.search()
    assert window.leave_editor()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_that_a_draft_whose_window_went_first_gives_them_back_too(window: MainWindow) -> None:
    before = gc.get_threshold()
    window.work.open(blank(), 0)
    resting = window.work.rest
    delete(resting)
    resting.stop()
    assert gc.get_threshold() == before
    window.work.rest = None
