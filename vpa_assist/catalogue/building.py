"""Makes typed values of the tables in the pack's files. It is lenient about what it does not need; `form check` is strict."""

from __future__ import annotations

from typing import Any

from vpa_assist.catalogue.types import (
    Authority,
    Block,
    Card,
    CardStep,
    CheckText,
    CodeEntry,
    CodeList,
    Force,
    Page,
    Prompt,
    PromptCard,
    Prompts,
    Source,
    Term,
)
from vpa_assist.findings import Severity

Table = dict[str, Any]


def _strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def check_text(code: str, table: Table) -> CheckText:
    return CheckText(
        code=code,
        severity=Severity(table["severity"]),
        title=table["title"],
        message=table["message"],
        why=table["why"],
        fix=table["fix"],
        bad=table["bad"],
        good=table["good"],
        source=table["source"],
        sources=_strings(table.get("sources")),
        since=table.get("since", "1.0"),
        retired=table.get("retired", ""),
    )


def code_list(name: str, table: Table) -> CodeList:
    entries = []
    for entry in table["code"]:
        members = {key: entry[key] for key in _ENTRY if key in entry}
        entries.append(CodeEntry(code=entry["code"], label=entry["label"], maps=entry.get("maps", {}), **members))
    return CodeList(
        name=name,
        title=table["title"],
        entries=tuple(entries),
        groups=table.get("groups", {}),
        sources=_strings(table.get("sources")),
        since=table.get("since", ""),
        status=table.get("status", ""),
        note=table.get("note", ""),
    )


_ENTRY = ("group", "short", "note", "icon", "source", "since", "until", "status", "due_within_days")
_PROMPT = ("name", "hint", "placeholder", "codes", "when", "width", "reason", "item")
_AUTHORITY = (
    "covered",
    "front_door",
    "phone",
    "hours",
    "out_of_hours",
    "out_of_hours_phone",
    "out_of_hours_hours",
    "exploitation_meeting",
    "notes",
    "ons",
    "dfe",
    "status",
)


def prompt(table: Table) -> Prompt:
    members = {key: table[key] for key in _PROMPT if key in table}
    inner = tuple(prompt(each) for each in table.get("prompt", ()))
    return Prompt(field=table["field"], kind=table["kind"], label=table["label"], prompts=inner, **members)


def page(table: Table) -> Page:
    blocks = tuple(
        Block(
            prompts=tuple(prompt(each) for each in block.get("prompt", ())),
            heading=block.get("heading", ""),
            note=block.get("note", ""),
            when=block.get("when", ""),
        )
        for block in table.get("block", ())
    )
    return Page(
        id=table["id"],
        outline=table["outline"],
        title=table["title"],
        purpose=table["purpose"],
        blocks=blocks,
        help=table.get("help", ""),
        when=table.get("when", ""),
        folded=table.get("folded", False),
        covers=_strings(table.get("covers")),
        codes=_strings(table.get("codes")),
    )


def prompt_card(table: Table) -> PromptCard:
    when = _strings(table.get("when"))
    return PromptCard(
        id=table["id"],
        page=table["page"],
        when=when,
        for_whom=table["for_whom"],
        notice=_strings(table.get("notice")),
        ask=_strings(table.get("ask")),
        sources=_strings(table.get("sources")),
        weight=table.get("weight", len(when)),
        quiet=table.get("quiet", False),
    )


def prompts(fitting: list[PromptCard]) -> Prompts:
    """What a page offers of the cards that fit, the main one first."""
    if not fitting:
        return Prompts()
    first, *rest = fitting
    asked = dict.fromkeys(question for card in fitting for question in card.ask)
    return Prompts(
        for_whom=first.for_whom,
        notice=first.notice,
        ask=() if first.quiet else tuple(asked),
        other=tuple(rest),
    )


def source(id_: str, table: Table) -> Source:
    members = {key: table[key] for key in ("publisher", "date", "address", "note", "read", "status") if key in table}
    return Source(id=id_, title=table["title"], **members)


def authority(code: str, table: Table) -> Authority:
    members = {key: table[key] for key in _AUTHORITY if key in table}
    return Authority(code=code, name=table["name"], sources=_strings(table.get("sources")), **members)


def authority_codes(authorities: tuple[Authority, ...]) -> CodeList:
    """The local authorities as a code list: those of the force's area, then their neighbours."""
    entries = tuple(
        CodeEntry(code=each.code, label=each.name, group="own" if each.covered else "other", status=each.status)
        for each in authorities
    )
    groups = {"own": "Of this force's area", "other": "Neighbours"}
    return CodeList(name="local_authority", title="Local authorities", entries=entries, groups=groups)


def force(table: Table) -> Force:
    lists = {key: _strings(table.get(key)) for key in ("systems", "units", "ranks", "roles")}
    return Force(
        name=table["name"],
        short_name=table["short_name"],
        form_name=table["form_name"],
        form_short=table["form_short"],
        record_system=table["record_system"],
        record_notice=table["record_notice"],
        marking=table["marking"],
        handling=table["handling"],
        retention_days=table["retention_days"],
        idle_lock_minutes=table["idle_lock_minutes"],
        pack_version=table["pack_version"],
        pack_date=table["pack_date"],
        control_room=table.get("control_room", ""),
        status=table.get("status", ""),
        **lists,
    )


def card(table: Table) -> Card:
    steps = tuple(
        CardStep(text=each["text"], sources=_strings(each.get("sources")), status=each.get("status", ""))
        for each in table["step"]
    )
    return Card(
        id=table["id"],
        title=table["title"],
        when=_strings(table.get("when")),
        steps=steps,
        ring=table.get("ring", ""),
        sources=_strings(table.get("sources")),
    )


def term(table: Table) -> Term:
    members = {key: table[key] for key in ("note", "ambiguous", "everyday", "source", "status") if key in table}
    return Term(term=table["term"], expansion=table["expansion"], also=_strings(table.get("also")), **members)
