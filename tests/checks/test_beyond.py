"""The checks beyond the contract's catalogue: what each finds, and the near miss that it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.finding import findings, paths
from tests.make import ABSENT, changed, whole, whole_child, with_module
from vpa_assist.catalogue import Catalogue
from vpa_assist.checks.contradictions import LONGEST_SPEECH
from vpa_assist.record.reading import from_json
from vpa_assist.views import Views, views

C = "/children/0"
A = f"{C}/aware"
NO_WORDS = {f"{A}/words": ABSENT}
BABY = {f"{C}/date_of_birth": "2026-04-01", f"{A}/words/0/words": "I am happy with Mummy."}
BRUISE = {f"{C}/injuries": [{"kind": "bruise", "region": "upper_arm"}]}
WELL = {
    "/incident/types": ["domestic_abuse"],
    "/incident/dash_reference": "DASH-1",
    A: {
        "appearance": "Clean and smiling, no bruises.",
        "activity": "Playing happily with bricks.",
        "relationships": "Close to mum, who is loving.",
        "environment": "Tidy home, fridge well stocked.",
        "words": [{"question": "How are you?", "words": "I like my bricks."}],
    },
    f"{C}/wishes": "Wants to play.",
}
RICH = {f"{A}/environment": "The bedroom has a mattress, one blanket and a window that does not shut. " * 10}


@pytest.mark.parametrize(
    ("code", "changes", "where"),
    [
        pytest.param(
            "SEE050", {f"{C}/contact/reason": "Gone to bed.", **NO_WORDS}, [f"{C}/contact/reason"], id="spoken to, and why not"
        ),
        pytest.param("SEE050", {f"{C}/contact/reason": "Did not want to at first."}, [], id="spoken to in the end"),
        pytest.param(
            "SEE050", {f"{C}/contact/status": "not_seen", f"{C}/contact/reason": "At nan's.", **NO_WORDS}, [], id="not seen"
        ),
        pytest.param("SEE051", {f"{C}/contact/status": "seen_asleep"}, [f"{A}/words/0"], id="a sleeper answers"),
        pytest.param(
            "SEE051",
            {f"{C}/contact/status": "seen_asleep", f"{A}/words/0/at": "2026-11-14T20:00:00Z"},
            [],
            id="said at another time",
        ),
        pytest.param("SEE051", {f"{C}/contact/status": "seen_asleep", f"{A}/words/0/how": "sound"}, [], id="a sound in sleep"),
        pytest.param("SEE051", {f"{C}/contact/status": "seen_asleep", f"{A}/words/0/speaker": "p1"}, [], id="mother's words"),
        pytest.param("SEE052", {f"{C}/contact/status": "not_seen"}, [f"{A}/appearance"], id="unseen, and described"),
        pytest.param("SEE052", {f"{C}/contact/status": "not_seen", f"{C}/contact/by": "video"}, [], id="seen on a screen"),
        pytest.param(
            "SEE052",
            {f"{C}/contact/status": "not_seen", f"{C}/contact/welfare_check": "Halton officers saw her at 21:50."},
            [],
            id="others looked",
        ),
        pytest.param("WRD050", BABY, [f"{A}/words/0/words"], id="seven months, five words"),
        pytest.param("WRD050", {**BABY, f"{A}/words/0/words": "Mama mama mama!"}, [], id="a baby says one word again"),
        pytest.param("WRD050", {**BABY, f"{A}/words/0/how": "device"}, [], id="a device speaks"),
        pytest.param("WRD050", {**BABY, f"{A}/words/0/speaker": "p1"}, [], id="a mother speaks"),
        pytest.param("WRD050", {**BABY, f"{C}/date_of_birth": "2024-01-01"}, [], id="two years and ten months"),
        pytest.param("WRD050", {**BABY, f"{C}/date_of_birth": ABSENT}, [], id="of unknown age"),
        pytest.param(
            "APP050", {**BRUISE, f"{A}/appearance": "Tired. No visible injuries."}, [f"{A}/appearance"], id="denied and drawn"
        ),
        pytest.param(
            "APP050",
            {**BRUISE, f"{C}/contact/welfare_check": "Uninjured"},
            [f"{C}/contact/welfare_check"],
            id="denied in one word",
        ),
        pytest.param(
            "APP050", {**BRUISE, f"{A}/appearance": "No visible injuries to his face."}, [], id="denied for the face alone"
        ),
        pytest.param("APP050", {**BRUISE, f"{A}/appearance": "No other injuries."}, [], id="no others"),
        pytest.param("APP050", {**BRUISE, f"{A}/appearance": "No injuries apart from a bitten lip."}, [], id="all but one"),
        pytest.param(
            "APP050", {**BRUISE, f"{A}/appearance": "No injuries, other than the lip."}, [], id="all but one, after a comma"
        ),
        pytest.param("APP050", {f"{C}/injuries": [{"kind": "scar"}], f"{A}/appearance": "No injuries."}, [], id="an old scar"),
        pytest.param("APP050", {f"{A}/appearance": "No injuries."}, [], id="nothing drawn"),
        pytest.param("CUS050", {"/incident/types": ["custody"]}, ["/incident/types"], id="custody, and no record"),
        pytest.param("CUS050", {"/incident/types": ["custody"], f"{C}/custody": {}}, [], id="an empty record is there"),
        pytest.param("VOC051", WELL, [A], id="all is well where a parent was hurt"),
        pytest.param("VOC051", {**WELL, "/incident/types": ["concern_for_safety"]}, [], id="all is well on a quiet day"),
        pytest.param(
            "VOC051",
            {**WELL, "/incident/types": ["other"], "/referral/immediate_risk": True},
            [A],
            id="all is well at immediate risk",
        ),
        pytest.param("VOC051", {**WELL, f"{A}/activity": "Playing, then hid behind the sofa."}, [], id="one shadow"),
        pytest.param("VOC051", {**WELL, f"{A}/words/0/words": "I get scared."}, [], id="the child's own shadow"),
        pytest.param("VOC051", {**WELL, f"{A}/environment": ABSENT}, [], id="one part is missing"),
        pytest.param("VOC051", {**WELL, f"{A}/environment": "Two bedrooms."}, [], id="one part says nothing good"),
        pytest.param(
            "VOC052",
            {f"{A}/words/1": {"speaker": "p1", "words": "He has been off his food since his dad came back, " * 8}},
            [A],
            id="one line of the child's, eight of mother's",
        ),
        pytest.param(
            "VOC052",
            {f"{A}/words/1": {"speaker": "p1", "words": "He has been off his food since his dad came back."}},
            [],
            id="a line each",
        ),
    ],
)
def test_that_it_finds_this_and_leaves_that(code: str, changes: dict[str, Any], where: list[str]) -> None:
    assert paths(changed(whole(), changes), code) == where


def two(second: dict[str, Any]) -> dict[str, Any]:
    return changed(whole(), {**RICH, "/children/1": {**whole_child("c2"), **second}})


def test_that_a_thin_child_is_found_beside_a_rich_one() -> None:
    thin = {"aware": {"appearance": "Asleep in a cot."}, "wishes": None}
    assert paths(two(thin), "VOC050") == ["/children/1/aware"]
    assert paths(two({}), "VOC050") == []
    assert paths(two({**thin, "contact": {"status": "not_seen"}}), "VOC050") == []
    assert paths(two({**thin, "aware": {}}), "VOC050") == []  # VOC001 says it
    assert paths(changed(two(thin), {f"{A}/environment": "A room."}), "VOC050") == []
    assert paths(whole(), "VOC050") == []


def test_that_nothing_beyond_the_catalogue_is_found_in_a_whole_document() -> None:
    for document in (whole(), with_module("custody"), with_module("police_protection")):
        assert [finding.code for finding in findings(document) if finding.code[3:] >= "050"] == []


def test_that_the_words_of_these_checks_are_small_letters(catalogue: Catalogue) -> None:
    for name, held in catalogue.raw("beyond").items():
        assert held["reason"], name
        assert all(phrase == phrase.casefold().strip() for phrase in held["phrases"])
        assert len(held["phrases"]) == len(set(held["phrases"]))


def test_that_a_baby_may_say_what_babies_say() -> None:
    for age, longest in LONGEST_SPEECH.items():
        words = " ".join(f"word{'abcdefgh'[n]}" for n in range(longest))
        document = changed(whole(), {f"{C}/date_of_birth": ABSENT, f"{C}/estimated_age": age, f"{A}/words/0/words": words})
        assert paths(document, "WRD050") == []
        assert paths(changed(document, {f"{A}/words/0/words": f"{words} more"}), "WRD050") == [f"{A}/words/0/words"]


PEOPLE = [
    {"id": "p1", "name": "Kerry", "role": "victim", "relationships": [{"child": "c1", "lives_with_child": True}]},
    {"id": "p2", "role": "relative", "relationships": [{"child": "c1", "is": "grandmother"}]},
    {"id": "p3", "role": "professional", "relationships": [{"child": "c1", "is": "teacher"}]},
    {"id": "p4", "role": "parent", "relationships": [{"child": "c2"}]},
]


@pytest.mark.parametrize(
    ("speaker", "whose"),
    [
        (None, "child"),
        (" ", "child"),
        ("child", "child"),
        ("c1", "child"),
        ("p1", "carer"),
        ("Kerry", "carer"),
        ("p2", "carer"),
        ("p3", "other"),
        ("p4", "other"),
        ("c2", "other"),
        ("Somebody", "other"),
    ],
)
def test_that_words_give_the_view_of_who_said_them(speaker: str | None, whose: str) -> None:
    aware = {"words": [{"speaker": speaker, "words": " 12345 ", "demeanour": "123", "question": "not counted"}]}
    document = changed(whole(), {"/people": PEOPLE, A: aware, f"{C}/wishes": ABSENT})
    expected = {"child": 0, "carer": 0, "other": 0, "officer": 3, whose: 5}
    assert views(from_json(document), 0) == Views(**expected)


def test_that_wishes_are_the_childs_view_and_what_was_seen_the_officers() -> None:
    document = changed(
        whole(), {A: {"appearance": "1", "activity": "2", "relationships": "3", "environment": "4"}, f"{C}/wishes": "123"}
    )
    assert views(from_json(document), 0) == Views(child=3, officer=4)
    assert views(from_json(changed(whole(), {A: ABSENT, f"{C}/wishes": ABSENT})), 0) == Views()


@given(st.builds(Views, *[st.integers(0, 1000)] * 4))
def test_that_shares_add_up(whose: Views) -> None:
    shares = sum(whose.share(name) for name in ("child", "officer", "carer", "other"))
    assert abs(shares - (1 if whose.total else 0)) < 1e-9
