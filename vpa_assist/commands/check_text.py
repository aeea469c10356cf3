"""Findings for reading on a terminal: by child and page, with the window's words for how much each weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpa_assist.cli import one_line
from vpa_assist.findings import Severity, counts
from vpa_assist.places import page_of
from vpa_assist.record.pointers import recorded, split

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.findings import Finding
    from vpa_assist.record.referral import Referral

_COLOURS = {Severity.MUST: "1;31", Severity.SHOULD: "33", Severity.CONSIDER: "36"}
_WEIGHT = {Severity.MUST: 0, Severity.SHOULD: 1, Severity.CONSIDER: 2}


def as_text(name: str, referral: Referral, findings: tuple[Finding, ...], catalogue: Catalogue, colour: bool) -> str:
    """One file's findings: a heading with the counts, then a block for each child and page, what must be answered first."""
    if not findings:
        return f"{one_line(name)}: {catalogue.screen('check.nothing')}\n"
    number = counts(findings)
    lines = [_bold(f"{one_line(name)}: {catalogue.screen('check.counts', **number)}", colour)]
    view = recorded(referral)
    blocks: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        blocks.setdefault(_place(catalogue, finding.path), []).append(finding)
    for _, held in sorted(blocks.items()):
        heading = _heading(view, catalogue, held[0].path)
        lines.append(f"  {_bold(heading, colour)}")
        for finding in sorted(held, key=lambda each: (not each.is_open, _WEIGHT[each.severity])):
            lines.append(f"    {_mark(finding, catalogue, colour)}  {finding.code}  {one_line(finding.message)}")
            given = finding.explained or finding.dismissed
            if given is not None:
                key = "check.explained" if finding.explained is not None else "check.dismissed"
                lines.append(f"      {one_line(catalogue.screen(key, reason=given))}")
    return "\n".join(lines) + "\n\n"


def _place(catalogue: Catalogue, path: str) -> tuple[int, int]:
    """Where a path's block stands: the referral first, then each child, pages in their order."""
    steps = split(path)
    page = page_of(catalogue, path)
    child = int(steps[1]) if len(steps) > 1 and steps[0] == "children" else -1
    return child, catalogue.pages().index(page) if page is not None and path else -1


def _heading(referral: Referral, catalogue: Catalogue, path: str) -> str:
    """The child by name, then the page; or the page alone."""
    page = page_of(catalogue, path)
    title = page.outline if page is not None and path else catalogue.screen("check.whole")
    steps = split(path)
    if len(steps) > 1 and steps[0] == "children" and referral.children:
        child = referral.children[int(steps[1])]
        name = " ".join(each for each in (child.given_name, child.family_name) if each) or catalogue.screen("this_child")
        return one_line(f"{name} – {title}")
    return one_line(title)


def _mark(finding: Finding, catalogue: Catalogue, colour: bool) -> str:
    width = max(len(catalogue.screen(f"severity.{each}")) for each in Severity)
    word = catalogue.screen(f"severity.{finding.severity}").ljust(width)
    return f"\x1b[{_COLOURS[finding.severity]}m{word}\x1b[0m" if colour and finding.is_open else word


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
