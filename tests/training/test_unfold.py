"""A scenario unfolds by what the trainee chooses to look at and to ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist import catalogue
from vpa_assist.training import library, unfold
from vpa_assist.training.scenario import Scenario, Turn

EVERY = [library.scenario(catalogue.default(), name.removeprefix("training/")) for name in catalogue.default().names("training")]


def walk(scenario: Scenario, *ids: str) -> unfold.Progress:
    progress = unfold.begin(scenario)
    for each in ids:
        progress = unfold.choose(scenario, progress, each)
    return progress


def test_that_at_first_only_the_first_place_is_open(asleep: Scenario) -> None:
    progress = unfold.begin(asleep)
    assert [stage.id for stage in unfold.stages(asleep, progress)] == ["door"]
    assert unfold.questions(asleep, progress) == ()
    assert unfold.shown(asleep, progress) == ()


def test_that_asking_where_the_children_are_opens_the_way_upstairs(asleep: Scenario) -> None:
    progress = walk(asleep, "who-lives-here")
    assert [stage.id for stage in unfold.stages(asleep, progress)] == ["door", "landing"]
    assert "toby-door" in {fact.id for fact in unfold.choices(asleep, progress)}


def test_that_something_behind_something_else_is_not_open_before_it(asleep: Scenario) -> None:
    with pytest.raises(unfold.NotOpen):
        walk(asleep, "who-lives-here", "toby-room")
    assert "toby-room" in {fact.id for fact in unfold.choices(asleep, walk(asleep, "who-lives-here", "toby-door"))}


def test_that_a_leading_question_spoils_open_ones_and_says_so(asleep: Scenario) -> None:
    progress = walk(asleep, "who-lives-here", "toby-door", "toby-hit")
    spoiled = {each.turn.id: each.why for each in unfold.questions(asleep, progress) if each.shut}
    assert spoiled == {"toby-tell": "Craig hit your mum, didn't he?"}
    with pytest.raises(unfold.NotOpen):
        unfold.choose(asleep, progress, "toby-tell")
    assert [turn.id for turn in unfold.leading(asleep, progress)] == ["toby-hit"]


def test_that_the_debrief_lists_the_cues_that_were_missed(asleep: Scenario) -> None:
    progress = walk(asleep, "who-lives-here", "toby-door", "toby-tell", "toby-always")
    missed = [cue.id for cue in unfold.missed(asleep, progress)]
    assert "poppy-look" in missed
    assert "toby-always" not in missed
    assert "hall" not in missed, "scenery is no cue"


def test_that_what_was_seen_is_shown_in_the_order_of_choosing(asleep: Scenario) -> None:
    progress = walk(asleep, "hall", "who-lives-here", "check-calls")
    assert [each.id for each in unfold.shown(asleep, progress)] == ["hall", "who-lives-here", "check-calls"]


@given(st.data())
def test_that_any_walk_stays_within_what_is_open_and_everything_can_be_found(data: st.DataObject) -> None:
    scenario = data.draw(st.sampled_from(EVERY))
    progress = unfold.begin(scenario)
    everything = {each.id for each in scenario.discoveries()}
    while True:
        open_now = sorted({fact.id for fact in unfold.choices(scenario, progress)})
        open_now += sorted(each.turn.id for each in unfold.questions(scenario, progress) if not each.shut)
        if not open_now:
            break
        progress = unfold.choose(scenario, progress, data.draw(st.sampled_from(open_now)))
        assert len(set(progress.chosen)) == len(progress.chosen)
    shut = {each.turn.id for each in unfold.questions(scenario, progress)}
    behind = {each.id for each in scenario.discoveries() if set(each.after) & shut}
    assert everything - set(progress.chosen) <= shut | behind
    assert {cue.id for cue in unfold.missed(scenario, progress)} <= everything - set(progress.chosen)


@pytest.mark.parametrize("scenario", EVERY, ids=lambda each: each.id)
def test_that_a_trainee_who_asks_openly_can_find_every_cue(scenario: Scenario) -> None:
    progress = unfold.begin(scenario)
    while True:
        facts = [fact.id for fact in unfold.choices(scenario, progress)]
        turns = [each.turn.id for each in unfold.questions(scenario, progress) if each.turn.kind != "leading" and not each.shut]
        if not facts + turns:
            break
        progress = unfold.choose(scenario, progress, (facts + turns)[0])
    assert unfold.missed(scenario, progress) == ()
    assert not any(isinstance(each, Turn) and each.kind == "leading" for each in unfold.shown(scenario, progress))
