"""The weak and the strong example of a check about wording are what the check finds, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make import a_child, a_referral
from vpa_assist.catalogue import Catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.record.pointers import put

AT = {"attended_at": "2026-11-14T22:10:00+00:00"}


def child(**members: Any) -> Any:
    """A referral of one child of nine."""
    return a_referral([a_child(given_name="Mason", date_of_birth="2017-03-19", **members)], incident=AT)


SPOKEN = {"status": "spoken_to"}
PLACES: dict[str, tuple[Any, str]] = {
    "SEE005": (child(contact={"status": "not_seen"}), "/children/0/contact/reason"),
    "ANS001": (child(contact={"status": "not_seen"}), "/children/0/contact/reason"),
    "WRD002": (child(contact=SPOKEN, aware={"words": [{"how": "speech"}]}), "/children/0/aware/words/0/words"),
    "WRD004": (child(contact=SPOKEN, aware={"words": [{"words": "No."}]}), "/children/0/aware/words/0/question"),
    "WRD006": (child(contact=SPOKEN), "/children/0/aware/appearance"),
    "DIS002": (child(), "/children/0/aware/relationships"),
    "LAN001": (child(), "/referral/assessment"),
    "LAN002": (child(), "/referral/assessment"),
    "LAN003": (child(), "/referral/assessment"),
    "LAN004": (child(exploitation={"kinds": ["sexual"]}), "/referral/assessment"),
    "LAN005": (child(), "/referral/assessment"),
    "CUS001": (child(custody={}), "/children/0/custody/vulnerability"),
    "APP002": (child(), "/children/0/aware/appearance"),
}
"""For each check about one text: a referral in which nothing else is in the way, and the field that holds the example."""

GOOD_STANDS_ELSEWHERE = {"APP002", "DIS002"}
"""Checks whose strong example is a record in another field, told in words."""


@pytest.mark.parametrize("code", PLACES)
def test_that_the_weak_example_is_found(catalogue: Catalogue, code: str) -> None:
    referral, field = PLACES[code]
    found = run_checks(put(referral, field, catalogue.check_text(code).bad), catalogue, [code])
    assert {finding.code for finding in found} == {code}


@pytest.mark.parametrize("code", sorted(set(PLACES) - GOOD_STANDS_ELSEWHERE))
def test_that_the_strong_example_is_left_alone(catalogue: Catalogue, code: str) -> None:
    referral, field = PLACES[code]
    assert run_checks(put(referral, field, catalogue.check_text(code).good), catalogue, [code]) == ()


@pytest.mark.parametrize("code", PLACES)
def test_that_the_message_of_a_finding_has_all_its_words(catalogue: Catalogue, code: str) -> None:
    referral, field = PLACES[code]
    for finding in run_checks(put(referral, field, catalogue.check_text(code).bad), catalogue, [code]):
        assert "{" not in finding.message
        assert "“”" not in finding.message


def test_that_no_strong_example_blames_or_judges_a_child(catalogue: Catalogue) -> None:
    for text in catalogue.check_texts().values():
        held = put(child(contact=SPOKEN), "/children/0/aware/activity", text.good)
        found = run_checks(held, catalogue, ["LAN001", "LAN003", "LAN005"])
        assert [(finding.code, finding.message) for finding in found] == [], text.code
