"""A child's own pages: contact, words, wishes, what the officer saw, safe now and next, needs and background, body map."""

from __future__ import annotations

from collections.abc import Iterable

from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.background import AWARE, background_blocks
from vpa_assist.pdf.outline.cover import person_line
from vpa_assist.pdf.outline.injuries import injury_blocks
from vpa_assist.pdf.outline.modules import modules_of
from vpa_assist.pdf.outline.parts import Cell, Item, Run, Words, words
from vpa_assist.pdf.outline.speaker import ChildView, Speaker
from vpa_assist.pdf.outline.voice import adult_entry, has_words, is_summary, seen_value, spoken_entry, summary_entry


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
    blocks += background_blocks(speaker, view)
    sheets = [parts.Sheet(tuple(blocks), head)]
    if view.child.injuries:
        sheets.append(parts.Sheet(tuple(injury_blocks(speaker, view)), head, fresh=False))
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
        if not has_words(each):
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
    for member, letter in zip(AWARE, "AARE", strict=True):
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
