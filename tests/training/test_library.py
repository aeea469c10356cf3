"""The scenarios that ship: that all of them load, hold what they claim, and cover what trainers need."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from vpa_assist import catalogue
from vpa_assist.catalogue import Catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.record.pointers import get
from vpa_assist.record.referral import IncidentType
from vpa_assist.rubric import sheets
from vpa_assist.training import library
from vpa_assist.training.records import record, text_at
from vpa_assist.training.scenario import Feature, Scenario

NAMES = sorted(name.removeprefix("training/") for name in catalogue.default().names("training"))


@pytest.fixture(scope="module", params=NAMES)
def scenario(request: pytest.FixtureRequest, pack: Catalogue) -> Scenario:
    return library.scenario(pack, request.param)


def test_that_the_weak_record_has_every_finding_that_is_claimed(scenario: Scenario, pack: Catalogue) -> None:
    found = {(each.code, each.path) for each in run_checks(record(scenario, "weak"), pack)}
    assert {(claim.code, claim.path) for claim in scenario.claims} <= found


def test_that_the_strong_record_has_no_must(scenario: Scenario, pack: Catalogue) -> None:
    findings = run_checks(record(scenario, "strong"), pack)
    assert [(each.code, each.path, each.message) for each in findings if each.severity == "must"] == []


def test_that_the_strong_record_has_fewer_findings_than_the_weak(scenario: Scenario, pack: Catalogue) -> None:
    weak, strong = (run_checks(record(scenario, which), pack) for which in ("weak", "strong"))
    assert len(strong) < len(weak) / 3


def test_that_both_records_are_training_documents_of_the_scenario_and_never_live(scenario: Scenario) -> None:
    weak, strong = record(scenario, "weak"), record(scenario, "strong")
    for each in (weak, strong):
        assert (each.kind, each.scenario, each.status) == ("training", scenario.id, "draft")
    assert weak.id != strong.id
    assert record(scenario, "weak") == weak


def test_that_every_child_born_is_heard_or_explained_in_the_strong_record(scenario: Scenario) -> None:
    for child in record(scenario, "strong").children or ():
        if child.unborn is not True:
            assert child.contact is not None
            assert child.contact.status == "spoken_to" or child.contact.reason
            assert child.aware is not None
            assert child.aware.words


def test_that_every_cue_can_be_recognised_in_a_record(scenario: Scenario) -> None:
    assert [cue.id for cue in scenario.cues() if not cue.tells] == []


def test_that_the_strong_record_tells_of_most_cues(scenario: Scenario) -> None:
    from vpa_assist.training.attempts import compare

    cues = compare(scenario, record(scenario, "strong")).cues
    told = [each for each in cues if each.told]
    assert len(told) >= 0.7 * len(cues), [each.cue.id for each in cues if not each.told]


def test_that_the_weak_record_tells_of_few_cues(scenario: Scenario) -> None:
    from vpa_assist.training.attempts import compare

    cues = compare(scenario, record(scenario, "weak")).cues
    assert sum(each.told for each in cues) <= 0.4 * len(cues), [each.cue.id for each in cues if each.told]


def test_that_what_is_presented_stands_in_the_records(scenario: Scenario) -> None:
    weak, strong = record(scenario, "weak"), record(scenario, "strong")
    for step in scenario.steps:
        for point in step.points:
            assert text_at(strong, point.strong), point.label
            for referral, pointer, quote in ((weak, point.weak, point.weak_quote), (strong, point.strong, point.strong_quote)):
                assert quote is None or quote in text_at(referral, pointer)
            assert text_at(weak, point.weak) != text_at(strong, point.strong)


def test_that_what_a_child_answers_in_the_strong_record_is_what_the_talk_gives(scenario: Scenario) -> None:
    answers = {(talk.child, turn.ask): turn.answer for talk in scenario.talks for turn in talk.turns}
    for child in record(scenario, "strong").children or ():
        for utterance in (child.aware.words if child.aware else None) or ():
            asked = answers.get((child.id, utterance.question or ""))
            assert asked is None or utterance.words == asked


def test_that_each_talk_has_an_open_a_closed_and_a_leading_question_with_different_answers(scenario: Scenario) -> None:
    for talk in scenario.talks:
        kinds = {turn.kind for turn in talk.turns}
        assert {"open", "closed"} <= kinds
        assert len({turn.answer for turn in talk.turns}) == len(talk.turns)
        leading = [turn for turn in talk.turns if turn.kind == "leading"]
        assert all(turn.shuts for turn in leading)
        assert not any(turn.cue for turn in leading)
        assert sum(bool(turn.cue) for turn in talk.turns if turn.kind == "open") >= 2


def test_that_each_mark_is_an_item_of_the_rubric_for_that_child(scenario: Scenario, pack: Catalogue) -> None:
    weak = record(scenario, "weak")
    items = {
        (get(weak, f"/children/{sheet.child}").id, item.id)
        for sheet in sheets(weak, pack)
        if sheet.child is not None
        for item in sheet.items
    }
    assert {(mark.child, mark.item) for mark in scenario.marks} <= items
    assert len(scenario.marks) >= 3


def test_that_its_sources_are_known(scenario: Scenario, pack: Catalogue) -> None:
    assert scenario.sources
    assert [pack.source(each).title for each in scenario.sources]


def test_that_the_pack_as_a_whole_has_no_fault(pack: Catalogue) -> None:
    assert library.faults(pack) == ()


def test_that_there_are_at_least_sixteen_and_each_has_its_line_in_the_library(pack: Catalogue) -> None:
    entries = library.entries(pack)
    assert len(entries) >= 16
    assert {each.id for each in entries} == set(NAMES)


def test_that_every_type_of_incident_is_there(pack: Catalogue) -> None:
    assert {each for entry in library.entries(pack) for each in entry.types} == set(get_args(IncidentType))


def test_that_every_module_is_there(pack: Catalogue) -> None:
    used = set()
    for name in NAMES:
        for child in record(library.scenario(pack, name), "strong").children or ():
            modules = ("missing", "police_protection", "custody", "exploitation", "offender_contact")
            used |= {module for module in modules if getattr(child, module) is not None}
    assert used == {"missing", "police_protection", "custody", "exploitation", "offender_contact"}


def test_that_children_are_of_all_ages_from_unborn_to_seventeen(pack: Catalogue) -> None:
    ages = {age for entry in library.entries(pack) for age in entry.ages}
    assert None in ages
    assert {0, 1, 17} <= ages
    assert len(ages & set(range(18))) >= 14


def test_that_every_situation_and_every_audience_is_there(pack: Catalogue) -> None:
    entries = library.entries(pack)
    assert {each for entry in entries for each in entry.features} == set(get_args(Feature))
    assert {each for entry in entries for each in entry.audience} == set(pack.raw("training")["audiences"])


def test_that_postcodes_and_telephone_numbers_are_of_kinds_that_nobody_has(scenario: Scenario) -> None:
    from vpa_assist.record.pointers import texts

    for which in ("weak", "strong"):
        for pointer, text in texts(record(scenario, which)):
            if pointer.endswith("/postcode"):
                assert text.split()[1][0] == "0", text
            if pointer.endswith("/phone"):
                assert text.startswith("07700 900"), text


def test_that_a_broken_scenario_is_named_with_file_and_fault_and_the_others_stay(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    shutil.copytree(catalogue.default().folder, folder)
    file = folder / "training" / "the-video.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('kind = "leading"', 'kind = "sly"', 1), encoding="utf-8")
    (folder / "training" / "torn.toml").write_text('schema = "vpa-assist.scenario/1', encoding="utf-8")
    pack = catalogue.load(folder)
    faults = dict(library.faults(pack))
    assert "kind" in faults["training/the-video.toml"]
    assert "training/torn.toml" in faults
    assert {each.id for each in library.entries(pack)} >= set(NAMES) - {"the-video"}
