"""The referral as it is spoken of: names, ages, times, labels and gaps in the form pack's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vpa_assist.drawing.kin import name_of
from vpa_assist.drawing.kinship import child_name, listed, one_line
from vpa_assist.drawing.when import clock, long_day, long_time, short_time
from vpa_assist.findings import Finding
from vpa_assist.pdf.outline.languages import language_of
from vpa_assist.pdf.outline.parts import Run, Words, words
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.pointers import join
from vpa_assist.record.referral import Child, Officer, Person, Referral, Utterance

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that the form has a place for and that was not recorded. `weight` puts the gravest first."""

    item: str
    about: str
    anchor: str
    reason: str = ""
    next: str = ""
    weight: int = 5


@dataclass(frozen=True, slots=True)
class ToldNone:
    """One thing that was asked, with the answer none."""

    item: str
    about: str
    answer: str


@dataclass(slots=True)
class Found:
    """What the pages notice while they are written, for the pages at the end."""

    gaps: list[Gap] = field(default_factory=list)
    none: list[ToldNone] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChildView:
    """A child as the pages name them."""

    index: int
    child: Child
    name: str
    age: int | None

    @property
    def path(self) -> str:
        return join("children", self.index)

    @property
    def anchor(self) -> str:
        return f"child-{self.index}"

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        return (self.child.aware.words if self.child.aware else None) or ()

    @property
    def own(self) -> list[tuple[int, Utterance]]:
        """What the child said or showed, with the place of each in the record."""
        return [(index, each) for index, each in enumerate(self.utterances) if each.by_child and each.words]


class Speaker:
    """One referral with one form pack. `referral` has no blanks and has its addenda applied."""

    def __init__(self, referral: Referral, catalogue: Catalogue, findings: Sequence[Finding], at: str) -> None:
        self.referral = referral
        self.catalogue = catalogue
        self.findings = tuple(findings)
        self.at = at
        self.found = Found()
        on = incident_day(referral)
        self.children = tuple(
            ChildView(index, child, child_name(child, self.say), age(child, on))
            for index, child in enumerate(referral.children or ())
        )
        self.people: tuple[Person, ...] = referral.people or ()
        self.summaries = frozenset(each.path for each in findings if each.code == "WRD002" and each.explained is None)

    # words

    def say(self, key: str, **given: object) -> str:
        """The pack's words for a key."""
        return self.catalogue.printed(key, **given)

    def label(self, name: str, code: str | None) -> str:
        """The pack's words for a code; one that it does not know is shown in its own letters."""
        if not code:
            return ""
        try:
            found = self.catalogue.label(name, code)
        except KeyError:
            found = code
        return found if found != code or not code.islower() else code.replace("_", " ")

    def codes(self, name: str, given: Iterable[str] | None) -> str:
        """Several codes in one line."""
        return ", ".join(self.label(name, each) for each in given or ())

    def yes(self, value: bool | None) -> str:
        """Yes or no; nothing where it is not recorded."""
        return "" if value is None else self.say("yes" if value else "no")

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them."""
        return listed(list(names), self.say)

    # names

    def full_name(self, child: Child) -> str:
        """Given and family name."""
        return " ".join(part for part in (child.given_name, child.family_name) if part) or child_name(child, self.say)

    def with_age(self, view: ChildView, *, full: bool = True) -> str:
        """ "Mason Blackshaw, 9" """
        name = self.full_name(view.child) if full else view.name
        return self.say("name_age", name=name, age=view.age) if view.age is not None else name

    def reference(self, reference: str | None) -> str:
        """The name of whoever a reference means, with what they are to the children where they have no name."""
        return name_of(self.referral, reference)

    def relation(self, reference: str | None, view: ChildView) -> str:
        """What a person is to a child, "" where that is not recorded."""
        for person in self.people:
            if person.id == reference:
                for each in person.relationships or ():
                    if each.child == view.child.id and each.is_:
                        return each.is_
        return ""

    def who_is(self, reference: str | None, view: ChildView) -> str:
        """A person's name with what they are to this child: "Kerry Blackshaw, mother"."""
        return ", ".join(part for part in (self.reference(reference), self.relation(reference, view)) if part)

    def officer(self, officer: Officer | None, *, unit: bool = False) -> str:
        """Rank, name and collar number; the unit on request."""
        if officer is None:
            return ""
        name = " ".join(part for part in (officer.rank, officer.name, officer.collar_number) if part)
        return ", ".join(part for part in (name, officer.unit if unit else None) if part)

    def officer_in_full(self, officer: Officer | None) -> str:
        """Everything recorded of an officer in one line."""
        if officer is None:
            return ""
        return ", ".join(part for part in (self.officer(officer), officer.unit, officer.role) if part)

    def officer_again(self, officer: Officer | None, known: Iterable[Officer | None]) -> str:
        """An officer shortly where the same page has them in full already, else in full."""
        full = self.officer_in_full(officer)
        return self.officer(officer) if full in {self.officer_in_full(each) for each in known} else full

    address = staticmethod(one_line)

    # times

    def short(self, time: str | None) -> str:
        """ "7 Nov, 13:40" """
        return short_time(time, self.say) if time else ""

    def long(self, time: str | None) -> str:
        """ "7 November 2026, 13:40" """
        return long_time(time, self.say) if time else ""

    def day(self, date: str | None) -> str:
        """ "7 November 2026" """
        return long_day(date, self.say) if date else ""

    @staticmethod
    def clock(time: str | None) -> str:
        """ "13:40" """
        return clock(time) if time else ""

    # gaps

    def gap(
        self, item: str, about: str, anchor: str, *, reason: str | None = None, next_: str | None = None, weight: int = 5
    ) -> Words:
        """Notes a gap and gives what stands in its place."""
        self.found.gaps.append(Gap(item, about, anchor, reason or "", next_ or "", weight))
        return self.gap_words(reason)

    def gap_words(self, reason: str | None) -> Words:
        """ "Not recorded. Reason given: …" """
        after = self.say("gap_reason", reason=reason) if reason else self.say("gap_no_reason")
        return words(Run(self.say("gap"), "soft"), " " + after)

    def none(self, item: str, about: str, answer: str) -> None:
        """Notes that something was asked, and the answer was none."""
        self.found.none.append(ToldNone(item, about, answer))

    # languages

    def lang(self, text: str | None, child: Child | None = None) -> str:
        """The language tag of a passage where it is not English, as far as its letters tell."""
        first = child.language.first if child is not None and child.language else None
        return language_of(text or "", first)

    def paras(self, text: str | None) -> tuple[Words, ...]:
        """A recorded text as it stands."""
        if not text:
            return ()
        return ((Run(text, lang=self.lang(text)),),)

    def open_musts(self) -> list[Finding]:
        """What must be answered and is neither answered nor explained."""
        return [each for each in self.findings if each.is_open and each.severity == "must"]


def given(*values: Any) -> bool:
    """Whether any of these is recorded."""
    return any(value not in (None, "", ()) for value in values)
