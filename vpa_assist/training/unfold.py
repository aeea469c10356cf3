"""How a scenario unfolds: the trainee chooses where to look and what to ask, and sees what that brings.

A pure state machine: `Progress` is what was chosen, in order; everything else is worked out from it and the scenario.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from vpa_assist.training.scenario import Discovery, Fact, Scenario, Stage, Talk, Turn


@dataclass(frozen=True, slots=True)
class Progress:
    """What a trainee has chosen so far, oldest first."""

    scenario: str
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a talk. `shut` tells that an earlier question has spoiled it; `why` is that question."""

    turn: Turn
    shut: bool
    why: str = ""


class NotOpen(ValueError):
    """A choice that is not open: an unknown id, one already made, or one that needs something first."""


def begin(scenario: Scenario) -> Progress:
    """The state before anything was chosen: the trainee knows the briefing of the control room only."""
    return Progress(scenario.id)


def stages(scenario: Scenario, progress: Progress) -> tuple[Stage, ...]:
    """The places and moments that are open."""
    return tuple(stage for stage in scenario.stages if _met(stage.after, progress))


def talks(scenario: Scenario, progress: Progress) -> tuple[Talk, ...]:
    """The talks that are open."""
    return tuple(talk for talk in scenario.talks if _met(talk.after, progress))


def choices(scenario: Scenario, progress: Progress) -> tuple[Fact, ...]:
    """What can be looked at, asked of adults or checked now, and has not been."""
    return tuple(
        fact
        for stage in stages(scenario, progress)
        for fact in stage.facts
        if fact.id not in progress.chosen and _met(fact.after, progress)
    )


def questions(scenario: Scenario, progress: Progress) -> tuple[Question, ...]:
    """The questions that can be put now and have not been; a shut one still stands there, with what shut it."""
    found = []
    for talk in talks(scenario, progress):
        asked = [turn for turn in talk.turns if turn.id in progress.chosen]
        for turn in talk.turns:
            if turn.id in progress.chosen or not _met(turn.after, progress):
                continue
            spoiled = next((each for each in asked if turn.id in each.shuts), None)
            found.append(Question(turn, spoiled is not None, spoiled.ask if spoiled else ""))
    return tuple(found)


def choose(scenario: Scenario, progress: Progress, what: str) -> Progress:
    """The state after this choice. Raises NotOpen."""
    open_now = {fact.id for fact in choices(scenario, progress)}
    open_now |= {question.turn.id for question in questions(scenario, progress) if not question.shut}
    if what not in open_now:
        raise NotOpen(what)
    return replace(progress, chosen=(*progress.chosen, what))


def shown(scenario: Scenario, progress: Progress) -> tuple[Fact | Turn, ...]:
    """What the trainee has seen and heard, in the order in which it was chosen."""
    by_id = {each.id: each for each in scenario.discoveries()}
    found = (by_id[each] for each in progress.chosen if each in by_id)
    return tuple(each for each in found if isinstance(each, Fact | Turn))


def missed(scenario: Scenario, progress: Progress) -> tuple[Discovery, ...]:
    """The cues that the trainee never came upon, in the order of the scenario."""
    return tuple(each for each in scenario.cues() if each.id not in progress.chosen)


def leading(scenario: Scenario, progress: Progress) -> tuple[Turn, ...]:
    """The leading questions that were put."""
    return tuple(each for each in shown(scenario, progress) if isinstance(each, Turn) and each.kind == "leading")


def _met(needed: tuple[str, ...], progress: Progress) -> bool:
    return all(each in progress.chosen for each in needed)
