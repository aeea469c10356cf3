"""Spot the gap: the trainee's marks against the trainer's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.record.referral import Grade
from vpa_assist.rubric import GRADES
from vpa_assist.training.marking import against_the_trainer
from vpa_assist.training.scenario import Scenario


def test_that_what_was_not_marked_is_kept_apart_from_what_differs(asleep: Scenario) -> None:
    given_marks: dict[tuple[str, str], Grade] = {("c1", "words"): "inadequate", ("c1", "appearance"): "good"}
    marking = against_the_trainer(asleep, given_marks)
    outcomes = {(each.mark.child, each.mark.item): each.outcome for each in marking.items}
    assert outcomes["c1", "words"] == "same"
    assert outcomes["c1", "appearance"] == "differs"
    assert outcomes["c2", "environment"] == "not_marked"
    assert (marking.count("same"), marking.count("differs"), marking.count("not_marked")) == (1, 1, len(asleep.marks) - 2)


def test_that_each_mark_comes_with_the_trainers_reason_and_how_far_apart_it_was(asleep: Scenario) -> None:
    marking = against_the_trainer(asleep, {("c1", "appearance"): "good"})
    marked = next(each for each in marking.items if each.given)
    assert marked.mark.why
    assert marked.steps == 2


def test_that_a_mark_of_which_the_trainer_says_nothing_is_listed_and_not_counted(asleep: Scenario) -> None:
    marking = against_the_trainer(asleep, {("c2", "who"): "good"})
    assert marking.extra == (("c2", "who"),)
    assert marking.count("not_marked") == len(asleep.marks)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["c1", "c2", "c9"]), st.sampled_from(["words", "appearance", "who"])), st.sampled_from(GRADES)
    )
)
def test_that_every_mark_is_counted_once(asleep: Scenario, marks: dict[tuple[str, str], Grade]) -> None:
    marking = against_the_trainer(asleep, marks)
    counted = [marking.count("same"), marking.count("differs"), marking.count("not_marked")]
    assert sum(counted) == len(asleep.marks)
    assert counted[0] + counted[1] + len(marking.extra) == len(marks)
