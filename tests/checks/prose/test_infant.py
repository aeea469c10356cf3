"""What a child who does not speak does: a verb that nobody thought of counts, care and what others say do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist import catalogue
from vpa_assist.checks.prose.about import who_is_who
from vpa_assist.checks.prose.infant import shows
from vpa_assist.checks.prose.patterns import lexicon

PACK = catalogue.default()
ISLA = who_is_who(child=frozenset({"isla"}), others=frozenset({"tara", "dean"}), sex="female", infant=True)


def tells(text: str) -> bool:
    return shows(lexicon(PACK), text, ISLA)


@given(st.sampled_from(["glorp", "snarf", "plink", "wumph"]), st.sampled_from(["", "She ", "Isla ", "In her cot, she "]))
def test_that_a_verb_that_nobody_thought_of_is_behaviour(verb: str, subject: str) -> None:
    assert tells(f"{subject}{verb}ed at the lamp.")
    assert not tells(f"Her mother {verb}ed at the lamp.")


@pytest.mark.parametrize(
    ("childs", "others"),
    [
        ("She carried her doll.", "She was carried to the car."),
        ("Isla pushed the cup.", "Isla was pushed round the shop."),
        ("Handed me her shoe.", "Handed to the social worker."),
        ("When Tara left, she howled.", "When she slept, Tara howled."),
        ("Tara says she is shy, and she hid from me.", "Tara says she hid from the dog."),
        ("Her eyes followed the torch.", "Her pram followed the torch."),
    ],
)
def test_that_what_the_child_does_counts_and_what_others_do_or_say_does_not(childs: str, others: str) -> None:
    assert tells(childs)
    assert not tells(others)


@given(st.text(max_size=120))
def test_that_any_text_is_read_without_a_fault(text: str) -> None:
    assert tells(text) in (True, False)
