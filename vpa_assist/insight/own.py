"""An officer's own patterns: where their recording is strong, what comes back, and what was praised. Only they see it."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vpa_assist.checks.engine import run_checks
from vpa_assist.errors import Refused
from vpa_assist.insight.facts import PARTS, Quality, facts_of
from vpa_assist.record.reading import read
from vpa_assist.review import with_addenda

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral

LATEST = 30
"""Referrals looked at: the latest, so that the picture is of how a person records now."""

COMES_BACK = 2
"""Referrals that a point must stand in before it is called a pattern."""


@dataclass(frozen=True, slots=True)
class Praise:
    """A remark that somebody left on a passage, with when and who. `path` is where it stands."""

    at: str
    by: str
    path: str
    text: str


@dataclass(slots=True)
class OwnPatterns:
    """Counts over a person's latest referrals. `parts` counts children by part of AWARE, `codes` counts referrals."""

    referrals: int = 0
    children: int = 0
    parts: dict[str, Counter[Quality]] = field(default_factory=lambda: {part: Counter() for part in PARTS})
    codes: Counter[str] = field(default_factory=Counter)
    praise: list[Praise] = field(default_factory=list)

    def come_back(self, most: int = 3) -> list[tuple[str, int]]:
        """The codes found in several of the referrals, the most frequent first, with the number of referrals."""
        ranked = sorted(self.codes.items(), key=lambda item: (-item[1], item[0]))
        return [(code, count) for code, count in ranked if count >= COMES_BACK][:most]


def own_patterns(documents: Iterable[bytes], collar_number: str, catalogue: Catalogue, latest: int = LATEST) -> OwnPatterns:
    """The patterns of one author over their latest documents, given in the order of their making.

    What is no referral is passed over: the list of drafts says so already. Nothing of this is kept.
    """
    held: deque[bytes] = deque(maxlen=latest)
    held.extend(data for data in documents if _author(data) == collar_number)
    found = OwnPatterns()
    for data in held:
        try:
            referral = with_addenda(read(data))
        except Refused:
            continue
        _add(found, referral, catalogue)
    found.praise.sort(key=lambda each: each.at, reverse=True)
    return found


def _author(data: bytes) -> str:
    try:
        author = json.loads(data).get("author") or {}
        return str(author.get("collar_number", ""))
    except (ValueError, AttributeError):
        return ""


def _add(found: OwnPatterns, referral: Referral, catalogue: Catalogue) -> None:
    facts = facts_of(referral, run_checks(referral, catalogue), catalogue)
    found.referrals += 1
    found.children += len(facts.children)
    for child in facts.children:
        for part, quality in zip(PARTS, child.parts, strict=True):
            # a child who was not spoken to has no words to be written down; why they were not is asked elsewhere
            if part == "words" and child.contact != "spoken_to":
                continue
            found.parts[part][quality] += 1
    found.codes.update(facts.codes)
    found.praise += [
        Praise(each.at or "", (each.by and each.by.name) or "", each.path or "", each.text)
        for each in referral.review or ()
        if each.praise and each.text
    ]
