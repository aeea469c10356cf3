"""Dates and times as people type them: "22:10", "now", "yesterday 3pm", "3/6/23", "3 June", "Fri 09:00".

`read_time` and `read_date` give the document's own form, or None for a text that does not yet say one day or one minute.
`show_time` and `show_date` write a value so that reading it again gives the same value. The clock is an argument.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from vpa_assist.record.kinds import day, moment

Towards = Literal["past", "future"]
"""Which way an open date or time is read: a thing that happened, or a thing that is to happen."""

SLACK = timedelta(minutes=10)
"""How far ahead of the clock a bare time of day may lie and still mean today when it happened."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_CLOCK = re.compile(
    r"(?<![\d/.:-])([01]?\d|2[0-3])[:.h]([0-5]\d)(?:[:.]([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.)?(?![\d/.:-])", re.ASCII
)
_HOUR = re.compile(r"(?<![\d/.:-])(1[0-2]|0?[1-9])\s*(am|pm|a\.m\.|p\.m\.)(?!\w)", re.ASCII)
_FOUR = re.compile(r"(?<![\d/.:-])([01]\d|2[0-3])([0-5]\d)(?:\s*(?:hrs?|hours))?(?![\d/.:-])", re.ASCII)
_AGO = re.compile(r"(an?|\d{1,3})\s*(minutes?|mins?|hours?|hrs?)\s+ago", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_NUMBERS = re.compile(r"(\d\d?)\s*[/.-]\s*(\d\d?)(?:\s*[/.-]\s*(\d{4}|\d\d))?", re.ASCII)
_MONTH_NAMES = "|".join(f"{name.lower()}|{name[:3].lower()}|{name[:4].lower()}" for name in MONTHS)
_WORDS = re.compile(rf"(\d\d?)(?:st|nd|rd|th)?\s*(?:of\s+)?({_MONTH_NAMES})\.?,?(?:\s+(\d{{4}}|\d\d))?", re.ASCII)
_AMERICAN = re.compile(rf"({_MONTH_NAMES})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?(?:\s+(\d{{4}}))?", re.ASCII)
_WEEKDAY = re.compile(
    r"(last\s+|next\s+|this\s+|on\s+)?(" + "|".join(f"{d.lower()}|{d[:3].lower()}|{d[:4].lower()}" for d in DAYS) + r")", re.ASCII
)
_NEAR = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}


def read_time(text: str, now: datetime, towards: Towards = "past", zone: tzinfo | None = None) -> str | None:
    """The time that a text names, in the document's form, or None.

    `now` carries an offset. A day's own offset comes from `zone`; None takes the computer's. A bare time of day is the last
    such time, or the next one with `towards="future"`.
    """
    plain = _plain(text)
    exact = _exact(text.strip())
    if exact:
        return exact
    if plain == "now":
        return now.replace(second=0, microsecond=0).isoformat()
    ago = _AGO.fullmatch(plain)
    if ago:
        number = 1 if ago[1].startswith("a") else int(ago[1])
        span = timedelta(hours=number) if ago[2].startswith("h") else timedelta(minutes=number)
        return (now - span).replace(second=0, microsecond=0).isoformat()
    found = _clock(plain)
    if found is None:
        return None
    hour, minute, second, rest = found
    rest = re.sub(r"\bat\b|,", " ", rest)
    rest = " ".join(rest.split()).strip("- ")
    local = now.astimezone(zone) if zone is not None else now.astimezone() if now.tzinfo is None else now
    if rest:
        on = _date(rest, local.date(), towards)
        if on is None:
            return None
        return _at(on, hour, minute, second, now, zone)
    today = _moment(local.date(), hour, minute, second, now, zone)
    if towards == "past" and today > now + SLACK:
        return _at(local.date() - timedelta(days=1), hour, minute, second, now, zone)
    if towards == "future" and today < now:
        return _at(local.date() + timedelta(days=1), hour, minute, second, now, zone)
    return today.isoformat()


def read_date(text: str, today: date, towards: Towards = "past") -> str | None:
    """The date that a text names, as YYYY-MM-DD, or None."""
    found = _date(_plain(text), today, towards)
    return found.isoformat() if found else None


def show_time(value: str, now: datetime, towards: Towards = "past", zone: tzinfo | None = None) -> str:
    """A time as it is typed: "22:10" where that means this very time, else with its day; reading it gives `value` again."""
    at = moment(value)
    seconds = f":{at.second:02}" if at.second else ""
    clock = f"{at.hour:02}:{at.minute:02}{seconds}"
    for shown in (clock, f"{_day_month(at.date())} {clock}", f"{_full(at.date())} {clock}"):
        if read_time(shown, now, towards, zone) == value:
            return shown
    return value


def show_date(value: str, today: date, towards: Towards = "past") -> str:
    """A date in words, with its year; reading it gives `value` again."""
    shown = _full(day(value))
    return shown if read_date(shown, today, towards) == value else value


def say_time(value: str) -> str:
    """A time in full for a person: "Sat 21 Nov 2026, 22:10". Its own offset is kept."""
    at = moment(value)
    return f"{DAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]} {at.year}, {at.hour:02}:{at.minute:02}"


def say_date(value: str) -> str:
    """A date in full for a person: "Sat 21 Nov 2026"."""
    on = day(value)
    return f"{DAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def _full(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year:04}"


def _day_month(on: date) -> str:
    return f"{DAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _exact(text: str) -> str | None:
    if len(text) < 20 or text[4:5] != "-":
        return None
    try:
        at = moment(text)
    except (ValueError, AssertionError):
        return None
    return text if at.tzinfo is not None and "T" in text.upper() else None


def _clock(text: str) -> tuple[int, int, int, str] | None:
    """Hour, minute, second, and the text without them. A time stands once in a text."""
    for word, hour in (("noon", 12), ("midday", 12), ("midnight", 0)):
        if re.search(rf"\b{word}\b", text):
            return hour, 0, 0, re.sub(rf"\b{word}\b", " ", text, count=1)
    for pattern in (_CLOCK, _HOUR, _FOUR):
        for found in pattern.finditer(text):
            if pattern is _FOUR and _is_year(text, found.start()):
                continue
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            if pattern is _HOUR:
                return _half_day(int(found[1]), found[2]), 0, 0, rest
            if pattern is _FOUR:
                return int(found[1]), int(found[2]), 0, rest
            hour = int(found[1])
            if found[4]:
                if not 1 <= hour <= 12:
                    return None
                hour = _half_day(hour, found[4])
            return hour, int(found[2]), int(found[3] or 0), rest
    return None


def _is_year(text: str, at: int) -> bool:
    """Whether four figures are the year of a date written before them ("3 June 2023")."""
    return bool(re.search(rf"({_MONTH_NAMES})\.?,?\s*$", text[:at]))


def _half_day(hour: int, half: str) -> int:
    return hour % 12 + (12 if half.startswith("p") else 0)


def _date(text: str, today: date, towards: Towards) -> date | None:
    text = text.strip().strip(",")
    if text.startswith("the "):
        text = text[4:]
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    weekday = _WEEKDAY.fullmatch(text)
    if weekday:
        return _weekday(weekday[2], (weekday[1] or "").strip(), today, towards)
    leading = re.match(r"(?:" + "|".join(d[:3].lower() for d in DAYS) + r")[a-z]*,?\s+(?=\d)", text)
    if leading:
        wanted = text[:3]
        found = _date(text[leading.end() :], today, towards)
        return found if found and DAYS[found.weekday()].lower().startswith(wanted) else None
    iso = _ISO.fullmatch(text)
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = _NUMBERS.fullmatch(text)
    if numbers and numbers[3]:  # "12/1" is the beginning of a date, not one
        return _near(numbers[3], int(numbers[2]), int(numbers[1]), today, towards)
    words = _WORDS.fullmatch(text)
    if words:
        return _near(words[3], _month(words[2]), int(words[1]), today, towards)
    american = _AMERICAN.fullmatch(text)
    if american:
        return _near(american[3], _month(american[1]), int(american[2]), today, towards)
    return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))


def _weekday(name: str, which: str, today: date, towards: Towards) -> date:
    wanted = next(number for number, each in enumerate(DAYS) if each.lower().startswith(name[:3]))
    back = (today.weekday() - wanted) % 7
    if which == "next" or (towards == "future" and which != "last"):
        return today + timedelta(days=(7 - back) if back else (7 if which == "next" else 0))
    return today - timedelta(days=back or (7 if which == "last" else 0))


def _made(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def _near(year: str | None, month: int, of_month: int, today: date, towards: Towards) -> date | None:
    """The date with its year worked out: four figures as written, two the nearest that fits, none the last or the next."""
    if year and len(year) == 4:
        return _made(int(year), month, of_month)
    if year:
        century = today.year // 100 * 100
        found = _made(century + int(year), month, of_month)
        if towards == "past" and found and found > today:
            found = _made(century - 100 + int(year), month, of_month)
        return found
    for ahead in range(9):  # far enough for the next 29 February
        found = _made(today.year + (ahead if towards == "future" else -ahead), month, of_month)
        if found and (found >= today if towards == "future" else found <= today):
            return found
    return None


def _moment(on: date, hour: int, minute: int, second: int, now: datetime, zone: tzinfo | None) -> datetime:
    naive = datetime(on.year, on.month, on.day, hour, minute, second)  # noqa: DTZ001 - its offset is put on below
    if zone is not None:
        return naive.replace(tzinfo=zone)
    if now.tzinfo is not None and naive.astimezone().utcoffset() is None:
        return naive.replace(tzinfo=now.tzinfo)
    local = naive.astimezone()
    here = now.astimezone()
    # the clock that was given may run in another zone than the computer (in a test, say): then its offset counts
    return local if here.utcoffset() == now.utcoffset() else naive.replace(tzinfo=now.tzinfo)


def _at(on: date, hour: int, minute: int, second: int, now: datetime, zone: tzinfo | None) -> str | None:
    try:
        return _moment(on, hour, minute, second, now, zone).isoformat()
    except (ValueError, OverflowError):
        return None
