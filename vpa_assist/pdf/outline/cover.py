"""The cover: one minute for a social worker. Who, to whom, risk now, each child's words, what is asked, what is missing."""

from __future__ import annotations

from vpa_assist.drawing.kinship import in_words
from vpa_assist.drawing.when import between
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.parts import Cell, Run, Words, run_on, words
from vpa_assist.pdf.outline.speaker import ChildView, Gap, Speaker
from vpa_assist.pdf.outline.voice import cell_quotes, means_label, seen_value, spoken_entry

MOST_NAMED = 5
"""Children named in the head of the cover; with more, the family is."""


def head(speaker: Speaker) -> parts.Title:
    """Form, names, where they live, to whom and from whom."""
    say = speaker.say
    count = len(speaker.children)
    form = speaker.catalogue.force().form_name
    kicker = say("cover_kicker_one", form=form) if count < 2 else say("cover_kicker_many", form=form, count=in_words(count, say))
    lines = [who_line(speaker), to_line(speaker)]
    return parts.Title(names(speaker), "cover", kicker, tuple(line for line in lines if line), cover=True)


def names(speaker: Speaker) -> str:
    """ "Arun Pillai, 8", "Grace 11, Toby 10", "6 children of the Hallam family" """
    say, children = speaker.say, speaker.children
    if not children:
        return say("cover_no_child")
    if len(children) == 1:
        return speaker.with_age(children[0])
    if len(children) > MOST_NAMED:
        families = list(dict.fromkeys(view.child.family_name for view in children if view.child.family_name))
        key = "cover_family" if families else "cover_children"
        return say(key, count=len(children), family=speaker.listed(families))
    return ", ".join(f"{view.name} {view.age}" if view.age is not None else view.name for view in children)


def who_line(speaker: Speaker) -> Words:
    """Sex, birth and address of one child; the family name and address that several share."""
    say, children = speaker.say, speaker.children
    if len(children) == 1:
        return words(person_line(speaker, children[0]))
    families = {view.child.family_name for view in children if view.child.family_name}
    homes = {home(speaker, view) for view in children}
    parts_of: list[str] = []
    if len(families) == 1 and len(children) <= MOST_NAMED:
        where = homes.pop() if len(homes) == 1 else ""
        key = "cover_all_of" if where else "cover_all"
        parts_of.append(say(key, family=families.pop(), address=where))
    elif len(homes) == 1 and (where := homes.pop()):
        parts_of.append(say("cover_home", address=where))
    incident = speaker.referral.incident
    if incident and incident.children_in_household is not None and children:
        living, here = incident.children_in_household, len(children)
        key = "cover_household_one" if living == 1 else "cover_household"
        parts_of.append(say(key, living=in_words(living, say).capitalize(), here=in_words(here, say)))
    return words(" ".join(parts_of))


def home(speaker: Speaker, view: ChildView) -> str:
    """Where a child lives: their own address, else the incident's."""
    incident = speaker.referral.incident
    return speaker.address(view.child.address) or speaker.address(incident.location if incident else None)


def person_line(speaker: Speaker, view: ChildView, *, lives: bool = False) -> str:
    """ "Boy, born 30 January 2018. 12 Silkmill Gardens, Macclesfield SK11 0ZU." """
    say, child = speaker.say, view.child
    sex = say(f"child_sex_{child.sex}") if child.sex and not child.unborn else ""
    if child.unborn:
        born = say("child_due", day=speaker.day(child.due_date)) if child.due_date else say("child_unborn")
    elif child.date_of_birth:
        born = say("child_born", day=speaker.day(child.date_of_birth))
    elif child.estimated_age is not None:
        born = say("child_about", age=child.estimated_age)
    else:
        born = ""
    first = ", ".join(part for part in (sex, born) if part)
    where = home(speaker, view)
    if where and lives:
        where = say("child_lives", address=where)
    sentences = [first[:1].upper() + first[1:], where]
    return " ".join(f"{part}." for part in sentences if part)


def to_line(speaker: Speaker) -> Words:
    """To whom, from whom, when."""
    say, referral = speaker.say, speaker.referral
    decision = referral.referral
    code = decision.local_authority if decision else None
    runs: list[str | Run] = []
    if code:
        authority = speaker.catalogue.authority(code)
        runs += [
            say("cover_to") + " ",
            Run(say("cover_authority", authority=authority.name if authority else speaker.label("", code)), "strong"),
            " ",
        ]
    else:
        runs += [Run(say("cover_to_nobody"), "soft"), " "]
    author = speaker.officer(referral.author, unit=True)
    day = speaker.day(referral.updated_at or referral.created_at)
    tail = ", ".join(part for part in (author or say("cover_from_nobody"), day) if part)
    runs.append(say("cover_from" if code else "cover_from_alone", who=tail) + ".")
    return words(*runs)


# the strip


def strip(speaker: Speaker) -> parts.Strip:
    """Immediate risk, police protection, basis with consent, contact, strategy discussion: at most one cell is black."""
    say, referral = speaker.say, speaker.referral
    decision = referral.referral
    cells = [_risk(speaker)]
    protection = _protection(speaker)
    if protection:
        cells.append(protection)
    basis = decision.basis if decision else None
    consent = decision.consent if decision else None
    note: Words = ()
    if consent:
        note = words(say("strip_consent", consent=speaker.label("consent", consent).lower()))
        if consent != "given":
            note += (Run(", "), *parts.linked(say("see_page"), "decision-consent"))
    else:
        note = words(say("strip_consent_not_recorded"))
    cells.append(Cell(say("strip_basis"), say(f"basis_{basis}") if basis else say("not_recorded"), note))
    if len(speaker.children) == 1:
        view = speaker.children[0]
        if not view.child.unborn:
            cells.append(Cell(say("strip_seen", name=view.name), seen_value(speaker, view), words(_seen_note(speaker, view))))
    strategy = decision.strategy_discussion if decision else None
    at = next(
        (view.child.police_protection.strategy_discussion_at for view in speaker.children if view.child.police_protection), None
    )
    note = words(speaker.short(at)) if at else words(say("strip_time_not_recorded")) if strategy == "held" else ()
    cells.append(Cell(say("strip_strategy"), speaker.label("strategy_discussion", strategy) or say("not_recorded"), note))
    if not any(cell.black for cell in cells):
        cells = _blackened(speaker, cells)
    return parts.Strip(tuple(cells), say("strip_name"))


def _risk(speaker: Speaker) -> Cell:
    decision = speaker.referral.referral
    risk = decision.immediate_risk if decision else None
    value = speaker.yes(risk) or speaker.say("not_recorded")
    return Cell(speaker.say("strip_risk"), value, black=risk is True)


def _blackened(speaker: Speaker, cells: list[Cell]) -> list[Cell]:
    """Where risk now is not "yes", the black cell is what is missing most: the risk itself, or whether the child was seen."""
    missing = speaker.say("not_recorded")
    for index, cell in enumerate(cells):
        if cell.value == missing:
            cells[index] = Cell(cell.label, cell.value, cell.note, black=True)
            break
    return cells


def _protection(speaker: Speaker) -> Cell | None:
    say = speaker.say
    records = [view.child.police_protection for view in speaker.children if view.child.police_protection]
    if not records:
        return None
    record = records[0]
    if record.ended_at:
        note = speaker.short(record.ended_at)
        if record.started_at:
            note = say("strip_protection_after", time=note, span=between(record.started_at, record.ended_at, say))
        return Cell(say("strip_protection"), say("strip_protection_ended"), words(note))
    note = say("strip_protection_since", time=speaker.short(record.started_at)) if record.started_at else ""
    return Cell(say("strip_protection"), say("strip_protection_running"), words(note))


def _seen_note(speaker: Speaker, view: ChildView) -> str:
    say, contact = speaker.say, view.child.contact
    if contact is None:
        return ""
    told = [speaker.short(contact.at) + "." if contact.at else ""]
    if contact.alone is True:
        told.append(say("seen_alone"))
    elif contact.alone is False:
        names_ = [speaker.reference(each) for each in contact.others_present or ()]
        told.append(say("seen_with", names=speaker.listed(names_)) if names_ else say("seen_not_alone"))
    return " ".join(part for part in told if part)


# the words


def voices(speaker: Speaker, quotes: int, *, wishes: bool = True) -> list[parts.Block]:
    """What the child or each child said and wants. `quotes` is how many statements of each child are shown."""
    if len(speaker.children) == 1:
        return _one_voice(speaker, speaker.children[0], quotes)
    return _many_voices(speaker, quotes)


def _one_voice(speaker: Speaker, view: ChildView, quotes: int) -> list[parts.Block]:
    say = speaker.say
    own = [(index, each) for index, each in view.own if f"{view.path}/aware/words/{index}/words" not in speaker.summaries]
    blocks: list[parts.Block] = []
    shown_only = [each for _, each in own if (each.how or "speech") not in ("speech", "writing", "sign", "device")]
    key = "words_heading_shown" if shown_only else "words_heading"
    blocks.append(parts.Heading(say(key, name=view.name)))
    if own:
        more = len(own) - quotes
        note = say("cover_order") if more <= 0 else say("cover_order_more", count=more)
        blocks.append(parts.Para((Run(note + " "), *parts.linked(say("cover_full_record"), view.anchor)), "note"))
        blocks.append(
            parts.Voices(
                tuple(spoken_entry(speaker, view, index, each, numbered=False, brief=True) for index, each in own[:quotes]),
                view.name,
                large=False,
            )
        )
    else:
        contact = view.child.contact
        reason = contact.reason if contact else None
        paras = [
            words(
                Run(say("gap_words", name=view.name) + " ", "strong"),
                say("gap_reason", reason=reason) if reason else say("gap_no_reason"),
            )
        ]
        if contact and contact.follow_up:
            paras.append(words(say("gap_next", next=contact.follow_up)))
        blocks.append(parts.GapBox(tuple(paras)))
    items = [parts.Item(say("wants", name=view.name), speaker.paras(view.child.wishes) or (speaker.gap_words(None),))]
    needs = view.child.disability.communication_needs if view.child.disability else None
    if needs:
        items.append(parts.Item(say("talking_with", name=view.name), speaker.paras(needs)))
    blocks.append(parts.Labelled(tuple(items)))
    return blocks


def _many_voices(speaker: Speaker, quotes: int) -> list[parts.Block]:
    say = speaker.say
    columns = (
        parts.Column(say("cover_child"), 38, heads=True),
        parts.Column(say("cover_own_words"), 72),
        parts.Column(say("cover_wants"), 58),
    )
    rows = []
    for view in speaker.children:
        who: tuple[Words, ...] = (
            words(Run(speaker.with_age(view, full=len(speaker.children) > MOST_NAMED), "strong")),
            words(Run(_seen_line(speaker, view), "note")),
        )
        wants = speaker.paras(view.child.wishes) or (speaker.gap_words(None),)
        if view.child.unborn:
            wants = (words(say("does_not_apply")),)
        rows.append(parts.Row((who, cell_quotes(speaker, view, quotes), wants)))
    return [parts.Heading(say("cover_each_said")), parts.Table(columns, tuple(rows), say("cover_each_said"))]


def _seen_line(speaker: Speaker, view: ChildView) -> str:
    say, child = speaker.say, view.child
    if child.unborn:
        return (
            say("child_due", day=speaker.day(child.due_date)).capitalize() + "." if child.due_date else say("child_unborn") + "."
        )
    contact = child.contact
    sex = say(f"child_sex_{child.sex}") + ". " if child.sex else ""
    seen = seen_value(speaker, view)
    alone = " " + say("seen_alone_short") if contact and contact.alone else ""
    at = " " + say("seen_at", time=speaker.clock(contact.at)) if contact and contact.at else ""
    return f"{sex[:1].upper()}{sex[1:]}{seen}{alone}{at}"


# the officer's view


def view_of_officer(speaker: Speaker, *, cut: int = 0, brief: bool = False) -> list[parts.Block]:
    """Why there is risk, what is asked for, what comes next, who knows, risk to staff.

    `cut` is how many characters of the assessment are shown (0: all); `brief` only names who was told.
    """
    say, decision = speaker.say, speaker.referral.referral
    items: list[parts.Item] = []
    risk = bool(decision and decision.immediate_risk)
    text = decision.assessment if decision else None
    paras = speaker.paras(text)
    if text and cut and len(text) > cut:
        kept = _sentences(text, cut)
        paras = ((Run(kept + " ", lang=speaker.lang(kept)), *parts.linked(say("continues"), "decision")),)
    items.append(parts.Item(say("why_risk_now" if risk else "officers_view"), paras or (speaker.gap_words(None),)))
    items.append(parts.Item(say("asked_for"), (words(_asked(speaker)),)))
    follow = _next(speaker)
    if brief:
        follow = run_on(follow)
    if follow:
        name = speaker.children[0].name if len(speaker.children) == 1 else say("the_children")
        items.append(parts.Item(say("next_with", name=name), follow))
    told = [_told(speaker, each) for each in (decision.contacted if decision else None) or ()]
    if told and brief:
        who = "; ".join(
            ", ".join(part for part in (each.person, speaker.label("agency", each.agency)) if part)
            for each in (decision.contacted if decision else None) or ()
        )
        items.append(parts.Item(say("already_told"), ((Run(who + ". "), *parts.linked(say("told_page"), "decision-told")),)))
    elif told:
        items.append(parts.Item(say("already_told"), tuple(words(line) for line in told)))
    staff = decision.risk_to_staff if decision else None
    items.append(parts.Item(say("risk_to_staff"), speaker.paras(staff) or (speaker.gap_words(None),)))
    return [parts.Heading(say("view_heading"), rule=True), parts.Labelled(tuple(items))]


def _sentences(text: str, most: int) -> str:
    """The beginning of a text, to the end of a sentence."""
    head = text[:most]
    ends = [head.rfind(mark) for mark in (". ", "? ", "! ", ".\n")]
    at = max(ends)
    return head[: at + 1] if at > most // 3 else head[: head.rfind(" ")] if " " in head else head


def _asked(speaker: Speaker) -> str:
    """The basis as a request, and the other referrals."""
    say, decision = speaker.say, speaker.referral.referral
    basis = decision.basis if decision else None
    asked = [say(f"asked_{basis}") if basis else say("asked_nothing")]
    asked += [each if each.endswith(".") else f"{each}." for each in (decision.other_referrals if decision else None) or ()]
    return " ".join(asked)


def _next(speaker: Speaker) -> tuple[Words, ...]:
    """What is planned with each child; once where it is the same for all."""
    plans: dict[str, list[str]] = {}
    for view in speaker.children:
        if view.child.contact and view.child.contact.follow_up:
            plans.setdefault(view.child.contact.follow_up, []).append(view.name)
    if len(plans) == 1 and len(next(iter(plans.values()))) == len(speaker.children):
        return speaker.paras(next(iter(plans)))
    return tuple(
        words(Run(f"{speaker.listed(names_)}: ", "strong"), Run(text, lang=speaker.lang(text))) for text, names_ in plans.items()
    )


def _told(speaker: Speaker, contact: object) -> str:
    from vpa_assist.record.referral import AgencyContact

    assert isinstance(contact, AgencyContact)
    who = ", ".join(part for part in (contact.person, speaker.label("agency", contact.agency), speaker.long(contact.at)) if part)
    return f"{who}. {contact.outcome}" if contact.outcome else f"{who}."


# what is not recorded


def gap_list(speaker: Speaker, most: int) -> list[parts.Block]:
    """The gaps by what they are about, the gravest first, each with the page where it stands."""
    say = speaker.say
    gaps = speaker.found.gaps
    if not gaps:
        return [parts.Heading(say("gaps_none"), rule=True)]
    grouped: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in sorted(gaps, key=lambda each: each.weight):
        grouped.setdefault((gap.about, gap.anchor, gap.reason), []).append(gap)
    items = []
    for (about, anchor, reason), group in list(grouped.items())[:most]:
        names_ = {view.name for view in speaker.children}
        items_ = [gap.item if gap.item.split("’")[0] in names_ else gap.item[:1].lower() + gap.item[1:] for gap in group]
        text = ", ".join(items_)
        lead = say("gap_about", about=about, items=text) if about else text[:1].upper() + text[1:]
        after = say("gap_reason", reason=reason) if reason else say("gap_no_reason")
        items.append(parts.Listed(words(Run(lead + ". ", "strong"), after), parts.linked(say("page_link"), anchor)))
    hidden = list(grouped.values())[most:]
    if hidden:
        count = sum(len(group) for group in hidden)
        items.append(parts.Listed(words(say("gaps_more", count=count)), parts.linked(say("page_link"), "gaps")))
    key = "gaps_heading_one" if len(gaps) == 1 else "gaps_heading"
    return [parts.Heading(say(key, count=len(gaps)), rule=True), parts.Listing(tuple(items))]


__all__ = ["gap_list", "head", "means_label", "names", "person_line", "strip", "view_of_officer", "voices"]
