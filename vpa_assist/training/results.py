"""What stays of a practice: numbers under a pseudonym, never a name and never a text; and the class summary."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vpa_assist.errors import CannotDo
from vpa_assist.record.kinds import Time
from vpa_assist.training.attempts import ColdAndGuided, Comparison
from vpa_assist.training.marking import Marking
from vpa_assist.training.scenario import Id, Line

Number = int


class Result(BaseModel):
    """One practice of one trainee. `missed` are ids of cues; `appeared` are parts that came with the prompts."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    pseudonym: Line
    scenario: Id
    at: Time
    musts_cold: Number | None = Field(default=None, ge=0)
    musts_guided: Number | None = Field(default=None, ge=0)
    cues: Number = Field(default=0, ge=0)
    cues_found: Number = Field(default=0, ge=0)
    cues_told: Number = Field(default=0, ge=0)
    missed: tuple[str, ...] = Field(default=(), strict=False)
    appeared: tuple[str, ...] = Field(default=(), strict=False)
    leading_questions: Number = Field(default=0, ge=0)
    marks_same: Number | None = Field(default=None, ge=0)
    marks_differ: Number | None = Field(default=None, ge=0)
    not_marked: Number | None = Field(default=None, ge=0)


def result(
    pseudonym: str,
    scenario: str,
    at: str,
    *,
    comparison: Comparison | None = None,
    cold_and_guided: ColdAndGuided | None = None,
    marking: Marking | None = None,
    leading_questions: int = 0,
) -> Result:
    """The numbers of one practice, from what was done of it."""
    cues = comparison.cues if comparison else ()
    return Result(
        pseudonym=pseudonym,
        scenario=scenario,
        at=at,
        musts_cold=cold_and_guided.cold["must"] if cold_and_guided else None,
        musts_guided=cold_and_guided.guided["must"] if cold_and_guided else None,
        cues=len(cues),
        cues_found=sum(each.found for each in cues),
        cues_told=sum(each.told for each in cues),
        missed=tuple(each.cue.id for each in cues if each.state == "missed"),
        appeared=tuple(each.part for each in cold_and_guided.appeared) if cold_and_guided else (),
        leading_questions=leading_questions,
        marks_same=marking.count("same") if marking else None,
        marks_differ=marking.count("differs") if marking else None,
        not_marked=marking.count("not_marked") if marking else None,
    )


def pseudonym(words: Sequence[str], taken: Collection[str], choose: int) -> str:
    """A pseudonym that nobody has: a word and a number. `choose` is any number from a random source."""
    if not words:
        raise ValueError("there are no words to make pseudonyms of")
    number = choose % (len(words) * 89)
    for _ in range(len(words) * 89):
        made = f"{words[number % len(words)]} {11 + number // len(words)}"
        if made not in taken:
            return made
        number = (number + 1) % (len(words) * 89)
    raise ValueError("every pseudonym is taken")


def as_line(one: Result) -> bytes:
    """One result as a line of JSON, for a file that is only added to."""
    return json.dumps(one.model_dump(exclude_none=True), ensure_ascii=False, sort_keys=True).encode("utf-8") + b"\n"


def from_lines(data: bytes) -> tuple[tuple[Result, ...], int]:
    """The results of such a file, and how many of its lines could not be read (one cut short by a crash loses itself alone)."""
    found: list[Result] = []
    lost = 0
    for line in data.splitlines():
        if not line.strip():
            continue
        try:
            found.append(Result.model_validate(json.loads(line)))
        except (ValueError, ValidationError, RecursionError):
            lost += 1
    return tuple(found), lost


@dataclass(frozen=True, slots=True)
class Summary:
    """What a trainer learns of a class on one scenario. Medians are None where nothing was measured."""

    scenario: str
    trainees: int
    practices: int
    musts_cold: float | None
    musts_guided: float | None
    cues_told: float | None
    most_missed: tuple[tuple[str, int], ...]
    most_appeared: tuple[tuple[str, int], ...]
    marks_same: int
    marks_differ: int
    not_marked: int


def summaries(results: Iterable[Result]) -> tuple[Summary, ...]:
    """One summary for each scenario that was practised, in order of its id."""
    by_scenario: dict[str, list[Result]] = {}
    for each in results:
        by_scenario.setdefault(each.scenario, []).append(each)
    return tuple(_summary(scenario, held) for scenario, held in sorted(by_scenario.items()))


def _summary(scenario: str, held: Sequence[Result]) -> Summary:
    return Summary(
        scenario=scenario,
        trainees=len({each.pseudonym for each in held}),
        practices=len(held),
        musts_cold=_median(each.musts_cold for each in held),
        musts_guided=_median(each.musts_guided for each in held),
        cues_told=_median(each.cues_told for each in held if each.cues),
        most_missed=_most(name for each in held for name in each.missed),
        most_appeared=_most(name for each in held for name in set(each.appeared)),
        marks_same=sum(each.marks_same or 0 for each in held),
        marks_differ=sum(each.marks_differ or 0 for each in held),
        not_marked=sum(each.not_marked or 0 for each in held),
    )


def _median(values: Iterable[int | None]) -> float | None:
    known = [each for each in values if each is not None]
    return float(median(known)) if known else None


def _most(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))[:5])


COLUMNS = (
    "pseudonym",
    "scenario",
    "at",
    "musts_cold",
    "musts_guided",
    "cues",
    "cues_found",
    "cues_told",
    "leading_questions",
    "marks_same",
    "marks_differ",
    "not_marked",
)


TEXTS = frozenset({"pseudonym", "scenario", "at"})


def as_csv(results: Iterable[Result], headings: dict[str, str]) -> bytes:
    """The class as a table for a spreadsheet: UTF-8 with a mark, CRLF, and no cell that a spreadsheet would run.

    `headings` are the words of the columns; one that is absent keeps its own name.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([_cell(headings.get(each, each)) for each in COLUMNS])
    for one in results:
        rows.writerow([_cell(getattr(one, each)) for each in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def from_csv(data: bytes) -> tuple[Result, ...]:
    """The results out of a table that `as_csv` made, whatever words its columns carry. Raises CannotDo for another table."""
    try:
        head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        if len(head) != len(COLUMNS):
            raise ValueError(len(head))
        return tuple(
            Result.model_validate(
                {
                    name: cell.removeprefix("'") if name in TEXTS else int(cell)
                    for name, cell in zip(COLUMNS, row, strict=True)
                    if cell
                }
            )
            for row in rows
        )
    except (ValueError, ValidationError, csv.Error):
        raise CannotDo("This is no table of training results. Save one in the training window, under Results.") from None


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
