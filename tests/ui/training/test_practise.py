"""Practising: the scene unfolds, the record is written cold and then with AWARE, the debrief says what came of it."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.store.cheap import CHEAP
from tests.ui.training.conftest import PHRASE, Trainer, settle
from ui.training.practice import Practice
from ui.training.shelf import Shelf
from vpa_assist.record.reading import read
from vpa_assist.store import Store
from vpa_assist.training import library


def begin(trainer: Trainer) -> None:
    trainer.open_store()
    trainer.window.practise("asleep-upstairs")
    settle()


def test_the_whole_walk_from_the_door_to_the_debrief(trainer: Trainer) -> None:
    trainer.window.show_library("asleep-upstairs")
    trainer.use("Practise: Asleep upstairs")
    # a place to practise: a name and a passphrase
    trainer.write("Heron at work")
    trainer.find(trainer.say("door_passphrase")).setFocus()
    trainer.write(PHRASE)
    trainer.use(trainer.say("door_do_make"))
    trainer.bot.waitUntil(lambda: trainer.window.store is not None, timeout=20_000)
    settle()
    # cold: look, ask, write
    trainer.use("Ask who lives here")
    assert trainer.reads("Toby and Poppy. They're both asleep.")
    trainer.use("Look in on Toby")
    assert trainer.reads("His shoes are on.")
    trainer.use("Craig hit your mum")
    assert trainer.reads("Don't know. Is Mum in trouble?")
    shut = trainer.find("Tell me about tonight.")
    assert "Craig hit your mum, didn't he?" in shut.accessibleDescription(), "a leading question spoils the open one, and says so"
    trainer.find(trainer.say("cold_account")).setFocus()
    trainer.write("Attended a domestic. Children said to be asleep.")
    trainer.use(trainer.say("cold_add_child"))
    trainer.write("Toby")
    trainer.find("Child 1: Appearance").setFocus()
    trainer.write("School jumper and shoes on.")
    trainer.find("Child 1: Words").setFocus()
    trainer.write("Don't know. Is Mum in trouble?")
    assert not trainer.window.findChildren(QLineEdit, "panel"), "nothing says what is missing"
    trainer.use(trainer.say("practise_go_guided"))
    # with AWARE: what was written stands in the real editor
    page = trainer.page
    assert page.editor is not None
    assert page.document.get("/children/0/aware/words/0/words") == "Don't know. Is Mum in trouble?"
    trainer.use("Look round Toby's room")
    page.editor.go_section("child.environment@c1")
    settle()
    page.editor.page.focus_first()
    trainer.write("A chair is wedged under the handle, a torch lies under the pillow.")
    assert page.document.get("/children/0/aware/environment").startswith("A chair")
    trainer.use(trainer.say("practise_go_debrief"))
    # the debrief
    debrief = trainer.page.debrief
    assert [each.part for each in debrief.outcome.both.appeared] == ["environment"]
    states = {each.cue.id: each.state for each in debrief.outcome.after.cues}
    assert states["toby-room"] == "told"
    assert states["toby-door"] == "told"
    assert states["poppy-bed"] == "missed"
    for text in ("He barricades his door.", "Twice before nobody saw the children.", "Leading question"):
        assert trainer.reads(text), text
    assert trainer.reads(trainer.say("debrief_leading_some", count=1))
    assert trainer.reads("A chair stands ready to wedge under the door handle"), "the strong record stands beside it"
    assert trainer.reads("Inadequate: No words and no reason"), "the rubric's anchors"
    # what stays
    (kept,) = trainer.window.results.read()
    assert kept.scenario == "asleep-upstairs"
    assert kept.leading_questions == 1
    assert kept.appeared == ("environment",)
    line = trainer.window.results.path.read_text("utf-8")
    assert "Heron at work" not in line
    assert "Toby" not in line
    assert kept.pseudonym in debrief.kept.text()


def test_that_a_practice_is_counted_once_however_often_its_debrief_is_opened(trainer: Trainer) -> None:
    begin(trainer)
    trainer.page.go_on()
    trainer.page.go_on()
    settle()
    trainer.window.practise("asleep-upstairs")
    settle()
    assert trainer.page.practice.state.phase == "debrief"
    assert len(trainer.window.results.read()) == 1


def test_that_what_was_begun_goes_on_where_it_was_left(trainer: Trainer) -> None:
    begin(trainer)
    trainer.page.scene.choose("hall")
    trainer.page.form.boxes["/incident/account"].setFocus()
    trainer.write("A chair lies on its side.")
    trainer.use(trainer.say("practise_leave"))
    assert trainer.page.detail.buttons["practise"].words() == trainer.say("do_go_on")
    trainer.use("Go on: Asleep upstairs")
    assert trainer.reads("A plate is in pieces on the floor.")
    assert trainer.page.form.boxes["/incident/account"].text() == "A chair lies on its side."


def test_that_practising_again_begins_anew_and_deletes_what_was_written(trainer: Trainer) -> None:
    begin(trainer)
    trainer.page.scene.choose("hall")
    trainer.page.go_on()
    trainer.page.go_on()
    settle()
    store = trainer.window.store
    assert len(store.drafts()) == 2
    trainer.page.debrief.again.emit()
    settle()
    assert trainer.page.practice.state.phase == "cold"
    assert trainer.page.practice.state.chosen == ()
    assert len(store.drafts()) == 1, "the empty new one"


def test_that_open_closed_and_leading_questions_look_alike_until_the_debrief(trainer: Trainer) -> None:
    begin(trainer)
    for each in ("who-lives-here", "toby-door"):
        trainer.page.scene.choose(each)
    settle()
    kinds = trainer.window.catalogue.raw("training")["kinds"]
    for kind in ("open", "closed", "leading"):
        assert not trainer.reads(kinds[kind])
    assert {"toby-tell", "toby-ok", "toby-hit"} <= set(trainer.page.scene.choices)


def test_that_the_form_of_the_cold_record_holds_no_prompt(trainer: Trainer) -> None:
    begin(trainer)
    trainer.page.form.add_child()
    settle()
    for box in trainer.page.form.boxes.values():
        assert box.placeholderText() == ""
    assert trainer.page.editor is None


def test_that_a_child_can_be_removed_from_the_cold_record(trainer: Trainer) -> None:
    begin(trainer)
    trainer.use(trainer.say("cold_add_child"))
    trainer.write("Toby")
    trainer.use("Remove Toby")
    assert not trainer.page.document.referral.children


def test_that_the_records_are_training_documents_in_the_training_store(trainer: Trainer) -> None:
    begin(trainer)
    trainer.page.go_on()
    settle()
    store = trainer.window.store
    assert {row.summary.kind for row in store.drafts()} == {"training"}
    for row in store.drafts():
        assert read(store.load(row.draft_id, editing=False).body).kind == "training"


def test_that_the_store_opens_again_with_its_passphrase_only(trainer: Trainer) -> None:
    trainer.open_store().close()
    trainer.window.store, trainer.window.shelf = None, Shelf(trainer.window.catalogue)
    trainer.window.practise("asleep-upstairs")
    settle()
    assert trainer.reads(trainer.say("door_open"))
    trainer.write("wrong words here")
    trainer.press(Qt.Key.Key_Return)
    trainer.bot.waitUntil(lambda: trainer.page.fault.isVisible(), timeout=20_000)
    assert trainer.window.store is None
    trainer.write(PHRASE)
    trainer.press(Qt.Key.Key_Return)
    trainer.bot.waitUntil(lambda: trainer.window.store is not None, timeout=20_000)


def test_that_a_scenario_that_changed_meanwhile_does_not_break_a_practice(trainer: Trainer, catalogue) -> None:
    store = trainer.open_store()
    state = {"scenario": "asleep-upstairs", "phase": "cold", "chosen": ["hall", "gone"], "cold_end": 0}
    store.set_setting("practice.asleep-upstairs", json.dumps(state))
    practice = Practice(store, catalogue, library.scenario(catalogue, "asleep-upstairs"), trainer.window.clock)
    assert practice.state.chosen == ("hall",)


def test_that_a_passphrase_that_is_too_short_is_refused_in_one_sentence(trainer: Trainer) -> None:
    trainer.window.practise("asleep-upstairs")
    settle()
    trainer.find(trainer.say("door_passphrase")).setFocus()
    trainer.write("ab")
    trainer.press(Qt.Key.Key_Return)
    trainer.bot.waitUntil(lambda: trainer.page.fault.isVisible(), timeout=20_000)
    assert "\n" not in trainer.page.fault.text()
    assert list(trainer.window.folder.glob("training-*")) == []


def test_that_without_a_name_a_pseudonym_is_chosen(trainer: Trainer) -> None:
    trainer.window.practise("asleep-upstairs")
    settle()
    trainer.find(trainer.say("door_passphrase")).setFocus()
    trainer.write(PHRASE)
    trainer.press(Qt.Key.Key_Return)
    trainer.bot.waitUntil(lambda: trainer.window.store is not None, timeout=20_000)
    word, number = trainer.window.store.person.name.split()
    assert word in trainer.window.catalogue.raw("training")["pseudonyms"]
    assert number.isdigit()
    folder = trainer.window.store.folder
    trainer.window.show_library()
    settle()
    trainer.window.store.close()
    trainer.window.store, trainer.window.shelf = None, Shelf(trainer.window.catalogue)
    with Store.unlock(folder, PHRASE, cost=CHEAP) as again:
        assert again.kind == "training"
