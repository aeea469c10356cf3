"""A recorded value in words for a person: codes by their label, times as an officer writes them, people by name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from vpa_assist.record import pointers
from vpa_assist.record.kinds import day, moment
from vpa_assist.record.referral import Address, Child, Officer, Part, Person, Referral
from vpa_assist.typed_times import MONTHS

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

CODE_LISTS: dict[tuple[str, str], str] = {
    ("Incident", "types"): "incident_type",
    ("Child", "sex"): "sex",
    ("Child", "flags"): "flag",
    ("FlagPlaced", "code"): "flag",
    ("Ethnicity", "code"): "ethnicity",
    ("Ethnicity", "source"): "told_by",
    ("Religion", "code"): "religion",
    ("Disability", "codes"): "disability",
    ("Disability", "source"): "told_by",
    ("Language", "first"): "language",
    ("Language", "interpreter"): "interpreter",
    ("Contact", "status"): "contact_status",
    ("Contact", "by"): "contact_by",
    ("Utterance", "how"): "means",
    ("Injury", "region"): "body_region",
    ("Injury", "side"): "side",
    ("Injury", "view"): "body_view",
    ("Injury", "kind"): "injury_kind",
    ("Missing", "risk_grade"): "risk_grade",
    ("Missing", "trigger_plan"): "trigger_plan",
    ("Missing", "prevention_interview"): "prevention_interview",
    ("Missing", "return_home_interview"): "return_home_interview",
    ("ProtectionReview", "decision"): "protection_decision",
    ("CustodyReview", "how"): "custody_review_how",
    ("Exploitation", "kinds"): "exploitation_kind",
    ("Exploitation", "nrm"): "nrm",
    ("Exploitation", "risk_level"): "exploitation_risk",
    ("Awaited", "what"): "awaited",
    ("Person", "sex"): "sex",
    ("Person", "role"): "person_role",
    ("Person", "risk"): "person_risk",
    ("Link", "is"): "link",
    ("ReferralDecision", "local_authority"): "local_authority",
    ("ReferralDecision", "basis"): "basis",
    ("ReferralDecision", "consent"): "consent",
    ("ReferralDecision", "strategy_discussion"): "strategy_discussion",
}
"""The code list of each member that holds codes, by model and member."""

REFERENCES = {
    ("Contact", "others_present"),
    ("Utterance", "speaker"),
    ("Injury", "explained_by"),
    ("Missing", "found_with"),
    ("Exploitation", "suspects"),
    ("OffenderContact", "offender"),
    ("Relationship", "child"),
    ("Link", "to"),
}
"""Members that hold the id of a person or a child, or a name."""

AUTHORITY = ("ReferralDecision", "local_authority")


def clock(when: datetime) -> str:
    """`22:10 on 14 November 2026`, as written: the offset is not applied, so the text says what the officer's watch said."""
    return f"{when:%H:%M} on {when.day} {MONTHS[when.month - 1]} {when.year}"


def name_of(child: Child) -> str:
    """The child's whole name as typed, or an empty string."""
    return " ".join(each.strip() for each in (child.given_name, child.family_name) if each and each.strip())


def who(reference: str, referral: Referral, catalogue: Catalogue) -> str:
    """The name that an id stands for; anything else is a name already. An id of nobody is said to be one."""
    wanted = reference.strip()
    if wanted == "child":
        return catalogue.screen("people.the_child")
    for child in referral.children or ():
        if child.id == wanted:
            return name_of(child) or catalogue.screen("child.unnamed")
    for person in referral.people or ():
        if person.id == wanted:
            return (person.name or "").strip() or catalogue.screen("people.unnamed")
    if wanted[:1] in ("c", "p") and wanted[1:].isdigit():
        return catalogue.screen("people.unknown", id=wanted)
    return reference


def officer(value: Officer) -> str:
    """`Insp Farida Noor 0417, Crewe, designated officer`: what is recorded of an officer."""
    head = " ".join(each.strip() for each in (value.rank, value.name, value.collar_number) if each and each.strip())
    return ", ".join(each for each in (head, (value.unit or "").strip(), (value.role or "").strip()) if each)


def address(value: Address) -> str:
    """The address on one line."""
    parts = [*(value.lines or ()), value.town or "", value.postcode or ""]
    return ", ".join(each.strip() for each in parts if each and each.strip())


def in_words(
    model: type[BaseModel], member: str, value: Any, referral: Referral, catalogue: Catalogue, *, quoted: bool = False
) -> str:
    """What one member of a model holds, in words; an empty string where it is not recorded. Text is given exactly."""
    if not pointers.is_recorded(value):
        return ""
    if isinstance(value, tuple):
        said = (in_words(model, member, each, referral, catalogue) for each in value)
        return "; ".join(each for each in said if each)
    if isinstance(value, bool):
        return catalogue.screen("value.yes" if value else "value.no")
    if isinstance(value, int):
        return f"{value} mm" if member == "size_mm" else str(value)
    if isinstance(value, Officer):
        return officer(value)
    if isinstance(value, Address):
        return address(value)
    if isinstance(value, Part):
        return ", ".join(_members(value, referral, catalogue))
    text = str(value)
    place = (model.__name__, member)
    if place == AUTHORITY:
        return authority_name(text, catalogue)
    if place in CODE_LISTS:
        return label(CODE_LISTS[place], text, catalogue)
    if place in REFERENCES:
        return who(text, referral, catalogue)
    return _time_or_text(model, member, text)


def _members(part: Part, referral: Referral, catalogue: Catalogue) -> list[str]:
    said = (
        in_words(type(part), member, getattr(part, name), referral, catalogue)
        for member, name in pointers.names(type(part)).items()
        if name in part.model_fields_set
    )
    return [each for each in said if each]


def _time_or_text(model: type[BaseModel], member: str, text: str) -> str:
    kind = str(pointers.kind_at(model, pointers.join(member)))
    if "date-time" in kind:
        return clock(moment(text))
    if "'format': 'date'" in kind:
        on = day(text)
        return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
    return text


def in_words_at(referral: Referral, pointer: str, catalogue: Catalogue) -> str:
    """The value at an address of the document, in words."""
    steps = pointers.split(pointer)
    value = pointers.get(referral, pointer)
    holder: Any = pointers.get(referral, pointers.parent(pointer))
    member = steps[-1]
    if isinstance(holder, tuple):
        holder = pointers.get(referral, pointers.parent(pointers.parent(pointer)))
        member = steps[-2]
    return "" if holder is None else in_words(type(holder), member, value, referral, catalogue)


def label(name: str, code: str, catalogue: Catalogue) -> str:
    """The label of a code; a code that the form pack does not know is shown as it is."""
    try:
        return catalogue.codes(name).label(code)
    except KeyError:
        return code


def authority_name(code: str, catalogue: Catalogue) -> str:
    """The name of a local authority by its code."""
    known = catalogue.authority(code)
    return known.name if known else code.replace("_", " ")


def person_by(reference: str | None, referral: Referral) -> Person | None:
    """The person with this id, if there is one."""
    return next((each for each in referral.people or () if each.id == reference), None)
