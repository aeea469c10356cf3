"""The JSON Schema of the referral document (draft 2020-12), for systems that write or read it.

It refuses what the reader refuses, but for what no schema can say: dates that do not exist, ids used twice, a member given
twice, and the limits of the file as a whole.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from vpa_assist.record.meanings import MEANINGS
from vpa_assist.record.referral import SCHEMA, Referral

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NOT_RECORDED = "NotRecorded"

_BLANK = r"^[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$"
"""Just the white space that counts as blank: `\\s` is not the same in every language."""
_FORMATS = {
    "date-time": (
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
    ),
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}


def schema() -> dict[str, Any]:
    """The schema as plain values, made anew each time."""
    made = deepcopy(Referral.model_json_schema())
    parts = made.pop("$defs")
    for name, part in (("Referral", made), *parts.items()):
        _mend(name, part)
    parts[NOT_RECORDED] = {
        "description": "null, a blank string and an absent member all mean: not recorded.",
        "anyOf": [{"type": "null"}, {"type": "string", "pattern": _BLANK}],
    }
    return {
        "$schema": DRAFT,
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": SCHEMA,
        "description": "One referral: a Vulnerable Person Assessment with the voice of each child. Everything is optional "
        "but the schema, the ids of the document, of each child and of each person: a draft can always be saved.",
        **{name: each for name, each in made.items() if name not in ("title", "description")},
        "$defs": dict(sorted(parts.items())),
    }


def _mend(name: str, part: dict[str, Any]) -> None:
    part.pop("title", None)
    part["description"] = MEANINGS[name]
    for member, old in part["properties"].items():
        held = _value(old)
        part["properties"][member] = {"description": meaning(name, member), **held}


def meaning(part: str, member: str) -> str:
    """What a member means, in words: its own, or what members of this name mean wherever they stand."""
    return MEANINGS.get(f"{part}.{member}") or MEANINGS[f"*.{member}"]


def _value(old: dict[str, Any]) -> dict[str, Any]:
    held = {name: each for name, each in old.items() if name not in ("title", "default")}
    if "anyOf" not in held:
        return _with_format(held)
    (kind,) = (_with_format(each) for each in held["anyOf"] if each != {"type": "null"})
    is_free_text = kind.get("type") == "string" and "pattern" not in kind and "enum" not in kind
    return {"anyOf": [kind, {"type": "null"} if is_free_text else {"$ref": f"#/$defs/{NOT_RECORDED}"}]}


def _with_format(kind: dict[str, Any]) -> dict[str, Any]:
    if kind.get("format") in _FORMATS:
        return {**kind, "pattern": _FORMATS[kind["format"]]}
    return kind
