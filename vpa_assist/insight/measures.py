"""What is measured: each measure is a share of children or of referrals, with who counts in the whole and who in the part.

Their words (title, what it says, source) are data in `forms/insight.toml`, under the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vpa_assist.insight.facts import PARTS, ChildFacts, ReferralFacts

ChildTest = Callable[[ReferralFacts, ChildFacts], bool]
ReferralTest = Callable[[ReferralFacts], bool]


@dataclass(frozen=True, slots=True)
class Measure:
    """A share. `of_child` counts children, else `of_referral` counts referrals; the first test says who is in the whole."""

    key: str
    of_child: tuple[ChildTest, ChildTest] | None = None
    of_referral: tuple[ReferralTest, ReferralTest] | None = None

    def counted(self, facts: ReferralFacts, child: ChildFacts | None) -> bool | None:
        """Whether a child (None: the referral itself) is in the part; None for who is not in the whole."""
        if child is None:
            tests = self.of_referral
            return tests[1](facts) if tests is not None and tests[0](facts) else None
        of_child = self.of_child
        return of_child[1](facts, child) if of_child is not None and of_child[0](facts, child) else None

    def counts(self, facts: ReferralFacts) -> Iterator[tuple[ChildFacts | None, bool]]:
        """Whoever is in the whole, each with whether it is in the part."""
        for child in (*facts.children, None):
            counted = self.counted(facts, child)
            if counted is not None:
                yield child, counted


def every_child(_facts: ReferralFacts, _child: ChildFacts) -> bool:
    """The test of a whole that holds all children."""
    return True


def _child(key: str, part: ChildTest, whole: ChildTest = every_child) -> Measure:
    return Measure(key, of_child=(whole, part))


def _referral(key: str, part: ReferralTest, whole: ReferralTest = lambda _facts: True) -> Measure:
    return Measure(key, of_referral=(whole, part))


def _measures() -> Iterator[Measure]:
    for subject in ("ethnicity", "religion", "disability"):
        for state in ("recorded", "explained", "placeholder", "missing"):
            yield _child(f"{subject}_{state}", lambda _f, c, s=subject, v=state: getattr(c, s) == v)  # type: ignore[misc]
    for status in ("spoken_to", "seen_not_spoken_to", "seen_asleep", "not_seen", "not_recorded"):
        yield _child(f"contact_{status}", lambda _f, c, s=status: c.contact == s)  # type: ignore[misc]
    yield _child("heard_later", lambda _f, c: c.heard_later is True, lambda _f, c: c.heard_later is not None)
    yield _child("asleep_checked", lambda _f, c: c.welfare_checked is True, lambda _f, c: c.welfare_checked is not None)
    yield _child("voice_recorded", lambda _f, c: "VOC001" not in c.codes)
    yield _child("spoken_to_no_words", lambda _f, c: "WRD001" in c.codes or c.parts[1] == "missing", _spoken_to)
    yield _child("summary_for_words", lambda _f, c: "WRD002" in c.codes, _spoken_to)
    for index, part in enumerate(PARTS):
        yield _child(f"{part}_recorded", lambda _f, c, i=index: c.parts[i] != "missing")  # type: ignore[misc]
        yield _child(
            f"{part}_strong",
            lambda _f, c, i=index: c.parts[i] == "recorded",  # type: ignore[misc]
            lambda _f, c, i=index: c.parts[i] != "missing",  # type: ignore[misc]
        )
    yield _child("stock_phrase", lambda _f, c: "WRD006" in c.codes)
    yield _child(
        "adult_decision", lambda _f, c: "SEE005" in c.codes, lambda _f, c: c.contact not in ("spoken_to", "not_recorded")
    )
    yield _referral("blaming_language", lambda f: bool(f.codes & {"LAN001", "LAN003"}))
    yield _child("no_trigger_plan", lambda _f, c: "MIS002" in c.codes, lambda _f, c: (c.episodes or 0) >= 5)
    yield _child("no_prevention_interview", lambda _f, c: "MIS001" in c.codes, lambda _f, c: "missing" in c.modules)
    yield _child("protection_reviewed", lambda _f, c: not c.codes & {"PPO002", "PPO003", "PPO010"}, _protected)
    yield _child("custody_heard", lambda _f, c: not c.codes & {"CUS004"}, lambda _f, c: "custody" in c.modules)
    yield _child("vulnerability_told", lambda _f, c: "CUS001" not in c.codes, lambda _f, c: "custody" in c.modules)
    yield _child("police_protection_used", lambda _f, c: "police_protection" in c.modules)
    yield _child("custody_used", lambda _f, c: "custody" in c.modules)
    yield _child("flags_missing", lambda _f, c: "FLG001" in c.codes)
    yield _referral(
        "voice_in_decision", lambda f: "REF007" not in f.codes, lambda f: any(c.contact == "spoken_to" for c in f.children)
    )
    yield _referral("child_left_off", lambda f: "SEE009" in f.codes)
    yield _referral("returned", lambda f: f.rounds > 1 or f.status == "returned", lambda f: f.rounds > 0)
    yield _referral("approved_not_sent", lambda f: f.status == "approved", lambda f: f.status in ("approved", "sent"))
    yield _referral("sent_without_receipt", lambda f: not f.receipt, lambda f: f.receipt is not None)


def _spoken_to(_facts: ReferralFacts, child: ChildFacts) -> bool:
    return child.contact == "spoken_to"


def _protected(_facts: ReferralFacts, child: ChildFacts) -> bool:
    return "police_protection" in child.modules


MEASURES: dict[str, Measure] = {measure.key: measure for measure in _measures()}


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to split the figures: by what the referral is, or (`of_child`) by what a child is.

    A referral or child may stand in several groups (two incident types).
    """

    key: str
    groups: Callable[[ReferralFacts, ChildFacts | None], tuple[str, ...]]
    of_child: bool = False


def _week(facts: ReferralFacts, _child: ChildFacts | None) -> tuple[str, ...]:
    if facts.day is None:
        return ("not_known",)
    year, week, _ = facts.day.isocalendar()
    return (f"{year}-W{week:02}",)


def _month(facts: ReferralFacts, _child: ChildFacts | None) -> tuple[str, ...]:
    return (f"{facts.day:%Y-%m}" if facts.day else "not_known",)


DIMENSIONS: dict[str, Dimension] = {
    each.key: each
    for each in (
        Dimension("all", lambda _f, _c: ("all",)),
        Dimension("week", _week),
        Dimension("month", _month),
        Dimension("unit", lambda f, _c: (f.unit or "not_known",)),
        Dimension("type", lambda f, _c: f.types[:1] or ("not_known",)),
        Dimension("authority", lambda f, _c: (f.authority or "not_known",)),
        Dimension("ethnicity", lambda _f, c: (c.ethnicity_group,) if c else (), of_child=True),
        Dimension("age", lambda _f, c: (c.band,) if c else (), of_child=True),
    )
}
OF_CHILDREN = tuple(each for each in DIMENSIONS.values() if each.of_child)
OF_REFERRALS = tuple(each for each in DIMENSIONS.values() if not each.of_child)
