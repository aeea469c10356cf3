"""What was found in one child is kept while nothing that it hangs on changes: the findings are those of a fresh check."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checks.prose.scoring import base
from vpa_assist import catalogue
from vpa_assist.checks import around, engine
from vpa_assist.checks.case import CHECKS, Case
from vpa_assist.findings import Finding
from vpa_assist.record.pointers import put
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral

TEXTS = (
    "She puts herself at risk again.",
    "Ryan was arrested with two older males and had a new phone.",
    "I told Chloe that MARAC would hear of it. She has autism.",
    "He has a bruise on his arm. His boyfriend Kyle bought him trainers.",
    "Multi agency risk assessment conference (MARAC) is held. They had consensual sex.",
    "Fine.",
    "N/A",
    "Asleep in bed. Mum said he believes that he is possessed.",
    " ",
    None,
)
EDITS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("/children/0/aware/activity", TEXTS),
    ("/children/1/aware/activity", TEXTS),
    ("/children/0/aware/environment", TEXTS),
    ("/children/1/aware/appearance", TEXTS),
    ("/children/0/wishes", TEXTS),
    ("/children/0/contact/reason", TEXTS),
    ("/children/1/contact/welfare_check", TEXTS),
    ("/children/0/contact/status", ("spoken_to", "seen_asleep", "not_seen", None)),
    ("/children/0/given_name", ("Chloe", "Ryan", "Kyle", None)),
    ("/children/1/given_name", ("Chloe", "Ryan", "Mia", None)),
    ("/children/0/sex", ("female", "male", None)),
    ("/children/1/unborn", (True, None)),
    ("/children/0/date_of_birth", ("2012-03-04", "2025-11-01", "2030-01-01", None)),
    ("/children/0/exploitation", ({"kinds": ["sexual"]}, {"kinds": ["county_lines"]}, None)),
    ("/children/1/exploitation", ({"kinds": ["sexual"]}, None)),
    ("/children/1/disability/codes", (["AUT"], None)),
    ("/children/0/ethnicity", ({"code": "W1", "source": "parent_or_carer"}, None)),
    ("/children/1/police_protection", ({"started_at": "2026-03-01T10:00:00+00:00", "grounds": "Left alone."}, None)),
    ("/children/1/injuries", ([{"region": "forearm", "side": "left", "view": "front", "kind": "bruise"}], None)),
    ("/updated_at", ("2026-03-01T11:00:00+00:00", "2026-03-09T10:00:00+00:00")),
    ("/incident/account", TEXTS),
    ("/incident/types", (["domestic_abuse"], ["child_exploitation"], ["custody", "missing"], None)),
    ("/incident/children_in_household", (1, 4, None)),
    ("/referral/assessment", TEXTS),
    ("/referral/strategy_discussion", ("held", "not_needed", None)),
    ("/people/0/name", ("Kyle Marsh", "Ryan Pike", "Wendy Hall")),
    ("/status", ("draft", "submitted", "sent")),
    ("/explained", ([{"code": "INC002", "path": "/incident", "reason": "The caller rang off."}], None)),
)


def document() -> Referral:
    """A document of two children and one grown-up."""
    made = dict(base("base"))
    child = made["children"][0]
    made["children"] = [child | {"id": "c1"}, child | {"id": "c2", "given_name": "Mia", "sex": "female"}]
    made["people"] = [
        {
            "id": "p1",
            "name": "Wendy Hall",
            "relationships": [{"child": "c1", "is": "parent", "parental_responsibility": True, "lives_with_child": True}],
        }
    ]
    return from_json(made)


def fresh(referral: Referral) -> tuple[Finding, ...]:
    """The findings with nothing kept."""
    around._AROUND.clear()
    return engine.run_checks(referral, catalogue.default())


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, Any]]:
    count = draw(st.integers(2, 8))
    chosen = [draw(st.sampled_from(EDITS)) for _ in range(count)]
    return [(pointer, draw(st.sampled_from(values))) for pointer, values in chosen]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits())
def test_that_findings_after_any_edits_are_those_of_a_fresh_check(made: list[tuple[str, Any]]) -> None:
    referral = document()
    engine.run_checks(referral, catalogue.default())
    steps = []
    for pointer, value in made:
        referral = put(referral, pointer, value)
        steps.append((referral, engine.run_checks(referral, catalogue.default())))
    for step, found in steps:
        assert found == fresh(step)


def test_that_protection_is_held_against_the_last_change_of_the_document() -> None:
    protection = {"started_at": "2026-03-01T10:00:00+00:00", "grounds": "Left alone at night."}
    referral = put(put(document(), "/updated_at", "2026-03-01T11:00:00+00:00"), "/children/1/police_protection", protection)
    before = engine.run_checks(referral, catalogue.default(), codes={"PPO004"})
    after = engine.run_checks(put(referral, "/updated_at", "2026-03-09T10:00:00+00:00"), catalogue.default(), codes={"PPO004"})
    assert [each.path for each in before] == []
    assert [each.path for each in after] == ["/children/1/police_protection"]


def test_that_a_child_who_did_not_change_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    referral = document()
    engine.run_checks(referral, catalogue.default())
    read: list[int] = []
    check = CHECKS["SEE001"]

    def spy(case: Case) -> Any:
        read.extend(each.index for each in case.children)
        return check(case)

    monkeypatch.setitem(CHECKS, "SEE001", spy)
    engine._functions.cache_clear()
    try:
        edited = put(referral, "/children/1/aware/activity", "She drew a house and said nothing.")
        engine.run_checks(edited, catalogue.default())
    finally:
        engine._functions.cache_clear()
    assert read == [1]


def test_that_findings_of_other_checks_alone_are_kept_apart() -> None:
    referral = put(document(), "/children/0/aware/activity", TEXTS[0])
    every = engine.run_checks(referral, catalogue.default())
    some = engine.run_checks(referral, catalogue.default(), codes={"LAN001"})
    assert {each.code for each in some} == {"LAN001"}
    assert set(some) < set(every)
    assert engine.run_checks(referral, catalogue.default()) == every
