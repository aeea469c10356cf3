"""Lines of text with places for what is recorded. The lines are data of the form pack.

A line is a table: `text`, with places in braces; `each`, the list for whose items it is repeated; `missing`, said instead
where a place has nothing to put in (without it the line is left out); `heading = true` for a line that stands by itself.
A part in square brackets is left out alone where one of its places has nothing.
A place is a name that the scope knows (`given`, `exact`), an address relative to the scope's part (`contact/status`), or
one of the whole document (`/incident/reference`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_PLACE = re.compile(r"\{([^{}]+)\}")
_OPTION = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a template."""

    text: str
    each: str = ""
    missing: str = ""
    heading: bool = False

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Line:
        """A line from its table. Raises ValueError for a key that it does not know."""
        unknown = set(table) - {"text", "each", "missing", "heading"}
        if unknown:
            raise ValueError(f"a line has no {sorted(unknown)[0]}")
        return cls(table["text"], table.get("each", ""), table.get("missing", ""), table.get("heading", False))

    @property
    def places(self) -> tuple[str, ...]:
        """The names in braces, of the text and of what is said instead."""
        return tuple(_PLACE.findall(self.text)) + tuple(_PLACE.findall(self.missing))


@dataclass(frozen=True, slots=True)
class Scope:
    """What the places of a line mean.

    `value` gives the text of a place ("" = not recorded); `items` gives the scopes of the items of a list, by its name.
    """

    value: Callable[[str], str]
    items: Callable[[str], Sequence[Scope]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A template filled in: its text, and how many lines say that something is not recorded."""

    text: str
    gaps: int


def fill(lines: Iterable[Line], scope: Scope) -> Filled:
    """The template in this scope. Text that a person typed goes in as it is: a brace in it means nothing."""
    out: list[str] = []
    gaps = 0
    for line in lines:
        said, missing = _fill_line(line, scope)
        gaps += missing
        if line.heading and said and out:
            out.append("")
        out.extend(said)
    return Filled("\n".join(out).strip("\n") + "\n", gaps)


def _fill_line(line: Line, scope: Scope) -> tuple[list[str], int]:
    scopes = scope.items(line.each) if line.each else (scope,)
    said = [text for each in scopes if (text := _put(line.text, each)) is not None]
    if said or not line.missing:
        return said, 0
    instead = _put(line.missing, scope)
    return ([instead], 1) if instead is not None else ([], 0)


def _put(text: str, scope: Scope) -> str | None:
    values = {place: scope.value(place) for place in _PLACE.findall(text)}

    def option(found: re.Match[str]) -> str:
        return found[1] if all(values[place] for place in _PLACE.findall(found[1])) else ""

    kept = _OPTION.sub(option, text)
    if any(not values[place] for place in _PLACE.findall(kept)):
        return None
    return _filled_in(kept, values)


def _filled_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled. A full stop of the template gives way where what was typed ends in one."""
    out: list[str] = []
    at = 0
    for found in _PLACE.finditer(text):
        between = text[at : found.start()]
        out.append(between[1:] if between.startswith(".") and out and out[-1].endswith(".") else between)
        out.append(values[found[1]])
        at = found.end()
    rest = text[at:]
    out.append(rest[1:] if rest.startswith(".") and out and out[-1].endswith(".") else rest)
    return "".join(out)
