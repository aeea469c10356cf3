"""The transcript: a child's words are kept as typed, one turn at a time is open, adults stand apart, undo brings back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.make import a_child, a_referral
from tests.ui.panels.conftest import focus, settle
from ui.panels.exact import Exact
from ui.panels.transcript import Transcript
from ui.panels.turn import TurnEditor, TurnView
from vpa_assist.findings import Finding, Severity

WORDS = "/children/0/aware/words"
EXAMPLE = "da-two-children-asleep-strong"


def views(shown):
    """The turns as they are read, in order."""
    return sorted((each for each in shown.page.findChildren(TurnView) if each.isVisible()), key=lambda each: each.y())


def test_that_the_words_are_kept_as_typed(show):
    shown = show(a_referral([a_child(given_name="Jodie", estimated_age=13)]), "child.words", "c1")
    shown.click("Add what Jodie said")
    shown.write("Tell me about tonight.")
    shown.key(Qt.Key.Key_Tab)
    typed = "dont wanna, “he’s” \u00a0loud  \U0001f622 … né"
    shown.write(typed)
    turn = shown.get(f"{WORDS}/0")
    assert turn.question == "Tell me about tonight."
    assert turn.words == typed
    assert turn.how == "speech"
    assert turn.at is None


def test_that_the_words_are_shown_in_quotation_marks_exactly(show):
    shown = show(EXAMPLE, "child.words", "c1")
    read = [each.text for each in shown.page.findChildren(Exact) if each.isVisible()]
    assert read == [f"“{each.words}”" for each in shown.get(WORDS)]


def test_that_what_was_shown_and_not_said_has_no_quotation_marks(show):
    shown = show(a_referral([a_child(aware={"words": [{"how": "drawing", "words": "A red house"}]})]), "child.words", "c1")
    assert [each.text for each in shown.page.findChildren(Exact)] == ["A red house"]


def test_that_a_turn_in_which_nothing_was_written_goes_away_when_it_is_closed(show):
    shown = show(a_referral([a_child(given_name="Jodie")]), "child.words", "c1")
    shown.click("Add what Jodie said")
    assert len(shown.get(WORDS)) == 1
    shown.key(Qt.Key.Key_Escape)
    assert not shown.get(WORDS)
    assert focus().accessibleName() == "Add what Jodie said"


def test_that_an_open_question_of_the_age_goes_into_the_turn(show):
    shown = show(a_referral([a_child(given_name="Mason", estimated_age=9)]), "child.words", "c1")
    panel = shown.panel(Transcript)
    question = panel._open_questions()[0]
    shown.click(f"Ask Mason next: {question}")
    assert shown.get(f"{WORDS}/0/question") == question
    assert isinstance(focus().parent().parent().parent(), TurnEditor) or focus().accessibleName().startswith("Mason")
    shown.write("he shouts")
    assert shown.get(f"{WORDS}/0/words") == "he shouts"


def test_that_an_open_question_is_one_key_away(show):
    shown = show(a_referral([a_child(given_name="Mason", estimated_age=9)]), "child.words", "c1")
    second = shown.panel(Transcript)._open_questions()[1]
    shown.page.focus_first()
    shown.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shown.get(f"{WORDS}/0/question") == second.replace("{name}", "Mason")
    shown.write("he shouts")
    assert shown.get(f"{WORDS}/0/words") == "he shouts"


def test_that_a_baby_gets_no_speech_put_down_by_itself(show):
    shown = show(a_referral([a_child(given_name="Ivy", estimated_age=0)]), "child.words", "c1")
    shown.click("Add what Ivy said")
    assert shown.get(f"{WORDS}/0").how is None


def test_that_enter_opens_a_turn_and_done_closes_it(show):
    shown = show(EXAMPLE, "child.words", "c1")
    views(shown)[1].setFocus()
    shown.key(Qt.Key.Key_Return)
    assert [each.where for each in shown.page.findChildren(TurnEditor)] == [f"{WORDS}/1"]
    shown.click("Done")
    assert not shown.page.findChildren(TurnEditor)
    assert len(shown.get(WORDS)) == 3


def test_that_alt_down_moves_a_turn_and_undo_moves_it_back(show):
    shown = show(EXAMPLE, "child.words", "c1")
    before = [each.words for each in shown.get(WORDS)]
    views(shown)[0].setFocus()
    shown.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.words for each in shown.get(WORDS)] == [before[1], before[0], before[2]]
    shown.document.undo()
    settle()
    assert [each.text for each in shown.page.findChildren(Exact) if each.isVisible()] == [f"“{each}”" for each in before]


def test_that_a_removed_turn_comes_back_with_undo(show):
    shown = show(EXAMPLE, "child.words", "c1")
    before = shown.get(WORDS)
    views(shown)[2].setFocus()
    shown.key(Qt.Key.Key_Delete)
    assert len(shown.get(WORDS)) == 2
    shown.document.undo()
    assert shown.get(WORDS) == before


def leading(index: int = 0) -> Finding:
    """A leading question found at a turn."""
    return Finding("WRD004", Severity.SHOULD, f"{WORDS}/{index}/question", "Leading question", "…", "…", "…", "…", (0, 4))


def test_that_a_leading_question_is_pointed_out_and_asking_openly_opens_the_next_turn(show, monkeypatch):
    turns = [{"question": "He hit you, didn't he?", "words": "yes"}, {"question": "What then?", "words": "he went"}]
    shown = show(a_referral([a_child(given_name="Mason", aware={"words": turns})]), "child.words", "c1")
    monkeypatch.setattr(type(shown.document), "shown_findings", property(lambda self: (leading(),)))
    shown.panel(Transcript)._found()
    settle()
    shown.click("Ask openly")
    assert [each.question for each in shown.get(WORDS)] == ["He hit you, didn't he?", None, "What then?"]
    assert shown.page.findChildren(TurnEditor)[0].where == f"{WORDS}/1"
    assert shown.get(f"{WORDS}/0/words") == "yes"


def test_that_nothing_is_pointed_out_before_the_section_was_visited(show):
    turns = [{"question": "He hit you, didn't he?", "words": "yes"}]
    shown = show(a_referral([a_child(given_name="Mason", aware={"words": turns})]), "child.words", "c1", visited=False)
    assert not [each for each in shown.page.findChildren(TurnView)[0].children() if each.objectName() == "banner"]
    assert not shown.panel(Transcript)._findings_of(0)


def test_that_a_child_who_did_not_want_to_talk_is_recorded_as_seen_with_the_refusal(show):
    shown = show(a_referral([a_child(given_name="Jodie")]), "child.words", "c1")
    shown.click("Jodie did not want to talk")
    assert shown.get("/children/0/contact/status") == "seen_not_spoken_to"
    assert "Jodie" in shown.get("/children/0/contact/reason")
    shown.write("To talk in the car, or tomorrow")
    assert shown.get(f"{WORDS}/0/question") == "To talk in the car, or tomorrow"


def test_that_a_child_recorded_as_spoken_to_stays_so_when_one_question_was_declined(show):
    shown = show(a_referral([a_child(given_name="Jodie", contact={"status": "spoken_to"})]), "child.words", "c1")
    shown.click("Jodie did not want to talk")
    assert shown.get("/children/0/contact/status") == "spoken_to"
    assert shown.get("/children/0/contact/reason") is None


def test_that_what_an_adult_said_stands_apart_under_that_adults_name(show):
    shown = show(EXAMPLE, "child.words", "c1")
    shown.click("Add what an adult said about Mason")
    shown.click("Said by Kerry Blackshaw")
    shown.write("He sleeps through anything.")
    added = shown.get(f"{WORDS}/3")
    assert (added.speaker, added.words) == ("p1", "He sleeps through anything.")
    shown.click("Done")
    assert len(views(shown)) == 3
    assert "He sleeps" not in "".join(each.text for each in shown.page.findChildren(Exact))


def test_that_an_adults_words_never_become_the_childs_by_taking_the_speaker_back(show):
    shown = show(EXAMPLE, "child.words", "c2")
    shown.click("Change what Kerry Blackshaw")
    shown.click("Who said it, if not Ellie-Mae: Kerry Blackshaw")
    assert shown.get("/children/1/aware/words/0/speaker") == "p1"


@pytest.mark.parametrize("name", ["Add what Mason said", "Mason did not want to talk", "Add what an adult"])
def test_that_after_hand_in_nothing_can_be_changed(show, name):
    from tests.make import example
    from vpa_assist.record.reading import from_json

    shown = show(from_json({**example(EXAMPLE).as_json(), "status": "submitted"}), "child.words", "c1")
    before = shown.document.referral
    with pytest.raises(AssertionError, match="nothing is called"):
        shown.widget(name)
    views(shown)[0].setFocus()
    shown.key(Qt.Key.Key_Return)
    shown.key(Qt.Key.Key_Delete)
    assert shown.document.referral == before


def test_that_typing_in_an_open_turn_keeps_cursor_and_box(show):
    shown = show(EXAMPLE, "child.words", "c1")
    views(shown)[0].setFocus()
    shown.key(Qt.Key.Key_Return)
    box = focus()
    for letter in "abc":
        shown.write(letter)
        assert focus() is box
    assert "abc" in shown.get(f"{WORDS}/0/words")
