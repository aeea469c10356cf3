"""Every scenario that can be shown here: those of the form pack, and one's own.

Own scenarios lie in the training store, encrypted as everything there; without an open store they are held for this run only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vpa_assist.errors import CannotDo
from vpa_assist.record.ages import age, incident_day
from vpa_assist.training import library
from vpa_assist.training.records import record
from vpa_assist.training.scenario import BrokenScenario, Scenario
from vpa_assist.training.sharing import pack, unpack

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store

_INDEX = "own_scenarios"


@dataclass(frozen=True, slots=True)
class Shown:
    """One scenario of the list, with the minutes that its forms take."""

    entry: library.Entry
    present: int
    practise: int
    own: bool = False

    def fits(self, kind: str, ages: tuple[int, int] | None, audience: str, minutes: int) -> bool:
        """Whether it belongs under these filters; an empty one lets everything through. Unborn counts as under 1."""
        entry = self.entry
        old_enough = ages is None or any(ages[0] <= (each or 0) <= ages[1] for each in entry.ages)
        return (
            (not kind or kind in entry.types)
            and old_enough
            and (not audience or audience in entry.audience)
            and (not minutes or self.practise <= minutes)
        )


def minutes(points: int, steps: int, discoveries: int, children: int) -> tuple[int, int]:
    """What presenting and practising take, to five minutes: talk about each point, and reading, asking and writing twice."""
    present = 2 + 2 * steps + 2 * points
    practise = 10 + discoveries + 12 * children
    return _to_five(present), _to_five(practise)


def _to_five(number: int) -> int:
    return max(5, 5 * round(number / 5))


class Shelf:
    """The scenarios by their ids. `store` is set once one is open; what was held until then moves into it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._store: Store | None = None
        self._held: dict[str, bytes] = {}

    def use(self, store: Store) -> None:
        """Keeps own scenarios in this store from now on."""
        self._store = store
        held, self._held = self._held, {}
        for data in held.values():
            self.put(unpack(data, "held"))

    def shown(self) -> tuple[Shown, ...]:
        """Everything, own scenarios first, each group by title."""
        own = []
        for each in self.own_ids():
            try:
                own.append(self._of(self.scenario(each)))
            except CannotDo:
                continue
        packed = [self._of_table(entry) for entry in library.entries(self.catalogue)]
        return (*sorted(own, key=lambda each: each.entry.title), *packed)

    def scenario(self, scenario_id: str) -> Scenario:
        """One scenario. Raises BrokenScenario, KeyError."""
        data = self._bytes(scenario_id)
        if data is not None:
            return unpack(data, scenario_id)
        return library.scenario(self.catalogue, scenario_id)

    def title(self, scenario_id: str) -> str:
        """Its title, or its id where it is not here any more."""
        try:
            return self.scenario(scenario_id).title
        except (BrokenScenario, KeyError):
            return scenario_id

    # one's own

    def own_ids(self) -> tuple[str, ...]:
        """The ids of one's own scenarios."""
        if self._store is None:
            return tuple(self._held)
        try:
            value = json.loads(self._store.setting(_INDEX, "[]"))
        except ValueError:
            return ()
        return tuple(str(each) for each in value) if isinstance(value, list) else ()

    def put(self, scenario: Scenario) -> None:
        """Keeps a scenario of one's own; one of the same id is replaced."""
        data = pack(scenario)
        if self._store is None:
            self._held[scenario.id] = data
            return
        self._store.set_setting(f"scenario.{scenario.id}", data.decode("utf-8"))
        self._store.set_setting(_INDEX, json.dumps(sorted({*self.own_ids(), scenario.id})))

    def remove(self, scenario_id: str) -> None:
        """Takes one's own scenario away."""
        self._held.pop(scenario_id, None)
        if self._store is not None:
            self._store.set_setting(_INDEX, json.dumps(sorted({*self.own_ids()} - {scenario_id})))
            self._store.set_setting(f"scenario.{scenario_id}", "")

    def _bytes(self, scenario_id: str) -> bytes | None:
        if scenario_id in self._held:
            return self._held[scenario_id]
        if self._store is not None and scenario_id in self.own_ids():
            return self._store.setting(f"scenario.{scenario_id}").encode("utf-8")
        return None

    def _of(self, scenario: Scenario) -> Shown:
        strong = record(scenario, "strong")
        day = incident_day(strong)
        children = strong.children or ()
        types = tuple(strong.incident.types or ()) if strong.incident else ()
        entry = library.Entry(
            id=scenario.id,
            title=scenario.title,
            summary=scenario.summary,
            types=types,
            ages=tuple(None if child.unborn else age(child, day) for child in children),
            audience=tuple(scenario.audience),
            features=tuple(scenario.features),
            origin=scenario.origin,
        )
        points = sum(len(step.points) for step in scenario.steps)
        taken = minutes(points, len(scenario.steps), len(list(scenario.discoveries())), len(children))
        return Shown(entry, *taken, own=True)

    def _of_table(self, entry: library.Entry) -> Shown:
        table: dict[str, Any] = self.catalogue.raw(f"{library.FOLDER}/{entry.id}")
        steps = table.get("steps", [])
        points = sum(len(step.get("points", ())) for step in steps)
        found = sum(len(stage.get("facts", ())) for stage in table.get("stages", ()))
        found += sum(len(talk.get("turns", ())) for talk in table.get("talks", ()))
        return Shown(entry, *minutes(points, len(steps), found, len(entry.ages)))
