"""Counting: figures by measure and group, kept as small counters, so that memory does not grow with the number of referrals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vpa_assist.insight.facts import ReferralFacts
from vpa_assist.insight.measures import MEASURES, OF_CHILDREN, OF_REFERRALS, every_child
from vpa_assist.insight.statistics import Share, share

LONGEST_WAIT_MINUTES = 60 * 24 * 60
"""Waits above sixty days are counted as sixty days, which bounds the counters."""

LANE = 32
"""Bits of one counter in a group's sum: enough for four thousand million children."""
_ALL = (1 << LANE) - 1
_LANES = {key: LANE * 2 * number for number, key in enumerate(MEASURES)}
"""Where the counter of a measure's whole begins in a group's sum; that of its part follows it."""


def _steps(of_child: bool) -> tuple[int, tuple[Any, ...], tuple[Any, ...]]:
    """Every measure of children, or of referrals, as steps of a group's sum: what is added for the wholes that hold everybody,
    their tests of the part, and the others' tests of whole and part; each test with what it adds.
    """
    everybody, parts, others = 0, [], []
    for key, measure in MEASURES.items():
        tests = measure.of_child if of_child else measure.of_referral
        if tests is None:
            continue
        whole, part = 1 << _LANES[key], 1 << (_LANES[key] + LANE)
        if tests[0] is every_child:
            everybody += whole
            parts.append((tests[1], part))
        else:
            others.append((*tests, whole, part))
    return everybody, tuple(parts), tuple(others)


_OF_CHILD, _OF_REFERRAL = _steps(of_child=True), _steps(of_child=False)


@dataclass(slots=True)
class Tally:
    """The counts of many referrals. Tallies add up, so that several processes can each make one.

    `sums` has one number for each group of each dimension. All counters of all measures lie side by side in it, so that
    counting a child into a group is one addition, however many measures there are.
    """

    referrals: int = 0
    children: int = 0
    left_out_training: int = 0
    sums: Counter[tuple[str, str]] = field(default_factory=Counter)
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
        counts = _counts(_OF_REFERRAL, facts)
        for child in facts.children:
            of_child = _counts(_OF_CHILD, facts, child)
            counts += of_child
            for dimension in OF_CHILDREN:
                for group in dimension.groups(facts, child):
                    self.sums[dimension.key, group] += of_child
        for dimension in OF_REFERRALS:
            for group in dimension.groups(facts, None):
                self.sums[dimension.key, group] += counts
        if facts.minutes_to_hand_in is not None:
            self.hand_in_minutes[min(facts.minutes_to_hand_in, LONGEST_WAIT_MINUTES)] += 1
        if facts.minutes_to_sending is not None:
            self.sending_minutes[min(facts.minutes_to_sending, LONGEST_WAIT_MINUTES)] += 1
        self.awaited.update(awaited_in(facts))
        for path, grade in facts.grades:
            self.grades[path.rpartition("/")[2] or "referral", grade] += 1

    def __iadd__(self, other: Tally) -> Tally:
        self.referrals += other.referrals
        self.children += other.children
        self.left_out_training += other.left_out_training
        for name in ("sums", "hand_in_minutes", "sending_minutes", "awaited", "grades", "codes", "moves"):
            getattr(self, name).update(getattr(other, name))
        return self

    def groups(self, measure: str, dimension: str) -> list[str]:
        """The groups that have somebody in the whole, in the order of their names: nobody is ranked."""
        start = _LANES[measure]
        return sorted(group for (held, group), sums in self.sums.items() if held == dimension and sums >> start & _ALL)

    def share(self, measure: str, dimension: str = "all", group: str = "all") -> Share:
        """The share of one group."""
        sums = self.sums[dimension, group] >> _LANES[measure]
        return share(sums >> LANE & _ALL, sums & _ALL)


def _counts(steps: tuple[int, tuple[Any, ...], tuple[Any, ...]], *whose: Any) -> int:
    """Every measure's counters with one child, or with the referral itself, in them."""
    counts, parts, others = steps
    for is_part, part in parts:
        if is_part(*whose):
            counts += part
    for is_whole, is_part, whole, part in others:
        if is_whole(*whose):
            counts += whole + part if is_part(*whose) else whole
    return counts


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


AwaitedGroup = tuple[str, str, str]
"""What is awaited, of which authority, and for how long as a band."""


def awaited_in(facts: ReferralFacts) -> Iterator[AwaitedGroup]:
    """The group of each thing that a referral still awaits."""
    for child in facts.children:
        for each in child.awaited:
            if not each.received:
                yield each.what, facts.authority or "not_known", waiting_band(each.days)


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
