"""Figures are ready before anybody asks: what is missing is worked out while the window rests, and nobody notices."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.insight.test_figures import SAMPLE
from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import Clock, make_window, settle
from ui import background
from ui.main_window import MainWindow
from ui.supervisor import figures_ready
from ui.supervisor.counting import count_store
from ui.supervisor.figures_ready import RESTS, FiguresReady
from vpa_assist.audit import Kind
from vpa_assist.catalogue import Catalogue
from vpa_assist.insight import helper
from vpa_assist.insight.counting import Span, facts_from
from vpa_assist.insight.kept import mark, packed
from vpa_assist.record.reading import from_json
from vpa_assist.store import Person, Store, Summary
from vpa_assist.store.errors import StoreBusy

SUPERVISOR = Person("Ruth Castell", "7001", "Widnes", "supervisor")
MANY = 20


def put(store: Store, number: int, revision: int = 0) -> str:
    """Saves a draft as a command or another program would: without its facts."""
    draft_id = f"00000000-0000-4000-8000-{number:012d}"
    document = from_json({**SAMPLE[number % 5], "id": draft_id})
    store.save(
        draft_id,
        document.model_dump_json(by_alias=True, exclude_unset=True).encode(),
        summary=Summary(kind="live"),
        expected_revision=revision,
        save_id=f"{number} {revision}",
    )
    return draft_id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = Store.create(tmp_path / "live-1", SUPERVISOR, PHRASE, cost=CHEAP)
    with made:
        for number in range(MANY):
            put(made, number)
        yield made


def still(store: Store, catalogue: Catalogue) -> list[str]:
    """The drafts that figures would still have to read."""
    return [each.draft_id for each in store.contributions(mark(catalogue)) if each.facts is None]


def readied(store: Store, catalogue: Catalogue, qtbot: QtBot, rests: Any = lambda: True) -> FiguresReady:
    """Has all got ready."""
    ready = FiguresReady(store, catalogue, rests)
    with qtbot.waitSignal(ready.done, timeout=30_000):
        ready.go_on()
    return ready


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[helper.Helper]:
    """The processes that were begun."""
    found: list[helper.Helper] = []

    class Noted(helper.Helper):
        def _begun(self) -> Any:
            if self._pipe is None:
                found.append(self)
            return super()._begun()

    monkeypatch.setattr(helper, "Helper", Noted)
    return found


def test_that_all_that_is_missing_is_kept_as_figures_would_have_kept_it(
    store: Store, catalogue: Catalogue, qtbot: QtBot, begun: list[helper.Helper]
) -> None:
    ready = readied(store, catalogue, qtbot)
    worked_out = {draft_id: packed(facts_from(body, catalogue)) for _, draft_id, body in store.bodies()}
    assert {each.draft_id: each.facts for each in store.contributions(mark(catalogue))} == worked_out
    assert len(begun) == 1
    assert begun[0].ended
    assert begun[0]._process is not None
    assert not begun[0]._process.is_alive(), "it holds no draft in its memory once all is done"
    ready.stop()


def test_that_the_first_figures_then_read_no_document(
    store: Store, catalogue: Catalogue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    readied(store, catalogue, qtbot).stop()
    store._db.raw.execute("UPDATE body SET body = zeroblob(8)")
    counted = count_store(store, catalogue, Span(), lambda: False, lambda _more: None)
    assert (counted.documents, counted.refused) == (MANY, 0)


def test_that_no_process_is_begun_and_nothing_written_where_nothing_is_missing(
    store: Store, catalogue: Catalogue, qtbot: QtBot, begun: list[helper.Helper]
) -> None:
    readied(store, catalogue, qtbot).stop()
    begun.clear()
    before = store._db.raw.total_changes
    readied(store, catalogue, qtbot).stop()
    assert not begun
    assert store._db.raw.total_changes == before


def test_that_what_changed_since_is_worked_out_and_nothing_else(
    store: Store, catalogue: Catalogue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    readied(store, catalogue, qtbot).stop()
    changed, new = put(store, 3, revision=1), put(store, MANY)
    given: list[str] = []
    real = helper.Helper.work_out

    def noted(self: helper.Helper, drafts: Any) -> Any:
        given.extend(each.draft_id for each in drafts)
        return real(self, drafts)

    monkeypatch.setattr(helper.Helper, "work_out", noted)
    readied(store, catalogue, qtbot).stop()
    assert given == [changed, new]
    assert still(store, catalogue) == []


def test_that_nothing_is_begun_while_somebody_works_and_all_is_done_once_they_rest(
    store: Store, catalogue: Catalogue, qtbot: QtBot, begun: list[helper.Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_ready, "WHILE_BUSY", 10)
    works = [True]
    asked: list[bool] = []

    def rests() -> bool:
        asked.append(works[0])
        return not works[0]

    ready = FiguresReady(store, catalogue, rests)
    ready.go_on()
    qtbot.waitUntil(lambda: len(asked) > 3)
    assert ready._job is None
    assert not begun
    works[0] = False
    qtbot.waitSignal(ready.done, timeout=30_000).wait()
    assert still(store, catalogue) == []
    ready.stop()


def test_that_a_key_lets_at_most_the_portion_in_hand_go_on(store: Store, catalogue: Catalogue, qtbot: QtBot) -> None:
    answers = [True, False]
    ready = FiguresReady(store, catalogue, lambda: answers.pop(0) if answers else False)
    ready.go_on()
    qtbot.waitUntil(lambda: not answers, timeout=30_000)
    assert ready._job is None
    assert len(still(store, catalogue)) == MANY - figures_ready.PORTION
    ready.stop()


def test_that_it_ends_at_once_with_the_store(
    store: Store, catalogue: Catalogue, qtbot: QtBot, begun: list[helper.Helper]
) -> None:
    for number in range(MANY, 120):
        put(store, number)
    ready = FiguresReady(store, catalogue, lambda: True)
    ready.go_on()
    qtbot.waitUntil(lambda: bool(begun) and begun[0]._process is not None, timeout=30_000)
    start = time.monotonic()
    ready.stop()
    background.wait()
    took = time.monotonic() - start
    process = begun[0]._process
    assert process is not None
    assert not process.is_alive()
    assert took < 2, "neither the start of the process nor its portion is waited for"
    left = len(still(store, catalogue))
    settle()
    assert len(still(store, catalogue)) == left > 0


def test_that_a_process_that_breaks_is_not_told_and_not_begun_again(
    store: Store, catalogue: Catalogue, qtbot: QtBot, begun: list[helper.Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = helper.Helper._begun

    def broken(self: helper.Helper) -> Any:
        pipe = real(self)
        assert self._process is not None
        self._process.kill()
        self._process.join()
        return pipe

    monkeypatch.setattr(helper.Helper, "_begun", broken)
    ready = FiguresReady(store, catalogue, lambda: True)
    ready.go_on()
    qtbot.waitUntil(lambda: ready._job is None and ready._given_up, timeout=30_000)
    before = len(begun)
    ready.go_on()
    assert ready._job is None
    assert len(begun) == before
    monkeypatch.undo()
    assert len(still(store, catalogue)) == MANY
    assert count_store(store, catalogue, Span(), lambda: False, lambda _more: None).documents == MANY
    ready.stop()


def test_that_a_busy_store_is_tried_again_later_without_a_word(
    store: Store, catalogue: Catalogue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_ready, "EVERY", 10)
    real = store.facts.keep
    tries: list[int] = []

    def busy(*of: Any) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise StoreBusy(holder="another window")
        real(*of)

    monkeypatch.setattr(store.facts, "keep", busy)
    readied(store, catalogue, qtbot).stop()
    assert still(store, catalogue) == []


def test_that_a_draft_that_cannot_be_read_holds_nothing_up_and_is_not_tried_each_minute(
    store: Store, catalogue: Catalogue, qtbot: QtBot, begun: list[helper.Helper]
) -> None:
    store.save("broken", b'{"kind": "live"}', summary=Summary(kind="live"), expected_revision=0, save_id="b")
    readied(store, catalogue, qtbot).stop()
    assert still(store, catalogue) == ["broken"]
    begun.clear()
    readied(store, catalogue, qtbot).stop()
    assert not begun


def test_that_it_is_no_reading_that_the_trail_must_tell(store: Store, catalogue: Catalogue, qtbot: QtBot) -> None:
    readied(store, catalogue, qtbot).stop()
    assert not store.audit_entries(Kind.CONSULTATION)


class Seconds:
    at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.parametrize(("role", "sees"), [("supervisor", True), ("auditor", True), ("officer", False)])
def test_that_it_is_done_for_those_who_see_figures_while_they_rest(
    catalogue: Catalogue, clock: Clock, tmp_path: Path, role: str, sees: bool
) -> None:
    seconds = Seconds()
    window = make_window(catalogue, clock, tmp_path, idle_clock=seconds)
    made, _ = Store.create(tmp_path / "data" / "live-1", Person("Ruth Castell", "7001", "Widnes", role), PHRASE, cost=CHEAP)
    window.opened(made)
    settle()
    watch = window.watch
    assert watch is not None
    assert not watch._rests(), "somebody has just opened it"
    seconds.at += RESTS
    assert watch._rests() is sees
    QTest.keyClick(window, Qt.Key.Key_Shift)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert not watch._rests()
    seconds.at += RESTS
    window.desk.show_insight()
    settle()
    assert not watch._rests(), "the page counts by itself"
    window.shut()


def test_that_the_window_gets_them_ready_by_itself_and_shuts_while_it_does(
    catalogue: Catalogue, clock: Clock, tmp_path: Path, qtbot: QtBot, store: Store, begun: list[helper.Helper]
) -> None:
    seconds = Seconds()
    window = make_window(catalogue, clock, tmp_path, idle_clock=seconds)
    window.opened(store)
    settle()
    assert isinstance(window, MainWindow)
    watch = window.watch
    assert watch is not None
    seconds.at += RESTS
    watch.figures.go_on()
    qtbot.waitUntil(lambda: bool(begun), timeout=30_000)
    assert window.shut()
    assert begun[0].ended
    assert begun[0]._process is None or not begun[0]._process.is_alive()
