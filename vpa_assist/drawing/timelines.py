"""Timelines of a missing episode and of time in custody.

Each gives the same facts as an alternative text. Nothing is drawn for a time that is not recorded.
"""

from __future__ import annotations

from collections.abc import Sequence

from vpa_assist.drawing.metrics import text_width
from vpa_assist.drawing.shapes import Anchor, Circle, Drawing, Ink, Line, Rect, Shape, Stroke, Text
from vpa_assist.drawing.time_scale import DASHED, GRID, OUTLINE, SMALL, WIDTH, Say, Scale
from vpa_assist.drawing.when import between, clock, short_day, short_time
from vpa_assist.record.kinds import moment
from vpa_assist.record.referral import Custody, Missing

# a missing episode


def missing_bar(record: Missing, at: str, say: Say) -> Drawing | None:
    """Last seen, reported, found, interviewed: dashed until the report, black until found. None with fewer than two times."""
    events = [
        (key, time)
        for key, time in (
            ("last_seen", record.last_seen_at),
            ("reported", record.reported_at),
            ("found", record.found_at),
            ("interview", record.prevention_interview_at),
        )
        if time
    ]
    events.sort(key=lambda each: moment(each[1]))
    if len(events) < 2:
        return None
    still = record.found_at is None
    end = moment(at) if still and moment(at) > moment(events[-1][1]) else moment(events[-1][1])
    scale = Scale(moment(events[0][1]), end, 6.0, WIDTH - 6)
    top, height = 18.0, 17.0
    shapes: list[Shape] = []
    if record.last_seen_at and record.reported_at:
        shapes.extend(_stretch(record.last_seen_at, record.reported_at, "missing_before", scale, top, height, say, dark=False))
    start = record.reported_at or record.last_seen_at
    if start and record.found_at:
        shapes.extend(_stretch(start, record.found_at, "missing_during", scale, top, height, say, dark=True))
    elif start and still:
        shapes.extend(_stretch(start, end.isoformat(), "missing_during", scale, top, height, say, dark=True))
    if record.found_at and moment(record.found_at) < end:
        x = scale.at(moment(record.found_at))
        shapes.append(Rect(x, top, scale.right - x, height, OUTLINE))
    shapes.extend(_event_labels(events, scale, top, height, say))
    return Drawing(WIDTH, top + height + 27, tuple(shapes), _missing_alt(events, say))


def _stretch(start: str, end: str, key: str, scale: Scale, top: float, height: float, say: Say, *, dark: bool) -> list[Shape]:
    x1, x2 = scale.at(moment(start)), scale.at(moment(end))
    if x2 <= x1:
        return []
    words = say(key, span=between(start, end, say))
    if text_width(words, 9.2, bold=True) > x2 - x1 - 8:
        words = between(start, end, say)
    ink = Ink.ON_ACCENT if dark else Ink.TEXT
    box = Rect(x1, top, x2 - x1, height, None if dark else DASHED, Ink.ACCENT if dark else Ink.SURFACE)
    if text_width(words, 9.2, bold=True) > x2 - x1 - 4:
        return [box]
    return [box, Text((x1 + x2) / 2, top + 11.8, words, 9.2, ink, Anchor.MIDDLE, bold=True)]


def _event_labels(events: Sequence[tuple[str, str]], scale: Scale, top: float, height: float, say: Say) -> list[Shape]:
    """Names of the events above and, where there is no room, below; the day beneath the first and where it changes."""
    shapes: list[Shape] = []
    free_above = free_below = -1.0
    shown_day = ""
    for key, time in events:
        words = say(f"missing_{key}", time=clock(time))
        wide = text_width(words, 9.2, bold=True)
        x = scale.at(moment(time))
        left = min(max(x - wide / 2, 0.0), WIDTH - wide)
        above = left > free_above
        if above:
            free_above = left + wide + 6
        else:
            left = max(left, free_below)
            left = min(left, WIDTH - wide)
        y = top - 7 if above else top + height + 12
        shapes.append(Line(x, top - 4 if above else top, x, top + height if above else top + height + 4, OUTLINE))
        shapes.append(Text(left, y, words, 9.2, bold=True))
        day = short_day(time, say)
        if day != shown_day and (not shown_day or x > free_below):
            day_wide = text_width(day, SMALL)
            day_left = min(max(x - (0 if not shown_day else day_wide / 2), 0.0), WIDTH - day_wide)
            shapes.append(Text(day_left, top + height + 23, day, SMALL, Ink.SECONDARY))
            shown_day = day
            free_below = max(free_below, day_left + day_wide + 6)
    return shapes


def _missing_alt(events: Sequence[tuple[str, str]], say: Say) -> str:
    parts = []
    before = ""
    for key, time in events:
        after = say("missing_alt_later", span=between(before, time, say)) if before else ""
        if key in ("last_seen", "interview"):
            parts.append(say(f"missing_alt_{key}", time=short_time(time, say)))
        else:
            parts.append(say(f"missing_alt_{key}", time=short_time(time, say), after=after))
        before = time
    return " ".join(parts)


# time in custody


def custody_timeline(record: Custody, say: Say) -> Drawing | None:
    """What was done for the child in custody, and when. None with fewer than two times."""
    events = [
        (say(key), time)
        for key, time in (
            ("custody_arrested", record.arrested_at),
            ("custody_adult", record.appropriate_adult_at),
            ("custody_health", record.healthcare_seen_at),
            ("custody_diversion", record.liaison_and_diversion_seen_at),
            ("custody_accommodation", record.accommodation_requested_at),
        )
        if time
    ]
    events += [(say("custody_review", number=number), each.at) for number, each in enumerate(record.reviews or (), 1) if each.at]
    events.sort(key=lambda each: moment(each[1]))
    if len(events) < 2:
        return None
    scale = Scale(moment(events[0][1]), moment(events[-1][1]), 10.0, WIDTH - 10)
    rows: list[float] = []
    placed = []
    for name, time in events:
        words = f"{name} {clock(time)}"
        wide = text_width(words, SMALL)
        x = scale.at(moment(time))
        left = min(max(x - wide / 2, 0.0), WIDTH - wide)
        row = next((index for index, free in enumerate(rows) if left > free), len(rows))
        if row == len(rows):
            rows.append(-1.0)
        rows[row] = left + wide + 8
        placed.append((x, left, row, words))
    base = 14.0 + 12.0 * len(rows)
    shapes: list[Shape] = []
    for x, left, row, words in placed:
        y = base - 10 - 12.0 * row
        shapes.append(Line(x, base, x, y + 2, GRID))
        shapes.append(Rect(left - 1, y - 8, text_width(words, SMALL) + 2, 10, None, Ink.SURFACE))
        shapes.append(Text(left, y, words, SMALL))
    shapes.append(Line(scale.left, base, scale.right, base, Stroke(width=1.4)))
    shapes.extend(Circle(x, base, 3.2, Stroke(Ink.SURFACE, 0.8), Ink.ACCENT) for x, *_ in placed)
    shapes.append(Text(0, base + 15, short_time(events[0][1], say), SMALL, Ink.SECONDARY))
    shapes.append(Text(WIDTH, base + 15, short_time(events[-1][1], say), SMALL, Ink.SECONDARY, Anchor.END))
    told = []
    for name, time in events:
        later = say("missing_alt_later", span=between(events[0][1], time, say)) if time != events[0][1] else ""
        told.append(say("custody_alt_event", what=name, time=short_time(time, say), after=later))
    return Drawing(WIDTH, base + 19, tuple(shapes), say("custody_alt", events="; ".join(told)))
