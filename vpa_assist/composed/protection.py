"""The 72 hours of police protection counted, and the facts that brothers and sisters share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from vpa_assist.record.kinds import later, moment
from vpa_assist.record.referral import PoliceProtection

LIMIT = timedelta(hours=72)
"""Children Act 1989, section 46(6): no child may be kept in police protection for more than 72 hours."""

OWN = ("child_told_and_views",)
"""Members that are one child's own and never copied."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How the time stands: used so far (or in all, once ended), left, and when it must end."""

    used: timedelta
    left: timedelta
    must_end: datetime
    ended: bool
    over: bool


def clock(record: PoliceProtection, now: datetime) -> Clock | None:
    """The clock at a moment; None where the start is not recorded. Before the start nothing is used."""
    if not record.started_at:
        return None
    start = moment(record.started_at)
    until = moment(record.ended_at) if record.ended_at else now
    used = max(until - start, timedelta())
    return Clock(used, max(LIMIT - used, timedelta()), later(start, LIMIT), bool(record.ended_at), used > LIMIT)


def shared(record: PoliceProtection) -> dict[str, object]:
    """The members that can be copied to a brother or sister, as JSON: all but what this child was told and thinks."""
    facts = {key: value for key, value in record.as_json().items() if key not in OWN}
    informed = facts.get("informed")
    if isinstance(informed, dict):
        facts["informed"] = {key: value for key, value in informed.items() if key != "child"}
    return facts


def merged(record: PoliceProtection | None, facts: dict[str, object]) -> dict[str, object]:
    """A sibling's record with the shared facts put in; what is the sibling's own stays."""
    own = record.as_json() if record is not None else {}
    made = {**facts, **{key: own[key] for key in OWN if key in own}}
    informed = own.get("informed")
    if isinstance(informed, dict) and "child" in informed:
        base = made.get("informed")
        made["informed"] = {**(base if isinstance(base, dict) else {}), "child": informed["child"]}
    return made
