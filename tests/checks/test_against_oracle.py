"""Every structural check against a second, independent reading of the catalogue, over documents of every kind."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from tests.checks.finding import structural
from tests.checks.oracle import expected
from tests.documents import documents, part
from tests.make import changed, whole
from vpa_assist.record.referral import Child, Custody, Exploitation, Missing, OffenderContact, PoliceProtection

NOT_IN_THE_ORACLE = frozenset({"REF002"})
"""The postcodes are data: they have tests of their own."""


def agree(document: dict[str, Any]) -> None:
    found = {each for each in structural(document) if each[0] not in NOT_IN_THE_ORACLE}
    wanted = expected(document)
    assert found == wanted, (sorted(found - wanted), sorted(wanted - found))


@given(documents())
@settings(max_examples=150)
def test_that_any_document_gives_the_findings_of_the_catalogue(document: dict[str, Any]) -> None:
    agree(document)


@given(part(Child))
@settings(max_examples=150)
def test_that_any_child_gives_the_findings_of_the_catalogue(child: dict[str, Any]) -> None:
    agree(changed(whole(), {"/children/0": {**child, "id": "c1"}}))


@given(documents("incident", "children", "people", "referral", "status", "review", "updated_at"))
@settings(max_examples=100)
def test_that_any_incident_and_decision_give_the_findings_of_the_catalogue(document: dict[str, Any]) -> None:
    agree(document)


@given(part(PoliceProtection))
@settings(max_examples=200)
def test_that_any_police_protection_gives_the_findings_of_the_catalogue(module: dict[str, Any]) -> None:
    agree(changed(whole(), {"/children/0/police_protection": module}))


@given(part(Custody), part(Missing), part(Exploitation), part(OffenderContact))
@settings(max_examples=200)
def test_that_any_modules_give_the_findings_of_the_catalogue(
    custody: dict[str, Any], missing: dict[str, Any], exploitation: dict[str, Any], offender: dict[str, Any]
) -> None:
    modules = {"custody": custody, "missing": missing, "exploitation": exploitation, "offender_contact": offender}
    agree(changed(whole(), {f"/children/0/{name}": module for name, module in modules.items()}))
