"""Answers that send the reader elsewhere, put him off or speak of the form; and short answers beside them that are answers."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist import catalogue
from vpa_assist.checks.placeholders import answers_nothing
from vpa_assist.checks.prose.evasion import evasion

PACK = catalogue.default()
ANSWERS = Path(__file__).parent / "sample" / "answers.jsonl"
WAYS: list[dict[str, Any]] = tomllib.loads((Path(PACK.folder) / "patterns" / "ANS001.toml").read_text(encoding="utf-8"))[
    "pattern"
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["name"])
def test_that_a_way_of_evading_is_found_and_its_look_alikes_are_left_alone(way: dict[str, Any]) -> None:
    assert [text for text in way["fires"] if not answers_nothing(text, PACK)] == []
    assert [text for text in way["silent"] if answers_nothing(text, PACK)] == []


@pytest.mark.parametrize(
    "text",
    [
        "See OEL for reason. Ask mum.",
        "Safe; see the BWV of PC Hall",
        "tbc, OIC aware",
        "Log no 456 refers (PC Hall has the details)",
    ],
)
def test_that_a_text_evades_when_each_of_its_clauses_does(text: str) -> None:
    assert answers_nothing(text, PACK)


@pytest.mark.parametrize(
    "text",
    [
        "See OEL for reason. She hid.",
        "BWV of PC Hall; she was at Nan's",
        "tbc, OIC to visit on Monday",
        "Ask mum. Mum is at work until six.",
    ],
)
def test_that_one_fact_beside_an_evasion_makes_it_an_answer(text: str) -> None:
    assert not answers_nothing(text, PACK)


def test_that_answers_labelled_by_somebody_else_are_told_apart() -> None:
    answers = [json.loads(line) for line in ANSWERS.read_text(encoding="utf-8").splitlines()]
    wrong = [each["text"] for each in answers if answers_nothing(each["text"], PACK) != each["placeholder"]]
    assert len(wrong) <= len(answers) / 100, wrong


def test_that_a_promise_with_a_time_is_an_answer_and_one_without_is_none() -> None:
    assert evasion("Needs completing by nights", (), PACK) == "placeholder"
    assert evasion("Needs completing by nights at 02:00", (), PACK) is None


def test_that_a_slip_of_the_hand_hides_no_evasion() -> None:
    assert evasion("Refer to statment of PC Hall", (), PACK) == "pointer"


def test_that_a_childs_name_is_no_fact() -> None:
    assert evasion("Ask Mia", ("Mia",), PACK) is None
    assert evasion("Mia was reluctant to go into this", ("Mia",), PACK) == "placeholder"


@given(st.text(max_size=220))
def test_that_any_text_is_read_without_a_fault(text: str) -> None:
    assert evasion(text, ("Mia",), PACK) in (None, "pointer", "placeholder")
