"""Concepts and patterns of the form pack, made ready to be found in a text.

A pattern is a row of slots, written as one line that a person can read:

    "{putting} {self} ... at risk"

- `word` is that word; `word~` any form of it; `one|other` either; a `?` at the end: may be left out
- `{concept}` any phrase of that concept (`forms/concepts/`); `...` up to four other words, `...8` up to eight
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vpa_assist.checks.stock import expand
from vpa_assist.checks.text import word_set

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Rests = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word: what comes after it, longest first."""

_DENIALS = word_set("not no never nobody nothing without none nor hardly")
_GAP = re.compile(r"\.\.\.(\d*)$")
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


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern: a gap (`phrases` empty) of up to `gap` words, or phrases that fit, optional or not."""

    phrases: Rests
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
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
    unless: tuple[tuple[Slot, ...], ...] = ()
    then_not: tuple[tuple[Slot, ...], ...] = ()
    before_not: tuple[tuple[Slot, ...], ...] = ()
    needs: tuple[tuple[Slot, ...], ...] = ()
    nearby: int = 0
    first: bool = False
    whole: bool = False
    adjective: bool = False
    clause: bool = False
    denies: bool = False
    explainable: bool = False
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Lexicon:
    """All patterns, and the words at which they are looked for. Compared by identity: one for each form pack."""

    patterns: Sequence[Pattern]
    parts: Mapping[int, tuple[tuple[Slot, ...], frozenset[str]]]
    """The slots and the anchor of a pattern by its number: known without all that limits it, which takes long to make."""
    anchors: Mapping[str, Mapping[str, tuple[int, ...]]]
    """By code and word: the numbers of the patterns that are looked for at that word."""
    concepts: Mapping[str, Rests]
    meant: Mapping[str, str]
    """Each longer word with a letter left out, and the word: how a slip of the hand is recognised."""
    lookalikes: frozenset[str]
    spelt: Mapping[str, str]
    """What is written in a hurry ("sed", "2"), and the word that is meant."""
    before: Mapping[str, str]
    """For a figure that stands for a word: the words before which it does, between blanks."""
    words: frozenset[str]
    lines: Mapping[tuple[str, str], tuple[tuple[Slot, ...], ...]]

    def context(self, code: str, name: str = "context") -> tuple[tuple[Slot, ...], ...]:
        """The lines of a pattern file that are looked for beside its patterns."""
        return self.lines[code, name]

    def of(self, code: str) -> tuple[Pattern, ...]:
        """The patterns of one check."""
        anchors = self.anchors.get(code, {})
        return tuple(self.patterns[number] for number in sorted({number for word in anchors for number in anchors[word]}))


def phrases_of(entries: Any, concepts: dict[str, frozenset[tuple[str, ...]]]) -> frozenset[tuple[str, ...]]:
    """Every wording of a list of phrases; `{name}` brings in another concept."""
    found: set[tuple[str, ...]] = set()
    for entry in entries:
        if entry.startswith("{"):
            found |= concepts[entry.strip("{}")]
        elif entry.startswith("$"):
            found.add(tuple(entry.split()))
        else:
            found.update(expand(entry))
    return frozenset(found)


def rests(phrases: frozenset[tuple[str, ...]]) -> Rests:
    """The phrases by their first word."""
    gathered: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        gathered.setdefault(phrase[0], []).append(phrase[1:])
    return {first: tuple(sorted(others, key=len, reverse=True)) for first, others in gathered.items()}


class Compiler:
    """Turns the pack's concepts and patterns into slots. Faults name the file and the pattern."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.phrases: dict[str, frozenset[tuple[str, ...]]] = {}
        self.concepts: dict[str, Rests] = {}
        self.made: dict[str, tuple[Slot, ...]] = {}
        tables: dict[str, Any] = {}
        for name in catalogue.names("concepts"):
            if name not in ("concepts/stock", "concepts/lookalikes", "concepts/spellings"):
                told = catalogue.raw(name)
                if twice := tables.keys() & told.keys():
                    raise ValueError(f"{name}.toml: there is a concept {sorted(twice)[0]} already")
                tables.update(told)
        pending = dict(tables)
        while pending:
            ready = [
                name
                for name, table in pending.items()
                if not any(w.startswith("{") and w.strip("{}") in pending for w in table["words"])
            ]
            if not ready:
                raise ValueError(f"concepts that name each other in a ring: {', '.join(sorted(pending))}")
            for name in ready:
                self.phrases[name] = phrases_of(pending.pop(name)["words"], self.phrases)
        self.concepts = {name: rests(phrases) for name, phrases in self.phrases.items()}

    def slots(self, line: str) -> tuple[Slot, ...]:
        """The slots of one line."""
        if line not in self.made:
            self.made[line] = tuple(self._slot(part) for part in line.split())
        return self.made[line]

    def _slot(self, part: str) -> Slot:
        if gap := _GAP.match(part):
            return Slot({}, gap=int(gap.group(1) or 4))
        optional = part.endswith("?")
        part = part.removesuffix("?")
        if part.startswith("{") and part.endswith("}") and "|" not in part:
            if part[1:-1] not in self.concepts:
                raise ValueError(f"no concept {part}")
            return Slot(self.concepts[part[1:-1]], optional)
        found: set[tuple[str, ...]] = set()
        for each in part.split("|"):
            optional = optional or each.endswith("?")
            each = each.removesuffix("?")
            if each.startswith("{") and each[1:-1] not in self.phrases:
                raise ValueError(f"no concept {each}")
            found |= (
                self.phrases[each[1:-1]] if each.startswith("{") else set(expand(each)) if not each.startswith("$") else {(each,)}
            )
        return Slot(rests(frozenset(found)), optional)

    def pattern(self, code: str, table: dict[str, Any], says: str) -> Pattern:
        """One pattern."""
        slots = self.slots(says)
        anchor, lead = _anchor(slots)
        many = {key: tuple(self.slots(line) for line in table.get(key, ())) for key in LINES}
        return Pattern(
            code=code,
            says=says,
            slots=slots,
            anchor=anchor,
            lead=lead,
            wanted=tuple(frozenset(slot.phrases) for slot in slots if not slot.optional and not slot.gap),
            firsts=None if slots[0].optional or slots[0].gap else frozenset(slots[0].phrases),
            about=table.get("about", "child"),
            indicator=table.get("indicator", ""),
            instead=table.get("instead", ""),
            negated=table.get("negated", "silent"),
            quoted=table.get("quoted", "silent"),
            nearby=table.get("nearby", 0),
            first=table.get("first", False),
            whole=table.get("whole", False),
            adjective=table.get("adjective", False),
            clause=table.get("clause", False),
            denies=any(_DENIALS & slot.phrases.keys() for slot in slots),
            explainable=table.get("explainable", False),
            fires=tuple(table.get("fires", ())),
            silent=tuple(table.get("silent", ())),
            **many,
        )


def _anchor(slots: tuple[Slot, ...]) -> tuple[frozenset[str], int]:
    """The words of the rarest slot, and how many words may stand before it."""
    best: tuple[float, frozenset[str], int] | None = None
    lead = 0
    for slot in slots:
        if slot.gap:
            lead += slot.gap * 2
            continue
        words = frozenset(slot.phrases)
        if not slot.optional:
            score = 50 * len(words & COMMON) + len(words)
            if best is None or score < best[0]:
                best = (score, words, lead)
        lead += max((len(rest) for others in slot.phrases.values() for rest in others), default=0) + 2
    if best is None:
        raise ValueError("a pattern needs a slot that may not be left out")
    return best[1], best[2]


def compile_pack(catalogue: Catalogue) -> Lexicon:
    """Every pattern of the form pack."""
    compiler = Compiler(catalogue)
    patterns: list[Pattern] = []
    lines: dict[tuple[str, str], tuple[tuple[Slot, ...], ...]] = {}
    for name in catalogue.names("patterns"):
        table = catalogue.raw(name)
        short = name.rpartition("/")[2]
        for key, value in table.items():
            if isinstance(value, dict) and "words" in value:
                lines[short, key] = tuple(compiler.slots(line) for line in value["words"])
        defaults = table.get("all", {})
        for entry in table.get("pattern", ()):
            code = entry.get("code", short)
            if code in ("EXP001", "CUS001"):
                code = f"{code}:{entry['indicator']}"
            for says in entry["says"]:
                try:
                    patterns.append(compiler.pattern(code, merged(defaults, entry), says))
                except (ValueError, KeyError) as fault:
                    raise ValueError(f"{name}.toml: {says!r}: {fault}") from fault
    words = _words(compiler.made.values())
    try:
        lookalikes = frozenset(catalogue.raw("concepts/lookalikes")["lookalikes"]["words"].split())
    except KeyError:
        lookalikes = frozenset()
    try:
        spellings = catalogue.raw("concepts/spellings")["spellings"]
    except KeyError:
        spellings = {"words": {}, "before": {}}
    spelt = {short: word for word, several in spellings["words"].items() for short in several.split()}
    return Lexicon(
        patterns=tuple(patterns),
        parts={number: (pattern.slots, pattern.anchor) for number, pattern in enumerate(patterns)},
        anchors=index_by_anchor(patterns),
        concepts=compiler.concepts,
        meant=_slips(words, lookalikes),
        lookalikes=lookalikes,
        spelt=spelt,
        before={word: f" {others} " for word, others in spellings["before"].items()},
        words=words,
        lines=lines,
    )


def merged(defaults: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """A pattern with what holds for all patterns of its file: lists are joined, single values of the pattern win."""
    table = defaults | entry
    for key, value in defaults.items():
        if isinstance(value, list) and isinstance(entry.get(key), list):
            table[key] = [*value, *entry[key]]
    return table


def _words(lines: Iterable[tuple[Slot, ...]]) -> frozenset[str]:
    """Every word of these lines. Slots of the same concept share their phrases: each is read once."""
    distinct = {id(slot.phrases): slot.phrases for line in lines for slot in line}
    return frozenset(
        word
        for phrases in distinct.values()
        for first, others in phrases.items()
        for word in (first, *(w for rest in others for w in rest))
    )


def _slips(words: frozenset[str], lookalikes: frozenset[str]) -> dict[str, str]:
    """Each longer word with one letter left out, and the word itself: how a slip of the hand is recognised."""
    found: dict[str, str] = {}
    for word in sorted(words):
        if len(word) > 4 and word.isalpha():
            for at in range(1, len(word)):
                found.setdefault(word[:at] + word[at + 1 :], word)
            found[word] = word
    return found


def index_by_anchor(patterns: Iterable[Pattern]) -> dict[str, dict[str, tuple[int, ...]]]:
    """The numbers of the patterns of each code by each word at which they are looked for."""
    anchors: dict[str, dict[str, list[int]]] = {}
    for number, pattern in enumerate(patterns):
        mine = anchors.setdefault(pattern.code, {})
        for word in pattern.anchor:
            mine.setdefault(word, []).append(number)
    return {code: {word: tuple(found) for word, found in words.items()} for code, words in anchors.items()}


@lru_cache(maxsize=4)
def lexicon(catalogue: Catalogue) -> Lexicon:
    """The compiled patterns of a form pack: kept from an earlier start, or made when first asked for."""
    from vpa_assist.checks.prose import kept

    name = kept.digest(catalogue)
    made = kept.load(name)
    if made is None:
        made = compile_pack(catalogue)
        kept.save(name, made)
    return made
