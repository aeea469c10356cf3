"""The command line: one table of subcommands. Each is a module of `vpa_assist.commands`, imported only when it is called.

A module has `add_arguments(parser)` and `run(arguments) -> int`. None of them needs a display.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from vpa_assist import __version__
from vpa_assist.errors import CannotDo

COMMANDS: dict[str, str] = {
    "check": "say what is missing or weak in referrals",
    "explain": "say what a check looks for, and why",
    "export": "write the PDF of referrals",
    "extract": "give back the document inside a PDF",
    "schema": "print the JSON Schema of the referral document",
    "form": "look after the form pack (form check)",
    "audit": "look after the audit trail (audit verify)",
    "insight": "figures over many referrals",
    "training": "list the scenarios, print them, check shared ones",
    "docs": "write the generated pages of the documentation",
}
"""Every subcommand with what it does, in the order in which the help names them."""

CANNOT = 2
"""Exit status when something could not be read, written or understood."""

_USAGE = "vpa-assist [COMMAND …]"


def is_for_the_window(words: list[str]) -> bool:
    """Whether these words of the command line open the window: none, or options of the window alone."""
    return not words or (words[0].startswith("--") and words[0] not in ("--help", "--version"))


def available() -> dict[str, str]:
    """The subcommands whose module is there."""
    from importlib.util import find_spec

    return {name: help_ for name, help_ in COMMANDS.items() if find_spec(f"vpa_assist.commands.{name}") is not None}


def run(words: list[str]) -> int:
    """Carries out one command line; gives the exit status."""
    speak_utf8()
    first = words[0]
    if first in COMMANDS and (module := _module(first)) is not None:
        parser = Parser(prog=f"vpa-assist {first}", description=_sentence(COMMANDS[first]))
        module.add_arguments(parser)
        try:
            return int(module.run(parser.parse_args(words[1:])))
        except CannotDo as refusal:
            print(one_line(str(refusal)) if "\n" not in str(refusal) else printable(str(refusal)), file=sys.stderr)
            return CANNOT
        except MemoryError:
            print(
                "This computer has too little memory left for that. Close other programs, or take fewer files.", file=sys.stderr
            )
            return CANNOT
    return _top_level(words)


def _module(name: str) -> ModuleType | None:
    """A subcommand's module, or None where this installation does not have it."""
    try:
        return import_module(f"vpa_assist.commands.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"vpa_assist.commands.{name}":
            raise
        return None


def _top_level(words: list[str]) -> int:
    parser = Parser(
        prog="vpa-assist",
        usage=_USAGE,
        description="The voice of the child in Vulnerable Person Assessments. Without a command, the window opens.",
        epilog="vpa-assist COMMAND --help says more of each.",
    )
    parser.add_argument("--version", action="version", version=f"vpa-assist {__version__}")
    commands = parser.add_argument_group("commands")
    for name, help_ in available().items():
        commands.add_argument(name, nargs="?", help=help_)
    if words[0] not in ("-h", "--help", "--version"):
        from difflib import get_close_matches

        near = get_close_matches(words[0], COMMANDS, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        parser.error(f"there is no command {one_line(words[0])}{hint}")
    parser.parse_args(words)
    return 0


class _Formatter(argparse.HelpFormatter):
    """argparse's, which asks for the width of the terminal whenever an argument is added, and imports much for it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


@cache
def _columns() -> int:
    """How many characters a line of the terminal holds; 80 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or 80
    except (OSError, ValueError):
        return 80


class Parser(argparse.ArgumentParser):
    """argparse, with a refusal in two lines and exit status 2."""

    def __init__(self, **given: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, **given)

    def error(self, message: str) -> NoReturn:
        self.exit(CANNOT, f"{self.prog}: {one_line(message)}\n{self.prog} --help says how it is used.\n")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def speak_utf8() -> None:
    """Makes both outputs UTF-8 whatever the locale; what cannot be written at all is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def printable(text: str) -> str:
    """The text with what a terminal would obey, or cannot show, written as an escape; newlines stay."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else _escape(letter) for letter in text)


def one_line(text: str) -> str:
    """The same in one line."""
    return printable(text).replace("\n", "\\n")


def _escape(letter: str) -> str:
    code = ord(letter)
    return (
        "\t" if letter == "\t" else f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )
