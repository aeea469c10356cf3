"""The modules: police protection, missing, custody, exploitation, contact with an offender. Shared ones are printed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from vpa_assist.drawing.protection import LIMIT, protection_bar, protection_lanes
from vpa_assist.drawing.timelines import custody_timeline, missing_bar
from vpa_assist.drawing.when import between, shifted
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.parts import Block, Cell, Item, Words, words
from vpa_assist.pdf.outline.speaker import ChildView, Speaker
from vpa_assist.record.canonical import canonical
from vpa_assist.record.kinds import moment
from vpa_assist.record.referral import (
    Custody,
    Exploitation,
    Missing,
    OffenderContact,
    Part,
    PoliceProtection,
)

NAMES = ("police_protection", "missing", "custody", "exploitation", "offender_contact")
_EACH_CHILDS = {"police_protection": ("child_told_and_views",)}
"""Members that are each child's own even where the rest is shared."""

_PATIENCE = 90 * 72 / 25.4
"""What must be left of a page for a module to begin on it."""


def shared_modules(speaker: Speaker) -> dict[str, list[tuple[ChildView, ...]]]:
    """For each module the groups of children whose record is the same, in the officer's order."""
    found: dict[str, list[tuple[ChildView, ...]]] = {}
    for name in NAMES:
        groups: dict[bytes, list[ChildView]] = {}
        for view in speaker.children:
            record: Part | None = getattr(view.child, name)
            if record is None:
                continue
            plain = {key: each for key, each in record.as_json().items() if key not in _EACH_CHILDS.get(name, ())}
            groups.setdefault(canonical(plain), []).append(view)
        found[name] = [tuple(group) for group in groups.values()]
    return found


def modules_of(speaker: Speaker, views: Sequence[ChildView], name: str) -> list[list[Block]]:
    """The pages of one module for one child, or for several who share it."""
    pages: dict[str, Callable[[Speaker, Sequence[ChildView], Any, str], list[Block]]] = {
        "police_protection": _protection,
        "missing": _missing,
        "custody": _custody,
        "exploitation": _exploitation,
        "offender_contact": _offender,
    }
    record = getattr(views[0].child, name)
    anchor = f"{name}-{views[0].index}"
    return [pages[name](speaker, views, record, anchor)]


def _kicker(speaker: Speaker, views: Sequence[ChildView]) -> str:
    return speaker.with_age(views[0]) if len(views) == 1 else speaker.listed([view.name for view in views])


def _about(speaker: Speaker, views: Sequence[ChildView]) -> str:
    return speaker.listed([view.name for view in views])


def _items(
    speaker: Speaker, views: Sequence[ChildView], anchor: str, *rows: tuple[str, tuple[Words, ...] | str | None, bool]
) -> parts.Labelled:
    """Labels with texts; an empty one is a gap where the third member says that it is expected, else it is left out."""
    items: list[Item] = []
    for key, value, expected in rows:
        label = speaker.say(key, name=views[0].name if len(views) == 1 else speaker.say("the_children"))
        paras = speaker.paras(value) if isinstance(value, str) or value is None else value
        if not paras:
            if not expected:
                continue
            paras = (speaker.gap(label, _about(speaker, views), anchor, weight=4),)
        items.append(Item(label, paras))
    return parts.Labelled(tuple(items))


def _w(text: str | None) -> tuple[Words, ...]:
    return (words(text),) if text else ()


# police protection


def _protection(speaker: Speaker, views: Sequence[ChildView], record: PoliceProtection, anchor: str) -> list[Block]:
    say = speaker.say
    lead = say("pp_lead_shared", count=len(views)) if len(views) > 1 else say("pp_lead")
    blocks: list[Block] = [parts.Title(say("pp_title"), anchor, _kicker(speaker, views), (words(lead),), rule=False)]
    blocks.append(_protection_strip(speaker, views, record, anchor))
    bar = protection_bar(record, speaker.at, say)
    lanes = protection_lanes(record, speaker.at, say)
    if bar:
        blocks.append(parts.Figure(bar))
    if lanes:
        blocks.append(parts.Figure(lanes, say("pp_caption")))
    officers = tuple(_designated(speaker, each) for each in record.designated_officers or ())
    started = say("pp_initiated", who=speaker.officer_in_full(record.initiating_officer)) if record.initiating_officer else ""
    blocks.append(parts.Heading(say("pp_grounds")))
    grounds = speaker.paras(record.grounds) or (speaker.gap(say("pp_grounds"), _about(speaker, views), anchor, weight=2),)
    blocks.extend(parts.Para(each) for each in grounds)
    if started:
        blocks.append(parts.Para(words(started), "note"))
    told = _told(speaker, record)
    blocks.append(
        _items(
            speaker,
            views,
            anchor,
            ("pp_officers", officers, True),
            ("pp_told", told, True),
            ("pp_accommodation", record.accommodation, True),
            ("pp_strategy", _w(speaker.long(record.strategy_discussion_at)), False),
            ("pp_ended_why", record.end_reason, bool(record.ended_at)),
            ("pp_ended_by", _w(speaker.officer_in_full(record.ended_by)), False),
        )
    )
    if record.reviews:
        blocks += [parts.Heading(say("pp_reviews")), _reviews(speaker, record)]
    blocks += _views(speaker, views, anchor)
    return blocks


def _protection_strip(speaker: Speaker, views: Sequence[ChildView], record: PoliceProtection, anchor: str) -> parts.Strip:
    say = speaker.say
    missing = say("not_recorded")
    if not record.started_at:
        speaker.gap(say("pp_began"), _about(speaker, views), anchor, weight=2)
        return parts.Strip(
            (Cell(say("pp_began"), missing, black=True), Cell(say("pp_ended"), speaker.short(record.ended_at) or missing)),
            say("pp_title"),
        )
    limit = shifted(record.started_at, LIMIT)
    until = record.ended_at or speaker.at
    used = max(moment(until) - moment(record.started_at), timedelta())
    over = used > LIMIT
    cells = [
        Cell(say("pp_began"), speaker.short(record.started_at)),
        Cell(say("pp_ended"), speaker.short(record.ended_at) if record.ended_at else say("pp_not_ended")),
        Cell(say("pp_lasted"), between(record.started_at, until, say) if used else say("not_recorded"), black=over),
        Cell(say("pp_limit"), speaker.short(limit)),
    ]
    return parts.Strip(tuple(cells), say("pp_title"))


def _designated(speaker: Speaker, each: Any) -> Words:
    say = speaker.say
    who = speaker.officer_in_full(each.officer) or say("not_recorded")
    start, end = speaker.short(each.from_), speaker.short(each.to)
    if start and end:
        return words(say("pp_officer_from_to", who=who, start=start, end=end))
    if start:
        return words(say("pp_officer_from", who=who, start=start))
    return words(say("pp_officer_times", who=who))


def _told(speaker: Speaker, record: PoliceProtection) -> tuple[Words, ...]:
    """Who was told when; whoever is not recorded as told is named too."""
    say = speaker.say
    lines = []
    for who in ("child", "parents", "local_authority", "emergency_duty_team"):
        time = getattr(record.informed, who) if record.informed else None
        label = speaker.label("informed", who)
        lines.append(words(say("pp_told_at", who=label, time=speaker.short(time)) if time else say("pp_told_not", who=label)))
    return tuple(lines)


def _reviews(speaker: Speaker, record: PoliceProtection) -> parts.Table:
    say = speaker.say
    known = [each.officer for each in record.designated_officers or ()]
    rows = []
    for number, each in enumerate(record.reviews or (), 1):
        decision = say(f"pp_decision_{each.decision}") if each.decision else say("not_recorded")
        rows.append(
            parts.Row(
                (
                    _w(str(number)),
                    _w(speaker.short(each.at)) or (words(parts.Run(say("gap"), "soft")),),
                    _w(speaker.officer_again(each.by, known)) or (words(parts.Run(say("gap"), "soft")),),
                    (words(parts.Run(decision, "strong" if each.decision == "release" else "")),),
                    speaker.paras(each.rationale) or (words(parts.Run(say("gap"), "soft")),),
                )
            )
        )
    columns = (
        parts.Column(say("injury_number"), 8, heads=True),
        parts.Column(say("review_when"), 24),
        parts.Column(say("review_by"), 34),
        parts.Column(say("review_decision"), 18),
        parts.Column(say("review_reason"), 84),
    )
    return parts.Table(columns, tuple(rows), say("pp_reviews"))


def _views(speaker: Speaker, views: Sequence[ChildView], anchor: str) -> list[Block]:
    """What each child was told, and what they think: by child, even where the rest is shared."""
    say = speaker.say
    rows = []
    for view in views:
        record = view.child.police_protection
        text = record.child_told_and_views if record else None
        paras = speaker.paras(text) or (speaker.gap(say("pp_views"), view.name, anchor, weight=2),)
        rows.append(parts.Row((_w(view.name), paras)))
    columns = (parts.Column(say("cover_child"), 38, heads=True), parts.Column(say("pp_views_column"), 130))
    return [parts.Heading(say("pp_views")), parts.Table(columns, tuple(rows), say("pp_views"))]


# missing


def _missing(speaker: Speaker, views: Sequence[ChildView], record: Missing, anchor: str) -> list[Block]:
    say = speaker.say
    start = record.reported_at or record.last_seen_at
    first = record.last_seen_at or record.reported_at
    title = say("missing_title")
    if record.found_at and first and moment(record.found_at) > moment(first):
        title = say("missing_title_found", span=between(first, record.found_at, say))
    elif not record.found_at and start:
        title = say("missing_title_open")
    blocks: list[Block] = [parts.Title(title, anchor, _kicker(speaker, views), rule=False)]
    missing = say("not_recorded")
    episodes = record.episodes_90_days
    no_plan = record.trigger_plan == "none" and episodes is not None and episodes >= 5
    risk = speaker.label("risk_grade", record.risk_grade)
    cells = (
        Cell(say("missing_risk"), risk or missing, black=not risk),
        Cell(
            say("missing_episodes"),
            str(episodes) if episodes is not None else missing,
            words(say("missing_included")) if episodes else (),
        ),
        Cell(
            say("missing_plan"),
            speaker.label("trigger_plan", record.trigger_plan) or missing,
            words(say("missing_expected")) if no_plan else (),
            black=no_plan and bool(risk),
        ),
        Cell(say("missing_rhi"), speaker.label("return_home_interview", record.return_home_interview) or missing),
    )
    blocks.append(parts.Strip(cells, say("missing_title")))
    bar = missing_bar(record, speaker.at, say)
    if bar:
        blocks.append(parts.Figure(bar))
    interview = speaker.label("prevention_interview", record.prevention_interview)
    if record.prevention_interview_at:
        interview = ", ".join(part for part in (interview, speaker.long(record.prevention_interview_at)) if part)
    people = [speaker.reference(each) for each in record.found_with or ()]
    blocks.append(
        _items(
            speaker,
            views,
            anchor,
            ("missing_where", record.found_place, bool(record.found_at)),
            ("missing_with", tuple(words(each) for each in people), bool(record.found_at)),
            ("missing_interview_held", _w(interview), True),
            ("missing_why", record.push_pull, True),
            ("missing_harm", record.harm_while_missing, True),
            ("missing_carer", record.carer_information, True),
            ("missing_risk_why", record.risk_grade_reason, False),
            ("missing_exploitation", record.exploitation_considered, False),
        )
    )
    return blocks


# custody


def _custody(speaker: Speaker, views: Sequence[ChildView], record: Custody, anchor: str) -> list[Block]:
    say = speaker.say
    missing = say("not_recorded")
    blocks: list[Block] = [parts.Title(say("custody_title"), anchor, _kicker(speaker, views), rule=False)]
    cells = [
        Cell(say("custody_arrested_at"), speaker.short(record.arrested_at) or missing),
        Cell(
            say("custody_bail"),
            say("custody_refused")
            if record.bail_refused
            else say("custody_not_refused")
            if record.bail_refused is False
            else missing,
            black=bool(record.bail_refused),
        ),
        Cell(say("custody_moved"), speaker.short(record.accommodation_requested_at) or missing),
        Cell(say("custody_certificate"), speaker.yes(record.certificate_of_juvenile_detention) or missing),
    ]
    blocks.append(parts.Strip(tuple(cells), say("custody_title")))
    line = custody_timeline(record, say)
    if line:
        blocks.append(parts.Figure(line))
    adult = ", ".join(part for part in (record.appropriate_adult, speaker.long(record.appropriate_adult_at)) if part)
    blocks.append(
        _items(
            speaker,
            views,
            anchor,
            ("custody_number", record.custody_reference, False),
            ("custody_for", record.arrested_for, True),
            ("custody_vulnerability", record.vulnerability, True),
            ("custody_appropriate", _w(adult), True),
            ("custody_healthcare", _w(speaker.long(record.healthcare_seen_at)), True),
            ("custody_liaison", _w(speaker.long(record.liaison_and_diversion_seen_at)), True),
            ("custody_alternatives", record.alternatives_considered, True),
            ("custody_outcome", record.accommodation_outcome, bool(record.bail_refused)),
        )
    )
    if record.reviews:
        blocks += [parts.Heading(say("custody_reviews")), _custody_reviews(speaker, views, record)]
    return blocks


def _custody_reviews(speaker: Speaker, views: Sequence[ChildView], record: Custody) -> parts.Table:
    say = speaker.say
    rows = []
    for number, each in enumerate(record.reviews or (), 1):
        spoken = speaker.yes(each.child_spoken_to) or say("not_recorded").lower()
        how = ", ".join(
            part for part in (speaker.label("custody_review_how", each.how), say("custody_spoken", answer=spoken.lower())) if part
        )
        voice = (
            (parts.Run(say("custody_view") + " ", "strong"), parts.Run(each.child_view, lang=speaker.lang(each.child_view)))
            if each.child_view
            else ()
        )
        paras = [
            voice,
            words(parts.Run(say("custody_effect") + " ", "strong"), each.effect_on_child) if each.effect_on_child else (),
            words(parts.Run(say("custody_rationale") + " ", "strong"), each.rationale) if each.rationale else (),
        ]
        kept = tuple(each_para for each_para in paras if each_para)
        rows.append(
            parts.Row(
                (
                    _w(str(number)),
                    (*_w(speaker.short(each.at)), words(how)),
                    _w(speaker.officer_in_full(each.by)) or (words(parts.Run(say("gap"), "soft")),),
                    kept or (words(parts.Run(say("gap"), "soft")),),
                )
            )
        )
    columns = (
        parts.Column(say("injury_number"), 8, heads=True),
        parts.Column(say("custody_when_how"), 36),
        parts.Column(say("review_by"), 34),
        parts.Column(say("custody_what"), 90),
    )
    return parts.Table(columns, tuple(rows), say("custody_reviews"))


# exploitation, contact with an offender


def _exploitation(speaker: Speaker, views: Sequence[ChildView], record: Exploitation, anchor: str) -> list[Block]:
    say = speaker.say
    missing = say("not_recorded")
    blocks: list[Block] = [parts.Title(say("exploitation_title"), anchor, _kicker(speaker, views), rule=False)]
    level = speaker.label("exploitation_risk", record.risk_level) if record.risk_level else ""
    assessed = speaker.short(record.risk_assessed_at)
    cells = (
        Cell(say("exploitation_level"), level or missing, words(assessed) if assessed else (), black=record.risk_level == "high"),
        Cell(say("exploitation_tool"), speaker.yes(record.risk_tool_completed) or missing),
        Cell(say("exploitation_nrm"), speaker.label("nrm", record.nrm) or missing),
        Cell(say("exploitation_images"), speaker.yes(record.images_in_circulation) or missing),
    )
    blocks.append(parts.Strip(cells, say("exploitation_title")))
    suspects = tuple(words(speaker.reference(each)) for each in record.suspects or ())
    online = tuple(
        words(": ".join(part for part in (each.platform, each.username) if part)) for each in record.online_identifiers or ()
    )
    strategy = speaker.yes(record.strategy_discussion_requested)
    blocks.append(
        _items(
            speaker,
            views,
            anchor,
            ("exploitation_kinds", _w(speaker.codes("exploitation_kind", record.kinds)), True),
            ("exploitation_indicators", record.indicators, True),
            ("exploitation_suspects", suspects, not record.suspect_description),
            ("exploitation_described", record.suspect_description, False),
            ("exploitation_online", tuple(each for each in online if each), False),
            ("exploitation_images_action", record.images_action, bool(record.images_in_circulation)),
            ("exploitation_others", record.other_children_at_risk, True),
            ("exploitation_strategy", _w(strategy), True),
            ("exploitation_meeting", record.multi_agency_meeting, True),
        )
    )
    return blocks


def _offender(speaker: Speaker, views: Sequence[ChildView], record: OffenderContact, anchor: str) -> list[Block]:
    say = speaker.say
    blocks: list[Block] = [parts.Title(say("offender_title"), anchor, _kicker(speaker, views))]
    blocks.append(
        _items(
            speaker,
            views,
            anchor,
            ("offender_who", _w(speaker.reference(record.offender)), True),
            ("offender_order", record.order_or_register, True),
            ("offender_nature", record.nature, True),
            ("offender_manager", _w(speaker.long(record.offender_manager_told_at)), True),
            ("offender_disclosure", record.disclosure_considered, True),
        )
    )
    return blocks
