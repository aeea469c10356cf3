"""Reading a referral from bytes, with every refusal of the contract, each fault in one line.

The way in is cheap for a good document; what went wrong is worked out only when something did.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from vpa_assist.errors import Fault, Refused
from vpa_assist.record.blanks import without_blanks
from vpa_assist.record.kinds import ALLOWED_PATTERNS, LONGEST_TEXT, newlines_within
from vpa_assist.record.pointers import join
from vpa_assist.record.referral import MOST_CHILDREN, MOST_PEOPLE, SCHEMA, Referral

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes that a document may have."""
DEEPEST = 32
"""Levels of nesting; the outermost object is level 1."""
MOST_FAULTS = 50
"""Fault lines given for one file before they are only counted."""

MOST_EXAMINED = 20_000
"""Faults past which only the first are looked at one by one."""
LONGEST_EXAMINED = 50
"""Items of each list that are looked at then."""

_MAY_HOLD_RETURN = re.compile(r"\\(?:r|u000)")
"""A carriage return can stand in a document only as one of these escapes."""
_FAMILY = re.compile(r"vpa-assist\.referral/(\d+)")


class _Twice(Exception):
    def __init__(self, member: str) -> None:
        self.member = member


def read(data: bytes) -> Referral:
    """The referral that these bytes hold. Raises `Refused`, with a line for each fault, for anything else."""
    if len(data) > LARGEST_FILE:
        raise _refused("", f"{len(data):,} bytes", f"at most {LARGEST_FILE:,} bytes")
    return from_json(parse(data))


def from_json(value: Any) -> Referral:
    """The referral that plain JSON values make. Raises `Refused`."""
    _check_version(value)
    try:
        referral = Referral.model_validate(value)
    except ValidationError:
        # what is nested too deeply fits no part of the record, so a document that fits is not measured
        depth = _depth(value)
        if depth > DEEPEST:
            raise _too_deep(f"{depth} levels") from None
        try:
            referral = Referral.model_validate(without_blanks(value, Referral))
        except ValidationError as error:
            raise _faults(error, value) from None
    _check_ids(referral)
    return referral


def _refused(pointer: str, found: str, allowed: str) -> Refused:
    return Refused((Fault(pointer, found, allowed),))


def parse(data: bytes) -> Any:
    """The plain values of strict JSON within the limits of the contract. Raises `Refused`."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise _refused("", "a byte order mark", "UTF-8 without one")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused("", f"bytes that are not UTF-8 (at byte {error.start})", "UTF-8") from None
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise Refused(
            (Fault("", f"text that is not JSON (line {error.lineno}, column {error.colno})", "one JSON object"),)
        ) from None
    except _Twice as twice:
        raise _refused(
            _pointer_of_second(text, twice.member), f"the member {_shown(twice.member)} twice", "each member once"
        ) from None
    except _Constant as constant:
        raise _refused("", f"the number {constant}", "numbers that JSON has") from None
    except RecursionError:
        raise _too_deep("thousands of levels") from None
    except ValueError:  # a number with more digits than Python will read
        raise _refused("", "a number with thousands of digits", "whole numbers from 0 to 1,000,000") from None
    if _MAY_HOLD_RETURN.search(text):
        value = newlines_within(value)
    return value


def _too_deep(found: str) -> Refused:
    return _refused("", f"{found} of nesting", f"at most {DEEPEST}")


class _Constant(Exception):
    pass


def _constant(name: str) -> Any:
    raise _Constant(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _Twice(name)
            seen.add(name)
    return members


class _Pairs(list[tuple[str, Any]]):
    """The members of an object as they were written, repeats included."""


def _pointer_of_second(text: str, member: str) -> str:
    """Where a member stands a second time; the document when it cannot be told."""

    def find(value: Any, steps: tuple[str | int, ...]) -> str | None:
        if isinstance(value, _Pairs):
            seen: set[str] = set()
            for name, inner in value:
                if name == member and name in seen:
                    return join(*steps, name)
                seen.add(name)
                found = find(inner, (*steps, name))
                if found is not None:
                    return found
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                found = find(inner, (*steps, index))
                if found is not None:
                    return found
        return None

    try:
        return find(json.loads(text, object_pairs_hook=_Pairs), ()) or ""
    except (ValueError, RecursionError):
        return ""


def _depth(value: Any) -> int:
    deepest = 0
    waiting = [(value, 1)]
    while waiting:
        held, level = waiting.pop()
        if isinstance(held, dict):
            items: Any = held.values()
        elif isinstance(held, list):
            items = held
        else:
            continue
        deepest = max(deepest, level)
        waiting.extend((each, level + 1) for each in items if isinstance(each, dict | list))
    return deepest


def _check_version(value: Any) -> None:
    if not isinstance(value, dict):
        raise _refused("", _kind(value), "one JSON object")
    schema = value.get("schema")
    found = _FAMILY.fullmatch(schema) if isinstance(schema, str) else None
    if found is not None and schema != SCHEMA:
        raise _refused("/schema", _shown(schema), f"{SCHEMA}, which this program reads; the document is of another version")


def _check_ids(referral: Referral) -> None:
    faults = []
    for where, ids in (
        ("children", [child.id for child in referral.children or ()]),
        ("people", [person.id for person in referral.people or ()]),
    ):
        seen: set[str] = set()
        for index, each in enumerate(ids):
            if each in seen:
                faults.append(Fault(join(where, index, "id"), f"{each} a second time", "an id that nobody else has"))
            seen.add(each)
    if faults:
        raise Refused(tuple(faults[:MOST_FAULTS]), max(0, len(faults) - MOST_FAULTS))


def _faults(error: ValidationError, document: Any) -> Refused:
    number = error.error_count()
    if number > MOST_EXAMINED:
        return _faults_of_a_flood(number, document)
    return Refused(_lines(error, document), max(0, number - MOST_FAULTS))


def _lines(error: ValidationError, document: Any) -> tuple[Fault, ...]:
    """The first faults of a document in its order."""
    faults = []
    for each in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]:
        pointer = join(*each["loc"])
        faults.append(Fault(pointer, _found(document, each["loc"], each["type"]), _allowed(each, pointer)))
    return tuple(faults)


def _faults_of_a_flood(number: int, document: Any) -> Refused:
    """The first faults of a document with a great many: looking at each would take minutes and gigabytes."""
    try:
        Referral.model_validate(_cut_short(document))
    except ValidationError as error:
        shown = _lines(error, document)
        return Refused(shown, number - len(shown))
    return _refused("", f"{number:,} faults in lists of more than {LONGEST_EXAMINED} items", "none")


def _cut_short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _cut_short(each) for name, each in value.items()}
    return [_cut_short(each) for each in value[:LONGEST_EXAMINED]] if isinstance(value, list) else value


def _found(document: Any, steps: tuple[str | int, ...], kind: str) -> str:
    if kind == "missing":
        return "nothing"
    value = document
    for step in steps:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return "nothing"
    if kind == "extra_forbidden":
        return f"the member {_shown(steps[-1])}"
    if kind == "string_too_long":
        return f"{len(value):,} characters"
    if kind == "too_long":
        return f"{len(value)} items"
    return _shown(value) if not isinstance(value, dict | list) else _kind(value)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    return {dict: "an object", list: "a list", str: "text", bool: "true or false"}.get(type(value), "a number")


def _shown(value: Any) -> str:
    """A value as a person may see it in one line: quoted, short, and without half characters."""
    text = json.dumps(value, ensure_ascii=False)
    text = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _allowed(error: Any, pointer: str) -> str:
    kind = error["type"]
    context = error.get("ctx", {})
    if kind == "not_allowed":
        return str(context["allowed"])
    if kind == "literal_error":
        return str(context["expected"]).replace("'", "")
    if kind == "string_pattern_mismatch":
        return ALLOWED_PATTERNS[context["pattern"]]
    if kind == "string_too_long":
        return f"at most {LONGEST_TEXT:,} characters"
    if kind == "too_long":
        most = {"/children": MOST_CHILDREN, "/people": MOST_PEOPLE}[pointer]
        return f"at most {most}"
    if kind == "greater_than_equal":
        return f"a whole number of at least {context['ge']}"
    if kind == "less_than_equal":
        return f"a whole number of at most {context['le']:,}"
    return {
        "missing": "a value, which is required here",
        "extra_forbidden": "the members that the contract names",
        "string_type": "text",
        "string_unicode": "whole characters, not half a surrogate pair",
        "int_type": "a whole number",
        "int_from_float": "a whole number",
        "bool_type": "true or false",
        "tuple_type": "a list",
        "model_type": "an object",
        "model_attributes_type": "an object",
    }.get(kind, str(error["msg"]))
