"""The whole outline: which pages there are for a variant, in which order, and what stands at their head and foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from vpa_assist.findings import Finding
from vpa_assist.pdf.outline import cover, parts
from vpa_assist.pdf.outline.child import child_sheets
from vpa_assist.pdf.outline.ending import findings_sheet, gaps_sheet, glossary_blocks, made_blocks
from vpa_assist.pdf.outline.modules import NAMES, modules_of, shared_modules
from vpa_assist.pdf.outline.parts import Block, Run, words
from vpa_assist.pdf.outline.shared import decision_blocks, family_sheet, incident_blocks
from vpa_assist.pdf.outline.speaker import Speaker
from vpa_assist.pdf.outline.strategy import summary_sheet
from vpa_assist.record.canonical import fingerprint
from vpa_assist.record.pointers import recorded
from vpa_assist.record.referral import Referral
from vpa_assist.review import version, with_addenda

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

VARIANTS = ("full", "supervisor", "strategy")
DATA_NAME = "referral.json"
_QUOTES = (3, 2, 1)
_MOST_GAPS = (12, 8, 5, 4)
_FEWEST_GAPS = 2


def outline(
    referral: Referral,
    catalogue: Catalogue,
    variant: str = "full",
    *,
    findings: Sequence[Finding] = (),
    at: str = "",
    urgent: bool = False,
    redacted: bool = False,
    facts: Mapping[str, str] | None = None,
) -> parts.Outline:
    """What the document says. `at` is the stated time of export (default: when the referral was last changed).

    `referral` is what is embedded; the pages show it with its addenda applied and without blanks. The fingerprint is that of
    the referral as given. `facts` come from the window: "version", "audit", "app".
    """
    stated = at or referral.updated_at or referral.created_at or "1970-01-01T00:00:00+00:00"
    mark = fingerprint(referral)
    speaker = Speaker(recorded(with_addenda(referral)), catalogue, findings, stated)
    body = _body(speaker)
    gaps = gaps_sheet(speaker)
    banners = _banners(speaker, referral, urgent, redacted, variant)
    if variant == "strategy":
        sheets: list[parts.Sheet] = [summary_sheet(speaker, banners)]
    else:
        sheets = [_cover(speaker, banners)]
        if variant == "supervisor":
            sheets.append(findings_sheet(speaker))
        sheets += [*body, gaps]
        made = made_blocks(speaker, mark, facts or {}, DATA_NAME)
        spoken = "\n".join(texts_of(block for sheet in (*sheets, parts.Sheet(tuple(made))) for block in sheet.blocks))
        sheets.append(parts.Sheet((*made, *glossary_blocks(speaker, spoken)), speaker.say("made_title"), fresh=False))
    return _framed(speaker, referral, sheets, mark, _states(speaker, referral, urgent, redacted), variant)


def _body(speaker: Speaker) -> list[parts.Sheet]:
    """Each child with what is theirs alone, then what several share, the family, the incident, the decision."""
    shared = shared_modules(speaker)
    sheets: list[parts.Sheet] = []
    for view in speaker.children:
        alone = [name for name in NAMES if (view,) in shared[name]]
        sheets += child_sheets(speaker, view, alone)
    for name in NAMES:
        for group in shared[name]:
            if len(group) > 1:
                sheets += [
                    parts.Sheet(tuple(blocks), speaker.say(f"module_head_{name}"), fresh=index == 0)
                    for index, blocks in enumerate(modules_of(speaker, group, name))
                ]
    family = family_sheet(speaker)
    if family:
        sheets.append(family)
    incident = incident_blocks(speaker)
    decision = decision_blocks(speaker)
    sheets.append(parts.Sheet((*incident, parts.Room(200), *decision), speaker.say("decision_head")))
    return sheets


def _cover(speaker: Speaker, banners: list[Block]) -> parts.Sheet:
    """The cover, in versions with fewer and fewer quotations and a shorter list of gaps, until one fits the page."""
    longest = max((len(view.own) for view in speaker.children), default=1)
    start = [each for each in (longest, *_QUOTES) if each <= max(longest, 1)]
    versions = [_cover_blocks(speaker, banners, quotes, 0, _MOST_GAPS[0]) for quotes in dict.fromkeys(start)]
    versions += [_cover_blocks(speaker, banners, 1, 0, most, brief=True) for most in _MOST_GAPS]
    versions += [_cover_blocks(speaker, banners, 1, cut, _MOST_GAPS[-1], brief=True) for cut in (700, 400)]
    versions.append(_cover_blocks(speaker, banners, 1, 400, _FEWEST_GAPS, brief=True))
    return parts.Sheet(versions[0], cover.names(speaker), cover=True, leaner=tuple(versions[1:]))


def _cover_blocks(
    speaker: Speaker, banners: list[Block], quotes: int, cut: int, most: int, *, brief: bool = False
) -> tuple[Block, ...]:
    blocks: list[Block] = [cover.head(speaker), *banners, cover.strip(speaker)]
    if speaker.children:
        blocks += cover.voices(speaker, quotes)
    return (*blocks, *cover.view_of_officer(speaker, cut=cut, brief=brief), *cover.gap_list(speaker, most))


def _states(speaker: Speaker, referral: Referral, urgent: bool, redacted: bool) -> tuple[str, ...]:
    """What the document is not, or not yet, in the order that the reader must know it."""
    say = speaker.say
    states = []
    if referral.kind == "training":
        states.append(say("state_training"))
    if urgent:
        states.append(say("state_urgent"))
    if referral.status not in ("approved", "sent"):
        states.append(say("state_draft"))
    if redacted:
        states.append(say("state_redacted"))
    return tuple(states)


def _banners(speaker: Speaker, referral: Referral, urgent: bool, redacted: bool, variant: str) -> list[Block]:
    """The marking and the states once more as the first paragraphs: head and foot are not read out."""
    say = speaker.say
    force = speaker.catalogue.force()
    banners: list[Block] = [
        parts.Para(words(Run(force.marking, "strong"), ". " + force.handling if force.handling else ""), "note")
    ]
    boxed: list[tuple[str, str]] = []
    if referral.kind == "training":
        boxed.append((say("banner_training_lead"), say("banner_training")))
    if urgent:
        banners.append(_urgent(speaker, referral))
    if referral.status not in ("approved", "sent"):
        boxed.append(
            (say("banner_draft_lead"), say("banner_draft", version=_version(speaker, referral), time=speaker.long(speaker.at)))
        )
    if redacted:
        boxed.append((say("banner_redacted_lead"), say("banner_redacted")))
    if variant == "supervisor":
        boxed.append((say("banner_supervisor_lead"), say("banner_supervisor")))
    lines: list[Run] = []
    for lead, text in boxed:
        lines += [Run(("\n" if lines else "") + lead + " ", "strong"), Run(text)]
    if lines:
        kind = "training" if referral.kind == "training" and len(boxed) == 1 else "draft"
        banners.append(parts.Banner(kind, tuple(lines)))
    return banners


def _urgent(speaker: Speaker, referral: Referral) -> Block:
    say = speaker.say
    count = len(speaker.found.gaps)
    told = [say("banner_urgent")]
    if referral.status not in ("approved", "sent"):
        told.append(say("banner_not_approved"))
    told.append(
        say("banner_urgent_none") if not count else say("banner_urgent_one" if count == 1 else "banner_urgent_gaps", count=count)
    )
    return parts.Banner("urgent", words(Run(say("banner_urgent_lead") + " ", "strong"), " ".join(told)))


def _version(speaker: Speaker, referral: Referral) -> str:
    number = version(referral)
    return str(number) if number else speaker.say("version_draft")


def _framed(
    speaker: Speaker, referral: Referral, sheets: Iterable[parts.Sheet], mark: str, states: tuple[str, ...], variant: str
) -> parts.Outline:
    say = speaker.say
    force = speaker.catalogue.force()
    incident = referral.incident.reference if referral.incident else None
    groups = " ".join(mark[at : at + 4].upper() for at in range(0, 16, 4))
    foot = "   ".join(
        (
            say("foot_reference", reference=incident or say("not_recorded").lower()),
            say("foot_version", version=_version(speaker, referral)),
            say("foot_fingerprint", groups=groups),
        )
    )
    training = referral.kind == "training"
    return parts.Outline(
        title=say(f"title_{variant}", form=force.form_name, reference=incident or referral.id),
        subject=say("subject", form=force.form_name),
        form=say("form_child", form=force.form_name),
        marking=force.marking,
        handling=force.handling,
        states=states,
        watermark=say("state_training") if training else "",
        reference=foot,
        page_of=say("page_of"),
        sheets=tuple(sheets),
        at=speaker.at,
        author=force.name,
        data_name=DATA_NAME,
        data_about=say("data_about"),
        continued=say("continued"),
        words_continued=say("words_continued"),
    )


def texts_of(blocks: Iterable[Block]) -> Iterable[str]:
    """Every text of these blocks, in reading order."""
    for block in blocks:
        if isinstance(block, parts.Title):
            yield from (block.kicker, block.text, *(parts.plain(line) for line in block.lines))
        elif isinstance(block, parts.Heading):
            yield from (block.text, block.aside)
        elif isinstance(block, parts.Para | parts.Banner):
            yield parts.plain(block.words)
        elif isinstance(block, parts.Strip):
            yield from (cell.label for cell in block.cells)
            for cell in block.cells:
                yield from (cell.value, parts.plain(cell.note))
        elif isinstance(block, parts.Voices):
            for said in block.items:
                shown = f"“{said.text}”" if said.quoted else said.text
                yield from (said.number, said.label, said.lead, said.question, shown, said.demeanour)
        elif isinstance(block, parts.Labelled):
            for item in block.items:
                yield from (item.label, *(parts.plain(para) for para in item.paras))
        elif isinstance(block, parts.Table):
            yield from (column.title for column in block.columns)
            for row in block.rows:
                yield from (parts.plain(para) for cell in row.cells for para in cell)
        elif isinstance(block, parts.GapBox):
            yield from (parts.plain(para) for para in block.paras)
        elif isinstance(block, parts.Figure):
            yield from (block.drawing.alt, block.caption)
        elif isinstance(block, parts.Listing):
            for listed in block.items:
                yield from ("–", parts.plain(listed.words), parts.plain(listed.where))
