"""Times and spans in words, as the pages and drawings give them. Times are shown as written, with the offset they have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from vpa_assist.record.kinds import day, later, moment

Say = Callable[..., str]

NO_BREAK = "\u00a0"
"""A space at which no line is broken."""


def clock(text: str) -> str:
    """ "22:30" """
    return text[11:16]


def short_day(text: str, say: Say) -> str:
    """ "7 Nov" """
    on = day(text)
    return f"{on.day}{NO_BREAK}{say('months_short').split()[on.month - 1]}"


def long_day(text: str, say: Say) -> str:
    """ "7 November 2026" """
    on = day(text)
    return f"{on.day}{NO_BREAK}{say('months').split()[on.month - 1]}{NO_BREAK}{on.year}"


def short_time(text: str, say: Say) -> str:
    """ "7 Nov, 13:40", as strips and tables have it."""
    return say("when_short", day=short_day(text, say), time=clock(text))


def long_time(text: str, say: Say) -> str:
    """ "7 November 2026, 13:40", as prose has it."""
    return say("when_long", day=long_day(text, say), time=clock(text))


def weekday(text: str, say: Say) -> str:
    """ "Fri" """
    return say("weekdays_short").split()[day(text).weekday()]


def span(between: timedelta, say: Say) -> str:
    """ "16 h 20 min"; a negative span keeps its sign."""
    minutes = round(between.total_seconds() / 60)
    if minutes < 0:
        return "−" + span(-between, say)
    hours, rest = divmod(minutes, 60)
    if not hours:
        words = say("span_minutes", minutes=rest)
    else:
        words = say("span_hours", hours=hours) if not rest else say("span_both", hours=hours, minutes=f"{rest:02d}")
    return words.replace(" ", NO_BREAK)


def between(first: str, second: str, say: Say) -> str:
    """The span from one recorded time to another."""
    return span(moment(second) - moment(first), say)


def shifted(text: str, by: timedelta) -> str:
    """A recorded time moved, with the same offset, as RFC 3339."""
    return later(moment(text), by).isoformat()


def written(at: datetime) -> str:
    """A moment as RFC 3339."""
    return at.isoformat()
