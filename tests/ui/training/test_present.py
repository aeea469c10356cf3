"""Presenting: a scenario on the wall, point by point, by keyboard or remote, with notes, on one screen or two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.training.conftest import Trainer, settle
from ui.training import app
from ui.training.board import Board
from ui.training.deck import Mark, Side, deck
from ui.training.presenter import Presenter
from ui.training.texts import marked
from vpa_assist import catalogue as packs
from vpa_assist.catalogue import Catalogue
from vpa_assist.training import library

IDS = [each.id for each in library.entries(packs.default())]
KEY = Qt.Key


@pytest.mark.parametrize("scenario_id", IDS)
def test_that_every_scenario_can_be_presented_with_something_on_both_sides(scenario_id: str, catalogue: Catalogue) -> None:
    slides = deck(library.scenario(catalogue, scenario_id), catalogue)
    pairs = [pair for slide in slides for pair in slide.pairs]
    assert pairs
    assert any(pair.weak.text for pair in pairs) or any(pair.weak.found for pair in pairs)
    for slide in slides:
        assert slide.title
        for pair in slide.pairs:
            assert pair.strong.text, f"{pair.label}: the strong record says nothing"
            assert pair.says
            assert all(0 <= mark.start < mark.end <= len(pair.weak.text) for mark in pair.weak.marks)
        if slide.kind == "pair":
            assert slide.weak_leaves
            assert slide.strong_leaves


@pytest.mark.parametrize("scenario_id", IDS)
@pytest.mark.parametrize("form", ["present", "briefing"])
def test_that_each_step_uncovers_something_and_the_last_one_everything(scenario_id: str, form: str, catalogue: Catalogue) -> None:
    for slide in deck(library.scenario(catalogue, scenario_id), catalogue, form):  # type: ignore[arg-type]
        for shown in range(1, len(slide.steps)):
            assert slide.visible(shown) < slide.visible(shown + 1)
        wanted = {f"{side}{at}" for at in range(len(slide.pairs)) for side in "ws"} | {f"l{at}" for at in range(len(slide.lines))}
        assert wanted <= slide.visible(len(slide.steps))


@pytest.mark.parametrize("scenario_id", IDS)
def test_that_every_slide_of_a_class_room_wall_fits_without_scrolling(scenario_id: str, qtbot, catalogue: Catalogue) -> None:
    board = Board(catalogue)
    qtbot.addWidget(board)
    board.resize(1302, 584)
    for slide in deck(library.scenario(catalogue, scenario_id), catalogue):
        board.show_slide(slide, 1)
        board.fit(584)
        assert board.needed <= 584, f"{slide.title} needs {board.needed} pixels at {board.scale}"


def test_that_a_passage_that_a_check_points_at_is_underlined_and_nothing_else_is_touched() -> None:
    side = Side("He <was> fine.", (Mark(9, 13, "should"),))
    assert "He &lt;was&gt; " in marked(side.text, side)
    assert marked(side.text, side).count("<u ") == 1
    assert ">fine</u>." in marked(side.text, side)


def test_the_walk_through_a_scenario_by_keyboard(trainer: Trainer) -> None:
    trainer.window.show_library("asleep-upstairs")
    trainer.use("Present: Asleep upstairs")
    page = trainer.page
    presenter: Presenter = page.presenter
    assert presenter.slide.kind == "scene"
    trainer.press(KEY.Key_Space)
    assert presenter.slide.title == "Poppy, 4, said to be asleep"
    assert trainer.reads("Step 1 of 2: what can the next person do with this?")
    assert "As above." in page.wall.board.accessibleName()
    assert "cushion" not in page.wall.board.accessibleName()
    trainer.press(KEY.Key_PageDown, 2)
    assert "cushion" in page.wall.board.accessibleName()
    assert "Nobody can tell" not in page.wall.board.accessibleName()
    trainer.press(KEY.Key_PageDown)
    assert "Nobody can tell" in page.wall.board.accessibleName()
    trainer.press(KEY.Key_PageUp)
    assert "Nobody can tell" not in page.wall.board.accessibleName()
    while not presenter.is_last:
        trainer.press(KEY.Key_Right)
    assert presenter.slide.kind == "card"
    trainer.press(KEY.Key_Escape)
    assert trainer.page.detail.shown.entry.id == "asleep-upstairs"


def test_that_b_blanks_the_wall_and_the_next_key_of_the_remote_brings_it_back_where_it_was(trainer: Trainer) -> None:
    trainer.window.present("asleep-upstairs")
    settle()
    trainer.press(KEY.Key_Space, 2)
    wall, presenter = trainer.page.wall, trainer.page.presenter
    before = (presenter.at, presenter.shown)
    trainer.press(KEY.Key_B)
    assert wall.dark.isVisible()
    trainer.press(KEY.Key_PageDown)
    assert not wall.dark.isVisible()
    assert (presenter.at, presenter.shown) == before


def test_that_n_shows_the_notes_with_what_comes_next_and_the_keys_go_on_working(trainer: Trainer) -> None:
    trainer.window.present("asleep-upstairs")
    settle()
    trainer.press(KEY.Key_Space)
    assert not trainer.page.notes.isVisible()
    trainer.press(KEY.Key_N)
    assert trainer.page.notes.isVisible()
    assert trainer.reads("Toby is awake. Nobody who takes the mother's word for it will ever know.")
    assert trainer.page.notes.coming.text() == "The next point: Words about her, marked as her mother's"
    trainer.press(KEY.Key_Space)
    assert trainer.page.notes.coming.text() == "The next point: Where she lies"
    trainer.press(KEY.Key_N)
    assert not trainer.page.notes.isVisible()


TWO_SCREENS = {
    "screens": [
        {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1},
        {"name": "projector", "x": 1366, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1},
    ]
}
ON_TWO_SCREENS = """
import json, sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from ui.app import make_application
from ui.training.app import main
from ui.training.present_page import PresentPage
application = make_application()
seen = {}
def screen_of(widget):
    return widget.window().screen().name()
def step():
    page = next(each for each in application.allWidgets() if isinstance(each, PresentPage) and each.isVisible())
    assert QTest.qWaitForWindowActive(page.window())
    wall = page.window_on_wall
    seen["notes"], seen["wall"] = screen_of(page.notes), screen_of(wall)
    seen["full"] = wall.isFullScreen() and wall.width() == 1920
    seen["bar"] = wall.bar.word.text()
    QTest.keyClick(application.focusWidget(), Qt.Key.Key_PageDown)
    seen["same"] = wall.wall.title.text() == page.wall.title.text() == page.presenter.slide.title
    QTest.keyClick(application.focusWidget(), Qt.Key.Key_Period)
    seen["dark"] = wall.wall.dark.isVisible()
    QTest.keyClick(application.focusWidget(), Qt.Key.Key_PageDown)
    seen["back"] = not wall.wall.dark.isVisible()
    projector = next(each for each in QGuiApplication.screens() if each.name() == "projector")
    application.screenRemoved.emit(projector)
    at = page.presenter.at, page.presenter.shown
    seen["unplugged"] = page.window_on_wall is None and page.wall.isVisible()
    QTest.keyClick(application.focusWidget(), Qt.Key.Key_PageDown)
    seen["goes on"] = (page.presenter.at, page.presenter.shown) != at
    application.screenAdded.emit(projector)
    seen["plugged"] = screen_of(page.window_on_wall)
    print(json.dumps(seen))
def steps():
    try:
        step()
    finally:
        application.exit(not seen.get("plugged"))
QTimer.singleShot(0, steps)
sys.exit(main(["--present", "asleep-upstairs", "--data-folder", sys.argv[1]]))
"""


def test_that_with_two_screens_the_wall_is_on_the_other_one_and_the_notes_are_here(tmp_path: Path) -> None:
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps(TWO_SCREENS))
    done = subprocess.run(
        [sys.executable, "-c", ON_TWO_SCREENS, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "notes": "laptop", "wall": "projector", "full": True, "bar": "TRAINING", "same": True,
        "dark": True, "back": True, "unplugged": True, "goes on": True, "plugged": "projector",
    }  # fmt: skip


def test_that_a_briefing_shows_the_whole_weak_record_first_and_has_three_questions(trainer: Trainer) -> None:
    trainer.window.present("asleep-upstairs", "briefing")
    settle()
    presenter = trainer.page.presenter
    trainer.press(KEY.Key_Space)
    seen = trainer.page.wall.board.accessibleName()
    assert "As above." in seen
    assert "Where she lies" in seen
    assert "cushion" not in seen
    while presenter.slide.kind != "questions":
        trainer.press(KEY.Key_Space)
    assert "How do you know that a child is asleep?" in trainer.page.wall.board.accessibleName()
    assert "You have stood beside the bed" not in trainer.page.wall.board.accessibleName()
    trainer.press(KEY.Key_Space)
    assert "You have stood beside the bed" in trainer.page.wall.board.accessibleName()
    assert "of 15:00" in trainer.page.notes.time.text()


def test_that_presenting_needs_no_store_and_makes_none(trainer: Trainer) -> None:
    for scenario_id in IDS[:3]:
        trainer.window.present(scenario_id)
        settle()
    assert trainer.window.store is None
    assert not trainer.window.folder.exists()


def test_that_the_size_of_the_text_can_be_changed_while_presenting(trainer: Trainer) -> None:
    trainer.window.present("asleep-upstairs")
    settle()
    trainer.press(KEY.Key_Space, 2)
    presenter = trainer.page.presenter
    trainer.window.larger()
    settle()
    assert trainer.page.presenter is presenter
    trainer.press(KEY.Key_Escape)
    assert trainer.page.detail.shown is not None


def test_that_f11_fills_the_screen_and_leaving_gives_it_back(trainer: Trainer) -> None:
    trainer.window.present("asleep-upstairs")
    settle()
    trainer.press(KEY.Key_F11)
    assert trainer.window.isFullScreen()
    trainer.press(KEY.Key_Escape)
    assert not trainer.window.isFullScreen()


def test_that_a_fault_of_the_program_is_told_without_a_word_of_the_case(trainer: Trainer, capsys) -> None:
    app.Fault(trainer.window)(ValueError, ValueError("Toby Marsh"), None)
    settle()
    assert trainer.reads(trainer.window.catalogue.screen("fault.told"))
    assert "Toby" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--live"], "unknown option: --live"), (["--present"], "--present needs a value"), (["x"], "unknown option: x")],
)
def test_that_a_wrong_command_line_is_refused_in_one_line(words: list[str], said: str, capsys) -> None:
    assert app.main(words) == 2
    assert capsys.readouterr().err == f"{said}\n"


def test_that_a_scenario_is_on_the_wall_within_twenty_seconds_of_starting(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.app import make_application\n"
        "from ui.training.app import main\n"
        "from ui.training.present_page import PresentPage\n"
        "application = make_application()\n"
        "def look():\n"
        "    walls = [each for each in application.allWidgets() if isinstance(each, PresentPage) and each.isVisible()]\n"
        "    print(walls[0].wall.title.text())\n"
        "    application.quit()\n"
        "QTimer.singleShot(0, look)\n"
        "sys.exit(main(['--present', 'asleep-upstairs', '--data-folder', sys.argv[1]]))\n"
    )
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[3],
    )
    assert (done.returncode, done.stdout) == (0, "Asleep upstairs\n"), done.stderr
    assert time.monotonic() - begun < 20
