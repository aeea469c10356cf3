"""Dip samples: kept, drawn again, graded by two people, and told without a name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.make import a_child, a_referral
from vpa_assist.catalogue import Catalogue
from vpa_assist.dip_sample import DipSample, as_csv, due, from_json, results, to_json

SAMPLE = DipSample("s1", "2026-11-20T10:00:00+00:00", "7001", "November", 2, 9, ("a", "b"), {"first": "2026-11-01"})


def graded(*entries: tuple[str, str, str]) -> Any:
    """A referral with one grade for each (collar number, path, grade)."""
    review = [
        {"id": f"r{n}", "action": "audit", "by": {"collar_number": who}, "path": path, "grade": grade}
        for n, (who, path, grade) in enumerate(entries, 1)
    ]
    return a_referral([a_child("c1", given_name="Zebedee")], review=review)


def test_that_a_sample_comes_back_from_the_store_as_it_was() -> None:
    assert from_json(to_json([SAMPLE])) == (SAMPLE,)
    assert from_json("nothing") == ()
    assert from_json('[{"id": 1}]') == ()


def test_that_the_next_sample_is_due_after_so_many_days() -> None:
    assert due([SAMPLE], 28, date(2026, 11, 24)) == date(2026, 12, 18)
    assert due([], 28, date(2026, 11, 24)) == date(2026, 11, 24)
    assert due([SAMPLE], 0, date(2026, 11, 24)) is None


def test_that_the_first_persons_latest_grade_counts_and_the_second_makes_the_pair() -> None:
    words = "/children/0/aware/words"
    found = results(
        [
            graded(("7001", words, "good"), ("7001", words, "inadequate"), ("7002", words, "inadequate")),
            graded(("7001", words, "good"), ("7002", words, "requires_improvement")),
            graded(),
        ],
        3,
    )
    assert found.graded == 2
    assert found.grades == {("aware/words", "inadequate"): 1, ("aware/words", "good"): 1}
    assert sorted(found.pairs) == [("good", "requires_improvement"), ("inadequate", "inadequate")]
    assert found.agreement is not None
    assert found.agreement.observed == pytest.approx(0.5)


def test_that_one_grader_has_no_agreement_to_tell(catalogue: Catalogue) -> None:
    found = results([graded(("7001", "/children/0/aware/words", "good"))], 1)
    assert found.agreement is None
    assert "second person" in as_csv(SAMPLE, found, catalogue)


def test_that_the_table_tells_parts_in_the_rubrics_words_and_no_name(catalogue: Catalogue) -> None:
    found = results(
        [graded(("7001", "/children/0/aware/words", "good"), ("7001", "/referral/voice_in_decision", "inadequate"))], 1
    )
    text = as_csv(SAMPLE, found, catalogue)
    assert "Words,1,0,0" in text
    assert "Voice in the decision,0,0,1" in text
    assert "Zebedee" not in text
    assert "November" in text
