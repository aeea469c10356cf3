"""What has to agree between the files of a form pack: codes, sources, placeholders, authorities, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

from vpa_assist.catalogue.contract import CONTRACT, placeholders_of
from vpa_assist.catalogue.kinds import literal_of
from vpa_assist.catalogue.shapes import nearest
from vpa_assist.catalogue.types import TO_CONFIRM, PackFault
from vpa_assist.findings import Severity
from vpa_assist.record.pointers import kind_at
from vpa_assist.record.referral import Referral

Files = dict[str, dict[str, Any]]

_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9]{1,2}[A-Z]?")

WORKFLOW = {
    "status": "/status",
    "kind": "/kind",
    "review_action": "/review/0/action",
    "review_answer": "/review/0/answer",
    "grade": "/review/0/grade",
    "send_how": "/review/0/how",
    "explanation_kind": "/explained/0/kind",
}
"""Code lists of members that no page asks for, each with the member."""

FIXED = {"severity": tuple(Severity), "section_status": ("not_started", "in_progress", "has_gaps", "complete")}
"""Code lists whose codes the program itself lays down."""


def sources(files: Files) -> Iterator[PackFault]:
    """Every source that a file names stands in `sources.toml`."""
    known = files["sources.toml"]
    for file, table in files.items():
        if file != "sources.toml":
            for key, id_ in _named_sources(table, ""):
                if id_ not in known:
                    yield PackFault(file, key, f'there is no source "{id_}" in sources.toml', nearest(id_, known))
    for id_, source in known.items():
        if source.get("read", "full") not in ("full", "part", "none"):
            yield PackFault("sources.toml", id_, '"read" is full, part or none')
        if source.get("status", TO_CONFIRM) != TO_CONFIRM:
            yield PackFault("sources.toml", id_, f'"status" is "{TO_CONFIRM}" or left out')


def _named_sources(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        name = next((str(value[each]) for each in ("id", "code", "term") if isinstance(value.get(each), str)), key)
        listed = value.get("sources")
        if isinstance(listed, list):
            yield from ((name, each) for each in listed if isinstance(each, str))
        for inner_key, inner in value.items():
            if inner_key != "sources":
                yield from _named_sources(inner, f"{name}.{inner_key}".strip("."))
    elif isinstance(value, list):
        for each in value:
            yield from _named_sources(each, key)


def checks(files: Files) -> Iterator[PackFault]:
    """Each check of the contract has its words, once, with the contract's severity and title and placeholders that fit."""
    seen: dict[str, str] = {}
    for file, table in files.items():
        if not file.startswith("checks/"):
            continue
        for code, text in table.items():
            if code in seen:
                yield PackFault(file, code, f"this code has words in {seen[code]} already")
            seen[code] = file
            yield from _check(file, code, text)
    for code in CONTRACT:
        if code not in seen:
            yield PackFault("checks/", code, "this check has no words")


def _check(file: str, code: str, text: dict[str, Any]) -> Iterator[PackFault]:
    if not _CODE.fullmatch(code):
        yield PackFault(file, code, "a code is three capitals and three digits")
        return
    if code in CONTRACT:
        severity, title = CONTRACT[code]
        if text["severity"] != severity:
            yield PackFault(file, code, f'the contract gives this check the severity "{severity}"')
        if text["title"] != title:
            yield PackFault(file, code, f'the contract gives this check the title "{title}"')
    elif int(code[3:]) < 50:
        yield PackFault(file, code, "codes below 050 belong to the contract", nearest(code, CONTRACT))
    elif text["severity"] not in tuple(Severity):
        yield PackFault(file, code, f'unknown severity "{text["severity"]}"', nearest(text["severity"], tuple(Severity)))
    if text["message"].rstrip().endswith("."):
        yield PackFault(file, code, "a message does not end in a full stop")
    if not text["sources"]:
        yield PackFault(file, code, "there is no source")
    yield from placeholder_faults(file, code, text["message"], placeholders_of(code))


def placeholder_faults(file: str, key: str, text: str, allowed: frozenset[str] | None) -> Iterator[PackFault]:
    """Placeholders that are not closed, are no plain names, or are not among those allowed (None: any)."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        yield PackFault(file, key, "a { or } stands alone; write {{ or }} for one that is meant")
        return
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if not re.fullmatch(r"[a-z_]+", name) or not re.fullmatch(r"[0-9]{0,2}", form or "") or conversion:
            yield PackFault(file, key, f"{{{name}}} is no placeholder; one is a plain name in braces")
        elif allowed is not None and name not in allowed:
            yield PackFault(file, key, f"there is nothing to put for {{{name}}}", nearest(name, allowed).replace('"', ""))


def texts(files: Files) -> Iterator[PackFault]:
    """The words of window and document are there, and their placeholders are whole."""
    for file in ("screens.toml", "print.toml"):
        for key, text in files[file].items():
            yield from placeholder_faults(file, key, text, None)
    if "this_child" not in files["screens.toml"]:
        yield PackFault("screens.toml", "this_child", "this key is missing")


def codes(files: Files) -> Iterator[PackFault]:
    """Codes are unique, groups exist, and the lists of the workflow have a label for each code of the record."""
    for file, table in files.items():
        if file.startswith("codes/"):
            yield from _code_list(file, table)
    for name, pointer in WORKFLOW.items():
        yield from same_codes(files, name, literal_of(kind_at(Referral, pointer)))
    for name, fixed in FIXED.items():
        yield from same_codes(files, name, tuple(str(each) for each in fixed))


def _code_list(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    groups = table.get("groups", {})
    known = set()
    for entry in table["code"]:
        code = entry["code"]
        if code in known:
            yield PackFault(file, code, "this code stands here twice")
        known.add(code)
        if entry.get("group") and entry["group"] not in groups:
            yield PackFault(file, code, f'there is no group "{entry["group"]}"', nearest(entry["group"], groups))
        for when in ("since", "until"):
            if entry.get(when) and not _is_day_or_version(entry[when]):
                yield PackFault(file, code, f'"{when}" is a version like 1.0 or a date like 2026-11-21')
    if not table.get("sources"):
        yield PackFault(file, "", "there is no source")


def _is_day_or_version(text: str) -> bool:
    if re.fullmatch(r"\d+(\.\d+)*", text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def same_codes(files: Files, name: str, wanted: tuple[str, ...]) -> Iterator[PackFault]:
    """A code list has a label for each code that the record may hold, and none for another."""
    file = f"codes/{name}.toml"
    if name == "local_authority" or not wanted:
        return
    if file not in files:
        yield PackFault(file, "", "this code list is missing", nearest(file, files))
        return
    held = {entry["code"]: entry for entry in files[file]["code"]}
    for code in wanted:
        if code not in held:
            yield PackFault(file, code, "the record may hold this code, and it has no label")
    for code, entry in held.items():
        if code not in wanted and not entry.get("until"):
            yield PackFault(file, code, "the record cannot hold this code", nearest(code, wanted))


def authorities(files: Files) -> Iterator[PackFault]:
    """Districts are districts, and name authorities that the pack knows."""
    file = "authorities.toml"
    known = files[file].get("authority", {})
    for code in known:
        if not re.fullmatch(r"[a-z0-9_]+", code):
            yield PackFault(file, f"authority.{code}", "a code is small letters, digits and underscores")
    for district, codes_ in files[file].get("districts", {}).items():
        if not _DISTRICT.fullmatch(district):
            yield PackFault(file, f"districts.{district}", "this is not a postcode district like CW7")
        for code in codes_:
            if code not in known:
                yield PackFault(file, f"districts.{district}", f'there is no authority "{code}"', nearest(code, known))


def force(files: Files) -> Iterator[PackFault]:
    """Days and minutes lie in ranges that make sense, and the marking is one of today's."""
    table = files["force.toml"]
    for key, least, most in (("retention_days", 1, 3650), ("idle_lock_minutes", 1, 120)):
        if not least <= table[key] <= most:
            yield PackFault("force.toml", key, f"it lies outside {least} to {most}")
    if table["marking"].split()[0].strip(":-").upper() in ("RESTRICTED", "PROTECT", "CONFIDENTIAL", "UNCLASSIFIED"):
        yield PackFault("force.toml", "marking", "this marking is not used any more", '"OFFICIAL-SENSITIVE"')


def glossary(files: Files) -> Iterator[PackFault]:
    """Terms are unique, and their sources exist."""
    known: set[str] = set()
    sources_ = files["sources.toml"]
    for entry in files["glossary.toml"]["term"]:
        for term in (entry["term"], *entry.get("also", ())):
            if term in known:
                yield PackFault("glossary.toml", term, "this term stands here twice")
            known.add(term)
        if entry["source"] not in sources_:
            yield PackFault(
                "glossary.toml", entry["term"], f'there is no source "{entry["source"]}"', nearest(entry["source"], sources_)
            )
