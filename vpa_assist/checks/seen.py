"""SEE: was the child seen and heard? What can be told without reading prose."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check, given


@check("SEE001", of="child")
def whether_the_child_was_seen(case: Case) -> Iterator[Hit]:
    """The status of the contact is not recorded."""
    for each in case.children:
        if each.status is None:
            yield Hit(each.at("contact"))


@check("SEE002", of="child")
def no_reason_for_not_speaking(case: Case) -> Iterator[Hit]:
    """Not seen, or seen and not spoken to, without a reason."""
    for each in case.children:
        if each.status in ("seen_not_spoken_to", "not_seen") and each.contact.reason is None:
            yield Hit(each.at("contact"))


@check("SEE003", of="child")
def nobody_confirmed_safety(case: Case) -> Iterator[Hit]:
    """Not seen, and whereabouts or welfare check is empty: both are needed."""
    for each in case.children:
        if each.status == "not_seen" and (each.contact.whereabouts is None or each.contact.welfare_check is None):
            yield Hit(each.at("contact"))


@check("SEE006", of="child")
def nobody_will_hear_the_child_later(case: Case) -> Iterator[Hit]:
    """Not spoken to, and nobody arranged to."""
    for each in case.children:
        if each.status not in (None, "spoken_to") and each.contact.follow_up is None:
            yield Hit(each.at("contact"))


@check("SEE007", of="child")
def whether_the_child_was_alone(case: Case) -> Iterator[Hit]:
    """Spoken to, and not recorded whether alone, or who else was there."""
    for each in case.children:
        if each.status != "spoken_to":
            continue
        alone = each.contact.alone
        if alone is None or (alone is False and not given(each.contact.others_present)):
            yield Hit(each.at("contact"))


@check("SEE008", of="child")
def when_or_where_the_child_was_seen(case: Case) -> Iterator[Hit]:
    """Seen, without the time or the place."""
    for each in case.children:
        seen = each.status in ("spoken_to", "seen_not_spoken_to", "seen_asleep")
        if seen and (each.contact.at is None or each.contact.place is None):
            yield Hit(each.at("contact"))


@check("SEE009")
def a_child_of_the_household_is_not_on_the_form(case: Case) -> Iterator[Hit]:
    """More children in the household than born children on the form."""
    household = case.incident.children_in_household
    if household is not None and household > len(case.children):
        yield Hit("/incident/children_in_household", words={"count": household - len(case.children)})
