"""`vpa-assist explain CODE`: the same words as the window's "Why?"."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vpa_assist.cli import one_line
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue, CheckText

WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("codes", nargs="*", metavar="CODE", help="a check, like ETH001; none lists them all")
    parser.add_argument("--pack", metavar="FOLDER", help="another form pack than the one that ships")


def run(arguments: argparse.Namespace) -> int:
    """Prints the words of each check, or the list of checks."""
    from vpa_assist.commands.check import form_pack

    catalogue = form_pack(arguments.pack)
    texts = catalogue.check_texts()
    if not arguments.codes:
        for text in texts.values():
            sys.stdout.write(f"{text.code}  {catalogue.screen(f'severity.{text.severity}'):<12}{text.title}\n")
        return 0
    for code in arguments.codes:
        if code.upper() not in texts:
            raise CannotDo(f"There is no check {one_line(code)}.{_near(code, texts)}")
    sys.stdout.write("\n".join(explained(texts[code.upper()], catalogue) for code in arguments.codes))
    return 0


def _near(code: str, texts: Mapping[str, CheckText]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(code.upper(), list(texts), 3)
    return f" Near it: {', '.join(near)}." if near else " vpa-assist explain lists them all."


def explained(text: CheckText, catalogue: Catalogue) -> str:
    """One check in words."""
    lines = [f"{text.code}  {catalogue.screen(f'severity.{text.severity}')}  {text.title}"]
    for key, words in (
        ("why", text.why),
        ("fix", text.fix),
        ("bad", text.bad),
        ("good", text.good),
        ("source", text.source),
    ):
        if words:
            lines.append(f"\n{catalogue.screen(f'explain.{key}')}")
            lines.extend(textwrap.indent(textwrap.fill(paragraph, WIDTH - 2), "  ") for paragraph in words.splitlines())
    if text.retired:
        lines.append(f"\n{catalogue.screen('explain.retired', version=text.retired)}")
    return "\n".join(lines) + "\n"
