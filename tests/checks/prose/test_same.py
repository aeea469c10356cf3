"""The same words for two children, and the incident account told again as the child's voice."""

from __future__ import annotations

import copy
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.prose.scoring import base, findings, put
from vpa_assist.checks.prose.same import bare_words, repeated


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


def first_run(text: str, account: str) -> tuple[int, int] | None:
    """By every twelve words of the text: the first words that stand in the account, as far as each next twelve do, too."""
    words = bare_words(text)
    runs = {bare_words(account)[at : at + 12] for at in range(len(bare_words(account)) - 11)}
    starts = [at for at in range(len(words) - 11) if words[at : at + 12] in runs]
    if not starts:
        return None
    last = starts[0]
    while last + 1 in starts:
        last += 1
    return starts[0], last + 12


WORDS = st.lists(st.sampled_from(("a", "bit", "of", "it")), min_size=4, max_size=40)


@given(WORDS, WORDS, WORDS, WORDS)
def test_that_a_run_of_twelve_words_is_found_wherever_it_stands(
    before: list[str], shared: list[str], after: list[str], others: list[str]
) -> None:
    text = " ".join([*before, *shared, *after])
    account = " ".join([*others, *shared, *others])
    run = first_run(text, account)
    places = [at for at, letter in enumerate(f" {text}") if letter == " "]
    ends = [*[at - 1 for at in places[1:]], len(text)]
    assert repeated(text, account) == (None if run is None else (places[run[0]], ends[run[1] - 1]))


@given(st.text(alphabet=st.sampled_from([*"aBz09'\u2019_-.,\"()~ \n\t\x00\x1f\x7f\u00e9\u0301\u00a0"]), max_size=30))
def test_that_words_are_letters_and_figures_with_apostrophes_inside(text: str) -> None:
    word = re.compile("[^\\W_][\\w\u0300-\u036f]*(?:'[^\\W_]+)*")
    assert bare_words(text) == tuple(word.findall(text.lower().replace("\u2019", "'")))
