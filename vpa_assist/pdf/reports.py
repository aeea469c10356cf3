"""Reports of a supervisor as PDF: a dip sample with its results. No child's name and no reference is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpa_assist.composed.values import clock
from vpa_assist.dip_sample import agreement_in_words, part_label
from vpa_assist.pdf.outline.parts import Block, Column, Heading, Item, Labelled, Para, Row, Sheet, Table, Title, Words, words
from vpa_assist.pdf.plain_document import plain_document
from vpa_assist.record.kinds import moment
from vpa_assist.rubric import GRADES

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.dip_sample import DipSample, Results


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
