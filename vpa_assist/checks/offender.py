"""OFF: a child in contact with a registered sex offender."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check


@check("OFF001", of="child")
def the_record_of_the_contact_is_missing(case: Case) -> Iterator[Hit]:
    """A registered sex offender is related to the child, or was visited, and the child has no record of it."""
    visited = "offender_visit" in case.incident_types
    for each in case.all_children:
        if each.child.offender_contact is not None:
            continue
        offenders = [person for person, _ in case.relationships(each) if "registered_sex_offender" in (person.risk or ())]
        if visited or offenders:
            yield Hit(each.path)


@check("OFF002", of="child")
def offender_manager_not_told(case: Case) -> Iterator[Hit]:
    """When the offender manager was told is absent."""
    for each in case.all_children:
        contact = each.child.offender_contact
        if contact is not None and contact.offender_manager_told_at is None:
            yield Hit(each.at("offender_contact"))
