"""The two records of a scenario: what both share, joined with what each has of its own, as referral documents for training."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from vpa_assist.record.pointers import get, is_recorded
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import SCHEMA, Referral, Utterance
from vpa_assist.training.scenario import Point, Scenario

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Which = Literal["weak", "strong"]
_FAMILY = uuid.UUID("5b7b0f2e-3c0f-5a54-9d0a-7a3f6f0c1d11")


def joined(base: Any, own: Any) -> Any:
    """Two plain values made one: objects member by member, lists of things with ids by id; otherwise the own value stands."""
    if isinstance(base, dict) and isinstance(own, dict):
        return {
            name: joined(base[name], own[name]) if name in base and name in own else own.get(name, base.get(name))
            for name in [*base, *(n for n in own if n not in base)]
        }
    if isinstance(base, list) and isinstance(own, list) and _have_ids(base) and _have_ids(own):
        given = {each["id"]: each for each in own}
        known = {each["id"] for each in base}
        return [joined(each, given[each["id"]]) if each["id"] in given else each for each in base] + [
            each for each in own if each["id"] not in known
        ]
    return own


def _have_ids(values: list[Any]) -> bool:
    return all(isinstance(each, dict) and "id" in each for each in values)


def record(scenario: Scenario, which: Which) -> Referral:
    """One record of a scenario. Always the same document for the same scenario. Raises `errors.Refused`."""
    own = scenario.weak if which == "weak" else scenario.strong
    value: dict[str, Any] = joined(scenario.common, own)
    value.update(
        schema=SCHEMA,
        kind="training",
        scenario=scenario.id,
        status="draft",
        id=str(uuid.uuid5(_FAMILY, f"{scenario.id}/{which}")),
    )
    return from_json(value)


def blank(scenario: Scenario, new_id: str, at: str) -> Referral:
    """What a trainee begins with: an empty training document of this scenario. `new_id` is a UUID, `at` a time."""
    return from_json(
        {"schema": SCHEMA, "id": new_id, "kind": "training", "scenario": scenario.id, "created_at": at, "updated_at": at}
    )


def text_at(referral: Referral, pointer: str, quote: str | None = None) -> str:
    """What a point shows of a record: the quote, or the field's own text; empty where nothing is recorded."""
    if quote is not None:
        return quote
    value = get(referral, pointer) if pointer else None
    if isinstance(value, Utterance):
        return value.words or ""
    return value if isinstance(value, str) and is_recorded(value) else ""


def faults(scenario: Scenario, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with the records: claims that do not hold, a must in the strong one, quotes that stand nowhere."""
    from vpa_assist.checks.engine import run_checks

    weak, strong = record(scenario, "weak"), record(scenario, "strong")
    found = {(each.code, each.path) for each in run_checks(weak, catalogue)}
    for claim in scenario.claims:
        if (claim.code, claim.path) not in found:
            yield f"the weak record has no {claim.code} at {claim.path or 'the document'}"
    for finding in run_checks(strong, catalogue):
        if finding.severity == "must":
            yield f"the strong record has {finding.code} at {finding.path or 'the document'}: {finding.message}"
    for step in scenario.steps:
        for point in step.points:
            yield from _quotes(point, weak, strong)


def _quotes(point: Point, weak: Referral, strong: Referral) -> Iterator[str]:
    for which, referral, pointer, quote in (
        ("weak", weak, point.weak, point.weak_quote),
        ("strong", strong, point.strong, point.strong_quote),
    ):
        whole = text_at(referral, pointer)
        if quote is not None and quote not in whole:
            yield f"{point.label}: the {which} quote does not stand at {pointer}"
        if which == "strong" and not whole:
            yield f"{point.label}: the strong record has no text at {pointer}"
