"""MIS: a child who was missing."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, ChildCase, Hit, check, given
from vpa_assist.record.referral import Missing

EPISODES_FOR_A_TRIGGER_PLAN = 5
EPISODES_FOR_EXPLOITATION = 3


def _missing(case: Case) -> Iterator[tuple[ChildCase, Missing]]:
    for each in case.all_children:
        if each.child.missing is not None:
            yield each, each.child.missing


@check("MIS001", of="child")
def found_but_no_prevention_interview(case: Case) -> Iterator[Hit]:
    """Found, and the prevention interview is neither held nor refused."""
    for each, missing in _missing(case):
        if missing.found_at is not None and missing.prevention_interview in (None, "not_held"):
            yield Hit(each.at("missing"))


@check("MIS002", of="child")
def no_trigger_plan(case: Case) -> Iterator[Hit]:
    """Five or more episodes in 90 days, and no trigger plan in place or requested."""
    for each, missing in _missing(case):
        episodes = missing.episodes_90_days or 0
        if episodes >= EPISODES_FOR_A_TRIGGER_PLAN and missing.trigger_plan in (None, "none"):
            yield Hit(each.at("missing"), words={"count": episodes})


@check("MIS003", of="child")
def return_home_interview_not_requested(case: Case) -> Iterator[Hit]:
    """Found, and no return home interview asked for."""
    for each, missing in _missing(case):
        if missing.found_at is not None and missing.return_home_interview in (None, "not_requested"):
            yield Hit(each.at("missing"))


@check("MIS004", of="child")
def why_the_child_went(case: Case) -> Iterator[Hit]:
    """Why the child went, or what happened meanwhile, is empty."""
    for each, missing in _missing(case):
        if missing.push_pull is None or missing.harm_while_missing is None:
            yield Hit(each.at("missing"))


@check("MIS005", of="child")
def who_the_child_was_found_with(case: Case) -> Iterator[Hit]:
    """Found, and with whom or where is empty."""
    for each, missing in _missing(case):
        if missing.found_at is not None and (not given(missing.found_with) or missing.found_place is None):
            yield Hit(each.at("missing"))


@check("MIS006")
def missing_incident_without_a_record(case: Case) -> Iterator[Hit]:
    """The incident is one of a missing child, and no child has the record."""
    if "missing" in case.incident_types and not any(True for _ in _missing(case)):
        yield Hit("/incident/types")


@check("MIS007", of="child")
def how_often_is_not_recorded(case: Case) -> Iterator[Hit]:
    """The number of episodes is absent."""
    for each, missing in _missing(case):
        if missing.episodes_90_days is None:
            yield Hit(each.at("missing"))


@check("MIS008", of="child")
def was_exploitation_considered(case: Case) -> Iterator[Hit]:
    """Missing three times or more, and nothing about exploitation."""
    for each, missing in _missing(case):
        episodes = missing.episodes_90_days or 0
        if episodes >= EPISODES_FOR_EXPLOITATION and each.child.exploitation is None and missing.exploitation_considered is None:
            yield Hit(each.at("missing"), words={"count": episodes})
