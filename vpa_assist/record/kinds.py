"""The kinds of value that a referral may hold, each with what is allowed in the words of a refusal.

Every value stays what JSON gave: times, dates and ids are strings that were checked, so that reading and writing
changes no character. `moment` and `day` turn them into Python's own types.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, Field, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 20_000
"""Code points that any one string may have."""

_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})", re.ASCII)


def _wrong(allowed: str) -> PydanticCustomError:
    return PydanticCustomError("not_allowed", "{allowed}", {"allowed": allowed})


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime:
    """The instant that a checked time names, with its own offset."""
    clean = text.upper()
    if "." in clean:  # Python reads at most six digits of a fraction
        head, tail = clean.split(".", 1)
        digits = re.match(r"\d+", tail)
        assert digits is not None
        clean = f"{head}.{digits[0][:6].ljust(6, '0')}{tail[digits.end() :]}"
    return datetime.fromisoformat(clean.replace("Z", "+00:00"))


def later(at: datetime, by: timedelta) -> datetime:
    """So much later, or the last moment of the calendar: a slip of the hand in a year must stop nothing."""
    try:
        return at + by
    except OverflowError:
        return datetime.max.replace(tzinfo=at.tzinfo)


def in_utc(at: datetime) -> datetime:
    """The same instant in UTC; on the first and last day of the calendar, where it may have none, the same time of day."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return at.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """The calendar date of a checked date, or of a checked time as it is written (its offset is not applied)."""
    return date.fromisoformat(text[:10])


@lru_cache(maxsize=4096)
def _time(text: str) -> str:
    if _TIME.fullmatch(text) is None:
        raise _wrong("a time with an offset, like 2026-11-21T22:10:00+00:00")
    try:
        moment(text)
    except (ValueError, OverflowError):
        raise _wrong("a time that exists, with an offset, like 2026-11-21T22:10:00+00:00") from None
    return text


def is_a_time(text: str) -> bool:
    """Whether this text is a time as the contract writes it."""
    try:
        _time(text)
    except PydanticCustomError:
        return False
    return True


@lru_cache(maxsize=4096)
def _date(text: str) -> str:
    if _DATE.fullmatch(text) is None:
        raise _wrong("a date, like 2026-11-21")
    try:
        day(text)
    except ValueError:
        raise _wrong("a date that exists, like 2026-11-21") from None
    return text


def normal_postcode(text: str) -> str | None:
    """The postcode in capitals with one space, or None when it is not shaped like one of the United Kingdom."""
    found = _POSTCODE.fullmatch(text.strip().upper())
    return f"{found[1]} {found[2]}" if found else None


@lru_cache(maxsize=4096)
def _postcode(text: str) -> str:
    normal = normal_postcode(text)
    if normal is None:
        raise _wrong("a UK postcode, like CW7 1AA")
    return normal


def newlines(text: str) -> str:
    """The one change made to text: a carriage return with a newline is a newline."""
    return text.replace("\r\n", "\n") if "\r\n" in text else text


def newlines_within(value: Any) -> Any:
    """The same for every text in plain values."""
    if isinstance(value, str):
        return newlines(value)
    if isinstance(value, list | tuple):
        return type(value)(newlines_within(each) for each in value)
    if isinstance(value, dict):
        return {name: newlines_within(each) for name, each in value.items()}
    return value


Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
"""What a person typed, kept exactly. Newlines are made one before validation, by the reader and by `put`."""

Time = Annotated[str, AfterValidator(_time), WithJsonSchema({"type": "string", "format": "date-time"})]
Date = Annotated[str, AfterValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Postcode = Annotated[
    str,
    AfterValidator(_postcode),
    WithJsonSchema({"type": "string", "pattern": r"^\s*[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s*[0-9][A-Za-z]{2}\s*$"}),
]


ALLOWED_PATTERNS: dict[str, str] = {}
"""What to say is allowed where a pattern was not met."""


def _pattern(pattern: str, allowed: str) -> StringConstraints:
    ALLOWED_PATTERNS[pattern] = allowed
    return StringConstraints(pattern=pattern)


Uuid = Annotated[
    str,
    _pattern(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", "a UUID, like 0b7c1a52-6f0e-4c3b-9a41-5d1f7e2c8a10"),
]
ChildId = Annotated[str, _pattern(r"^c[1-9][0-9]*$", "a child's id, like c1")]
PersonId = Annotated[str, _pattern(r"^p[1-9][0-9]*$", "a person's id, like p1")]
Reference = Text
"""The id of a person or a child, or a name; one that names nobody is kept."""
LanguageCode = Annotated[str, _pattern(r"^[a-z]{2,3}$", "a language code of two or three small letters, like en or bfi")]
AuthorityCode = Annotated[str, _pattern(r"^[a-z0-9_]+$", "a local authority code, like cheshire_east")]
Sha256 = Annotated[str, _pattern(r"^[0-9a-fA-F]{64}$", "a SHA-256 in 64 hex digits")]


def is_time(kind: object) -> bool:
    """Whether a member's annotation is that of a time: an instant with an offset, not a date."""
    if get_origin(kind) is Annotated:
        return any(isinstance(mark, AfterValidator) and mark.func is _time for mark in get_args(kind)[1:])
    return any(is_time(each) for each in get_args(kind) if get_origin(kind) in (Union, UnionType))


Count = Annotated[int, Field(ge=0, le=1_000_000)]

Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], Strict(False)]
"""A list in JSON, held as a tuple; its items stay strict."""
