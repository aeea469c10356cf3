"""What concerns all children: family and people, the incident, the decision."""

from __future__ import annotations

from vpa_assist.drawing.family import family_diagram
from vpa_assist.drawing.kinship import family_of
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.cover import _told, names, to_line
from vpa_assist.pdf.outline.parts import Block, Cell, Item, Run, Words, words
from vpa_assist.pdf.outline.speaker import Speaker
from vpa_assist.record.ages import incident_day
from vpa_assist.record.referral import Person

_MOST_COLUMNS = 4
"""Children beyond whom relationships stand in one column and not in one for each child."""


def family_sheet(speaker: Speaker) -> parts.Sheet | None:
    """The family diagram, and everybody who matters to the children with what they are to each."""
    say, referral = speaker.say, speaker.referral
    if not speaker.people:
        return None
    drawing = family_diagram(referral, say, speaker.label)
    title = say("family_title_one", name=speaker.children[0].name) if len(speaker.children) == 1 else say("family_title")
    day = incident_day(referral)
    lead = (words(say("family_lead", day=speaker.day(day.isoformat()))),) if day else ()
    blocks: list[Block] = [parts.Title(title, "family", "", lead)]
    if drawing.height:
        blocks.append(parts.Figure(drawing, say("family_caption")))
        for node in family_of(referral, say, speaker.label).nodes.values():
            if node.unknown:
                speaker.gap(node.notes[0], "", "family", weight=5)
    blocks += [parts.Heading(say("who_is_who")), _who_is_who(speaker)]
    blocks.append(parts.Para(words(say("family_pr")), "note"))
    notes = [person for person in speaker.people if person.notes]
    if notes:
        items = tuple(Item(person.name or say("person_unnamed"), speaker.paras(person.notes)) for person in notes)
        blocks += [parts.Heading(say("family_notes")), parts.Labelled(items)]
    return parts.Sheet(tuple(blocks), say("family_head"))


def _who_is_who(speaker: Speaker) -> parts.Table:
    say = speaker.say
    each_child = 1 < len(speaker.children) <= _MOST_COLUMNS or len(speaker.children) == 1
    columns = [parts.Column(say("who_person"), 36, heads=True)]
    if each_child:
        columns += [parts.Column(view.name, 92 / len(speaker.children)) for view in speaker.children]
    else:
        columns.append(parts.Column(say("who_to_children"), 92))
    columns += [parts.Column(say("who_risk"), 24), parts.Column(say("who_contact"), 30)]
    rows = [
        parts.Row(
            (_person(speaker, person), *_relations(speaker, person, each_child), _risk(speaker, person), _reach(speaker, person)),
            f"person-{person.id}",
        )
        for person in speaker.people
    ]
    return parts.Table(tuple(columns), tuple(rows), say("who_is_who"))


def _person(speaker: Speaker, person: Person) -> tuple[Words, ...]:
    say = speaker.say
    lines = [words(person.name or say("person_unnamed"))]
    parts_of = [speaker.label("person_role", person.role) if person.role else ""]
    if person.sex:
        parts_of.append(speaker.label("sex", person.sex).lower())
    about = ", ".join(part for part in parts_of if part)
    if about:
        lines.append(words(Run(about[:1].upper() + about[1:], "note")))
    if person.date_of_birth:
        lines.append(words(Run(say("who_born", day=speaker.day(person.date_of_birth)), "note")))
    elif person.role in ("parent", "carer", "suspect") or person.relationships:
        speaker.gap(say("about_born"), person.name or say("person_unnamed"), f"person-{person.id}", weight=6)
        lines.append(words(Run(say("who_born_not"), "note")))
    if person.present is not None:
        lines.append(words(Run(say("who_present" if person.present else "who_absent"), "note")))
    return tuple(lines)


def _relations(speaker: Speaker, person: Person, each_child: bool) -> list[tuple[Words, ...]]:
    say = speaker.say
    by_child: dict[str, list[str]] = {}
    for each in person.relationships or ():
        told = [
            each.is_ or "",
            "" if each.parental_responsibility is None else say("pr" if each.parental_responsibility else "no_pr"),
        ]
        if each.lives_with_child is not None:
            told.append(say("lives_with" if each.lives_with_child else "lives_apart"))
        by_child.setdefault(each.child or "", []).append(", ".join(part for part in told if part))
    links = [_link(speaker, person, each) for each in person.links or ()]
    others = [
        f"{speaker.reference(child)}: {'; '.join(told)}"
        for child, told in by_child.items()
        if child not in {view.child.id for view in speaker.children}
    ]
    if not each_child:
        lines = [words(Run(f"{speaker.reference(child)}: ", "strong"), "; ".join(told)) for child, told in by_child.items()]
        return [(*lines, *(words(Run(link, "note")) for link in links)) or (words(Run(say("not_recorded"), "soft")),)]
    cells: list[tuple[Words, ...]] = []
    for index, view in enumerate(speaker.children):
        told = by_child.get(view.child.id, [])
        cell: tuple[Words, ...] = tuple(words(each) for each in told if each)
        if not cell and not person.relationships and person.role in ("professional", "witness"):
            cell = (words(say("does_not_apply")),)
        if index == 0:
            cell += tuple(words(Run(text, "note")) for text in (*others, *links))
        cells.append(cell or (words(Run(say("not_recorded"), "soft")),))
    return cells


def _link(speaker: Speaker, person: Person, link: object) -> str:
    from vpa_assist.record.referral import Link

    assert isinstance(link, Link)
    say = speaker.say
    told = say("link_to", is_=speaker.label("link", link.is_) if link.is_ else say("link_other"), who=speaker.reference(link.to))
    del person
    return f"{told}, {say('link_harmful')}" if link.harmful else told


def _risk(speaker: Speaker, person: Person) -> tuple[Words, ...]:
    return (words(speaker.codes("person_risk", person.risk)),) if person.risk else (words(speaker.say("none_recorded")),)


def _reach(speaker: Speaker, person: Person) -> tuple[Words, ...]:
    lines = [words(each) for each in (person.phone, speaker.address(person.address)) if each]
    return tuple(lines) or (words(Run(speaker.say("not_recorded"), "soft")),)


# the incident


def incident_blocks(speaker: Speaker) -> list[Block]:
    """What happened, in the officer's words, and what the control room passed on."""
    say, incident = speaker.say, speaker.referral.incident
    types = speaker.codes("incident_type", incident.types if incident else None)
    blocks: list[Block] = [parts.Title(say("incident_title"), "incident", types)]
    attended = speaker.long(incident.attended_at) if incident else ""
    if incident and incident.resolved_without_attendance:
        attended = attended or say("incident_by_phone")
    place = speaker.address(incident.location) if incident else ""
    items = [
        _item(speaker, "incident_reference", incident.reference if incident else None, expected=True),
        _item(speaker, "incident_types", types, expected=True),
        _item(speaker, "incident_occurred", speaker.long(incident.occurred_at) if incident else None, expected=True),
        _item(speaker, "incident_attended", attended, expected=True),
        _item(speaker, "incident_place", place, expected=True),
        _item(
            speaker,
            "incident_household",
            str(incident.children_in_household) if incident and incident.children_in_household is not None else None,
            expected=True,
        ),
        _item(speaker, "incident_account", incident.account if incident else None, expected=True, weight=2),
        _item(speaker, "incident_control_room", incident.control_room_risk if incident else None, expected=True),
        _item(speaker, "incident_dash", incident.dash_reference if incident else None),
        _item(speaker, "incident_video", incident.body_worn_video if incident else None),
    ]
    linked = [
        ": ".join(part for part in (each.system, each.reference) if part)
        for each in (incident.linked_records if incident else None) or ()
    ]
    if linked:
        items.append(Item(say("incident_linked"), tuple(words(each) for each in linked if each)))
    blocks.append(parts.Labelled(tuple(item for item in items if item)))
    return blocks


def _item(
    speaker: Speaker, key: str, text: str | None, *, expected: bool = False, anchor: str = "incident", weight: int = 6
) -> Item | None:
    label = speaker.say(key)
    paras = speaker.paras(text)
    if not paras:
        if not expected:
            return None
        paras = (speaker.gap(label, "", anchor, weight=weight),)
    return Item(label, paras)


# the decision


def decision_blocks(speaker: Speaker) -> list[Block]:
    """The officer's decision: what is asked and why, consent, who was told, what was done, and what the supervisor said."""
    say, decision = speaker.say, speaker.referral.referral
    blocks: list[Block] = [parts.Title(say("decision_title"), "decision", "", (to_line(speaker),), rule=False)]
    basis = decision.basis if decision else None
    missing = say("not_recorded")
    cells = (
        Cell(
            say("strip_risk"),
            speaker.yes(decision.immediate_risk if decision else None) or missing,
            black=bool(decision and decision.immediate_risk),
        ),
        Cell(say("strip_basis"), say(f"basis_{basis}") if basis else missing),
        Cell(say("decision_consent"), speaker.label("consent", decision.consent if decision else None) or missing),
        Cell(
            say("strip_strategy"),
            speaker.label("strategy_discussion", decision.strategy_discussion if decision else None) or missing,
        ),
    )
    blocks.append(parts.Strip(cells, say("decision_title")))
    for cell, key in zip(cells, ("item_risk", "item_basis", "item_consent", "item_strategy"), strict=True):
        if cell.value == missing:
            speaker.gap(say(key), "", "decision", weight=1 if key == "item_risk" else 3)
    if not (decision and decision.local_authority):
        speaker.gap(say("item_authority"), "", "decision", weight=2)
    items = [
        _item(speaker, "officers_view", decision.assessment if decision else None, expected=True, anchor="decision", weight=2),
        _item(
            speaker,
            "decision_voice",
            decision.voice_in_decision if decision else None,
            expected=True,
            anchor="decision",
            weight=3,
        ),
        _item(
            speaker, "decision_actions", decision.actions_taken if decision else None, expected=True, anchor="decision", weight=4
        ),
        _consent(speaker),
        _item(speaker, "risk_to_staff", decision.risk_to_staff if decision else None, expected=True, anchor="decision", weight=4),
    ]
    others = (decision.other_referrals if decision else None) or ()
    if others:
        items.append(Item(say("decision_others"), tuple(words(each) for each in others)))
    blocks.append(parts.Labelled(tuple(item for item in items if item)))
    contacted = (decision.contacted if decision else None) or ()
    if contacted:
        columns = (
            parts.Column(say("told_agency"), 42, heads=True),
            parts.Column(say("told_person"), 34),
            parts.Column(say("told_when"), 26),
            parts.Column(say("told_outcome"), 66),
        )
        empty = (words(Run(say("gap"), "soft")),)
        rows = [
            parts.Row(
                (
                    (words(speaker.label("agency", each.agency)),) if each.agency else empty,
                    (words(each.person),) if each.person else empty,
                    (words(speaker.short(each.at)),) if each.at else empty,
                    speaker.paras(each.outcome) or empty,
                )
            )
            for each in contacted
        ]
        blocks += [parts.Heading(say("already_told"), "decision-told"), parts.Table(columns, tuple(rows), say("already_told"))]
    else:
        speaker.gap(say("item_told"), "", "decision", weight=3)
        blocks += [parts.Heading(say("already_told"), "decision-told"), parts.Para(speaker.gap_words(None))]
    return blocks


def _consent(speaker: Speaker) -> Item | None:
    say, decision = speaker.say, speaker.referral.referral
    consent = decision.consent if decision else None
    text = decision.consent_rationale if decision else None
    if not text and consent in (None, "given"):
        return None
    paras = speaker.paras(text) or (speaker.gap(say("item_consent_why"), "", "decision-consent", weight=3),)
    return Item(say("decision_consent_why"), paras, anchor="decision-consent")


__all__ = ["_told", "decision_blocks", "family_sheet", "incident_blocks", "names"]
