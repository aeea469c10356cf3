"""How old a child is on the day of the incident. Today's clock is never used."""

from __future__ import annotations

from datetime import date

from vpa_assist.record.kinds import day
from vpa_assist.record.referral import Child, Referral

ADULT = 18


def incident_day(referral: Referral) -> date | None:
    """The calendar date on which ages are counted: attended, else occurred, else created, as written with its offset."""
    incident = referral.incident
    for time in (incident and incident.attended_at, incident and incident.occurred_at, referral.created_at):
        if time and time.strip():
            return day(time)
    return None


def years_between(born: date, on: date) -> int:
    """Whole years of age. A person born on 29 February comes of age on 1 March in a year without one."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age(child: Child, on: date | None) -> int | None:
    """The child's age in whole years on this date, or None where it is not known: no date, or born after it."""
    if child.date_of_birth:
        if on is None:
            return None
        born = day(child.date_of_birth)
        return years_between(born, on) if born <= on else None
    return child.estimated_age
