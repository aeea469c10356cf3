"""Timelines give each recorded time its place, and the same in words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawing.conftest import say
from tests.make import example
from vpa_assist.drawing.charts import Bar, bars
from vpa_assist.drawing.metrics import text_width
from vpa_assist.drawing.protection import protection_bar, protection_lanes
from vpa_assist.drawing.shapes import Drawing, Line, Rect, Text
from vpa_assist.drawing.time_scale import WIDTH
from vpa_assist.drawing.timelines import custody_timeline, missing_bar
from vpa_assist.drawing.when import between, long_time, short_time
from vpa_assist.record.referral import Custody, Missing, PoliceProtection

AT = "2026-11-07T15:05:00+00:00"


def four_children() -> PoliceProtection:
    record = (example("police-protection-four-children-strong").children or ())[0].police_protection
    assert record is not None
    return record


def texts(drawing: Drawing) -> str:
    return " ".join(shape.text for shape in drawing.shapes if isinstance(shape, Text)).replace("\xa0", " ")


def test_that_times_and_spans_are_given_as_written() -> None:
    assert short_time("2026-11-07T13:40:00+01:00", say).replace("\xa0", " ") == "7 Nov, 13:40"
    assert long_time("2026-11-07T13:40:00+01:00", say).replace("\xa0", " ") == "7 November 2026, 13:40"
    assert between("2026-11-06T21:20:00+00:00", "2026-11-07T14:40:00+01:00", say).replace("\xa0", " ") == "16 h 20 min"
    assert between("2026-11-07T00:00:00Z", "2026-11-07T02:00:00Z", say).replace("\xa0", " ") == "2 h"
    assert between("2026-11-07T00:30:00Z", "2026-11-07T00:00:00Z", say).replace("\xa0", " ") == "−30 min"


def test_that_the_bar_is_as_long_as_what_was_used() -> None:
    drawing = protection_bar(four_children(), AT, say)
    assert drawing is not None
    used = [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.fill == "accent"]
    assert len(used) == 1
    assert used[0].width == pytest.approx((WIDTH - 1) * (16 + 20 / 60) / 72, abs=0.1)
    assert "used 16 h 20 min" in texts(drawing)
    assert "16 h 20 min of 72 h" in drawing.alt.replace("\xa0", " ")


def test_that_a_power_that_runs_on_is_told_at_the_time_of_export_and_past_72_hours_as_over() -> None:
    running = PoliceProtection.model_validate({"started_at": "2026-11-06T21:20:00+00:00"})
    drawing = protection_bar(running, "2026-11-10T09:00:00+00:00", say)
    assert drawing is not None
    assert "11 h 40 min over the limit" in texts(drawing)
    assert "has lasted 83 h 40 min at export" in drawing.alt.replace("\xa0", " ")


def test_that_time_without_a_designated_officer_is_dashed_and_said() -> None:
    drawing = protection_lanes(four_children(), AT, say)
    assert drawing is not None
    dashed = [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.stroke and shape.stroke.dash]
    assert len(dashed) == 1
    assert "No designated officer 21:20 to 21:35." in drawing.alt
    assert [shape.text for shape in drawing.shapes if isinstance(shape, Text) and shape.text in "1234"] == ["1", "2", "3", "4"]


def test_that_where_the_children_are_has_a_lane_of_its_own_over_the_whole_time() -> None:
    drawing = protection_lanes(four_children(), AT, say)
    assert drawing is not None
    assert "Where they are" in texts(drawing)
    assert "At home. The emergency duty team" in texts(drawing)
    assert drawing.alt.startswith("Where they are: At home.")
    bare = protection_lanes(four_children().model_copy(update={"accommodation": "  "}), AT, say)
    assert bare is not None
    assert "Where they are" not in texts(bare)
    assert bare.height < drawing.height
    inside = [each for each in drawing.shapes if isinstance(each, Text) and "At home" in each.text]
    assert all(each.x + text_width(each.text, each.size) <= WIDTH for each in inside)


def test_that_nothing_is_drawn_without_a_start() -> None:
    assert protection_bar(PoliceProtection(), AT, say) is None
    assert protection_lanes(PoliceProtection(), AT, say) is None
    assert missing_bar(Missing(), AT, say) is None
    assert custody_timeline(Custody(), say) is None


def missing(**members: Any) -> Missing:
    return Missing.model_validate(members)


def test_that_a_missing_episode_shows_the_time_before_and_after_the_report() -> None:
    record = (example("missing-boy-15-weak").children or ())[0].missing
    assert record is not None
    drawing = missing_bar(record, AT, say)
    assert drawing is not None
    told = texts(drawing)
    for words in ("3 h 45 min before the report", "6 h 25 min reported missing", "Found 02:40", "Interview 03:10"):
        assert words in told
    assert "Reported 27 Oct, 20:15 (3 h 45 min later)." in drawing.alt.replace("\xa0", " ")


def test_that_a_child_not_yet_found_is_missing_until_the_export() -> None:
    drawing = missing_bar(
        missing(last_seen_at="2026-11-07T10:00:00Z", reported_at="2026-11-07T12:00:00Z"), "2026-11-07T20:00:00+00:00", say
    )
    assert drawing is not None
    assert "8 h reported missing" in texts(drawing)


@pytest.mark.parametrize("found", ["2026-11-07T09:00:00Z", "2026-11-07T12:00:00Z"])
def test_that_times_in_an_impossible_order_are_drawn_without_breaking(found: str) -> None:
    drawing = missing_bar(
        missing(last_seen_at="2026-11-07T10:00:00Z", reported_at="2026-11-07T12:00:00Z", found_at=found), AT, say
    )
    assert drawing is not None
    assert all(0 <= shape.x1 <= WIDTH and 0 <= shape.x2 <= WIDTH for shape in drawing.shapes if isinstance(shape, Line))


def test_that_labels_of_custody_do_not_lie_upon_each_other() -> None:
    record = Custody.model_validate(
        {
            "arrested_at": "2026-11-07T10:00:00Z",
            "reviews": [{"at": f"2026-11-07T10:{minute:02d}:00Z"} for minute in range(1, 9)],
            "healthcare_seen_at": "2026-11-07T23:00:00Z",
        }
    )
    drawing = custody_timeline(record, say)
    assert drawing is not None
    places = [(round(shape.y), shape.x) for shape in drawing.shapes if isinstance(shape, Text)]
    assert len(places) == len(set(places))
    assert "Review 8" in drawing.alt


def test_that_a_bar_has_its_length_its_interval_and_its_words_and_a_small_group_none() -> None:
    drawing = bars([Bar("Seen", "62 % of 40", 0.62, 0.46, 0.76), Bar("Heard", "Fewer than five")], "Shares.")
    filled = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    assert len(filled) == 1
    assert filled[0].width == pytest.approx((476 - 96 - 138) * 0.62)
    assert "62 % of 40" in texts(drawing)
    assert "Fewer than five" in texts(drawing)
    assert drawing.alt == "Shares."


def test_that_the_time_to_each_review_is_told_the_first_included() -> None:
    drawing = protection_lanes(four_children(), AT, say)
    assert drawing is not None
    for span in ("2 h 25 min", "3 h 45 min", "6 h 25 min"):
        assert span in texts(drawing)
