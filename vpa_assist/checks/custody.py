"""CUS: a child in custody."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, ChildCase, Hit, check
from vpa_assist.record.referral import Custody


def _detained(case: Case) -> Iterator[tuple[ChildCase, Custody]]:
    for each in case.all_children:
        if each.child.custody is not None:
            yield each, each.child.custody


@check("CUS002", of="child")
def no_appropriate_adult(case: Case) -> Iterator[Hit]:
    """Who the appropriate adult was, or when they came, is empty."""
    for each, custody in _detained(case):
        if custody.appropriate_adult is None or custody.appropriate_adult_at is None:
            yield Hit(each.at("custody"))


@check("CUS003", of="child")
def refused_bail_without_request_or_certificate(case: Case) -> Iterator[Hit]:
    """Refused bail, and no accommodation asked for or no certificate of juvenile detention."""
    for each, custody in _detained(case):
        done = custody.accommodation_requested_at is not None and custody.certificate_of_juvenile_detention is True
        if custody.bail_refused is True and not done:
            yield Hit(each.at("custody"))


@check("CUS004", of="child")
def reviewed_without_hearing_the_child(case: Case) -> Iterator[Hit]:
    """A review for which the child was not spoken to, or whose view of the child is empty."""
    for each, custody in _detained(case):
        for index, review in enumerate(custody.reviews or ()):
            if review.child_spoken_to is not True or review.child_view is None:
                yield Hit(each.at("custody", "reviews", index))


@check("CUS005", of="child")
def healthcare_or_diversion_not_recorded(case: Case) -> Iterator[Hit]:
    """Healthcare, or liaison and diversion, has no time."""
    for each, custody in _detained(case):
        if custody.healthcare_seen_at is None or custody.liaison_and_diversion_seen_at is None:
            yield Hit(each.at("custody"))


@check("CUS006", of="child")
def reviewed_without_a_time_or_a_reason(case: Case) -> Iterator[Hit]:
    """A review whose time or rationale is empty."""
    for each, custody in _detained(case):
        for index, review in enumerate(custody.reviews or ()):
            if review.at is None or review.rationale is None:
                yield Hit(each.at("custody", "reviews", index))


@check("CUS007", of="child")
def why_custody_for_a_child_with_complex_needs(case: Case) -> Iterator[Hit]:
    """A child with a disability or a communication need, and no alternative considered."""
    for each, custody in _detained(case):
        disability = each.child.disability
        complex_needs = (disability is not None and bool(disability.codes)) or case.has_communication_needs(each)
        if complex_needs and custody.alternatives_considered is None:
            yield Hit(each.at("custody"))


@check("CUS008", of="child")
def no_outcome_of_the_accommodation_request(case: Case) -> Iterator[Hit]:
    """Refused bail, and not said what came of the request for accommodation."""
    for each, custody in _detained(case):
        if custody.bail_refused is True and custody.accommodation_outcome is None:
            yield Hit(each.at("custody"))
