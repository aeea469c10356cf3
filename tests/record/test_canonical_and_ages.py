"""The canonical form and its hashes; ages on the day of the incident."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import documents
from tests.make import a_child, a_document, changed, whole
from vpa_assist.record.ages import age, incident_day, years_between
from vpa_assist.record.canonical import canonical, fingerprint, hash_at, sha256
from vpa_assist.record.kinds import moment
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Address, Child


def test_that_the_address_of_the_contract_has_its_hash() -> None:
    written = {"town": "Crewe", "lines": None, "postcode": "cw1  2ab"}
    referral = from_json(a_document(incident={"location": written}))
    assert referral.incident is not None
    assert canonical(referral.incident.location) == b'{"postcode":"CW1 2AB","town":"Crewe"}'
    assert hash_at(referral, "/incident/location") == "83957524b9cc5de655cde20b13b4d0259558d61913e0ab428eac327b594c3bff"
    assert sha256(Address(town="Crewe", postcode="CW1 2AB")) == hash_at(referral, "/incident/location")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (
            {"b": 1, "a": True, "Z": False, "é": "é", "\U0001f9d2": "", "\ufb33": "x"},
            '{"Z":false,"a":true,"b":1,"é":"é","\ufb33":"x"}',
        ),
        ('\b\t\n\f\r"\\/\x00\x1f\x7f\u2028', '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\x7f\u2028"'),
        ({"a": {}, "b": [], "c": [""], "d": [{}], "e": [{"f": " "}]}, '{"a":{},"b":[],"c":[""],"d":[{}],"e":[{}]}'),
    ],
)
def test_that_values_are_written_as_rfc_8785_escapes_them(value: Any, written: str) -> None:
    assert canonical(value) == written.encode()


@given(documents())
@settings(max_examples=80)
def test_that_the_canonical_form_reads_back_to_itself(document: dict[str, Any]) -> None:
    referral = from_json(document)
    data = canonical(referral)
    assert canonical(read(data)) == data
    assert json.loads(data)["id"] == referral.id
    assert fingerprint(read(data)) == fingerprint(referral)


@given(documents())
@settings(max_examples=60)
def test_that_the_fingerprint_leaves_out_review_status_and_time_of_change_alone(document: dict[str, Any]) -> None:
    referral = from_json(document)
    other = {**document, "review": [], "status": "sent", "updated_at": "2026-11-14T21:40:00+00:00"}
    assert fingerprint(from_json(other)) == fingerprint(referral)
    assert hash_at(from_json({**other, "dismissed": [], "explained": []}), "") == hash_at(referral, "")
    assert fingerprint(from_json({**document, "scenario": "another one"})) != fingerprint(referral)
    assert (
        fingerprint(referral)
        == hashlib.sha256(
            canonical({k: v for k, v in referral.as_json().items() if k not in ("review", "status", "updated_at")})
        ).hexdigest()
    )


def test_that_the_hash_of_a_list_and_of_nothing_can_be_told() -> None:
    referral = from_json(changed(whole(), {"/children/0/flags": ["a"]}))
    assert hash_at(referral, "/children/0/flags") == sha256(["a"])
    assert hash_at(referral, "/children") == sha256([referral.children[0].as_json()] if referral.children else [])
    assert hash_at(referral, "/children/9") == sha256(None)


days = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(days, days)
def test_that_age_grows_by_one_on_each_birthday(born: date, on: date) -> None:
    if born > on:
        born, on = on, born
    years = years_between(born, on)
    assert years >= 0
    birthdays = sum(
        (born.month, born.day) <= (on.month, on.day) if year == on.year else True for year in range(born.year + 1, on.year + 1)
    )
    assert years == birthdays


def test_that_a_leap_day_child_comes_of_age_on_the_first_of_march() -> None:
    born = date(2008, 2, 29)
    assert years_between(born, date(2026, 2, 28)) == 17
    assert years_between(born, date(2026, 3, 1)) == 18
    assert years_between(born, date(2028, 2, 29)) == 20
    assert years_between(born, date(2028, 2, 28)) == 19


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"attended_at": "2026-11-15T00:30:00+02:00", "occurred_at": "2026-11-13T00:00:00Z"}, date(2026, 11, 15)),
        ({"attended_at": " ", "occurred_at": "2026-11-13T00:00:00Z"}, date(2026, 11, 13)),
        ({}, date(2026, 11, 12)),
    ],
)
def test_that_the_day_is_that_of_attendance_else_of_the_incident_else_of_the_form(times: dict[str, str], expected: date) -> None:
    assert incident_day(from_json(a_document(created_at="2026-11-12T23:59:59-05:00", incident=times))) == expected


def test_that_without_any_time_there_is_no_day() -> None:
    referral = from_json(a_document(children=[a_child(date_of_birth="2017-03-19", estimated_age=9)]))
    assert incident_day(referral) is None
    assert referral.children is not None
    assert age(referral.children[0], None) is None
    assert age(Child(id="c1", estimated_age=9), None) == 9
    assert age(Child(id="c1", date_of_birth="2017-03-19"), date(2017, 3, 18)) is None
    assert age(Child(id="c1", date_of_birth="2017-03-19"), date(2017, 3, 19)) == 0


@given(st.datetimes(), st.integers(0, 999_999_999), st.sampled_from(["Z", "z", "+00:00", "-05:30", "+14:00"]))
def test_that_an_instant_is_read_with_its_fraction_and_offset(when: Any, nanoseconds: int, offset: str) -> None:
    text = f"{when:%Y}".rjust(4, "0") + f"-{when:%m-%dT%H:%M:%S}.{nanoseconds:09d}{offset}"
    held = moment(text)
    assert held.replace(tzinfo=None) == when.replace(microsecond=nanoseconds // 1000)
    expected = {"Z": 0, "z": 0, "+00:00": 0, "-05:30": -330, "+14:00": 840}[offset]
    assert held.utcoffset() == timedelta(minutes=expected)
