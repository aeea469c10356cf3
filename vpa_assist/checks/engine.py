"""Runs every check over a referral and says what a person has explained or set aside."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from vpa_assist.checks.case import CHECKS, Case, Hit
from vpa_assist.checks.placeholders import answers_nothing
from vpa_assist.findings import Finding, Severity
from vpa_assist.record.canonical import hash_at
from vpa_assist.record.pointers import get, nearest, split
from vpa_assist.record.referral import Dismissal, Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue, CheckText

FAMILIES: tuple[str, ...] = ()
"""The modules of this package that hold checks, in the order of the catalogue."""

_TOP_LEVEL = ("author", "incident", "children", "people", "referral", "review", "dismissed", "explained")


def run_checks(referral: Referral, catalogue: Catalogue, codes: Collection[str] | None = None) -> tuple[Finding, ...]:
    """The findings of a referral in the contract's order. `codes` limits them to some checks."""
    register_all()
    case = Case(referral, catalogue)
    found: dict[tuple[str, str, tuple[int, int] | None, str], Finding] = {}
    for code, function in CHECKS.items():
        if codes is not None and code not in codes:
            continue
        text = catalogue.check_text(code)
        for hit in function(case):
            finding = _finding(case, text, hit)
            # the same code, place and span is one finding; a term that differs without a span is another
            found.setdefault((code, finding.path, finding.span, str(hit.words.get("term", ""))), finding)
    return tuple(sorted(_answered(referral, catalogue, found.values()), key=_order))


def register_all() -> None:
    """Imports every family, which registers its checks."""
    for family in FAMILIES:
        import_module(f"vpa_assist.checks.{family}")


def _order(finding: Finding) -> tuple[Any, ...]:
    steps = split(finding.path)
    first = -1 if not steps else _TOP_LEVEL.index(steps[0]) if steps[0] in _TOP_LEVEL else len(_TOP_LEVEL)
    child = int(steps[1]) if len(steps) > 1 and steps[0] == "children" else -1
    return first, child, finding.code, finding.path, finding.span or (-1, -1), finding.message


class _Words(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        raise KeyError(f"no word for the placeholder {{{name}}}")


def _finding(case: Case, text: CheckText, hit: Hit) -> Finding:
    path = nearest(case.referral, hit.path)
    words: dict[str, Any] = {"name": case.catalogue.screen("this_child"), "path": path}
    steps = split(path)
    if len(steps) > 1 and steps[0] == "children":
        words["name"] = case.all_children[int(steps[1])].name or case.catalogue.screen("this_child")
    if hit.span is not None:
        words["words"] = (get(case.referral, path) or "")[hit.span[0] : hit.span[1]]
    words.update(hit.words)
    return Finding(
        code=text.code,
        severity=text.severity,
        path=path,
        title=text.title,
        message=text.message.format_map(_Words(words)),
        why=text.why,
        source=text.source,
        fix=text.fix,
        span=hit.span,
    )


def _answered(referral: Referral, catalogue: Catalogue, findings: Collection[Finding]) -> list[Finding]:
    """The findings with a person's reasons put to them, where those still hold."""
    explained = {(each.code, each.path or ""): each for each in referral.explained or ()}
    dismissed = {(each.code, each.path or ""): each for each in referral.dismissed or ()}
    if not explained and not dismissed:
        return list(findings)

    def reason(given: Dismissal | None, finding: Finding) -> str | None:
        if given is None or not given.reason or answers_nothing(given.reason, catalogue):
            return None
        holds = given.of is None or given.of.lower() == hash_at(referral, finding.path)
        return given.reason if holds else None

    answered = []
    for finding in findings:
        place = (finding.code, finding.path)
        explanation = explained.get(place)
        why = reason(explanation, finding)
        if why is not None and (finding.severity is Severity.MUST or (explanation and explanation.kind == "misread")):
            finding = replace(finding, explained=why)
        elif finding.severity is not Severity.MUST and (why := reason(dismissed.get(place), finding)) is not None:
            finding = replace(finding, dismissed=why)
        answered.append(finding)
    return answered


PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""A word that a message leaves open."""
