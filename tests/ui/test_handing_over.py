"""A referral travels sealed: made in one window, opened in another, and two copies are put before the person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP
from tests.ui.conftest import EXAMPLES, Answers, Clock, settle
from ui.handing_over import ChoosePage, HandOverPage, UnsealPage
from ui.kit import Banner
from ui.main_window import MainWindow
from ui.tabbing import stops
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.reading import read
from vpa_assist.store import Person, Store

PHRASE = "lantern orbit thistle meadow"
WORDS = "gravel harbour seven moths"
DRAFT = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def two(tmp_path: Path, catalogue: Catalogue, clock: Clock, qtbot: QtBot) -> Iterator[tuple[MainWindow, MainWindow]]:
    made = []
    for number, name in enumerate(("Imran Sadiq", "Ruth Castell")):
        store, _ = Store.create(tmp_path / str(number), Person(name, f"512{number}", "Widnes"), PHRASE, cost=CHEAP)
        window = MainWindow(catalogue, folder=tmp_path, cost=CHEAP, clock=clock, asks=Answers(tmp_path))
        window.opened(store)
        window.show()
        made.append(window)
    value = json.loads((EXAMPLES / "missing-boy-15-weak.json").read_bytes())
    value.update(kind="live", status="draft", id=DRAFT)
    value.pop("review", None)
    (tmp_path / "draft.json").write_text(json.dumps(value), encoding="utf-8")
    made[0].take_in(tmp_path / "draft.json")
    settle()
    yield made[0], made[1]
    for window in made:
        window.shut()


def sealed(window: MainWindow, qtbot: QtBot, folder: Path, key: str = "") -> Path:
    """Seals the draft in the window, for a passphrase or a key."""
    assert window.open_draft(DRAFT)
    window.hand_over()
    page = window.stack.currentWidget()
    assert isinstance(page, HandOverPage)
    if key:
        page.key.setText(key)
    else:
        page.passphrase.setText(WORDS)
        page.again.setText(WORDS)
    with qtbot.waitSignal(page.done, timeout=10_000):
        page.seal()
    settle()
    (path,) = folder.glob("*.vpasealed")
    return path


def test_that_a_file_sealed_with_a_passphrase_is_taken_in_when_it_is_typed(
    two: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    officer, colleague = two
    path = sealed(officer, qtbot, tmp_path)
    assert b"Reece" not in path.read_bytes()
    colleague.take_in(path)
    page = colleague.stack.currentWidget()
    assert isinstance(page, UnsealPage)
    page.passphrase.setText("not the words at all")
    page.open_it()
    qtbot.waitUntil(lambda: page.fault.isVisible(), timeout=10_000)
    page.passphrase.setText(WORDS)
    with qtbot.waitSignal(page.received, timeout=10_000):
        page.open_it()
    settle()
    assert colleague.store is not None
    assert officer.store is not None
    assert read(colleague.store.load(DRAFT).body) == read(officer.store.load(DRAFT).body)


def test_that_a_file_sealed_for_a_colleagues_key_needs_no_passphrase(
    two: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    officer, colleague = two
    assert colleague.store is not None
    path = sealed(officer, qtbot, tmp_path, colleague.store.public_key())
    colleague.take_in(path)
    assert colleague.store.load(DRAFT).draft_id == DRAFT


def test_that_neither_or_both_ways_of_sealing_are_told_and_nothing_is_written(
    two: tuple[MainWindow, MainWindow], tmp_path: Path
) -> None:
    officer, _ = two
    assert officer.open_draft(DRAFT)
    officer.hand_over()
    page = officer.stack.currentWidget()
    assert isinstance(page, HandOverPage)
    page.seal()
    assert page.fault.isVisible()
    page.passphrase.setText(WORDS)
    page.again.setText("other words of some length")
    page.seal()
    assert page.fault.text() == officer.catalogue.screen("seal.differ")
    assert list(tmp_path.glob("*.vpasealed")) == []


def test_that_leaving_the_sealing_goes_back_to_the_same_draft(two: tuple[MainWindow, MainWindow]) -> None:
    officer, _ = two
    assert officer.open_draft(DRAFT)
    officer.hand_over()
    page = officer.stack.currentWidget()
    assert isinstance(page, HandOverPage)
    page.left.emit()
    settle()
    assert officer.document is not None
    assert officer.document.referral.id == DRAFT


def test_that_two_copies_that_were_both_changed_are_put_before_the_person_and_the_other_is_kept(
    two: tuple[MainWindow, MainWindow], tmp_path: Path
) -> None:
    officer, _ = two
    assert officer.open_draft(DRAFT)
    assert officer.document is not None
    officer.document.edit("/incident/account", "Changed here.")
    assert officer.document.save_now()
    officer.go_home()
    theirs = json.loads((tmp_path / "draft.json").read_bytes())
    theirs["incident"]["account"] = "Changed there."
    (tmp_path / "theirs.json").write_text(json.dumps(theirs), encoding="utf-8")
    officer.take_in(tmp_path / "theirs.json")
    page = officer.stack.currentWidget()
    assert isinstance(page, ChoosePage)
    assert officer.store is not None
    before = len(officer.store.revisions(DRAFT))
    page.theirs.click()
    settle()
    held = read(officer.store.load(DRAFT).body)
    assert held.incident is not None
    assert held.incident.account == "Changed there."
    kept = officer.store.revisions(DRAFT)
    assert len(kept) > before
    bodies = [officer.store.revision(DRAFT, each.number) for each in kept]
    assert any(b"Changed here." in body for body in bodies)


def test_that_a_file_that_is_no_referral_is_told_in_one_sentence(two: tuple[MainWindow, MainWindow], tmp_path: Path) -> None:
    officer, _ = two
    officer.show_start()
    for name, data in (("a.json", b"{"), ("b.pdf", b"%PDF-1.7 nothing"), ("c.vpasealed", b"VPA Assist sealed document 1\n{}\n")):
        (tmp_path / name).write_bytes(data)
        officer.take_in(tmp_path / name)
        assert officer.start is not None
        banner = officer.start.notes.itemAt(0).widget()
        assert isinstance(banner, Banner)
        assert banner.text().endswith(".")
        assert "\n" not in banner.text()
        assert "Traceback" not in banner.text()


def test_that_a_file_is_asked_for_on_the_start_screen_with_the_keyboard_alone(
    two: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    _, colleague = two
    asks = colleague.asks
    assert isinstance(asks, Answers)
    start = colleague.start
    assert start is not None
    assert start.take_in_link in stops(start)
    start.take_in_link.setFocus()
    QTest.keyClick(start.take_in_link, Qt.Key.Key_Space)  # nothing chosen
    assert store_of(colleague).counts().to_do == 0
    assert all(ending in asks.asked[0] for ending in ("*.json", "*.pdf", "*.vpasealed"))
    asks.opens = tmp_path / "draft.json"
    QTest.keyClick(start.take_in_link, Qt.Key.Key_Space)
    assert store_of(colleague).counts().to_do == 1


def test_that_the_command_takes_a_file_in_while_another_referral_is_open(
    two: tuple[MainWindow, MainWindow], tmp_path: Path
) -> None:
    officer, colleague = two
    for window in two:
        assert isinstance(window.asks, Answers)
        window.asks.opens = tmp_path / "draft.json"
    assert officer.open_draft(DRAFT)
    settle()
    assert officer.editor is not None
    (choice,) = [each for each in officer.editor.choices() if each.keys == "Ctrl+O"]
    choice.do()
    assert officer.stack.currentWidget() is officer.start
    assert officer.start is not None
    said = [banner.text() for banner in officer.start.findChildren(Banner)]
    assert officer.catalogue.screen("taken.known") in " ".join(said)
    colleague.office.show_settings()
    colleague.take_in_file()
    assert colleague.stack.currentWidget() is colleague.start
    assert store_of(colleague).counts().to_do == 1


def store_of(window: MainWindow) -> Store:
    assert window.store is not None
    return window.store
