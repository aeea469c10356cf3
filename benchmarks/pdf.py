"""Goal 12: the tagged PDF of a referral, beside the same words laid out plainly, and a hundred of them on two processes."""

from __future__ import annotations

import html as markup
import io
import re
import subprocess
import sys
import time
from collections.abc import Callable

from benchmarks.corpus import referral_bytes
from benchmarks.harness import PYTHON, Felt, Goal, Section, duel, python_env, timed
from benchmarks.peers import ensure_python
from benchmarks.stores import work_folder
from vpa_assist import catalogue as packs
from vpa_assist.pdf import export, exported, html
from vpa_assist.record.reading import read

ROUNDS, SHORT_ROUNDS = 15, 5
BATCH, SHORT_BATCH, BATCH_ROUNDS, SHORT_BATCH_ROUNDS = 100, 30, 3, 1
OURS, PLATYPUS = "vpa-assist: PDF/UA, tagged, document inside", "reportlab platypus, plain"
_BLOCK = re.compile(r"</(?:p|td|th|h[1-6]|li|dd|dt|div|caption|figcaption|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_NOT_TEXT = re.compile(r"<(style|svg|head|script)\b.*?</\1>", re.IGNORECASE | re.DOTALL)


def run(short: bool = False) -> Section:
    section = Section("The PDF")
    catalogue = packs.default()
    missing = ensure_python("typst", "weasyprint")
    referrals = [read(referral_bytes(seed, children=6, words=60)) for seed in range(8)]
    made = exported(referrals[0], catalogue)
    pages = [html(each, catalogue) for each in referrals]
    blocks = [_blocks(page) for page in pages]
    contenders: dict[str, Callable[[int], object]] = {
        OURS: lambda number: export(referrals[number], catalogue),
        PLATYPUS: lambda number: _platypus(blocks[number]),
        "reportlab canvas, hand wrapped": lambda number: _canvas(blocks[number]),
    }
    if "typst" not in missing:
        contenders["typst, tagged"] = lambda number: _typst(blocks[number])
    if "weasyprint" not in missing and _works(lambda: _weasyprint("<p>one</p>")):
        contenders["WeasyPrint, the HTML twin"] = lambda number: _weasyprint(pages[number])
    words = len(" ".join(blocks[0]).split())
    section.text(
        f"A referral of six children: {made.pages} pages, {words:,} words, the same words for all. Checks and outline included."
    )
    found = duel(
        {name: lambda number, work=work: timed(lambda: work(number % 8)) for name, work in contenders.items()},
        SHORT_ROUNDS if short else ROUNDS,
        warm_up=1,
    )
    section.duel(found, PLATYPUS)
    section.goals.append(Goal("12a", "tagged PDF : plain platypus", found.ratio(OURS, PLATYPUS), 1.5, 1.3))
    six = read(referral_bytes(3, children=2, words=60))
    several = exported(six, catalogue)
    took = sorted(timed(lambda: export(six, catalogue)) for _ in range(5))[2]
    section.felt.append(Felt(f"PDF of {several.pages} pages", took, 0.3, "s"))
    _batch(section, SHORT_BATCH if short else BATCH, SHORT_BATCH_ROUNDS if short else BATCH_ROUNDS)
    return section


def _batch(section: Section, count: int, rounds: int) -> None:
    folder = work_folder() / "referrals"
    folder.mkdir()
    for seed in range(count):
        (folder / f"{seed:03}.json").write_bytes(referral_bytes(seed, children=6, words=60))

    def export_all(jobs: int, number: int) -> float:
        command = [PYTHON, "-m", "vpa_assist", "export", str(folder), "-o", str(work_folder() / f"out-{jobs}-{number}")]
        start = time.perf_counter()
        subprocess.run([*command, "--jobs", str(jobs)], check=True, env=python_env(), stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    found = duel(
        {"one process": lambda number: export_all(1, number), "two processes": lambda number: export_all(2, number)},
        rounds,
        warm_up=0,
    )
    section.text(f"`vpa-assist export` of {count} referrals, the start of the program included.")
    section.duel(found, "one process", "s")
    section.goals.append(
        Goal("12b", f"{count} referrals on two processes : on one", found.ratio("two processes", "one process"), 0.6, 0.55)
    )


def _blocks(page: str) -> list[str]:
    """The texts of the HTML twin, one for each paragraph, cell or heading."""
    parts = _BLOCK.split(_NOT_TEXT.sub(" ", page))
    texts = (" ".join(markup.unescape(_TAG.sub(" ", part)).split()) for part in parts)
    return [text for text in texts if text]


def _platypus(blocks: list[str]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    out = io.BytesIO()
    story = [Paragraph(markup.escape(text), styles["BodyText"]) for text in blocks]
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()


def _canvas(blocks: list[str]) -> bytes:
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


def _typst(blocks: list[str]) -> bytes:
    import typst  # type: ignore[import-not-found]

    source = '#set page(paper: "a4")\n' + "\n\n".join(re.sub(r"([\\#*_`$<>@\[\]=+/\-~\"])", r"\\\1", text) for text in blocks)
    made: bytes = typst.compile(source.encode())
    return made


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
