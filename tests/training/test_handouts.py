"""Training on paper."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pypdf import PdfReader

from vpa_assist import handouts
from vpa_assist.catalogue import Catalogue
from vpa_assist.training.results import Result
from vpa_assist.training.scenario import Scenario

AT = "2026-11-24T09:00:00+00:00"


def pages(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("kind", ["questions", "answers", "card"])
def test_that_training_stands_on_every_page(kind: handouts.Kind, asleep: Scenario, pack: Catalogue) -> None:
    found = pages(handouts.scenario_pdf(asleep, pack, kind, AT))
    assert found
    assert all("TRAINING" in page for page in found)


def test_that_the_sheet_for_trainees_asks_and_gives_nothing_away(asleep: Scenario, pack: Catalogue) -> None:
    text = " ".join(pages(handouts.scenario_pdf(asleep, pack, "questions", AT)))
    for question in asleep.briefing.questions:
        assert question.ask in text
        assert question.look_for not in text
    assert "Look in on Toby" in text
    assert "eyes shut tight" not in text
    assert "behind the bed" not in text


def test_that_the_sheet_for_trainers_has_answers_both_records_marks_and_notes(asleep: Scenario, pack: Catalogue) -> None:
    text = " ".join(pages(handouts.scenario_pdf(asleep, pack, "answers", AT)))
    for expected in (
        asleep.briefing.questions[0].look_for,
        "It was the chair. He always does the chair.",
        "Mother states asleep.",
        asleep.marks[0].why,
        asleep.notes[1],
        "SEE004",
    ):
        assert expected in text


def test_that_the_same_scenario_and_time_give_the_same_bytes(asleep: Scenario, pack: Catalogue) -> None:
    assert handouts.scenario_pdf(asleep, pack, "card", AT) == handouts.scenario_pdf(asleep, pack, "card", AT)


def test_that_the_aware_card_has_the_five_parts_on_one_page(pack: Catalogue) -> None:
    (page,) = pages(handouts.aide_memoire(pack, AT))
    for part in ("Appearance", "Words", "Activity", "Relationships", "Environment"):
        assert part in page


def test_that_the_aware_card_has_room_to_write_under_each_part(pack: Catalogue) -> None:
    with pikepdf.open(io.BytesIO(handouts.aide_memoire(pack, AT))) as pdf:
        drawn = [
            tuple(float(each) for each in step.operands)
            for step in pikepdf.parse_content_stream(pdf.pages[0])
            if str(step.operator) == "l"
        ]
    heights = {round(y) for _, y in drawn}
    wanted = sum(each["room"] for each in pack.raw("training")["aide"])
    assert wanted >= 14
    assert len(heights) >= wanted, "a line of its own for each"


def test_that_the_class_summary_names_scenarios_and_cues_in_words_and_nobody(asleep: Scenario, pack: Catalogue) -> None:
    made = Result(
        pseudonym="Otter 23", scenario=asleep.id, at=AT, musts_cold=9, musts_guided=1, cues=9, cues_told=4, missed=("poppy-look",)
    )
    gone = Result(pseudonym="Wren 11", scenario="written-here", at=AT, cues=2)
    (page,) = pages(handouts.class_summary([made, gone], {asleep.id: asleep}, pack, AT))
    assert "Asleep upstairs" in page
    assert "9 / 1" in page
    assert "Stand beside" in page
    assert "written-here" in page
    assert "not measured" in page
    assert "Otter" not in page
