"""A child's injuries on the printed pages: the body map and a row for each."""

from __future__ import annotations

from vpa_assist.drawing.body_map import body_map, has_size_bars, size_bars, where
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.parts import Run, Words, words
from vpa_assist.pdf.outline.speaker import ChildView, Speaker
from vpa_assist.record.referral import Injury


def injury_blocks(speaker: Speaker, view: ChildView) -> list[parts.Block]:
    """The body map with a row for each injury."""
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
