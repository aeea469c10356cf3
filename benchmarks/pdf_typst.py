"""A peer of the PDF: the same outline by typst, to the same standards, with the document inside."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from benchmarks.pdf_platypus import blocks_of
from vpa_assist.drawing.svg import as_svg
from vpa_assist.fonts import FOLDER
from vpa_assist.pdf.outline import parts

_HEAD = """
#set document(title: {title}, author: {author}, description: {subject})
#set text(font: ("Source Sans 3", "Noto Sans"), size: 10pt, lang: "en", region: "GB", hyphenate: false)
#set par(leading: 0.5em, spacing: 0.7em)
#set page(paper: "a4", margin: (left: 22mm, right: 20mm, top: 26mm, bottom: 24mm),
  header: [#align(center, text(weight: "bold", size: 9.5pt, {marking})) #v(-4pt) #text(size: 8.8pt, {form})
    #line(length: 100%, stroke: 0.4pt + rgb("#9AA0A6"))],
  footer: context [#line(length: 100%, stroke: 0.4pt + rgb("#9AA0A6"))
    #text(size: 8.2pt, {reference}) #h(1fr) #text(size: 8.6pt)[Page #counter(page).get().first() of
    #counter(page).final().first()] #align(center, text(weight: "bold", size: 9.5pt, {marking}))])
#show heading.where(level: 1): set text(size: 22pt)
#show heading.where(level: 2): set text(size: 14.5pt)
#let strong(it) = text(weight: "semibold", it)
#let soft(it) = text(style: "italic", it)
#let note(it) = text(size: 8.8pt, it)
#let side(it) = text(size: 9.2pt, weight: "semibold", it)
#let voice(it) = text(font: ("Source Serif 4", "Noto Sans"), size: 12.8pt, it)
#let small(it) = text(size: 9.4pt, it)
#let place-of(name) = context counter(page).at(label(name)).first()
#let anchor(name) = [#metadata(none)#label(name)]
#let rule = (left: none, right: none, top: none, bottom: 0.4pt + rgb("#9AA0A6"))
#pdf.attach({file}, bytes({data}), relationship: "data", mime-type: "application/json", description: {about})
"""


def _text(text: str) -> str:
    """A text as a string of typst."""
    kept = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{kept}"'


class _Source:
    """The outline as typst's own language."""

    def __init__(self, outline: parts.Outline, data: bytes) -> None:
        self._anchors = set(_anchors(outline))
        self._told: set[str] = set()
        self.lines = [
            _HEAD.format(
                title=_text(outline.title),
                author=_text(outline.author),
                subject=_text(outline.subject),
                marking=_text(outline.marking.upper()),
                form=_text(outline.form),
                reference=_text(outline.reference),
                file=_text(outline.data_name),
                data=_text(data.decode()),
                about=_text(outline.data_about),
            )
        ]
        for index, (sheet, blocks) in enumerate(blocks_of(outline)):
            if index and sheet.fresh:
                self.lines.append("#pagebreak(weak: true)")
            for block in blocks:
                self.lines.extend(self._block(block))

    def _words(self, words: parts.Words) -> str:
        return "".join(self._run(run) for run in words)

    def _run(self, run: parts.Run) -> str:
        if run.link:
            before, _, after = run.text.partition("{page}")
            if run.link not in self._anchors:
                return f"#{_text(before + after)}"
            number = f"#place-of({_text(run.link)})" if "{page}" in run.text else ""
            return f"#link(label({_text(run.link)}))[#{_text(before)}{number}#{_text(after)}]"
        text = f"text(lang: {_text(run.lang)}, {_text(run.text)})" if run.lang else _text(run.text)
        return f"#{run.style}({text})" if run.style in ("strong", "soft", "note", "voice") else f"#{text}"

    def _anchor(self, name: str) -> str:
        if not name or name in self._told:
            return ""
        self._told.add(name)
        return f"#anchor({_text(name)})"

    def _paras(self, paras: tuple[parts.Words, ...]) -> str:
        return "#parbreak()".join(self._words(words) for words in paras)

    def _rows(self, rows: list[str], widths: str, head: str = "") -> str:
        return f"#table(columns: {widths}, stroke: rule, inset: (x: 0pt, y: 3.4pt), align: left + top, {head}\n{','.join(rows)})"

    def _block(self, block: parts.Block) -> list[str]:
        if isinstance(block, parts.Title):
            kicker = [f"#side({_text(block.kicker)})", ""] if block.kicker else []
            return [*kicker, f"= {self._anchor(block.anchor)}#{_text(block.text)}", *(f"{self._words(x)}\n" for x in block.lines)]
        if isinstance(block, parts.Heading):
            return [
                f"== {self._anchor(block.anchor)}#{_text(block.text)}",
                *([f"#note({_text(block.aside)})\n"] if block.aside else []),
            ]
        if isinstance(block, parts.Para | parts.Banner):
            where = self._anchor(block.anchor) if isinstance(block, parts.Para) else ""
            return [where + self._words(block.words), ""]
        if isinstance(block, parts.Strip):
            heads = ",".join(f"[#side({_text(cell.label)})]" for cell in block.cells)
            cells = [f"[#strong({_text(cell.value)})#parbreak(){self._words(cell.note)}]" for cell in block.cells]
            return [self._rows(cells, f"({'1fr,' * len(cells)})", f"table.header({heads}),")]
        if isinstance(block, parts.Voices):
            return [f"#list(marker: none, {','.join(self._said(said) for said in block.items)})"]
        if isinstance(block, parts.Labelled):
            rows = [f"[{self._anchor(x.anchor)}#side({_text(x.label)})],[{self._paras(x.paras)}]" for x in block.items]
            return [self._rows(rows, "(38mm, 1fr)")] if rows else []
        if isinstance(block, parts.Table):
            heads = ",".join(f"[#side({_text(column.title)})]" for column in block.columns)
            widths = f"({','.join(f'{column.share}fr' for column in block.columns)},)"
            rows = [
                ",".join(
                    f"[{self._anchor(row.anchor) if not index else ''}#small[{self._paras(cell)}]]"
                    for index, cell in enumerate(row.cells)
                )
                for row in block.rows
            ]
            return [self._rows(rows, widths, f"table.header({heads}),")]
        if isinstance(block, parts.Figure):
            drawn = f'image(bytes({_text(as_svg(block.drawing))}), format: "svg", alt: {_text(block.drawing.alt)})'
            return [f"#figure({drawn}, alt: {_text(block.drawing.alt)}, caption: [#{_text(block.caption)}])"]
        if isinstance(block, parts.GapBox):
            return [f'#block(stroke: (dash: "dashed"), inset: 7pt)[{self._anchor(block.anchor)}{self._paras(block.paras)}]']
        if isinstance(block, parts.Listing):
            items = ",".join(f"[{self._words(item.words)} #h(1fr) {self._words(item.where)}]" for item in block.items)
            return [f"#list(marker: [–], {items})"]
        return []

    def _said(self, said: parts.Said) -> str:
        told = [f"{self._anchor(said.anchor)}#side({_text(f'{said.number} {said.label}')})"]
        told += [f"#{_text(text)}" for text in (said.lead, said.question) if text]
        told.append(f"#quote(block: true)[#voice({_text(f'“{said.text}”' if said.quoted else said.text)})]")
        if said.demeanour:
            told.append(f"#{_text(said.demeanour)}")
        return f"[{'#parbreak()'.join(told)}]"


def _anchors(outline: parts.Outline) -> list[str]:
    found: list[str] = []
    for _, blocks in blocks_of(outline):
        for block in blocks:
            found.append(getattr(block, "anchor", ""))
            for holder in ("items", "rows"):
                found.extend(getattr(item, "anchor", "") for item in getattr(block, holder, ()))
    return [name for name in found if name]


def source(outline: parts.Outline, data: bytes) -> bytes:
    """What typst is given: made before the clock starts."""
    return "\n".join(_Source(outline, data).lines).encode()


@cache
def _fonts() -> Any:
    import typst  # type: ignore[import-not-found]

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def typst_pdf(given: bytes) -> bytes:
    """The file: PDF/A-3a and PDF/UA-1."""
    import typst

    at = datetime.datetime(2026, 11, 14, tzinfo=datetime.UTC)
    made: bytes = typst.compile(
        given, font_paths=_fonts(), ignore_system_fonts=True, pdf_standards=["a-3a", "ua-1"], timestamp=at
    )
    return made
