"""Concepts and patterns of the form pack, made ready to be found in a text.

A pattern is a row of slots, written as one line that a person can read:

    "{putting} {self} ... at risk"

- `word` is that word; `word~` any form of it; `one|other` either; a `?` at the end: may be left out
- `{concept}` any phrase of that concept (`forms/concepts/`); `...` up to four other words, `...8` up to eight
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from vpa_assist.checks.text import word_set

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.checks.prose.likeness import Likeness

Rests = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word: what comes after it, longest first."""

Ranked = tuple[int, frozenset[str]]
"""Words of which one must stand in a sentence; a low number where few sentences have one."""
Beside = tuple[Mapping[str, Ranked], tuple[Ranked, ...]]
"""What must stand in a sentence beside the word at which a pattern is looked for: by that word, where it begins no phrase
alone, and whichever it is."""
LINES = ("unless", "then_not", "before_not", "needs")
"""What limits a pattern: lines that are looked for around a place."""
COMMON = word_set(
    """
    a an the and or but to of in at with by for on from as is was were are be been being am has had have having did do
    does will would could can may should 's not no he she they it his her him their them its this that these those there i
    we you me us my our your who what which when how why all any some very so too just also only up out off if $child
    $person child boy girl get gets got go goes going went come came make made take took give gave said says say told tell
    put like want wants wanted know knows knew over down about back
    """
)


class Slot(NamedTuple):
    """One place of a pattern: a gap (`phrases` empty) of up to `gap` words, or phrases that fit, optional or not."""

    phrases: Rests
    optional: bool = False
    gap: int = 0


Line = tuple[Slot, ...]


class Pattern(NamedTuple):
    """A way in which a check is met, with what limits it."""

    code: str
    says: str
    slots: tuple[Slot, ...]
    anchor: frozenset[str]
    lead: int
    wanted: tuple[frozenset[str], ...] = ()
    firsts: frozenset[str] | None = None
    about: str = "child"
    indicator: str = ""
    instead: str = ""
    negated: str = "silent"
    quoted: str = "silent"
    unless: Sequence[Line] = ()
    then_not: Sequence[Line] = ()
    before_not: Sequence[Line] = ()
    needs: Sequence[Line] = ()
    nearby: int = 0
    first: bool = False
    whole: bool = False
    adjective: bool = False
    clause: bool = False
    denies: bool = False
    explainable: bool = False
    weighed: bool = True
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class Slips(Protocol):
    """How a slip of the hand is recognised."""

    def get(self, slip: str) -> str | None:
        """The longer word of which this is one with a letter left out, or the word itself."""


@dataclass(slots=True, eq=False)
class Lexicon:
    """All patterns, and the words at which they are looked for. Compared by identity: one for each form pack."""

    codes: frozenset[str]
    """The checks that have patterns; some have them apart by what they indicate."""
    patterns: Mapping[int, Pattern]
    beside: Mapping[int, Beside]
    """By the number of a pattern: known without all that limits it, which takes long to make."""
    anchors: Mapping[str, Mapping[str, tuple[int, ...]]]
    """By code and word: the numbers of the patterns that are looked for at that word."""
    partners: Mapping[str, Mapping[str, tuple[tuple[int, str], ...]]]
    """By code and word: the patterns that are looked for at a more frequent word and need this one beside it, each with that."""
    concepts: Mapping[str, Rests]
    meant: Slips
    lookalikes: frozenset[str]
    spelt: Mapping[str, str]
    """What is written in a hurry ("sed", "2"), and the word that is meant."""
    before: Mapping[str, str]
    """For a figure that stands for a word: the words before which it does, between blanks."""
    words: frozenset[str]
    vocabulary: Mapping[str, frozenset[str]]
    """By code: every word of the slots of its patterns."""
    lines: Mapping[tuple[str, str], tuple[Line, ...]]
    likeness: Mapping[str, Likeness | None]
    """By check: what the words around a pattern weigh, or None where they are not weighed."""

    def context(self, code: str, name: str = "context") -> tuple[Line, ...]:
        """The lines of a pattern file that are looked for beside its patterns."""
        return self.lines[code, name]

    def of(self, code: str) -> tuple[Pattern, ...]:
        """The patterns of one check."""
        anchors = self.anchors[code]
        return tuple(self.patterns[number] for number in sorted({number for word in anchors for number in anchors[word]}))


@lru_cache(maxsize=4)
def lexicon(catalogue: Catalogue) -> Lexicon:
    """The patterns of a form pack: kept from an earlier start, or compiled when first asked for. Raises BrokenPack."""
    from vpa_assist.checks.prose import kept
    from vpa_assist.checks.prose.packed import unpack

    return unpack(kept.data(catalogue, "phrases", _compiled, "patterns and concepts"))


def _compiled(catalogue: Catalogue) -> bytes:
    from vpa_assist.checks.prose.compiling import compile_pack
    from vpa_assist.checks.prose.packed import pack

    return pack(compile_pack(catalogue))
