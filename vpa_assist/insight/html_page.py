"""The report as one accessible page: a table for each measure, no script, nothing loaded from elsewhere."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from vpa_assist.insight.report import QUARTERS, InsightWords, Table, awaited_rows, percent, tables, waits
from vpa_assist.insight.tally import Tally

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


def as_html(tally: Tally, catalogue: Catalogue, dimension: str = "type", about: str = "") -> str:
    """The whole report, split one way. `about` says what it is narrowed to."""
    words = InsightWords(catalogue)
    screen = catalogue.screen
    marking = catalogue.force().marking
    basis = screen("insight.basis", referrals=tally.referrals, children=tally.children)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en-GB"><head><meta charset="utf-8">',
        f"<title>{html.escape(screen('insight.title'))}</title>",
        (
            "<style>body{font:16px/1.5 'Source Sans 3',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#16191C}"
            "table{border-collapse:collapse;margin:.5rem 0 2rem;width:100%}caption{text-align:left;font-weight:600}"
            "th,td{text-align:left;padding:.25rem .75rem;border-bottom:1px solid #D5D9DD;vertical-align:top}"
            "td.n,th.n{text-align:right}.marking{border:2px solid;padding:.1rem .6rem;display:inline-block;font-weight:600}"
            ".bar{background:#0B5575;height:.6rem;display:inline-block}</style></head><body>"
        ),
        f'<p class="marking">{html.escape(marking)}</p>',
        f"<h1>{html.escape(screen('insight.title'))}</h1>",
        (
            f"<p>{html.escape(f'{about} {basis}'.strip())} "
            f"{html.escape(str(words.table['nobody_ranked']))} {html.escape(words.small_group_note())}</p>"
        ),
    ]
    shown = ""
    for panel, table in tables(tally, words, dimension):
        if panel != shown:
            parts.append(f"<h2>{html.escape(words.panel_title(panel))}</h2>")
            shown = panel
        parts += _table_html(table, catalogue)
    parts += _times_html(tally, words)
    parts += _awaited_html(tally, words)
    parts.append("</body></html>")
    return "\n".join(parts)


def _table_html(table: Table, catalogue: Catalogue) -> list[str]:
    screen = catalogue.screen
    heads = [
        table.dimension_title,
        screen("insight.part"),
        screen("insight.whole"),
        screen("insight.share"),
        screen("insight.interval"),
    ]
    out = [f"<table><caption>{html.escape(table.title)} ({html.escape(table.of)})</caption><thead><tr>"]
    out += [f'<th scope="col"{" class=n" if index else ""}>{html.escape(head)}</th>' for index, head in enumerate(heads)]
    out.append("</tr></thead><tbody>")
    for row in (table.total, *table.rows):
        label = f'<tr><th scope="row">{html.escape(row.label)}</th>'
        if row.shown:
            interval = screen("insight.from_to", low=percent(row.low), high=percent(row.high))
            out.append(
                f'{label}<td class="n">{row.part}</td><td class="n">{row.whole}</td>'
                f'<td class="n">{percent(row.value)}</td><td class="n">{html.escape(interval)}</td></tr>'
            )
        else:
            out.append(f'{label}<td colspan="4">{html.escape(screen("insight.hidden", least=table.least))}</td></tr>')
    out.append("</tbody></table>")
    return out


def _head(cells: list[str]) -> str:
    return "".join(f'<th scope="col"{" class=n" if index else ""}>{html.escape(cell)}</th>' for index, cell in enumerate(cells))


def _times_html(tally: Tally, words: InsightWords) -> list[str]:
    """How long it took to hand in and to send."""
    screen = words.catalogue.screen
    heads = [screen("insight.times"), *(screen(key) for key in QUARTERS), screen("insight.referrals")]
    out = [f"<h2>{html.escape(screen('insight.times_title'))}</h2><table><thead><tr>{_head(heads)}</tr></thead><tbody>"]
    for wait in waits(tally, words):
        start = f'<tr><th scope="row">{html.escape(wait.title)}</th>'
        if wait.quarters is None:
            out.append(f'{start}<td colspan="4">{html.escape(screen("insight.hidden", least=words.least))}</td></tr>')
            continue
        cells = [screen("insight.hours", hours=int(each) // 60, minutes=int(each) % 60) for each in wait.quarters]
        out.append(start + "".join(f'<td class="n">{html.escape(each)}</td>' for each in [*cells, str(wait.count)]) + "</tr>")
    return [*out, "</tbody></table>"]


def _awaited_html(tally: Tally, words: InsightWords) -> list[str]:
    """What is awaited, of whom and for how long."""
    screen = words.catalogue.screen
    rows = awaited_rows(tally, words)
    if not rows:
        return []
    heads = [screen(f"insight.awaited_{key}") for key in ("what", "of", "for", "count")]
    out = [f"<h2>{html.escape(words.panel_title('waiting'))}</h2><table><thead><tr>"]
    out += [f'<th scope="col">{html.escape(head)}</th>' for head in heads]
    out.append("</tr></thead><tbody>")
    for what, authority, band, count in rows:
        number = html.escape(screen("insight.under", least=words.least)) if count is None else str(count)
        out.append(
            f'<tr><th scope="row">{html.escape(what)}</th><td>{html.escape(authority)}</td>'
            f'<td>{html.escape(band)}</td><td class="n">{number}</td></tr>'
        )
    return [*out, "</tbody></table>"]
