"""The summary for a strategy discussion: the same parts on one page, the children's words first even here."""

from __future__ import annotations

from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.cover import head, strip
from vpa_assist.pdf.outline.parts import Block, Item, Run, Words, words
from vpa_assist.pdf.outline.speaker import Speaker
from vpa_assist.pdf.outline.voice import is_summary, spoken_entry


def summary_sheet(speaker: Speaker, banners: list[Block]) -> parts.Sheet:
    """One page; with more children or longer texts fewer quotations, then the account and the view cut at a sentence's end."""
    versions = tuple(
        tuple(_blocks(speaker, banners, quotes, cut)) for quotes, cut in ((3, 0), (2, 0), (1, 0), (1, 900), (1, 500), (1, 280))
    )
    return parts.Sheet(versions[0], speaker.say("strategy_title"), cover=True, leaner=versions[1:], small=True)


def _blocks(speaker: Speaker, banners: list[Block], quotes: int, cut: int) -> list[Block]:
    say = speaker.say
    top = head(speaker)
    lines = tuple(line for line in top.lines if line)
    blocks: list[Block] = [
        parts.Title(top.text, "cover", say("strategy_kicker"), lines, cover=True),
        *banners,
        _unlinked(strip(speaker)),
    ]
    said: list[parts.Said] = []
    silent: list[Item] = []
    for view in speaker.children:
        own = [(index, each) for index, each in view.own if not is_summary(speaker, view, index)]
        for index, each in own[:quotes]:
            entry = spoken_entry(speaker, view, index, each, numbered=False, brief=True)
            said.append(parts.Said(entry.text, _who(view.name, each.how, entry.label), quoted=entry.quoted, lang=entry.lang))
        if not own and not view.child.unborn:
            reason = view.child.contact.reason if view.child.contact else None
            after = say("gap_reason", reason=reason) if reason else say("gap_no_reason")
            silent.append(Item(view.name, (words(Run(say("gap_words", name=view.name) + " ", "strong"), after),)))
    blocks.append(parts.Heading(say("strategy_words_one" if len(speaker.children) == 1 else "strategy_words")))
    if said:
        blocks.append(parts.Voices(tuple(said), say("the_children"), large=False))
    wishes: list[Words] = []
    for view in speaker.children:
        if view.child.wishes:
            lead = [Run(f"{view.name}: ", "strong")] if len(speaker.children) > 1 else []
            wishes.append((*lead, Run(view.child.wishes, lang=speaker.lang(view.child.wishes))))
    items = [*silent]
    if wishes:
        items.append(Item(say("strategy_wants"), tuple(wishes)))
    if items:
        blocks.append(parts.Labelled(tuple(items)))
    return blocks + _officer(speaker, cut) + _people(speaker)


def _who(name: str, how: str | None, label: str) -> str:
    """A child's name, with how it was said where that was not in speech."""
    return name if (how or "speech") == "speech" else f"{name}. {label}"


def _unlinked(block: parts.Strip) -> parts.Strip:
    """The strip without what leads to other pages."""
    cells = tuple(parts.Cell(cell.label, cell.value, cell.note[:1], cell.black, cell.free) for cell in block.cells)
    return parts.Strip(cells, block.name)


def _officer(speaker: Speaker, cut: int) -> list[Block]:
    say, referral = speaker.say, speaker.referral
    decision, incident = referral.referral, referral.incident
    rows = (
        ("strategy_happened", incident.account if incident else None, True),
        (
            "why_risk_now" if decision and decision.immediate_risk else "officers_view",
            decision.assessment if decision else None,
            True,
        ),
        ("decision_actions", decision.actions_taken if decision and not cut else None, False),
        ("risk_to_staff", decision.risk_to_staff if decision else None, True),
    )
    items = []
    for key, text, expected in rows:
        if text:
            items.append(Item(say(key), (_cut(speaker, text, cut),)))
        elif expected:
            items.append(Item(say(key), (speaker.gap_words(None),)))
    return [parts.Heading(say("strategy_view"), rule=True), parts.Labelled(tuple(items))]


def _cut(speaker: Speaker, text: str, cut: int) -> Words:
    from vpa_assist.pdf.outline.cover import _sentences

    if not cut or len(text) <= cut:
        return (Run(text, lang=speaker.lang(text)),)
    return words(Run(_sentences(text, cut) + " ", lang=speaker.lang(text)), Run(speaker.say("strategy_goes_on"), "soft"))


def _people(speaker: Speaker) -> list[Block]:
    say = speaker.say
    rows = []
    for person in speaker.people:
        told = []
        for each in person.relationships or ():
            name = next((view.name for view in speaker.children if view.child.id == each.child), each.child or "")
            pr = say("pr") if each.parental_responsibility else ""
            told.append((", ".join(part for part in (each.is_ or "", pr) if part), name))
        merged: dict[str, list[str]] = {}
        for what, name in told:
            merged.setdefault(what, []).append(name)
        whole = [
            what if len(names) == len(speaker.children) else f"{what} ({speaker.listed(names)})"
            for what, names in merged.items()
            if what
        ]
        relation = "; ".join(whole) or speaker.label("person_role", person.role)
        rows.append(
            parts.Row(
                (
                    (words(person.name or say("person_unnamed")),),
                    (words(relation[:1].upper() + relation[1:]),) if relation else (words(Run(say("not_recorded"), "soft")),),
                    (words(speaker.codes("person_risk", person.risk)),) if person.risk else (words(say("none_recorded")),),
                )
            )
        )
    blocks: list[Block] = [parts.Heading(say("strategy_people"), rule=True)]
    if rows:
        columns = (
            parts.Column(say("who_person"), 50, heads=True),
            parts.Column(say("who_to_children"), 64),
            parts.Column(say("who_risk"), 54),
        )
        blocks.append(parts.Table(columns, tuple(rows), say("strategy_people")))
    gaps = speaker.found.gaps
    if gaps:
        listed = [f"{gap.item} ({gap.about})" if gap.about else gap.item for gap in sorted(gaps, key=lambda each: each.weight)]
        shown = listed[:8]
        text = "; ".join(shown) + "."
        if len(listed) > len(shown):
            text += " " + say("strategy_gaps_more", count=len(listed) - len(shown))
        blocks.append(parts.Labelled((Item(say("gap_heading_short"), (words(text),)),)))
    return blocks
