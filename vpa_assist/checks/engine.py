"""Runs every check over a referral and says what a person has explained or set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from vpa_assist.checks.case import CHECKS, SEES, Case, CheckFunction, ChildCase, Hit, Of
from vpa_assist.checks.placeholders import answers_nothing
from vpa_assist.errors import CannotDo
from vpa_assist.findings import Finding, Severity
from vpa_assist.record.canonical import hash_at
from vpa_assist.record.pointers import get, is_recorded, names, split
from vpa_assist.record.referral import Dismissal, Explanation, Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue, CheckText

FAMILIES: tuple[str, ...] = (
    "seen",
    "voice",
    "words",
    "aware",
    "identity",
    "missing",
    "protection",
    "custody",
    "exploitation",
    "domestic",
    "offender",
    "decision",
    "incident",
    "times",
    "contradictions",
    "curiosity",
    "prose.welfare",
    "prose.same",
    "prose.speech",
    "prose.summary",
    "prose.questions",
    "prose.signs",
    "prose.vulnerability",
    "prose.language",
)
"""The modules of this package that hold checks, in the order of the catalogue."""

Placed = tuple[tuple[Any, ...], Finding]
"""A finding, and what puts it in the contract's order."""

_TOP_LEVEL = {step: place for place, step in enumerate(names(Referral))}


def run_checks(referral: Referral, catalogue: Catalogue, codes: Collection[str] | None = None) -> tuple[Finding, ...]:
    """The findings of a referral, its addenda applied, in the contract's order. `codes` limits them to some checks."""
    register_all()
    case = Case(referral, catalogue)
    wanted = None if codes is None else frozenset(codes)
    placed = _found(case, _functions(wanted, "document"))
    for part in (None, *case.all_children):
        placed += _in_part(case, part, wanted)
    placed.sort(key=_place)
    return tuple(_answered(case.original, catalogue, [finding for _, finding in placed]))


def _in_part(case: Case, part: ChildCase | None, codes: frozenset[str] | None) -> list[Placed]:
    """What is found in one child, or (None) in what belongs to no child."""
    functions = _functions(codes, "part", "rest" if part is None else "child")
    # only for a child in police protection does a check look at when the document was last changed
    updated = case.referral.updated_at if part is not None and part.child.police_protection else None
    return case.kept(part, ("findings", codes, updated), lambda one: _found(one, functions))


@lru_cache(maxsize=64)
def _functions(codes: frozenset[str] | None, *of: Of) -> tuple[tuple[str, CheckFunction], ...]:
    return tuple((code, function) for code, function in CHECKS.items() if SEES[code] in of and (codes is None or code in codes))


def _found(case: Case, checks: Iterable[tuple[str, CheckFunction]]) -> list[Placed]:
    found: dict[tuple[str, str, tuple[int, int] | None, str], Placed] = {}
    for code, function in checks:
        for hit in function(case):
            placed = _placed(case.whole, code, hit)
            # the same code, place and span is one finding; a term that differs without a span is another
            found.setdefault((code, placed[1].path, hit.span, str(hit.words.get("term", ""))), placed)
    return list(found.values())


@cache
def register_all() -> None:
    """Imports every family, which registers its checks."""
    for family in FAMILIES:
        import_module(f"vpa_assist.checks.{family}")


def _place(placed: Placed) -> tuple[Any, ...]:
    return placed[0]


def _order(finding: Finding) -> tuple[Any, ...]:
    steps = split(finding.path)
    first = _TOP_LEVEL[steps[0]] if steps else -1
    child = int(steps[1]) if len(steps) > 1 and steps[0] == "children" else -1
    return first, child, finding.code, finding.path, finding.span or (-1, -1), finding.message


def _placed(case: Case, code: str, hit: Hit) -> Placed:
    """The finding that a hit makes: the same as before while nothing that stands in it changes."""
    path, value = _recorded_at(case, hit.path)
    name = None
    steps = split(path)
    if len(steps) > 1 and steps[0] == "children":
        name = case.all_children[int(steps[1])].name
    passage = None if hit.span is None else (value or "")[hit.span[0] : hit.span[1]]
    return _made(case.catalogue, code, path, name, hit.span, passage, tuple(hit.words.items()))


@lru_cache(maxsize=8192)
def _made(
    catalogue: Catalogue,
    code: str,
    path: str,
    name: str | None,
    span: tuple[int, int] | None,
    passage: str | None,
    told: tuple[tuple[str, Any], ...],
) -> Placed:
    text = catalogue.check_text(code)
    words: dict[str, Any] = {"name": name or catalogue.screen("this_child"), "path": path, **dict(told)}
    if passage is not None:
        words.setdefault("words", passage)
    finding = Finding(
        code=code,
        severity=text.severity,
        path=path,
        title=text.title,
        message=_filled(text, words),
        why=text.why,
        source=text.source,
        fix=text.fix,
        span=span,
    )
    return _order(finding), finding


def _recorded_at(case: Case, path: str) -> tuple[str, Any]:
    """The address of what is recorded at or nearest above this one, and its value. Asked once for each address on the way."""
    known: dict[str, tuple[str, Any]] = case.__dict__.setdefault("_recorded_at", {"": ("", case.referral)})
    found = known.get(path)
    if found is None:
        head, _, last = path.rpartition("/")
        above, value = found = _recorded_at(case, head)
        if above == head and is_recorded(value := get(value, f"/{last}")):
            found = path, value
        known[path] = found
    return found


def _filled(text: CheckText, words: dict[str, Any]) -> str:
    try:
        return text.message.format_map(words)
    except (KeyError, ValueError, IndexError, AttributeError):
        raise CannotDo(
            f"The message of {text.code} in the form pack has a placeholder that this check does not fill. "
            "Correct the message, or use the form pack that ships."
        ) from None


def _answered(referral: Referral, catalogue: Catalogue, findings: Collection[Finding]) -> list[Finding]:
    """The findings with a person's reasons put to them, where those still hold."""
    given: dict[tuple[str, str], list[Dismissal]] = {}
    for each in (*(referral.explained or ()), *(referral.dismissed or ())):
        given.setdefault((each.code or "", (each.path or "").strip()), []).append(each)
    if not given:
        return list(findings)
    return [_answer(referral, catalogue, finding, given.get((finding.code, finding.path), ())) for finding in findings]


def _answer(referral: Referral, catalogue: Catalogue, finding: Finding, given: Collection[Dismissal]) -> Finding:
    for entry in given:
        if not (_fits(entry, finding) and _reason_counts(entry, catalogue) and _still_holds(entry, referral, finding.path)):
            continue
        if isinstance(entry, Explanation):
            return replace(finding, explained=entry.reason)
        return replace(finding, dismissed=entry.reason)
    return finding


def _fits(entry: Dismissal, finding: Finding) -> bool:
    """A must is explained, anything less set aside; that a check misread the text can be said of any finding."""
    if isinstance(entry, Explanation):
        return finding.severity is Severity.MUST or entry.kind == "misread"
    return finding.severity is not Severity.MUST


def _reason_counts(entry: Dismissal, catalogue: Catalogue) -> bool:
    return is_recorded(entry.reason) and not answers_nothing(entry.reason or "", catalogue)


def _still_holds(entry: Dismissal, referral: Referral, path: str) -> bool:
    """Whether the value is as it was when the reason was given. One that was written without a hash is taken to hold."""
    return entry.of is None or entry.of.lower() == hash_at(referral, path)
