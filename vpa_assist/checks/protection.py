"""PPO: a child in police protection (Children Act 1989, section 46)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from vpa_assist.checks.case import Case, ChildCase, Hit, between, check
from vpa_assist.record.referral import Officer, PoliceProtection

LONGEST = timedelta(hours=72)
FIRST_REVIEW = timedelta(hours=4)
HANDOVER = timedelta(seconds=60)


def _protected(case: Case) -> Iterator[tuple[ChildCase, PoliceProtection]]:
    for each in case.all_children:
        if each.child.police_protection is not None:
            yield each, each.child.police_protection


@check("PPO001", of="child")
def start_or_grounds_missing(case: Case) -> Iterator[Hit]:
    """When it began, or why, is empty."""
    for each, protection in _protected(case):
        if protection.started_at is None or protection.grounds is None:
            yield Hit(each.at("police_protection"))


@check("PPO002", of="child")
def no_designated_officer(case: Case) -> Iterator[Hit]:
    """No designated officer at all."""
    for each, protection in _protected(case):
        if not protection.designated_officers:
            yield Hit(each.at("police_protection"))


@check("PPO003", of="child")
def no_review(case: Case) -> Iterator[Hit]:
    """No review, though it has ended or has lasted four hours or more."""
    for each, protection in _protected(case):
        lasted = between(protection.started_at, case.referral.updated_at)
        due = protection.ended_at is not None or (lasted is not None and lasted >= FIRST_REVIEW)
        if due and not protection.reviews:
            yield Hit(each.at("police_protection"))


@check("PPO004", of="child")
def past_72_hours(case: Case) -> Iterator[Hit]:
    """More than 72 hours from the start to the end or, where it has not ended, to the last change of the document."""
    for each, protection in _protected(case):
        lasted = between(protection.started_at, protection.ended_at or case.referral.updated_at)
        if lasted is not None and lasted > LONGEST:
            yield Hit(each.at("police_protection"), words={"count": int(lasted.total_seconds() // 3600)})


@check("PPO005", of="child")
def ended_without_a_reason(case: Case) -> Iterator[Hit]:
    """Ended, and not said why."""
    for each, protection in _protected(case):
        if protection.ended_at is not None and protection.end_reason is None:
            yield Hit(each.at("police_protection"))


@check("PPO006", of="child")
def handover_not_recorded(case: Case) -> Iterator[Hit]:
    """One designated officer's period does not meet the next within a minute."""
    for each, protection in _protected(case):
        officers = protection.designated_officers or ()
        for before, after in pairwise(officers):
            gap = between(before.to, after.from_)
            if gap is None or abs(gap) > HANDOVER:
                yield Hit(each.at("police_protection"))
                break


@check("PPO007", of="child")
def childrens_services_not_told(case: Case) -> Iterator[Hit]:
    """Neither the local authority nor its emergency duty team was told."""
    for each, protection in _protected(case):
        informed = protection.informed
        if informed is None or (informed.local_authority is None and informed.emergency_duty_team is None):
            yield Hit(each.at("police_protection"))


@check("PPO008", of="child")
def what_the_child_was_told(case: Case) -> Iterator[Hit]:
    """What the child was told, and thinks of it, is empty."""
    for each, protection in _protected(case):
        if protection.child_told_and_views is None:
            yield Hit(each.at("police_protection"))


@check("PPO009")
def protection_incident_without_its_record(case: Case) -> Iterator[Hit]:
    """The incident is one of police protection, and no child has the record."""
    if "police_protection" in case.incident_types and not any(True for _ in _protected(case)):
        yield Hit("/incident/types")


@check("PPO010", of="child")
def a_review_that_is_not_whole(case: Case) -> Iterator[Hit]:
    """A designated officer's review without time, decision or reason."""
    for each, protection in _protected(case):
        for index, review in enumerate(protection.reviews or ()):
            if review.at is None or review.decision is None or review.rationale is None:
                yield Hit(each.at("police_protection", "reviews", index))


@check("PPO011", of="child")
def where_the_child_was_kept_safe(case: Case) -> Iterator[Hit]:
    """Accommodation is empty."""
    for each, protection in _protected(case):
        if protection.accommodation is None:
            yield Hit(each.at("police_protection"))


def _number(officer: Officer | None) -> str:
    """A collar number without case and spaces; empty where there is none."""
    return "".join((officer.collar_number or "").split()).casefold() if officer is not None else ""


@check("PPO012", of="child")
def the_same_officer_began_and_reviewed(case: Case) -> Iterator[Hit]:
    """A designated officer is the officer who began it."""
    for each, protection in _protected(case):
        began = _number(protection.initiating_officer)
        designated = {_number(one.officer) for one in protection.designated_officers or ()}
        if began and began in designated:
            yield Hit(each.at("police_protection"))


@check("PPO013", of="child")
def no_strategy_discussion(case: Case) -> Iterator[Hit]:
    """No strategy discussion for this child, and none held or requested for the referral."""
    for each, protection in _protected(case):
        if protection.strategy_discussion_at is None and case.decision.strategy_discussion not in ("held", "requested"):
            yield Hit(each.at("police_protection"))
