"""What the prose checks find and what they leave alone, counted: floors for the labelled sample and for our own cases."""

from __future__ import annotations

import copy
import json
from collections import Counter
from functools import lru_cache
from typing import Any

import pytest

from tests.checks.prose.scoring import HERE, PROSE, Case, base, document, findings, own_cases, put, sample
from vpa_assist import catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.findings import Finding
from vpa_assist.record.reading import from_json

CODES = sorted(path.stem for path in (HERE / "cases").glob("*.toml"))
MUST = {"SEE004", "WRD002", "FTH002", "DIS002", "LAN001", "LAN003", "CUS001", "EXP001", "ANS001"}
LOWEST_RECALL = {"LAN001": 0.9}
"""Many of its cases say in everyday words what a good record says too ("She has no boundaries."): precision comes first."""
BASES = sorted(path.stem for path in (HERE / "sample").glob("base*.json"))


@lru_cache
def outcome(code: str) -> tuple[list[Case], list[Case], list[Case]]:
    """Of our own cases of a code: found, missed, wrongly flagged."""
    found, missed, wrong = [], [], []
    for case in own_cases(code):
        fired = {finding.code for finding in findings(case.document)}
        hit = code in fired or (code == "ANS001" and bool(fired & {"SEE004", "WRD006", "CUS001"}))
        if case.fires:
            (found if hit else missed).append(case)
        elif code in fired:
            wrong.append(case)
    return found, missed, wrong


@pytest.mark.parametrize("code", CODES)
def test_that_our_own_cases_are_found_and_hard_negatives_left_alone(code: str) -> None:
    found, missed, wrong = outcome(code)
    precision = len(found) / (len(found) + len(wrong))
    recall = len(found) / (len(found) + len(missed))
    report = [case.text for case in missed], [case.text for case in wrong]
    assert precision >= (0.98 if code in MUST else 0.95), report
    assert recall >= LOWEST_RECALL.get(code, 0.93), report


def related(finding: Finding, expected: dict[str, Any]) -> bool:
    here, there = finding.path, expected["path"]
    if expected["code"] in {"APP002", "DIS002", "FTH002", "EXP001", "CUS001", "SEE004", "WRD005"}:
        return (
            here.split("/")[:3] == there.split("/")[:3] or not there.startswith("/children") or not here.startswith("/children")
        )
    return here == there or here.startswith(there + "/") or there.startswith(here + "/")


@lru_cache
def sample_outcome(name: str) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Of the labelled sample: found, missed and wrongly flagged by code, and the identities of what went wrong."""
    found, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    slips: list[str] = []
    for case in sample(name):
        fired = findings(case.document)
        code = case.labels["focus"]
        for expected in case.labels["expect"]:
            if expected["code"] != code:
                continue
            hit = any(each.code == code and related(each, expected) for each in fired)
            (found if hit else missed)[code] += 1
            if not hit:
                slips.append(case.labels["id"])
        for forbidden in case.labels["forbid"]:
            if forbidden in {each.code for each in fired}:
                wrong[forbidden] += 1
                slips.append(case.labels["id"])
    return found, missed, wrong, slips


@pytest.mark.parametrize(
    ("name", "lowest", "recall_of_all", "recall_of_each"),
    [
        ("cases", 0.93, 0.97, 0.85),
        ("second", 0.85, 0.97, 0.85),
        ("third", 0.88, 0.97, 0.85),
        ("fourth", 0.88, 0.97, 0.85),
        ("sixth", 0.88, 0.97, 0.85),
        ("seventh", 0.88, 0.93, 0.75),
        ("eighth", 0.88, 0.92, 0.62),
        ("ninth", 0.88, 0.9, 0.62),
        ("tenth", 0.85, 0.93, 0.75),
        ("eleventh", 0.88, 0.93, 0.75),
        ("twelfth", 0.85, 0.93, 0.75),
        ("thirteenth", 0.85, 0.93, 0.75),
        ("fourteenth", 0.85, 0.93, 0.75),
        ("fifteenth", 0.85, 0.93, 0.75),
        ("sixteenth", 0.85, 0.93, 0.75),
        ("seventeenth", 0.88, 0.93, 0.62),
        ("eighteenth", 0.85, 0.93, 0.75),
        ("nineteenth", 0.85, 0.93, 0.62),
        ("twentieth", 0.85, 0.93, 0.75),
        ("twentyfirst", 0.85, 0.92, 0.62),
        ("twentysecond", 0.85, 0.92, 0.75),
        ("twentythird", 0.88, 0.93, 0.75),
    ],
)
def test_that_a_labelled_sample_is_scored_high_by_every_code(
    name: str, lowest: float, recall_of_all: float, recall_of_each: float
) -> None:
    found, missed, wrong, slips = sample_outcome(name)
    codes = set(found) | set(missed)
    precision = {code: found[code] / (found[code] + wrong[code]) for code in codes}
    recall = {code: found[code] / (found[code] + missed[code]) for code in codes}
    assert sum(precision.values()) / len(codes) >= 0.985, slips
    assert sum(recall.values()) / len(codes) >= recall_of_all, slips
    assert min(precision.values()) >= lowest, slips
    assert min(recall.values()) >= recall_of_each, slips


@pytest.mark.parametrize(("name", "lowest", "recall_of_all"), [("fifth", 0.97, 0.9), ("twentyfourth", 0.97, 0.82)])
def test_that_a_sample_of_wordings_that_were_not_learnt_from_is_scored_high(
    name: str, lowest: float, recall_of_all: float
) -> None:
    """The twenty-fourth holds the eight codes of the highest severity alone, the harder half in wholly other words."""
    found, missed, wrong, slips = sample_outcome(name)
    codes = set(found) | set(missed)
    assert sum(found[code] / (found[code] + wrong[code]) for code in codes) / len(codes) >= lowest, slips
    assert sum(found[code] / (found[code] + missed[code]) for code in codes) / len(codes) >= recall_of_all, slips


@pytest.mark.parametrize("name", BASES)
def test_that_a_clean_referral_has_no_finding_about_wording(name: str) -> None:
    assert [(each.code, each.path, each.message) for each in findings(base(name))] == []


@pytest.mark.parametrize("name", ["clean", "clean2", "clean3", "clean4", "clean5", "clean6"])
def test_that_good_recording_raises_next_to_nothing_about_its_words(name: str) -> None:
    """30,000 words of clean texts by somebody who did not know the patterns, each in a field of a clean document."""
    flagged = []
    for line in (HERE / "sample" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        made = copy.deepcopy(base(told["base"].removesuffix(".json")))
        put(made, told["field"], told["text"])
        flagged += [(told["id"], each.code) for each in findings(made) if each.code != "LAN002"]
    assert len(flagged) <= 8, flagged


def test_that_at_most_one_in_fifty_strong_referrals_asks_for_more() -> None:
    """Whole referrals as the best officers record them, by people who did not know the patterns: no must, at most two should."""
    several = (HERE / "sample" / "strong.jsonl").read_text(encoding="utf-8").splitlines()
    asks = {}
    for number, line in enumerate(several):
        found = [each for each in run_checks(from_json(json.loads(line)), catalogue.default()) if each.severity != "consider"]
        if any(each.severity == "must" for each in found) or len(found) > 2:
            asks[number] = [(each.code, each.path) for each in found]
    assert len(asks) <= len(several) / 50, asks


CLEAN = [line for line in (HERE / "cases" / "clean.txt").read_text(encoding="utf-8").splitlines() if line]
PLACES = (
    ("base5", "/referral/assessment"),
    ("base7", "/children/0/aware/relationships"),
    ("base2", "/children/0/aware/activity"),
    ("base8", "/incident/account"),
)


@pytest.mark.parametrize(("name", "field"), PLACES)
def test_that_plain_sentences_are_left_alone(name: str, field: str) -> None:
    flagged = [
        (sentence, each.code)
        for sentence in CLEAN
        for each in findings(document({"base": name, "field": field}, sentence))
        if each.code not in {"EXP001", "LAN002"}
    ]
    assert flagged == []


def test_that_every_span_is_the_wording_in_the_text() -> None:
    for case in sample():
        for finding in findings(case.document):
            if finding.span is not None:
                value: Any = case.document
                for step in finding.path.split("/")[1:]:
                    value = value[int(step)] if isinstance(value, list) else value[step]
                assert 0 <= finding.span[0] < finding.span[1] <= len(value)
                assert value[finding.span[0] : finding.span[1]].strip() == value[finding.span[0] : finding.span[1]]


def test_that_one_finding_stands_for_each_code_and_place() -> None:
    made = json.loads(json.dumps(base("base5")))
    put(made, "/referral/assessment", "She is promiscuous. She is streetwise.\nShe puts herself at risk.")
    spans = [each.span for each in findings(made, ("LAN001",))]
    assert len(spans) == len(set(spans)) == 3


def test_that_findings_are_the_same_whichever_text_was_read_before() -> None:
    first = [findings(case.document) for case in sample()[:40]]
    again = [findings(case.document) for case in reversed(sample()[:40])]
    assert first == again[::-1]
    assert set(PROSE) >= {each.code for several in first for each in several}
