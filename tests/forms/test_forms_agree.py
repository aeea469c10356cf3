"""What keeps the pack that ships uniform: what it names exists, and everything has what its kind has."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest

import forms
from vpa_assist.catalogue import TO_CONFIRM, Catalogue, CheckText, check_pack
from vpa_assist.catalogue.contract import CONTRACT
from vpa_assist.catalogue.kinds import ANSWERS, PANELS, members
from vpa_assist.checks.case import CHECKS
from vpa_assist.checks.engine import register_all
from vpa_assist.conditions import CONDITIONS
from vpa_assist.findings import Severity

ROOT = Path(forms.FOLDER).parent


def test_that_the_form_check_finds_nothing_in_the_pack_that_ships() -> None:
    assert [str(fault) for fault in check_pack(forms.FOLDER)] == []


def test_that_every_check_of_the_contract_has_its_words_and_each_code_a_function(catalogue: Catalogue) -> None:
    register_all()
    texts = catalogue.check_texts()
    assert set(CONTRACT) <= set(texts)
    assert {code for code, text in texts.items() if not text.retired} == set(CHECKS)


def texts_of_checks() -> list[CheckText]:
    from vpa_assist import catalogue as packs

    return list(packs.default().check_texts().values())


@pytest.mark.parametrize("text", texts_of_checks(), ids=lambda text: text.code)
def test_that_a_check_says_why_what_to_do_and_shows_weak_and_strong(text: CheckText, catalogue: Catalogue) -> None:
    assert isinstance(text.severity, Severity)
    assert not text.message.endswith((".", "!"))
    assert not text.title.endswith(".")
    assert 1 <= len(re.findall(r"[.?](?:\s|$)", text.why)) <= 3, "a reason is one to three sentences"
    assert text.why.endswith((".", "?"))
    assert text.fix.endswith((".", "?"))
    assert text.bad != text.good
    assert len(text.message) <= 160
    assert all(catalogue.source(id_) for id_ in text.sources)


def test_that_every_condition_is_documented_and_no_two_do_the_same_by_name() -> None:
    for name, function in CONDITIONS.items():
        assert function.__doc__, name
        assert function.__doc__.rstrip().endswith("."), name


def every_text(catalogue: Catalogue) -> dict[str, str]:
    """Every text of the pack that a person reads, with where it stands. Examples of bad writing are left out."""
    texts: dict[str, str] = {}
    for check in catalogue.check_texts().values():
        for part in ("title", "message", "why", "fix", "good"):
            texts[f"{check.code} {part}"] = getattr(check, part)
    for page in catalogue.pages():
        texts[f"{page.id} title"], texts[f"{page.id} purpose"], texts[f"{page.id} help"] = page.title, page.purpose, page.help
        for block in page.blocks:
            texts[f"{page.id} {block.heading}"] = f"{block.heading}\n{block.note}"
            for prompt in block.prompts:
                for each in (prompt, *prompt.prompts):
                    texts[f"{page.id} {each.field} {each.kind}"] = f"{each.label}\n{each.hint}\n{each.placeholder}\n{each.name}"
    for card in catalogue.prompt_cards():
        texts[card.id] = "\n".join(chain((card.for_whom,), card.notice, card.ask))
    for now in catalogue.cards():
        texts[now.id] = "\n".join((now.title, now.ring, *(step.text for step in now.steps)))
    for name in catalogue.names("codes"):
        for entry in catalogue.codes(name.removeprefix("codes/")):
            texts[f"{name} {entry.code}"] = f"{entry.label}\n{entry.short}\n{entry.note}"
    return texts


UNWELCOME = re.compile(
    r"\b(please|invalid|error|failed to|subject|user|mandatory|must be completed|N/A|whilst|utilise|color|behavior|center)\b|!",
    re.I,
)


def test_that_no_text_of_the_pack_uses_words_that_the_tone_rules_out(catalogue: Catalogue) -> None:
    found = {place: text for place, text in every_text(catalogue).items() if UNWELCOME.search(text)}
    assert found == {}


def test_that_no_text_guesses_a_childs_pronoun(catalogue: Catalogue) -> None:
    places = {place: text for place, text in every_text(catalogue).items() if place.startswith("child.")}
    assert {place: text for place, text in places.items() if re.search(r"\b(he|she|his|hers|him|her)\b", text)} == {}


def test_that_no_text_is_in_capitals_or_has_two_spaces(catalogue: Catalogue) -> None:
    shouting = re.compile(r"\b[A-Z]{9,}\b|  ")
    assert {place: text for place, text in every_text(catalogue).items() if shouting.search(text)} == {}


def test_that_every_member_of_the_record_is_named_in_the_words_of_a_page(catalogue: Catalogue) -> None:
    internal = catalogue.raw("internal")["member"]
    for member in members():
        if any(member == each or member.startswith(f"{each}/") for each in internal):
            continue
        name = catalogue.field_name("/" + member.replace("*", "0"))
        assert name, member
        assert "_" not in name, member


def test_that_every_finding_has_a_page_to_go_to(catalogue: Catalogue) -> None:
    ids = {page.id for page in catalogue.pages()}
    for code in CONTRACT:
        for path in ("", "/incident", "/incident/types", "/children", "/author", "/referral", "/people"):
            assert catalogue.page_of(path, code)[0] in ids
    for member in members():
        page, child = catalogue.page_of("/" + member.replace("children/*", "children/3").replace("*", "0"))
        assert page in ids
        assert child == (3 if page.startswith("child.") else None)


def test_that_all_that_rests_on_general_knowledge_is_marked_to_be_confirmed(catalogue: Catalogue) -> None:
    for source in catalogue.sources().values():
        if source.read == "none":
            assert source.status == TO_CONFIRM, source.id
    for authority in catalogue.authorities():
        assert authority.status == TO_CONFIRM
    for card in catalogue.cards():
        for step in card.steps:
            if all(id_ == "general-knowledge" for id_ in step.sources):
                assert step.status == TO_CONFIRM, step.text


def test_that_every_source_is_used(catalogue: Catalogue) -> None:
    named = "".join(path.read_text("utf-8") for path in Path(forms.FOLDER).rglob("*.toml") if path.name != "sources.toml")
    assert [id_ for id_ in catalogue.sources() if f'"{id_}"' not in named] == []


def _called(*names: str) -> dict[str, set[str]]:
    """The plain keys with which the program asks for words, each with the files that do."""
    keys: dict[str, set[str]] = {}
    pattern = re.compile(rf"\.(?:{'|'.join(names)})\(\s*\"([a-z0-9_.]+)\"")
    for part in ("ui", "vpa_assist"):
        for path in (ROOT / part).rglob("*.py"):
            for key in pattern.findall(path.read_text("utf-8")):
                keys.setdefault(key, set()).add(path.relative_to(ROOT).as_posix())
    return keys


@pytest.mark.parametrize(("file", "names"), [("screens", ("screen", "word")), ("print", ("printed",))])
def test_that_the_words_that_the_program_asks_for_are_in_the_pack(
    catalogue: Catalogue, file: str, names: tuple[str, ...]
) -> None:
    held = catalogue.raw(file)
    assert {key: sorted(files) for key, files in _called(*names).items() if key not in held} == {}


def test_that_the_code_lists_that_the_program_asks_for_are_in_the_pack(catalogue: Catalogue) -> None:
    held = {name.removeprefix("codes/") for name in catalogue.names("codes")} | {"local_authority"}
    asked = {name for name in _called("codes") if "." not in name}
    for part in ("ui", "vpa_assist"):
        for path in (ROOT / part).rglob("*.py"):
            asked |= set(re.findall(r"catalogue\.label\(\s*\"([a-z_]+)\"", path.read_text("utf-8")))
    assert len(asked) > 10
    assert asked <= held


def test_that_the_windows_kinds_of_prompt_are_those_that_pages_may_name() -> None:
    from ui.answers import WIDGETS
    from ui.panels import PANELS as WINDOW_PANELS

    assert set(WIDGETS) == ANSWERS
    assert set(WINDOW_PANELS) == PANELS


def test_that_the_window_can_draw_every_icon_that_a_code_names(catalogue: Catalogue) -> None:
    drawn = set(re.findall(r'^ {4}"([a-z_]+)": ', (ROOT / "ui" / "icons.py").read_text("utf-8"), re.M))
    named = {entry.icon for name in catalogue.names("codes") for entry in catalogue.codes(name.removeprefix("codes/"))}
    assert named - {""} <= drawn


def test_that_the_open_questions_are_open(catalogue: Catalogue) -> None:
    closed = re.compile(r"^(did|was|were|is|are|do|does|has|have|can|could|would|will|isn't|didn't|why)\b", re.I)
    asked = [question for card in catalogue.prompt_cards() for question in card.ask]
    assert len(asked) > 10
    assert [question for question in asked if closed.match(question) or question.count("?") > 1 or " or " in question] == []


def test_that_placeholders_of_pages_and_prompts_are_the_childs_name_only(catalogue: Catalogue) -> None:
    for place, text in every_text(catalogue).items():
        if not re.match(r"[A-Z]{3}\d{3}", place):
            names = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert names <= {"name"}, place


def test_that_every_age_band_has_a_card_on_every_page_of_the_childs_voice(catalogue: Catalogue) -> None:
    bands = {"infant": "Under one", "aged_1_to_4": "1 to 4", "aged_5_to_11": "5 to 11", "aged_12_to_17": "12 to 17"}
    for page in ("appearance", "words", "activity", "relationships", "environment", "wishes"):
        for condition, words in bands.items():
            prompts = catalogue.prompts(f"child.{page}", {"born", "spoken_to", condition})
            assert words in prompts.for_whom, (page, condition)
            assert prompts.notice


@pytest.mark.parametrize("state", ["seen_asleep", "not_seen", "seen_not_spoken_to"])
def test_that_how_a_child_was_seen_comes_before_age(catalogue: Catalogue, state: str) -> None:
    prompts = catalogue.prompts("child.words", {"born", "not_spoken_to", state, "aged_5_to_11"})
    assert "Age" not in prompts.for_whom
    assert any("5 to 11" in card.for_whom for card in prompts.other)


def test_that_no_question_is_offered_for_a_child_who_sleeps_or_cannot_talk_yet(catalogue: Catalogue) -> None:
    assert catalogue.prompts("child.words", {"seen_asleep", "aged_5_to_11"}).ask == ()
    assert catalogue.prompts("child.words", {"infant", "under_two", "domestic_abuse"}).ask == ()
    assert catalogue.prompts("child.words", {"aged_5_to_11"}).ask[0] == "Tell me about tonight."


def test_that_why_something_is_not_recorded_has_a_name_of_its_own(catalogue: Catalogue) -> None:
    assert catalogue.field_name("/children/0/religion/reason_not_recorded") == "why religion is not recorded"
