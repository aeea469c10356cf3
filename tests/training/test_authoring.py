"""A scenario from a document: every identity replaced, and the search for what is left."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral
from vpa_assist.training import authoring
from vpa_assist.training.authoring import Identity, identities, left_over, pseudonymised


@pytest.fixture
def document() -> Referral:
    return from_json(
        {
            "schema": "vpa-assist.referral/1",
            "id": "0c5f2f0e-9a0b-4f0e-8f46-7a1f3f1b2c3d",
            "kind": "live",
            "status": "approved",
            "created_at": "2026-03-02T21:00:00+00:00",
            "author": {"name": "Nina Falk", "collar_number": "7731"},
            "incident": {
                "reference": "26000457712",
                "types": ["domestic_abuse"],
                "attended_at": "2026-03-02T21:10:00+00:00",
                "location": {"lines": ["14 Quarry Bank"], "town": "Tarporley", "postcode": "CW6 0ZZ"},
                "account": "Zoë Brandt was crying. Her son Emil, born 7 May 2016, rang from 14 quarry bank, TARPORLEY (cw60zz). Log 2600-0457-712.",
            },
            "children": [
                {
                    "id": "c1",
                    "given_name": "Emil",
                    "family_name": "Brandt",
                    "date_of_birth": "2016-05-07",
                    "school": "Utkinton Primary",
                    "contact": {"status": "spoken_to", "at": "2026-03-02T21:15:00+00:00", "others_present": ["Aunt Greta", "p1"]},
                    "aware": {"words": [{"question": "Who is here?", "words": "zoe and me. Emil's not scared."}]},
                    "wishes": "Emil wants Greta. He turns ten on 07/05/26.",
                }
            ],
            "people": [
                {"id": "p1", "name": "Zoë Brandt", "phone": "07700 900 111", "role": "parent", "notes": "Rings from 07700900111."}
            ],
            "review": [{"action": "submit", "by": {"name": "Nina Falk"}}],
        }
    )


INSTEAD = {
    "Nina Falk": "Ruth Amber",
    "7731": "0001",
    "26000457712": "26009999999",
    "14 Quarry Bank": "1 Example Row",
    "Tarporley": "Winsford",
    "CW6 0ZZ": "CW7 0ZY",
    "Emil": "Jonah",
    "Brandt": "Vale",
    "Zoë Brandt": "Carla Vale",
    "Aunt Greta": "Aunt Bella",
    "Utkinton Primary": "Hill Primary",
    "07700 900 111": "07700 900222",
}


def test_that_the_identities_of_a_document_are_listed_with_their_kinds(document: Referral) -> None:
    found = set(identities(document))
    assert Identity("name", "Zoë Brandt") in found
    assert Identity("date_of_birth", "2016-05-07") in found
    assert Identity("address", "CW6 0ZZ") in found
    assert Identity("reference", "26000457712") in found
    assert Identity("telephone", "07700 900 111") in found
    assert Identity("name", "Aunt Greta") in found
    assert not any(each.text == "p1" for each in found)


def test_that_the_original_itself_is_full_of_what_must_not_remain(document: Referral) -> None:
    kinds = {each.identity.kind for each in left_over(identities(document), document.as_json())}
    assert kinds == {"name", "date_of_birth", "address", "telephone", "reference", "place"}


def test_that_names_are_replaced_wherever_they_stand_and_by_each_part(document: Referral) -> None:
    made = pseudonymised(document, INSTEAD, days=14)
    assert made.children is not None
    child = made.children[0]
    assert (child.given_name, child.family_name) == ("Jonah", "Vale")
    assert child.wishes is not None
    assert child.wishes.startswith("Jonah wants Bella.")
    assert child.aware is not None
    assert child.aware.words is not None
    assert "Jonah's not scared" in (child.aware.words[0].words or "")
    assert made.people is not None
    assert made.people[0].name == "Carla Vale"


def test_that_ages_stay_and_dates_move_and_the_result_is_a_training_draft_without_review(document: Referral) -> None:
    made = pseudonymised(document, INSTEAD, days=14)
    assert made.children is not None
    assert made.children[0].date_of_birth == "2016-05-21"
    assert made.incident is not None
    assert made.incident.attended_at == "2026-03-16T21:10:00+00:00"
    assert (made.kind, made.status, made.review) == ("training", "draft", None)


def test_that_what_replacing_could_not_know_is_found_again(document: Referral) -> None:
    made = pseudonymised(document, INSTEAD, days=14)
    left = {(each.identity.kind, each.pointer) for each in left_over(identities(document), made.as_json())}
    assert ("date_of_birth", "/incident/account") in left, "born 7 May 2016, in words"
    assert ("reference", "/incident/account") in left, "the reference with dashes"
    assert ("telephone", "/people/0/notes") in left, "the number without spaces"
    assert ("address", "/incident/account") in left, "the postcode without its space"
    assert ("name", "/children/0/aware/words/0/words") in left, "zoe without the accent"


def test_that_a_document_put_right_by_hand_has_nothing_left(document: Referral) -> None:
    by_hand = {
        **INSTEAD,
        "7 May 2016": "in the spring ten years ago",
        "2600-0457-712": "2600-9999-999",
        "cw60zz": "CW7 0ZY",
        "zoe": "Carla",
        "07700900111": "07700900222",
        "He turns ten on 07/05/26.": "",
    }
    made = pseudonymised(document, by_hand, days=14)
    assert left_over(identities(document), made.as_json()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "born 07/05/2016",
        "7.5.16",
        "7th of May 2016",
        "May 7, 2016",
        "DOB 07 05 2016",
        "7-5-2016",
        "2016-05-07",
        "07052016",
        "7 MAY 2016",
    ],
)
def test_that_a_date_of_birth_is_found_however_it_is_written(text: str) -> None:
    assert left_over((Identity("date_of_birth", "2016-05-07"),), {"brief": text})


@pytest.mark.parametrize("text", ["17/05/2016", "7 May 2017", "May 27, 2016", "the seventh"])
def test_that_another_date_is_left_alone(text: str) -> None:
    assert not left_over((Identity("date_of_birth", "2016-05-07"),), {"brief": text})


def test_that_a_name_inside_another_word_is_no_leftover() -> None:
    assert not left_over((Identity("name", "Art Lee"),), {"brief": "He started to sleep apart."})
    assert left_over((Identity("name", "Art Lee"),), {"brief": "ART's coat."})


def test_that_the_street_without_its_number_is_found() -> None:
    assert left_over((Identity("address", "14 Quarry Bank"),), {"brief": "all down Quarry Bank they heard it"})


@given(
    name=st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True),
    before=st.text("abc \n.,“(", max_size=8),
    after=st.text("'’ .,!?)”\n", max_size=4),
)
def test_that_no_listed_name_can_hide_in_any_text(name: str, before: str, after: str) -> None:
    before = before if not before or not before[-1].isalpha() else f"{before} "
    text = f"{before}{name.upper()}{after}"
    found = left_over((Identity("name", name),), {"stages": [{"scene": text}]})
    assert [each.pointer for each in found] == ["/stages/0/scene"]


def test_that_words_that_look_like_names_are_offered_to_the_reader() -> None:
    looks = authoring.capitalised({"account": "He rang Ottoline. Then the dog barked at Mr Quince. It was late."})
    assert looks == ("Ottoline", "Quince")


def test_that_a_skeleton_keeps_the_voice_out_of_what_both_records_share(document: Referral) -> None:
    made = authoring.skeleton("my-scene", "My scene", pseudonymised(document, INSTEAD, 14), {})
    common = json.dumps(made["common"])
    assert "Jonah" in common
    assert "scared" not in common
    assert "scared" in json.dumps(made["strong"])
    assert made["weak"] == {}
