"""Police protection in time: the bar of the 72 hours that are allowed, and the lanes of what happened in them.

Each gives the same facts as an alternative text. Nothing is drawn for a time that is not recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from vpa_assist.drawing.metrics import text_width, wrapped
from vpa_assist.drawing.shapes import Anchor, Circle, Drawing, Ink, Line, Path, Rect, Shape, Stroke, Text, moved, polygon
from vpa_assist.drawing.time_scale import DASHED, GRID, OUTLINE, SMALL, THIN, WIDTH, Say, Scale
from vpa_assist.drawing.when import between, clock, shifted, short_day, short_time, span, weekday
from vpa_assist.record.kinds import later, moment
from vpa_assist.record.referral import Officer, PoliceProtection

LIMIT = timedelta(hours=72)
MOST_HOURS = 31 * 24
"""Hours that are marked one by one; more come of a slip of the hand in a date."""
"""How long police protection may last at most (Children Act 1989, section 46(6))."""


def officer_name(officer: Officer | None, *, family_only: bool = False) -> str:
    """An officer as they sign: rank, name, collar number; with `family_only` the last word of the name."""
    if officer is None:
        return ""
    name = officer.name or ""
    if family_only and name.split():
        name = name.split()[-1]
    return " ".join(part for part in (officer.rank, name, officer.collar_number) if part)


def protection_bar(record: PoliceProtection, at: str, say: Say) -> Drawing | None:
    """The 72 hours allowed, with what was used until the end, or until `at` while it goes on. None without a start."""
    if not record.started_at:
        return None
    start = record.started_at
    until = record.ended_at or at
    used = max(moment(until) - moment(start), timedelta())
    whole = max(LIMIT, used)
    scale = Scale(moment(start), later(moment(start), whole), 0.5, WIDTH - 0.5)
    top, height = 17.0, 16.0
    edge = scale.at(later(moment(start), used))
    limit = scale.at(later(moment(start), LIMIT))
    shapes: list[Shape] = [
        Text(0, 9, say("bar_allowed"), 9.2, Ink.SECONDARY, bold=True),
        Rect(scale.left, top, limit - scale.left, height, OUTLINE, Ink.SURFACE),
        Rect(scale.left, top, edge - scale.left, height, None, Ink.ACCENT),
        Text(limit, 13, say("bar_limit"), 9.2, anchor=Anchor.END, bold=True),
        Line(limit, top - 3, limit, top + height + 3, Stroke(width=1.4)),
    ]
    shapes.extend(_used_text(used, edge, limit, top + 11.4, say))
    for hours in (0, 12, 24, 36, 48, 60, 72):
        shapes.extend(_hour(hours, start, scale, top + height, say))
    return Drawing(WIDTH, top + height + 29, tuple(shapes), _bar_alt(record, at, used, say))


def _used_text(used: timedelta, edge: float, limit: float, y: float, say: Say) -> list[Shape]:
    words = say("bar_used", span=span(used, say))
    wide = text_width(words, 9.2, bold=True) + 10
    over = used > LIMIT
    if over:
        words = say("bar_over", span=span(used - LIMIT, say))
    if edge > wide:
        shapes: list[Shape] = [Text(5, y, words, 9.2, Ink.ON_ACCENT, bold=True)]
        if not over and limit - edge > 50:
            shapes.append(Text(edge + 6, y, say("bar_left"), 9.2, Ink.SECONDARY))
        return shapes
    return [Text(edge + 6, y, words, 9.2, bold=True)]


def _hour(hours: int, start: str, scale: Scale, y: float, say: Say) -> list[Shape]:
    time = shifted(start, timedelta(hours=hours))
    x = scale.at(moment(time))
    anchor = Anchor.START if hours == 0 else Anchor.END if hours == 72 and x > WIDTH - 40 else Anchor.MIDDLE
    shapes: list[Shape] = [
        Line(x, y, x, y + 4, OUTLINE),
        Text(x, y + 14, say("hours_mark", hours=hours), 9.2, anchor=anchor, bold=True),
    ]
    if hours % 24 == 0:
        shapes.append(Text(x, y + 25, f"{weekday(time, say)} {short_time(time, say)}", SMALL, Ink.SECONDARY, anchor))
    return shapes


def _bar_alt(record: PoliceProtection, at: str, used: timedelta, say: Say) -> str:
    start = record.started_at or at
    if record.ended_at:
        return say("bar_alt_ended", span=span(used, say), start=short_time(start, say), end=short_time(record.ended_at, say))
    limit = short_time(shifted(start, LIMIT), say)
    return say("bar_alt_running", span=span(used, say), start=short_time(start, say), limit=limit)


def protection_lanes(record: PoliceProtection, at: str, say: Say) -> Drawing | None:
    """The part used at its own scale: where they are, designated officers, reviews, who was told, the strategy discussion.

    None without a start, or where nothing of it has passed.
    """
    if not record.started_at:
        return None
    until = record.ended_at or at
    if moment(until) <= moment(record.started_at):
        return None
    scale = Scale(moment(record.started_at), moment(until), 90.0, WIDTH - 8)
    lanes = [_place(record, scale, say)] if (record.accommodation or "").strip() else []
    lanes.append(_officers(record, until, scale, say))
    if record.reviews:
        lanes.append(_reviews(record, scale, say))
    if record.informed is not None and _told(record):
        lanes.append(_told_lane(record, scale, say))
    if record.strategy_discussion_at:
        lanes.append(_strategy(record, scale, say))
    top = 34.0
    height = sum(lane.height for lane in lanes)
    used = span(moment(until) - moment(record.started_at), say)
    shapes: list[Shape] = [Text(0, 9, say("lanes_title", span=used), 9.2, Ink.SECONDARY, bold=True)]
    shapes.extend(_hours_grid(record.started_at, scale, 27.0, top + height, say))
    y = top
    for lane in lanes:
        shapes.append(Text(0, y + lane.baseline, lane.title, 9.2))
        shapes.extend(_lowered(lane.shapes, y))
        y += lane.height
    return Drawing(WIDTH, y + 2, tuple(shapes), " ".join(lane.alt for lane in lanes if lane.alt))


@dataclass(frozen=True, slots=True)
class _Lane:
    title: str
    height: float
    baseline: float
    shapes: tuple[Shape, ...]
    alt: str


def _lowered(shapes: Sequence[Shape], by: float) -> list[Shape]:
    return [moved(shape, 0, by) for shape in shapes]


def _hours_grid(start: str, scale: Scale, y: float, bottom: float, say: Say) -> list[Shape]:
    """Whole hours along the top, as many as there is room for; midnight is named and drawn stronger."""
    whole = (scale.end - scale.start).total_seconds() / 3600
    if whole > MOST_HOURS:
        return []
    step = next((each for each in (1, 2, 3, 6, 12, 24) if whole / each <= 11), 24)
    first = scale.start.replace(minute=0, second=0, microsecond=0)
    shapes: list[Shape] = []
    for index in range(int(whole) + 2):
        time = later(first, timedelta(hours=index))
        if time < scale.start or time > scale.end or time.hour % step:
            continue
        x = scale.at(time)
        midnight = time.hour == 0
        shapes.append(Line(x, y + 4, x, bottom, THIN if midnight else GRID))
        if x < scale.right - 10:
            shapes.append(Text(x, y, f"{time:%H:%M}", SMALL, Ink.SECONDARY, Anchor.MIDDLE))
        if midnight:
            text = time.isoformat()
            shapes.append(
                Text(x, y - 10, f"{weekday(text, say)} {short_day(text, say)}", SMALL, Ink.SECONDARY, Anchor.MIDDLE, bold=True)
            )
    return shapes


def _place(record: PoliceProtection, scale: Scale, say: Say) -> _Lane:
    """Where the children are, over the whole time: the record has no times for it, so the box has no ends of its own.

    Two lines of it; all of it stands in the text beside the drawing.
    """
    lines = wrapped(" ".join((record.accommodation or "").split()), SMALL, scale.right - scale.left - 10, most=2)
    high = 6.0 + 11.0 * len(lines)
    shapes: list[Shape] = [Rect(scale.left, 0, scale.right - scale.left, high, OUTLINE, Ink.SURFACE)]
    shapes.extend(Text(scale.left + 5, 11.0 * number - 1, line, SMALL) for number, line in enumerate(lines, 1))
    return _Lane(say("lanes_place"), high + 13, 11, tuple(shapes), say("lanes_alt_place", place=" ".join(lines)))


def _officers(record: PoliceProtection, until: str, scale: Scale, say: Say) -> _Lane:
    """Boxes for the designated officers; dashed where there was none."""
    held = sorted((each for each in record.designated_officers or () if each.from_), key=lambda each: moment(each.from_ or until))
    shapes: list[Shape] = []
    told, gaps = [], []
    covered = scale.start
    last_text = record.started_at or until
    for each in held:
        start = each.from_ or until
        end = each.to or until
        if moment(start) > covered:
            shapes.append(Rect(scale.at(covered), 0, scale.at(moment(start)) - scale.at(covered), 17, DASHED))
            gaps.append(say("lanes_alt_gap", start=clock(last_text), end=clock(start)))
        x1, x2 = scale.at(moment(start)), scale.at(moment(end))
        shapes.append(Rect(x1, 0, max(x2 - x1, 1.0), 17, OUTLINE, Ink.SURFACE))
        name = wrapped(officer_name(each.officer, family_only=True), 9.2, x2 - x1 - 4, bold=True, most=1)
        if name and x2 - x1 > 22:
            shapes.append(Text((x1 + x2) / 2, 12, name[0], 9.2, anchor=Anchor.MIDDLE, bold=True))
        key = "lanes_alt_officer" if each.to else "lanes_alt_officer_open"
        told.append(say(key, who=officer_name(each.officer), start=short_time(start, say), end=short_time(end, say)))
        if moment(end) > covered:
            covered, last_text = moment(end), end
    if covered < scale.end:
        shapes.append(Rect(scale.at(covered), 0, scale.right - scale.at(covered), 17, DASHED))
        gaps.append(say("lanes_alt_gap", start=clock(last_text), end=clock(until)))
    alt = " ".join([say("lanes_alt_officers", officers="; ".join(told)) if told else "", *gaps]).strip()
    return _Lane(say("lanes_officer"), 30, 12, tuple(shapes), alt)


def _reviews(record: PoliceProtection, scale: Scale, say: Say) -> _Lane:
    """Numbered discs, the last one a square when it released the child; between them the time since the one before."""
    reviews = [(number, each) for number, each in enumerate(record.reviews or (), 1) if each.at]
    shapes: list[Shape] = [Line(scale.left, 12, scale.right, 12, THIN)]
    before = scale.left + 1
    since = record.started_at
    for number, each in reviews:
        time = each.at or ""
        x = scale.at(moment(time))
        words = between(since, time, say) if since else ""
        if x - 8 - before > text_width(words, SMALL):
            shapes.append(Text((before + x - 8) / 2, 8, words, SMALL, Ink.SECONDARY, Anchor.MIDDLE))
        if each.decision == "release":
            shapes.append(Rect(x - 7, 5, 14, 14, None, Ink.ACCENT))
        else:
            shapes.append(Circle(x, 12, 7.4, Stroke(Ink.SURFACE, 0.8), Ink.ACCENT))
        shapes.append(Text(x, 15.3, str(number), 9.2, Ink.ON_ACCENT, Anchor.MIDDLE, bold=True))
        before, since = x + 8, time
    times = ", ".join(short_time(each.at or "", say) for _, each in reviews)
    return _Lane(say("lanes_reviews"), 27, 15, tuple(shapes), say("lanes_alt_reviews", times=times) if times else "")


TOLD = ("child", "parents", "local_authority", "emergency_duty_team")


def _told(record: PoliceProtection) -> list[tuple[str, str]]:
    informed = record.informed
    if informed is None:
        return []
    found = [(who, getattr(informed, who)) for who in TOLD if getattr(informed, who)]
    return sorted(found, key=lambda each: moment(each[1]))


def _told_lane(record: PoliceProtection, scale: Scale, say: Say) -> _Lane:
    items = _told(record)
    words = ", ".join(say("lanes_told_item", who=say(f"told_{who}"), time=clock(time)) for who, time in items)
    shapes: list[Shape] = [Line(scale.left, 16, scale.right, 16, THIN)]
    shapes.extend(Rect(scale.at(moment(time)) - 1, 12, 2, 8, None, Ink.ACCENT) for _, time in items)
    line = wrapped(words, SMALL, scale.right - scale.left, most=1)[0]
    x = min(scale.at(moment(items[0][1])), scale.right - text_width(line, SMALL))
    x = max(x, scale.left)
    shapes.append(Rect(x, 1, text_width(line, SMALL), 10, None, Ink.SURFACE))
    shapes.append(Text(x, 9, line, SMALL))
    return _Lane(say("lanes_told"), 27, 19, tuple(shapes), say("lanes_alt_told", told=words))


def _strategy(record: PoliceProtection, scale: Scale, say: Say) -> _Lane:
    time = record.strategy_discussion_at or ""
    x = scale.at(moment(time))
    shapes: tuple[Shape, ...] = (
        Line(scale.left, 11, scale.right, 11, THIN),
        Path(polygon(((x, 4), (x + 7, 11), (x, 18), (x - 7, 11))), Stroke(width=1.1), Ink.SURFACE),
        Text(x - 10, 8, clock(time), 9.2, anchor=Anchor.END, bold=True)
        if x > scale.left + 40
        else Text(x + 10, 8, clock(time), 9.2, bold=True),
    )
    return _Lane(say("lanes_strategy"), 22, 14, shapes, say("lanes_alt_strategy", time=short_time(time, say)))
