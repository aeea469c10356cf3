"""A trainee's record against the strong one, by child and AWARE part; and the record written cold against the guided one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vpa_assist.findings import counts
from vpa_assist.record.pointers import recorded, texts
from vpa_assist.record.referral import Child, Referral, Utterance
from vpa_assist.training.records import record
from vpa_assist.training.scenario import Discovery, Part, Scenario
from vpa_assist.training.unfold import Progress

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

PARTS: tuple[Part, ...] = ("seen", "appearance", "words", "activity", "relationships", "environment", "wishes", "injuries")
"""What is compared for each child, in the order of the form."""


@dataclass(frozen=True, slots=True)
class PartCompared:
    """One AWARE part of one child in two records. Empty text: not recorded there. Texts are shown, never scored."""

    child: str
    name: str
    part: Part
    strong: str
    attempt: str

    @property
    def state(self) -> Literal["both", "only_strong", "only_attempt", "neither"]:
        if self.attempt:
            return "both" if self.strong else "only_attempt"
        return "only_strong" if self.strong else "neither"


@dataclass(frozen=True, slots=True)
class CueCompared:
    """A cue of the scenario: whether the trainee came upon it, and whether the record tells of it."""

    cue: Discovery
    found: bool
    told: bool

    @property
    def state(self) -> Literal["told", "found_not_told", "missed"]:
        """A cue that the record tells of counts as told, however the trainee came to know it."""
        if self.told:
            return "told"
        return "found_not_told" if self.found else "missed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a debrief shows."""

    parts: tuple[PartCompared, ...]
    cues: tuple[CueCompared, ...]


@dataclass(frozen=True, slots=True)
class ColdAndGuided:
    """The two records of one trainee. `appeared` are parts blank in the first and filled in the second; `lost` the other way."""

    appeared: tuple[PartCompared, ...]
    lost: tuple[PartCompared, ...]
    cues_appeared: tuple[Discovery, ...]
    cold: dict[str, int]
    guided: dict[str, int]


_WRITTEN = ("/incident", "/children", "/people", "/referral")
"""Where a trainee writes; the name of the scenario and the author are no answer."""


def compare(scenario: Scenario, attempt: Referral, progress: Progress | None = None) -> Comparison:
    """The attempt beside the strong record, and every cue with what became of it."""
    strong = recorded(record(scenario, "strong"))
    tried = recorded(attempt)
    parts = tuple(_parts(strong, tried))
    chosen = progress.chosen if progress else ()
    cues = tuple(CueCompared(cue, cue.id in chosen, tells_of(tried, strong, cue)) for cue in scenario.cues())
    return Comparison(parts, cues)


def cold_and_guided(scenario: Scenario, cold: Referral, guided: Referral, catalogue: Catalogue) -> ColdAndGuided:
    """What the prompts brought: the first record without them against the second with them."""
    from vpa_assist.checks.engine import run_checks

    strong, first, second = recorded(record(scenario, "strong")), recorded(cold), recorded(guided)
    before = {(each.child, each.part): each.attempt for each in _parts(strong, first)}
    pairs = [(before.get((each.child, each.part), ""), each) for each in _parts(strong, second)]
    return ColdAndGuided(
        appeared=tuple(each for earlier, each in pairs if each.attempt and not earlier),
        lost=tuple(each for earlier, each in pairs if earlier and not each.attempt),
        cues_appeared=tuple(cue for cue in scenario.cues() if tells_of(second, strong, cue) and not tells_of(first, strong, cue)),
        cold=counts(run_checks(cold, catalogue)),
        guided=counts(run_checks(guided, catalogue)),
    )


def tells_of(attempt: Referral, strong: Referral, cue: Discovery) -> bool:
    """Whether a record tells of a cue: one of its words stands in what is written about that child, or anywhere without one."""
    if cue.child is None:
        written = _plain(" ".join(text for pointer, text in texts(attempt) if pointer.startswith(_WRITTEN)))
    else:
        place = next((index for index, child in enumerate(strong.children or ()) if child.id == cue.child), None)
        if place is None:
            return False
        child = _matched(strong, attempt)[place]
        written = _plain(" ".join(text for _, text in texts(child))) if child else ""
    return any(_plain(each) in written for each in cue.tells)


def written(child: Child | None, part: Part) -> str:
    """What a record says of one child under one part, as it was typed; lines apart where there are several."""
    if child is None:
        return ""
    aware, contact = child.aware, child.contact
    if part == "seen":
        told = (contact.welfare_check, contact.reason, contact.whereabouts, contact.follow_up) if contact else ()
        return "\n".join(each for each in told if each)
    if part == "words":
        return "\n".join(_said(each) for each in (aware.words if aware else None) or () if each.words)
    if part == "wishes":
        return child.wishes or ""
    if part == "injuries":
        return "\n".join(" ".join(filter(None, (each.kind, each.region, each.description))) for each in child.injuries or ())
    return (getattr(aware, part, None) or "") if aware else ""


def _said(utterance: Utterance) -> str:
    asked = f"{utterance.question} – " if utterance.question else ""
    return f"{asked}{utterance.words}"


def _parts(strong: Referral, attempt: Referral) -> list[PartCompared]:
    found = []
    for child, tried in zip(strong.children or (), _matched(strong, attempt), strict=True):
        if child.unborn is True:
            continue
        name = child.given_name or child.family_name or child.id
        found += [PartCompared(child.id, name, part, written(child, part), written(tried, part)) for part in PARTS]
    return found


def _matched(strong: Referral, attempt: Referral) -> list[Child | None]:
    """For each child of the strong record the attempt's: of the same given name, else the next that nobody has taken."""
    left = list(attempt.children or ())
    matched: list[Child | None] = [None] * len(strong.children or ())
    for index, child in enumerate(strong.children or ()):
        same = next(
            (each for each in left if child.given_name and _plain(each.given_name or "") == _plain(child.given_name)), None
        )
        if same is not None:
            matched[index] = same
            left.remove(same)
    for index, held in enumerate(matched):
        if held is None and left:
            matched[index] = left.pop(0)
    return matched


def _plain(text: str) -> str:
    """Without case, accents and double spaces, for comparing."""
    flat = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    return " ".join("".join(each for each in flat if not unicodedata.combining(each)).split())
