"""One practice of one trainee, as it is kept in the training store: what was looked at, and the records written cold and guided.

The records are training drafts like any other, saved while they are typed. What stands beside them is a small setting.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from ui.document import Document
from ui.keeping import StoreKeeper, officer_of, opened, place_of
from vpa_assist.errors import CannotDo
from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Referral
from vpa_assist.training import attempts, results, unfold
from vpa_assist.training.records import blank, record

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store
    from vpa_assist.training.scenario import Scenario

Phase = Literal["cold", "guided", "debrief"]
Which = Literal["cold", "guided"]
_INDEX = "practices"
_GIVEN = ("reference", "types", "occurred_at", "attended_at", "location")
"""What the control room has told before anybody is at the door: it stands in the record from the start."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a practice stands. `chosen` is what was looked at and asked, `cold_end` how much of it before the prompts came."""

    scenario: str
    phase: Phase = "cold"
    chosen: tuple[str, ...] = ()
    cold_end: int = 0
    cold: str = ""
    guided: str = ""
    counted: bool = False


def begun(store: Store) -> frozenset[str]:
    """The scenarios of which a practice was begun and did not come to its debrief."""
    return frozenset(each for each in _ids(store) if (state := _read(store, each)) is not None and state.phase != "debrief")


def _ids(store: Store) -> tuple[str, ...]:
    try:
        value = json.loads(store.setting(_INDEX, "[]"))
    except ValueError:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _read(store: Store, scenario_id: str) -> State | None:
    try:
        value: Any = json.loads(store.setting(f"practice.{scenario_id}", "null"))
        return State(**{**value, "chosen": tuple(value["chosen"])}) if value else None
    except (ValueError, TypeError, KeyError):
        return None


class Practice:
    """The practice of a scenario in an open training store. Every step is kept before it is shown."""

    def __init__(self, store: Store, catalogue: Catalogue, scenario: Scenario, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.catalogue = catalogue
        self.scenario = scenario
        self.clock = clock
        self.state = _read(store, scenario.id) or State(scenario.id)
        known = {each.id for each in scenario.discoveries()}
        if not set(self.state.chosen) <= known:  # the scenario was changed meanwhile
            self.state = replace(self.state, chosen=tuple(each for each in self.state.chosen if each in known))

    def _keep(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.store.set_setting(f"practice.{self.scenario.id}", json.dumps(asdict(self.state)))
        self.store.set_setting(_INDEX, json.dumps(sorted({*_ids(self.store), self.scenario.id})))

    @property
    def progress(self) -> unfold.Progress:
        """What was looked at and asked so far."""
        return unfold.Progress(self.scenario.id, self.state.chosen)

    @property
    def cold_progress(self) -> unfold.Progress:
        """What was looked at and asked before the prompts came."""
        end = self.state.cold_end if self.state.phase != "cold" else len(self.state.chosen)
        return unfold.Progress(self.scenario.id, self.state.chosen[:end])

    def choose(self, what: str) -> None:
        """Looks, asks or checks. Raises NotOpen, and StoreCannot."""
        self._keep(chosen=unfold.choose(self.scenario, self.progress, what).chosen)

    # the two records

    def document(self, which: Which) -> Document:
        """The record of this phase, to be written in; it is kept in the training store while it is typed. Raises CannotDo."""
        draft_id = self.state.cold if which == "cold" else self.state.guided
        if draft_id:
            draft = self.store.load(draft_id)
            referral, revision = opened(draft), draft.revision
            beside: dict[str, Any] = {"half_typed": dict(draft.half_typed), "place": place_of(self.store, draft)}
            beside["visited"] = frozenset(self.store.settings.visited(draft_id))
        else:
            referral, revision, beside = self._new(which), 0, {}
        if referral.kind != "training":
            raise CannotDo(self.catalogue.screen("training.not_training"))
        keeper = StoreKeeper(self.store, self.catalogue, referral.id, revision, referral)
        document = Document(
            referral, self.catalogue, keeper=keeper, clock=self.clock, officer=officer_of(self.store, self.catalogue), **beside
        )
        if not revision:
            document.keep_from_now()
            self._keep(**{which: referral.id})
        return document

    def _new(self, which: Which) -> Referral:
        new_id, at = str(uuid4()), self.clock().isoformat()
        if which == "guided" and self.state.cold:
            cold = self.referral("cold")
            return cold.model_copy(update={"id": new_id})
        referral = blank(self.scenario, new_id, at)
        given = self.scenario.common.get("incident", {})
        for name in _GIVEN:
            if name in given:
                referral = put(referral, f"/incident/{name}", given[name])
        for name in ("created_at", "author"):
            if name in self.scenario.common:
                referral = put(referral, f"/{name}", self.scenario.common[name])
        return referral

    def referral(self, which: Which) -> Referral:
        """A record as it was last kept; an empty one where none was begun."""
        draft_id = self.state.cold if which == "cold" else self.state.guided
        if not draft_id:
            return blank(self.scenario, str(uuid4()), self.clock().isoformat())
        return opened(self.store.load(draft_id, editing=False))

    # going on

    def go_guided(self) -> None:
        """The cold record is done; the guided one begins as its copy."""
        self._keep(phase="guided", cold_end=len(self.state.chosen))

    def go_debrief(self) -> None:
        """Both records are done."""
        self._keep(phase="debrief")

    def again(self) -> None:
        """Begins this scenario anew; what was written before is deleted."""
        for draft_id in (self.state.cold, self.state.guided):
            if draft_id:
                self.store.delete(draft_id, "practised again")
        self.state = State(self.scenario.id)
        self._keep()

    # what came of it

    def outcome(self) -> Outcome:
        """Both records beside the strong one."""
        cold, guided = self.referral("cold"), self.referral("guided")
        return Outcome(
            strong=record(self.scenario, "strong"),
            cold=cold,
            guided=guided,
            before=attempts.compare(self.scenario, cold, self.cold_progress),
            after=attempts.compare(self.scenario, guided, self.progress),
            both=attempts.cold_and_guided(self.scenario, cold, guided, self.catalogue),
        )

    def result(self, pseudonym: str, outcome: Outcome) -> results.Result:
        """The numbers that stay, without a name and without a text."""
        return results.result(
            pseudonym,
            self.scenario.id,
            self.clock().isoformat(),
            comparison=outcome.after,
            cold_and_guided=outcome.both,
            leading_questions=len(unfold.leading(self.scenario, self.progress)),
        )

    def counted(self) -> None:
        """The result of this practice is kept: it is not counted again."""
        self._keep(counted=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the debrief shows."""

    strong: Referral
    cold: Referral
    guided: Referral
    before: attempts.Comparison
    after: attempts.Comparison
    both: attempts.ColdAndGuided
