"""Dates and times as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.record.kinds import moment
from vpa_assist.typed_times import read_date, read_time, say_date, say_time, show_date, show_time

LONDON = ZoneInfo("Europe/London")
EARLY, LATE = datetime(1950, 1, 1), datetime(2090, 12, 31)  # noqa: DTZ001 - hypothesis wants them without a zone
NOW = datetime(2026, 11, 21, 23, 30, tzinfo=LONDON)  # a Saturday
NIGHT = datetime(2026, 11, 22, 1, 40, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22:10", "2026-11-21T22:10:00+00:00"),
        ("22.10", "2026-11-21T22:10:00+00:00"),
        ("2210", "2026-11-21T22:10:00+00:00"),
        ("10.10pm", "2026-11-21T22:10:00+00:00"),
        ("10 pm", "2026-11-21T22:00:00+00:00"),
        ("12am", "2026-11-21T00:00:00+00:00"),
        ("noon", "2026-11-21T12:00:00+00:00"),
        ("now", "2026-11-21T23:30:00+00:00"),
        ("20 minutes ago", "2026-11-21T23:10:00+00:00"),
        ("an hour ago", "2026-11-21T22:30:00+00:00"),
        ("yesterday 3pm", "2026-11-20T15:00:00+00:00"),
        ("3pm yesterday", "2026-11-20T15:00:00+00:00"),
        ("yesterday at 15:00", "2026-11-20T15:00:00+00:00"),
        ("last night 11pm", "2026-11-20T23:00:00+00:00"),
        ("Fri 09:00", "2026-11-20T09:00:00+00:00"),
        ("3/6/23 22:10", "2023-06-03T22:10:00+01:00"),
        ("3 June 2023 22:10", "2023-06-03T22:10:00+01:00"),
        ("22:10, 3 June", "2026-06-03T22:10:00+01:00"),
        ("14 Nov 22:26", "2026-11-14T22:26:00+00:00"),
        ("2026-11-21T22:10:00+00:00", "2026-11-21T22:10:00+00:00"),
    ],
)
def test_that_a_time_is_read(text: str, value: str) -> None:
    assert read_time(text, NOW, zone=LONDON) == value


@pytest.mark.parametrize(
    "text", ["", "10", "soon", "25:10", "22:61", "3/6/23", "13 pm", "29 Feb 2025 10:00", "22:10 22:11", "yesterday"]
)
def test_that_what_is_not_one_minute_is_no_time_yet(text: str) -> None:
    assert read_time(text, NOW, zone=LONDON) is None


def test_that_after_midnight_a_late_hour_means_last_night() -> None:
    assert read_time("22:10", NIGHT, zone=LONDON) == "2026-11-21T22:10:00+00:00"
    assert read_time("01:20", NIGHT, zone=LONDON) == "2026-11-22T01:20:00+00:00"


def test_that_what_is_to_happen_lies_ahead() -> None:
    assert read_time("14:30", NOW, "future", LONDON) == "2026-11-22T14:30:00+00:00"
    assert read_time("Mon 14:30", NOW, "future", LONDON) == "2026-11-23T14:30:00+00:00"
    assert read_date("3 June", NOW.date(), "future") == "2027-06-03"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/6/23", "2023-06-03"),
        ("3.6.2023", "2023-06-03"),
        ("3-6-98", "1998-06-03"),
        ("2023-06-03", "2023-06-03"),
        ("3 June", "2026-06-03"),
        ("3rd of June 2019", "2019-06-03"),
        ("June 3, 2019", "2019-06-03"),
        ("today", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("Monday", "2026-11-16"),
        ("last Saturday", "2026-11-14"),
        ("Sat 14 Nov", "2026-11-14"),
    ],
)
def test_that_a_date_is_read(text: str, value: str) -> None:
    assert read_date(text, NOW.date()) == value


@pytest.mark.parametrize("text", ["", "12/1", "31/2/23", "3/13/23", "Fri 14 Nov", "12/1/", "June", "0/0/0", "99"])
def test_that_what_is_not_one_day_is_no_date_yet(text: str) -> None:
    assert read_date(text, NOW.date()) is None


@given(st.datetimes(EARLY, LATE), st.sampled_from([NOW, NIGHT]), st.sampled_from(["past", "future"]))
def test_that_a_shown_time_reads_back_as_itself(naive: datetime, now: datetime, towards: str) -> None:
    value = naive.replace(microsecond=0, tzinfo=LONDON).isoformat()
    shown = show_time(value, now, towards, LONDON)  # type: ignore[arg-type]
    assert read_time(shown, now, towards, LONDON) == value  # type: ignore[arg-type]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["past", "future"]))
def test_that_a_shown_date_reads_back_as_itself(day: date, towards: str) -> None:
    value = day.isoformat()
    assert read_date(show_date(value, NOW.date(), towards), NOW.date(), towards) == value  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_that_any_text_gives_a_time_that_exists_or_nothing(text: str) -> None:
    found = read_time(text, NOW, zone=LONDON)
    assert found is None or moment(found).tzinfo is not None
    again = read_date(text, NOW.date())
    assert again is None or date.fromisoformat(again)


@given(st.integers(0, 23), st.integers(0, 59), st.datetimes(EARLY, LATE))
def test_that_a_bare_time_of_day_happened_within_the_last_day(hour: int, minute: int, naive: datetime) -> None:
    now = naive.replace(tzinfo=UTC)
    found = read_time(f"{hour:02}:{minute:02}", now, zone=UTC)
    assert found is not None
    assert timedelta(minutes=-11) <= now - moment(found) < timedelta(days=1)


def test_that_values_are_said_in_full() -> None:
    assert say_time("2026-11-21T22:10:00+00:00") == "Sat 21 Nov 2026, 22:10"
    assert say_date("2026-11-21") == "Sat 21 Nov 2026"
