"""Each way on that the store names leads somewhere in the window: from Unlock, from the editor, from the start screen."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE, VANE
from tests.ui.conftest import Clock, make_window, settle
from tests.ui.settings.conftest import a_referral, store_of
from ui import kit
from ui.first_run import FirstRunPage
from ui.main_window import MainWindow
from ui.settings.restoring import RestorePage
from ui.start_screen import StartScreen
from ui.unlock import UnlockPage
from ui.ways_on import Ways
from vpa_assist import store as stores
from vpa_assist.catalogue import Catalogue
from vpa_assist.store import Store, errors
from vpa_assist.store.files import BALLAST, DATABASE, KEYS

OFFERED_ELSEWHERE = {
    "try_again": "the field or the button that was refused",
    "recovery_code": "the link beside Unlock",
    "wait": "the button that counts down",
    "passphrase": "the field of Unlock",
    "compare": "the banner of the editor",
    "reload": "the list, and the page that compares",
    "save_as_copy": "the page that compares",
    "other_backup": "the list of backups",
    "ask_sender": "the sentence itself: nothing in the window can do it",
    "unlock": "Unlock",
}
"""What needs no link of its own on Unlock, and where it is."""


def _all_ways() -> set[str]:
    classes = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, errors.StoreCannot)]
    return {way for each in classes for way in each.way_on}


def test_that_no_way_on_is_left_without_a_place_in_the_window(catalogue: Catalogue) -> None:
    assert _all_ways() <= set(Ways.LINKS) | set(OFFERED_ELSEWHERE)
    for key in Ways.LINKS:
        assert catalogue.screen(f"way.{key}")


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """A closed store with a referral and a backup, where a window will look for it."""
    (tmp_path / "files").mkdir()
    folder = tmp_path / "data" / "live-1"
    store, _ = Store.create(folder, VANE, PHRASE, cost=CHEAP, clock=clock)
    with store:
        from tests.store.cheap import save

        save(store, "d1")
        store.upkeep.back_up()
    return folder


@pytest.fixture
def begun(catalogue: Catalogue, clock: Clock, tmp_path: Path, folder: Path) -> Callable[..., MainWindow]:
    """Opens a window that looks for the store of `folder`."""

    def begin(expect: bool = True) -> MainWindow:
        note = tmp_path / "config" / "stores.json"
        if expect:
            stores.note_store(note, folder, "live")
        window = make_window(catalogue, clock, tmp_path, note=note)
        window.begin()
        settle()
        return window

    return begin


def unlock_of(window: MainWindow) -> UnlockPage:
    """The Unlock page that is shown."""
    page = window.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def try_with(window: MainWindow, qtbot: QtBot, passphrase: str = PHRASE) -> UnlockPage:
    """Tries a passphrase and waits for the refusal."""
    page = unlock_of(window)
    page.box.setText(passphrase)
    page.try_it()
    qtbot.waitUntil(lambda: bool(page.fault.text()), timeout=10_000)
    settle()
    return page


def opens(window: MainWindow, qtbot: QtBot, passphrase: str = PHRASE) -> None:
    """Unlocks and waits for the start screen."""
    page = unlock_of(window)
    page.box.setText(passphrase)
    page.try_it()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), StartScreen), timeout=10_000)


def link(page: UnlockPage, key: str) -> kit.Button:
    """The link of a way on."""
    assert page.ways is not None
    return page.ways.links[key]


# try again, recovery code, passphrase


def test_try_again_and_recovery_code_after_a_wrong_passphrase(begun: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = begun()
    page = try_with(window, qtbot, "not the words at all")
    assert page.box.hasFocus()
    assert page.other_way.isVisible()
    opens(window, qtbot)


def test_wait_counts_down_refuses_meanwhile_and_the_recovery_code_need_not_wait(
    begun: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = begun()
    page = unlock_of(window)
    for _ in range(6):
        page.fault.setText("")
        page = try_with(window, qtbot, "not the words at all")
    assert page._seconds > 0
    assert str(page._seconds) in page.button.words()
    assert page.button.why_not
    page.other_way.click()
    assert not page.button.why_not
    page._switch()
    page._begin_waiting(2)
    page._tick()
    page._tick()
    assert not page.button.why_not
    assert page.button.words() == window.catalogue.screen("unlock.do")


def test_passphrase_where_the_keyring_does_not_open_the_store(
    begun: Callable[..., MainWindow], qtbot: QtBot, folder: Path
) -> None:
    value = json.loads((folder / KEYS).read_bytes())
    value["slots"]["keyring"] = value["slots"]["recovery"]
    (folder / KEYS).write_text(json.dumps(value))
    window = begun()
    page = unlock_of(window)
    qtbot.waitUntil(lambda: page._job is None, timeout=10_000)
    assert page.box.hasFocus()
    opens(window, qtbot)


# where the store should be


def test_look_again_finds_a_store_whose_drive_came_back(begun: Callable[..., MainWindow], folder: Path, qtbot: QtBot) -> None:
    away = folder.with_name("away")
    shutil.move(folder, away)
    shutil.move(away, folder.parent.parent / "drive")
    window = begun()
    page = unlock_of(window)
    assert not page.asking.isVisible()
    assert str(folder) in _texts(page)
    shutil.move(folder.parent.parent / "drive", folder)
    QTest.keyClick(page.missing_ways[0].links["look_again"], Qt.Key.Key_Return)
    settle()
    opens(window, qtbot)


def test_find_folder_takes_the_store_from_where_it_is_now(
    begun: Callable[..., MainWindow], folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    moved = tmp_path / "stick" / "live-1"
    moved.parent.mkdir()
    shutil.move(folder, moved)
    window = begun()
    page = unlock_of(window)
    answers = [tmp_path / "files", tmp_path / "stick"]
    window.asks.folder = lambda parent, title: answers.pop(0)  # type: ignore[method-assign]
    page.missing_ways[0].links["find_folder"].click()
    assert str(tmp_path / "files") in page.missing_ways[0]._under.text()
    page.missing_ways[0].links["find_folder"].click()
    settle()
    opens(window, qtbot)
    assert store_of(window).folder == moved


def test_that_a_missing_store_is_never_made_anew_unasked(begun: Callable[..., MainWindow], folder: Path) -> None:
    shutil.rmtree(folder)
    window = begun()
    page = unlock_of(window)
    assert not folder.exists()
    page.first_run.click()
    settle()
    assert isinstance(window.stack.currentWidget(), FirstRunPage)


# keys and damage


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_restore_keys_puts_the_key_file_back_from_the_backups(
    begun: Callable[..., MainWindow], folder: Path, qtbot: QtBot, damage: str
) -> None:
    if damage == "missing":
        (folder / KEYS).unlink()
    else:
        (folder / KEYS).write_text("{")
    window = begun()
    page = unlock_of(window)
    QTest.keyClick(page.missing_ways[0].links["restore_keys"], Qt.Key.Key_Return)
    settle()
    opens(window, qtbot)
    assert store_of(window).row("d1")


def test_restore_opens_a_backup_in_the_place_of_a_damaged_store(
    begun: Callable[..., MainWindow], folder: Path, qtbot: QtBot
) -> None:
    data = bytearray((folder / DATABASE).read_bytes())
    data[:4096] = b"\x5a" * 4096
    (folder / DATABASE).write_bytes(data)
    window = begun()
    page = try_with(window, qtbot)
    link(page, "restore").click()
    settle()
    asked = window.stack.currentWidget()
    assert isinstance(asked, RestorePage)
    assert asked.options[0].hasFocus()
    asked.box.setText(PHRASE)
    QTest.keyClick(asked.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), StartScreen), timeout=10_000)
    assert store_of(window).row("d1")
    assert any(each.set_aside for each in store_of(window).upkeep.backups())


def test_other_backup_is_chosen_where_one_is_damaged(
    begun: Callable[..., MainWindow], folder: Path, qtbot: QtBot, clock: Clock
) -> None:
    clock.move(minutes=40)
    with Store.unlock(folder, PHRASE, cost=CHEAP, clock=clock) as store:
        newest = store.upkeep.back_up()
    newest.path.write_bytes(b"\x00" * 8192)
    (folder / DATABASE).write_bytes(b"\x5a" * 8192)
    window = begun()
    page = try_with(window, qtbot)
    link(page, "restore").click()
    settle()
    asked = window.stack.currentWidget()
    assert isinstance(asked, RestorePage)
    asked.box.setText(PHRASE)
    asked.restore()
    qtbot.waitUntil(lambda: bool(asked.fault.text()), timeout=10_000)
    assert asked.chosen == 1
    assert asked.options[1].hasFocus()
    asked.restore()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), StartScreen), timeout=10_000)


def test_restore_takes_the_recovery_code_too(catalogue: Catalogue, clock: Clock, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "files").mkdir()
    folder = tmp_path / "data" / "live-1"
    store, code = Store.create(folder, VANE, PHRASE, cost=CHEAP, clock=clock)
    with store:
        store.upkeep.back_up()
    (folder / DATABASE).write_bytes(b"\x5a" * 8192)
    page = RestorePage(catalogue, folder, "", CHEAP)
    page.show()
    page.other_way.click()
    page.box.setText(code)
    with qtbot.waitSignal(page.restored, timeout=10_000) as told:
        page.restore()
    told.args[0].close()
    page.close()


def test_tell_support_copies_facts_and_no_word_of_a_draft(begun: Callable[..., MainWindow], folder: Path, qtbot: QtBot) -> None:
    (folder / DATABASE).write_bytes(b"SQLite format 3\x00" + b"\x00" * 8176)
    window = begun()
    page = try_with(window, qtbot)
    link(page, "tell_support").click()
    facts = QApplication.clipboard().text()
    assert str(folder) in facts
    assert page.fault.text().endswith(window.catalogue.screen("unlock.facts_copied"))
    assert "CP-d1" not in facts


def test_update_looks_again(begun: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: Any) -> None:
    from vpa_assist.store import store as module

    window = begun()
    with monkeypatch.context() as newer:
        newer.setattr(module, "version_of", lambda raw: 99)
        page = try_with(window, qtbot)
    link(page, "update").click()
    settle()
    opens(window, qtbot)


# room and rights


def test_free_space_gives_up_the_room_held_free_and_tries_again(
    begun: Callable[..., MainWindow], folder: Path, qtbot: QtBot, monkeypatch: Any
) -> None:
    window = begun()
    real = Store.unlock

    def full(*words: Any, **settings: Any) -> Store:
        if (folder / BALLAST).exists():
            raise errors.DiskFull
        return real(*words, **settings)

    monkeypatch.setattr(stores.Store, "unlock", full)
    (folder / BALLAST).write_bytes(b"\x00" * 1000)
    page = try_with(window, qtbot)
    link(page, "free_space").click()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), StartScreen), timeout=10_000)


def test_save_copy_takes_the_encrypted_store_to_where_it_can_be_written(
    begun: Callable[..., MainWindow], folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: Any
) -> None:
    window = begun()

    real = Store.unlock

    def refused(place: Path, *words: Any, **settings: Any) -> Store:
        if place == folder:
            raise errors.CannotWrite(folder=place)
        return real(place, *words, **settings)

    monkeypatch.setattr(stores.Store, "unlock", refused)
    page = try_with(window, qtbot)
    window.asks.folder = lambda parent, title: tmp_path / "files"  # type: ignore[method-assign]
    link(page, "save_copy").click()
    settle()
    page = unlock_of(window)
    at = next(number for number, each in enumerate(page._known) if each.folder == str(tmp_path / "files" / "live-1"))
    page._choose(at)
    opens(window, qtbot)
    assert store_of(window).row("d1")


# the other kind


def test_start_other_kind_opens_training_in_a_process_of_its_own(
    begun: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: Any
) -> None:
    window = begun()
    started: list[str] = []
    monkeypatch.setattr("subprocess.Popen", started.extend)
    monkeypatch.setattr(stores.Store, "unlock", lambda *_, **__: _raise(errors.OtherKindOpen()))
    page = try_with(window, qtbot)
    link(page, "start_other_kind").click()
    assert "--training" in started


def test_open_other_kind_is_offered_where_a_training_document_is_dropped(
    begun: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot, monkeypatch: Any
) -> None:
    window = begun()
    opens(window, qtbot)
    document = a_referral().model_dump(by_alias=True, exclude_unset=True, mode="json")
    document["kind"] = "training"
    (tmp_path / "training.json").write_text(json.dumps(document))
    window.take_in(tmp_path / "training.json")
    assert window.start is not None
    banner = window.start.notes.itemAt(0).widget()
    assert isinstance(banner, kit.Banner)
    assert banner.action is not None
    started: list[str] = []
    monkeypatch.setattr("subprocess.Popen", started.extend)
    banner.action.click()
    assert "--training" in started


def _raise(error: Exception) -> Any:
    raise error


def _texts(widget: QWidget) -> str:
    return " ".join(str(each.property("text") or "") for each in widget.findChildren(QWidget))
