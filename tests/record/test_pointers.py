"""Addresses: reading and changing one value, for every member that the contract knows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.documents import documents, fields, value
from tests.make import a_child, a_referral, whole
from vpa_assist.record.canonical import canonical
from vpa_assist.record.pointers import (
    get,
    is_recorded,
    join,
    kind_at,
    names,
    nearest,
    parent,
    put,
    recorded,
    split,
    texts,
    with_member,
)
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Referral

FIELDS = fields()


def test_that_the_record_has_the_members_of_the_contract() -> None:
    for pointer in (
        "/children/0/police_protection/designated_officers/0/from",
        "/children/0/awaited/0/from",
        "/people/0/relationships/0/is",
        "/people/0/links/0/is",
        "/review/0/of",
        "/explained/0/kind",
        "/children/0/flags_placed/0/by/collar_number",
    ):
        assert pointer in FIELDS


@pytest.mark.parametrize("pointer", FIELDS)
@given(data=st.data())
@settings(max_examples=3)
def test_that_every_member_can_be_put_read_written_and_taken_away(pointer: str, data: st.DataObject) -> None:
    held = data.draw(value(kind_at(Referral, pointer), split(pointer)[-1]).filter(is_recorded))
    base = a_referral(people=[{"id": "p1"}], children=[a_child()])
    changed = put(base, pointer, held)
    assert get(changed, pointer) is not None
    assert from_json(changed.as_json()) == changed
    assert read(canonical(changed)) is not None
    if pointer not in ("/schema", "/id", "/children/0/id", "/people/0/id"):
        assert get(put(changed, pointer, None), pointer) is None


@given(documents(), st.data())
@settings(max_examples=100)
def test_that_what_is_put_is_got_and_nothing_else_changes(document: dict[str, Any], data: st.DataObject) -> None:
    referral = from_json(document)
    pointer = data.draw(st.sampled_from(FIELDS))
    other = data.draw(st.sampled_from(FIELDS))
    held = data.draw(value(kind_at(Referral, pointer), split(pointer)[-1]))
    assume(not pointer.startswith(other) and not other.startswith(pointer))
    try:
        changed = put(referral, pointer, held)
    except ValidationError:
        assert pointer.startswith(("/children/0/", "/people/0/"))  # a new child or person has no id yet
        return
    assert put(changed, pointer, held) == changed
    if get(referral, pointer) is not None:
        assert put(changed, pointer, get(referral, pointer)) == referral
    if get(changed, other) != get(referral, other):
        pytest.fail(f"{pointer} changed {other}")


@pytest.mark.parametrize(
    ("pointer", "wrong"),
    [
        ("/children/0/sex", "boy"),
        ("/children/0/date_of_birth", "2017-02-30"),
        ("/children/0/contact/at", "2026-11-14T22:10:00"),
        ("/incident/account", "x" * 20_001),
        ("/incident/children_in_household", 1.0),
        ("/incident/location/postcode", "CW7"),
        ("/children/0/id", None),
        ("/children/0/flags", [1]),
        ("/children/0/flags", [b"x"]),
        ("/children/0/unborn", "true"),
        ("/review", [{"span": ["1", "2"]}]),
        ("/review", [{"span": [1.0, 2.0]}]),
        ("/children", [{"given_name": "without an id"}]),
        ("/children", [{"id": f"c{index}"} for index in range(1, 42)]),
        ("/review", [{"span": [3, 2]}]),
    ],
)
def test_that_the_record_never_holds_what_the_reader_refuses(pointer: str, wrong: Any) -> None:
    with pytest.raises(ValidationError):
        put(from_json(whole()), pointer, wrong)


def test_that_a_member_that_the_contract_does_not_know_is_a_fault_of_the_program() -> None:
    referral = from_json(whole())
    for wrong in ("/nickname", "/children/0/nickname", "/author/name/first", "/children/x"):
        with pytest.raises(KeyError):
            put(referral, wrong, "x")
    with pytest.raises(IndexError):
        put(referral, "/children/2/school", "x")
    with pytest.raises(ValueError, match="itself"):
        put(referral, "", {})
    with pytest.raises(ValueError, match="no JSON Pointer"):
        get(referral, "children")
    with pytest.raises(KeyError):
        kind_at(Referral, "/children/x")


def test_that_carriage_returns_are_made_one_wherever_text_is_put() -> None:
    referral = put(from_json(whole()), "/incident/account", "a\r\nb")
    referral = put(referral, "/children/0/flags", ["x\r\ny"])
    referral = put(referral, "/children/0/flags/0", "z\r\n")
    referral = put(referral, "/people", [{"id": "p1", "notes": "n\r\n"}])
    assert referral.incident is not None
    assert referral.incident.account == "a\nb"
    assert get(referral, "/children/0/flags") == ("z\n",)
    assert get(referral, "/people/0/notes") == "n\n"


def test_that_an_item_of_a_list_is_taken_away_by_none() -> None:
    referral = put(from_json(whole()), "/children/0/flags", ["a", "b", "c"])
    assert get(put(referral, "/children/0/flags/1", None), "/children/0/flags") == ("a", "c")


@given(st.lists(st.text()))
def test_that_steps_survive_being_a_pointer(steps: list[str]) -> None:
    assert split(join(*steps)) == tuple(steps)


def test_that_parents_and_nearest_places_are_told() -> None:
    referral = from_json(whole())
    assert parent("/children/0/school") == "/children/0"
    assert parent("") == ""
    assert nearest(referral, "/children/0/contact/reason") == "/children/0/contact"
    assert nearest(referral, "/children/4/contact") == "/children"
    assert nearest(referral, "/review/0") == ""
    assert get(referral, "/children/7") is None
    assert get(referral, "/author/name/x") is None


@given(documents())
@settings(max_examples=60)
def test_that_the_recorded_view_has_no_blank_text_and_keeps_everything_else(document: dict[str, Any]) -> None:
    referral = from_json(document)
    view = recorded(referral)
    assert dict(texts(view)) == dict(texts(referral))
    assert recorded(view) == view
    assert canonical(view) == canonical(referral)


@given(documents(), st.data())
@settings(max_examples=60)
def test_that_a_part_with_another_member_is_the_copy_that_pydantic_makes(made: dict[str, Any], data: st.DataObject) -> None:
    part = from_json(made)
    name = data.draw(st.sampled_from(sorted(set(names(Referral).values()))))
    given_before = set(part.model_fields_set)
    new = with_member(part, name, "other")
    assert new == part.model_copy(update={name: "other"})
    assert type(new) is Referral
    assert new.model_fields_set == part.model_fields_set | {name}
    assert part.model_fields_set == given_before, "the first is as it was"
    assert new.__pydantic_extra__ is None
    assert new.__pydantic_private__ is None
