"""`vpa-assist form check`: reads a whole form pack, cross-checks it, and names every fault by file and entry."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vpa_assist.cli import one_line

WHOLE, FAULTY = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="name everything that is wrong in a form pack")
    check.add_argument("folder", nargs="?", metavar="FOLDER", help="the pack's folder (the one that ships)")


def run(arguments: argparse.Namespace) -> int:
    """Prints one line for each fault; gives 0 where there is none, 1 where there is."""
    from vpa_assist import catalogue

    folder = Path(arguments.folder) if arguments.folder else catalogue.default().folder
    faults = faults_in(folder)
    for fault in faults:
        sys.stdout.write(f"{one_line(fault)}\n")
    if not faults:
        sys.stdout.write(f"{one_line(str(folder))}: no fault found\n")
    return FAULTY if faults else WHOLE


def faults_in(folder: Path) -> list[str]:
    """Everything wrong with a form pack, one sentence each: its files, then its patterns, then its scenarios.

    What a broken pack says of patterns or of a scenario is of no use: they are looked at when all before is whole.
    """
    from vpa_assist.catalogue.files import BrokenPack
    from vpa_assist.catalogue.pack import Catalogue
    from vpa_assist.catalogue.validate import check_pack
    from vpa_assist.checks.prose.patterns import lexicon
    from vpa_assist.checks.prose.terms import glossary
    from vpa_assist.checks.stock import vocabulary
    from vpa_assist.training.library import faults as scenario_faults

    if faults := [str(fault) for fault in check_pack(folder)]:
        return faults
    pack = Catalogue(folder)  # as the files are now
    try:
        for read in (lexicon, vocabulary, glossary):
            read(pack)
    except BrokenPack as broken:
        return [str(broken)]
    return [f"{file}: {fault}" for file, fault in scenario_faults(pack)]
