"""A child's own pages: contact, words, wishes, what the officer saw, safe now and next, needs and background, body map."""

from __future__ import annotations

from collections.abc import Iterable

from vpa_assist.drawing.body_map import body_map, has_size_bars, size_bars, where
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.cover import person_line
from vpa_assist.pdf.outline.modules import modules_of
from vpa_assist.pdf.outline.parts import Cell, Item, Run, Words, run_on, words
from vpa_assist.pdf.outline.speaker import ChildView, Speaker
from vpa_assist.pdf.outline.voice import adult_entry, is_summary, seen_value, spoken_entry, summary_entry
from vpa_assist.record.referral import Child, Injury, Utterance

_AWARE = (("appearance", "A"), ("activity", "A"), ("relationships", "R"), ("environment", "E"))


def child_sheets(speaker: Speaker, view: ChildView, alone_modules: Iterable[str]) -> list[parts.Sheet]:
    """All pages of one child. `alone_modules` are the modules that are this child's own and not printed as shared."""
    say = speaker.say
    head = speaker.with_age(view)
    count = len(speaker.children)
    kicker = say("child_of", number=view.index + 1, count=count) if count > 1 else say("child_one")
    line = person_line(speaker, view, lives=True)
    school = f" {view.child.school}." if view.child.school else ""
    blocks: list[parts.Block] = [
        parts.Title(head, view.anchor, kicker, (words((line + school).strip()),) if line or school else (), rule=False)
    ]
    if not view.child.unborn:
        blocks.append(_contact_strip(speaker, view))
        blocks += _said(speaker, view)
        blocks += _seen(speaker, view)
        blocks += _safe(speaker, view)
    blocks += _background(speaker, view)
    sheets = [parts.Sheet(tuple(blocks), head)]
    if view.child.injuries:
        sheets.append(parts.Sheet(tuple(_injuries(speaker, view)), head, fresh=False))
    for name in alone_modules:
        sheets.extend(parts.Sheet(tuple(each), head, fresh=False) for each in modules_of(speaker, (view,), name))
    return sheets


def _contact_strip(speaker: Speaker, view: ChildView) -> parts.Strip:
    say, contact = speaker.say, view.child.contact
    missing = say("not_recorded")
    cells = [Cell(say("strip_seen", name=view.name), seen_value(speaker, view), black=contact is None or contact.status is None)]
    if contact is None or contact.status is None:
        speaker.gap(say("item_seen", name=view.name), "", view.anchor, weight=0)
    by = contact.by if contact else None
    note = words(speaker.label("contact_by", by)) if by and by != "in_person" else ()
    cells.append(Cell(say("contact_when"), speaker.short(contact.at if contact else None) or missing, note))
    status = contact.status if contact else None
    if status in ("spoken_to", "seen_not_spoken_to", "seen_asleep") or (
        contact and (contact.alone is not None or contact.others_present)
    ):
        cells.append(_alone(speaker, view))
    if contact and contact.place:
        cells.append(Cell(say("contact_where"), contact.place, free=True))
    return parts.Strip(tuple(cells), say("strip_name"), strong=True)


def _alone(speaker: Speaker, view: ChildView) -> Cell:
    say, contact = speaker.say, view.child.contact
    alone = contact.alone if contact else None
    names = [speaker.reference(each) for each in (contact.others_present if contact else None) or ()]
    if alone is None:
        if contact and contact.status == "spoken_to":
            speaker.gap(say("item_alone"), view.name, view.anchor, weight=3)
        note = words(say("alone_present", names=speaker.listed(names))) if names else ()
        return Cell(say("alone"), say("not_recorded"), note)
    note = words(say("alone_away")) if alone else ()
    if names:
        note = words(say("alone_present", names=speaker.listed(names)))
    return Cell(say("alone"), say("yes" if alone else "no"), note)


def _said(speaker: Speaker, view: ChildView) -> list[parts.Block]:
    say, child = speaker.say, view.child
    own: list[parts.Said] = []
    adults: list[parts.Said] = []
    summaries: list[parts.Said] = []
    for index, each in enumerate(view.utterances):
        if not _recorded(each):
            continue
        if not each.by_child:
            adults.append(adult_entry(speaker, view, index, each))
        elif is_summary(speaker, view, index):
            summaries.append(summary_entry(speaker, view, index, each))
        else:
            own.append(spoken_entry(speaker, view, index, each, numbered=True, number=len(own) + 1))
            if not each.words:
                own[-1] = _no_words(speaker, view, own[-1])
    shown = any((each.how or "speech") not in ("speech", "writing", "sign", "device") for _, each in view.own)
    aside = _who_speaks(speaker, view, len(own), len(adults))
    blocks: list[parts.Block] = [
        parts.Heading(
            say("words_heading_shown" if shown else "words_heading", name=view.name), f"{view.anchor}-words", aside, tile="W"
        )
    ]
    if own:
        blocks.append(parts.Voices(tuple(own), say("possessive_words", name=view.name)))
    else:
        blocks.append(_no_voice(speaker, view))
    if summaries:
        blocks.append(parts.Voices(tuple(summaries), say("possessive_words", name=view.name)))
    if adults:
        blocks.append(parts.Voices(tuple(adults), say("adults_words", name=view.name)))
    blocks.append(parts.Labelled((Item(say("wants", name=view.name), _wishes(speaker, view)),), framed=True))
    del child
    return blocks


def _recorded(said: Utterance) -> bool:
    return any((said.words, said.question, said.demeanour))


def _no_words(speaker: Speaker, view: ChildView, said: parts.Said) -> parts.Said:
    """A question without an answer recorded."""
    speaker.gap(speaker.say("item_answer"), view.name, f"{view.anchor}-words", weight=2)
    return parts.Said(
        text=speaker.say("gap"),
        label=said.label,
        question=said.question,
        demeanour=said.demeanour,
        number=said.number,
        own=False,
        quoted=False,
        anchor=said.anchor,
    )


def _who_speaks(speaker: Speaker, view: ChildView, own: int, adults: int) -> str:
    say = speaker.say
    first = (
        say("statements_none", name=view.name)
        if not own
        else say("statements_one" if own == 1 else "statements", count=own, name=view.name)
    )
    second = "" if not adults else say("adults_one" if adults == 1 else "adults", count=adults, name=view.name)
    return " ".join(part for part in (first, second or say("adults_none", name=view.name)) if part)


def _no_voice(speaker: Speaker, view: ChildView) -> parts.GapBox:
    say, contact = speaker.say, view.child.contact
    reason = contact.reason if contact else None
    follow = contact.follow_up if contact else None
    speaker.gap(say("item_words", name=view.name), "", f"{view.anchor}-words", reason=reason, next_=follow, weight=1)
    lead = Run(say("gap_words", name=view.name) + " ", "strong")
    paras = [words(lead, say("gap_reason", reason=reason) if reason else say("gap_no_reason"))]
    if follow:
        paras.append(words(say("gap_next", next=follow)))
    return parts.GapBox(tuple(paras))


def _wishes(speaker: Speaker, view: ChildView) -> tuple[Words, ...]:
    """The wishes as typed; passages that the officer put in quotation marks are in the child's face."""
    text = view.child.wishes
    if not text:
        return (speaker.gap(speaker.say("item_wishes", name=view.name), view.name, view.anchor, weight=3),)
    runs: list[Run] = []
    rest = text
    while rest:
        start = min((at for at in (rest.find('"'), rest.find("“")) if at >= 0), default=-1)
        end = -1
        if start >= 0:
            closing = '"' if rest[start] == '"' else "”"
            end = rest.find(closing, start + 1)
        if start < 0 or end < 0:
            runs.append(Run(rest, lang=speaker.lang(rest)))
            break
        if start:
            runs.append(Run(rest[:start]))
        quoted = rest[start : end + 1]
        runs.append(Run(quoted, "voice", lang=speaker.lang(quoted, view.child)))
        rest = rest[end + 1 :]
    return (tuple(runs),)


def _seen(speaker: Speaker, view: ChildView) -> list[parts.Block]:
    say, aware = speaker.say, view.child.aware
    items = []
    for member, letter in _AWARE:
        text = getattr(aware, member) if aware else None
        name = say(f"aware_{member}")
        anchor = f"{view.anchor}-{member}"
        paras = speaker.paras(text) or (speaker.gap(name, view.name, view.anchor, weight=4),)
        items.append(Item(name, paras, tile=letter, anchor=anchor))
    return [parts.Heading(say("officer_saw")), parts.Labelled(tuple(items))]


def _safe(speaker: Speaker, view: ChildView) -> list[parts.Block]:
    say, contact = speaker.say, view.child.contact
    items: list[Item] = []
    if contact and contact.reason:
        items.append(Item(say("contact_reason"), speaker.paras(contact.reason)))
    if contact and contact.whereabouts:
        items.append(Item(say("whereabouts"), speaker.paras(contact.whereabouts)))
    known = speaker.paras(contact.welfare_check if contact else None)
    items.append(Item(say("how_we_know"), known or (speaker.gap(say("item_welfare"), view.name, view.anchor, weight=2),)))
    following = speaker.paras(contact.follow_up if contact else None)
    if contact and contact.follow_up_due:
        following += (words(say("follow_up_due", time=speaker.long(contact.follow_up_due))),)
    if contact and contact.follow_up_done_at:
        following += (words(say("follow_up_done", time=speaker.long(contact.follow_up_done_at))),)
    if not following and not (contact and contact.status == "spoken_to"):
        following = (speaker.gap(say("item_follow_up"), view.name, view.anchor, weight=2),)
    if following:
        items.append(Item(say("next_contact"), following))
    return [parts.Heading(say("safe_heading"), rule=True), parts.Labelled(tuple(items))]


# needs and background


def _background(speaker: Speaker, view: ChildView) -> list[parts.Block]:
    say, child = speaker.say, view.child
    rows: list[tuple[str, tuple[Words, ...]]] = []
    rows += _names(speaker, view)
    if not child.unborn:
        rows.append((say("about_ethnicity"), run_on(_ethnicity(speaker, view))))
        rows.append((say("about_religion"), run_on(_religion(speaker, view))))
        rows.append((say("about_disability"), _disability(speaker, view)))
        rows.append((say("about_language"), run_on(_language(speaker, view))))
    for member in ("gp", "social_worker"):
        text = getattr(child, member)
        if text:
            rows.append((say(f"about_{member}"), speaker.paras(text)))
        elif member == "gp":
            rows.append((say("about_gp"), (speaker.gap(say("about_gp"), view.name, view.anchor, weight=6),)))
    rows += _systems(speaker, child)
    if child.unborn:
        extra = [(say(f"aware_{member}"), speaker.paras(getattr(child.aware, member))) for member, _ in _AWARE if child.aware]
        rows += [each for each in extra if each[1]]
        if child.wishes:
            rows.append((say("wants", name=view.name), speaker.paras(child.wishes)))
        contact = child.contact
        for member, key in (
            ("reason", "contact_reason"),
            ("welfare_check", "how_we_know"),
            ("whereabouts", "whereabouts"),
            ("follow_up", "next_contact"),
            ("place", "contact_where"),
        ):
            text = getattr(contact, member) if contact else None
            if text:
                rows.append((say(key), speaker.paras(text)))
    table = parts.Table(
        (parts.Column(say("about"), 38, heads=True), parts.Column(say("about_recorded"), 130)),
        tuple(parts.Row((((Run(name),),), paras)) for name, paras in rows),
        say("background_heading"),
    )
    blocks: list[parts.Block] = [parts.Heading(say("background_heading"), f"{view.anchor}-background", rule=True), table]
    if child.unborn and view.utterances:
        entries = [
            adult_entry(speaker, view, index, each)
            if not each.by_child
            else spoken_entry(speaker, view, index, each, numbered=False)
            for index, each in enumerate(view.utterances)
            if _recorded(each)
        ]
        blocks += [parts.Heading(say("words_heading", name=view.name)), parts.Voices(tuple(entries), view.name)]
    return blocks


def _names(speaker: Speaker, view: ChildView) -> list[tuple[str, tuple[Words, ...]]]:
    say, child = speaker.say, view.child
    rows: list[tuple[str, tuple[Words, ...]]] = []
    if child.also_known_as:
        rows.append((say("about_known_as"), (words("; ".join(child.also_known_as)),)))
    if child.unborn:
        due = (
            words(speaker.day(child.due_date))
            if child.due_date
            else speaker.gap(say("about_due"), view.name, view.anchor, weight=5)
        )
        rows.append((say("about_due"), (due,)))
    elif not child.date_of_birth:
        about = say("child_about", age=child.estimated_age) if child.estimated_age is not None else ""
        gap = speaker.gap(say("about_born"), view.name, view.anchor, weight=3)
        rows.append((say("about_born"), ((Run(about + ". "), *gap) if about else gap,)))
    if not child.unborn and not child.sex:
        rows.append((say("about_sex"), (speaker.gap(say("about_sex"), view.name, view.anchor, weight=5),)))
    if child.gender_identity or child.pronouns:
        rows.append((say("about_gender"), (words(". ".join(part for part in (child.gender_identity, child.pronouns) if part)),)))
    if child.unborn and child.school:
        rows.append((say("about_school"), speaker.paras(child.school)))
    return rows


def _told_by(speaker: Speaker, source: str | None) -> str:
    return speaker.say("told_by", who=speaker.label("told_by", source).lower()) if source else ""


def _sentence(*texts: str | None) -> str:
    """Texts as one line, each ended with a full stop."""
    kept = [text for text in texts if text]
    return " ".join(
        text if text.rstrip().endswith((".", "!", "?", "”", '"')) else f"{text.rstrip()}." if text.rstrip() == text else text
        for text in kept
    )


def _ethnicity(speaker: Speaker, view: ChildView) -> tuple[Words, ...]:
    say, record = speaker.say, view.child.ethnicity
    code = record.code if record else None
    reason = record.reason_not_recorded if record else None
    detail = words(_sentence(record.detail)) if record and record.detail else ()
    observed = (words(say("observed_as", code=record.observed_code)),) if record and record.observed_code else ()
    if code == "NS":
        after = say("gap_reason", reason=reason) if reason else say("gap_no_reason")
        return (words(say("not_stated") + " ", after, *((" " + parts.plain(detail),) if detail else ())), *observed)
    if code:
        text = _sentence(
            say("with_code", label=_ethnic_group(speaker, code), code=code),
            _told_by(speaker, record.source if record else None),
        )
        found = (words(text), *((detail,) if detail else ()), *observed)
        return (*found, words(say("gap_reason", reason=reason))) if reason else found
    gap = speaker.gap(say("about_ethnicity"), view.name, f"{view.anchor}-background", reason=reason)
    return (gap, *((detail,) if detail else ()), *observed)


def _ethnic_group(speaker: Speaker, code: str) -> str:
    """The group's own words with those of the group above it ("White: British"), since some only make sense under it."""
    codes = speaker.catalogue.codes("ethnicity")
    entry = codes.get(code)
    above = codes.groups.get(entry.group, "") if entry else ""
    label = speaker.label("ethnicity", code)
    return f"{above}: {label}" if above and above not in label else label


def _religion(speaker: Speaker, view: ChildView) -> tuple[Words, ...]:
    say, record = speaker.say, view.child.religion
    code = record.code if record else None
    reason = record.reason_not_recorded if record else None
    detail = (words(_sentence(record.detail)),) if record and record.detail else ()
    if code == "none":
        speaker.none(say("about_religion"), view.name, speaker.label("religion", code))
    if code == "not_stated":
        after = say("gap_reason", reason=reason) if reason else say("gap_no_reason")
        return (words(say("not_stated") + " ", after), *detail)
    if code:
        found = (words(_sentence(speaker.label("religion", code))), *detail)
        return (*found, words(say("gap_reason", reason=reason))) if reason else found
    return (speaker.gap(say("about_religion"), view.name, f"{view.anchor}-background", reason=reason), *detail)


def _disability(speaker: Speaker, view: ChildView) -> tuple[Words, ...]:
    say, record = speaker.say, view.child.disability
    found: list[Words] = []
    told = _told_by(speaker, record.source if record else None)
    if record and record.codes:
        found.append(words(_sentence(speaker.codes("disability", record.codes), told)))
    elif record and record.none_disclosed:
        found.append(words(_sentence(say("none_told"), told)))
        speaker.none(say("about_disability"), view.name, say("none_disclosed"))
    reason = record.reason_not_recorded if record else None
    if not found:
        found.append(speaker.gap(say("about_disability"), view.name, f"{view.anchor}-background", reason=reason))
    elif reason:
        found.append(words(say("gap_reason", reason=reason)))
    for member in ("diagnosis", "communication_needs", "adjustments_made"):
        text = getattr(record, member) if record else None
        if text:
            found.append(words(Run(say(f"about_{member}") + " ", "strong"), Run(text, lang=speaker.lang(text))))
    return tuple(found)


def _language(speaker: Speaker, view: ChildView) -> tuple[Words, ...]:
    say, record = speaker.say, view.child.language
    found: list[Words] = []
    if record and record.first:
        found.append(words(_sentence(speaker.label("language", record.first))))
    else:
        found.append(speaker.gap(say("item_language"), view.name, f"{view.anchor}-background"))
    needed = record.interpreter_needed if record else None
    if needed is None:
        speaker.gap(say("item_interpreter"), view.name, f"{view.anchor}-background", weight=6)
        found.append(words(say("interpreter_unknown")))
    elif needed is False:
        speaker.none(say("about_interpreter"), view.name, say("not_needed"))
        found.append(words(say("interpreter_not_needed")))
    else:
        who = speaker.label("interpreter", record.interpreter) if record and record.interpreter else say("not_recorded").lower()
        found.append(words(say("interpreter_needed", who=who)))
    if record and needed is not True and record.interpreter:
        found.append(words(say("interpreter_was", who=speaker.label("interpreter", record.interpreter))))
    if record and record.interpreter_name:
        found.append(words(say("interpreter_name", name=record.interpreter_name)))
    return tuple(found)


def _systems(speaker: Speaker, child: Child) -> list[tuple[str, tuple[Words, ...]]]:
    """Flags, the child's numbers elsewhere, and what was asked of others."""
    say = speaker.say
    rows: list[tuple[str, tuple[Words, ...]]] = []
    if child.flags:
        rows.append((say("about_flags"), (words("; ".join(_code(speaker, each) for each in child.flags)),)))
    if child.flags_placed:
        lines = []
        for placed in child.flags_placed:
            told = ", ".join(
                part for part in (placed.system, speaker.long(placed.at), speaker.officer_in_full(placed.by)) if part
            )
            lines.append(words(": ".join(part for part in (_code(speaker, placed.code) if placed.code else "", told) if part)))
        rows.append((say("about_flags_placed"), tuple(lines)))
    if child.references:
        lines = [words(": ".join(part for part in (each.system, each.reference) if part)) for each in child.references]
        rows.append((say("about_references"), tuple(line for line in lines if line)))
    if child.awaited:
        rows.append((say("about_awaited"), tuple(_awaited(speaker, each) for each in child.awaited)))
    return [row for row in rows if row[1]]


def _code(speaker: Speaker, code: str) -> str:
    """A flag with its words; one that the pack does not know as it was typed."""
    known = speaker.catalogue.codes("flag").get(code)
    return speaker.say("with_code", label=known.label, code=code) if known else code


def _awaited(speaker: Speaker, each: object) -> Words:
    from vpa_assist.record.referral import Awaited

    assert isinstance(each, Awaited)
    say = speaker.say
    told = [speaker.label("awaited", each.what) if each.what else "", each.from_ or ""]
    if each.asked_at:
        told.append(say("awaited_asked", time=speaker.short(each.asked_at)))
    if each.due:
        told.append(say("awaited_due", time=speaker.short(each.due)))
    told.append(say("awaited_received", time=speaker.short(each.received_at)) if each.received_at else say("awaited_open"))
    line = ", ".join(part for part in told if part)
    return words(f"{line}: {each.outcome}" if each.outcome else line)


# injuries


def _injuries(speaker: Speaker, view: ChildView) -> list[parts.Block]:
    say = speaker.say
    injuries = view.child.injuries or ()
    contact = view.child.contact
    lines: list[Words] = []
    told = ", ".join(part for part in (speaker.long(contact.at), contact.place) if part) if contact else ""
    if told:
        lines.append(words(say("injuries_seen", told=told)))
    anchor = f"{view.anchor}-injuries"
    title = say("injuries_title_one") if len(injuries) == 1 else say("injuries_title", count=len(injuries))
    drawing = body_map(injuries, view.name, view.age, say, speaker.label, areas=False)
    columns = (
        parts.Column(say("injury_number"), 8, heads=True),
        parts.Column(say("injury_where"), 26),
        parts.Column(say("injury_what"), 40),
        parts.Column(say("injury_size"), 14),
        parts.Column(say("injury_colour"), 18),
        parts.Column(say("injury_explained"), 36),
        parts.Column(say("injury_attention"), 30),
    )
    rows = tuple(_injury(speaker, view, number, injury, anchor) for number, injury in enumerate(injuries, 1))
    blocks: list[parts.Block] = [
        parts.Title(title, anchor, speaker.with_age(view), tuple(lines)),
        parts.Figure(drawing, say("body_caption")),
        parts.Heading(say("injuries_detail")),
        parts.Table(columns, rows, say("injuries_detail")),
    ]
    if has_size_bars(injuries):
        sizes = [(number, injury.size_mm) for number, injury in enumerate(injuries, 1) if injury.size_mm]
        blocks.append(parts.Figure(size_bars(sizes, say)))
    return blocks


def _injury(speaker: Speaker, view: ChildView, number: int, injury: Injury, anchor: str) -> parts.Row:
    say = speaker.say
    about = say("item_injury", number=number, name=view.name)
    row = f"{anchor}-{number}"

    def missing(item: str) -> tuple[Words, ...]:
        return (speaker.gap(say(item), about, row, weight=4),)

    kind = speaker.label("injury_kind", injury.kind)
    seen = ". ".join(part for part in (kind, injury.description) if part)
    explained = speaker.paras(injury.explanation)
    if explained and injury.explained_by:
        who = view.name if injury.explained_by == "child" else speaker.who_is(injury.explained_by, view)
        explained += (words(Run(who, "note")),)
    elif injury.explained_by:
        explained = (words(speaker.who_is(injury.explained_by, view)),)
    return parts.Row(
        (
            (words(str(number)),),
            (words(where(injury, say, speaker.label)),) if injury.region else missing("injury_where"),
            (words(seen),) if seen else missing("injury_what"),
            (words(say("millimetres", size=injury.size_mm)),) if injury.size_mm is not None else missing("injury_size"),
            (words(injury.colour),) if injury.colour else missing("injury_colour"),
            explained if injury.explanation else (*missing("item_explanation"), *explained),
            speaker.paras(injury.medical_attention) or missing("injury_attention"),
        ),
        row,
    )
