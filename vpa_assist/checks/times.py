"""TIM: times that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from vpa_assist.checks.case import Case, Hit, between, check
from vpa_assist.record.kinds import is_time, later, moment
from vpa_assist.record.pointers import names
from vpa_assist.record.referral import DesignatedOfficer, Part, PoliceProtection
from vpa_assist.record.remembering import ByPart

TOLERANCE = timedelta(minutes=5)
"""How far after the document's last change a time may lie."""
_NONE = timedelta(0)

MAY_LIE_AHEAD = frozenset({"updated_at", "strategy_discussion_at", "follow_up_due", "due"})
"""Times that are plans, and the one that all others are held against."""


@lru_cache(maxsize=128)
def _members(model: type[Part]) -> tuple[tuple[str, str, bool], ...]:
    """The members of a part that are, or may hold, times: name in the document, attribute, whether it is a time itself."""
    found = []
    for step, name in names(model).items():
        info = model.model_fields[name]
        if is_time(info.annotation):
            ahead = step in MAY_LIE_AHEAD or (model is DesignatedOfficer and step == "to")
            if not ahead:
                found.append((step, name, True))
        elif "vpa_assist" in str(info.annotation):
            found.append((step, name, False))
    return tuple(found)


def _times(part: Part, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every time of the document that cannot lie ahead of its last change, with its address."""
    for step, name, is_itself in _members(type(part)):
        value = getattr(part, name)
        if value is None:
            continue
        where = f"{pointer}/{step}"
        if is_itself:
            yield where, value
        elif isinstance(value, Part):
            yield from _times(value, where)
        else:
            for index, item in enumerate(value):
                if isinstance(item, Part):
                    yield from _times(item, f"{where}/{index}")


def _newest(part: Part) -> datetime | None:
    """The latest time of a part that cannot lie ahead of the last change."""
    found: datetime | None = None
    for _, name, is_itself in _members(type(part)):
        value = getattr(part, name)
        if value is None:
            continue
        if is_itself:
            times: Iterable[datetime | None] = (moment(value),)
        else:
            times = (
                _NEWEST.of(item, None, _newest)
                for item in (value if isinstance(value, tuple) else (value,))
                if isinstance(item, Part)
            )
        for time in times:
            if time is not None and (found is None or time > found):
                found = time
    return found


_NEWEST: ByPart[datetime | None] = ByPart(4096)


def _before(earlier: str | None, later: str | None) -> bool:
    """Whether the second of two recorded times lies before the first."""
    gap = between(earlier, later)
    return gap is not None and gap < _NONE


def _out_of_order(case: Case) -> Iterator[tuple[str, str]]:
    """Each time that does not follow another one, with the address of that other one."""
    if _before(case.incident.occurred_at, case.incident.attended_at):
        yield "/incident/attended_at", "/incident/occurred_at"
    for each in case.all_children:
        missing = each.child.missing
        if missing is not None and _before(missing.last_seen_at, missing.found_at):
            yield each.at("missing", "found_at"), each.at("missing", "last_seen_at")
        if each.child.police_protection is not None:
            yield from _out_of_order_in_protection(each.at("police_protection"), each.child.police_protection)


def _out_of_order_in_protection(at: str, protection: PoliceProtection) -> Iterator[tuple[str, str]]:
    start, end = f"{at}/started_at", f"{at}/ended_at"
    if _before(protection.started_at, protection.ended_at):
        yield end, start
    for index, officer in enumerate(protection.designated_officers or ()):
        if _before(officer.from_, officer.to):
            yield f"{at}/designated_officers/{index}/to", f"{at}/designated_officers/{index}/from"
    for index, review in enumerate(protection.reviews or ()):
        if _before(protection.started_at, review.at):
            yield f"{at}/reviews/{index}/at", start
        elif _before(review.at, protection.ended_at):
            yield f"{at}/reviews/{index}/at", end


@check("TIM001")
def times_that_cannot_be(case: Case) -> Iterator[Hit]:
    """One time before another that it follows, or after the document's last change."""
    for where, other in _out_of_order(case):
        yield _hit(case, where, case.catalogue.field_name(other))
    updated = case.referral.updated_at
    if updated is None:
        return
    latest = later(moment(updated), TOLERANCE)
    newest = _newest(case.referral)
    if newest is None or newest <= latest:
        return
    for where, time in _times(case.referral):
        if moment(time) > latest:
            yield _hit(case, where, case.catalogue.screen("check.last_change"))


def _hit(case: Case, where: str, other: str) -> Hit:
    what = case.catalogue.field_name(where)
    return Hit(where, words={"what": what[:1].upper() + what[1:], "other": other})
