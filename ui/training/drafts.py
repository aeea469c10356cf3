"""Scenarios that are being written: plain values in the training store until they are whole.

A draft has everything of a scenario but its three record tables and its claims, which are worked out: the two records are
kept whole (`weak_record`, `strong_record`), what they share becomes `common`, and the claims are what the checks find in the
weak record and not in the strong one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from vpa_assist.errors import CannotDo, Refused
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import SCHEMA as DOCUMENT
from vpa_assist.record.referral import Referral
from vpa_assist.training import authoring, records
from vpa_assist.training.fingerprints import NOTHING, CameBack, Fingerprints
from vpa_assist.training.scenario import SCHEMA, BrokenScenario, Scenario, from_table

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store

_INDEX = "own_drafts"
_NOT_SHARED = ("id", "schema", "kind", "status", "scenario")
MOST_CLAIMS = 12


@dataclass(slots=True)
class Draft:
    """One scenario in the making. `value` is changed in place; `Drafts.keep` makes it last."""

    id: str
    value: dict[str, Any]
    never: Fingerprints = NOTHING
    """What of the document it began with must not stand in it."""

    @property
    def title(self) -> str:
        """Its title as far as it has one."""
        return str(self.value.get("title") or "")


class Drafts:
    """The drafts of one open training store."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self.store = store
        self.catalogue = catalogue

    def ids(self) -> tuple[str, ...]:
        """The ids of what is being written."""
        try:
            value = json.loads(self.store.setting(_INDEX, "[]"))
        except ValueError:
            return ()
        return tuple(str(each) for each in value) if isinstance(value, list) else ()

    def load(self, draft_id: str) -> Draft | None:
        """A draft, None where there is none of this id."""
        try:
            value = json.loads(self.store.setting(f"own_draft.{draft_id}", "null"))
        except ValueError:
            return None
        return Draft(draft_id, value, self._never(draft_id)) if isinstance(value, dict) else None

    def _never(self, draft_id: str) -> Fingerprints:
        try:
            return Fingerprints.from_json(json.loads(self.store.setting(f"own_never.{draft_id}", "null")))
        except ValueError:
            return NOTHING

    def keep(self, draft: Draft) -> None:
        """Keeps a draft. Raises StoreCannot."""
        self.store.set_setting(f"own_draft.{draft.id}", json.dumps(draft.value, ensure_ascii=False))
        if draft.id not in self.ids():
            self.store.set_setting(_INDEX, json.dumps([*self.ids(), draft.id]))

    def remove(self, draft_id: str) -> None:
        """Takes a draft away."""
        self.store.set_setting(_INDEX, json.dumps([each for each in self.ids() if each != draft_id]))
        self.store.set_setting(f"own_draft.{draft_id}", "")
        self.store.set_setting(f"own_never.{draft_id}", "")

    def begin(self, at: str, strong: Referral | None = None, never: Fingerprints = NOTHING) -> Draft:
        """A new draft, from a blank or with a document (already pseudonymised) as its strong record.

        `never` are the fingerprints of that document's identities, looked for in whatever is written from now on.
        """
        draft_id = f"own-{uuid4().hex[:8]}"
        record: dict[str, Any] = strong.as_json() if strong is not None else {"children": [{"id": "c1"}], "incident": {}}
        record.setdefault("created_at", at)
        record.setdefault("updated_at", at)
        draft = Draft(draft_id, {"audience": ["response"], "strong_record": without_frame(record)}, never)
        if never.marks:
            self.store.set_setting(f"own_never.{draft_id}", json.dumps(never.as_json()))
        self.keep(draft)
        return draft

    def of(self, scenario: Scenario) -> Draft:
        """A draft of a scenario that is whole, to go on writing it."""
        held = self.load(scenario.id)
        if held is not None:
            return held
        value = scenario.model_dump(mode="json", by_alias=True, exclude_none=True)
        for which in ("weak", "strong"):
            record = records.record(scenario, which)
            value[f"{which}_record"] = without_frame(record.as_json())
        for name in ("schema", "id", "origin", "common", "weak", "strong", "claims"):
            value.pop(name, None)
        draft = Draft(scenario.id, value, self._never(scenario.id))
        self.keep(draft)
        return draft


def without_frame(record: dict[str, Any]) -> dict[str, Any]:
    """A record without the members that every document has."""
    return {name: value for name, value in record.items() if name not in _NOT_SHARED}


def referral_of(draft: Draft, which: str) -> Referral:
    """One record of a draft as a training document; the weak one begins with who is who in the strong one."""
    value = draft.value.get(f"{which}_record")
    if value is None:
        common = authoring.skeleton(draft.id, "", referral_of(draft, "strong"), {})["common"]
        value = without_frame(common)
    number = str(uuid4())
    return from_json({**value, "schema": DOCUMENT, "id": number, "kind": "training", "status": "draft", "scenario": draft.id})


def shared(one: Any, other: Any) -> tuple[Any, Any, Any]:
    """What two plain values have in common, and what each has of its own, such that `records.joined` gives them back.

    What is common to two lists of things with ids are the things of those ids; None stands for nothing.
    """
    if one == other:
        return one, None, None
    if isinstance(one, dict) and isinstance(other, dict) and one and other:
        common: dict[str, Any] = {}
        own: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        for name in [*one, *(each for each in other if each not in one)]:
            if name not in one or name not in other:
                own[name not in one][name] = one.get(name, other.get(name))
                continue
            both, first, second = shared(one[name], other[name])
            for held, value in ((common, both), (own[0], first), (own[1], second)):
                if value is not None:
                    held[name] = value
        return common or None, own[0] or None, own[1] or None
    if isinstance(one, list) and isinstance(other, list) and set(_ids(one)) & set(_ids(other)):
        first_by, second_by = ({each["id"]: each for each in held} for held in (one, other))
        lists: list[list[Any]] = [[], [], []]
        for number in first_by:
            if number in second_by:
                parts = shared(first_by[number], second_by[number])
                for at, part in enumerate(parts):
                    if part is not None or at == 0:
                        lists[at].append({"id": number, **(part or {})})
        lists[1] += [each for each in one if each["id"] not in second_by]
        lists[2] += [each for each in other if each["id"] not in first_by]
        return lists[0], lists[1] or None, lists[2] or None
    return None, one, other


def _ids(values: list[Any]) -> list[Any]:
    return [each["id"] for each in values] if all(isinstance(each, dict) and "id" in each for each in values) else []


def cleaned(value: Any) -> Any:
    """Plain values without empty texts, lists and tables: what is blank is missing."""
    if isinstance(value, dict):
        held = {name: cleaned(each) for name, each in value.items()}
        return {name: each for name, each in held.items() if each not in ("", [], {}, None)}
    if isinstance(value, list):
        return [held for each in value if (held := cleaned(each)) not in ("", [], {}, None)]
    return value.strip() if isinstance(value, str) else value


def scenario_of(draft: Draft, catalogue: Catalogue) -> Scenario:
    """The scenario that a draft makes. Raises BrokenScenario with everything that is still to do."""
    back = draft.never.came_back(draft.value)
    if back:
        raise BrokenScenario(draft.title or draft.id, tuple(_said_of(each, catalogue) for each in back))
    value = cleaned({name: each for name, each in draft.value.items() if not name.endswith("_record")})
    weak, strong = referral_of(draft, "weak").as_json(), referral_of(draft, "strong").as_json()
    common, own_weak, own_strong = shared(without_frame(weak), without_frame(strong))
    value.update(schema=SCHEMA, id=draft.id, origin="own", common=common or {}, weak=own_weak or {}, strong=own_strong or {})
    value["claims"] = _claims(draft, catalogue)
    scenario = from_table(value, draft.title or draft.id)
    try:
        faults = tuple(records.faults(scenario, catalogue))
    except Refused as refusal:
        faults = (refusal.lines()[0],)
    if faults:
        raise BrokenScenario(draft.title or draft.id, faults)
    return scenario


def _claims(draft: Draft, catalogue: Catalogue) -> list[dict[str, str]]:
    """What the checks find in the weak record and not in the strong one."""
    from vpa_assist.checks.engine import run_checks

    answered = {(each.code, each.path) for each in run_checks(referral_of(draft, "strong"), catalogue)}
    found = [each for each in run_checks(referral_of(draft, "weak"), catalogue) if (each.code, each.path) not in answered]
    return [{"code": each.code, "path": each.path} for each in found[:MOST_CLAIMS]]


def to_do(draft: Draft, catalogue: Catalogue) -> tuple[str, ...]:
    """What is still to do, in words; empty when the scenario is whole."""
    try:
        scenario_of(draft, catalogue)
    except BrokenScenario as broken:
        return tuple(dict.fromkeys(in_words(each, catalogue) for each in broken.faults))
    except CannotDo as refusal:
        return (str(refusal).splitlines()[0],)
    return ()


def _said_of(back: CameBack, catalogue: Catalogue) -> str:
    steps = back.pointer.strip("/").split("/")
    is_record = steps[0].endswith("_record")
    place = f"{catalogue.screen(f'training.own_{steps[0]}')}: " if is_record else f"{'.'.join(steps)}: "
    return place + catalogue.screen("training.own_came_back", words=back.words)


_PLACE = re.compile(r"^([a-z_]+(?:\.[A-Za-z0-9_]+)*): (.*)$", re.DOTALL)


def in_words(fault: str, catalogue: Catalogue) -> str:
    """A fault with its place in the words of the page: "Scene 1, What there is to find: is missing"."""
    found = _PLACE.match(fault)
    if found is None:
        return fault
    steps: list[str] = []
    for step in found[1].split("."):
        if step.isdigit():
            if steps:
                steps[-1] = f"{steps[-1]} {int(step) + 1}"
            continue
        try:
            steps.append(catalogue.screen(f"training.field_{step}"))
        except KeyError:
            steps.append(step.replace("_", " "))
    return f"{', '.join(steps)}: {found[2]}"
