"""Documents for property-based tests: any value that the contract allows, made from the models themselves."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from vpa_assist.record.kinds import Date, Postcode, is_time
from vpa_assist.record.pointers import kind_at, names, plain
from vpa_assist.record.referral import Part, Referral

TIMES = (
    "2026-11-14T21:40:00+00:00",
    "2026-11-14T22:40:00+01:00",
    "2026-11-14T21:41:00Z",
    "2026-11-14T21:41:01+00:00",
    "2026-11-15T01:40:00+00:00",
    "2026-11-15T01:45:00+00:00",
    "2026-11-15T01:45:01+00:00",
    "2026-11-17T21:40:00+00:00",
    "2026-11-17T21:40:00.5+00:00",
    "2026-11-17T23:59:59-02:00",
)
"""A few instants, so that borders of a minute, four hours and 72 hours are met often."""
DATES = ("2008-11-14", "2008-11-15", "2008-02-29", "2012-11-14", "2022-11-15", "2024-11-14", "2024-11-15", "2026-11-20")
NAMES_OF_OTHERS = ("c1", "c2", "p1", "p2", "child", "Nan", " ")
TEXTS = (
    "Barefoot.",
    'He said "I\'m fine"',
    "",
    "  ",
    "\u00a0",
    "none",
    "None.",
    "9️⃣ 👩‍👧 e\u0301",
    "שלום",
    "4417",
    " 44 17",
    "F1",
    "F2",
    "1\n2\t3",
)
POSTCODES = ("CW7 1AA", "cw7  1aa", "CH1 1AA", "WA1 1AA", "B1 1AA")
AUTHORITIES = ("cheshire_west_and_chester", "cheshire_east", "elsewhere")

texts = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
blanks = st.none() | st.sampled_from(("", " ", "\n\u2003"))


def value(kind: Any, step: str = "") -> st.SearchStrategy[Any]:
    """A value of one kind, as JSON has it."""
    if is_time(kind):
        return st.sampled_from(TIMES)
    simple = plain(kind)
    if get_origin(simple) is Literal:
        return st.sampled_from(get_args(simple))
    if get_origin(simple) is tuple:
        if step == "span":
            return st.tuples(st.integers(0, 9), st.integers(9, 99)).map(list)
        return st.lists(value(get_args(simple)[0]), max_size=2)
    if simple is bool:
        return st.booleans()
    if simple is int:
        return st.integers(1, 130) if step != "estimated_age" else st.integers(0, 20)
    if isinstance(simple, type) and issubclass(simple, Part):
        return part(simple)
    return _string(kind, step)


def _checked_as(kind: Any, known: Any) -> bool:
    """Whether a member's text goes through the same check as this kind of value, itself or as one of its choices."""
    return kind == known or any(_checked_as(each, known) for each in get_args(kind) if get_origin(each) in (Annotated, Union))


def _string(kind: Any, step: str) -> st.SearchStrategy[str]:
    marks = repr(kind)
    if _checked_as(kind, Date):
        return st.sampled_from(DATES)
    if _checked_as(kind, Postcode):
        return st.sampled_from(POSTCODES)
    for pattern, values in (
        ("[0-9a-fA-F]{8}", ("6a1f0c52-9d3e-4b7a-8c21-5e0d7f3b9a10", "6A1F0C52-9D3E-4B7A-8C21-5E0D7F3B9A10")),
        ("^c[1-9]", ("c1", "c2", "c3")),
        ("^p[1-9]", ("p1", "p2", "p3")),
        ("[a-z]{2,3}", ("en", "bfi", "pl")),
        ("[a-z0-9_]+", AUTHORITIES),
        ("{64}", ("0" * 64, "Aa" * 32)),
    ):
        if pattern in marks:
            return st.sampled_from(values)
    if step in ("speaker", "child", "to", "offender", "explained_by"):
        return st.sampled_from(NAMES_OF_OTHERS)
    return texts


def part(model: type[Part], *, without: frozenset[str] = frozenset()) -> st.SearchStrategy[dict[str, Any]]:
    """A part of the document: each member absent, not recorded in one of its ways, or any value that fits."""
    required, optional = {}, {}
    for step, name in names(model).items():
        if step in without:
            continue
        one = value(kind_at(model, f"/{step}"), step)
        if model.model_fields[name].is_required():
            required[step] = one
        else:
            optional[step] = blanks | one | one
    return st.fixed_dictionaries(required, optional=optional)


def _with_own_ids(document: dict[str, Any]) -> dict[str, Any]:
    for name, letter in (("children", "c"), ("people", "p")):
        held = document.get(name)
        for index, each in enumerate(held if isinstance(held, list) else (), 1):
            each["id"] = f"{letter}{index}"
    return document


def documents(*members: str) -> st.SearchStrategy[dict[str, Any]]:
    """Whole documents; with `members`, only these of the top level are filled."""
    unwanted = frozenset(names(Referral)) - {"schema", "id", *members} if members else frozenset[str]()
    return part(Referral, without=unwanted).map(_with_own_ids)


def fields(model: type[Part] = Referral, pointer: str = "") -> list[str]:
    """The address of every member, the first item standing for each list."""
    found = []
    for step in names(model):
        at = f"{pointer}/{step}"
        found.append(at)
        kind = plain(kind_at(model, f"/{step}"))
        if get_origin(kind) is tuple:
            kind, at = plain(get_args(kind)[0]), f"{at}/0"
        if isinstance(kind, type) and issubclass(kind, Part):
            found += fields(kind, at)
    return found
