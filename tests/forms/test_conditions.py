"""The conditions of the form pack: each asked of a referral in which it holds and of one in which it just does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents import fields
from tests.make import a_child, a_document, example, examples
from vpa_assist.conditions import CONDITIONS, PROSE, holding, holds, shown
from vpa_assist.record.pointers import kind_at, plain, put
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral

DAY = "2026-11-14T22:10:00+00:00"


def given(child: dict[str, Any] | None = None, **members: Any) -> Any:
    """A referral of one child, seen on the day on which ages are counted."""
    incident = {"attended_at": DAY, **members.pop("incident", {})}
    return from_json(a_document(incident=incident, children=[a_child(**(child or {}))], **members))


def born(day: str) -> dict[str, Any]:
    return {"date_of_birth": day}


def contact(**members: Any) -> dict[str, Any]:
    return {"contact": members}


def needs(**members: Any) -> dict[str, Any]:
    return {"disability": members}


def of(kind: str) -> dict[str, Any]:
    return {"incident": {"types": [kind]}}


CASES: list[tuple[str, Any, Any]] = [
    ("contact_recorded", given(contact(status="not_seen")), given(contact(place="Kitchen"))),
    ("spoken_to", given(contact(status="spoken_to")), given(contact(status="seen_asleep"))),
    ("not_spoken_to", given(contact(status="seen_asleep")), given()),
    ("seen", given(contact(status="seen_asleep")), given(contact(status="not_seen"))),
    ("seen_not_spoken_to", given(contact(status="seen_not_spoken_to")), given(contact(status="spoken_to"))),
    ("seen_asleep", given(contact(status="seen_asleep")), given(contact(status="seen_not_spoken_to"))),
    ("not_seen", given(contact(status="not_seen")), given()),
    ("by_telephone", given(contact(by="telephone")), given(contact(by="video"))),
    ("not_alone", given(contact(alone=False)), given(contact(status="spoken_to"))),
    ("born", given(), given({"unborn": True})),
    ("unborn", given({"unborn": True}), given({"unborn": False})),
    ("infant", given(born("2025-11-15")), given(born("2025-11-14"))),
    ("under_two", given(born("2024-11-15")), given(born("2024-11-14"))),
    ("aged_1_to_4", given(born("2021-11-15")), given(born("2021-11-14"))),
    ("aged_5_to_11", given(born("2021-11-14")), given(born("2014-11-14"))),
    ("aged_12_to_17", given(born("2008-11-15")), given(born("2008-11-14"))),
    ("age_unknown", given(), given({"estimated_age": 7})),
    ("of_school_age", given({"estimated_age": 3}), given({"estimated_age": 2})),
    ("no_date_of_birth", given({"estimated_age": 3}), given(born("2021-11-14"))),
    ("has_disability", given(needs(codes=["MOB"])), given(needs(none_disclosed=True, codes=[]))),
    ("communication_need", given(needs(communication_needs="Lip-reads.")), given(needs(communication_needs="None."))),
    ("communication_need", given(needs(codes=["AUT"])), given(needs(codes=["MOB"]))),
    ("non_verbal", given(needs(communication_needs="Non-verbal, uses cards.")), given(needs(communication_needs="Lip-reads."))),
    ("interpreter_needed", given({"language": {"interpreter_needed": True}}), given({"language": {"first": "pl"}})),
    ("domestic_abuse", given(**of("domestic_abuse")), given(**of("missing"))),
    ("missing_incident", given(**of("missing")), given()),
    ("exploitation_incident", given(**of("child_exploitation")), given()),
    ("online_harm", given(**of("online_harm")), given()),
    ("police_protection_incident", given(**of("police_protection")), given()),
    ("custody_incident", given(**of("custody")), given()),
    ("offender_visit", given(**of("offender_visit")), given()),
    ("neglect", given(**of("neglect")), given()),
    ("physical_abuse", given(**of("physical_abuse")), given()),
    ("sexual_abuse", given(**of("sexual_abuse")), given()),
    ("emotional_abuse", given(**of("emotional_abuse")), given()),
    ("concern_for_safety", given(**of("concern_for_safety")), given()),
    ("mental_health", given(**of("mental_health")), given()),
    ("resolved_without_attendance", given(incident={"resolved_without_attendance": True}), given()),
    ("has_missing", given({"missing": {}}), given(**of("missing"))),
    ("has_police_protection", given({"police_protection": {}}), given()),
    ("has_custody", given({"custody": {}}), given()),
    ("has_exploitation", given({"exploitation": {}}), given()),
    ("has_offender_contact", given({"offender_contact": {}}), given()),
    ("missing_applies", given(**of("missing")), given({"unborn": True}, **of("missing"))),
    ("custody_applies", given(**of("custody")), given()),
    ("exploitation_applies", given({"exploitation": {}}), given(**of("online_harm"))),
    ("offender_contact_applies", given(**of("offender_visit")), given()),
    ("police_protection_applies", given({"police_protection": {}}), given()),
    ("missing_five_times", given({"missing": {"episodes_90_days": 5}}), given({"missing": {"episodes_90_days": 4}})),
    ("found", given({"missing": {"found_at": DAY}}), given({"missing": {}})),
    ("still_missing", given({"missing": {}}), given({"missing": {"found_at": DAY}}, **of("missing"))),
    ("honour_based_risk", given({"flags": ["FGM"]}), given({"flags": ["CSE"]})),
    ("images_in_circulation", given({"exploitation": {"images_in_circulation": True}}), given({"exploitation": {}})),
    ("exploited_online", given({"exploitation": {"kinds": ["online"]}}), given({"exploitation": {"kinds": ["sexual"]}})),
    ("bail_refused", given({"custody": {"bail_refused": True}}), given({"custody": {}})),
    ("anybody_asleep", given(contact(status="seen_asleep")), given(contact(status="spoken_to"))),
    ("anybody_not_seen", given(contact(status="not_seen")), given()),
    ("immediate_risk", given(referral={"immediate_risk": True}), given(referral={"immediate_risk": False})),
    ("consent_not_given", given(referral={"consent": "refused"}), given(referral={"consent": "given"})),
    ("several_children", from_json(a_document(children=[a_child("c1"), a_child("c2")])), given()),
    ("offender_among_people", given(people=[{"id": "p1", "risk": ["registered_sex_offender"]}]), given(people=[{"id": "p1"}])),
]


@pytest.mark.parametrize(("name", "yes", "no"), CASES, ids=[case[0] for case in CASES])
def test_that_a_condition_holds_where_it_should_and_not_where_it_just_does_not(name: str, yes: Any, no: Any) -> None:
    assert holds(name, yes, 0) is True
    assert holds(name, no, 0) is False
    assert holds(f"not {name}", yes, 0) is False
    assert holds(f"not {name}", no, 0) is True


def test_that_every_condition_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(CONDITIONS)


def test_that_the_empty_condition_always_holds_and_an_unknown_one_is_no_answer() -> None:
    assert holds("", given(), None) is True
    with pytest.raises(KeyError):
        holds("unheard_of", given(), None)


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_that_all_conditions_can_be_asked_of_every_child_of_nobody_and_of_one_who_is_not_there(path: Any) -> None:
    referral = example(path.stem)
    for index in (None, *range(len(referral.children or ())), 999):
        assert holding(referral, index) <= set(CONDITIONS)
    assert not {"born", "unborn", "spoken_to", "aged_5_to_11"} & holding(referral, None)


def test_that_a_blank_string_counts_as_not_recorded() -> None:
    assert holds("no_date_of_birth", given({"date_of_birth": None}), 0)
    assert not holds("communication_need", given(needs(communication_needs="  ")), 0)


def test_that_only_the_first_child_without_a_record_keeps_the_page_until_one_has_it() -> None:
    both = from_json(a_document(incident={"types": ["missing"]}, children=[a_child("c1"), a_child("c2")]))
    assert holds("missing_applies", both, 0)
    assert holds("missing_applies", both, 1)
    one = from_json(a_document(incident={"types": ["missing"]}, children=[a_child("c1"), a_child("c2", missing={})]))
    assert not holds("missing_applies", one, 0)
    assert holds("missing_applies", one, 1)


def test_that_what_was_written_is_not_hidden_by_a_later_answer() -> None:
    child = {"language": {"interpreter_needed": False, "interpreter_name": "Number 4471"}}
    assert shown("interpreter_needed", given(child), 0, ["/children/0/language/interpreter_name"])
    assert not shown("interpreter_needed", given(child), 0, ["/children/0/language/interpreter"])
    assert not shown("interpreter_needed", given({"flags": [], "school": " "}), 0, ["/children/0/flags", "/children/0/school"])


SAYS = ("Quiet.", "none", "No.", "n/a", "She is non-verbal and does not speak.", "HBA FGM online missing", "2026-11-20")
"""Texts that a condition may take for something."""


PROSES = [each for each in fields() if each.rpartition("/")[2] in PROSE and plain(kind_at(Referral, each)) is str]


@pytest.mark.parametrize("where", PROSES)
@pytest.mark.parametrize("index", [0, None])
def test_that_other_letters_of_prose_change_no_answer(where: str, index: int | None) -> None:
    answers = {holding(put(example("nonverbal-autistic-boy-injuries-strong"), where, text), index) for text in SAYS}
    assert len(answers) == 1


def test_that_what_conditions_read_is_no_prose() -> None:
    read = "/children/0/disability/communication_needs"
    assert "communication_needs" not in PROSE
    answers = {holding(put(example("nonverbal-autistic-boy-injuries-strong"), read, text), 0) for text in SAYS}
    assert len(answers) > 1, "the texts of this test are such that a condition tells them apart"


def test_that_prose_is_text_of_the_contract() -> None:
    assert {each.rpartition("/")[2] for each in PROSES} == PROSE
