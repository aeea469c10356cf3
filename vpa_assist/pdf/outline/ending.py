"""The last pages: what is not recorded and why, how the document was made, and the police words that occur in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from vpa_assist.drawing.when import between
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.modules import NAMES
from vpa_assist.pdf.outline.parts import Block, Column, Item, Run, Words, words
from vpa_assist.pdf.outline.speaker import Gap, Speaker
from vpa_assist.record.pointers import split
from vpa_assist.record.referral import Dismissal, Explanation, ReviewEntry

# what is not recorded


def gaps_sheet(speaker: Speaker) -> parts.Sheet:
    """Four states, never mixed: not recorded with a reason, without one, asked and none, does not apply. Then checks."""
    say = speaker.say
    blocks: list[Block] = [parts.Title(say("gaps_title"), "gaps", "", (words(say("gaps_lead")),))]
    reasoned = [gap for gap in speaker.found.gaps if gap.reason]
    bare = [gap for gap in speaker.found.gaps if not gap.reason]
    if reasoned:
        blocks += [_heading(speaker, "gaps_reasoned", len(reasoned)), _with_reason(speaker, reasoned)]
    if bare:
        blocks += [_heading(speaker, "gaps_bare", len(bare)), _without_reason(speaker, bare)]
    if not speaker.found.gaps:
        blocks.append(parts.Para(words(say("gaps_none_long"))))
    blocks += _explained(speaker)
    blocks += _open_checks(speaker)
    if speaker.found.none:
        blocks += [parts.Heading(say("gaps_none_told"), aside=say("not_gaps")), _nones(speaker)]
    absent = [name for name in NAMES if all(getattr(view.child, name) is None for view in speaker.children)]
    if absent and speaker.children:
        listed = speaker.listed([say(f"module_{name}") for name in absent])
        blocks += [
            parts.Heading(say("does_not_apply_heading")),
            parts.Para(words(say("modules_not_opened", modules=listed[:1].upper() + listed[1:]))),
        ]
    return parts.Sheet(tuple(blocks), say("gaps_title"))


def _heading(speaker: Speaker, key: str, count: int) -> parts.Heading:
    items = speaker.say("items_one") if count == 1 else speaker.say("items", count=count)
    return parts.Heading(speaker.say(key), aside=items)


def _with_reason(speaker: Speaker, gaps: Iterable[Gap]) -> parts.Table:
    say = speaker.say
    columns = (
        Column(say("gaps_item"), 46, heads=True),
        Column(say("gaps_reason"), 52),
        Column(say("gaps_next"), 52),
        Column(say("gaps_look"), 18),
    )
    rows = []
    for gap in gaps:
        item = say("gap_about", about=gap.about, items=gap.item[:1].lower() + gap.item[1:]) if gap.about else gap.item
        rows.append(
            parts.Row(
                (
                    ((Run(item),),),
                    (words(gap.reason),),
                    (words(gap.next or say("gaps_nothing_planned")),),
                    (parts.linked(say("page_link"), gap.anchor),),
                )
            )
        )
    return parts.Table(columns, tuple(rows), say("gaps_reasoned"))


def _without_reason(speaker: Speaker, gaps: Iterable[Gap]) -> parts.Table:
    """The same item of several children in one row."""
    say = speaker.say
    columns = (Column(say("gaps_item"), 68, heads=True), Column(say("gaps_about"), 62), Column(say("gaps_look"), 38))
    merged: dict[str, list[Gap]] = {}
    for gap in gaps:
        merged.setdefault(gap.item, []).append(gap)
    rows = []
    for item, group in merged.items():
        whom = (gap.about or next((view.name for view in speaker.children if view.anchor == gap.anchor), "") for gap in group)
        about = speaker.listed([name for name in dict.fromkeys(whom) if name]) or say("the_referral")
        anchors = list(dict.fromkeys(gap.anchor for gap in group))
        links: list[Run] = []
        for index, anchor in enumerate(anchors):
            links += [Run(", ")] if index else []
            links += parts.linked(say("page_link"), anchor)
        rows.append(parts.Row((((Run(item),),), (words(about),), (tuple(links),))))
    return parts.Table(columns, tuple(rows), say("gaps_bare"))


def _nones(speaker: Speaker) -> parts.Table:
    say = speaker.say
    merged: dict[tuple[str, str], list[str]] = {}
    for each in speaker.found.none:
        merged.setdefault((each.item, each.answer), []).append(each.about)
    columns = (Column(say("gaps_item"), 68, heads=True), Column(say("gaps_about"), 62), Column(say("gaps_answer"), 38))
    rows = tuple(
        parts.Row((((Run(item),),), (words(speaker.listed(about)),), (words(answer),)))
        for (item, answer), about in merged.items()
    )
    return parts.Table(columns, rows, say("gaps_none_told"))


def _explained(speaker: Speaker) -> list[Block]:
    """Findings that a person explained, and those set aside, with the reason: whether or not they still stand."""
    say, referral = speaker.say, speaker.referral
    blocks: list[Block] = []
    for key, entries in (("explained", referral.explained), ("dismissed", referral.dismissed)):
        given = [each for each in entries or () if each.reason]
        if not given:
            continue
        columns = (Column(say("finding"), 58, heads=True), Column(say("gaps_about"), 30), Column(say("gaps_reason"), 80))
        rows = tuple(
            parts.Row((_finding_cell(speaker, each), (words(_place(speaker, each.path or "")),), _reason(speaker, each)))
            for each in given
        )
        blocks += [
            parts.Heading(say(f"{key}_heading"), aside=say(f"{key}_aside")),
            parts.Table(columns, rows, say(f"{key}_heading")),
        ]
    return blocks


def _finding_cell(speaker: Speaker, each: Dismissal) -> tuple[Words, ...]:
    code = each.code or ""
    try:
        title = speaker.catalogue.check_text(code).title
    except KeyError:
        title = ""
    return (words(title or code), words(Run(code, "note"))) if title else (words(code or speaker.say("not_recorded")),)


def _reason(speaker: Speaker, each: Dismissal) -> tuple[Words, ...]:
    kind = speaker.label("explanation_kind", each.kind) + ". " if isinstance(each, Explanation) and each.kind else ""
    by = ", ".join(part for part in (speaker.officer_in_full(each.by), speaker.long(each.at)) if part)
    reason = each.reason or ""
    return (words(kind, Run(reason, lang=speaker.lang(reason))), *((words(Run(by, "note")),) if by else ()))


def _place(speaker: Speaker, path: str) -> str:
    """Whom or what a pointer is about."""
    return _child(speaker, path) or speaker.say("the_referral")


def _child(speaker: Speaker, path: str) -> str:
    """The name of the child that a pointer leads to, or an empty text."""
    steps = split(path) if path.startswith("/") else ()
    if len(steps) > 1 and steps[0] == "children" and steps[1].isdigit() and int(steps[1]) < len(speaker.children):
        return speaker.children[int(steps[1])].name
    return ""


def _open_checks(speaker: Speaker) -> list[Block]:
    """What the checks still ask for at export."""
    say = speaker.say
    musts = speaker.open_musts()
    if not musts:
        return []
    columns = (Column(say("finding"), 58, heads=True), Column(say("gaps_about"), 30), Column(say("finding_says"), 80))
    merged: dict[tuple[str, str, str], None] = {}
    for each in musts:
        merged.setdefault((each.title, _place(speaker, each.path), each.message))
    rows = tuple(parts.Row((((Run(title),),), (words(about),), (words(message),))) for title, about, message in merged)
    return [_heading(speaker, "open_checks", len(rows)), parts.Table(columns, rows, say("open_checks"))]


# how it was made


def made_blocks(speaker: Speaker, fingerprint: str, facts: Mapping[str, str], data_name: str) -> list[Block]:
    """Who did what when, the fingerprint in full and what it proves, what is inside."""
    say, referral = speaker.say, speaker.referral
    incident = referral.incident
    began = (incident.occurred_at or incident.attended_at) if incident else None
    sent = [each for each in referral.review or () if each.action == "send"]
    lead = say(
        "made_lead",
        incident=speaker.long(began) or say("not_recorded").lower(),
        sent=speaker.long(sent[-1].at) if sent else say("made_not_sent"),
    )
    columns = (
        Column(say("made_when"), 27, heads=True),
        Column(say("made_what"), 72),
        Column(say("made_who"), 41),
        Column(say("made_since"), 28),
    )
    rows = []
    for time, what, who in _events(speaker):
        since = between(began, time, say) if began and time else ""
        paras = what if isinstance(what, tuple) else (words(what),)
        rows.append(
            parts.Row(
                (
                    (words(speaker.short(time) or say("not_recorded")),),
                    paras,
                    (words(who),) if who else (words(Run(say("not_recorded"), "soft")),),
                    (words(since),) if since else (words(say("does_not_apply")),),
                )
            )
        )
    groups = [fingerprint[at : at + 4].upper() for at in range(0, 64, 4)]
    items = [
        Item(say("made_document"), (words(referral.id),)),
        Item(say("made_fingerprint"), (words(Run(" ".join(groups[:8]), "strong")), words(Run(" ".join(groups[8:]), "strong")))),
        Item(say("made_proves"), (words(say("made_proves_text")),)),
        Item(say("made_inside"), (words(say("made_inside_text", name=data_name, schema=referral.schema_)),)),
        Item(say("made_exported"), (words(speaker.long(speaker.at)),)),
    ]
    if referral.scenario:
        items.append(Item(say("made_scenario"), speaker.paras(referral.scenario)))
    for key, value in facts.items():
        if value:
            items.append(Item(say(f"fact_{key}"), (words(value),)))
    author = speaker.officer_in_full(referral.author)
    if author:
        items.insert(0, Item(say("made_author"), (words(author),)))
    return [
        parts.Title(say("made_title"), "made", "", (words(lead),), rule=False),
        parts.Table(columns, tuple(rows), say("made_title")),
        parts.Heading(say("made_file")),
        parts.Labelled(tuple(items)),
    ]


_Event = tuple[str | None, str | tuple[Words, ...], str]


def _events(speaker: Speaker) -> list[_Event]:
    say, referral = speaker.say, speaker.referral
    author = speaker.officer(referral.author)
    events: list[_Event] = []
    if referral.incident and referral.incident.attended_at:
        events.append((referral.incident.attended_at, say("made_arrived"), author))
    seen = [
        (view.child.contact.at, view.name)
        for view in speaker.children
        if view.child.contact and view.child.contact.at and view.child.contact.status != "not_seen"
    ]
    if seen:
        first = min(seen, key=lambda each: each[0])
        events.append((first[0], say("made_first_seen", name=first[1]), author))
    if referral.created_at:
        events.append((referral.created_at, say("made_begun"), author))
    events.sort(key=lambda each: each[0] or "")
    events += [_review_event(speaker, each) for each in referral.review or ()]
    if referral.updated_at:
        events.append((referral.updated_at, say("made_changed"), ""))
    return events


def _review_event(speaker: Speaker, each: ReviewEntry) -> _Event:
    say, referral = speaker.say, speaker.referral
    what = speaker.label("review_action", each.action) if each.action else say("not_recorded")
    paras: list[Words] = [words(what + ".")]
    if each.path:
        field = speaker.catalogue.field_name(each.path)
        place = _place(speaker, each.path)
        paras.append(words(Run(say("made_about", field=field, about=place), "note")))
    if each.text:
        paras.append((Run(each.text, lang=speaker.lang(each.text)),))
    told = [
        say("made_to", to=speaker.label("agency", each.to)) if each.to else "",
        speaker.label("send_how", each.how) if each.how else "",
        say("made_receipt", receipt=each.receipt) if each.receipt else "",
        say("made_received", time=speaker.long(each.received_at)) if each.received_at else "",
        say("made_answer", answer=speaker.label("review_answer", each.answer)) if each.answer else "",
        say("made_reply_to", entry=each.reply_to) if each.reply_to else "",
        say("made_grade", grade=speaker.label("grade", each.grade)) if each.grade else "",
        say("made_praise") if each.praise else "",
        say("made_of", fingerprint=each.of[:16].upper()) if each.of else "",
        say("made_entry", id=each.id) if each.id else "",
    ]
    line = ". ".join(part for part in told if part)
    if line:
        paras.append(words(Run(line + ".", "note")))
    return each.at, tuple(paras), speaker.officer_again(each.by, (referral.author,))


# police words


def glossary_blocks(speaker: Speaker, text: str) -> list[Block]:
    """The police terms of the pack that occur in the document's text, with their meaning."""
    say = speaker.say
    rows = []
    words_of_text = _WORD.findall(text)
    used, used_in_any_case = set(words_of_text), {word.lower() for word in words_of_text}
    for term in speaker.catalogue.glossary():
        if not (term.expansion or term.note):
            continue
        if not any(name and _occurs(name, text, used, used_in_any_case) for name in (term.term, *term.also)):
            continue
        meaning = (
            ". ".join(
                part.rstrip(".")
                for part in (term.expansion[:1].upper() + term.expansion[1:], term.note[:1].upper() + term.note[1:])
                if part
            )
            + "."
        )
        rows.append(parts.Row(((words(term.term),), (words(meaning),))))
    if not rows:
        return []
    columns = (Column(say("glossary_word"), 38, heads=True), Column(say("glossary_meaning"), 130))
    return [
        parts.Heading(say("glossary_heading"), "glossary", rule=True),
        parts.Table(columns, tuple(rows), say("glossary_heading")),
    ]


_WORD = re.compile(r"\w+")


def _occurs(name: str, text: str, used: Set[str], used_in_any_case: Set[str]) -> bool:
    """Whether a term stands in the text as words of its own; short ones and capitals only as they are written."""
    as_written = name.isupper() or len(name) < 5
    parts_of = _WORD.findall(name)
    if not all(word.lower() in used_in_any_case for word in parts_of):
        return False
    if parts_of == [name]:
        return not as_written or name in used
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, 0 if as_written else re.IGNORECASE) is not None


# the supervisor's copy


def findings_sheet(speaker: Speaker) -> parts.Sheet:
    """Every finding, the explained ones first, for the supervisor's copy."""
    say = speaker.say
    blocks: list[Block] = [parts.Title(say("findings_title"), "findings", "", (words(say("findings_lead")),))]
    groups = [("explained_heading", [each for each in speaker.findings if each.explained is not None])]
    groups += [
        (f"findings_{severity}", [each for each in speaker.findings if each.is_open and each.severity == severity])
        for severity in ("must", "should", "consider")
    ]
    groups.append(("dismissed_heading", [each for each in speaker.findings if each.dismissed is not None]))
    columns = (Column(say("finding"), 50, heads=True), Column(say("gaps_about"), 26), Column(say("finding_says"), 92))
    for key, found in groups:
        if not found:
            continue
        rows = []
        for each in found:
            reason = each.explained or each.dismissed
            paras: tuple[Words, ...] = (words(each.message),)
            if each.fix:
                paras += (words(Run(each.fix.replace("{name}", _child(speaker, each.path) or say("the_child")), "note")),)
            if reason:
                paras = (words(say("gap_reason", reason=reason)), *paras)
            rows.append(
                parts.Row(((words(each.title), words(Run(each.code, "note"))), (words(_place(speaker, each.path)),), paras))
            )
        blocks += [_heading(speaker, key, len(found)), parts.Table(columns, tuple(rows), say(key))]
    if not speaker.findings:
        blocks.append(parts.Para(words(say("findings_none"))))
    return parts.Sheet(tuple(blocks), say("findings_title"))
