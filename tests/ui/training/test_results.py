"""What stays of a class: numbers under pseudonyms in one file, a summary as PDF and CSV, handouts on paper."""

from __future__ import annotations

import csv
from pathlib import Path

import page
import pypdfium2
import pytest

from tests.ui.training.conftest import Trainer, settle
from vpa_assist.errors import CannotDo
from vpa_assist.training.results import Result

AT = "2026-11-24T09:00:00+00:00"


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    document.close()
    return " ".join(text.split())


def some_results(trainer: Trainer) -> None:
    trainer.window.results.add(
        Result(
            pseudonym="Heron 14",
            scenario="asleep-upstairs",
            at=AT,
            musts_cold=6,
            musts_guided=1,
            cues=11,
            cues_found=7,
            cues_told=5,
            missed=("check-calls",),
            appeared=("wishes",),
        ),
        Result(pseudonym="Wren 20", scenario="asleep-upstairs", at=AT, musts_cold=4, musts_guided=3, cues=11, cues_told=3),
        Result(pseudonym="Wren 20", scenario="the-drawing", at=AT, marks_same=2, marks_differ=1, not_marked=1),
    )


def test_that_a_class_is_summed_up_by_scenario(trainer: Trainer) -> None:
    some_results(trainer)
    trainer.use(trainer.say("nav_class"))
    assert trainer.reads("Trainees: 2. Practices: 3.")
    assert trainer.reads("5 cold, 2 with AWARE")
    assert trainer.reads("Twice before nobody saw the children. (1)")
    assert trainer.reads("the same 2, differing 1, not marked 1")


def test_that_the_class_is_saved_as_a_table_and_as_a_pdf_that_keeps_both_standards(trainer: Trainer) -> None:
    some_results(trainer)
    trainer.window.class_results()
    settle()
    trainer.use(trainer.say("class_csv"))
    with trainer.saved().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == ["Heron 14", "Wren 20", "Wren 20"]
    trainer.use(trainer.say("class_pdf"))
    path = trainer.saved()
    assert "Asleep upstairs" in text_of(path)
    assert "TRAINING" in text_of(path)
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf(str(path), profile=profile).failures == []


def test_that_with_no_results_nothing_can_be_saved_and_the_buttons_say_why(trainer: Trainer) -> None:
    trainer.window.class_results()
    settle()
    trainer.page.pdf_button.click()
    assert trainer.files.asked == []
    assert trainer.page.pdf_button.accessibleDescription() == trainer.say("class_nothing")


def test_that_another_computers_results_are_added_once(trainer: Trainer, tmp_path: Path) -> None:
    some_results(trainer)
    other = tmp_path / "other.jsonl"
    other.write_bytes(trainer.window.results.path.read_bytes().replace(b"Heron 14", b"Teal 33") + b'{"cut short')
    trainer.files.opens = other
    trainer.window.class_results()
    settle()
    trainer.use(trainer.say("class_add"))
    assert trainer.reads("Results added: 1.")
    trainer.use(trainer.say("class_add"))
    assert len(trainer.window.results.read()) == 4


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"[1, 2]", b'{"pseudonym": 3}', b"PK\x03\x04" * 40])
def test_that_a_file_without_results_is_refused_in_one_sentence(trainer: Trainer, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(data)
    with pytest.raises(CannotDo) as refused:
        trainer.window.results.take_in(path)
    assert "\n" not in str(refused.value)
    assert trainer.window.results.read() == ()


def test_that_emptying_for_a_new_class_asks_first(trainer: Trainer) -> None:
    some_results(trainer)
    trainer.window.class_results()
    settle()
    trainer.use(trainer.say("class_empty"))
    assert len(trainer.window.results.read()) == 3
    trainer.use(trainer.say("class_empty_sure", count=3))
    assert trainer.window.results.read() == ()
    assert trainer.reads(trainer.say("class_nothing"))


@pytest.mark.parametrize("kind", ["questions", "answers", "card"])
def test_that_a_handout_is_written_where_it_was_asked_for(trainer: Trainer, kind: str) -> None:
    trainer.window.show_library("asleep-upstairs")
    settle()
    trainer.use(f"{trainer.say('print')} {trainer.say(f'print_{kind}')}: Asleep upstairs")
    path = trainer.saved()
    text = text_of(path)
    assert path.name == f"asleep-upstairs-{kind}.pdf"
    assert "TRAINING" in text
    assert ("No words and no reason of his own" in text) == (kind == "answers"), "only the trainer's copy has the marks"
    assert trainer.reads(trainer.say("saved", name=path.name))


def test_that_the_aware_card_is_written(trainer: Trainer) -> None:
    trainer.use(trainer.say("nav_aide"))
    assert "Appearance" in text_of(trainer.saved())
