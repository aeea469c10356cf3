"""Spot the gap: a trainee marks a record, sees where the trainer differs and why; not marked is no opinion."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.training.conftest import Trainer, settle
from vpa_assist import catalogue as packs
from vpa_assist.training import library

IDS = [each.id for each in library.entries(packs.default())]


def row(trainer: Trainer, child: str, item: str) -> Any:
    return next(each for each in trainer.page.rows if each.key == (child, item))


def test_the_walk_through_marking_by_keyboard(trainer: Trainer) -> None:
    trainer.window.show_library("asleep-upstairs")
    trainer.use("Spot the gap: Asleep upstairs")
    assert trainer.reads("Mother states asleep.")
    words = row(trainer, "c1", "words")
    words.bar.buttons[""].setFocus(Qt.FocusReason.TabFocusReason)
    trainer.press(Qt.Key.Key_Left)  # from "not marked" round to the last grade
    assert words.bar.value == "inadequate"
    appearance = row(trainer, "c1", "appearance")
    appearance.bar.buttons[""].setFocus(Qt.FocusReason.TabFocusReason)
    trainer.press(Qt.Key.Key_Right)
    assert appearance.bar.value == "good"
    assert not trainer.reads('"Fine" says nothing of shoes'), "the trainer's word comes afterwards"
    trainer.use(trainer.say("spot_compare"))
    marking = trainer.page.marking
    assert {each.outcome for each in marking.items if each.mark.item == "words"} == {"same"}
    assert marking.count("same") == 1
    assert marking.count("differs") == 1
    assert marking.count("not_marked") == len(marking.items) - 2
    assert trainer.reads('"Fine" says nothing of shoes, jumper or shut eyes.')
    states = trainer.window.catalogue.raw("training")["states"]
    assert trainer.reads(f"{states['differs']}: the trainer says Inadequate.")
    assert trainer.reads(f"{states['not_marked']}: the trainer says Inadequate.")
    (kept,) = trainer.window.results.read()
    assert (kept.marks_same, kept.marks_differ, kept.not_marked) == (1, 1, len(marking.items) - 2)
    assert kept.pseudonym in trainer.page.counts.text()


def test_that_marks_on_what_the_trainer_leaves_open_are_no_difference(trainer: Trainer) -> None:
    trainer.window.spot("asleep-upstairs")
    settle()
    row(trainer, "c1", "activity").bar.choose("good", tell=True)
    trainer.page.compare()
    settle()
    assert trainer.page.marking.count("differs") == 0
    assert trainer.page.marking.extra == (("c1", "activity"),)
    assert trainer.reads(trainer.say("spot_nothing_said"))


def test_that_marks_cannot_be_changed_after_the_trainer_was_seen_and_marking_again_begins_anew(trainer: Trainer) -> None:
    trainer.window.spot("asleep-upstairs")
    settle()
    trainer.page.compare()
    assert not trainer.page.rows[0].bar.isEnabled()
    trainer.page.compare()
    settle()
    assert trainer.page.marking is None
    assert trainer.page.given == {}


@pytest.mark.parametrize("scenario_id", IDS)
def test_that_every_mark_of_every_scenario_has_its_row(trainer: Trainer, scenario_id: str, catalogue) -> None:
    trainer.window.spot(scenario_id)
    settle()
    wanted = {(mark.child, mark.item) for mark in library.scenario(catalogue, scenario_id).marks}
    assert wanted
    assert wanted <= {each.key for each in trainer.page.rows}


def test_that_the_anchors_are_one_key_away(trainer: Trainer) -> None:
    trainer.window.spot("asleep-upstairs")
    settle()
    first = trainer.page.rows[0]
    first.anchors_link.setFocus()
    trainer.press(Qt.Key.Key_Return)
    assert trainer.reads("Good: The child's own words, with what was asked")
