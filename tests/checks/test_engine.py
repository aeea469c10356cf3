"""What holds for all findings: their order, their places, reasons given to them, and what may not make a difference."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.finding import findings
from tests.documents import documents
from tests.make import ABSENT, a_document, changed, whole
from vpa_assist import catalogue as packs
from vpa_assist.checks.case import CHECKS, check
from vpa_assist.checks.engine import run_checks
from vpa_assist.errors import CannotDo
from vpa_assist.findings import Finding, Severity, counts
from vpa_assist.record.canonical import hash_at, sha256
from vpa_assist.record.pointers import get, is_recorded, names, recorded
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral

C = "/children/0"


def keys(found: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
    return [(each.code, each.path, each.span, each.message) for each in found]


@given(documents())
@settings(max_examples=60)
def test_that_every_finding_names_a_place_that_is_there(document: dict[str, Any]) -> None:
    referral = recorded(from_json(document))
    for finding in run_checks(referral, packs.default()):
        held = get(referral, finding.path)
        assert is_recorded(held)
        if finding.span is not None:
            start, end = finding.span
            assert 0 <= start < end <= len(held)


@given(documents())
@settings(max_examples=60)
def test_that_findings_come_in_the_order_of_the_document(document: dict[str, Any]) -> None:
    top_level = ["", *names(Referral)]

    def place(finding: Finding) -> tuple[Any, ...]:
        steps = finding.path.split("/")[1:]
        child = int(steps[1]) if steps[:1] == ["children"] and len(steps) > 1 else -1
        return top_level.index(steps[0] if steps else ""), child, finding.code, finding.path, finding.span or (-1, -1)

    places = [place(finding) for finding in findings(document)]
    assert places == sorted(places)


@given(documents())
@settings(max_examples=60)
def test_that_one_code_is_found_once_in_one_place(document: dict[str, Any]) -> None:
    found = [(each.code, each.path, each.span) for each in findings(document) if each.code != "LAN002"]
    assert len(found) == len(set(found))


def mangled(value: Any, how: Any) -> Any:
    """The document with everything that is not recorded written in another of its ways."""
    if isinstance(value, dict):
        kept = {}
        for name, inner in value.items():
            if inner is None or (isinstance(inner, str) and not inner.strip()):
                other = how()
                if other is not ABSENT:
                    kept[name] = other
            else:
                kept[name] = mangled(inner, how)
        return kept
    return [mangled(each, how) for each in value] if isinstance(value, list) else value


@given(documents(), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_that_blank_null_and_absent_are_the_same(document: dict[str, Any], random: Any) -> None:
    other = mangled(document, lambda: random.choice([None, "", " \n", "\u00a0", ABSENT]))
    assert keys(findings(other)) == keys(findings(document))


def shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, dict):
        members = list(value.items())
        random.shuffle(members)
        return {name: shuffled(inner, random) for name, inner in members}
    return [shuffled(each, random) for each in value] if isinstance(value, list) else value


@given(documents(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_that_the_order_of_members_makes_no_difference(document: dict[str, Any], random: Any) -> None:
    assert keys(findings(shuffled(document, random))) == keys(findings(document))


def test_that_a_check_can_be_asked_for_alone() -> None:
    assert {each.code for each in findings(a_document(), frozenset({"INC001", "REF001"}))} == {"INC001", "REF001"}


def test_that_a_code_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        check("SEE001")(CHECKS["SEE001"])


def test_that_a_message_with_a_placeholder_that_nobody_fills_is_told_in_a_sentence(
    catalogue: packs.Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = catalogue.check_text("ETH001")._replace(message="{nonsense}")
    monkeypatch.setattr(packs.Catalogue, "check_text", lambda _, code: text)
    with pytest.raises(CannotDo, match="ETH001"):
        run_checks(from_json(changed(whole(), {f"{C}/given_name": "Oriel", f"{C}/ethnicity": {}})), catalogue, {"ETH001"})


def gap(**more: Any) -> dict[str, Any]:
    """A document with one must (sex and basis are shoulds): ethnicity is not recorded."""
    return changed(whole(), {f"{C}/ethnicity": {}, f"{C}/sex": ABSENT, **{f"/{name}": each for name, each in more.items()}})


def entry(document: dict[str, Any], code: str, path: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "path": path,
        "reason": "Her mother will tell the school nurse.",
        "of": hash_at(from_json(document), path),
        **more,
    }


def one(document: dict[str, Any], code: str) -> Finding:
    (found,) = findings(document, frozenset({code}))
    return found


@pytest.mark.parametrize("kind", ["cannot_be_recorded", "misread"])
def test_that_an_explained_must_is_listed_and_not_counted(kind: str) -> None:
    document = gap(explained=[entry(gap(), "ETH001", f"{C}/ethnicity", kind=kind)])
    found = one(document, "ETH001")
    assert found.explained == "Her mother will tell the school nurse."
    assert not found.is_open
    assert found.as_json()["explained"] == found.explained
    assert counts([found]) == {"must": 0, "should": 0, "consider": 0, "explained": 1, "dismissed": 0}


def test_that_a_must_cannot_be_set_aside() -> None:
    document = gap(dismissed=[entry(gap(), "ETH001", f"{C}/ethnicity")])
    assert one(document, "ETH001").is_open


def test_that_a_should_can_be_set_aside() -> None:
    document = gap(dismissed=[entry(gap(), "IDN006", C)])
    found = one(document, "IDN006")
    assert found.dismissed == "Her mother will tell the school nurse."
    assert counts([found])["dismissed"] == 1


def test_that_a_should_is_explained_only_as_misread() -> None:
    misread = entry(gap(), "IDN006", C, kind="misread")
    assert one(gap(explained=[misread]), "IDN006").explained is not None
    assert one(gap(explained=[{**misread, "kind": "cannot_be_recorded"}]), "IDN006").is_open


@pytest.mark.parametrize("reason", [None, "", "  ", ".", "n/a", "tbc", "as per log 212"])
def test_that_a_reason_which_says_nothing_does_not_count(reason: str | None) -> None:
    document = gap(explained=[entry(gap(), "ETH001", f"{C}/ethnicity", kind="misread", reason=reason)])
    assert one(document, "ETH001").is_open


def test_that_a_reason_falls_when_the_value_changes() -> None:
    given_for = entry(gap(), "IDN006", C)
    assert not one(gap(dismissed=[given_for]), "IDN006").is_open
    assert one(changed(gap(dismissed=[given_for]), {f"{C}/school": "Another school"}), "IDN006").is_open


def test_that_the_hash_may_be_written_in_capitals() -> None:
    given_for = entry(gap(), "IDN006", C)
    assert not one(gap(dismissed=[{**given_for, "of": given_for["of"].upper()}]), "IDN006").is_open


def test_that_any_entry_that_holds_is_enough() -> None:
    good = entry(gap(), "IDN006", C)
    stale = {**good, "of": "0" * 64}
    assert not one(gap(dismissed=[good, stale]), "IDN006").is_open
    assert not one(gap(dismissed=[stale, good]), "IDN006").is_open


def test_that_a_reason_for_another_place_or_check_does_not_count() -> None:
    good = entry(gap(), "IDN006", C)
    assert one(gap(dismissed=[{**good, "path": "/children/1"}]), "IDN006").is_open
    assert one(gap(dismissed=[{**good, "code": "IDN005"}]), "IDN006").is_open


def test_that_a_reason_for_the_whole_document_survives_the_workflow() -> None:
    document = changed(whole(), {"/referral": ABSENT})
    given_for = entry(document, "REF005", "")
    later = {**document, "dismissed": [given_for], "status": "submitted", "updated_at": "2026-11-15T02:00:00Z", "review": [{}]}
    assert one(later, "REF005").dismissed is not None
    assert one({**later, "scenario": "x"}, "REF005").is_open


def test_that_findings_are_written_as_the_contract_says() -> None:
    found = one(gap(), "ETH001").as_json()
    assert list(found) == ["code", "severity", "path", "title", "message", "why", "source", "fix", "span"]
    assert found["severity"] == "must"
    assert found["span"] is None
    assert json.loads(json.dumps(found)) == found
    assert Severity(found["severity"]) is Severity.MUST


def test_that_the_hash_of_a_value_is_that_of_its_canonical_json() -> None:
    assert hash_at(from_json(whole()), f"{C}/ethnicity") == sha256({"source": "child", "code": "W1", "detail": " "})


def test_that_what_was_added_after_hand_in_counts() -> None:
    placed = {"action": "addendum", "path": f"{C}/flags_placed", "text": '[{"code": "X"}]'}
    document = changed(
        whole(), {"/status": "sent", f"{C}/flags": ["X"], "/review": [{"action": "send", "to": "Halton", "how": "portal"}]}
    )
    assert [each.code for each in findings(document, frozenset({"FLG002"}))] == ["FLG002"]
    assert findings(changed(document, {"/review/1": placed}), frozenset({"FLG002"})) == ()
