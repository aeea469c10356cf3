"""A dip sample with its record and its results: what was drawn and how, who graded what, and how far two graders agree.

A sample never holds a document: grades are review entries of the referrals themselves, read anew each time.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from vpa_assist.errors import CannotDo
from vpa_assist.insight.report import safe_cell
from vpa_assist.insight.statistics import Agreement, agreement
from vpa_assist.record.pointers import split
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral
from vpa_assist.rubric import GRADES, grades_given

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


SETTING = "dip_samples"
"""Where the samples of a person are kept in their store."""


@dataclass(frozen=True, slots=True)
class DipSample:
    """One sample as it was drawn. `criteria` says in words and values what it was drawn from; anybody can draw it again."""

    id: str
    drawn_at: str
    by: str
    seed: str
    size: int
    of: int
    drawn: tuple[str, ...]
    criteria: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "drawn": list(self.drawn), "criteria": dict(self.criteria)}


def from_json(text: str) -> tuple[DipSample, ...]:
    """Samples out of what `to_json` made; none of what is not readable."""
    try:
        held = json.loads(text)
        return tuple(DipSample(**{**each, "drawn": tuple(each["drawn"])}) for each in held)
    except (ValueError, TypeError, KeyError):
        return ()


def to_json(samples: Iterable[DipSample]) -> str:
    """Samples as text for the store."""
    return json.dumps([sample.as_json() for sample in samples], ensure_ascii=False)


def due(samples: Iterable[DipSample], every_days: int, today: date) -> date | None:
    """When the next sample is due: so many days after the last one; today where none was ever drawn, None for no reminder."""
    if every_days <= 0:
        return None
    drawn = [date.fromisoformat(sample.drawn_at[:10]) for sample in samples]
    return max(drawn) + timedelta(days=every_days) if drawn else today


@dataclass(frozen=True, slots=True)
class Results:
    """What the graders found. `grades` counts (part, grade) of first grades; `pairs` are what two people gave the same part."""

    graded: int
    of: int
    grades: Mapping[tuple[str, str], int]
    pairs: tuple[tuple[str, str], ...]
    agreement: Agreement | None

    def parts(self) -> tuple[str, ...]:
        """The parts that have a grade, in the order of their names."""
        return tuple(sorted({part for part, _ in self.grades}))


def results(referrals: Iterable[Referral], of: int) -> Results:
    """The results of a sample from the referrals that were drawn.

    The first person who graded a part is the first grader there, the next other one the second; a person's later grade
    replaces their earlier one.
    """
    counted: Counter[tuple[str, str]] = Counter()
    pairs: list[tuple[str, str]] = []
    graded = 0
    for referral in referrals:
        given = grades_given(referral)
        graded += bool(given)
        for path, entries in sorted(given.items()):
            latest = dict(entries)  # a dict keeps each person's first place and their last grade
            first, *others = latest.values()
            counted[part_of(path), first] += 1
            if others:
                pairs.append((first, others[0]))
    found = agreement([a for a, _ in pairs], [b for _, b in pairs]) if pairs else None
    return Results(graded, of, counted, tuple(pairs), found)


def part_of(path: str) -> str:
    """Which part of the rubric a grade is about: the path without the child's place."""
    steps = split(path)
    return "/".join(steps[2:] if steps[:1] == ("children",) else steps) or "referral"


def as_csv(sample: DipSample, found: Results, catalogue: Catalogue) -> str:
    """The results as one table, with what is needed to draw the sample again. No child's name and no reference is in it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    screen = catalogue.screen
    writer.writerow([screen("sample.drawn"), sample.drawn_at])
    writer.writerow([screen("sample.seed"), safe_cell(sample.seed)])
    writer.writerow([screen("sample.size_of"), f"{len(sample.drawn)} / {sample.of}"])
    for key, value in sample.criteria.items():
        writer.writerow([safe_cell(key), safe_cell(value)])
    writer.writerow([screen("sample.graded"), f"{found.graded} / {found.of}"])
    writer.writerow([screen("sample.agreement"), agreement_in_words(found, catalogue)])
    writer.writerow([])
    writer.writerow([screen("sample.part"), *(catalogue.label("grade", grade) for grade in GRADES)])
    for part in found.parts():
        writer.writerow([part_label(part, catalogue), *(found.grades.get((part, grade), 0) for grade in GRADES)])
    return out.getvalue()


def part_label(part: str, catalogue: Catalogue) -> str:
    """The rubric's words for a part."""
    for sheet in catalogue.raw("rubric")["sheet"]:
        for item in sheet["item"]:
            if item["path"].strip("/") == part:
                return str(item["label"])
    return part


def rows(samples: Iterable[DipSample], body: Callable[[str], bytes], catalogue: Catalogue) -> list[list[str]]:
    """The samples for the inspection pack: day, seed, size, of how many, agreement in words.

    `body` gives the document of a draft, and raises CannotDo where it is gone.
    """
    return [
        [
            each.drawn_at[:10],
            each.seed,
            str(len(each.drawn)),
            str(each.of),
            agreement_in_words(results(_referrals(each, body), len(each.drawn)), catalogue),
        ]
        for each in samples
    ]


def _referrals(sample: DipSample, body: Callable[[str], bytes]) -> Iterator[Referral]:
    for draft_id in sample.drawn:
        try:
            yield read(body(draft_id))
        except CannotDo:
            continue


def agreement_in_words(found: Results, catalogue: Catalogue) -> str:
    """Cohen's kappa with its interval, or why there is none."""
    held = found.agreement
    if held is None:
        return catalogue.screen("sample.no_second")
    if held.kappa is None or held.low is None or held.high is None:
        return catalogue.screen("sample.no_kappa", pairs=held.pairs)
    return catalogue.screen(
        "sample.kappa",
        kappa=f"{held.kappa:.2f}",
        low=f"{held.low:.2f}",
        high=f"{held.high:.2f}",
        pairs=held.pairs,
        observed=f"{held.observed * 100:.0f} %",
    )
