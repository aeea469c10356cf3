"""APP, ACT, RLN, ENV: the other parts of AWARE that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, ChildCase, Hit, check


def _lacks(case: Case, each: ChildCase, part: str) -> bool:
    """Whether this part of AWARE is empty. Where there is no voice at all, VOC001 says so once for all parts."""
    return (each.child.aware is None or getattr(each.child.aware, part) is None) and not case.voiceless(each)


@check("APP001", of="child")
def appearance_missing(case: Case) -> Iterator[Hit]:
    """Seen, and not said how the child looked."""
    for each in case.children:
        seen = each.status in ("spoken_to", "seen_not_spoken_to", "seen_asleep")
        if seen and each.contact.by != "telephone" and _lacks(case, each, "appearance"):
            yield Hit(each.at("aware"))


@check("ACT001", of="child")
def activity_missing(case: Case) -> Iterator[Hit]:
    """Seen awake, and not said what the child did."""
    for each in case.children:
        if each.status in ("spoken_to", "seen_not_spoken_to") and _lacks(case, each, "activity"):
            yield Hit(each.at("aware"))


@check("RLN001", of="child")
def relationships_missing(case: Case) -> Iterator[Hit]:
    """Nothing about how the child is with others, however the child was seen."""
    for each in case.children:
        if _lacks(case, each, "relationships"):
            yield Hit(each.at("aware"))


@check("RLN002", of="child")
def nobody_with_parental_responsibility(case: Case) -> Iterator[Hit]:
    """No person of the document has parental responsibility. For an unborn child, any relationship is enough."""
    for each in case.all_children:
        known = case.relationships(each)
        if each.unborn and known:
            continue
        if not any(relationship.parental_responsibility is True for _, relationship in known):
            yield Hit(each.path)


@check("ENV001", of="child")
def environment_missing(case: Case) -> Iterator[Hit]:
    """Nothing about where the child lives, unless the child was only telephoned."""
    for each in case.children:
        if each.contact.by != "telephone" and _lacks(case, each, "environment"):
            yield Hit(each.at("aware"))
