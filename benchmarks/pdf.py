"""Goal 12: the tagged PDF of a referral, beside the same outline by other makers, and a hundred of them on two processes."""

from __future__ import annotations

import gc
import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.corpus import referral_bytes
from benchmarks.harness import PYTHON, Duel, Felt, Goal, Section, cpu_timed, duel, process, python_env
from benchmarks.pdf_platypus import platypus
from benchmarks.pdf_typst import source, typst_pdf
from benchmarks.peers import ensure_python
from benchmarks.stores import work_folder
from vpa_assist import catalogue as packs
from vpa_assist.pdf import export, exported
from vpa_assist.pdf.exporting import TOOL, document_bytes, prepared
from vpa_assist.pdf.outline.document import texts_of
from vpa_assist.pdf.outline.parts import Outline
from vpa_assist.pdf.render.document import render
from vpa_assist.pdf.twin import page as twin
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral

ROUNDS, SHORT_ROUNDS = 15, 7
BATCH, SHORT_BATCH, BATCH_ROUNDS, SHORT_BATCH_ROUNDS = 100, 30, 3, 1
OURS, RENDERED = "vpa-assist: checks, outline and PDF", "vpa-assist: outline to PDF"
PLATYPUS, CANVAS, TYPST, WEASYPRINT = "reportlab platypus, plain", "reportlab canvas, bare", "typst", "WeasyPrint"
SIX, TWENTY, LONG = (1, 20), (6, 60), (40, 60)
"""Children, and words in each AWARE field, of a referral of about 6, 20 and 100 pages."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the contenders are given: the referral for ours, the same outline for all, made before the clock starts."""

    fresh: Referral
    outline: Outline
    data: bytes
    typst: bytes
    html: str
    texts: tuple[str, ...]


def given(seed: int, size: tuple[int, int]) -> Given:
    """The material of one round. The referral of ours has other texts of the same length: none was read before."""
    children, words = size
    catalogue = packs.default()
    outline, referral = prepared(
        read(referral_bytes(seed, children, words)),
        catalogue,
        variant="full",
        at=None,
        urgent=False,
        facts=None,
        redaction=None,
    )
    data = document_bytes(referral)
    texts = tuple(text for sheet in outline.sheets for text in texts_of(sheet.blocks))
    return Given(read(referral_bytes(seed + 10_000, children, words)), outline, data, source(outline, data), twin(outline), texts)


def run(short: bool = False) -> Section:
    section = Section("The PDF")
    missing = ensure_python("typst", "weasyprint", "reportlab")
    makers = _makers(missing)
    rounds = SHORT_ROUNDS if short else ROUNDS
    six, few = _duel(section, SIX, rounds, makers)
    twenty, many = _duel(section, TWENTY, rounds, {name: make for name, make in makers.items() if name != WEASYPRINT})
    for number, peer, reach, moonshot in (("12a", PLATYPUS, 1.5, 1.3), ("12c", TYPST, 1.6, 1.3)):
        if peer in makers:
            for found, pages in ((six, few), (twenty, many)):
                what = f"tagged PDF of {pages} pages, checks included : {peer}"
                section.goals.append(Goal(number, what, found.ratio(OURS, peer), reach, moonshot))
    section.felt.append(Felt(f"PDF of {few} pages, processor time", six.times[OURS].median, 0.3, "s"))
    _linear(section, rounds)
    _batch(section, SHORT_BATCH if short else BATCH, SHORT_BATCH_ROUNDS if short else BATCH_ROUNDS)
    return section


def _makers(missing: list[str]) -> dict[str, Callable[[Given], object]]:
    catalogue = packs.default()
    makers: dict[str, Callable[[Given], object]] = {
        OURS: lambda each: export(each.fresh, catalogue),
        RENDERED: lambda each: render(each.outline, each.data, TOOL),
    }
    if "reportlab" not in missing:
        makers[PLATYPUS] = lambda each: platypus(each.outline)
        makers[CANVAS] = lambda each: _canvas(each.texts)
    if "typst" not in missing:
        makers[TYPST] = lambda each: typst_pdf(each.typst)
    if "weasyprint" not in missing and _works(lambda: _weasyprint("<p>one</p>")):
        makers[WEASYPRINT] = lambda each: _weasyprint(each.html)
    return makers


def _duel(section: Section, size: tuple[int, int], rounds: int, makers: dict[str, Callable[[Given], object]]) -> tuple[Duel, int]:
    """One size. Every round has texts of its own, so that nobody's memory of the last one helps."""
    material = {turn: given(turn % 10_000, size) for turn in range(-1, rounds)}
    found = duel(
        {name: lambda turn, make=make: cpu_timed(lambda: make(material[turn])) for name, make in makers.items()},
        rounds,
        warm_up=1,
    )
    first = material[0]
    pages = statistics.median_low(render(each.outline, each.data, TOOL).pages for each in list(material.values())[:5])
    counts = [f"ours {pages} pages"]
    counts += [
        f"{peer} {_pages(bytes(make(first)))}"  # type: ignore[call-overload]
        for peer, make in makers.items()
        if peer in (PLATYPUS, TYPST)
    ]
    who = "1 child" if size[0] == 1 else f"{size[0]} children"
    section.text(
        f"{who}, {len(' '.join(first.texts).split()):,} words: {', '.join(counts)}. Processor time of all threads, fresh texts "
        "each round. All lay out one outline with the same faces: headings, tables with heads, figures, running heads; typst "
        "and ours to PDF/A-3a and PDF/UA-1 with the document inside. Platypus writes no tags, the bare canvas breaks no lines."
    )
    section.duel(found, PLATYPUS if PLATYPUS in makers else OURS)
    return found, pages


def _linear(section: Section, rounds: int) -> None:
    """Whether a page of a long document costs more than one of a short one."""
    catalogue = packs.default()
    sizes = {"6 to 8 pages": SIX, "some 20": TWENTY, "some 100": LONG}

    def cost(turn: int, size: tuple[int, int]) -> float:
        referral = read(referral_bytes(20_100 + turn, *size))
        gc.collect()
        start = time.process_time()
        pages = exported(referral, catalogue).pages
        return (time.process_time() - start) / pages

    found = duel({name: lambda turn, size=size: cost(turn, size) for name, size in sizes.items()}, rounds, warm_up=1)
    section.text("What a page costs in a short and in a long document, checks and outline included.")
    section.duel(found, "some 20")
    section.goals.append(Goal("12d", "a page of 100 : a page of 20", found.ratio("some 100", "some 20"), 1.15, 1.0))


def _batch(section: Section, count: int, rounds: int) -> None:
    folder = work_folder() / "referrals"
    folder.mkdir()
    for seed in range(count):
        (folder / f"{seed:03}.json").write_bytes(referral_bytes(seed, children=6, words=60))

    used: dict[int, float] = {}

    def export_all(jobs: int, number: int) -> float:
        command = [PYTHON, "-m", "vpa_assist", "export", str(folder), "-o", str(work_folder() / f"out-{jobs}-{number}")]
        took = process([*command, "--jobs", str(jobs)], python_env())
        assert took.status == 0
        used[jobs] = took.cpu
        return took.wall

    found = duel(
        {"one process": lambda number: export_all(1, number), "two processes": lambda number: export_all(2, number)},
        rounds,
        warm_up=0,
    )
    section.text(
        f"`vpa-assist export` of {count} referrals, the start of the program included. Processor time: {used[1]:.1f} s in one, "
        f"{used[2]:.1f} s in two."
    )
    section.duel(found, "one process", "s")
    section.goals.append(
        Goal(
            "12b",
            f"{count} referrals on two processes : on one",
            found.ratio("two processes", "one process"),
            0.6,
            0.55,
            note=f"half of the processor time of two : one is {used[2] / used[1] / 2:.2f}",
        )
    )


def _canvas(blocks: tuple[str, ...]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y = 800
    lines = canvas.beginText(40, y)
    for text in blocks:
        for at in range(0, len(text), 95):
            lines.textLine(text[at : at + 95])
            y -= 14
            if y < 40:
                canvas.drawText(lines)
                canvas.showPage()
                y = 800
                lines = canvas.beginText(40, y)
    canvas.drawText(lines)
    canvas.save()
    return out.getvalue()


def _pages(data: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(data))


def _weasyprint(page: str) -> bytes:
    import weasyprint  # type: ignore[import-not-found]

    made: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _works(make: Callable[[], object]) -> bool:
    """Whether a peer runs here: some need a library of the system."""
    try:
        make()
    except Exception as fault:  # whatever a peer of another system throws: the others are measured all the same
        print(f"peer not measured: {type(fault).__name__}", file=sys.stderr)
        return False
    return True
