"""The model of a scenario, and its reading: strict, with every fault named by its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from vpa_assist.errors import CannotDo
from vpa_assist.record.referral import Grade

SCHEMA = "vpa-assist.scenario/1"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
Tells = tuple[Annotated[str, StringConstraints(min_length=2, max_length=60)], ...]
Pointer = Annotated[str, StringConstraints(pattern=r"^(/[^/]+)*$", max_length=200)]
ChildId = Annotated[str, StringConstraints(pattern=r"^c[1-9][0-9]?$")]

Part = Literal[
    "seen",
    "appearance",
    "words",
    "activity",
    "relationships",
    "environment",
    "wishes",
    "injuries",
    "who",
    "account",
    "decision",
    "module",
]
"""Where in a record something belongs: the AWARE parts and what stands around them."""

Audience = Literal["response", "telephone", "custody", "missing_coordinator", "offender_manager"]
Feature = Literal[
    "asleep",
    "custody",
    "interpreter",
    "non_verbal",
    "not_seen",
    "online",
    "police_protection",
    "pre_verbal",
    "refused",
    "siblings",
    "telephone",
    "unborn",
]


class BrokenScenario(CannotDo):
    """A scenario that cannot be used. `faults` are lines of place and fault; the text is one sentence."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        self.name = name
        self.faults = faults
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"The scenario {name} cannot be used: {faults[0]}{more}.")


class Piece(BaseModel):
    """A part of a scenario."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Discovery(Piece):
    """Something that a trainee may find out. `cue` says why it matters; without one it is only scenery.

    `tells` are words of which one must stand in a record that tells of it, so that a debrief can say "found, not recorded".
    """

    id: Id
    child: ChildId | None = None
    part: Part = "account"
    cue: Line | None = None
    tells: Tells = ()
    after: tuple[Id, ...] = ()


class Fact(Discovery):
    """What is seen, heard or found when the trainee does what `choose` says."""

    choose: Line
    kind: Literal["look", "ask", "check"] = "look"
    shows: Text


class Turn(Discovery):
    """A question that the trainee may put to the child, and what comes back. `shuts` are questions that it spoils."""

    part: Part = "words"
    ask: Line
    kind: Literal["open", "closed", "leading"]
    answer: Text
    demeanour: Line | None = None
    shuts: tuple[Id, ...] = ()


class Stage(Piece):
    """A place or a moment. It opens once everything in `after` has been found out."""

    id: Id
    title: Line
    scene: Text
    after: tuple[Id, ...] = ()
    facts: tuple[Fact, ...] = Field(min_length=1)


class Talk(Piece):
    """A short talk with one child (or with the person who rings about them)."""

    child: ChildId
    scene: Text
    after: tuple[Id, ...] = ()
    turns: tuple[Turn, ...] = Field(min_length=3)


class Point(Piece):
    """One thing seen side by side. Pointers name the field in each record; quotes pick verbatim words of long ones."""

    label: Line
    weak: Pointer
    strong: Pointer
    weak_quote: Text | None = None
    strong_quote: Text | None = None
    says: Line


class Step(Piece):
    """One picture of a presentation: a heading, a question to the room, points, and what each record leaves the next person."""

    title: Line
    question: Line
    points: tuple[Point, ...] = Field(min_length=1, max_length=4)
    weak_leaves: Line
    strong_leaves: Line


class Mark(Piece):
    """The trainer's grade for one item of the rubric in the weak record, and why."""

    child: ChildId
    item: Id
    grade: Grade
    why: Line


class Question(Piece):
    ask: Line
    look_for: Line


class Card(Piece):
    """What a trainee takes away: a title and a few lines that fit on one card."""

    title: Line
    lines: tuple[Line, ...] = Field(min_length=2, max_length=6)


class Briefing(Piece):
    """The 15-minute form: three questions and a card."""

    questions: tuple[Question, ...] = Field(min_length=3, max_length=3)
    card: Card


class Claim(Piece):
    """A finding that the weak record must have."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}[0-9]{3}$")]
    path: Pointer


class Scenario(Piece):
    """A scenario. `common`, `weak` and `strong` are parts of referral documents; `vpa_assist.training.records` joins them."""

    schema_: Literal["vpa-assist.scenario/1"] = Field(alias="schema")
    id: Id
    title: Line
    summary: Line
    origin: Literal["invented", "retold", "own"]
    sources: tuple[Id, ...] = ()
    answers: Line
    audience: tuple[Audience, ...] = Field(min_length=1)
    features: tuple[Feature, ...] = ()
    aims: tuple[Line, ...] = Field(min_length=1, max_length=6)
    brief: Text
    notes: tuple[Line, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = Field(min_length=1)
    talks: tuple[Talk, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1, max_length=8)
    marks: tuple[Mark, ...] = ()
    briefing: Briefing
    claims: tuple[Claim, ...] = Field(min_length=1)
    common: dict[str, Any]
    weak: dict[str, Any]
    strong: dict[str, Any]

    def discoveries(self) -> Iterator[Discovery]:
        """Every fact and every turn, in the order of the file."""
        for stage in self.stages:
            yield from stage.facts
        for talk in self.talks:
            yield from talk.turns

    def cues(self) -> tuple[Discovery, ...]:
        """What must not be missed."""
        return tuple(each for each in self.discoveries() if each.cue)


def from_table(table: Any, name: str) -> Scenario:
    """The scenario that plain values make. Raises BrokenScenario with every fault; `name` is the file's, for its text."""
    try:
        scenario = Scenario.model_validate(table)
    except ValidationError as error:
        raise BrokenScenario(name, tuple(_fault(each) for each in error.errors(include_url=False))) from None
    faults = tuple(_loose_ends(scenario))
    if faults:
        raise BrokenScenario(name, faults)
    return scenario


def _fault(error: Any) -> str:
    place = ".".join(str(step) for step in error["loc"]) or "(scenario)"
    wrong = {"missing": "is missing", "extra_forbidden": "is not known"}.get(
        error["type"], error["msg"][:1].lower() + error["msg"][1:]
    )
    return f"{place}: {wrong}"


def _loose_ends(scenario: Scenario) -> Iterator[str]:
    """References to nothing, ids given twice, and what can never be reached."""
    ids = [each.id for each in scenario.discoveries()]
    yield from (f"{each} is given twice" for each in sorted({each for each in ids if ids.count(each) > 1}))
    known = set(ids)
    for place, wanted in _references(scenario):
        yield from (f"{place}: there is no {each}" for each in wanted if each not in known)
    children = {each.get("id") for each in scenario.common.get("children", ()) if isinstance(each, dict)}
    for place, child in _children(scenario):
        if child not in children:
            yield f"{place}: there is no child {child} in common"
    yield from (f"{each} can never be reached" for each in sorted(known - _reachable(scenario)))


def _references(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    for stage in scenario.stages:
        yield f"stage {stage.id}", stage.after
    for talk in scenario.talks:
        yield f"talk with {talk.child}", talk.after
        for turn in talk.turns:
            yield f"turn {turn.id}", turn.shuts
    for each in scenario.discoveries():
        yield each.id, each.after


def _children(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for talk in scenario.talks:
        yield "talk", talk.child
    for mark in scenario.marks:
        yield f"mark {mark.item}", mark.child
    for each in scenario.discoveries():
        if each.child:
            yield each.id, each.child


def _reachable(scenario: Scenario) -> set[str]:
    needs: dict[str, set[str]] = {}
    groups: list[tuple[tuple[str, ...], tuple[Discovery, ...]]] = [(stage.after, stage.facts) for stage in scenario.stages]
    groups += [(talk.after, talk.turns) for talk in scenario.talks]
    for after, inner in groups:
        needs.update({each.id: {*after, *each.after} for each in inner})
    reached: set[str] = set()
    while True:
        more = {each for each, needed in needs.items() if each not in reached and needed <= reached}
        if not more:
            return reached
        reached |= more
