"""Reading: what loads comes back character by character, what does not is refused with its place, and nothing else is raised."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import documents
from tests.make import EXAMPLES, a_child, a_document, changed, examples, whole
from vpa_assist.errors import Refused
from vpa_assist.record.reading import LARGEST_FILE, from_json, read

INVALID = sorted((EXAMPLES / "invalid").glob("*.json"))


def refusal(document: Any) -> list[str]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.lines()


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_that_an_example_comes_back_as_it_was(path: Path) -> None:
    data = path.read_bytes()
    assert read(data).as_json() == json.loads(data)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_that_an_invalid_example_is_refused_at_its_place(path: Path) -> None:
    lines = refusal(path.read_bytes())
    for expected in path.with_suffix(".expected.txt").read_text("utf-8").splitlines():
        kind, _, wanted = expected.partition(":")
        wanted = wanted.strip()
        if kind == "pointer":
            assert any(line.startswith(f"{wanted or '(document)'}: ") for line in lines)
        else:
            assert any(wanted in line for line in lines)
    assert all(": found " in line and "; allowed " in line for line in lines)


def with_newlines(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, dict):
        return {name: with_newlines(each) for name, each in value.items()}
    return [with_newlines(each) for each in value] if isinstance(value, list) else value


@given(documents())
@settings(max_examples=150)
def test_that_a_round_trip_changes_no_character(document: dict[str, Any]) -> None:
    def normal(value: Any, name: str = "") -> Any:
        # blanks where no text may stand become null; postcodes become normal: the contract's two changes
        if isinstance(value, dict):
            return {key: normal(each, key) for key, each in value.items() if normal(each, key) is not None}
        if isinstance(value, list):
            return [normal(each) for each in value]
        if isinstance(value, str) and not value.strip():
            return None
        return " ".join(value.upper().split()) if name == "postcode" and value else value

    referral = read(json.dumps(document).encode())
    assert normal(referral.as_json()) == normal(document)
    assert read(json.dumps(referral.as_json()).encode()) == referral


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_that_a_text_is_kept_exactly_but_for_carriage_returns(text: str) -> None:
    document = changed(whole(), {"/children/0/aware/words/0/words": text})
    loaded = read(json.dumps(document).encode())
    assert loaded.children[0].aware.words[0].words == text.replace("\r\n", "\n")
    again = read(json.dumps(loaded.as_json(), ensure_ascii=False).encode())
    assert again == loaded


@pytest.mark.parametrize("written", ["\\r\\n", "\\u000d\\n", "\\u000D\\u000a", "\\r\\u000A"])
def test_that_a_carriage_return_with_a_newline_is_a_newline_however_it_is_written(written: str) -> None:
    data = json.dumps(a_document(scenario="A@B")).replace("@", written).encode()
    assert read(data).scenario == "A\nB"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "line 1, column 1"),
        (b"[]", "found a list"),
        (b"null", "found null"),
        (b"3", "found a number"),
        (b'"x"', "found text"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{"schema":"\xff"}', "not UTF-8"),
        (b'{"a":1', "line 1, column 7"),
        (b'{"a":NaN}', "NaN"),
        (b'{"a":-Infinity}', "-Infinity"),
        (b'{"a":1}{}', "line 1, column 8"),
        (b"[" * 100_000, "nesting"),
        (b'{"a":' * 50_000, "nesting"),
        (b'{"a":' + b"9" * 10_000 + b"}", "number"),
        (b"{}" + b" " * LARGEST_FILE, "4,194,306 bytes"),
        (b'{"scenario":"\x01"}', "not JSON"),
    ],
)
def test_that_what_is_no_document_is_refused_in_one_line(data: bytes, says: str) -> None:
    lines = refusal(data)
    assert len(lines) == 1
    assert says in lines[0]
    assert lines[0].startswith("(document): found ")


def test_that_a_member_given_twice_is_refused_at_its_place() -> None:
    data = json.dumps(whole()).replace('"given_name": "Mason"', '"given_name": "Mason", "given_n\\u0061me": "Max"')
    assert refusal(data.encode()) == ['/children/0/given_name: found the member "given_name" twice; allowed each member once']


def test_that_half_a_surrogate_pair_is_refused_at_its_place() -> None:
    lines = refusal(json.dumps(a_document(scenario="a\ud83d")).encode())
    assert lines[0].startswith("/scenario: found ")


def test_that_control_characters_are_kept() -> None:
    assert read(json.dumps(a_document(scenario="a\u0000\u0007\u001b\r")).encode()).scenario == "a\u0000\u0007\u001b\r"


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("/incident/children_in_household", 1.0),
        ("/incident/children_in_household", True),
        ("/incident/children_in_household", "1"),
        ("/incident/children_in_household", -1),
        ("/incident/children_in_household", 1_000_001),
        ("/children/0/estimated_age", 131),
        ("/children/0/missing/episodes_90_days", 0),
        ("/children/0/missing/episodes_90_days", 1_001),
        ("/children/0/contact/alone", 1),
        ("/children/0/contact/alone", "true"),
        ("/children/0/id", "c0"),
        ("/children/0/id", "c1\n"),
        ("/children/0/id", "C1"),
        ("/people/0/id", "c1"),
        ("/id", "6a1f0c529d3e4b7a8c215e0d7f3b9a10"),
        ("/children/0/language/first", "EN"),
        ("/children/0/language/first", "en\n"),
        ("/created_at", "2026-11-14 22:30:00+00:00"),
        ("/created_at", "2026-11-14T22:30+00:00"),
        ("/created_at", "2026-11-14T22:30:60+00:00"),
        ("/created_at", "2026-11-14T24:00:00+00:00"),
        ("/created_at", "2026-11-14T22:30:00"),
        ("/created_at", "2026-02-29T22:30:00Z"),
        ("/created_at", "2026-11-14T22:30:00Z\n"),
        ("/created_at", "２026-11-14T22:30:00Z"),
        ("/children/0/date_of_birth", "2017-3-19"),
        ("/children/0/date_of_birth", "2017-03-19T00:00:00Z"),
        ("/children/0/flags", "X"),
        ("/children/0/flags", [None]),
        ("/children/0/flags", {"0": "X"}),
        ("/children/0/ethnicity/code", "W4"),
        ("/children/0/ethnicity", "W1"),
        ("/children/0/ethnicity", []),
        ("/incident/location/postcode", "CW7"),
        ("/incident/location/postcode", 7),
        ("/review", [{"of": "0" * 63}]),
    ],
)
def test_that_a_wrong_value_is_refused_at_its_place(where: str, value: Any) -> None:
    lines = refusal(changed(whole(), {where: value}))
    assert len(lines) == 1
    assert lines[0].startswith(where)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("/created_at", "2026-11-14T22:30:00.123456789Z"),
        ("/created_at", "2026-11-14t22:30:00z"),
        ("/created_at", "0001-01-01T00:00:00+14:00"),
        ("/id", "6A1F0C52-9D3E-4B7A-8C21-5E0D7F3B9A10"),
        ("/children/0/unborn", None),
        ("/children/0/unborn", ""),
        ("/children/0/ethnicity", " "),
        ("/children/0/flags", "\u2003"),
        ("/children", ""),
        ("/incident/children_in_household", "\n"),
        ("/people/0/relationships/0/child", "c99"),
        ("/children/0/contact/others_present", ["p99", "Nan"]),
    ],
)
def test_that_what_the_contract_allows_loads(where: str, value: Any) -> None:
    read(json.dumps(changed(whole(), {where: value})).encode())


@pytest.mark.parametrize("where", ["/schema", "/id", "/children/0/id", "/people/0/id"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_that_a_required_member_may_not_be_blank(where: str, value: Any) -> None:
    assert refusal(changed(whole(), {where: value}))[0].startswith(f"{where}: ")


@pytest.mark.parametrize("where", ["/schema", "/id", "/children/0/id", "/people/0/id"])
def test_that_a_missing_required_member_is_named_by_its_own_place(where: str) -> None:
    from tests.make import ABSENT

    assert refusal(changed(whole(), {where: ABSENT})) == [f"{where}: found nothing; allowed a value, which is required here"]


@pytest.mark.parametrize("name", ["alo\ufeffne", "a\nb", "a\x00b", "\u202ename", "n" * 9_000])
def test_that_a_hostile_name_of_a_member_is_shown_in_one_short_line(name: str) -> None:
    with pytest.raises(Refused) as refused:
        from_json(a_document(children=[a_child(**{name: 1})]))
    (fault,) = refused.value.faults
    (line,) = refused.value.lines()
    assert fault.pointer == f"/children/0/{name}"
    assert line.startswith("/children/0/")
    assert line.isprintable()
    assert len(line) < 600


def test_that_an_id_used_twice_is_refused_where_it_stands_second() -> None:
    document = a_document(children=[a_child("c1"), a_child("c2"), a_child("c1")], people=[{"id": "p1"}, {"id": "p1"}])
    assert [line.split(":")[0] for line in refusal(document)] == ["/children/2/id", "/people/1/id"]


def test_that_a_newer_document_is_refused_naming_both_versions() -> None:
    (line,) = refusal(changed(whole(), {"/schema": "vpa-assist.referral/12"}))
    assert "vpa-assist.referral/12" in line
    assert "vpa-assist.referral/1," in line


@pytest.mark.parametrize(("levels", "refused"), [(32, False), (33, True)])
def test_that_the_outermost_object_is_the_first_of_32_levels(levels: int, refused: bool) -> None:
    value: Any = "x"
    for _ in range(levels - 1):
        value = [value]
    (line,) = refusal(a_document(scenario=value))
    assert ("nesting" in line) is refused


@pytest.mark.parametrize(("length", "loads"), [(20_000, True), (20_001, False)])
def test_that_a_text_has_at_most_20_000_code_points(length: int, loads: bool) -> None:
    document = a_document(scenario="🧒" * length)
    if loads:
        assert len(read(json.dumps(document).encode()).scenario or "") == length
    else:
        assert refusal(document) == ["/scenario: found 20,001 characters; allowed at most 20,000 characters"]


def test_that_more_than_fifty_faults_are_counted() -> None:
    document = a_document(children=[{"id": f"c{index}", "sex": "x", "unborn": 3} for index in range(1, 41)])
    lines = refusal(document)
    assert len(lines) == 51
    assert lines[-1] == "and 30 more"


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        ([1] * 300_000, "/children/0/flags/0: found 1; allowed text"),
        (["x"] * 50 + [1] * 30_000, "(document): found 30,000 faults in lists of more than 50 items; allowed none"),
    ],
)
def test_that_a_flood_of_faults_is_refused_without_looking_at_each(flags: list[Any], line: str) -> None:
    lines = refusal(changed(whole(), {"/children/0/flags": flags}))
    assert lines[0] == line
    assert len(lines) <= 51


def test_that_a_flood_of_blanks_loads() -> None:
    document = a_document(review=[{"at": " ", "by": "", "action": "", "grade": "\t"}] * 10_000)
    assert read(json.dumps(document).encode()).review[9_999].action is None


def test_that_a_person_may_be_named_twice_in_one_list_of_references() -> None:
    assert read(json.dumps(changed(whole(), {"/children/0/contact/others_present": ["p1", "p1"]})).encode())


def test_that_reading_changes_nothing_of_what_it_was_given() -> None:
    document = changed(whole(), {"/children/0/unborn": " ", "/scenario": "a\r\nb"})
    before = deepcopy(document)
    from_json(document)
    assert document == before


BYTES = [path.read_bytes() for path in examples()]
PIECES = [
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\",
    b"\\u",
    b"\\ud800",
    b"null",
    b"1e999",
    b"-0",
    b"\x00",
    b"\xff",
    b"NaN",
    b'"c1"',
    b"\r\n",
]


@given(st.sampled_from(BYTES), st.randoms(use_true_random=False), st.integers(1, 6))
@settings(max_examples=400)
def test_that_damaged_bytes_are_read_or_refused_and_nothing_else(data: bytes, chance: random.Random, cuts: int) -> None:
    for _ in range(cuts):
        at = chance.randrange(len(data) + 1)
        until = min(len(data), at + chance.choice((0, 1, 1, 2, 40)))
        data = data[:at] + chance.choice((b"", bytes([chance.randrange(256)]), chance.choice(PIECES))) + data[until:]
    try:
        referral = read(data)
    except Refused as refused:
        assert all("\n" not in line and line.isprintable() for line in refused.lines("f.json"))
    else:
        assert read(json.dumps(referral.as_json()).encode()) == referral


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=20,
    )
)
def test_that_any_json_is_read_or_refused(value: Any) -> None:
    try:
        read(json.dumps(value).encode())
    except Refused:
        return
    pytest.fail("this is no referral")


@given(documents(), st.data())
@settings(max_examples=100)
def test_that_any_value_anywhere_is_read_or_refused(document: dict[str, Any], data: st.DataObject) -> None:
    places = list(_places(document))
    where = data.draw(st.sampled_from(places))
    value = data.draw(
        st.sampled_from([None, "", " ", "x", 0, 1, -1, 1.5, True, [], {}, [None], [[]], {"a": 1}, "c1", "2026-02-30"])
    )
    try:
        read(json.dumps(changed(document, {where: value})).encode())
    except Refused as refused:
        assert refused.faults
        assert all(str(fault).isprintable() for fault in refused.faults)


def _places(value: Any, pointer: str = "") -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield f"{pointer}/{name}"
        yield from _places(inner, f"{pointer}/{name}")
