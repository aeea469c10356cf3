"""The time of day as the store writes it: RFC 3339 in UTC with milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""A function that gives the time now, with a time zone."""


def wall_clock() -> datetime:
    """The computer's clock."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A time as it is stored."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
