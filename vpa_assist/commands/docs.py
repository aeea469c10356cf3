"""`vpa-assist docs [FOLDER]`: writes the pages of the documentation that are made from the form pack."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vpa_assist.cli import one_line
from vpa_assist.errors import CannotDo

FRESH, STALE = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="where the pages go (docs)", default="docs")
    parser.add_argument("--check", action="store_true", help="write nothing; give 1 where a page is not what the form pack says")
    parser.add_argument("--pack", metavar="FOLDER", help="another form pack than the one that ships")


def run(arguments: argparse.Namespace) -> int:
    """Writes the pages and names those that changed, or with --check only names them."""
    from vpa_assist.catalogue.documentation import stale, write
    from vpa_assist.commands.check import form_pack

    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise CannotDo(f"There is no folder {one_line(str(folder))}. Name the one that holds the documentation.")
    catalogue = form_pack(arguments.pack)
    try:
        changed = stale(catalogue, folder) if arguments.check else write(catalogue, folder)
    except OSError as error:
        raise CannotDo(f"The pages cannot be written to {one_line(str(folder))} ({error.strerror}).") from None
    for path in changed:
        sys.stdout.write(f"{one_line(str(path))}\n")
    return STALE if arguments.check and changed else FRESH
