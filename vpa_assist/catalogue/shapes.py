"""The shape of each file of a form pack: which keys a table has, of which kind, and which it must have."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from vpa_assist.catalogue.types import PackFault

Shape = Mapping[str, str]
"""Key -> kind of value: text, texts, flag, number, map; with a `!` where the key must be there."""

CHECK: Shape = {
    "severity": "text!",
    "title": "text!",
    "message": "text!",
    "why": "text!",
    "fix": "text!",
    "bad": "text!",
    "good": "text!",
    "source": "text!",
    "sources": "texts!",
    "since": "text",
    "retired": "text",
}
CODE_LIST: Shape = {
    "title": "text!",
    "code": "tables!",
    "groups": "map",
    "sources": "texts",
    "since": "text",
    "status": "text",
    "note": "text",
}
CODE: Shape = {
    "code": "text!",
    "label": "text!",
    "group": "text",
    "short": "text",
    "note": "text",
    "icon": "text",
    "maps": "map",
    "source": "text",
    "since": "text",
    "until": "text",
    "status": "text",
    "due_within_days": "number",
}
PAGE: Shape = {
    "id": "text!",
    "outline": "text!",
    "title": "text!",
    "purpose": "text!",
    "help": "text!",
    "when": "text",
    "folded": "flag",
    "covers": "texts",
    "codes": "texts",
    "block": "tables!",
}
BLOCK: Shape = {"heading": "text", "note": "text", "when": "text", "prompt": "tables!"}
PROMPT: Shape = {
    "field": "text!",
    "kind": "text!",
    "label": "text!",
    "name": "text",
    "hint": "text",
    "placeholder": "text",
    "codes": "text",
    "when": "text",
    "width": "text",
    "reason": "text",
    "item": "text",
    "prompt": "tables",
}
PROMPT_CARD: Shape = {
    "id": "text!",
    "page": "text!",
    "when": "texts!",
    "for_whom": "text!",
    "notice": "texts!",
    "ask": "texts",
    "sources": "texts!",
    "weight": "number",
    "quiet": "flag",
}
SOURCE: Shape = {
    "title": "text!",
    "publisher": "text",
    "date": "text",
    "address": "text",
    "note": "text",
    "read": "text",
    "status": "text",
}
AUTHORITY: Shape = {
    "name": "text!",
    "covered": "flag",
    "front_door": "text",
    "phone": "text",
    "hours": "text",
    "out_of_hours": "text",
    "out_of_hours_phone": "text",
    "out_of_hours_hours": "text",
    "exploitation_meeting": "text",
    "notes": "text",
    "ons": "text",
    "dfe": "text",
    "sources": "texts!",
    "status": "text",
}
FORCE: Shape = {
    "name": "text!",
    "short_name": "text!",
    "form_name": "text!",
    "form_short": "text!",
    "record_system": "text!",
    "record_notice": "text!",
    "marking": "text!",
    "handling": "text!",
    "retention_days": "number!",
    "idle_lock_minutes": "number!",
    "pack_version": "text!",
    "pack_date": "text!",
    "control_room": "text",
    "status": "text",
    "systems": "texts",
    "units": "texts",
    "ranks": "texts",
    "roles": "texts",
}
CARD: Shape = {"id": "text!", "title": "text!", "when": "texts!", "ring": "text", "sources": "texts", "step": "tables!"}
STEP: Shape = {"text": "text!", "sources": "texts!", "status": "text"}
TERM: Shape = {
    "term": "text!",
    "expansion": "text!",
    "note": "text",
    "ambiguous": "flag",
    "everyday": "flag",
    "also": "texts",
    "source": "text!",
    "status": "text",
}

_CALLED = {
    "text": "text",
    "texts": "a list of texts",
    "flag": "true or false",
    "number": "a whole number",
    "map": "a table of texts",
    "tables": "a list of tables",
}


def _fits(kind: str, value: Any) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "map":
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def shape_faults(file: str, key: str, table: Any, shape: Shape) -> Iterator[PackFault]:
    """What is wrong with the keys of one table: missing, unknown, of the wrong kind, or empty."""
    if not isinstance(table, dict):
        yield PackFault(file, key, "it is not a table")
        return
    for name, value in table.items():
        kind = shape.get(name, "").rstrip("!")
        if not kind:
            yield PackFault(file, key, f'unknown key "{name}"', nearest(name, shape))
        elif not _fits(kind, value):
            yield PackFault(file, key, f'"{name}" is not {_CALLED[kind]}')
    for name, kind in shape.items():
        if kind.endswith("!") and (name not in table or (kind == "text!" and table[name] == "" and name != "field")):
            yield PackFault(file, key, f'"{name}" is missing')


def nearest(word: str, words: Collection[str]) -> str:
    """The word most like this one, quoted, or nothing."""
    close = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f'"{close[0]}"' if close else ""
