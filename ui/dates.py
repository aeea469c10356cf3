"""Times as lists say them: "23:14" today, "Fri 14:35" this week, "16 Nov 14:30" before. Nothing heavy is imported here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import FollowUp, Row


def parsed(text: str) -> datetime | None:
    """The moment that a stored time names, in the computer's own zone; None where there is none."""
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return at.astimezone() if at.tzinfo is not None else None


def when(text: str, now: datetime, catalogue: Catalogue) -> str:
    """A past time in few words."""
    at = parsed(text)
    if at is None:
        return ""
    if at.date() == now.date():
        return f"{at:%H:%M}"
    if timedelta(0) < now.date() - at.date() < timedelta(days=7):
        return f"{day_name(at, catalogue)} {at:%H:%M}"
    return f"{at.day} {month_name(at, catalogue)} {at:%H:%M}"


def due(text: str, now: datetime, catalogue: Catalogue) -> tuple[str, str, bool]:
    """A time that is to come: the word in bold, the rest, and whether it is over."""
    at = parsed(text)
    if at is None:
        return catalogue.screen("due.no_time"), "", False
    days = (at.date() - now.date()).days
    clock = f"{at:%H:%M}"
    if at < now:
        return catalogue.screen("due.overdue"), f"{day_name(at, catalogue)} {at.day} {month_name(at, catalogue)} {clock}", True
    if days == 0:
        return catalogue.screen("due.today"), clock, False
    if days == 1:
        return catalogue.screen("due.tomorrow"), f"{day_name(at, catalogue)} {clock}", False
    return day_name(at, catalogue, long=True), f"{at.day} {month_name(at, catalogue)} {clock}", False


def due_items(rows: Iterable[Row]) -> list[tuple[FollowUp, Row, bool]]:
    """What is to be done in these drafts and, marked by True, awaited from others: the soonest first, without a date last."""
    items = [
        (item, row, awaited)
        for row in rows
        for items, awaited in ((row.summary.follow_ups, False), (row.summary.awaited, True))
        for item in items
    ]
    return sorted(items, key=lambda each: (not each[0].due, each[0].due))


def day_name(at: datetime, catalogue: Catalogue, long: bool = False) -> str:
    """The weekday, short or whole."""
    name = catalogue.screen("dates.days").split()[at.weekday()]
    return name if long else name[:3]


def month_name(at: datetime, catalogue: Catalogue) -> str:
    """The month in three letters."""
    return catalogue.screen("dates.months").split()[at.month - 1][:3]
