"""`vpa-assist training`: the scenarios, and training on paper, without a display."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.cli import one_line
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.training.scenario import Scenario


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|record|handout|aide|check|pack")
    listing = actions.add_parser("list", help="every scenario of the form pack")
    record = actions.add_parser("record", help="the weak or the strong record of a scenario, as a document")
    record.add_argument("scenario", metavar="SCENARIO")
    record.add_argument("which", choices=("weak", "strong"))
    handout = actions.add_parser("handout", help="a scenario on paper")
    handout.add_argument("scenario", metavar="SCENARIO")
    handout.add_argument("--kind", choices=("questions", "answers", "card"), default="questions")
    aide = actions.add_parser("aide", help="the blank AWARE card")
    share = actions.add_parser("pack", help="a scenario as one file to share")
    share.add_argument("scenario", metavar="SCENARIO")
    for each in (handout, aide, share):
        each.add_argument("-o", "--output", metavar="FILE", required=True)
    check = actions.add_parser("check", help="whether shared scenarios can be used, and what is wrong with their records")
    check.add_argument("files", nargs="+", metavar="FILE")
    for each in (listing, record, handout, aide, share, check):
        each.add_argument("--pack", metavar="FOLDER", help="another form pack than the one that ships")


def run(arguments: argparse.Namespace) -> int:
    """Does one of the actions; 0, or 1 when a checked scenario has faults."""
    from vpa_assist.commands.check import form_pack

    catalogue = form_pack(arguments.pack)
    if arguments.action == "list":
        return _list(catalogue)
    if arguments.action == "check":
        return max(_check(Path(name), catalogue) for name in arguments.files)
    if arguments.action == "record":
        from vpa_assist.record.canonical import canonical
        from vpa_assist.training.records import record

        sys.stdout.write(canonical(record(_scenario(arguments.scenario, catalogue), arguments.which)).decode("utf-8") + "\n")
        return 0
    _write(Path(arguments.output), _made(arguments, catalogue))
    return 0


def _list(catalogue: Catalogue) -> int:
    from vpa_assist.training.library import entries

    for entry in entries(catalogue):
        sys.stdout.write(f"{entry.id:<24}{entry.title}: {entry.summary}\n")
    return 0


def _scenario(name: str, catalogue: Catalogue) -> Scenario:
    from vpa_assist.training.library import scenario

    try:
        return scenario(catalogue, name)
    except KeyError:
        raise CannotDo(f"There is no scenario {one_line(name)}. vpa-assist training list names them all.") from None


def _made(arguments: argparse.Namespace, catalogue: Catalogue) -> bytes:
    from vpa_assist import handouts
    from vpa_assist.training.sharing import pack

    at = datetime.now(UTC).isoformat(timespec="seconds")
    if arguments.action == "aide":
        return handouts.aide_memoire(catalogue, at)
    scenario = _scenario(arguments.scenario, catalogue)
    return pack(scenario) if arguments.action == "pack" else handouts.scenario_pdf(scenario, catalogue, arguments.kind, at)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CannotDo(f"{one_line(str(path))} could not be written ({error.strerror}). Choose another place.") from None


def _check(path: Path, catalogue: Catalogue) -> int:
    from vpa_assist.training.records import faults
    from vpa_assist.training.sharing import LARGEST_FILE, unpack

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CannotDo(f"{one_line(str(path))} could not be read ({error.strerror}). Check its name.") from None
    found = list(faults(unpack(data, path.name), catalogue))
    for fault in found:
        sys.stdout.write(f"{one_line(str(path))}: {one_line(fault)}\n")
    return 1 if found else 0
