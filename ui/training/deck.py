"""What is shown on the wall, slide by slide: plain data made from a scenario. It knows no widget.

A slide is uncovered in steps, each of which names what it adds: `w0` and `s0` the first point of the weak and the strong
record, `l0` the first line, `leaves` what each record leaves the next person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vpa_assist.findings import Finding
from vpa_assist.record.pointers import get
from vpa_assist.record.referral import Referral, Utterance
from vpa_assist.training.records import record, text_at
from vpa_assist.training.scenario import Point, Scenario, Step

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Form = Literal["present", "briefing"]
_IN_WORDS = ("speech", "sign", "writing", "device")
"""Means whose words are quoted; a drawing, a gesture or behaviour is told and not quoted."""
_ORDER = {"must": 0, "should": 1, "consider": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of a text that a check points at: start and end in characters, and how much it weighs."""

    start: int
    end: int
    severity: str


@dataclass(frozen=True, slots=True)
class Side:
    """One record's side of a point. Empty text: nothing is written there. `found` are titles of findings about the place."""

    text: str
    marks: tuple[Mark, ...] = ()
    found: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One point seen side by side."""

    label: str
    weak: Side
    strong: Side
    says: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture on the wall. `steps` are what each press adds; the first is shown at once. `part` counts pairs of records."""

    kind: Literal["scene", "pair", "questions", "card"]
    title: str
    aside: str
    steps: tuple[frozenset[str], ...]
    pairs: tuple[Pair, ...] = ()
    lines: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    weak_leaves: str = ""
    strong_leaves: str = ""

    def visible(self, shown: int) -> frozenset[str]:
        """Everything that is uncovered after so many steps."""
        return frozenset().union(*self.steps[: max(1, shown)])


def deck(scenario: Scenario, catalogue: Catalogue, form: Form = "present") -> tuple[Slide, ...]:
    """The slides of a scenario: the scene, its pairs of records, in a briefing the three questions, and the card."""
    from vpa_assist.checks.engine import run_checks

    say = catalogue.screen
    weak, strong = record(scenario, "weak"), record(scenario, "strong")
    findings = run_checks(weak, catalogue)
    slides = [_scene(scenario, catalogue)]
    for number, step in enumerate(scenario.steps, 1):
        question = step.question[:1].lower() + step.question[1:] if step.question[1:2].islower() else step.question
        aside = say("training.step_of", number=number, count=len(scenario.steps), question=question)
        pairs = tuple(_pair(point, weak, strong, findings) for point in step.points)
        slides.append(_pairs(step, aside, pairs, form))
    if form == "briefing":
        asks = tuple(each.ask for each in scenario.briefing.questions)
        hints = tuple(each.look_for for each in scenario.briefing.questions)
        steps = [frozenset({f"{kind}{at}"}) for at in range(len(asks)) for kind in ("l", "u")]
        title = say("training.three_questions")
        slides.append(Slide("questions", title, say("training.three_questions_note"), tuple(steps), lines=asks, under=hints))
    card = scenario.briefing.card
    lines = frozenset(f"l{at}" for at in range(len(card.lines)))
    slides.append(Slide("card", card.title, say("training.card_note"), (lines,), lines=card.lines))
    return tuple(slides)


def _scene(scenario: Scenario, catalogue: Catalogue) -> Slide:
    paragraphs = tuple(each.strip() for each in scenario.brief.split("\n") if each.strip())
    whole = frozenset(f"l{at}" for at in range(len(paragraphs)))
    return Slide("scene", scenario.title, catalogue.screen("training.scene_note"), (whole,), lines=paragraphs)


def _pairs(step: Step, aside: str, pairs: tuple[Pair, ...], form: Form) -> Slide:
    count = range(len(pairs))
    if form == "briefing":  # the weak record whole, so that the room says what is missing before it sees the strong one
        steps = [frozenset(f"w{at}" for at in count), *(frozenset({f"s{at}"}) for at in count)]
    else:
        steps = [frozenset({f"w{at}", f"s{at}"}) for at in count]
    steps.append(frozenset({"leaves"}))
    return Slide(
        "pair",
        step.title,
        aside,
        tuple(steps),
        pairs=pairs,
        weak_leaves=step.weak_leaves,
        strong_leaves=step.strong_leaves,
    )


def _pair(point: Point, weak: Referral, strong: Referral, findings: Sequence[Finding]) -> Pair:
    whole = text_at(weak, point.weak)
    text = text_at(weak, point.weak, point.weak_quote)
    offset = max(0, whole.find(text)) if text else 0
    at_place = [each for each in findings if each.path == point.weak or each.path.startswith(f"{point.weak}/")]
    marks = tuple(
        Mark(max(0, each.span[0] - offset), min(len(text), each.span[1] - offset), each.severity.value)
        for each in at_place
        if each.span and each.span[1] > offset and each.span[0] < offset + len(text)
    )
    at_place.sort(key=lambda each: _ORDER.get(each.severity.value, 3))
    found = tuple(dict.fromkeys((each.severity.value, each.title) for each in at_place))
    return Pair(
        point.label,
        Side(_quoted(weak, point.weak, text), _moved(marks, weak, point.weak, text), found),
        Side(_quoted(strong, point.strong, text_at(strong, point.strong, point.strong_quote))),
        point.says,
    )


def _is_said(referral: Referral, pointer: str) -> bool:
    value = get(referral, pointer) if pointer else None
    return isinstance(value, Utterance) and (value.how is None or value.how in _IN_WORDS)


def _quoted(referral: Referral, pointer: str, text: str) -> str:
    return f"“{text}”" if text and _is_said(referral, pointer) else text


def _moved(marks: tuple[Mark, ...], referral: Referral, pointer: str, text: str) -> tuple[Mark, ...]:
    by = 1 if text and _is_said(referral, pointer) else 0
    return tuple(Mark(each.start + by, each.end + by, each.severity) for each in marks)
