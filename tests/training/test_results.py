"""What stays of a practice: numbers under a pseudonym; and the class summary."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.catalogue import Catalogue
from vpa_assist.record.pointers import put
from vpa_assist.training import attempts, results
from vpa_assist.training.marking import against_the_trainer
from vpa_assist.training.records import blank, record
from vpa_assist.training.scenario import Scenario

AT = "2026-11-22T09:00:00+00:00"


def one(**other: object) -> results.Result:
    return results.Result.model_validate({"pseudonym": "Otter 23", "scenario": "asleep-upstairs", "at": AT, **other})


def test_that_a_result_holds_no_text_of_the_trainee_and_of_no_child(asleep: Scenario, pack: Catalogue) -> None:
    cold = blank(asleep, "7d3f0c52-5a51-4d2f-9d55-0b8f3c1f9a10", AT)
    guided = put(cold, "/children", [{"id": "c1", "given_name": "Toby", "aware": {"activity": "SECRET TEXT shoes"}}])
    made = results.result(
        "Otter 23",
        asleep.id,
        AT,
        comparison=attempts.compare(asleep, guided),
        cold_and_guided=attempts.cold_and_guided(asleep, cold, guided, pack),
        marking=against_the_trainer(asleep, {("c1", "words"): "good"}),
        leading_questions=1,
    )
    line = results.as_line(made)
    assert b"SECRET" not in line
    assert b"Toby" not in line
    assert made.appeared == ("activity",)
    assert made.cues_told == 1
    assert (made.marks_same, made.marks_differ) == (0, 1)


def test_that_results_come_back_as_they_were_and_a_torn_line_loses_itself_alone() -> None:
    first, second = one(cues=8, cues_told=3), one(pseudonym="Wren 11", musts_cold=9, musts_guided=2)
    data = results.as_line(first) + results.as_line(second)
    assert results.from_lines(data) == ((first, second), 0)
    assert results.from_lines(data[:-20]) == ((first,), 1)
    assert results.from_lines(b'{"pseudonym": "Otter 23"}\n[[[\n' + results.as_line(first)) == ((first,), 2)


def test_that_a_class_summary_gives_medians_and_what_was_missed_most() -> None:
    held = [
        one(musts_cold=10, musts_guided=2, cues=9, cues_told=3, missed=("a", "b"), appeared=("words", "words")),
        one(pseudonym="Wren 11", musts_cold=6, musts_guided=0, cues=9, cues_told=7, missed=("b",), appeared=("words",)),
        one(pseudonym="Wren 11", scenario="the-video", marks_same=2, marks_differ=1, not_marked=4),
    ]
    first, second = results.summaries(held)
    assert (first.scenario, first.trainees, first.practices) == ("asleep-upstairs", 2, 2)
    assert (first.musts_cold, first.musts_guided, first.cues_told) == (8.0, 1.0, 5.0)
    assert first.most_missed == (("b", 2), ("a", 1))
    assert first.most_appeared == (("words", 2),)
    assert (second.musts_cold, second.marks_same, second.marks_differ, second.not_marked) == (None, 2, 1, 4)


def test_that_the_table_for_a_spreadsheet_runs_nothing_and_has_the_packs_headings(pack: Catalogue) -> None:
    data = results.as_csv([one(pseudonym='=HYPERLINK("x")')], pack.raw("training")["headings"])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][0] == "Trainee"
    assert rows[1][0] == '\'=HYPERLINK("x")'
    assert rows[1][3] == "", "what was not measured is blank, not nought"


def test_that_every_column_has_a_heading_in_the_pack(pack: Catalogue) -> None:
    assert set(pack.raw("training")["headings"]) == set(results.COLUMNS)


@given(st.sets(st.integers(0, 10_000), max_size=60), st.integers(0, 10**9))
def test_that_a_pseudonym_is_nobodys_yet(chosen: set[int], choose: int) -> None:
    words = ("Otter", "Wren", "Teal")
    taken = {results.pseudonym(words, (), each) for each in chosen}
    assert results.pseudonym(words, taken, choose) not in taken


def test_that_the_pack_has_pseudonyms_enough_for_a_year_and_each_once(pack: Catalogue) -> None:
    words = pack.raw("training")["pseudonyms"]
    assert len(set(words)) == len(words)
    assert len(words) * 89 > 3_000
    with pytest.raises(ValueError, match="every pseudonym"):
        results.pseudonym(("Otter",), {f"Otter {number}" for number in range(11, 100)}, 3)


def test_that_the_strong_record_leaves_no_cue_without_words_to_tell_it(asleep: Scenario) -> None:
    comparison = attempts.compare(asleep, record(asleep, "strong"))
    made = results.result("Otter 23", asleep.id, AT, comparison=comparison)
    assert made.cues == len(asleep.cues())
