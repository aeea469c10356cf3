"""The JSON Schema against the reader: both take and refuse the same."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import documents
from tests.make import ABSENT, EXAMPLES, changed, examples, whole
from vpa_assist.errors import Refused
from vpa_assist.record.meanings import MEANINGS
from vpa_assist.record.reading import from_json
from vpa_assist.record.schema import schema

SCHEMA = schema()
KEYWORDS = frozenset(
    [
        "$schema",
        "$id",
        "$defs",
        "$ref",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "anyOf",
        "enum",
        "const",
        "pattern",
        "format",
        "maxLength",
        "items",
        "maxItems",
        "minimum",
        "maximum",
    ]
)
"""The keywords of draft 2020-12 that the schema uses: all that `fits` has to know."""
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int}


def fits(value: Any, rule: dict[str, Any]) -> bool:
    """Whether a value fits a rule of the schema: the used part of draft 2020-12, independent of the models."""
    if "$ref" in rule:
        return fits(value, SCHEMA["$defs"][rule["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in rule:
        return any(fits(value, each) for each in rule["anyOf"])
    if "const" in rule:
        return bool(value == rule["const"])
    if not isinstance(value, TYPES[rule["type"]]) or (rule["type"] == "integer" and isinstance(value, bool)):
        return False
    if isinstance(value, dict):
        members = rule["properties"]
        return all(name in value for name in rule.get("required", ())) and all(
            name in members and fits(each, members[name]) for name, each in value.items()
        )
    if isinstance(value, list):
        return len(value) <= rule.get("maxItems", len(value)) and all(fits(each, rule["items"]) for each in value)
    if isinstance(value, str):
        matches = "pattern" not in rule or re.search(rule["pattern"].replace("$", r"\Z"), value) is not None
        return matches and len(value) <= rule.get("maxLength", len(value)) and value in rule.get("enum", [value])
    return value is None or bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))


def rules(rule: Any) -> Any:
    if isinstance(rule, dict):
        yield rule
        inner = [*rule.get("properties", {}).values(), *rule.get("$defs", {}).values(), *rule.get("anyOf", ()), rule.get("items")]
        for each in inner:
            yield from rules(each)


def test_that_only_keywords_of_the_draft_are_used_and_all_is_described() -> None:
    for rule in rules(SCHEMA):
        assert set(rule) <= KEYWORDS
        if rule.get("type") == "object":
            assert rule["additionalProperties"] is False
            assert rule["description"]
            for member, held in rule["properties"].items():
                assert re.fullmatch(r".+[.…]", held["description"]), member


def test_that_every_meaning_has_its_member() -> None:
    used = set()
    for name, part in [("Referral", SCHEMA), *SCHEMA["$defs"].items()]:
        used.add(name)
        for member in part.get("properties", ()):
            used.add(f"{name}.{member}" if f"{name}.{member}" in MEANINGS else f"*.{member}")
    assert set(MEANINGS) <= used


@pytest.mark.parametrize("path", [*examples(), *sorted((EXAMPLES / "clean").glob("*.json"))], ids=lambda path: path.stem)
def test_that_every_example_fits(path: Any) -> None:
    assert fits(json.loads(path.read_bytes()), SCHEMA)


BEYOND_A_SCHEMA = ("duplicate-child-id", "no-such-date", "not-json")


@pytest.mark.parametrize("path", sorted((EXAMPLES / "invalid").glob("*.json")), ids=lambda path: path.stem)
def test_that_every_invalid_example_fits_not_where_a_schema_can_tell(path: Any) -> None:
    if path.stem not in BEYOND_A_SCHEMA:
        assert not fits(json.loads(path.read_bytes()), SCHEMA)


@given(documents())
@settings(max_examples=100)
def test_that_whatever_loads_fits(document: dict[str, Any]) -> None:
    assert fits(document, SCHEMA)


VALUES = [
    ABSENT,
    None,
    "",
    " \u2003",
    "\ufeff",
    "x",
    "x" * 20_001,
    0,
    1,
    -1,
    1_000_001,
    131,
    1.5,
    True,
    [],
    {},
    [None],
    ["x"],
    [[]],
    {"a": 1},
    "c1",
    "p1",
]
VALUES += [
    "2026-11-14",
    "2026-11-14T22:10:00Z",
    "2026-11-14 22:10:00Z",
    "CW1 2AB",
    "cw12ab",
    "en",
    "W1",
    "none",
    "a" * 64,
    [{}],
    [{"id": "c9"}],
]


@given(st.data())
@settings(max_examples=600)
def test_that_schema_and_reader_agree_about_any_value_anywhere(data: st.DataObject) -> None:
    base = changed(whole(), {"/children/0/missing": {}, "/review": [{}], "/children/0/injuries": [{}], "/people/0/links": [{}]})
    parts = [("", SCHEMA), ("/children/0", "Child"), ("/children/0/contact", "Contact"), ("/children/0/missing", "Missing")]
    parts += [
        ("/review/0", "ReviewEntry"),
        ("/people/0", "Person"),
        ("/incident/location", "Address"),
        ("/children/0/injuries/0", "Injury"),
    ]
    parts += [("/children/0/ethnicity", "Ethnicity"), ("/children/0/language", "Language"), ("/incident", "Incident")]
    at, part = data.draw(st.sampled_from(parts))
    held = part if isinstance(part, dict) else SCHEMA["$defs"][part]
    member = data.draw(st.sampled_from([*held["properties"], "nickname"]))
    document = changed(base, {f"{at}/{member}": data.draw(st.sampled_from(VALUES))})
    try:
        from_json(document)
        loads = True
    except Refused:
        loads = False
    if member == "span":
        assert fits(document, SCHEMA) >= loads
    else:
        assert fits(document, SCHEMA) == loads, (at, member)
