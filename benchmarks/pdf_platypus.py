"""A peer of the PDF: the same outline laid out by reportlab's platypus, untagged, with headings, tables and figures."""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from vpa_assist.drawing.shapes import Circle, Drawing, Ink, Line, Path, Rect, Text
from vpa_assist.fonts import FOLDER
from vpa_assist.pdf.outline import parts

_FACES = {
    "Sans": "SourceSans3_400Regular.ttf",
    "Sans-Italic": "SourceSans3_400Regular_Italic.ttf",
    "Sans-Bold": "SourceSans3_700Bold.ttf",
    "Serif": "SourceSerif4_400Regular.ttf",
}
_SIZES = {"body": (10, 13.5), "label": (9.2, 12.4), "table": (9.4, 12.4), "note": (8.8, 11.8), "voice": (12.8, 17.2)}
_MM = 72 / 25.4
_WIDTH = 168 * _MM


def blocks_of(outline: parts.Outline) -> list[tuple[parts.Sheet, tuple[parts.Block, ...]]]:
    """Each sheet with the blocks that every contender prints: of a cover with versions, the one with the fewest words."""
    return [(sheet, sheet.leaner[-1] if sheet.leaner else sheet.blocks) for sheet in outline.sheets]


@cache
def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FACES.items():
        registerFont(TTFont(name, str(FOLDER / file)))
    registerFontFamily("Sans", normal="Sans", bold="Sans-Bold", italic="Sans-Italic", boldItalic="Sans-Bold")
    found = {
        name: ParagraphStyle(name, fontName="Serif" if name == "voice" else "Sans", fontSize=size, leading=leading)
        for name, (size, leading) in _SIZES.items()
    }
    found["h1"] = ParagraphStyle("h1", fontName="Sans-Bold", fontSize=22, leading=26, spaceBefore=20)
    found["h2"] = ParagraphStyle("h2", fontName="Sans-Bold", fontSize=14.5, leading=18, spaceBefore=12, spaceAfter=3)
    return found


def _markup(words: parts.Words) -> str:
    return "".join(
        f"<b>{text}</b>" if run.style == "strong" else f"<i>{text}</i>" if run.style == "soft" else text
        for run in words
        for text in (escape(run.text),)
    )


def _story(outline: parts.Outline) -> list[Any]:
    from reportlab.platypus import Flowable, PageBreak, Paragraph, Table

    styles = _styles()

    class Drawn(Flowable):  # type: ignore[misc]
        def __init__(self, drawing: Drawing) -> None:
            super().__init__()
            self.drawing, self.width, self.height = drawing, drawing.width, drawing.height

        def draw(self) -> None:
            _draw(self.canv, self.drawing)

    def para(words: parts.Words, style: str) -> Any:
        return Paragraph(_markup(words).replace("\n", "<br/>"), styles[style])

    def plain(text: str, style: str) -> Any:
        return Paragraph(escape(text).replace("\n", "<br/>"), styles[style])

    def table(rows: list[list[Any]], widths: list[float], heads: int) -> Any:
        made = Table(rows, colWidths=widths, repeatRows=heads, spaceBefore=4)
        made.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, "#9AA0A6")])
        return made

    story: list[Any] = []

    def add(block: parts.Block) -> None:
        if isinstance(block, parts.Title):
            if block.kicker:
                story.append(plain(block.kicker, "label"))
            story.append(plain(block.text, "h1"))
            story.extend(para(line, "body") for line in block.lines)
        elif isinstance(block, parts.Heading):
            story.append(plain(block.text, "h2"))
            if block.aside:
                story.append(plain(block.aside, "note"))
        elif isinstance(block, parts.Para | parts.Banner):
            story.append(para(block.words, "body"))
        elif isinstance(block, parts.Strip):
            heads = [plain(cell.label, "label") for cell in block.cells]
            values = [[plain(cell.value, "h2"), *([para(cell.note, "note")] if cell.note else [])] for cell in block.cells]
            story.append(table([heads, values], [_WIDTH / len(heads)] * len(heads), 1))
        elif isinstance(block, parts.Voices):
            for said in block.items:
                texts = ((said.lead, "body"), (said.question, "body"), (f"“{said.text}”", "voice"), (said.demeanour, "label"))
                inside = [plain(text, style) for text, style in texts if text]
                story.append(table([[plain(f"{said.number} {said.label}", "label"), inside]], [38 * _MM, 130 * _MM], 0))
        elif isinstance(block, parts.Labelled):
            rows = [[plain(item.label, "label"), [para(words, "body") for words in item.paras]] for item in block.items]
            if rows:
                story.append(table(rows, [38 * _MM, 130 * _MM], 0))
        elif isinstance(block, parts.Table):
            shares = sum(column.share for column in block.columns)
            heads = [plain(column.title, "label") for column in block.columns]
            body = [[[para(words, "table") for words in cell] for cell in row.cells] for row in block.rows]
            story.append(table([heads, *body], [_WIDTH * column.share / shares for column in block.columns], 1))
        elif isinstance(block, parts.Figure):
            story.append(Drawn(block.drawing))
            story.append(plain(block.caption, "note"))
        elif isinstance(block, parts.GapBox):
            story.extend(para(words, "body") for words in block.paras)
        elif isinstance(block, parts.Listing):
            story.extend(para((*item.words, parts.Run(" "), *item.where), "body") for item in block.items)

    for index, (sheet, blocks) in enumerate(blocks_of(outline)):
        if index and sheet.fresh:
            story.append(PageBreak())
        for block in blocks:
            add(block)
    return story


def _draw(canvas: Any, drawing: Drawing) -> None:
    canvas.translate(0, drawing.height)
    for shape in drawing.shapes:
        filled = getattr(shape, "fill", None)
        canvas.setFillGray(1 if Ink.SURFACE in (filled, getattr(shape, "ink", None)) else 0)
        if isinstance(shape, Text):
            canvas.setFont("Sans-Bold" if shape.bold else "Sans", shape.size)
            put = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
            put[str(shape.anchor)](shape.x, -shape.y, shape.text)
        elif isinstance(shape, Line):
            canvas.line(shape.x1, -shape.y1, shape.x2, -shape.y2)
        elif isinstance(shape, Rect):
            canvas.rect(shape.x, -shape.y - shape.height, shape.width, shape.height, fill=int(filled is not None))
        elif isinstance(shape, Circle):
            canvas.circle(shape.x, -shape.y, shape.radius, fill=int(filled is not None))
        elif isinstance(shape, Path):
            path = canvas.beginPath()
            step = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}
            for name, numbers in shape.steps:
                if name == "Z":
                    path.close()
                else:
                    step[name](*(-each if index % 2 else each for index, each in enumerate(numbers)))
            canvas.drawPath(path, fill=int(filled is not None))


def platypus(outline: parts.Outline) -> bytes:
    """The file: untagged, without the document inside."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    _styles()
    out = io.BytesIO()
    held = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=22 * _MM, rightMargin=20 * _MM, topMargin=26 * _MM, bottomMargin=24 * _MM
    )

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Sans-Bold", 9.5)
        for y in (11.5 * _MM, 288 * _MM):
            canvas.drawCentredString(105 * _MM, y, outline.marking.upper())
        canvas.setFont("Sans", 8.2)
        canvas.drawString(22 * _MM, 276.5 * _MM, outline.form)
        canvas.drawString(22 * _MM, 15.2 * _MM, outline.reference)
        canvas.drawRightString(190 * _MM, 15.2 * _MM, str(document.page))
        canvas.line(22 * _MM, 19.5 * _MM, 190 * _MM, 19.5 * _MM)

    held.build(_story(outline), onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()
