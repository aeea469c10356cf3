"""The scenarios of a form pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vpa_assist.errors import CannotDo
from vpa_assist.training import records
from vpa_assist.training.scenario import BrokenScenario, Scenario, from_table

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

FOLDER = "training"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the library, read without building the whole scenario. `ages` are whole years; None is unborn."""

    id: str
    title: str
    summary: str
    types: tuple[str, ...]
    ages: tuple[int | None, ...]
    audience: tuple[str, ...]
    features: tuple[str, ...]
    origin: str


def entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Every scenario of the pack, by title. A file that cannot be read so far is left out; `faults` names it."""
    found = []
    for name in catalogue.names(FOLDER):
        try:
            found.append(_entry(catalogue.raw(name)))
        except (CannotDo, KeyError, TypeError, AttributeError, ValueError):
            continue
    return tuple(sorted(found, key=lambda each: each.title))


def _entry(table: dict[str, Any]) -> Entry:
    common = table["common"]
    day = common["incident"].get("attended_at") or common["incident"].get("occurred_at") or common["created_at"]
    return Entry(
        id=table["id"],
        title=table["title"],
        summary=table["summary"],
        types=tuple(common["incident"]["types"]),
        ages=tuple(_age(child, day[:10]) for child in common["children"]),
        audience=tuple(table["audience"]),
        features=tuple(table.get("features", ())),
        origin=table["origin"],
    )


def _age(child: dict[str, Any], day: str) -> int | None:
    if child.get("unborn"):
        return None
    if "date_of_birth" not in child:
        return int(child["estimated_age"])
    born = str(child["date_of_birth"])
    return int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])


def scenario(catalogue: Catalogue, scenario_id: str) -> Scenario:
    """One scenario. Raises BrokenScenario, or KeyError where the pack has none of this id."""
    return from_table(catalogue.raw(f"{FOLDER}/{scenario_id}"), scenario_id)


def faults(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Everything wrong with the pack's scenarios: pairs of file and fault. Empty when all can be used."""
    found: list[tuple[str, str]] = []
    for name in catalogue.names(FOLDER):
        file = f"{name}.toml"
        try:
            read = from_table(catalogue.raw(name), name)
            if f"{FOLDER}/{read.id}" != name:
                found.append((file, f"its id is {read.id}, which is not the file's name"))
            found.extend((file, f"there is no source {each}") for each in read.sources if not _has_source(catalogue, each))
            found.extend((file, fault) for fault in records.faults(read, catalogue))
        except BrokenScenario as broken:
            found.extend((file, fault) for fault in broken.faults)
        except CannotDo as refusal:
            found.append((file, str(refusal).splitlines()[0]))
    return tuple(found)


def _has_source(catalogue: Catalogue, source: str) -> bool:
    try:
        catalogue.source(source)
    except KeyError:
        return False
    return True
