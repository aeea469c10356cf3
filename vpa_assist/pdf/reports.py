"""Reports of a supervisor as PDF: a dip sample with its results, one chart of insight. No child's name, no reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpa_assist.composed.values import clock
from vpa_assist.dip_sample import agreement_in_words, part_label
from vpa_assist.insight.report import percent
from vpa_assist.pdf.outline.parts import (
    Block,
    Column,
    Figure,
    Heading,
    Item,
    Labelled,
    Para,
    Row,
    Sheet,
    Table,
    Title,
    Words,
    words,
)
from vpa_assist.pdf.plain_document import plain_document
from vpa_assist.record.kinds import moment
from vpa_assist.rubric import GRADES

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.dip_sample import DipSample, Results
    from vpa_assist.drawing.shapes import Drawing
    from vpa_assist.insight import report


def sample_report(sample: DipSample, results: Results, catalogue: Catalogue, at: str) -> bytes:
    """A dip sample as a PDF: how it was drawn, so that anybody can draw it again, the grades by part, and the agreement.

    `at` is the time of the report, RFC 3339.
    """
    say = catalogue.screen
    drawn = clock(moment(sample.drawn_at))
    items = [
        Item(say("sample.drawn"), (words(drawn),)),
        Item(say("sample.seed"), (words(sample.seed),)),
        Item(say("sample.size_of"), (words(f"{len(sample.drawn)} / {sample.of}"),)),
        *(Item(key, (words(value),)) for key, value in sample.criteria.items() if value),
        Item(say("sample.graded"), (words(f"{results.graded} / {results.of}"),)),
        Item(say("sample.agreement"), (words(agreement_in_words(results, catalogue)),)),
    ]
    title = say("sample.name")
    line = say("sample.row", day=drawn, size=len(sample.drawn), of=sample.of, seed=sample.seed)
    blocks: list[Block] = [
        Title(title, "top", lines=(words(line),)),
        Para(words(say("sample.note")), "note"),
        Labelled(tuple(items)),
    ]
    if results.parts():
        blocks += [Heading(say("sample.graded"), "grades"), _grades(results, catalogue)]
    return plain_document(title, title, [Sheet(tuple(blocks), line)], catalogue, at)


def _grades(results: Results, catalogue: Catalogue) -> Table:
    say = catalogue.screen
    columns = (
        Column(say("sample.part"), 0.46, heads=True),
        *(Column(catalogue.label("grade", grade), 0.18) for grade in GRADES),
    )
    rows: list[Row] = []
    for part in results.parts():
        counts = [str(results.grades.get((part, grade), 0)) for grade in GRADES]
        cells: list[tuple[Words, ...]] = [(words(text),) for text in (part_label(part, catalogue), *counts)]
        rows.append(Row(tuple(cells)))
    return Table(columns, tuple(rows), say("sample.graded"))


def chart_report(drawing: Drawing, title: str, figures: report.Table, basis: str, catalogue: Catalogue, at: str) -> bytes:
    """One chart of insight as a PDF: the chart, and under it the same figures as a table.

    `basis` says over how many referrals it was counted; `at` is the time of the report, RFC 3339.
    """
    say = catalogue.screen
    name = say("insight.title")
    blocks: list[Block] = [
        Title(title, "top", kicker=name, lines=(words(basis),)),
        Figure(drawing, say("insight.bar_note")),
        Heading(say("insight.same_numbers"), "figures"),
        _figures(figures, catalogue),
        Para(words(str(catalogue.raw("insight")["small_group_note"]).format(least=figures.least)), "note"),
    ]
    return plain_document(title, name, [Sheet(tuple(blocks), title)], catalogue, at)


def _figures(figures: report.Table, catalogue: Catalogue) -> Table:
    say = catalogue.screen
    columns = (
        Column(figures.dimension_title, 0.4, heads=True),
        Column(say("insight.part"), 0.13),
        Column(say("insight.whole"), 0.13),
        Column(say("insight.share"), 0.13),
        Column(say("insight.interval"), 0.21),
    )
    rows: list[Row] = []
    for each in (figures.total, *figures.rows):
        if each.shown:
            interval = say("insight.from_to", low=percent(each.low), high=percent(each.high))
            cells = (each.label, str(each.part), str(each.whole), percent(each.value), interval)
        else:
            cells = (each.label, "", "", "", say("insight.under", least=figures.least))
        rows.append(Row(tuple((words(text),) for text in cells)))
    return Table(columns, tuple(rows), figures.title)
