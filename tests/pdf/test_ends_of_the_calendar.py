"""A slip of the hand in a year stops nothing: the ends of the calendar and spans of centuries are checked and printed, and soon."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.make import EXAMPLES
from vpa_assist import catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.composed.protection import clock
from vpa_assist.pdf import export, extract
from vpa_assist.record.kinds import moment
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import PoliceProtection

FIRST, LAST = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-02:00"
EXAMPLE = json.loads((EXAMPLES / "police-protection-four-children-strong.json").read_text("utf-8"))


def with_times(value: Any, instead: dict[str, str], name: str = "") -> Any:
    """The same with each time as `instead` has it for its member, else as it has it for ""."""
    if isinstance(value, dict):
        return {step: with_times(each, instead, step) for step, each in value.items()}
    if isinstance(value, list):
        return [with_times(each, instead, name) for each in value]
    is_time = isinstance(value, str) and value[10:11] == "T" and value[4:5] == "-"
    return instead.get(name, instead.get("", value)) if is_time else value


@pytest.mark.parametrize(
    "instead",
    [
        {"": FIRST},
        {"": LAST},
        {"updated_at": LAST},
        {"updated_at": FIRST},
        {"started_at": FIRST, "ended_at": LAST},
        {"started_at": LAST},
        {"started_at": "2026-11-14T22:05:00+00:00", "ended_at": "2062-11-15T22:05:00+00:00"},
    ],
)
def test_that_times_at_an_end_of_the_calendar_are_checked_and_printed_soon(instead: dict[str, str]) -> None:
    referral = from_json(with_times(EXAMPLE, instead))
    began = time.process_time()
    assert run_checks(referral, catalogue.default())
    assert read(extract(export(referral, catalogue.default()))) == referral
    assert time.process_time() - began < 5


def test_that_a_clock_that_starts_at_the_end_of_the_calendar_runs_to_it() -> None:
    found = clock(PoliceProtection(started_at=LAST), moment(LAST))
    assert found is not None
    assert found.used.total_seconds() == 0
