"""Named yes/no questions about a referral, for the form pack: a page, block, prompt or card is shown when its conditions hold.

Each is a function of the referral and the index of a child (None on pages that are not about one child; then every question
about a child is answered no). In data a condition is the name of one of these functions, with an optional leading `not `.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from vpa_assist.record.ages import ADULT, age, incident_day
from vpa_assist.record.pointers import get, is_recorded

if TYPE_CHECKING:
    from vpa_assist.record.referral import Child, Contact, Disability, Part, Referral

Condition = Callable[["Referral", "int | None"], bool]

CONDITIONS: dict[str, Condition] = {}
"""Every condition by its name."""


_PROSE = """
    account control_room_risk appearance activity relationships environment wishes question words demeanour welfare_check
    whereabouts description explanation medical_attention push_pull harm_while_missing carer_information risk_grade_reason
    exploitation_considered rationale grounds accommodation child_told_and_views child_view effect_on_child
    alternatives_considered accommodation_outcome indicators images_action other_children_at_risk suspect_description
    disclosure_considered notes consent_rationale assessment voice_in_decision actions_taken risk_to_staff
    detail gender_identity pronouns school gp social_worker place follow_up interpreter_name dash_reference body_worn_video
    found_place end_reason custody_reference arrested_for vulnerability appropriate_adult platform username
    multi_agency_meeting order_or_register nature outcome collar_number rank unit
"""
PROSE = frozenset(_PROSE.split())
"""Members of which no condition asks more than whether something is written there: other letters change no answer."""


def condition(function: Condition) -> Condition:
    """Makes a function known to the form pack under its own name."""
    CONDITIONS[function.__name__] = function
    return function


def holds(name: str, referral: Referral, child_index: int | None = None) -> bool:
    """Whether a condition of the form pack holds; the empty name always does. Raises KeyError for a name that is not known."""
    if not name:
        return True
    if name.startswith("not "):
        return not CONDITIONS[name[4:]](referral, child_index)
    return CONDITIONS[name](referral, child_index)


def shown(name: str, referral: Referral, child_index: int | None, pointers: Iterable[str]) -> bool:
    """Whether a page, block or question with this condition is shown: the condition holds, or one of the values that it is
    about is recorded all the same. What was written is never hidden by a later answer.
    """
    return holds(name, referral, child_index) or any_recorded(referral, pointers)


def any_recorded(part: Part, pointers: Iterable[str]) -> bool:
    """Whether at least one of these places, relative to the part, has a value."""
    return any(_recorded(get(part, pointer)) for pointer in pointers)


def _recorded(value: object) -> bool:
    return is_recorded(value) and value != ()


def holding(referral: Referral, child_index: int | None = None) -> frozenset[str]:
    """The names of all conditions that hold, as `Catalogue.prompts` takes them."""
    return frozenset(name for name, function in CONDITIONS.items() if function(referral, child_index))


def _child(referral: Referral, index: int | None) -> Child | None:
    children = referral.children or ()
    return children[index] if index is not None and 0 <= index < len(children) else None


def _contact(referral: Referral, index: int | None) -> Contact | None:
    child = _child(referral, index)
    return child.contact if child else None


def _status(referral: Referral, index: int | None) -> str | None:
    contact = _contact(referral, index)
    return contact.status if contact else None


def _disability(referral: Referral, index: int | None) -> Disability | None:
    child = _child(referral, index)
    return child.disability if child else None


def _age(referral: Referral, index: int | None) -> int | None:
    """The age in whole years of a child who is born, or None."""
    child = _child(referral, index)
    if child is None or child.unborn is True:
        return None
    return age(child, incident_day(referral))


def _between(referral: Referral, index: int | None, least: int, most: int) -> bool:
    years = _age(referral, index)
    return years is not None and least <= years <= most


def _of_type(referral: Referral, *types: str) -> bool:
    incident = referral.incident
    return incident is not None and any(each in types for each in incident.types or ())


def _told(text: str | None) -> bool:
    """Whether a text says something: not blank, and not just "none"."""
    return bool(text) and (text or "").strip().strip(".").lower() not in ("", "none", "no", "nil", "n/a")


# whether and how the child was seen


@condition
def contact_recorded(referral: Referral, index: int | None) -> bool:
    """It is recorded whether the child was seen."""
    return _status(referral, index) is not None


@condition
def spoken_to(referral: Referral, index: int | None) -> bool:
    """The child was seen and spoken to."""
    return _status(referral, index) == "spoken_to"


@condition
def not_spoken_to(referral: Referral, index: int | None) -> bool:
    """It is recorded that the child was not spoken to: seen only, asleep, or not seen."""
    return _status(referral, index) not in (None, "spoken_to")


@condition
def seen(referral: Referral, index: int | None) -> bool:
    """An officer saw the child, awake or asleep."""
    return _status(referral, index) in ("spoken_to", "seen_not_spoken_to", "seen_asleep")


@condition
def seen_not_spoken_to(referral: Referral, index: int | None) -> bool:
    """The child was seen awake, and not spoken to."""
    return _status(referral, index) == "seen_not_spoken_to"


@condition
def seen_asleep(referral: Referral, index: int | None) -> bool:
    """An officer saw the child asleep."""
    return _status(referral, index) == "seen_asleep"


@condition
def not_seen(referral: Referral, index: int | None) -> bool:
    """Nobody saw the child."""
    return _status(referral, index) == "not_seen"


@condition
def by_telephone(referral: Referral, index: int | None) -> bool:
    """The contact with the child was by telephone."""
    contact = _contact(referral, index)
    return contact is not None and contact.by == "telephone"


@condition
def not_alone(referral: Referral, index: int | None) -> bool:
    """It is recorded that adults were there when the child was seen."""
    contact = _contact(referral, index)
    return contact is not None and contact.alone is False


# how old the child is


@condition
def born(referral: Referral, index: int | None) -> bool:
    """There is a child, and it is not recorded as unborn."""
    child = _child(referral, index)
    return child is not None and child.unborn is not True


@condition
def unborn(referral: Referral, index: int | None) -> bool:
    """The child is not born yet."""
    child = _child(referral, index)
    return child is not None and child.unborn is True


@condition
def infant(referral: Referral, index: int | None) -> bool:
    """The child is under one year old."""
    return _between(referral, index, 0, 0)


@condition
def under_two(referral: Referral, index: int | None) -> bool:
    """The child is under two years old: hardly any words yet."""
    return _between(referral, index, 0, 1)


@condition
def aged_1_to_4(referral: Referral, index: int | None) -> bool:
    """The child is one to four years old."""
    return _between(referral, index, 1, 4)


@condition
def aged_5_to_11(referral: Referral, index: int | None) -> bool:
    """The child is five to eleven years old."""
    return _between(referral, index, 5, 11)


@condition
def aged_12_to_17(referral: Referral, index: int | None) -> bool:
    """The child is twelve to seventeen years old."""
    return _between(referral, index, 12, ADULT - 1)


@condition
def age_unknown(referral: Referral, index: int | None) -> bool:
    """The child is born, and neither date of birth nor age is known."""
    return born(referral, index) and _age(referral, index) is None


@condition
def of_school_age(referral: Referral, index: int | None) -> bool:
    """The child is three to seventeen, so a school or nursery is asked for."""
    return _between(referral, index, 3, ADULT - 1)


@condition
def no_date_of_birth(referral: Referral, index: int | None) -> bool:
    """No date of birth is recorded, so an age is asked for."""
    child = _child(referral, index)
    return child is not None and not (child.date_of_birth or "").strip()


# what the child needs


@condition
def has_disability(referral: Referral, index: int | None) -> bool:
    """A disability is recorded."""
    disability = _disability(referral, index)
    return disability is not None and bool(disability.codes)


@condition
def communication_need(referral: Referral, index: int | None) -> bool:
    """A disability that bears on talking, or a communication need, is recorded."""
    disability = _disability(referral, index)
    if disability is None:
        return False
    return _told(disability.communication_needs) or any(code in ("COMM", "HEAR", "LD", "AUT") for code in disability.codes or ())


@condition
def non_verbal(referral: Referral, index: int | None) -> bool:
    """What is recorded says that the child does not speak."""
    disability = _disability(referral, index)
    contact = _contact(referral, index)
    said = " ".join(
        text or ""
        for text in (
            disability.communication_needs if disability else None,
            disability.diagnosis if disability else None,
            contact.reason if contact else None,
        )
    ).lower()
    return any(
        words in said for words in ("non-verbal", "nonverbal", "non verbal", "pre-verbal", "does not speak", "doesn't speak")
    )


@condition
def interpreter_needed(referral: Referral, index: int | None) -> bool:
    """The child needs an interpreter."""
    child = _child(referral, index)
    return child is not None and child.language is not None and child.language.interpreter_needed is True


# what happened


@condition
def domestic_abuse(referral: Referral, index: int | None) -> bool:
    """Domestic abuse is one of the incident's types."""
    return _of_type(referral, "domestic_abuse")


@condition
def missing_incident(referral: Referral, index: int | None) -> bool:
    """A missing child is one of the incident's types."""
    return _of_type(referral, "missing")


@condition
def exploitation_incident(referral: Referral, index: int | None) -> bool:
    """Child exploitation is one of the incident's types."""
    return _of_type(referral, "child_exploitation")


@condition
def online_harm(referral: Referral, index: int | None) -> bool:
    """Online harm is one of the incident's types."""
    return _of_type(referral, "online_harm")


@condition
def police_protection_incident(referral: Referral, index: int | None) -> bool:
    """Police protection is one of the incident's types."""
    return _of_type(referral, "police_protection")


@condition
def custody_incident(referral: Referral, index: int | None) -> bool:
    """Custody is one of the incident's types."""
    return _of_type(referral, "custody")


@condition
def offender_visit(referral: Referral, index: int | None) -> bool:
    """A visit to an offender is one of the incident's types."""
    return _of_type(referral, "offender_visit")


@condition
def neglect(referral: Referral, index: int | None) -> bool:
    """Neglect is one of the incident's types."""
    return _of_type(referral, "neglect")


@condition
def physical_abuse(referral: Referral, index: int | None) -> bool:
    """Physical abuse is one of the incident's types."""
    return _of_type(referral, "physical_abuse")


@condition
def sexual_abuse(referral: Referral, index: int | None) -> bool:
    """Sexual abuse is one of the incident's types."""
    return _of_type(referral, "sexual_abuse")


@condition
def emotional_abuse(referral: Referral, index: int | None) -> bool:
    """Emotional abuse is one of the incident's types."""
    return _of_type(referral, "emotional_abuse")


@condition
def concern_for_safety(referral: Referral, index: int | None) -> bool:
    """Concern for safety is one of the incident's types."""
    return _of_type(referral, "concern_for_safety")


@condition
def mental_health(referral: Referral, index: int | None) -> bool:
    """Mental health is one of the incident's types."""
    return _of_type(referral, "mental_health")


@condition
def resolved_without_attendance(referral: Referral, index: int | None) -> bool:
    """The incident was dealt with by telephone."""
    return referral.incident is not None and referral.incident.resolved_without_attendance is True


# which records apply


@condition
def has_missing(referral: Referral, index: int | None) -> bool:
    """The child has a missing record."""
    child = _child(referral, index)
    return child is not None and child.missing is not None


@condition
def has_police_protection(referral: Referral, index: int | None) -> bool:
    """The child has a police protection record; on a page about no child, any child has one."""
    if index is None:
        return any(child.police_protection is not None for child in referral.children or ())
    child = _child(referral, index)
    return child is not None and child.police_protection is not None


@condition
def has_custody(referral: Referral, index: int | None) -> bool:
    """The child has a custody record."""
    child = _child(referral, index)
    return child is not None and child.custody is not None


@condition
def has_exploitation(referral: Referral, index: int | None) -> bool:
    """The child has an exploitation record."""
    child = _child(referral, index)
    return child is not None and child.exploitation is not None


@condition
def has_offender_contact(referral: Referral, index: int | None) -> bool:
    """The child has a record of contact with an offender."""
    child = _child(referral, index)
    return child is not None and child.offender_contact is not None


def _expected(referral: Referral, index: int | None, has: Condition, *types: str) -> bool:
    """The child has the record, or the incident is of that kind and no child has it yet."""
    if has(referral, index):
        return True
    if not _of_type(referral, *types) or not born(referral, index):
        return False
    return not any(has(referral, each) for each in range(len(referral.children or ())))


@condition
def missing_applies(referral: Referral, index: int | None) -> bool:
    """The missing page is shown: the child has the record, or it is a missing incident and nobody has it yet."""
    return _expected(referral, index, has_missing, "missing")


@condition
def custody_applies(referral: Referral, index: int | None) -> bool:
    """The custody page is shown: the child has the record, or it is a custody incident and nobody has it yet."""
    return _expected(referral, index, has_custody, "custody")


@condition
def exploitation_applies(referral: Referral, index: int | None) -> bool:
    """The exploitation page is shown: the child has the record, or it is such an incident and nobody has it yet."""
    return _expected(referral, index, has_exploitation, "child_exploitation")


@condition
def offender_contact_applies(referral: Referral, index: int | None) -> bool:
    """The offender page is shown: the child has the record, or it is an offender visit and nobody has it yet."""
    return _expected(referral, index, has_offender_contact, "offender_visit")


@condition
def police_protection_applies(referral: Referral, index: int | None) -> bool:
    """The police protection page is shown: a child has the record, or the power is one of the incident's types."""
    return police_protection_incident(referral, index) or has_police_protection(referral, None)


@condition
def missing_five_times(referral: Referral, index: int | None) -> bool:
    """The child was missing five times or more in 90 days."""
    child = _child(referral, index)
    missing = child.missing if child else None
    return missing is not None and (missing.episodes_90_days or 0) >= 5


@condition
def found(referral: Referral, index: int | None) -> bool:
    """A missing child was found."""
    child = _child(referral, index)
    return child is not None and child.missing is not None and bool((child.missing.found_at or "").strip())


@condition
def still_missing(referral: Referral, index: int | None) -> bool:
    """A child is missing and not found yet, or it is a missing incident without a missing record."""
    records = [child.missing for child in referral.children or () if child.missing is not None]
    if not records:
        return _of_type(referral, "missing")
    return any(not (record.found_at or "").strip() for record in records)


@condition
def honour_based_risk(referral: Referral, index: int | None) -> bool:
    """A marker for honour-based abuse, forced marriage or female genital mutilation is proposed for a child."""
    return any(flag in ("HBA", "FGM") for child in referral.children or () for flag in child.flags or ())


@condition
def images_in_circulation(referral: Referral, index: int | None) -> bool:
    """Images of a child are in circulation."""
    children = referral.children or () if index is None else tuple(filter(None, (_child(referral, index),)))
    return any(child.exploitation is not None and child.exploitation.images_in_circulation is True for child in children)


@condition
def exploited_online(referral: Referral, index: int | None) -> bool:
    """The child is exploited online."""
    child = _child(referral, index)
    return child is not None and child.exploitation is not None and "online" in (child.exploitation.kinds or ())


@condition
def bail_refused(referral: Referral, index: int | None) -> bool:
    """The child was charged and refused bail."""
    child = _child(referral, index)
    return child is not None and child.custody is not None and child.custody.bail_refused is True


@condition
def anybody_asleep(referral: Referral, index: int | None) -> bool:
    """A child of the referral was seen asleep."""
    return any(seen_asleep(referral, each) for each in range(len(referral.children or ())))


@condition
def anybody_not_seen(referral: Referral, index: int | None) -> bool:
    """A child of the referral was not seen."""
    return any(not_seen(referral, each) for each in range(len(referral.children or ())))


@condition
def immediate_risk(referral: Referral, index: int | None) -> bool:
    """There is risk to a child now."""
    return referral.referral is not None and referral.referral.immediate_risk is True


@condition
def consent_not_given(referral: Referral, index: int | None) -> bool:
    """Consent was refused, or not sought."""
    return referral.referral is not None and referral.referral.consent in ("refused", "not_sought")


@condition
def several_children(referral: Referral, index: int | None) -> bool:
    """More than one child is on the form."""
    return len(referral.children or ()) > 1


@condition
def offender_among_people(referral: Referral, index: int | None) -> bool:
    """A person of the referral is a registered sex offender."""
    return any("registered_sex_offender" in (person.risk or ()) for person in referral.people or ())
