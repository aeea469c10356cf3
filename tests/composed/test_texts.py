"""Texts composed from a draft: what the child said stands in them exactly, and what is not recorded is said to be so."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.make import a_child, a_document, a_referral, example, examples
from vpa_assist.composed import choices, compose
from vpa_assist.composed.template import Line
from vpa_assist.record.pointers import kind_at, names, plain
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Child, Part, Referral

NIGHT = datetime.fromisoformat("2026-11-14T23:10:00+00:00")  # a Saturday
DAY = datetime.fromisoformat("2026-11-12T11:00:00+00:00")  # a Thursday

typed = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(lambda text: text.strip())


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_that_every_text_of_every_example_quotes_each_child_exactly(path, catalogue):
    referral = read(path.read_bytes())
    made = {
        (each.kind, each.child_id): compose(referral, catalogue, each.kind, each.child_id, NIGHT)
        for each in choices(referral, catalogue)
    }
    assert made
    for child in referral.children or ():
        said = [each.words for each in (child.aware.words if child.aware else None) or () if each.by_child and each.words]
        for words in said:
            assert words in made["intelligence", child.id].text
            assert words in made["call", None].text


@given(words=typed, question=typed, how=st.sampled_from(["speech", "sign", "gesture", "drawing", None]))
def test_that_words_and_question_go_in_as_typed_whatever_they_hold(catalogue, words, question, how):
    turn = {"words": words, "question": question, **({"how": how} if how else {})}
    child = a_child(given_name="Mason", aware={"words": [turn]})
    text = compose(a_referral([child]), catalogue, "intelligence", "c1", NIGHT).text
    words, question = words.replace("\r\n", "\n"), question.replace("\r\n", "\n")
    assert f"“{question}”" in text
    assert (f"“{words}”" in text) == (how not in ("gesture", "drawing")) or f"“{words}”" == f"“{question}”"
    assert words in text


def test_that_braces_and_brackets_in_a_childs_words_mean_nothing(catalogue):
    turn = {"question": "{name} [x]", "words": "{given} [ {school} ] {/incident/account}"}
    text = compose(a_referral([a_child(given_name="Mason", aware={"words": [turn]})]), catalogue, "call", None, NIGHT).text
    assert "“{given} [ {school} ] {/incident/account}”" in text


def test_that_an_adults_words_are_never_in_a_text_as_the_childs(catalogue):
    adult = {"speaker": "p1", "words": "He sleeps through anything."}
    child = a_child(given_name="Mason", aware={"words": [adult]})
    for kind, who in (("intelligence", "c1"), ("call", None), ("strategy_discussion", None)):
        assert "Mason said: “He sleeps" not in compose(a_referral([child]), catalogue, kind, who, NIGHT).text


def test_that_an_empty_draft_says_what_is_not_recorded_and_counts_it(catalogue):
    made = compose(a_referral([a_child(given_name="Mason")]), catalogue, "intelligence", "c1", NIGHT)
    assert "Age not recorded." in made.text
    assert "Nothing that Mason said is recorded." in made.text
    assert made.gaps == sum("not recorded" in line or line.startswith(("Nothing", "No ")) for line in made.text.splitlines())


def test_that_flags_placed_are_told_with_system_time_and_officer(catalogue):
    placed = {
        "code": "AUTISM",
        "system": "Niche",
        "at": "2026-11-14T23:00:00+00:00",
        "by": {"name": "Lee Whitlow", "collar_number": "4417"},
    }
    child = a_child(given_name="Arun", flags=["AUTISM", "COMM_NEED"], flags_placed=[placed])
    text = compose(a_referral([child]), catalogue, "intelligence", "c1", NIGHT).text
    assert "Placed: Autistic, Niche, 23:00 on 14 November 2026, by Lee Whitlow 4417" in text
    assert "Proposed, not yet placed: Communication need" in text


def test_that_each_module_brings_the_text_for_it_and_only_that(catalogue):
    def kinds(**members):
        return {each.kind for each in choices(a_referral([a_child(**members)]), catalogue)}

    always = {"intelligence", "incident_log", "strategy_discussion", "call"}
    assert kinds() == always
    assert kinds(missing={}) == always | {"prevention_interview"}
    assert kinds(police_protection={}) == always | {"police_protection"}
    assert kinds(exploitation={}) == always | {"exploitation"}
    assert kinds(offender_contact={}) == always | {"offender_record"}


def test_that_the_exploitation_referral_names_the_meeting_of_the_right_authority(catalogue):
    referral = example("cse-childrens-home-14-weak")
    document = referral.as_json()
    for code in ("warrington", "cheshire_east"):
        document["referral"]["local_authority"] = code
        authority = catalogue.authority(code)
        text = compose(from_json(document), catalogue, "exploitation", "c1", DAY).text
        assert authority.name in text
        assert authority.exploitation_meeting in text


def test_that_the_call_gives_the_day_number_by_day_and_the_night_number_at_night(catalogue):
    document = a_document(referral={"local_authority": "halton"}, children=[a_child()])
    halton = catalogue.authority("halton")
    by_day = compose(from_json(document), catalogue, "call", None, DAY).text
    at_night = compose(from_json(document), catalogue, "call", None, NIGHT).text
    assert halton.phone in by_day
    assert halton.out_of_hours_phone not in by_day
    assert halton.out_of_hours_phone in at_night
    assert halton.phone not in at_night


def test_that_an_address_in_one_authority_alone_tells_whom_to_ring(catalogue):
    child = a_child(address={"lines": ["1 Any Street"], "town": "Crewe", "postcode": "CW1 2AB"})
    assert "Cheshire East" in compose(a_referral([child]), catalogue, "call", None, DAY).text


def test_that_a_child_who_is_not_there_is_refused(catalogue):
    with pytest.raises(LookupError):
        compose(a_referral(1), catalogue, "intelligence", "c9", NIGHT)


NAMES = {
    "now",
    "author",
    "how_many",
    "authority",
    "ring",
    "meeting",
    "given",
    "name",
    "age",
    "lives_at",
    "seen",
    "proposed",
    "exact",
    "asked",
    "told",
    "time",
    "speaker",
    "number",
    "who",
    "is",
    "responsible",
    "lives_with",
    "risks",
    "born",
}


def _members() -> set[str]:
    """Every member that a part of the contract has."""
    found: set[str] = set()

    def walk(model: type[BaseModel]) -> None:
        for member, name in names(model).items():
            found.add(member)
            kind = plain(model.model_fields[name].annotation)
            for each in (kind, *get_args(kind)):
                each = plain(each)
                if isinstance(each, type) and issubclass(each, Part):
                    walk(each)

    walk(Referral)
    return found


def test_that_every_place_in_the_templates_means_something(catalogue):
    members = _members()
    for kind, template in catalogue.raw("composed").items():
        if kind == "sentence":
            continue
        for line in template["line"]:
            for place in Line.read(line).places:
                if place.startswith("/"):
                    assert kind_at(Referral, place)
                elif "/" in place:
                    assert kind_at(Child, f"/{place}")
                else:
                    assert place in NAMES or place in members, (kind, place)


def test_that_a_full_stop_that_was_typed_is_not_doubled(catalogue):
    child = a_child(
        given_name="Mason", exploitation={"kinds": ["sexual"], "images_in_circulation": True, "images_action": "Told the school."}
    )
    text = compose(a_referral([child]), catalogue, "exploitation", "c1", DAY).text
    assert "Told the school." in text
    assert ".." not in text
