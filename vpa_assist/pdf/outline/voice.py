"""What was said and shown: the child's words as they were recorded, adults' words apart, an officer's summary named as one."""

from __future__ import annotations

from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.parts import Run, Words, words
from vpa_assist.pdf.outline.speaker import ChildView, Speaker
from vpa_assist.record.referral import Utterance

_QUOTED = frozenset({"speech", "sign", "writing", "device"})
"""Means whose words stand in quotation marks: they are words, not what somebody saw."""
_AS_SPOKEN = frozenset({"speech"})


def seen_value(speaker: Speaker, view: ChildView) -> str:
    """ "Seen and heard" and so on, in the document's fixed words."""
    say = speaker.say
    status = view.child.contact.status if view.child.contact else None
    if status == "spoken_to":
        heard = any(not is_summary(speaker, view, index) for index, _ in view.own)
        return say("seen_and_heard" if heard else "seen_and_spoken_to")
    return say(f"seen_{status}") if status else say("not_recorded")


def is_summary(speaker: Speaker, view: ChildView, index: int) -> bool:
    """Whether a statement reads as an officer's summary and not as the child's words."""
    return f"{view.path}/aware/words/{index}/words" in speaker.summaries


def means_label(speaker: Speaker, view: ChildView, said: Utterance) -> str:
    """ "Said, 22:30" """
    how = said.how or "speech"
    label = speaker.say(f"means_{how}", name=view.name)
    return speaker.say("means_at", means=label, time=speaker.clock(said.at)) if said.at else label


def spoken_entry(
    speaker: Speaker, view: ChildView, index: int, said: Utterance, *, numbered: bool, brief: bool = False, number: int = 0
) -> parts.Said:
    """One statement of the child. `brief` leaves the demeanour to the child's own page."""
    say = speaker.say
    text = said.words or ""
    question = say("asked", question=said.question) if said.question else ""
    demeanour = say("demeanour", text=said.demeanour) if said.demeanour and not brief else ""
    if not brief and not said.question and (said.how or "speech") in _QUOTED:
        question = say("question_not_recorded")
    return parts.Said(
        text=text,
        label=means_label(speaker, view, said),
        question=question,
        demeanour=demeanour,
        number=str(number) if numbered else "",
        own=True,
        quoted=(said.how or "speech") in _QUOTED,
        lang=speaker.lang(text, view.child),
        anchor="" if brief else f"{view.anchor}-words-{index}",
    )


def summary_entry(speaker: Speaker, view: ChildView, index: int, said: Utterance) -> parts.Said:
    """A statement that reads as an officer's summary: set as such, never as words."""
    say = speaker.say
    return parts.Said(
        text=said.words or "",
        label=say("summary_label") if not said.at else say("means_at", means=say("summary_label"), time=speaker.clock(said.at)),
        question=say("asked", question=said.question) if said.question else "",
        demeanour=say("demeanour", text=said.demeanour) if said.demeanour else "",
        own=False,
        quoted=False,
        anchor=f"{view.anchor}-words-{index}",
        lead=say("summary_lead", name=view.name),
        lang=speaker.lang(said.words, view.child),
    )


def adult_entry(speaker: Speaker, view: ChildView, index: int, said: Utterance) -> parts.Said:
    """What somebody else said about the child."""
    say = speaker.say
    who = speaker.who_is(said.speaker, view)
    key = "said_by" if (said.how or "speech") in _AS_SPOKEN else "shown_by"
    label = say(key, who=who, means=speaker.label("means", said.how).lower())
    return parts.Said(
        text=said.words or "",
        label=say("means_at", means=label, time=speaker.clock(said.at)) if said.at else label,
        question=say("asked", question=said.question) if said.question else "",
        demeanour=say("demeanour", text=said.demeanour) if said.demeanour else "",
        own=False,
        quoted=(said.how or "speech") in _QUOTED,
        anchor=f"{view.anchor}-words-{index}",
        lang=speaker.lang(said.words),
    )


def cell_quotes(speaker: Speaker, view: ChildView, most: int) -> tuple[Words, ...]:
    """A child's own words for the cover's table: as many statements as `most`, the rest by page."""
    say = speaker.say
    if view.child.unborn:
        return (words(say("does_not_apply")),)
    own = [(index, each) for index, each in view.own if not is_summary(speaker, view, index)]
    if not own:
        contact = view.child.contact
        reason = contact.reason if contact else None
        after = say("gap_reason", reason=reason) if reason else say("gap_no_reason")
        gap = words(Run(say("gap_words", name=view.name) + " ", "strong"), after + " ")
        if any(is_summary(speaker, view, index) for index, _ in view.own):
            gap += (Run(say("summary_only") + " "),)
        return ((*gap, *parts.linked(say("cover_see") + ".", view.anchor)),)
    quotes: list[Words] = []
    for _, each in own[:most]:
        text = each.words or ""
        how = each.how or "speech"
        shown = f"“{text}”" if how in _QUOTED else text
        if how not in ("speech",):
            quotes.append(words(Run(speaker.say(f"means_{how}", name=view.name), "note")))
        quotes.append(words(Run(shown, "voice", lang=speaker.lang(text, view.child))))
    more = len(own) - most
    key = "cover_more" if more > 0 else "cover_full"
    quotes.append(parts.linked(say(key, count=more, page="{page}"), view.anchor, "note"))
    return tuple(quotes)


def has_words(said: Utterance) -> bool:
    """Whether anything of what was said is recorded."""
    return any((said.words, said.question, said.demeanour))
