"""A child's background on the printed pages: names, ethnicity, religion, disability, language, systems, what is awaited."""

from __future__ import annotations

from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.parts import Run, Words, run_on, words
from vpa_assist.pdf.outline.speaker import ChildView, Speaker
from vpa_assist.pdf.outline.voice import adult_entry, has_words, spoken_entry
from vpa_assist.record.referral import Child

AWARE = ("appearance", "activity", "relationships", "environment")
"""The parts of AWARE beside the words themselves, as the record names them."""


def background_blocks(speaker: Speaker, view: ChildView) -> list[parts.Block]:
    """Who the child is: a line for each thing that is recorded or missing, then what is told of a child to come."""
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
        extra = [(say(f"aware_{member}"), speaker.paras(getattr(child.aware, member))) for member in AWARE if child.aware]
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
            if has_words(each)
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
