"""The figures as files: the chart as a drawing, a picture or a PDF; everything as a table, a page or the inspection pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from ui.supervisor.figures import chart_of
from vpa_assist.drawing.metrics import wrapped
from vpa_assist.drawing.shapes import Drawing, Text, moved

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.insight.report import Table
    from vpa_assist.insight.tally import Tally
    from vpa_assist.store import Store
    from vpa_assist.training.results import Result

PICTURES = ("svg", "png", "pdf")
"""Ways to save the chart that is shown."""
CHART_WIDTH = 476
"""Points: the text width of a page."""
NOTE_SIZE, NOTE_LEADING, NOTE_GAP = 9.2, 12.0, 6.0
"""Points: what stands over a chart that is narrowed, from line to line, and between it and the chart."""


@dataclass(frozen=True, slots=True)
class AsShown:
    """What the page shows: everything that was counted, the measure that is shown and how it is split."""

    store: Store
    catalogue: Catalogue
    tally: Tally
    table: Table
    title: str
    basis: str
    dimension: str
    today: date
    training: tuple[Result, ...] = ()
    """A class's results that go into the inspection pack."""
    about: str = ""
    """What the figures are narrowed to, in words."""


def file_of(form: str, shown: AsShown) -> bytes:
    """The chart (`svg`, `png`, `pdf`), or all figures as `csv`, `html` or the inspection pack (`zip`)."""
    if form in PICTURES:
        return picture(form, shown)
    if form == "csv":
        from vpa_assist.insight.report import as_csv

        return as_csv(shown.tally, shown.catalogue, shown.dimension, shown.about).encode("utf-8-sig")
    if form == "html":
        from vpa_assist.insight.html_page import as_html

        return as_html(shown.tally, shown.catalogue, shown.dimension, shown.about).encode()
    return _inspection_pack(shown)


def picture(form: str, shown: AsShown) -> bytes:
    """The chart in black, white and one accent: `svg`, `png`, or `pdf` with its figures as a table."""
    drawing = chart_of(shown.table, shown.catalogue, CHART_WIDTH)
    if form != "pdf" and shown.about:
        drawing = under(drawing, shown.about)
    if form == "svg":
        from vpa_assist.drawing.svg import as_svg

        return as_svg(drawing, shown.title).encode()
    if form == "png":
        from ui.supervisor.picture import as_png

        return as_png(drawing, shown.title)
    from vpa_assist.pdf.reports import chart_report

    at = datetime.combine(shown.today, time(), UTC).isoformat()
    return chart_report(drawing, shown.title, shown.table, f"{shown.about} {shown.basis}".strip(), shown.catalogue, at)


def under(drawing: Drawing, words: str) -> Drawing:
    """The drawing below a note of its own width, in the picture and in its alternative text: whoever gets the file alone
    reads it there.
    """
    lines = wrapped(words, NOTE_SIZE, drawing.width)
    down = len(lines) * NOTE_LEADING + NOTE_GAP
    note = (Text(0.0, (number + 1) * NOTE_LEADING - NOTE_GAP / 2, line, NOTE_SIZE) for number, line in enumerate(lines))
    shapes = (*note, *(moved(shape, 0.0, down) for shape in drawing.shapes))
    return Drawing(drawing.width, drawing.height + down, shapes, f"{words} {drawing.alt}")


def _inspection_pack(shown: AsShown) -> bytes:
    from vpa_assist import dip_sample
    from vpa_assist.insight.inspection import Evidence, pack, training_rows

    store, catalogue = shown.store, shown.catalogue
    samples = dip_sample.from_json(store.setting(dip_sample.SETTING, "[]"))
    rows = dip_sample.rows(samples, lambda draft_id: store.load(draft_id, editing=False).body, catalogue)
    return pack(shown.tally, catalogue, Evidence(shown.tally.moves, rows, training_rows(shown.training), shown.about))
