"""The HTML twin: the same outline as one page for a browser and a screen reader, with nothing fetched from elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from html import escape

from vpa_assist.drawing.svg import as_svg
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.parts import Outline, Words

_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:1rem auto;padding:0 1rem;
color:CanvasText;background:Canvas}
h1{font-size:1.7rem;line-height:1.2;margin:2.5rem 0 .3rem}h2{font-size:1.2rem;margin:1.6rem 0 .4rem}
.marking{font-weight:700;letter-spacing:.08em;text-align:center}.banner{border:2px solid;padding:.5rem .8rem;margin:.8rem 0}
table{border-collapse:collapse;width:100%;margin:.4rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid GrayText}
thead th{border-bottom:2px solid}td p,th p,li p{margin:.15rem 0}th{font-weight:600}
ol.voices,ul.voices{list-style:none;padding:0}ol.voices>li,ul.voices>li{margin:.8rem 0}blockquote{margin:.2rem 0}
blockquote.own,.voice{font-family:Georgia,serif;font-size:1.15em}
blockquote.own{border-inline-start:4px solid #1d3c5a;padding-inline-start:.8rem}
.note{font-size:.9em}.gap{border:2px dashed;padding:.5rem .8rem}
figure{margin:1rem 0}figure svg{max-width:100%;height:auto;background:#fff}
@media print{section{break-before:page}section:first-of-type{break-before:auto}}
"""


def page(outline: Outline) -> str:
    """The whole page."""
    body = "\n".join(_sheet(sheet) for sheet in outline.sheets)
    states = " · ".join((outline.marking, *outline.states))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(outline.lang)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_text(outline.title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        f'<header><p class="marking">{_text(states)}</p></header>\n<main>\n{body}\n</main>\n'
        f'<footer><p>{_text(outline.reference)}</p><p class="marking">{_text(states)}</p></footer>\n</body></html>\n'
    )


def _sheet(sheet: parts.Sheet) -> str:
    return "<section>\n" + "\n".join(_BLOCKS[type(block)](block) for block in sheet.blocks) + "\n</section>"


def _text(text: str) -> str:
    """Escaped text; controls, which HTML forbids, by their code."""
    shown = "".join(
        letter
        if letter == "\n" or letter == "\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
        else f"[U+{ord(letter):04X}]"
        for letter in text
    )
    return escape(shown).replace("\n", "<br>")


def _words(words: Words) -> str:
    return "".join(_run(run) for run in words)


def _run(run: parts.Run) -> str:
    text = _text(run.text)
    if run.link:
        text = f'<a href="#{escape(run.link)}">{_text(run.text.replace("{page}", "").strip() or "·")}</a>'
    attributes = f' lang="{escape(run.lang)}" dir="auto"' if run.lang else ""
    tag = {"strong": "strong", "soft": "em"}.get(run.style, "")
    if run.style in ("voice", "note"):
        return f'<span class="{run.style}"{attributes}>{text}</span>'
    if tag:
        return f"<{tag}{attributes}>{text}</{tag}>"
    return f"<span{attributes}>{text}</span>" if attributes else text


def _paras(paras: Iterable[Words]) -> str:
    held = list(paras)
    return _words(held[0]) if len(held) == 1 else "".join(f"<p>{_words(para)}</p>" for para in held)


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""


def _title(block: parts.Title) -> str:
    kicker = f'<p class="note">{_text(block.kicker)}</p>' if block.kicker else ""
    lines = "".join(f"<p>{_words(line)}</p>" for line in block.lines)
    return f"{kicker}<h1{_id(block.anchor)}>{_text(block.text)}</h1>{lines}"


def _heading(block: parts.Heading) -> str:
    aside = f'<p class="note">{_text(block.aside)}</p>' if block.aside else ""
    return f"<h2{_id(block.anchor)}>{_text(block.text)}</h2>{aside}"


def _para(block: parts.Para) -> str:
    kind = "" if block.kind == "body" else ' class="note"'
    return f"<p{kind}{_id(block.anchor)}>{_words(block.words)}</p>"


def _strip(block: parts.Strip) -> str:
    heads = "".join(f'<th scope="col">{_text(cell.label)}</th>' for cell in block.cells)
    cells = "".join(
        f"<td><p><strong>{_text(cell.value)}</strong></p>"
        + (f'<p class="note">{_words(cell.note)}</p>' if cell.note else "")
        + "</td>"
        for cell in block.cells
    )
    return f"<table><caption>{_text(block.name)}</caption><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"


def _voices(block: parts.Voices) -> str:
    return '<ol class="voices">' + "".join(_said(said) for said in block.items) + "</ol>"


def _said(said: parts.Said) -> str:
    label = f"{said.number}. {said.label}" if said.number else said.label
    text = f"“{said.text}”" if said.quoted else said.text
    lang = f' lang="{escape(said.lang)}"' if said.lang else ""
    own = ' class="own"' if said.own else ""
    return (
        f'<li{_id(said.anchor)}><p class="note">{_text(label)}</p>'
        + (f"<p><strong>{_text(said.lead)}</strong></p>" if said.lead else "")
        + (f"<p><em>{_text(said.question)}</em></p>" if said.question else "")
        + f'<blockquote{own}{lang} dir="auto">{_text(text)}</blockquote>'
        + (f'<p class="note">{_text(said.demeanour)}</p>' if said.demeanour else "")
        + "</li>"
    )


def _labelled(block: parts.Labelled) -> str:
    rows = "".join(
        f'<tr{_id(item.anchor)}><th scope="row">{_text(item.label)}</th><td>{_paras(item.paras)}</td></tr>'
        for item in block.items
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _table(block: parts.Table) -> str:
    heads = "".join(f'<th scope="col">{_text(column.title)}</th>' for column in block.columns)
    rows = []
    for row in block.rows:
        cells = "".join(
            f'<th scope="row">{_paras(cell)}</th>' if column.heads else f"<td>{_paras(cell)}</td>"
            for column, cell in zip(block.columns, row.cells, strict=True)
        )
        rows.append(f"<tr{_id(row.anchor)}>{cells}</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _figure(block: parts.Figure) -> str:
    caption = f"<figcaption>{_text(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>{as_svg(block.drawing, scale=1.3)}{caption}</figure>"


def _gap_box(block: parts.GapBox) -> str:
    return f'<div class="gap"{_id(block.anchor)}>' + "".join(f"<p>{_words(para)}</p>" for para in block.paras) + "</div>"


def _listing(block: parts.Listing) -> str:
    return "<ul>" + "".join(f"<li>{_words(item.words)} {_words(item.where)}</li>" for item in block.items) + "</ul>"


def _banner(block: parts.Banner) -> str:
    return f'<p class="banner">{_words(block.words)}</p>'


def _nothing(block: parts.Room | parts.Ruled) -> str:
    return ""


_BLOCKS: dict[type, Callable[..., str]] = {
    parts.Title: _title,
    parts.Heading: _heading,
    parts.Para: _para,
    parts.Strip: _strip,
    parts.Voices: _voices,
    parts.Labelled: _labelled,
    parts.Table: _table,
    parts.Figure: _figure,
    parts.GapBox: _gap_box,
    parts.Listing: _listing,
    parts.Banner: _banner,
    parts.Room: _nothing,
    parts.Ruled: _nothing,
}
