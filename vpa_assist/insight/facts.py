"""What one referral contributes to the figures: counts and codes, never a name or a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from vpa_assist.checks.placeholders import answers_nothing
from vpa_assist.findings import Finding
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.kinds import moment
from vpa_assist.record.pointers import is_recorded, join, recorded
from vpa_assist.record.referral import Child, Contact, Disability, Ethnicity, Referral, Religion

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

State = Literal["recorded", "explained", "placeholder", "missing"]
"""Answered; not answered, with a reason that says something; filled with nothing; blank."""

Quality = Literal["recorded", "weak", "missing"]
"""Told; told in words that a check found weak; blank."""

PARTS = ("appearance", "words", "activity", "relationships", "environment")
"""The five AWARE headings, in their order."""

WEAK = {
    "appearance": {"WRD006", "VOC002", "VOC003"},
    "words": {"WRD002", "WRD006", "WRD007", "VOC002"},
    "activity": {"WRD006", "VOC002", "VOC003"},
    "relationships": {"WRD006", "VOC002", "VOC003"},
    "environment": {"WRD006", "VOC003"},
}
"""The codes that make a filled part count as weak, where they stand on it."""


@dataclass(frozen=True, slots=True)
class AwaitedFact:
    """Something asked of others: what, and for how many whole days it was or has been awaited. Not of whom: that is free text."""

    what: str
    days: int | None
    received: bool


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """One born child of a referral."""

    band: str
    ethnicity_group: str
    contact: str
    heard_later: bool | None
    ethnicity: State
    religion: State
    disability: State
    parts: tuple[Quality, ...]
    codes: frozenset[str]
    modules: frozenset[str]
    welfare_checked: bool | None
    episodes: int | None
    awaited: tuple[AwaitedFact, ...]


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """One referral. `minutes_to_hand_in` runs from attendance to the first hand-in, `minutes_to_sending` from there on."""

    id: str
    day: date | None
    types: tuple[str, ...]
    unit: str
    authority: str
    status: str
    training: bool
    children: tuple[ChildFacts, ...]
    codes: frozenset[str]
    rounds: int
    minutes_to_hand_in: int | None
    minutes_to_sending: int | None
    receipt: bool | None
    grades: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str], ...]
    """Each step of the review: the month (YYYY-MM) and the action."""


def facts_of(referral: Referral, findings: Sequence[Finding], catalogue: Catalogue) -> ReferralFacts:
    """What a referral contributes. `findings` are those of the same document with its addenda applied.

    Only open findings count as weak; awaited things are counted to `updated_at`, so the same document gives the same facts.
    """
    clean = recorded(referral)
    incident = clean.incident
    handed_in = _first(clean, "submit")
    sent = _first(clean, "send")
    last_send = next((each for each in reversed(clean.review or ()) if each.action == "send"), None)
    attended = incident and (incident.attended_at or incident.occurred_at)
    until = moment(clean.updated_at) if clean.updated_at else None
    open_codes = [finding for finding in findings if finding.is_open]
    return ReferralFacts(
        id=clean.id,
        day=handed_in.date() if handed_in else incident_day(clean),
        types=tuple(incident.types or ()) if incident else (),
        unit=((clean.author and clean.author.unit) or "").strip(),
        authority=(clean.referral and clean.referral.local_authority) or "",
        status=clean.status or "draft",
        training=clean.kind == "training",
        children=tuple(
            _child(clean, index, child, open_codes, until, catalogue)
            for index, child in enumerate(clean.children or ())
            if child.unborn is not True
        ),
        codes=frozenset(finding.code for finding in open_codes),
        rounds=sum(each.action == "submit" for each in clean.review or ()),
        minutes_to_hand_in=_minutes(moment(attended) if attended else None, handed_in),
        minutes_to_sending=_minutes(handed_in, sent),
        receipt=bool(last_send.receipt) if last_send else None,
        moves=tuple((each.at[:7], each.action) for each in clean.review or () if each.at and each.action),
        grades=tuple((each.path or "", each.grade) for each in clean.review or () if each.action == "audit" and each.grade),
    )


def _first(referral: Referral, action: str) -> datetime | None:
    return next((moment(each.at) for each in referral.review or () if each.action == action and each.at), None)


def _minutes(start: datetime | None, end: datetime | None) -> int | None:
    if start is None or end is None or end < start:
        return None
    return int((end - start).total_seconds() // 60)


def _child(
    referral: Referral, index: int, child: Child, findings: Sequence[Finding], until: datetime | None, catalogue: Catalogue
) -> ChildFacts:
    home = join("children", index)
    own = [finding for finding in findings if finding.path == home or finding.path.startswith(home + "/")]
    contact = child.contact or Contact()
    status = contact.status or "not_recorded"
    codes = frozenset(finding.code for finding in own)
    modules = ("missing", "police_protection", "custody", "exploitation", "offender_contact")
    return ChildFacts(
        band=age_band(age(child, incident_day(referral))),
        ethnicity_group=_ethnicity_group(child.ethnicity, catalogue),
        contact=status,
        heard_later=None if status == "spoken_to" else contact.follow_up_done_at is not None,
        ethnicity=_ethnicity(child.ethnicity, catalogue),
        religion=_religion(child.religion, catalogue),
        disability=_disability(child.disability, catalogue),
        parts=tuple(_quality(child, part, home, own) for part in PARTS),
        codes=codes,
        modules=frozenset(name for name in modules if getattr(child, name) is not None),
        welfare_checked=None if status != "seen_asleep" else not codes & {"SEE004"},
        episodes=child.missing.episodes_90_days if child.missing else None,
        awaited=tuple(
            AwaitedFact(
                what=each.what or "other",
                days=_days(each.asked_at, each.received_at, until),
                received=each.received_at is not None,
            )
            for each in child.awaited or ()
        ),
    )


def _days(asked: str | None, received: str | None, until: datetime | None) -> int | None:
    end = moment(received) if received else until
    minutes = _minutes(moment(asked) if asked else None, end)
    return None if minutes is None else minutes // (24 * 60)


BANDS = ("under_1", "1_to_4", "5_to_11", "12_to_17", "not_known")


def age_band(years: int | None) -> str:
    """The age band of the AWARE prompts; `not_known` for no age and for one that is no child's."""
    if years is None or years > 17:
        return "not_known"
    if years < 1:
        return "under_1"
    if years < 5:
        return "1_to_4"
    return "5_to_11" if years < 12 else "12_to_17"


def _ethnicity_group(ethnicity: Ethnicity | None, catalogue: Catalogue) -> str:
    if ethnicity is None or ethnicity.code in (None, "NS"):
        return "not_recorded"
    entry = catalogue.codes("ethnicity").get(ethnicity.code)
    return entry.group if entry and entry.group else "not_known"


def _state(answered: bool, reason: str | None, not_stated: bool, catalogue: Catalogue) -> State:
    if answered:
        return "recorded"
    if not is_recorded(reason):
        return "placeholder" if not_stated else "missing"
    return "placeholder" if answers_nothing(reason or "", catalogue) else "explained"


def _ethnicity(held: Ethnicity | None, catalogue: Catalogue) -> State:
    held = held or Ethnicity()
    return _state(held.code not in (None, "NS"), held.reason_not_recorded, held.code == "NS", catalogue)


def _religion(held: Religion | None, catalogue: Catalogue) -> State:
    held = held or Religion()
    return _state(held.code not in (None, "not_stated"), held.reason_not_recorded, held.code == "not_stated", catalogue)


def _disability(held: Disability | None, catalogue: Catalogue) -> State:
    held = held or Disability()
    return _state(bool(held.codes) or held.none_disclosed is True, held.reason_not_recorded, False, catalogue)


def _quality(child: Child, part: str, home: str, findings: Sequence[Finding]) -> Quality:
    aware = child.aware
    if aware is None:
        return "missing"
    if part == "words":
        if not any(each.by_child and each.words for each in aware.words or ()):
            return "missing"
    elif not getattr(aware, part):
        return "missing"
    place = f"{home}/aware/{part}"
    weak = any(
        finding.code in WEAK[part] and (finding.path == place or finding.path.startswith(place + "/")) for finding in findings
    )
    return "weak" if weak else "recorded"
