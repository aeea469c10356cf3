"""The same words for two children, and the incident account told again as the child's voice."""

from __future__ import annotations

import copy

import pytest

from tests.checks.prose.scoring import base, findings, put


def fired(code: str, **texts: str) -> list[str]:
    """The addresses at which a check fires in a referral of two children with these texts."""
    made = copy.deepcopy(base("base2"))
    for name, text in texts.items():
        put(made, {"first": "/children/0/aware/activity", "second": "/children/1/aware/activity"}.get(name, name), text)
    return [each.path for each in findings(made, (code,))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sat by the window and didn't look up once.", "sat by the window, and didnt look up once"),
        ("Erin's coat was on her knee the whole time.", "Callum’s coat was on her knee the whole time!"),
        ("Held the hand-rail and hummed to herself.", "HELD THE HAND RAIL AND HUMMED TO HERSELF"),
        ("Erin sat with Callum on the stairs.", "Callum sat with Erin on the stairs."),
    ],
)
def test_that_the_same_words_for_two_children_are_found(first: str, second: str) -> None:
    assert fired("VOC002", first=first, second=second) == ["/children/1/aware/activity"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hummed on the stairs all evening.", "Hummed on the stairs all night."),
        ("Sat by the window.", "Sat by the window."),
        ("Sat by the window and hummed a tune.", "Hummed a tune and sat by the window."),
    ],
)
def test_that_words_of_a_childs_own_are_left_alone(first: str, second: str) -> None:
    assert fired("VOC002", first=first, second=second) == []


def test_that_twelve_words_of_the_account_are_found_and_eleven_are_not() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    for count, found in ((12, ["/children/0/aware/activity"]), (11, [])):
        made = copy.deepcopy(base("base2"))
        put(made, "/incident/account", "We came at nine. " + " ".join(words) + " and more.")
        put(made, "/children/0/aware/activity", "She counted: " + ", ".join(words[:count]).upper() + "!")
        assert [each.path for each in findings(made, ("VOC003",))] == found
