"""Training on paper: a scenario with its questions, the same with answers, its card, the AWARE card, and the class summary.

Each is an outline of the same kind as a referral's, so it is printed by the same renderer; TRAINING stands on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from vpa_assist import __version__
from vpa_assist.pdf.outline.parts import (
    Banner,
    Block,
    Column,
    Heading,
    Item,
    Labelled,
    Listed,
    Listing,
    Outline,
    Para,
    Room,
    Row,
    Ruled,
    Run,
    Sheet,
    Table,
    Title,
    Words,
    words,
)
from vpa_assist.record.pointers import recorded
from vpa_assist.record.referral import Referral
from vpa_assist.training.attempts import PARTS, written
from vpa_assist.training.records import record
from vpa_assist.training.results import Result, Summary, summaries
from vpa_assist.training.scenario import Scenario

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Kind = Literal["questions", "answers", "card"]
TOOL = f"VPA Assist {__version__}"
_LETTERS = {"appearance": "A", "words": "W", "activity": "A", "relationships": "R", "environment": "E"}


def scenario_pdf(scenario: Scenario, catalogue: Catalogue, kind: Kind, at: str) -> bytes:
    """A scenario on paper: "questions" for trainees, "answers" for the trainer, or its "card". `at` is the time of printing."""
    speaker = _Speaker(catalogue)
    blocks: list[Block] = [_title(speaker, scenario), speaker.banner()]
    if kind == "card":
        blocks = [Title(scenario.briefing.card.title, "top"), speaker.banner(), _lines(scenario.briefing.card.lines)]
        return _printed(speaker, speaker.text("title_card", title=scenario.title), [Sheet(tuple(blocks))], at)
    blocks += [Para(words(paragraph)) for paragraph in scenario.brief.split("\n") if paragraph.strip()]
    blocks += [Heading(speaker.text("aims"), "aims"), _lines(scenario.aims)]
    if kind == "questions":
        sheets = [
            Sheet((*blocks, *_choices(speaker, scenario)), scenario.title),
            _weak(speaker, scenario),
            _questions(speaker, scenario),
        ]
        return _printed(speaker, speaker.text("title_questions", title=scenario.title), sheets, at)
    sheets = [
        Sheet((*blocks, *_discoveries(speaker, scenario)), scenario.title),
        Sheet(tuple(_twice(speaker, scenario)), scenario.title),
        Sheet(tuple(_trainer(speaker, scenario)), scenario.title),
    ]
    return _printed(speaker, speaker.text("title_answers", title=scenario.title), sheets, at)


def aide_memoire(catalogue: Catalogue, at: str) -> bytes:
    """The blank AWARE card: the prompts of each part, and lines to write on."""
    speaker = _Speaker(catalogue)
    title = speaker.text("title_aide")
    blocks: list[Block] = [Title(title, "top"), Para(words(speaker.text("aide_lead")))]
    for each in speaker.table["aide"]:
        item = Item(each["name"], tuple(words(line) for line in each["lines"]), tile=each["letter"])
        blocks += [Labelled((item,)), Ruled(int(each["room"]))]
    return _printed(speaker, title, [Sheet(tuple(blocks))], at)


def class_summary(results: Iterable[Result], scenarios: Mapping[str, Scenario], catalogue: Catalogue, at: str) -> bytes:
    """What a class did, scenario by scenario. `scenarios` are those by their ids; one that is gone is named by its id."""
    speaker = _Speaker(catalogue)
    title = speaker.text("title_class")
    rows = tuple(_class_row(speaker, each, scenarios.get(each.scenario)) for each in summaries(results))
    heads = ("class_scenario", "class_trainees", "class_musts", "class_cues", "class_missed", "class_marks")
    shares = (0.24, 0.1, 0.17, 0.11, 0.22, 0.16)
    columns = tuple(
        Column(speaker.text(head), share, heads=not at) for at, (head, share) in enumerate(zip(heads, shares, strict=True))
    )
    blocks = (Title(title, "top"), speaker.banner(), Para(words(speaker.text("class_lead"))), Table(columns, rows, title))
    return _printed(speaker, title, [Sheet(blocks)], at)


class _Speaker:
    """The pack's words for paper."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.table: dict[str, Any] = catalogue.raw("training")

    def text(self, key: str, **given: object) -> str:
        return str(self.table["handout"][key]).format(**given)

    def named(self, table: str, key: str) -> str:
        return str(self.table[table][key])

    def banner(self) -> Block:
        printed = self.catalogue.printed
        return Banner("training", words(Run(f"{printed('banner_training_lead')} ", "strong"), printed("banner_training")))


def _title(speaker: _Speaker, scenario: Scenario) -> Block:
    audience = ", ".join(speaker.named("audiences", each) for each in scenario.audience)
    sources = "; ".join(speaker.catalogue.source(each).title for each in scenario.sources) or speaker.named(
        "origins", scenario.origin
    )
    lines = (
        words(speaker.text("for_whom", audience=audience)),
        words(speaker.text("answers_what", answers=scenario.answers)),
        words(speaker.text("source", source=f"{speaker.named('origins', scenario.origin)}. {sources}")),
    )
    return Title(scenario.title, "top", kicker=speaker.text("form"), lines=lines)


def _lines(texts: Sequence[str]) -> Block:
    return Listing(tuple(Listed(words(text)) for text in texts))


def _choices(speaker: _Speaker, scenario: Scenario) -> list[Block]:
    blocks: list[Block] = [Room(120), Heading(speaker.text("stages"), "stages")]
    for stage in scenario.stages:
        blocks += [Para(words(Run(f"{stage.title}. ", "strong"), stage.scene)), _lines([fact.choose for fact in stage.facts])]
    return blocks


def _discoveries(speaker: _Speaker, scenario: Scenario) -> list[Block]:
    blocks: list[Block] = [Room(120), Heading(speaker.text("stages"), "stages")]
    for stage in scenario.stages:
        blocks.append(Para(words(Run(f"{stage.title}. ", "strong"), stage.scene)))
        blocks.append(Labelled(tuple(Item(fact.choose, _found(speaker, fact.shows, None, fact.cue)) for fact in stage.facts)))
    names = {child["id"]: child.get("given_name", child["id"]) for child in scenario.common["children"]}
    for talk in scenario.talks:
        name = names.get(talk.child, talk.child)
        blocks += [Room(120), Heading(speaker.text("talk", name=name), f"talk-{talk.child}"), Para(words(talk.scene))]
        items = (
            Item(
                speaker.text("ask_kind", kind=speaker.named("kinds", turn.kind), ask=turn.ask),
                _found(speaker, f"“{turn.answer}”" if not turn.ask.startswith("(") else turn.answer, turn.demeanour, turn.cue),
            )
            for turn in talk.turns
        )
        blocks.append(Labelled(tuple(items)))
    return blocks


def _found(speaker: _Speaker, text: str, demeanour: str | None, cue: str | None) -> tuple[Words, ...]:
    found = [words(text)]
    if demeanour:
        found.append(words(Run(demeanour, "soft")))
    if cue:
        found.append(words(Run(speaker.text("cue", cue=cue), "note")))
    return tuple(found)


def _weak(speaker: _Speaker, scenario: Scenario) -> Sheet:
    weak = recorded(record(scenario, "weak"))
    blocks: list[Block] = [
        Title(speaker.text("weak"), "weak"),
        Para(words((weak.incident and weak.incident.account) or speaker.text("nothing"))),
    ]
    for child in weak.children or ():
        if child.unborn is True:
            continue
        items = tuple(
            Item(
                speaker.named("parts", part),
                (words(written(child, part) or speaker.text("nothing")),),
                tile=_LETTERS.get(part, ""),
            )
            for part in PARTS
        )
        blocks += [Room(160), Heading(child.given_name or child.id, f"weak-{child.id}"), Labelled(items)]
    return Sheet(tuple(blocks), scenario.title)


def _questions(speaker: _Speaker, scenario: Scenario) -> Sheet:
    blocks: list[Block] = [Title(speaker.text("questions"), "questions")]
    for number, question in enumerate(scenario.briefing.questions, 1):
        blocks += [Heading(f"{number}. {question.ask}", f"question-{number}"), Para(words(speaker.text("your_answer")), "note")]
        blocks += [Para(words(Run(speaker.text("line"), "note"))) for _ in range(4)]
    return Sheet(tuple(blocks), scenario.title)


def _twice(speaker: _Speaker, scenario: Scenario) -> list[Block]:
    weak, strong = recorded(record(scenario, "weak")), recorded(record(scenario, "strong"))
    columns = (
        Column(speaker.text("part"), 0.16, heads=True),
        Column(speaker.text("weak_column"), 0.34),
        Column(speaker.text("strong_column"), 0.5),
    )
    blocks: list[Block] = [Title(speaker.text("both"), "both")]
    for child in strong.children or ():
        if child.unborn is True:
            continue
        name = child.given_name or child.id
        blocks += [
            Room(160),
            Heading(name, f"both-{child.id}"),
            Table(columns, tuple(_rows(speaker, weak, strong, child.id)), name),
        ]
    return blocks


def _rows(speaker: _Speaker, weak: Referral, strong: Referral, child_id: str) -> Iterable[Row]:
    one = next((child for child in weak.children or () if child.id == child_id), None)
    two = next((child for child in strong.children or () if child.id == child_id), None)
    for part in PARTS:
        before, after = written(one, part), written(two, part)
        if before or after:
            texts = (speaker.named("parts", part), before or speaker.text("nothing"), after or speaker.text("nothing"))
            yield Row(tuple(tuple(words(line) for line in text.split("\n") if line) for text in texts))


def _trainer(speaker: _Speaker, scenario: Scenario) -> list[Block]:
    """The trainer's own page: answers, findings, marks, notes and the card."""
    catalogue = speaker.catalogue
    blocks: list[Block] = [Title(speaker.text("questions"), "questions")]
    for number, question in enumerate(scenario.briefing.questions, 1):
        blocks += [
            Heading(f"{number}. {question.ask}", f"question-{number}"),
            Para(words(speaker.text("look_for", look_for=question.look_for))),
        ]
    blocks += [Room(120), Heading(speaker.text("findings"), "findings")]
    blocks.append(_lines([f"{claim.code}: {catalogue.check_text(claim.code).title}" for claim in scenario.claims]))
    if scenario.marks:
        names = {child["id"]: child.get("given_name", child["id"]) for child in scenario.common["children"]}
        items = {item["id"]: item["label"] for sheet in catalogue.raw("rubric")["sheet"] for item in sheet["item"]}
        marks = (
            Item(
                f"{names[mark.child]}: {items.get(mark.item, mark.item)}",
                (words(Run(f"{catalogue.label('grade', mark.grade)}. ", "strong"), mark.why),),
            )
            for mark in scenario.marks
        )
        blocks += [Room(120), Heading(speaker.text("marks"), "marks"), Labelled(tuple(marks))]
    blocks += [Room(100), Heading(speaker.text("notes"), "notes"), _lines(scenario.notes)]
    blocks += [
        Room(120),
        Heading(f"{speaker.text('card')}: {scenario.briefing.card.title}", "card"),
        _lines(scenario.briefing.card.lines),
    ]
    return blocks


def _class_row(speaker: _Speaker, summary: Summary, scenario: Scenario | None) -> Row:
    def number(value: float | None) -> str:
        return speaker.text("unmeasured") if value is None else f"{value:g}"

    names = {each.id: getattr(each, "choose", None) or getattr(each, "ask", "") for each in scenario.cues()} if scenario else {}
    cells = (
        scenario.title if scenario else summary.scenario,
        str(summary.trainees),
        f"{number(summary.musts_cold)} / {number(summary.musts_guided)}",
        number(summary.cues_told),
        "; ".join(f"{names.get(name, name)} ({count})" for name, count in summary.most_missed[:3]) or "–",
        f"{summary.marks_same} / {summary.marks_differ} / {summary.not_marked}",
    )
    return Row(tuple((words(cell),) for cell in cells))


def _printed(speaker: _Speaker, title: str, sheets: Sequence[Sheet], at: str) -> bytes:
    from vpa_assist.pdf.render.document import render

    catalogue = speaker.catalogue
    force, printed = catalogue.force(), catalogue.printed
    plan = Outline(
        title=title,
        subject=speaker.text("subject"),
        form=speaker.text("form"),
        marking=force.marking,
        handling=force.handling,
        states=(printed("state_training"),),
        watermark=printed("state_training"),
        reference=title,
        page_of=printed("page_of"),
        sheets=tuple(sheets),
        at=at,
        author=force.name,
        data_name="",
        data_about="",
        continued=printed("continued"),
        words_continued=printed("words_continued"),
    )
    return render(plan, None, TOOL).data
