"""Which kind of prompt fits which kind of member of the record, and which members no prompt asks for."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema

from vpa_assist.record.pointers import kind_at, names, plain, without_none
from vpa_assist.record.referral import Address, Child, Officer, Referral

ANSWERS = frozenset(
    [
        "line",
        "text",
        "number",
        "date",
        "time",
        "yes_no",
        "choice",
        "choices",
        "tiles",
        "code_search",
        "address",
        "officer",
        "list",
        "references",
        "words",
        "pairs",
    ]
)
"""The kinds of answer that the window has a widget for."""

PANELS = frozenset(
    [
        "prompts",
        "transcript",
        "welfare_check",
        "follow_up",
        "others_present",
        "ethnicity",
        "disability",
        "share",
        "body_map",
        "roll_call",
        "family",
        "applies",
        "protection",
        "missing_timeline",
        "custody_timeline",
        "custody_reviews",
        "flags",
        "person",
        "persons",
        "cards",
        "composed",
        "read_through",
        "hand_in",
    ]
)
"""The special parts of pages."""

WHOLE = frozenset({"address", "officer"})
"""Kinds that ask for every member of the part they record."""

WIDTHS = frozenset({"full", "half", "third", "quarter", "two_thirds"})


def member_kind(of_child: bool, field: str) -> Any:
    """The annotation of a member, `*` standing for any place in a list. Raises KeyError where the record has no such member."""
    return kind_at(Child if of_child else Referral, "/" + field.replace("*", "0")) if field else None


def what(kind: Any) -> str:
    """What a member holds, in one word: text, date, time, number, flag, code, part or list."""
    form = _format(kind)
    bare = plain(kind)
    if get_origin(bare) is Literal:
        return "code"
    if get_origin(bare) is tuple:
        return "list"
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return "part"
    if bare is bool:
        return "flag"
    if bare is int:
        return "number"
    return {"date-time": "time", "date": "date"}.get(form, "text")


def _format(kind: Any) -> str:
    while get_origin(kind) is Annotated:
        for each in get_args(kind)[1:]:
            if isinstance(each, WithJsonSchema):
                return str((each.json_schema or {}).get("format", ""))
        kind = without_none(get_args(kind)[0])
    return ""


def item_of(kind: Any) -> Any:
    """The annotation of a list's items."""
    return get_args(plain(kind))[0]


_FITTING = {
    "line": {"text"},
    "text": {"text"},
    "number": {"number"},
    "date": {"date"},
    "time": {"time"},
    "yes_no": {"flag"},
    "choice": {"code", "text"},
    "tiles": {"code"},
    "code_search": {"code", "text"},
    "words": {"text"},
    "choices": {"list"},
    "references": {"list"},
    "list": {"list"},
    "pairs": {"list"},
    "address": {"part"},
    "officer": {"part"},
}


def fits(prompt_kind: str, member: Any) -> bool:
    """Whether a prompt of this kind can record this member. Panels see to their own parts."""
    if prompt_kind in PANELS:
        return True
    if what(member) not in _FITTING.get(prompt_kind, set()):
        return False
    if prompt_kind == "address":
        return bool(plain(member) is Address)
    if prompt_kind == "officer":
        return bool(plain(member) is Officer)
    if prompt_kind == "pairs":
        item = plain(item_of(member))
        return isinstance(item, type) and issubclass(item, BaseModel) and len(item.model_fields) == 2
    if prompt_kind in ("choices", "references"):
        return what(item_of(member)) in ("code", "text")
    return True


def literal_of(kind: Any) -> tuple[str, ...]:
    """The codes that a member, or each item of it, may hold; empty where any text may."""
    bare = plain(kind)
    if get_origin(bare) is tuple:
        bare = plain(item_of(bare))
    return get_args(bare) if get_origin(bare) is Literal else ()


def members(model: type[BaseModel] = Referral, before: str = "") -> Iterator[str]:
    """Every member of the record that holds a value, `*` standing for places in lists, in the order of the contract."""
    for step, name in names(model).items():
        kind = plain(model.model_fields[name].annotation)
        place = f"{before}{step}"
        while get_origin(kind) is tuple:
            kind, place = plain(get_args(kind)[0]), f"{place}/*"
        if get_origin(kind) in (Union, UnionType):
            kind = plain(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from members(kind, f"{place}/")
        else:
            yield place.removesuffix("/*")
