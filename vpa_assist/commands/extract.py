"""`vpa-assist extract OUT.pdf`: the document inside a PDF, byte for byte as it was put there."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vpa_assist.cli import CANNOT, one_line
from vpa_assist.commands import files
from vpa_assist.errors import CannotDo, Refused

LARGEST_PDF = 256 * 1024 * 1024
"""Bytes of a PDF that are taken in."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("pdf", metavar="FILE.pdf", help="a PDF that this program wrote, or - for standard input")
    parser.add_argument(
        "--passphrase-fd", metavar="N", type=int, help="read a locked PDF's password from this open file descriptor"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write the document (standard output)")


def run(arguments: argparse.Namespace) -> int:
    """Writes the document; gives 2 where there is none that can be taken out."""
    from vpa_assist.pdf import extract

    password = None
    if arguments.passphrase_fd is not None:
        from vpa_assist.commands.opening import passphrase

        password = passphrase(arguments.passphrase_fd)
    try:
        document = extract(files.content(arguments.pdf, LARGEST_PDF), password)
    except Refused as refused:
        sys.stderr.write("".join(f"{one_line(line)}\n" for line in refused.lines(arguments.pdf)))
        return CANNOT
    except CannotDo as error:
        raise CannotDo(f"{arguments.pdf}: {error}") from None
    if arguments.output and arguments.output != files.STANDARD_INPUT:
        files.write_whole(Path(arguments.output), document)
    else:
        sys.stdout.buffer.write(document)
    return 0
