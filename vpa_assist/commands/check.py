"""`vpa-assist check`: what is missing or weak in referrals, one after another, as the contract prints it or for reading."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vpa_assist.cli import CANNOT, one_line
from vpa_assist.commands import files, many
from vpa_assist.errors import CannotDo, Refused

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.findings import Finding
    from vpa_assist.record.referral import Referral

FOUND_A_MUST = 1


class Settings(NamedTuple):
    """What is asked of each file."""

    pack: str | None
    codes: frozenset[str] | None
    as_json: bool
    colour: bool


class Outcome(NamedTuple):
    """What one file gave: the text for standard output, the lines for standard error, whether a must is open."""

    text: str
    refusals: tuple[str, ...]
    has_must: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a referral, a folder of them, a pattern, or - for standard input"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text for reading, or one JSON object a line")
    parser.add_argument(
        "--select", metavar="CODES", action="append", help="only these checks: codes or their beginnings, with commas"
    )
    parser.add_argument(
        "--ignore", metavar="CODES", action="append", help="not these checks: codes or their beginnings, with commas"
    )
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="processes to use for many files (as many as cores)")
    parser.add_argument("--pack", metavar="FOLDER", help="another form pack than the one that ships")


def run(arguments: argparse.Namespace) -> int:
    """Checks every file; gives 0, 1 for an open must, 2 for a file that was refused."""
    settings = Settings(
        pack=arguments.pack,
        codes=chosen(form_pack(arguments.pack), arguments.select, arguments.ignore),
        as_json=arguments.format == "json",
        colour=_in_colour(),
    )
    names: Iterable[str] = files.named(arguments.files)
    bar = None
    if sys.stderr.isatty() and not sys.stdout.isatty():
        names = list(names)
        bar = many.Bar(len(names))
    status = 0
    for outcome in many.over(names, partial(portion, settings), arguments.jobs or many.cores()):
        sys.stdout.write(outcome.text)
        if outcome.refusals:
            status = CANNOT
            if bar:
                bar.clear()
            sys.stdout.flush()  # so that both outputs stand in the order of the files
            sys.stderr.write("".join(f"{line}\n" for line in outcome.refusals))
        elif outcome.has_must:
            status = max(status, FOUND_A_MUST)
        if bar:
            bar.step()
    if bar:
        bar.clear()
    return status


@lru_cache(maxsize=1)
def form_pack(folder: str | None) -> Catalogue:
    """The form pack in a folder, or the one that ships."""
    from vpa_assist import catalogue

    return catalogue.load(Path(folder)) if folder else catalogue.default()


def chosen(catalogue: Catalogue, select: list[str] | None, ignore: list[str] | None) -> frozenset[str] | None:
    """The codes to run, or None for all. Raises `CannotDo` for one that names no check."""
    if not select and not ignore:
        return None
    known = frozenset(catalogue.check_texts())

    def named(lists: list[str] | None) -> set[str]:
        found: set[str] = set()
        for word in (word.strip().upper() for each in lists or () for word in each.split(",")):
            if not word:
                continue
            matching = {code for code in known if code.startswith(word)}
            if not matching:
                raise CannotDo(f"There is no check {one_line(word)}. vpa-assist explain lists them all.")
            found |= matching
        return found

    return frozenset((named(select) if select else known) - named(ignore))


def portion(settings: Settings, names: list[str]) -> list[Outcome]:
    """Checks a few files; runs in any process."""
    return [_one(settings, name) for name in names]


def _one(settings: Settings, name: str) -> Outcome:
    from vpa_assist.checks.engine import run_checks
    from vpa_assist.record.reading import LARGEST_FILE, read

    catalogue = form_pack(settings.pack)
    try:
        referral = read(files.content(name, LARGEST_FILE))
    except Refused as refused:
        return Outcome("", tuple(one_line(line) for line in refused.lines(name)), False)
    findings = run_checks(referral, catalogue, settings.codes)
    has_must = any(finding.severity == "must" and finding.is_open for finding in findings)
    write = _as_json if settings.as_json else _as_text
    return Outcome(write(name, referral, findings, settings), (), has_must)


def _as_json(name: str, referral: Referral, findings: tuple[Finding, ...], settings: Settings) -> str:
    from vpa_assist.findings import counts

    members = {
        "file": name,
        "id": referral.id,
        "findings": [finding.as_json() for finding in findings],
        "counts": counts(findings),
    }
    return json.dumps(members, ensure_ascii=False) + "\n"


def _as_text(name: str, referral: Referral, findings: tuple[Finding, ...], settings: Settings) -> str:
    from vpa_assist.commands.check_text import as_text

    return as_text(name, referral, findings, form_pack(settings.pack), settings.colour)


def _in_colour() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
