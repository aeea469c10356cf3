"""INC: the least that a referral says."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check


@check("INC001")
def no_children(case: Case) -> Iterator[Hit]:
    """No child is on the form."""
    if not case.all_children:
        yield Hit("/children")


@check("INC002", of="rest")
def what_happened_is_missing(case: Case) -> Iterator[Hit]:
    """The account is empty."""
    if case.incident.account is None:
        yield Hit("/incident")


@check("INC003", of="rest")
def reference_type_or_time_missing(case: Case) -> Iterator[Hit]:
    """The reference, the types, or the time of attendance of an incident that was attended."""
    incident = case.incident
    attended = incident.attended_at is not None or incident.resolved_without_attendance is True
    if incident.reference is None or not incident.types or not attended:
        yield Hit("/incident")


@check("INC004", of="rest")
def author_missing(case: Case) -> Iterator[Hit]:
    """The author's name or collar number is empty."""
    author = case.referral.author
    if author is None or author.name is None or author.collar_number is None:
        yield Hit("/author")
