"""Small rules of the window that need no window: office hours, the 72 hours, shared facts, marks, whose view."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import example
from vpa_assist.composed.authority import is_open, is_out_of_hours
from vpa_assist.composed.protection import LIMIT, clock, merged, shared
from vpa_assist.composed.tells import tells
from vpa_assist.record.referral import PoliceProtection

WEEK = "Monday to Thursday 08:30 to 17:00, Friday 08:30 to 16:30"
NIGHTS = "Monday to Thursday 17:00 to 08:30, Friday from 16:30, weekends and bank holidays"


def at(day: int, clock: str) -> datetime:
    """A time in the week of Monday 9 November 2026."""
    return datetime.fromisoformat(f"2026-11-{day:02d}T{clock}:00+00:00")


@pytest.mark.parametrize(
    ("when", "opened"),
    [
        (at(9, "08:29"), False),
        (at(9, "08:30"), True),
        (at(12, "16:59"), True),
        (at(12, "17:00"), False),
        (at(13, "16:29"), True),
        (at(13, "16:30"), False),
        (at(14, "12:00"), False),
    ],
)
def test_that_office_hours_hold_by_day_and_minute(when, opened):
    assert is_open(WEEK, when) is opened


@pytest.mark.parametrize(
    ("when", "night"),
    [
        (at(9, "17:00"), True),
        (at(10, "03:00"), True),
        (at(10, "08:30"), False),
        (at(13, "08:00"), True),
        (at(13, "16:00"), False),
        (at(13, "16:30"), True),
        (at(14, "12:00"), True),
        (at(16, "08:00"), True),
        (at(16, "09:00"), False),
    ],
)
def test_that_the_night_team_is_on_over_midnight_and_at_weekends(when, night):
    assert is_out_of_hours(NIGHTS, when) is night


def test_that_hours_in_words_alone_say_nothing():
    assert is_open("Office hours", at(9, "10:00")) is None
    assert is_out_of_hours("", at(9, "10:00")) is None


@given(minutes=st.integers(min_value=-600, max_value=6000))
def test_that_used_and_left_always_make_72_hours_until_the_limit(minutes):
    start = at(9, "21:20")
    stands = clock(PoliceProtection(started_at=start.isoformat()), start + timedelta(minutes=minutes))
    assert stands is not None
    assert stands.used >= timedelta()
    assert stands.left == max(timedelta(), LIMIT - stands.used)
    assert stands.over == (minutes > 72 * 60)
    assert stands.must_end - start == timedelta(hours=72)


def test_that_the_clock_stands_still_once_the_power_has_ended():
    record = PoliceProtection(started_at=at(9, "21:20").isoformat(), ended_at=at(10, "13:20").isoformat())
    stands = clock(record, at(20, "00:00"))
    assert stands is not None
    assert stands.used == timedelta(hours=16)
    assert stands.ended
    assert not stands.over


def test_that_without_a_start_there_is_no_clock():
    assert clock(PoliceProtection(), at(9, "10:00")) is None


def test_that_shared_facts_never_hold_what_one_child_was_told_and_thinks():
    for child in example("police-protection-four-children-strong").children or ():
        facts = shared(child.police_protection)
        assert "child_told_and_views" not in facts
        assert "child" not in facts["informed"]
        assert facts["grounds"]


def test_that_copied_facts_leave_the_siblings_own_view_alone():
    children = example("police-protection-four-children-strong").children or ()
    made = merged(children[1].police_protection, shared(children[0].police_protection))
    assert made["child_told_and_views"] == children[1].police_protection.child_told_and_views
    assert made["informed"]["child"] == children[1].police_protection.informed.child
    assert made["reviews"] == children[0].police_protection.as_json()["reviews"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", set()),
        ("Asleep upstairs.", set()),
        ("I stood beside her. She was breathing evenly, warm and pink; nothing on her face or arms. Clean bedding.", None),
        ("PC Anand saw the cot and the bedding.", {"who", "room"}),
    ],
)
def test_that_marks_follow_the_text(catalogue, text, found):
    told = tells("welfare_check", text, catalogue)
    wanted = {each.key for each in told} if found is None else found
    assert {each.key for each in told if each.found} == wanted
