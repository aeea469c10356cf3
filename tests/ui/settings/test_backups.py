"""Backups in the window: made, checked, copied elsewhere, and put back with the window going on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import settle
from tests.ui.settings.conftest import a_referral, page_of, rest, store_of
from ui.main_window import MainWindow
from ui.settings.backups import BackupsPart
from ui.start_screen import StartScreen
from vpa_assist.store import Store

FIRST, SECOND = "da-two-children-asleep-weak", "missing-boy-15-weak"


def _part(window: MainWindow) -> BackupsPart:
    part = window.office.show_settings("backups").part
    assert isinstance(part, BackupsPart)
    return part


def test_that_a_backup_made_in_the_window_is_listed_with_its_time(window: MainWindow, qtbot: QtBot) -> None:
    part = _part(window)
    assert part.rows == []
    part.make_button.click()
    qtbot.waitUntil(lambda: len(part.rows) == 1)
    assert "2026" in part.told()
    assert part.last.text() in part.told()


def test_that_checking_reads_store_and_backups_and_names_the_one_that_is_damaged(
    window: MainWindow, qtbot: QtBot, clock: Any
) -> None:
    store = store_of(window)
    for _ in range(2):
        clock.move(minutes=1)
        store.upkeep.back_up()
    part = _part(window)
    part.check()
    qtbot.waitUntil(lambda: part.told() == part.say("settings.check_whole", count=2))
    damaged = part.rows[1].backup.path
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 0xFF
    damaged.write_bytes(data)
    part.check()
    qtbot.waitUntil(lambda: part.told() == part.say("settings.check_backups_bad", count=1))
    assert part.rows[0].state.text() == part.say("settings.backup_whole")
    assert damaged.name in part.rows[1].state.text()


def test_that_a_copy_elsewhere_is_a_whole_store_that_the_passphrase_opens(
    window: MainWindow, qtbot: QtBot, keep: Any, tmp_path: Path, choose_folder: Callable[[Path | None], None]
) -> None:
    referral = a_referral(FIRST)
    keep(referral)
    part = _part(window)
    choose_folder(None)
    part.copy_button.click()
    choose_folder(tmp_path / "files")
    for number in (1, 2):
        part.copy_button.click()
        qtbot.waitUntil(lambda number=number: len(list((tmp_path / "files").iterdir())) == number and bool(part.told()))
        rest(qtbot)
    for copy in (tmp_path / "files").iterdir():
        with Store.unlock(copy, PHRASE, cost=CHEAP) as again:
            assert again.row(referral.id).summary.town


def test_that_a_restored_backup_goes_on_in_the_same_window_and_what_was_there_is_set_aside(
    window: MainWindow, qtbot: QtBot, keep: Any, clock: Any
) -> None:
    first, second = a_referral(FIRST), a_referral(SECOND)
    keep(first)
    store_of(window).upkeep.back_up()
    keep(second)
    part = _part(window)
    row = part.rows[0]
    QTest.keyClick(row.restore, Qt.Key.Key_Return)
    assert row.card is not None
    assert row.card.box.hasFocus()
    QTest.keyClicks(row.card.box, PHRASE)
    before = window.store
    QTest.keyClick(row.card.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.store not in (before, None), timeout=10_000)
    settle()
    assert isinstance(window.stack.currentWidget(), StartScreen)
    store = store_of(window)
    assert [each.draft_id for each in store.drafts()] == [first.id]
    assert store.audit_entries()[1].act == "backup restored"
    aside = next(each for each in store.upkeep.backups() if each.set_aside)
    store.upkeep.check_backup(aside)
    # and back again to what was set aside
    part = _part(window)
    row = next(each for each in part.rows if each.backup.set_aside)
    part.ask(row)
    assert row.card is not None
    row.card.box.set_text(PHRASE)
    row.card._check()
    before = window.store
    row.card.button.click()
    qtbot.waitUntil(lambda: window.store not in (before, None), timeout=10_000)
    assert {each.draft_id for each in store_of(window).drafts()} == {first.id, second.id}


def test_that_a_wrong_passphrase_or_a_damaged_backup_closes_nothing(window: MainWindow, qtbot: QtBot, keep: Any) -> None:
    keep(a_referral(FIRST))
    store = store_of(window)
    made = store.upkeep.back_up()
    part = _part(window)
    row = part.rows[0]
    part.ask(row)
    assert row.card is not None
    for passphrase, damage in (("not the words at all", False), (PHRASE, True)):
        if damage:
            data = bytearray(made.path.read_bytes())
            data[-2000] ^= 0xFF
            made.path.write_bytes(data)
        row.card.box.set_text(passphrase)
        row.card._check()
        row.card.button.click()
        qtbot.waitUntil(lambda: bool(part.told()) and not row.card.button.why_not)  # type: ignore[union-attr]
        assert window.store is store
        assert page_of(window).part is part
        part.tell("")
    assert len(store.drafts()) == 1


def test_that_another_window_on_the_store_refuses_the_restore_and_nothing_is_closed(
    window: MainWindow, qtbot: QtBot, keep: Any
) -> None:
    keep(a_referral(FIRST))
    store = store_of(window)
    store.upkeep.back_up()
    part = _part(window)
    part.ask(part.rows[0])
    card = part.rows[0].card
    assert card is not None
    card.box.set_text(PHRASE)
    card._check()
    with Store.unlock(store.folder, PHRASE, cost=CHEAP):
        card.button.click()
        qtbot.waitUntil(lambda: bool(part.told()))
    assert "Another VPA Assist window" in part.told()
    assert window.store is store
    assert store.drafts()


def test_that_escape_thinks_better_of_putting_back(window: MainWindow) -> None:
    store_of(window).upkeep.back_up()
    part = _part(window)
    row = part.rows[0]
    part.ask(row)
    assert row.card is not None
    QTest.keyClick(row.card.box, Qt.Key.Key_Escape)
    assert row.card is None
    assert row.restore.hasFocus()
    assert page_of(window).part is part
