"""The local authority of a referral: whom to ring now, and its meeting on exploitation."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING

from vpa_assist.record.referral import Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Authority, Catalogue

_SPAN = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]*)(?:\s*(?:-|–|to)\s*(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)?\s+"
    r"(\d\d?):(\d\d)\s*(?:-|–|to)\s*(\d\d?):(\d\d)"
)
_FROM = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\s+from\s+(\d\d?):(\d\d)")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def is_open(hours: str, at: datetime) -> bool | None:
    """Whether an office with these hours ("Mon-Thu 08:30-17:00, Fri 08:30-16:30") is open at a local time.

    None where the hours say nothing that can be read. Bank holidays are not known here.
    """
    spans = _SPAN.findall(hours)
    if not spans:
        return None
    for first, last, *clock in spans:
        days = _days(first, last)
        opens, closes = time(int(clock[0]) % 24, int(clock[1])), time(int(clock[2]) % 24, int(clock[3]))
        if at.weekday() in days and opens <= at.time().replace(tzinfo=None) < closes:
            return True
    return False


def is_out_of_hours(hours: str, at: datetime) -> bool | None:
    """Whether a night team with these hours ("Monday to Thursday 17:00 to 08:30, Friday from 16:30, weekends") is on.

    None where the hours say nothing that can be read.
    """
    spans, starts = _SPAN.findall(hours), _FROM.findall(hours)
    if not spans and not starts:
        return None
    if at.weekday() > 4 and "weekend" in hours.lower():
        return True
    now = at.time().replace(tzinfo=None)
    for first, last, *clock in spans:
        begins, ends = time(int(clock[0]) % 24, int(clock[1])), time(int(clock[2]) % 24, int(clock[3]))
        days = _days(first, last)
        evening = at.weekday() in days and now >= begins
        morning = now < ends and (at.weekday() - 1) % 7 in days
        if evening or morning:
            return True
    if at.weekday() == 0 and "weekend" in hours.lower() and spans and now < time(int(spans[0][4]) % 24, int(spans[0][5])):
        return True
    return any(at.weekday() == _DAYS.index(day) and now >= time(int(hour), int(minute)) for day, hour, minute in starts)


def _days(first: str, last: str) -> set[int]:
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return {(start + step) % 7 for step in range((end - start) % 7 + 1)}


def day_team_is_on(authority: Authority, at: datetime) -> bool | None:
    """Whether the daytime front door is open at a local time; None where the form pack does not say."""
    stated = is_open(authority.hours, at)
    if stated is None and authority.out_of_hours_hours:
        night = is_out_of_hours(authority.out_of_hours_hours, at)
        return None if night is None else not night
    return stated


def of(referral: Referral, catalogue: Catalogue) -> Authority | None:
    """The authority that the referral names; else the only one in whose area the address lies, else None."""
    if referral.referral and referral.referral.local_authority:
        return catalogue.authority(referral.referral.local_authority)
    addresses = [child.address for child in referral.children or ()]
    addresses.append(referral.incident.location if referral.incident else None)
    postcode = next((each.postcode for each in addresses if each and each.postcode), None)
    codes = catalogue.authorities_of(postcode) if postcode else frozenset()
    return catalogue.authority(next(iter(codes))) if len(codes) == 1 else None


def names(referral: Referral, catalogue: Catalogue, at: datetime) -> dict[str, Callable[[], str]]:
    """The names of a template that speak of the authority: `authority`, `ring`, `meeting`."""
    sentences = catalogue.raw("composed")["sentence"]

    def ring() -> str:
        authority = of(referral, catalogue)
        return "" if authority is None else _ring(authority, sentences, at)

    def meeting() -> str:
        authority = of(referral, catalogue)
        return "" if authority is None else f"{authority.name}: {authority.exploitation_meeting or sentences['no_meeting']}"

    def name() -> str:
        authority = of(referral, catalogue)
        if authority is not None:
            return authority.name
        code = (referral.referral and referral.referral.local_authority) or ""
        return code.replace("_", " ")

    return {"authority": name, "ring": ring, "meeting": meeting}


def _ring(authority: Authority, sentences: dict[str, str], at: datetime) -> str:
    day = day_team_is_on(authority, at)
    words = {
        "authority": authority.name,
        "team": authority.front_door,
        "phone": authority.phone or sentences["no_number"],
        "hours": authority.hours,
        "out_team": authority.out_of_hours or authority.front_door,
        "out_phone": authority.out_of_hours_phone or sentences["no_number"],
    }
    key = {True: "ring_in_hours", False: "ring_out_of_hours", None: "ring_either"}[day]
    return sentences[key].format_map(words)
