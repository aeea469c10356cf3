"""`vpa-assist insight`: figures over many referrals, out of folders or an encrypted store, without a display."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.cli import CANNOT, one_line
from vpa_assist.commands import files, many
from vpa_assist.commands.check import form_pack
from vpa_assist.errors import CannotDo, Refused

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.insight.counting import Counted, Span
    from vpa_assist.insight.from_store import Portion
    from vpa_assist.store import Store
    from vpa_assist.store.facts import Contribution
    from vpa_assist.training.results import Result

LARGEST_TABLE = 8 * 1024 * 1024
FORMATS = ("json", "csv", "html", "pack")
DIMENSIONS = ("type", "week", "month", "unit", "authority", "age")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("places", nargs="+", metavar="FOLDER|STORE", help="a folder of referrals, or the folder of a store")
    parser.add_argument("--format", choices=FORMATS, default="json", help="pack is the inspection pack, a ZIP file")
    parser.add_argument("--by", choices=DIMENSIONS, default="type", help="how the figures are split")
    parser.add_argument("--from", dest="first", metavar="DATE", default="", help="first day of hand-in, like 2026-09-14")
    parser.add_argument("--to", dest="last", metavar="DATE", default="", help="last day of hand-in")
    parser.add_argument("--unit", action="append", default=[], metavar="NAME", help="only this unit; may be given again")
    parser.add_argument(
        "--type", action="append", default=[], metavar="CODE", help="only this main kind of incident, like missing"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write here in place of standard output")
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="processes to use (as many as cores)")
    parser.add_argument("--training", metavar="CSV", help="results saved in the training window, for the inspection pack")
    parser.add_argument("--pack", metavar="FOLDER", help="another form pack than the one that ships")
    parser.add_argument("--passphrase-fd", metavar="N", type=int, help="read a store's passphrase from this file descriptor")


def run(arguments: argparse.Namespace) -> int:
    """Counts everything and writes the figures; 0, or 2 when some document was refused."""
    from vpa_assist.insight.counting import Counted, Span

    if arguments.format == "pack" and not arguments.output:
        raise CannotDo("The inspection pack is a ZIP file: name where to write it with -o FILE.zip.")
    units, types = frozenset(arguments.unit), frozenset(_types(arguments))
    span = Span(_date(arguments.first, "--from"), _date(arguments.last, "--to"), units, types)
    total = Counted()
    arguments.samples = []
    for place in arguments.places:
        for counted in _counted(Path(place), arguments, span):
            total.add(counted)
    for line in total.lines:
        print(one_line(line), file=sys.stderr)
    if total.refused > len(total.lines):
        print(f"and {total.refused - len(total.lines)} more", file=sys.stderr)
    _write(_figures(total, arguments), arguments.output)
    return CANNOT if total.refused else 0


def _types(arguments: argparse.Namespace) -> list[str]:
    known = {each.code for each in form_pack(arguments.pack).codes("incident_type")} if arguments.type else set()
    for code in arguments.type:
        if code not in known:
            raise CannotDo(f"--type: {one_line(code)} is no kind of incident; these are: {', '.join(sorted(known))}.")
    return list(arguments.type)


def _date(text: str, option: str) -> str:
    import datetime

    if text:
        try:
            return datetime.date.fromisoformat(text).isoformat()
        except ValueError:
            raise CannotDo(f"{option}: {one_line(text)} is no date; write it like 2026-09-14.") from None
    return ""


def _counted(place: Path, arguments: argparse.Namespace, span: Span) -> Iterator[Counted]:
    from vpa_assist.commands.opening import is_store

    jobs = arguments.jobs or many.cores()
    if is_store(place):
        yield from _from_store(place, arguments, span, jobs)
        return
    if not place.exists():
        raise CannotDo(f"There is nothing at {one_line(str(place))}. Name a folder of referrals, or the folder of a store.")
    names = list(files.named([str(place)]))
    if not names:
        print(f"There is no referral (.json) in {one_line(str(place))}.", file=sys.stderr)
    bar = many.Bar(len(names))
    for counted in many.over(names, partial(count_files, arguments.pack, span), jobs):
        yield counted
        for _ in range(counted.documents):
            bar.step()
    bar.clear()


def count_files(pack: str | None, span: Span, names: list[str]) -> list[Counted]:
    """Counts a few files; runs in any process."""
    from vpa_assist.insight.counting import count
    from vpa_assist.record.reading import LARGEST_FILE

    documents: list[tuple[str, bytes]] = []
    refused: list[str] = []
    for name in names:
        if name.endswith(".expected.json"):
            continue
        try:
            documents.append((name, files.content(name, LARGEST_FILE)))
        except Refused as error:
            refused += error.lines(name)[:1]
    counted = count(documents, form_pack(pack), span)
    counted.refused += len(refused)
    counted.lines += refused
    counted.documents = len(names)
    return [counted]


def _from_store(place: Path, arguments: argparse.Namespace, span: Span, jobs: int) -> Iterator[Counted]:
    from vpa_assist.commands.opening import opened
    from vpa_assist.insight.from_store import count_store

    with opened(place, arguments.passphrase_fd) as store:
        if arguments.format == "pack":
            arguments.samples += _samples(store, form_pack(arguments.pack))
        held = store.counts()
        bar = many.Bar(held.to_do + held.returned + held.with_supervisor + held.done)
        work = partial(count_drafts, arguments.pack, span)
        for counted in count_store(store, form_pack(arguments.pack), lambda portions: many.over(portions, work, jobs, at_once=1)):
            yield counted
            for _ in range(counted.documents):
                bar.step()
        bar.clear()


def _samples(store: Store, catalogue: Catalogue) -> list[list[str]]:
    from vpa_assist import dip_sample

    samples = dip_sample.from_json(store.setting(dip_sample.SETTING, "[]"))
    return dip_sample.rows(samples, lambda draft_id: store.load(draft_id, editing=False).body, catalogue)


def count_drafts(pack: str | None, span: Span, portions: list[list[Contribution]]) -> list[Portion]:
    """Counts portions of drafts out of a store; runs in any process."""
    from vpa_assist.insight.from_store import count_portion

    return [count_portion(portion, form_pack(pack), span) for portion in portions]


def _figures(total: Counted, arguments: argparse.Namespace) -> bytes:
    from vpa_assist.insight import report

    catalogue = form_pack(arguments.pack)
    about = _about(arguments, catalogue)
    if arguments.format == "pack":
        from vpa_assist.insight.inspection import Evidence, pack, training_rows

        training = training_rows(_training(arguments.training)) if arguments.training else ()
        return pack(total.tally, catalogue, Evidence(total.tally.moves, arguments.samples, training, about))
    if arguments.format == "csv":
        return report.as_csv(total.tally, catalogue, arguments.by, about).encode("utf-8-sig")
    if arguments.format == "html":
        from vpa_assist.insight.html_page import as_html

        return as_html(total.tally, catalogue, arguments.by, about).encode()
    return (json.dumps(report.as_json(total.tally, catalogue, arguments.by), ensure_ascii=False, indent=2) + "\n").encode()


def _about(arguments: argparse.Namespace, catalogue: Catalogue) -> str:
    """What the figures are narrowed to, in words."""
    days = [arguments.first and f"from {arguments.first}", arguments.last and f"to {arguments.last}"]
    types = [catalogue.label("incident_type", each) for each in arguments.type]
    what = "; ".join(each for each in (*days, *arguments.unit, *types) if each)
    return catalogue.screen("insight.only", what=what) if what else ""


def _training(name: str) -> tuple[Result, ...]:
    from vpa_assist.training.results import from_csv

    return from_csv(files.content(name, LARGEST_TABLE))


def _write(data: bytes, output: str | None) -> None:
    if output:
        try:
            files.write_whole(Path(output), data)
        except OSError as error:
            reason = (error.strerror or "an error").lower()
            raise CannotDo(f"{one_line(output)} could not be written ({reason}). Choose another place with -o.") from None
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
