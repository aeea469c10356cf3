"""What the first draft needs is got ready after the first picture, a little at a time."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import settle
from ui import app, background, readying
from ui.readying import FIRST, Readying, pieces
from vpa_assist import catalogue as packs
from vpa_assist.checks import engine
from vpa_assist.checks.case import CHECKS
from vpa_assist.errors import CannotDo
from vpa_assist.insight.kept import mark
from vpa_assist.record import pointers
from vpa_assist.record.referral import Child, Custody, Person, Referral


@pytest.fixture
def all_of_them(catalogue: Any, monkeypatch: Any) -> list[tuple[Any, ...]]:
    """Every run of the checks while all is got ready."""
    runs: list[tuple[Any, ...]] = []
    real = engine.run_checks
    monkeypatch.setattr(engine, "run_checks", lambda *of: (runs.append(of), real(*of))[1])
    for number, _ in enumerate(pieces(catalogue)):
        background.wait()  # the patterns come from a thread
        settle(1)
        assert number < 10_000
    return runs


def test_that_each_check_is_run_once(all_of_them: list[tuple[Any, ...]]) -> None:
    assert [code for _, _, (code,) in all_of_them] == list(CHECKS)


def test_that_nothing_is_made_ready_for_a_change_later(all_of_them: list[tuple[Any, ...]]) -> None:
    before = pointers._adapter.cache_info().misses
    pointers.prepare(Referral, Child, Custody, Person)
    assert pointers._adapter.cache_info().misses == before


def test_that_the_modules_of_pages_and_answers_are_there(all_of_them: list[tuple[Any, ...]]) -> None:
    wanted = {*FIRST, "ui.panels.protection", "ui.panels.read_through", "ui.answers.groups"}
    assert wanted <= set(sys.modules)


def test_that_the_labels_of_all_questions_are_there_before_the_first_letter() -> None:
    pack = packs.load(packs.default().folder)
    for _ in pieces(pack):
        background.wait()
        settle(1)
    assert "question_labels" in vars(pack._places)


def test_that_the_form_pack_that_is_in_use_is_known_before_another_takes_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(packs.default().folder, folder)
    pack, force = packs.load(folder), folder / "force.toml"
    for _ in pieces(pack):
        background.wait()
        settle(1)
    force.write_text(force.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    assert mark(pack) == mark(packs.default())


def test_that_one_pass_does_one_piece(catalogue: Any, monkeypatch: Any, qtbot: Any) -> None:
    done: list[int] = []

    def three(_catalogue: Any) -> Iterator[None]:
        for number in range(3):
            done.append(number)
            yield

    monkeypatch.setattr(readying, "pieces", three)
    monkeypatch.setattr(readying, "EVERY", 0)
    ready = Readying(catalogue)
    before = 0
    while not ready.is_done:
        QCoreApplication.processEvents()
        assert len(done) <= before + 1
        before = len(done)
    assert done == [0, 1, 2]


def test_that_a_fault_of_a_form_pack_is_left_to_whoever_asks_for_it(catalogue: Any, monkeypatch: Any) -> None:
    def faulty(_catalogue: Any) -> Iterator[None]:
        yield
        raise CannotDo("A file of the form pack cannot be read.")

    monkeypatch.setattr(readying, "pieces", faulty)
    ready = Readying(catalogue)
    ready.go_on()
    assert not ready.is_done
    ready.go_on()
    assert ready.is_done


def test_that_it_begins_when_the_first_page_is_painted(catalogue: Any, monkeypatch: Any, qtbot: Any) -> None:
    class Page(QWidget):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:
            self.painted = True

    begun: list[bool] = []

    def one(_catalogue: Any) -> Iterator[None]:
        begun.append(page.painted)
        yield

    monkeypatch.setattr(readying, "pieces", one)
    page = Page()
    qtbot.addWidget(page)
    app.get_ready_after_first_paint(page, catalogue)
    settle()
    assert begun == []
    page.show()
    qtbot.waitUntil(lambda: begun == [True])
