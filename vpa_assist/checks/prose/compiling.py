"""Makes patterns of the concepts and the pattern files of the form pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from vpa_assist.checks.prose.likeness import Likeness
from vpa_assist.checks.prose.patterns import COMMON, LINES, Line, Pattern, Rests, Slot
from vpa_assist.checks.stock import expand
from vpa_assist.checks.text import word_set

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

_DENIALS = word_set("not no never nobody nothing without none nor hardly")
_GAP = re.compile(r"\.\.\.(\d*)$")


class Compiled(NamedTuple):
    """Every pattern of a form pack, with the words and lines that it brings."""

    patterns: tuple[Pattern, ...]
    concepts: dict[str, Rests]
    lookalikes: frozenset[str]
    spelt: dict[str, str]
    before: dict[str, str]
    words: frozenset[str]
    lines: dict[tuple[str, str], tuple[Line, ...]]
    likeness: dict[str, Likeness]


def phrases_of(entries: Any, concepts: dict[str, frozenset[tuple[str, ...]]]) -> frozenset[tuple[str, ...]]:
    """Every wording of a list of phrases; `{name}` brings in another concept."""
    found: set[tuple[str, ...]] = set()
    for entry in entries:
        if entry.startswith("{"):
            if entry.strip("{}") not in concepts:
                raise ValueError(f"no concept {entry}")
            found |= concepts[entry.strip("{}")]
        elif entry.startswith("$"):
            found.add(tuple(entry.split()))
        else:
            found.update(expand(entry))
    return frozenset(found)


def _words_of(table: Any, where: str, key: str = "words") -> list[str]:
    """The lines of words that stand under a key. Raises ValueError."""
    words = table.get(key) if isinstance(table, dict) else None
    if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
        raise ValueError(f"{where}: `{key}` is to be a list of words")
    return words


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
        self.made: dict[str, Line] = {}
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
                if not any(w.startswith("{") and w.strip("{}") in pending for w in _words_of(table, f"concepts, {name}"))
            ]
            if not ready:
                raise ValueError(f"concepts: these name each other in a ring: {', '.join(sorted(pending))}")
            for name in ready:
                self.phrases[name] = phrases_of(pending.pop(name)["words"], self.phrases)
        self.concepts = {name: rests(phrases) for name, phrases in self.phrases.items()}

    def slots(self, line: str) -> Line:
        """The slots of one line. Raises ValueError."""
        if not isinstance(line, str) or not line.strip():
            raise ValueError(f"{str(line)[:60]!r} is no line of words")
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
        if () in found:
            raise ValueError(f"{part!r} has a place without a word")
        return Slot(rests(frozenset(found)), optional)

    def pattern(self, code: str, table: dict[str, Any], says: str) -> Pattern:
        """One pattern."""
        slots = self.slots(says)
        anchor, lead = _anchor(slots)
        many = {key: tuple(self.slots(line) for line in _words_of(table, key, key)) if key in table else () for key in LINES}
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
            weighed=table.get("weighed", True),
            fires=tuple(table.get("fires", ())),
            silent=tuple(table.get("silent", ())),
            **many,
        )


def _anchor(slots: Line) -> tuple[frozenset[str], int]:
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


def compile_pack(catalogue: Catalogue) -> Compiled:
    """Every pattern of the form pack."""
    compiler = Compiler(catalogue)
    patterns: list[Pattern] = []
    lines: dict[tuple[str, str], tuple[Line, ...]] = {}
    for name in catalogue.names("patterns"):
        table = catalogue.raw(name)
        short = name.rpartition("/")[2]
        for key, value in table.items():
            if isinstance(value, dict) and "words" in value:
                lines[short, key] = tuple(compiler.slots(line) for line in _words_of(value, f"{name}.toml"))
        defaults = table.get("all", {})
        for entry in table.get("pattern", ()):
            code = entry.get("code", short)
            if code in ("EXP001", "CUS001"):
                code = f"{code}:{entry['indicator']}"
            for says in _words_of(entry, f"{name}.toml", "says"):
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
    return Compiled(
        patterns=tuple(patterns),
        concepts=compiler.concepts,
        lookalikes=lookalikes,
        spelt=spelt,
        before={word: f" {others} " for word, others in spellings["before"].items()},
        words=words,
        lines=lines,
        likeness=_weights(catalogue, {each.code.partition(":")[0] for each in patterns}),
    )


def _weights(catalogue: Catalogue, codes: set[str]) -> dict[str, Likeness]:
    """The weights of every check that has some. Raises ValueError."""
    found = {name.partition("/")[2]: name for name in catalogue.names("likeness")}
    for code, name in found.items():
        if code not in codes:
            raise ValueError(f"{name}.toml: there is no check {code} that has patterns")
    return {code: _likeness(name, catalogue.raw(name)) for code, name in found.items()}


def _likeness(name: str, table: dict[str, Any]) -> Likeness:
    """The weights of one check, which stand in the file as lists of words by weight. Raises ValueError."""
    cut, lists = table.get("cut"), table.get("weights")
    if not isinstance(cut, int | float) or not isinstance(lists, dict):
        raise ValueError(f"{name}.toml: `cut` is to be a number, and `weights` lists of words, each under its weight")
    weights: dict[str, float] = {}
    for key in lists:
        try:
            weight = float(key)
        except ValueError:
            raise ValueError(f"{name}.toml: {key!r} is no weight, a number such as 0.4") from None
        for phrase in _words_of(lists, f"{name}.toml", key):
            if phrase in weights:
                raise ValueError(f"{name}.toml: {phrase!r} stands there twice")
            weights[phrase] = weight
    return Likeness(float(cut), weights)


def merged(defaults: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """A pattern with what holds for all patterns of its file: lists are joined, single values of the pattern win."""
    table = defaults | entry
    for key, value in defaults.items():
        if isinstance(value, list) and isinstance(entry.get(key), list):
            table[key] = [*value, *entry[key]]
    return table


def _words(lines: Iterable[Line]) -> frozenset[str]:
    """Every word of these lines. Slots of the same concept share their phrases: each is read once."""
    distinct = {id(slot.phrases): slot.phrases for line in lines for slot in line}
    return frozenset(
        word
        for phrases in distinct.values()
        for first, others in phrases.items()
        for word in (first, *(w for rest in others for w in rest))
    )
