"""The rubric: what is graded in the inspectors' terms, with anchors for each grade and the findings as evidence.

The program gathers evidence and never proposes a grade. Grades are review entries with the action `audit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpa_assist import conditions
from vpa_assist.findings import Finding
from vpa_assist.record.pointers import join
from vpa_assist.record.referral import Grade, Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

GRADES: tuple[Grade, ...] = ("good", "requires_improvement", "inadequate")
"""The three grades, best first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to grade. `path` is where the grade is kept, a JSON Pointer into the document."""

    id: str
    label: str
    path: str
    codes: tuple[str, ...]
    anchors: dict[Grade, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The items that are graded together, for one child or for the referral."""

    id: str
    title: str
    child: int | None
    source: str
    items: tuple[Item, ...]


def sheets(referral: Referral, catalogue: Catalogue) -> tuple[Sheet, ...]:
    """The sheets that apply to this referral: each child's voice, and custody and prevention interview where they happened."""
    found: list[Sheet] = []
    for index, child in enumerate(referral.children or ()):
        if child.unborn is True:
            continue
        found += [
            _sheet(table, index)
            for table in catalogue.raw("rubric")["sheet"]
            if not table["when"] or conditions.holds(table["when"], referral, index)
        ]
    return tuple(found)


def _sheet(table: dict[str, object], index: int) -> Sheet:
    items = table["item"]
    assert isinstance(items, list)
    return Sheet(
        id=str(table["id"]),
        title=str(table["title"]),
        child=index,
        source=str(table["source"]),
        items=tuple(
            Item(
                id=each["id"],
                label=each["label"],
                path=each["path"] if each["path"].startswith("/") else f"{join('children', index)}/{each['path']}",
                codes=tuple(each["codes"]),
                anchors={grade: each[grade] for grade in GRADES},
            )
            for each in items
        ),
    )


def evidence(sheet: Sheet, item: Item, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that speak to an item, open ones first; of this child or of the whole referral."""
    home = join("children", sheet.child) if sheet.child is not None else ""

    def speaks(finding: Finding) -> bool:
        about_child = finding.path == home or finding.path.startswith(home + "/")
        about_all = not finding.path.startswith("/children/")
        return finding.code in item.codes and (about_child or about_all)

    return tuple(sorted(filter(speaks, findings), key=lambda finding: not finding.is_open))


def grades_given(referral: Referral) -> dict[str, list[tuple[str, Grade]]]:
    """The grades that stand on a referral: path -> (who, grade), oldest first."""
    given: dict[str, list[tuple[str, Grade]]] = {}
    for entry in referral.review or ():
        if entry.action == "audit" and entry.grade:
            who = (entry.by and (entry.by.collar_number or entry.by.name)) or ""
            given.setdefault(entry.path or "", []).append((who.strip(), entry.grade))
    return given
