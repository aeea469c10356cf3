"""A really full disk and a folder that was really removed, while somebody writes: nothing typed is lost, a copy can be kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE, VANE
from tests.ui.conftest import Answers, Clock, body_of, settle
from tests.ui.settings.conftest import a_referral
from ui import kit
from ui.keeping import as_bytes, summary_of
from ui.main_window import MainWindow
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.reading import read
from vpa_assist.store import Store
from vpa_assist.store.ballast import drop_ballast

TYPED = "Typed when there was no room left."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs more rights than this run has")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def writing(
    catalogue: Catalogue, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], MainWindow]]:
    """Opens a window with a referral open in a store that lies in the given place."""
    (tmp_path / "files").mkdir()
    made: list[MainWindow] = []

    def open_in(place: Path) -> MainWindow:
        folder = place / "live-1"
        store, _ = Store.create(folder, VANE, PHRASE, cost=CHEAP, clock=clock)
        drop_ballast(folder)  # what is held free is another test's: here the disk is to be full
        referral = a_referral()
        store.save(
            referral.id, as_bytes(referral), summary=summary_of(referral, catalogue, ()), expected_revision=0, save_id="first"
        )
        window = MainWindow(
            catalogue, folder=place, cost=CHEAP, clock=clock, asks=Answers(tmp_path / "files"), restart=lambda: None
        )
        window.opened(store)
        window.show()
        assert window.open_draft(referral.id)
        settle()
        made.append(window)
        return window

    yield open_in
    for window in made:
        window.work.close()
        window.shut()


def fill(place: Path) -> Path:
    """Fills a disk to its last byte."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(b"\x00" * size)
            except OSError:
                size //= 2
    return filler


def links_of(window: MainWindow) -> dict[str, kit.Button]:
    """The links of the line that says that nothing is saved."""
    assert window.editor is not None
    holder: Any = window.editor.banners._not_saved
    assert holder is not None
    return {each.words(): each for each in holder.findChildren(kit.Button)}


def test_that_on_a_full_disk_nothing_typed_is_lost_a_copy_is_kept_and_trying_again_saves_when_there_is_room(
    writing: Callable[[Path], MainWindow], small_disk: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = writing(small_disk)
    document, say = window.document, window.catalogue.screen
    assert document is not None
    assert window.editor is not None
    filler = fill(small_disk)
    long = TYPED + " More of it." * 20_000
    document.edit("/incident/account", long[:19_000])
    for number in range(200):  # the file has a little room inside: it is used up
        if not document.save_now():
            break
        document.edit("/incident/account", f"{number} {long[:18_000]}")
    else:
        pytest.fail("the disk never was full")
    settle()
    typed = document.get("/incident/account")
    assert say("saved.not_short") in window.editor.bar.saved.text()
    assert "disk is full" in window.editor.banners.not_saved_text()
    assert document.get("/incident/account") == typed
    links = links_of(window)
    QTest.keyClick(links[say("saved.elsewhere")], Qt.Key.Key_Return)
    (copy,) = (tmp_path / "files").glob("*.json")
    kept = read(copy.read_bytes())
    assert kept.incident is not None
    assert kept.incident.account == typed
    assert not window.leave_editor()
    assert window.editor is not None
    filler.unlink()
    QTest.keyClick(links_of(window)[say("saved.try_again")], Qt.Key.Key_Return)
    settle()
    assert window.editor.banners.not_saved_text() == ""
    assert window.store is not None
    (listed,) = window.store.outside.exports()
    assert (listed.path, listed.variant) == (str(copy), "copy")
    held = body_of(window.store, document.referral.id)
    assert held.incident is not None
    assert held.incident.account == typed


def test_that_a_removed_folder_is_told_nothing_typed_is_lost_and_a_copy_is_kept(
    writing: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    window = writing(tmp_path / "data")
    document, say = window.document, window.catalogue.screen
    assert document is not None
    assert window.editor is not None
    shutil.rmtree(tmp_path / "data" / "live-1")
    document.edit("/incident/account", TYPED)
    assert not document.save_now()
    settle()
    assert "moved or deleted" in window.editor.banners.not_saved_text()
    assert document.get("/incident/account") == TYPED
    QTest.keyClick(links_of(window)[say("saved.elsewhere")], Qt.Key.Key_Return)
    (copy,) = (tmp_path / "files").glob("*.json")
    kept = read(copy.read_bytes())
    assert kept.incident is not None
    assert kept.incident.account == TYPED
    document.edit("/incident/account", f"{TYPED} And more.")
    assert not window.shut()
    assert window.document is document
    QTest.keyClick(links_of(window)[say("saved.elsewhere")], Qt.Key.Key_Return)
    assert window.shut()


@pytest.mark.skipif(os.name == "nt", reason="file rights are kept otherwise there")
def test_that_settings_over_a_referral_that_cannot_be_saved_leave_it_as_it_is(
    writing: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    window = writing(tmp_path / "data")
    document = window.document
    assert document is not None
    shutil.rmtree(tmp_path / "data" / "live-1")
    document.edit("/incident/account", TYPED)
    window.open_settings()
    window.office.go_back()
    assert window.document is document
    assert document.get("/incident/account") == TYPED
    assert window.editor is not None
    assert window.editor.banners.not_saved_text()
