"""An officer's own patterns: where their recording is strong, what comes back, and what was praised. Only they see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vpa_assist.checks.engine import run_checks
from vpa_assist.errors import Refused
from vpa_assist.insight.facts import PARTS, Quality, ReferralFacts, facts_of
from vpa_assist.insight.kept import unpacked
from vpa_assist.record.reading import read
from vpa_assist.review import with_addenda

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.store.facts import Contribution

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


def own_patterns(drafts: Iterable[Contribution], collar_number: str, catalogue: Catalogue) -> OwnPatterns:
    """The patterns of one author over their latest drafts, each with its document and, where they hold, the facts kept of it.

    What is no referral is passed over: the list of drafts says so already. Nothing of this is kept.
    """
    found = OwnPatterns()
    for draft in drafts:
        try:
            referral = with_addenda(read(draft.body or b""))
        except Refused:
            continue
        if referral.author is None or referral.author.collar_number != collar_number:
            continue
        if draft.facts is not None:
            _add(found, referral, unpacked(draft.facts))
        else:
            _add(found, referral, facts_of(referral, run_checks(referral, catalogue), catalogue))
    found.praise.sort(key=lambda each: each.at, reverse=True)
    return found


def _add(found: OwnPatterns, referral: Referral, facts: ReferralFacts) -> None:
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
