"""REF: where the referral goes, and why."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check
from vpa_assist.record.referral import Address


@check("REF001", of="rest")
def no_local_authority(case: Case) -> Iterator[Hit]:
    """The local authority is absent."""
    if case.decision.local_authority is None:
        yield Hit("/referral")


def _postcode(address: Address | None) -> str | None:
    return address.postcode if address is not None else None


@check("REF002")
def the_postcode_belongs_to_another_authority(case: Case) -> Iterator[Hit]:
    """A child's postcode, else the incident's, lies wholly in one other authority of the form pack."""
    chosen = case.decision.local_authority
    if chosen is None:
        return
    of_incident = _postcode(case.incident.location)
    for each in case.all_children:
        postcode = _postcode(each.child.address) or of_incident
        authorities = case.catalogue.authorities_of(postcode) if postcode else frozenset()
        if len(authorities) == 1 and chosen not in authorities:
            (code,) = authorities
            authority = case.catalogue.authority(code)
            yield Hit("/referral", words={"what": postcode, "other": authority.name if authority else code})
            return  # one finding for the referral


@check("REF003", of="rest")
def immediate_risk_and_nobody_phoned(case: Case) -> Iterator[Hit]:
    """Immediate risk, and nobody was contacted."""
    if case.decision.immediate_risk is True and not case.decision.contacted:
        yield Hit("/referral")


@check("REF004", of="rest")
def no_consent_and_no_reason(case: Case) -> Iterator[Hit]:
    """Consent is absent, or not given without a reason."""
    consent = case.decision.consent
    if consent is None or (consent in ("refused", "not_sought") and case.decision.consent_rationale is None):
        yield Hit("/referral")


@check("REF005", of="rest")
def no_professional_assessment(case: Case) -> Iterator[Hit]:
    """The officer's assessment is empty."""
    if case.decision.assessment is None:
        yield Hit("/referral")


@check("REF006", of="rest")
def basis_missing(case: Case) -> Iterator[Hit]:
    """The basis of the referral is absent."""
    if case.decision.basis is None:
        yield Hit("/referral")


@check("REF007")
def the_voice_is_not_in_the_decision(case: Case) -> Iterator[Hit]:
    """A child was spoken to, and how that shaped the decision is empty."""
    if case.decision.voice_in_decision is None and any(each.status == "spoken_to" for each in case.children):
        yield Hit("/referral")


@check("REF008")
def information_only_for_a_child_at_risk(case: Case) -> Iterator[Hit]:
    """Information only, beside immediate risk, police protection or exploitation."""
    at_risk = case.decision.immediate_risk is True or any(
        each.child.police_protection is not None or each.child.exploitation is not None for each in case.all_children
    )
    if case.decision.basis == "information_only" and at_risk:
        yield Hit("/referral")


@check("REF009", of="rest")
def sent_but_not_to_whom_and_how(case: Case) -> Iterator[Hit]:
    """The last sending does not say to whom and how, or there is none."""
    if case.referral.status != "sent":
        return
    sent = [entry for entry in case.referral.review or () if entry.action == "send"]
    if not sent or sent[-1].to is None or sent[-1].how is None:
        yield Hit("/referral")
