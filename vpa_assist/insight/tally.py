"""Counting: figures by measure and group, kept as small counters, so that memory does not grow with the number of referrals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from vpa_assist.insight.facts import ReferralFacts
from vpa_assist.insight.measures import DIMENSIONS, MEASURES
from vpa_assist.insight.statistics import Share, share

LONGEST_WAIT_MINUTES = 60 * 24 * 60
"""Waits above sixty days are counted as sixty days, which bounds the counters."""


@dataclass(slots=True)
class Tally:
    """The counts of many referrals. Tallies add up, so that several processes can each make one."""

    referrals: int = 0
    children: int = 0
    left_out_training: int = 0
    part: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    whole: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    hand_in_minutes: Counter[int] = field(default_factory=Counter)
    sending_minutes: Counter[int] = field(default_factory=Counter)
    awaited: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    grades: Counter[tuple[str, str]] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, facts: ReferralFacts) -> None:
        """Counts one referral. Training documents are left out and only numbered."""
        if facts.training:
            self.left_out_training += 1
            return
        self.referrals += 1
        self.children += len(facts.children)
        self.codes.update(facts.codes)
        self.moves.update(facts.moves)
        for measure in MEASURES.values():
            for child, counted in measure.counts(facts):
                for dimension in DIMENSIONS.values():
                    for group in dimension.groups(facts, child):
                        key = (measure.key, dimension.key, group)
                        self.whole[key] += 1
                        self.part[key] += counted
        if facts.minutes_to_hand_in is not None:
            self.hand_in_minutes[min(facts.minutes_to_hand_in, LONGEST_WAIT_MINUTES)] += 1
        if facts.minutes_to_sending is not None:
            self.sending_minutes[min(facts.minutes_to_sending, LONGEST_WAIT_MINUTES)] += 1
        for child in facts.children:
            for each in child.awaited:
                if not each.received:
                    self.awaited[each.what, facts.authority or "not_known", waiting_band(each.days)] += 1
        for path, grade in facts.grades:
            self.grades[path.rpartition("/")[2] or "referral", grade] += 1

    def __iadd__(self, other: Tally) -> Tally:
        self.referrals += other.referrals
        self.children += other.children
        self.left_out_training += other.left_out_training
        for name in ("part", "whole", "hand_in_minutes", "sending_minutes", "awaited", "grades", "codes", "moves"):
            getattr(self, name).update(getattr(other, name))
        return self

    def groups(self, measure: str, dimension: str) -> list[str]:
        """The groups that have somebody in the whole, in the order of their names: nobody is ranked."""
        return sorted(group for m, d, group in self.whole if m == measure and d == dimension)

    def share(self, measure: str, dimension: str = "all", group: str = "all") -> Share:
        """The share of one group."""
        key = (measure, dimension, group)
        return share(self.part[key], self.whole[key])


WAITING_BANDS = ("under_3_days", "3_to_13_days", "14_to_27_days", "28_days_or_more", "not_known")


def waiting_band(days: int | None) -> str:
    """How long something has been awaited, as a band."""
    if days is None:
        return "not_known"
    if days < 3:
        return "under_3_days"
    if days < 14:
        return "3_to_13_days"
    return "14_to_27_days" if days < 28 else "28_days_or_more"


def suppressed(wholes: dict[str, int], least: int, total_shown: bool = True) -> frozenset[str]:
    """The groups whose figures may not be shown, so that no family or officer can be picked out.

    Every group under `least`; and where the total is shown and one group alone is hidden, the next smallest as well,
    since the hidden one would be the difference.
    """
    hidden = {group for group, whole in wholes.items() if whole < least}
    if total_shown and len(hidden) == 1 and len(wholes) > 1:
        rest = [(whole, group) for group, whole in wholes.items() if group not in hidden]
        hidden.add(min(rest)[1])
    return frozenset(hidden)


def middle_of(minutes: Counter[int]) -> tuple[float, float, float] | None:
    """Lower quartile, middle and upper quartile of counted minutes, by the nearest-rank rule; None of nothing."""
    total = minutes.total()
    if not total:
        return None
    marks = [max(1, -(-total * part // 4)) for part in (1, 2, 3)]
    found: list[float] = []
    seen = 0
    for value in sorted(minutes):
        seen += minutes[value]
        while len(found) < 3 and seen >= marks[len(found)]:
            found.append(float(value))
    return found[0], found[1], found[2]


def tally_of(many: Iterable[ReferralFacts]) -> Tally:
    """The counts of all of these."""
    tally = Tally()
    for facts in many:
        tally.add(facts)
    return tally
