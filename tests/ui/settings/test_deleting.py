"""A draft is deleted beside the window: it stays alive, what came of it is told where the person is, and closing waits."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Timer
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import settle
from tests.ui.settings.conftest import a_referral, rest, store_of
from ui.delete_card import DeleteCard
from ui.main_window import MainWindow
from ui.start_screen import StartScreen
from vpa_assist.audit import Kind
from vpa_assist.store import Store, backup
from vpa_assist.store.backup import _closing, _open_backup
from vpa_assist.store.errors import NoSuchDraft


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The rewriting of the backups waits for it."""
    held = Event()
    real = backup.erase

    def erase(*given: Any) -> Any:
        assert held.wait(20)
        return real(*given)

    monkeypatch.setattr(backup, "erase", erase)
    yield held
    held.set()


@pytest.fixture
def start(window: MainWindow, keep: Any) -> StartScreen:
    """The start screen over two drafts and a backup of both."""
    for number in (1, 2):
        keep(a_referral(id=f"00000000-0000-4000-8000-00000000000{number}"))
    store_of(window).upkeep.back_up()
    window.show_start()
    settle()
    assert window.start is not None
    return window.start


def ask(start: StartScreen) -> tuple[DeleteCard, str]:
    """Deletes the first draft of the list by the keyboard alone; gives the card and the draft's id."""
    start.view.setFocus()
    row = start.view.current()
    assert row is not None
    QTest.keyClick(start.view, Qt.Key.Key_Delete)
    card = start.findChild(DeleteCard)
    assert card is not None
    QTest.keyClicks(card.box, "entered twice")
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    return card, row.draft_id


def said(widget: Any) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_that_the_window_lives_while_backups_are_rewritten_and_then_says_that_it_is_done(
    start: StartScreen, gate: Event, qtbot: QtBot
) -> None:
    card, draft_id = ask(start)
    assert card.button.words() == "Deleting"
    assert not card.box.isEnabled()
    beats: list[int] = []
    heart = QTimer(start)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(5)
    qtbot.waitUntil(lambda: len(beats) > 10, timeout=5_000)
    assert "is deleted." not in said(start)
    gate.set()
    qtbot.waitUntil(lambda: "is deleted." in said(start), timeout=10_000)
    assert draft_id not in [row.draft_id for row in start.store.drafts()]
    assert start.view.drafts.rowCount() == 1
    assert [each.reason for each in start.store.audit_entries(Kind.ERASURE)] == ["entered twice"]
    assert start.findChildren(DeleteCard) == []


def test_that_a_draft_that_is_being_deleted_is_not_opened(window: MainWindow, start: StartScreen, gate: Event) -> None:
    _, draft_id = ask(start)
    assert not window.open_draft(draft_id)
    settle()
    assert window.catalogue.screen("start.being_deleted") in said(start)
    assert window.editor is None


def test_that_what_came_of_it_is_told_in_the_referral_that_was_opened_meanwhile(
    window: MainWindow, start: StartScreen, gate: Event, qtbot: QtBot
) -> None:
    _, draft_id = ask(start)
    other = next(row.draft_id for row in start.store.drafts() if row.draft_id != draft_id)
    assert window.open_draft(other)
    settle()
    gate.set()
    rest(qtbot)
    assert window.editor is not None
    assert "is deleted." in said(window.editor.banners)


def test_that_closing_waits_until_nothing_is_left_in_the_backups(window: MainWindow, start: StartScreen, gate: Event) -> None:
    store = store_of(window)
    made = store.upkeep.backups()[0]
    _, draft_id = ask(start)
    Timer(0.2, gate.set).start()
    window.close()
    assert gate.is_set()
    assert window.store is None
    with _closing(_open_backup(made.path, store.key_for_helper())) as raw:
        assert raw.execute("SELECT count(*) FROM draft WHERE id = ?", (draft_id,)).fetchone() == (0,)
    with Store.unlock(store.folder, PHRASE, cost=CHEAP) as again, pytest.raises(NoSuchDraft):
        again.row(draft_id)


def test_that_a_deletion_that_is_refused_leaves_the_draft_and_says_why(
    start: StartScreen, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from vpa_assist.store.errors import StoreBusy

    def busy(*_given: object) -> None:
        raise StoreBusy(holder="")

    monkeypatch.setattr(Store, "delete_many", busy)
    _, draft_id = ask(start)
    rest(qtbot)
    assert start.store.row(draft_id)
    assert start.findChildren(DeleteCard) == []
    assert str(StoreBusy(holder="")) in said(start)
