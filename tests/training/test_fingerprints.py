"""What a scenario must never say again: found however it is typed, and not to be read from what is kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.training.authoring import Identity
from vpa_assist.training.fingerprints import CameBack, Fingerprints

ORIGINALS = (
    Identity("name", "Zoë Blackshaw"),
    Identity("name", "EDT worker Jo Pryce"),
    Identity("name", "Will Harper"),
    Identity("date_of_birth", "2017-03-09"),
    Identity("address", "17 Harebell Close"),
    Identity("address", "CW7 9QZ"),
    Identity("telephone", "01606 557 231"),
    Identity("reference", "26-0011873"),
    Identity("place", "St Chad's Primary School"),
)


@pytest.mark.parametrize(
    "typed",
    [
        "ZOE went up", "zoë’s coat", "Mr Blackshaw", "the blackshaw family", "Pryce rang", "Will stood there", "Harper,",
        "born 9/3/17", "born 09.03.2017", "9th March 2017", "2017-03-09", "March 9 2017",
        "at 17 harebell close", "Harebell Close again", "cw79qz", "CW7 9QZ", "01606557231", "01606 557231", "26 0011873",
        "260011873", "St Chad's primary school",
    ],
)  # fmt: skip
def test_that_an_original_is_found_however_it_is_typed(typed: str) -> None:
    assert Fingerprints.of(ORIGINALS).came_back({"brief": typed})


@pytest.mark.parametrize(
    "typed",
    [
        "She will go up.", "The duty worker rang back.", "A primary school down the road.", "At 17 he left.",
        "Born in March 2017.", "It was a close shave.", "Ask the EDT.", "Log 26.", "",
    ],
)  # fmt: skip
def test_that_words_that_name_nobody_are_left_alone(typed: str) -> None:
    found = [each for each in Fingerprints.of(ORIGINALS).came_back({"brief": typed}) if each.words != "EDT"]
    assert found == []


def test_that_the_words_and_their_place_are_told() -> None:
    value = {"stages": [{"facts": [{"shows": "He says Pryce is late."}]}]}
    assert Fingerprints.of(ORIGINALS).came_back(value) == (CameBack("Pryce", "/stages/0/facts/0/shows"),)


_NAME = st.from_regex(r"[A-Z][a-z]{3,9}( [A-Z][a-z]{3,9})?", fullmatch=True)


@given(_NAME, st.text(max_size=30), st.text(max_size=30))
def test_that_any_name_is_found_between_any_other_text_and_stands_nowhere_in_what_is_kept(name: str, one: str, two: str) -> None:
    never = Fingerprints.of((Identity("name", name),))
    assert never.came_back({"brief": f"{one} {name} {two}"})
    kept = json.dumps(never.as_json())
    assert name not in kept
    assert Fingerprints.from_json(json.loads(kept)) == never


def test_that_two_scenarios_of_one_document_share_no_fingerprint() -> None:
    one, other = Fingerprints.of(ORIGINALS), Fingerprints.of(ORIGINALS)
    assert not one.marks & other.marks


@pytest.mark.parametrize("value", [None, 3, [], {}, {"key": "00"}, {"marks": []}])
def test_that_anything_else_is_an_empty_set(value: object) -> None:
    assert Fingerprints.from_json(value).came_back({"brief": "Blackshaw"}) == ()
