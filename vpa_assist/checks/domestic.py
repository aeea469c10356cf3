"""DAB: domestic abuse."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check


@check("DAB001", of="rest")
def no_risk_assessment_reference(case: Case) -> Iterator[Hit]:
    """Domestic abuse, and no reference of its risk assessment."""
    if "domestic_abuse" in case.incident_types and case.incident.dash_reference is None:
        yield Hit("/incident")


@check("DAB002", of="child")
def who_the_child_lives_with(case: Case) -> Iterator[Hit]:
    """Domestic abuse, and nobody lives with the child. For an unborn child, any relationship is enough."""
    if "domestic_abuse" not in case.incident_types:
        return
    for each in case.all_children:
        known = case.relationships(each)
        if each.unborn and known:
            continue
        if not any(relationship.lives_with_child is True for _, relationship in known):
            yield Hit(each.path)
