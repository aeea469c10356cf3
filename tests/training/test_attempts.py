"""A trainee's record against the strong one, and cold against guided."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.catalogue import Catalogue
from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Referral
from vpa_assist.training import attempts, unfold
from vpa_assist.training.records import blank, record
from vpa_assist.training.scenario import Scenario

ID = "7d3f0c52-5a51-4d2f-9d55-0b8f3c1f9a10"
AT = "2026-11-22T09:00:00+00:00"


def empty(scenario: Scenario) -> Referral:
    return blank(scenario, ID, AT)


def with_children(scenario: Scenario, *names: str) -> Referral:
    children = [{"id": f"c{number}", "given_name": name} for number, name in enumerate(names, 1)]
    return put(empty(scenario), "/children", children)


def test_that_a_blank_record_is_a_training_document_that_lacks_everything(asleep: Scenario) -> None:
    document = empty(asleep)
    assert (document.kind, document.scenario) == ("training", "asleep-upstairs")
    parts = attempts.compare(asleep, document).parts
    assert {each.state for each in parts} <= {"only_strong", "neither"}


def test_that_the_strong_record_against_itself_lacks_nothing(asleep: Scenario) -> None:
    parts = attempts.compare(asleep, record(asleep, "strong")).parts
    assert all(each.strong == each.attempt for each in parts)
    assert {each.state for each in parts} == {"both", "neither"}


def test_that_children_are_matched_by_name_in_whatever_order_they_were_written(asleep: Scenario) -> None:
    document = put(with_children(asleep, "POPPY", "Toby"), "/children/0/aware/appearance", "Pyjamas with ducks.")
    by_part = {(each.name, each.part): each.attempt for each in attempts.compare(asleep, document).parts}
    assert by_part["Poppy", "appearance"] == "Pyjamas with ducks."
    assert by_part["Toby", "appearance"] == ""


def test_that_a_child_with_another_name_takes_the_place_that_is_left(asleep: Scenario) -> None:
    document = put(with_children(asleep, "Poppy", "Tobias"), "/children/1/wishes", "A lock on the door.")
    by_part = {(each.name, each.part): each.attempt for each in attempts.compare(asleep, document).parts}
    assert by_part["Toby", "wishes"] == "A lock on the door."


def test_that_a_cue_that_was_found_but_not_written_is_told_apart_from_one_that_was_missed(asleep: Scenario) -> None:
    progress = unfold.begin(asleep)
    for each in ("who-lives-here", "toby-door", "toby-room"):
        progress = unfold.choose(asleep, progress, each)
    document = put(with_children(asleep, "Toby", "Poppy"), "/children/0/aware/appearance", "Jumper and SHOES on.")
    states = {each.cue.id: each.state for each in attempts.compare(asleep, document, progress).cues}
    assert states["toby-door"] == "told"
    assert states["toby-room"] == "found_not_told"
    assert states["poppy-look"] == "missed"


def test_that_a_cue_of_one_child_is_not_told_by_what_is_written_about_the_other(asleep: Scenario) -> None:
    document = put(with_children(asleep, "Toby", "Poppy"), "/children/0/contact/welfare_check", "Breathing evenly and warm.")
    states = {each.cue.id: each.state for each in attempts.compare(asleep, document).cues}
    assert states["poppy-look"] == "missed"


def test_that_what_appeared_with_the_prompts_is_listed_with_the_findings_that_went(asleep: Scenario, pack: Catalogue) -> None:
    cold = put(with_children(asleep, "Toby", "Poppy"), "/children/0/aware/appearance", "Jumper and shoes on.")
    guided = put(cold, "/children/0/aware/environment", "A chair stands ready by the door.")
    guided = put(guided, "/children/0/ethnicity", {"code": "W1", "source": "parent_or_carer"})
    outcome = attempts.cold_and_guided(asleep, cold, guided, pack)
    assert [(each.name, each.part) for each in outcome.appeared] == [("Toby", "environment")]
    assert outcome.lost == ()
    assert [cue.id for cue in outcome.cues_appeared] == ["toby-room"]
    assert outcome.guided["must"] < outcome.cold["must"]


def test_that_what_was_lost_between_the_two_is_said_too(asleep: Scenario, pack: Catalogue) -> None:
    cold = put(with_children(asleep, "Toby", "Poppy"), "/children/0/wishes", "A lock.")
    outcome = attempts.cold_and_guided(asleep, cold, with_children(asleep, "Toby", "Poppy"), pack)
    assert [(each.name, each.part) for each in outcome.lost] == [("Toby", "wishes")]


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_that_what_a_trainee_typed_is_shown_exactly(asleep: Scenario, text: str) -> None:
    document = put(with_children(asleep, "Toby", "Poppy"), "/children/0/aware/activity", text)
    shown = {(each.name, each.part): each.attempt for each in attempts.compare(asleep, document).parts}["Toby", "activity"]
    assert shown == (text.replace("\r\n", "\n") if text.strip() else "")
