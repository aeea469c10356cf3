"""A tally as a report: panels of figures in words, small groups hidden, ready for JSON, CSV, HTML, the window and the PDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vpa_assist.insight.measures import DIMENSIONS, MEASURES
from vpa_assist.insight.tally import WAITING_BANDS, AwaitedGroup, Tally, middle_of, suppressed

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Row:
    """One group of one measure. `part` and the interval are None where the group is too small to be shown."""

    group: str
    label: str
    part: int | None
    whole: int | None
    value: float | None
    low: float | None
    high: float | None

    @property
    def shown(self) -> bool:
        return self.part is not None


@dataclass(frozen=True, slots=True)
class Table:
    """One measure split one way, groups in the order of their names."""

    measure: str
    title: str
    of: str
    source: str
    dimension: str
    dimension_title: str
    total: Row
    rows: tuple[Row, ...]
    least: int


class InsightWords:
    """The words of insight from the form pack."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.table = catalogue.raw("insight")

    @cached_property
    def least(self) -> int:
        """Members that a group must have to be shown."""
        return int(self.table["smallest_group"])

    def measure(self, key: str) -> dict[str, str]:
        held: dict[str, str] = self.table["measures"][key]
        return held

    def panels(self) -> dict[str, list[str]]:
        held: dict[str, list[str]] = self.table["panels"]
        return held

    def panel_title(self, key: str) -> str:
        return str(self.table["panel_titles"][key])

    def dimension(self, key: str) -> str:
        return str(self.table["dimensions"][key])

    def small_group_note(self) -> str:
        return str(self.table["small_group_note"]).format(least=self.least)

    def in_sentence(self, key: str) -> str:
        """A dimension in the middle of a sentence."""
        return str(self.table["in_sentence"][key])

    def in_order(self, dimension: str, groups: list[str]) -> list[str]:
        """Groups in the order of their words, what is not known last; periods and ages stay as they follow one another."""
        if dimension not in ("type", "unit", "authority", "ethnicity"):
            return groups
        return sorted(groups, key=lambda group: (group.startswith("not_"), self.group(dimension, group).casefold()))

    def group(self, dimension: str, group: str) -> str:
        """The label of a group: a code's words, or the group itself (a unit, a week)."""
        own = self.table["groups"].get(group)
        if own is not None:
            return str(own)
        if dimension == "type":
            return self.catalogue.label("incident_type", group)
        if dimension == "authority":
            known = self.catalogue.authority(group)
            return known.name if known else group
        if dimension == "ethnicity":
            return self.catalogue.codes("ethnicity").groups.get(group, group)
        if dimension == "awaited":
            return self.catalogue.label("awaited", group)
        return group


def table_of(tally: Tally, measure: str, dimension: str, words: InsightWords) -> Table:
    """One measure split one way. Groups that are too small are hidden, never shown as a bar."""
    if measure not in MEASURES or dimension not in DIMENSIONS:
        raise KeyError(measure if measure not in MEASURES else dimension)
    groups = words.in_order(dimension, tally.groups(measure, dimension))
    wholes = {group: tally.share(measure, dimension, group).whole for group in groups}
    hidden = suppressed(wholes, words.least) if dimension != "all" else suppressed(wholes, words.least, total_shown=False)
    total = _row(tally, measure, "all", "all", words, hidden=tally.share(measure).whole < words.least)
    own = words.measure(measure)
    return Table(
        measure=measure,
        title=own["title"],
        of=own["of"],
        source=words.catalogue.source(own["source"]).title,
        dimension=dimension,
        dimension_title=words.dimension(dimension),
        total=total,
        rows=tuple(_row(tally, measure, dimension, group, words, hidden=group in hidden) for group in groups),
        least=words.least,
    )


def _row(tally: Tally, measure: str, dimension: str, group: str, words: InsightWords, *, hidden: bool) -> Row:
    label = words.group(dimension, group)
    if hidden:
        return Row(group, label, None, None, None, None, None)
    found = tally.share(measure, dimension, group)
    return Row(group, label, found.part, found.whole, found.value, found.low, found.high)


def tables(tally: Tally, words: InsightWords, dimension: str) -> Iterator[tuple[str, Table]]:
    """Every panel's measures split one way, with the panel's key."""
    for panel, measures in words.panels().items():
        for measure in measures:
            yield panel, table_of(tally, measure, "ethnicity" if panel == "fairness" else dimension, words)


def as_json(tally: Tally, catalogue: Catalogue, dimension: str = "type") -> dict[str, Any]:
    """The whole report as plain values."""
    words = InsightWords(catalogue)
    return {
        "referrals": tally.referrals,
        "children": tally.children,
        "training_left_out": tally.left_out_training,
        "smallest_group": words.least,
        "panels": [
            {"panel": panel, "title": words.panel_title(panel), **_table_json(table)}
            for panel, table in tables(tally, words, dimension)
        ],
        **{wait.key: _quarters_json(wait) for wait in waits(tally, words)},
        "awaited": [
            {"what": what, "authority": authority, "waiting": band, "count": count}
            for what, authority, band, count in awaited_rows(tally, words)
        ],
    }


QUARTERS = ("insight.quarter", "insight.half", "insight.three_quarters")
"""The words for what a quarter, half and three quarters took less than."""
TIMES = ("hand_in", "sending")
"""The two waits: from attendance to hand-in, and from there to sending."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long something took, in minutes: a quarter, half and three quarters of them took less. None for too few."""

    key: str
    title: str
    count: int
    quarters: tuple[float, float, float] | None


def waits(tally: Tally, words: InsightWords) -> tuple[Wait, ...]:
    """From attendance to hand-in, and from hand-in to sending."""
    found = []
    for key in TIMES:
        minutes = getattr(tally, f"{key}_minutes")
        count = minutes.total()
        quarters = middle_of(minutes) if count >= words.least else None
        found.append(Wait(f"minutes_to_{key}", words.catalogue.screen(f"insight.time_to_{key}"), count, quarters))
    return tuple(found)


def awaited_rows(tally: Tally, words: InsightWords) -> list[tuple[str, str, str, int | None]]:
    """What is awaited, of which authority, for how long, and how often; a count under the smallest group is None.

    The rows are those of `awaited_groups`, in its order.
    """
    return [
        (*awaited_words(group, words), count if (count := tally.awaited[group]) >= words.least else None)
        for group in awaited_groups(tally)
    ]


def awaited_words(group: AwaitedGroup, words: InsightWords) -> tuple[str, str, str]:
    """What is awaited, of which authority and for how long, in words."""
    what, authority, band = group
    return words.group("awaited", what), words.group("authority", authority), words.group("waiting", band)


def awaited_groups(tally: Tally) -> list[AwaitedGroup]:
    """The groups of what is awaited: by thing, by authority, the shortest wait first."""
    return sorted(tally.awaited, key=lambda group: (group[0], group[1], WAITING_BANDS.index(group[2])))


def _quarters_json(wait: Wait) -> dict[str, float] | None:
    if wait.quarters is None:
        return None
    lower, middle, upper = wait.quarters
    return {"count": wait.count, "lower": lower, "middle": middle, "upper": upper}


def _table_json(table: Table) -> dict[str, Any]:
    def row(each: Row) -> dict[str, Any]:
        if not each.shown:
            return {"group": each.group, "label": each.label, "hidden": f"under {table.least}"}
        return {
            "group": each.group,
            "label": each.label,
            "part": each.part,
            "whole": each.whole,
            "share": each.value,
            "low": each.low,
            "high": each.high,
        }

    return {
        "measure": table.measure,
        "measure_title": table.title,
        "of": table.of,
        "source": table.source,
        "dimension": table.dimension,
        "total": row(table.total),
        "groups": [row(each) for each in table.rows],
    }


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def as_csv(tally: Tally, catalogue: Catalogue, dimension: str = "type", about: str = "") -> str:
    """The report as one flat table: a row for each measure and group; what it is narrowed to (`about`) has a row of its own."""
    words = InsightWords(catalogue)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["panel", "measure", "title", "of", "split by", "group", "part", "whole", "share", "low", "high"])
    for panel, table in tables(tally, words, dimension):
        for row in (table.total, *table.rows):
            figures = (
                [
                    row.part,
                    row.whole,
                    *(f"{number:.4f}" if number is not None else "" for number in (row.value, row.low, row.high)),
                ]
                if row.shown
                else ["", f"under {table.least}", "", "", ""]
            )
            writer.writerow([panel, table.measure, table.title, table.of, table.dimension_title, safe_cell(row.label), *figures])
    writer.writerows(_other_rows(tally, words))
    if about:
        writer.writerow(["about", "", safe_cell(about), *[""] * 8])
    return out.getvalue()


def _other_rows(tally: Tally, words: InsightWords) -> Iterator[list[object]]:
    """What is no share, in the columns of those that are: waits in minutes, and what is awaited of whom."""
    say = words.catalogue.screen
    for wait in waits(tally, words):
        for number, key in enumerate(QUARTERS):
            value = wait.quarters[number] if wait.quarters else f"under {words.least}"
            whole = wait.count if wait.quarters else ""
            yield ["times", wait.key, wait.title, say("insight.minutes"), "", say(key), value, whole, "", "", ""]
    for what, authority, band, count in awaited_rows(tally, words):
        group = safe_cell(say("insight.awaited_group", authority=authority, waiting=band))
        part = f"under {words.least}" if count is None else count
        split = f"{say('insight.awaited_of')}, {say('insight.awaited_for').lower()}"
        yield ["waiting", "awaited", what, say("insight.awaited_things"), split, group, part, "", "", "", ""]


def percent(value: float | None) -> str:
    """A share as a person reads it."""
    return "" if value is None else f"{value * 100:.0f} %"
