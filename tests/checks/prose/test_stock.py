"""Answers that answer nothing, and short answers that are answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.prose.scoring import base, document, findings, put
from vpa_assist import catalogue
from vpa_assist.checks.placeholders import answers_nothing
from vpa_assist.checks.stock import kind_of_nothing, says_nothing

PACK = catalogue.default()
PLACEHOLDERS = """. | n/a | N.A. | tbc | t.b.c | to be confirmed | unk | dont know | not known at this time | as per log 212 | see niche | refer to OEL | see BWV
usual for the area | did not say | wouldn't say | none given | same as above | - | xx | asdf | ? | nil return | awaiting | Unkown. | N\\A | as per the log | See log 0412 of today.
details to follow | OEL refers | nothing further | Not yet known | no reason given | reason unknown | mum did not say | see statement | ditto | aaaa | \U0001f642""".replace(
    "\n", " | "
).split(" | ")
ANSWERS = """Barefoot. | At nan's, nan confirmed. | Asleep. | With dad in Crewe | Refused by mother | At home | Home | Monday | School | Nan has her | Not at home | Hospital | Not well
Crying | No shoes | Interpreter booked | Not safe at home | She bit me | In the bath | Mother arrested | Has nobody | He cannot read the form and did not ask. | Social worker Monday""".replace(
    "\n", " | "
).split(" | ")
# the fields of ANS001: the base that has the record, and the address
FIELDS = [
    ("base8", "/children/0/contact/reason"),
    ("base8", "/children/0/contact/follow_up"),
    ("base8", "/children/0/contact/whereabouts"),
    ("base8", "/children/0/contact/welfare_check"),
    ("base", "/children/0/ethnicity/reason_not_recorded"),
    ("base", "/children/0/religion/reason_not_recorded"),
    ("base", "/children/0/disability/reason_not_recorded"),
    ("base2", "/children/1/missing/push_pull"),
    ("base2", "/children/1/missing/harm_while_missing"),
    ("base4", "/children/0/custody/vulnerability"),
    ("base4", "/children/0/custody/alternatives_considered"),
    ("base4", "/children/0/custody/reviews/0/rationale"),
    ("base5", "/children/0/exploitation/images_action"),
    ("base5", "/children/0/exploitation/other_children_at_risk"),
    ("base", "/incident/account"),
    ("base", "/referral/consent_rationale"),
    ("base", "/referral/assessment"),
    ("base", "/referral/voice_in_decision"),
    ("base", "/children/0/police_protection/grounds"),
    ("base", "/children/0/police_protection/accommodation"),
    ("base", "/children/0/police_protection/child_told_and_views"),
    ("base", "/children/0/police_protection/end_reason"),
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_that_a_placeholder_answers_nothing(text: str) -> None:
    assert answers_nothing(text, PACK)
    assert answers_nothing(f"  {text.upper()} ", PACK)


@pytest.mark.parametrize("text", ANSWERS)
def test_that_a_short_true_answer_is_left_alone(text: str) -> None:
    assert not answers_nothing(text, PACK)


@pytest.mark.parametrize(("name", "field"), FIELDS)
@pytest.mark.parametrize("text", ["n/a", "As per log 212", "did not say"])
def test_that_no_placeholder_goes_unremarked_in_any_field(name: str, field: str, text: str) -> None:
    fired = findings(document({"base": name, "field": field}, text), ("ANS001", "SEE004", "WRD006", "CUS001"))
    assert any(each.path == field or field.startswith(each.path + "/") for each in fired)


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_that_an_answer_is_left_alone_in_any_field(name: str, field: str) -> None:
    made = document({"base": name, "field": field}, "Her nan confirmed it by phone at 22:10.")
    assert [each.path for each in findings(made, ("ANS001", "SEE004", "WRD006"))] == []


def test_that_not_yet_told_answers_why_a_child_went_missing() -> None:
    made = document({"base": "base2", "field": "/children/1/missing/push_pull"}, "not yet told, see follow-up")
    assert findings(made, ("ANS001",)) == ()
    put(made, "/children/1/missing/push_pull", "did not say")
    assert [each.path for each in findings(made, ("ANS001",))] == ["/children/1/missing/push_pull"]


def test_that_a_field_reported_as_stock_is_not_reported_twice() -> None:
    made = document({"base": "base8", "field": "/children/0/contact/welfare_check"}, "No concerns.")
    assert [each.code for each in findings(made, ("ANS001", "WRD006"))] == ["WRD006"]


@pytest.mark.parametrize(
    "text", ["Fine.", "Mia seemed happy", "Child was seen safe & well.", "n / a", "Didnt notice anything of concern", "", None]
)
def test_that_stock_phrases_say_nothing(text: str | None) -> None:
    assert says_nothing(text, ["Mia"], PACK)


@pytest.mark.parametrize(
    "text", ["Fine, then hid behind the sofa.", "Crying.", "Not happy.", "Clean nappy.", "Unwell", "Lonely."]
)
def test_that_one_thing_seen_says_something(text: str) -> None:
    assert not says_nothing(text, ["Mia"], PACK)


@given(
    st.sampled_from(["Fine", "No concerns", "Safe and well"]),
    st.sampled_from(["kettle", "trampoline", "Wednesday", "bruise", "grandmother"]),
)
def test_that_a_word_of_substance_always_makes_an_answer(stock: str, word: str) -> None:
    assert kind_of_nothing(f"{stock}. {word}", (), PACK, voice=True) is None


def test_that_a_clean_referral_has_no_placeholder() -> None:
    assert findings(base("base"), ("ANS001",)) == ()
