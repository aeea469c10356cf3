"""`vpa-assist export`: the PDF of referrals. It never refuses for findings; what is not recorded, the PDF says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from vpa_assist.cli import CANNOT, one_line
from vpa_assist.commands import files, many
from vpa_assist.commands.check import form_pack
from vpa_assist.errors import CannotDo, Refused


class Settings(NamedTuple):
    """How each PDF is made, and where it goes: a file, or a folder for several."""

    pack: str | None
    variant: str
    urgent: bool
    at: str | None
    output: str
    into_folder: bool
    form: str
    remove: tuple[str, ...]
    remove_people: tuple[str, ...]
    password: str | None


FORMS = ("pdf", "html")
PDFS_AT_ONCE = 4
"""A PDF takes a tenth of a second: a second process pays from the eighth on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="a referral, a folder of them, a pattern, or - for standard input")
    add("-o", "--output", metavar="OUT", required=True, help="the PDF to write; for several files, a folder")
    add("--urgent", action="store_true", help="print the urgent banner; the status of the referral stays as it is")
    add("--variant", default="full", metavar="NAME", help="full, supervisor (with findings), strategy (one page) or redacted")
    add(
        "--remove",
        action="append",
        default=[],
        metavar="POINTER",
        help="with redacted: a field to leave out (/incident/account)",
    )
    add("--remove-person", action="append", default=[], metavar="ID", help="with redacted: somebody to take out, like p2 or c1")
    add("--format", choices=FORMS, default="pdf", help="html is one page for a browser and a screen reader")
    add("--lock", action="store_true", help="lock the PDF with a password (AES-256), asked for at a prompt")
    add("--passphrase-fd", metavar="N", type=int, help="read the password of --lock from this open file descriptor")
    add("--at", metavar="TIME", help="the time of the export that the PDF states (the document's last change)")
    add("--jobs", metavar="N", type=int, default=0, help="processes to use for many files (as many as cores)")
    add("--pack", metavar="FOLDER", help="another form pack than the one that ships")


def run(arguments: argparse.Namespace) -> int:
    """Writes a PDF for each file; gives 0, or 2 where one was refused or could not be written."""
    _check_time(arguments.at)
    names = list(files.named(arguments.files))
    into_folder = len(names) > 1 or Path(arguments.output).is_dir() or any(map(Path.is_dir, map(Path, arguments.files)))
    settings = Settings(
        arguments.pack,
        arguments.variant,
        arguments.urgent,
        arguments.at,
        arguments.output,
        into_folder,
        arguments.format,
        tuple(arguments.remove),
        tuple(arguments.remove_person),
        _password(arguments),
    )
    if into_folder:
        _refuse_two_of_one_name(names, arguments.format)
        _make_folder(Path(arguments.output))
    bar = many.Bar(len(names), PDFS_AT_ONCE)
    status = 0
    for lines in many.over(names, partial(portion, settings), arguments.jobs or many.cores(), PDFS_AT_ONCE):
        if lines:
            status = CANNOT
            bar.clear()
            sys.stderr.write("".join(f"{line}\n" for line in lines))
        bar.step()
    bar.clear()
    return status


def _password(arguments: argparse.Namespace) -> str | None:
    taken_out = bool(arguments.remove or arguments.remove_person)
    if taken_out != (arguments.variant == "redacted"):
        raise CannotDo("A redacted copy is --variant redacted with at least one --remove POINTER or --remove-person ID.")
    if not arguments.lock:
        return None
    if arguments.format != "pdf":
        raise CannotDo("Only a PDF can be locked. Leave --lock out, or export a PDF.")
    from vpa_assist.commands.opening import passphrase

    return passphrase(arguments.passphrase_fd)


def portion(settings: Settings, names: list[str]) -> list[tuple[str, ...]]:
    """Exports a few files; runs in any process. Gives the lines for standard error of each."""
    return [_one(settings, name) for name in names]


def _one(settings: Settings, name: str) -> tuple[str, ...]:
    from vpa_assist.pdf import export, html, locked
    from vpa_assist.pdf.redaction import Redaction
    from vpa_assist.record.reading import LARGEST_FILE, read

    chosen: dict[str, Any] = {"variant": settings.variant, "at": settings.at, "urgent": settings.urgent}
    if settings.variant == "redacted":
        chosen["redaction"] = Redaction(settings.remove, settings.remove_people)
    try:
        referral = read(files.content(name, LARGEST_FILE))
        if settings.form == "html":
            data = html(referral, form_pack(settings.pack), **chosen).encode()
        else:
            data = export(referral, form_pack(settings.pack), **chosen)
        if settings.password is not None:
            data = locked(data, settings.password)
        files.write_whole(_target(settings, name), data)
    except Refused as refused:
        return tuple(one_line(line) for line in refused.lines(name))
    except CannotDo as error:
        return (one_line(f"{name}: {error}"),)
    return ()


def _target(settings: Settings, name: str) -> Path:
    if not settings.into_folder:
        return Path(settings.output)
    return Path(settings.output) / _file_name(name, settings.form)


def _file_name(name: str, form: str) -> str:
    return f"{Path(name).stem if name != files.STANDARD_INPUT else 'referral'}.{form}"


def _refuse_two_of_one_name(names: Iterable[str], form: str) -> None:
    seen: dict[str, str] = {}
    for name in names:
        target = _file_name(name, form).casefold()
        if target in seen:
            raise CannotDo(
                f"{one_line(seen[target])} and {one_line(name)} would both be written as {one_line(target)}. "
                "Nothing was written; export them into two folders."
            )
        seen[target] = name


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotDo(
            f"The folder {folder} cannot be made ({(error.strerror or 'an error').lower()}). Name another one."
        ) from None


def _check_time(at: str | None) -> None:
    if at is None:
        return
    from vpa_assist.record.kinds import is_a_time

    if not is_a_time(at):
        raise CannotDo(f"{one_line(at)} is no time. Write one with an offset, like 2026-11-21T22:10:00+00:00.")
