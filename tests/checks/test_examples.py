"""Every example against what must, and must not, be found in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.make import EXAMPLES, examples
from vpa_assist.catalogue import Catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.findings import Severity
from vpa_assist.record.reading import read

EXPECTED = [each for each in examples() if each.with_suffix(".expected.json").exists()]
CLEAN = sorted((EXAMPLES / "clean").glob("*.json"))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_that_an_example_gives_what_it_must_and_nothing_it_must_not(path: Path, catalogue: Catalogue) -> None:
    expectation = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    found = {(finding.code, finding.path) for finding in run_checks(read(path.read_bytes()), catalogue)}
    wanted = {(each["code"], each["path"]) for each in expectation["must_have"]}
    assert not wanted - found
    assert not {each for each in found if each[0] in expectation["must_not_have"]}


@pytest.mark.parametrize("path", [each for each in EXPECTED if each.stem.endswith("-strong")], ids=lambda path: path.stem)
def test_that_a_referral_written_well_has_nothing_left_to_answer(path: Path, catalogue: Catalogue) -> None:
    findings = run_checks(read(path.read_bytes()), catalogue)
    assert [finding.code for finding in findings if finding.severity is Severity.MUST] == []
    assert len([finding.code for finding in findings if finding.severity is Severity.SHOULD]) <= 2


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_that_a_clean_referral_gives_no_finding_at_all(path: Path, catalogue: Catalogue) -> None:
    assert run_checks(read(path.read_bytes()), catalogue) == ()
