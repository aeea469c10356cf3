"""The inspection pack: what was recommended, what the checks and figures show, and the work behind it. No child's data.

One ZIP file: a readable page and a CSV table for each part.
"""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vpa_assist.insight.report import InsightWords, percent, safe_cell, table_of
from vpa_assist.insight.tally import Tally

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.training.results import Result

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time that files in the pack carry, so that the same figures give the same bytes."""


@dataclass(frozen=True, slots=True)
class Point:
    """One recommendation, with the checks and measures that show what became of it."""

    id: str
    section: str
    recommendation: str
    found: str
    source: str
    codes: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is put beside the figures. Each row is ready to print; none may hold a child's data."""

    moves: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How often each review action happened: (month, action) -> number."""
    samples: Sequence[Sequence[str]] = ()
    """Dip samples: date, seed, size, of, agreement in words."""
    training: Sequence[Sequence[str]] = ()
    """Training results: scenario, trainees, practices, musts open without prompts and with them (medians)."""
    about: str = ""
    """What the figures are narrowed to, in words; empty for everything."""


SAMPLE_COLUMNS = ("date", "seed", "size", "of", "agreement")
TRAINING_COLUMNS = ("scenario", "trainees", "practices", "musts_cold", "musts_guided")


def training_rows(results: Iterable[Result]) -> list[list[str]]:
    """A class's results for the pack, a row for each scenario."""
    from vpa_assist.training.results import summaries

    return [
        [each.scenario, str(each.trainees), str(each.practices), _median(each.musts_cold), _median(each.musts_guided)]
        for each in summaries(results)
    ]


def _median(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def points(catalogue: Catalogue) -> tuple[Point, ...]:
    """The recommendations, in the order of the report."""
    return tuple(
        Point(
            id=each["id"],
            section=each["section"],
            recommendation=each["recommendation"],
            found=each["found"],
            source=each["source"],
            codes=tuple(each["codes"]),
            measures=tuple(each["measures"]),
        )
        for each in catalogue.raw("inspection")["point"]
    )


def pack(tally: Tally, catalogue: Catalogue, evidence: Evidence) -> bytes:
    """The pack as the bytes of a ZIP file; the same input gives the same bytes."""
    parts = {
        "index.html": page(tally, catalogue, evidence).encode(),
        "checks.csv": _csv(_checks(tally, catalogue)),
        "trend.csv": _csv(_trend(tally, catalogue)),
        "review-log.csv": _csv(
            [["month", "action", "number"], *([m, a, str(n)] for (m, a), n in sorted(evidence.moves.items()))]
        ),
        "samples.csv": _csv([SAMPLE_COLUMNS, *evidence.samples]),
        "training.csv": _csv([TRAINING_COLUMNS, *evidence.training]),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name, FIXED_TIME), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _checks(tally: Tally, catalogue: Catalogue) -> list[list[str]]:
    least = InsightWords(catalogue).least
    rows = [["recommendation", "section", "code", "check", "referrals with it open", "referrals"]]
    for point in points(catalogue):
        for code in point.codes:
            number = tally.codes[code]
            shown = str(number) if number >= least or number == 0 else f"under {least}"
            rows.append([point.id, point.section, code, catalogue.check_text(code).title, shown, str(tally.referrals)])
    return rows


def _trend(tally: Tally, catalogue: Catalogue) -> list[list[str]]:
    words = InsightWords(catalogue)
    rows = [["recommendation", "measure", "month", "part", "whole", "share", "low", "high"]]
    for point in points(catalogue):
        for measure in point.measures:
            table = table_of(tally, measure, "month", words)
            for row in table.rows:
                figures = (
                    [str(row.part), str(row.whole), *(percent(number) for number in (row.value, row.low, row.high))]
                    if row.shown
                    else ["", f"under {words.least}", "", "", ""]
                )
                rows.append([point.id, table.title, row.label, *figures])
    return rows


def page(tally: Tally, catalogue: Catalogue, evidence: Evidence) -> str:
    """The readable page of the pack."""
    words = InsightWords(catalogue)
    screen = catalogue.screen
    basis = screen("insight.basis", referrals=tally.referrals, children=tally.children)
    out = [
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">',
        f"<title>{html.escape(screen('inspection.title'))}</title>",
        "<style>body{font:16px/1.5 'Source Sans 3',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#16191C}",
        "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600}",
        "th,td{text-align:left;padding:.25rem .75rem;border-bottom:1px solid #D5D9DD}td.n{text-align:right}</style></head><body>",
        f"<p><b>{html.escape(catalogue.force().marking)}</b></p>",
        f"<h1>{html.escape(screen('inspection.title'))}</h1>",
        (f"<p>{html.escape(f'{evidence.about} {basis}'.strip())} {html.escape(words.small_group_note())}</p>"),
    ]
    for point in points(catalogue):
        out += [
            f"<h2>{html.escape(point.section)}: {html.escape(point.recommendation)}</h2>",
            (
                f"<p>{html.escape(screen('inspection.found'))} {html.escape(point.found)} "
                f"<small>{html.escape(catalogue.source(point.source).title)}</small></p>"
            ),
            f"<table><caption>{html.escape(screen('inspection.figures'))}</caption><tbody>",
        ]
        for measure in point.measures:
            total = table_of(tally, measure, "month", words).total
            title = html.escape(words.measure(measure)["title"])
            if total.shown:
                interval = screen("insight.from_to", low=percent(total.low), high=percent(total.high))
                cells = f'<td class="n">{total.part} / {total.whole}</td><td class="n">{percent(total.value)}</td>'
                out.append(f'<tr><th scope="row">{title}</th>{cells}<td class="n">{html.escape(interval)}</td></tr>')
            else:
                hidden = html.escape(screen("insight.hidden", least=words.least))
                out.append(f'<tr><th scope="row">{title}</th><td colspan="3">{hidden}</td></tr>')
        out.append("</tbody></table><ul>")
        for code in point.codes:
            number = tally.codes[code]
            shown = str(number) if number >= words.least or number == 0 else screen("insight.under", least=words.least)
            title = html.escape(catalogue.check_text(code).title)
            out.append(f"<li>{code} {title}: {html.escape(screen('inspection.open_in', number=shown))}</li>")
        out.append("</ul>")
    moves = [[month, catalogue.label("review_action", action), str(n)] for (month, action), n in sorted(evidence.moves.items())]
    out += _work("review", ("month", "step", "number"), moves, catalogue)
    out += _work("samples", SAMPLE_COLUMNS, evidence.samples, catalogue)
    out += _work("training", TRAINING_COLUMNS, evidence.training, catalogue)
    out.append("</body></html>")
    return "\n".join(out)


def _work(part: str, columns: Sequence[str], rows: Sequence[Sequence[str]], catalogue: Catalogue) -> list[str]:
    """A table of work that was done, or the words that there is none."""
    screen = catalogue.screen
    out = [f"<h2>{html.escape(screen(f'inspection.{part}'))}</h2>"]
    if not rows:
        return [*out, f"<p>{html.escape(screen('inspection.none'))}</p>"]
    heads = "".join(f'<th scope="col">{html.escape(screen(f"inspection.column_{each}"))}</th>' for each in columns)
    out.append(f"<table><thead><tr>{heads}</tr></thead><tbody>")
    out += ["<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return [*out, "</tbody></table>"]
