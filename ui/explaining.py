"""What a person may say to a finding, and putting it into the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from vpa_assist.findings import Finding, Severity
from vpa_assist.record.canonical import hash_at
from vpa_assist.record.pointers import get
from vpa_assist.record.referral import Dismissal, Explanation

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt

Answering = Literal["set_aside", "cannot_be_recorded", "misread"]
"""How a finding is answered other than by recording what it asks for."""


def ways(finding: Finding) -> tuple[Answering, ...]:
    """The ways that a finding allows: a must is explained, the others are set aside; a wording check may have misread."""
    found: list[Answering] = []
    if finding.severity is Severity.MUST:
        found.append("cannot_be_recorded" if finding.span is None else "misread")
        if finding.span is not None:
            return tuple(found)
    else:
        if finding.span is not None:
            found.append("misread")
        found.append("set_aside")
    return tuple(found)


def reason_field(catalogue: Catalogue, finding: Finding) -> str:
    """The pointer of the field made for the reason why this is not recorded, "" where there is none."""
    steps = finding.path.split("/")
    if len(steps) < 3 or steps[1] != "children":
        return ""
    base = "/".join(steps[:3])
    for page in catalogue.pages():
        if not page.of_child:
            continue
        for block in page.blocks:
            for prompt in block.prompts:
                if prompt.reason and _asks(prompt, finding, base):
                    return f"{base}/{prompt.reason}"
    return ""


_REASON_CODES = {"ethnicity": ("ETH001",), "religion": ("FTH001",), "disability": ("DIS001",)}


def _asks(prompt: Prompt, finding: Finding, base: str) -> bool:
    member = prompt.reason.split("/")[0]
    if finding.code in _REASON_CODES.get(member, ()):
        return True
    return finding.path == f"{base}/{member}" and finding.severity is Severity.MUST


def answer(document: Document, finding: Finding, way: Answering, reason: str) -> None:
    """Puts a reason to a finding into the document, with who gave it and when; it holds while the value stays the same."""
    words = document.catalogue.screen(f"finding.undo_{way}", title=finding.title)
    members: dict[str, Any] = {
        "code": finding.code,
        "path": finding.path,
        "reason": reason,
        "by": document.officer,
        "at": document.clock().isoformat(),
        "of": hash_at(document.referral, finding.path),
    }
    members = {key: value for key, value in members.items() if value is not None}
    where = "/dismissed" if way == "set_aside" else "/explained"
    with document.group(words):
        bring_back(document, finding)
        item = Dismissal(**members) if way == "set_aside" else Explanation(kind=way, **members)
        document.add(where, item)


def bring_back(document: Document, finding: Finding) -> None:
    """Takes every reason given to a finding out again."""
    for where in ("/dismissed", "/explained"):
        entries = get(document.referral, where) or ()
        for index in reversed(range(len(entries))):
            if entries[index].code == finding.code and (entries[index].path or "") == finding.path:
                document.remove(f"{where}/{index}", document.catalogue.screen("finding.undo_bring_back", title=finding.title))


def lapsed_reason(document: Document, finding: Finding) -> str:
    """A reason that was given to this finding before the text changed; "" when there is none. One key keeps it."""
    if not finding.is_open:
        return ""
    for where in ("/dismissed", "/explained"):
        for entry in get(document.referral, where) or ():
            if entry.code == finding.code and (entry.path or "") == finding.path and entry.reason:
                return str(entry.reason)
    return ""
