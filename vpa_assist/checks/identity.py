"""IDN, ETH, FTH, DIS, LNG, FLG: who the child is."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check, given
from vpa_assist.record.ages import ADULT
from vpa_assist.record.kinds import day
from vpa_assist.record.referral import Address

SCHOOL_AGES = range(3, 18)
TALKING_AGE = 2
OFTEN_MISSING = 3


@check("IDN001", of="child")
def name_missing(case: Case) -> Iterator[Hit]:
    """Neither a given nor a family name."""
    for each in case.children:
        if each.name is None:
            yield Hit(each.path)


@check("IDN002", of="child")
def date_of_birth_and_age_missing(case: Case) -> Iterator[Hit]:
    """Neither a date of birth nor an estimated age."""
    for each in case.children:
        if each.child.date_of_birth is None and each.child.estimated_age is None:
            yield Hit(each.path)


@check("IDN003", of="child")
def not_a_child(case: Case) -> Iterator[Hit]:
    """18 or more on the day of the incident, or born after it and not said to be unborn."""
    for each in case.all_children:
        born = each.child.date_of_birth
        not_yet_born = born is not None and case.day is not None and day(born) > case.day
        if (each.age is not None and each.age >= ADULT) or (not_yet_born and not each.unborn):
            yield Hit(each.path)


def _is_an_address(address: Address | None) -> bool:
    return address is not None and (address.postcode is not None or bool(address.lines and address.lines[0].strip()))


@check("IDN004", of="child")
def no_address(case: Case) -> Iterator[Hit]:
    """Neither the child nor the incident has a first line or a postcode."""
    if _is_an_address(case.incident.location):
        return
    for each in case.all_children:
        if not _is_an_address(each.child.address):
            yield Hit(each.path)


@check("IDN005", of="child")
def school_missing(case: Case) -> Iterator[Hit]:
    """Of an age for nursery or school, and none recorded."""
    for each in case.children:
        if each.age in SCHOOL_AGES and each.child.school is None:
            yield Hit(each.path)


@check("IDN006", of="child")
def sex_not_recorded(case: Case) -> Iterator[Hit]:
    """Sex is absent; not known is an answer."""
    for each in case.children:
        if each.child.sex is None:
            yield Hit(each.path)


@check("ETH001", of="child")
def ethnicity_not_recorded(case: Case) -> Iterator[Hit]:
    """No code, and no reason for it."""
    for each in case.children:
        ethnicity = each.child.ethnicity
        if ethnicity is None or (ethnicity.code is None and ethnicity.reason_not_recorded is None):
            yield Hit(each.at("ethnicity"))


@check("ETH002", of="child")
def not_stated_and_no_reason(case: Case) -> Iterator[Hit]:
    """Not stated is a code that wants a reason."""
    for each in case.children:
        ethnicity = each.child.ethnicity
        if ethnicity is not None and ethnicity.code == "NS" and ethnicity.reason_not_recorded is None:
            yield Hit(each.at("ethnicity"))


@check("ETH003", of="child")
def nobody_asked(case: Case) -> Iterator[Hit]:
    """The ethnicity is what an officer saw, or nobody said who told it."""
    for each in case.children:
        ethnicity = each.child.ethnicity
        if ethnicity is None:
            continue
        if ethnicity.code is None:
            asked = ethnicity.observed_code is None
        else:
            asked = ethnicity.code == "NS" or ethnicity.source not in (None, "officer")
        if not asked:
            yield Hit(each.at("ethnicity"))


@check("FTH001", of="child")
def religion_not_recorded(case: Case) -> Iterator[Hit]:
    """No code, and no reason for it."""
    for each in case.children:
        religion = each.child.religion
        if religion is None or (religion.code is None and religion.reason_not_recorded is None):
            yield Hit(each.at("religion"))


@check("DIS001", of="child")
def disability_not_recorded(case: Case) -> Iterator[Hit]:
    """No code, not said that none was disclosed, and no reason."""
    for each in case.children:
        disability = each.child.disability
        if disability is None or not (
            disability.codes or disability.none_disclosed is True or disability.reason_not_recorded is not None
        ):
            yield Hit(each.at("disability"))


@check("DIS003", of="child")
def no_communication_need_stated(case: Case) -> Iterator[Hit]:
    """A disability, and nothing about communicating or access; none is an answer."""
    for each in case.children:
        disability = each.child.disability
        if disability is not None and disability.codes and disability.communication_needs is None:
            yield Hit(each.at("disability"))


@check("DIS004", of="child")
def none_disclosed_beside_a_code(case: Case) -> Iterator[Hit]:
    """None disclosed contradicts a code."""
    for each in case.children:
        disability = each.child.disability
        if disability is not None and disability.none_disclosed is True and disability.codes:
            yield Hit(each.at("disability"))


@check("LNG001", of="child")
def first_language_not_recorded(case: Case) -> Iterator[Hit]:
    """Old enough to talk, and no first language."""
    for each in case.children:
        talks = each.age is not None and each.age >= TALKING_AGE
        if talks and (each.child.language is None or each.child.language.first is None):
            yield Hit(each.at("language"))


@check("FLG001", of="child")
def vulnerability_stays_on_this_form(case: Case) -> Iterator[Hit]:
    """Something that other forms should know of, and no warning marker proposed."""
    for each in case.all_children:
        child = each.child
        vulnerable = (
            (child.disability is not None and bool(child.disability.codes))
            or child.exploitation is not None
            or child.offender_contact is not None
            or (child.missing is not None and (child.missing.episodes_90_days or 0) >= OFTEN_MISSING)
        )
        if vulnerable and not given(child.flags):
            yield Hit(each.path)


@check("FLG002", of="child")
def a_marker_placed_nowhere(case: Case) -> Iterator[Hit]:
    """Handed in, and a marker that was proposed is on no system."""
    if case.referral.status not in ("submitted", "approved", "sent"):
        return
    for each in case.all_children:
        placed = {flag.code for flag in each.child.flags_placed or ()}
        missing = [flag for flag in given(each.child.flags) if flag not in placed]
        if missing:
            yield Hit(each.path, words={"what": ", ".join(missing)})
