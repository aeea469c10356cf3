"""The compiled patterns as bytes, and the lexicon that reads of them only what is asked for.

A first check of one referral meets a tenth of all patterns. So everything is in rows, one for each list of phrases, line of slots
and pattern, and a row is read when it is asked for. Words in it stand between blanks, columns between tabs.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from vpa_assist.checks.prose.index import needed, ranked, rarer, telling
from vpa_assist.checks.prose.likeness import Likeness
from vpa_assist.checks.prose.patterns import LINES, Beside, Lexicon, Line, Pattern, Ranked, Rests, Slot

if TYPE_CHECKING:
    from vpa_assist.checks.prose.compiling import Compiled

_PLAIN = tuple(name for name in Pattern._fields if name not in {"slots", "anchor", "wanted", "firsts", "fires", "silent", *LINES})


class _Numbers:
    """Phrases and lines that several patterns share are written once."""

    def __init__(self) -> None:
        self.known: dict[int, int] = {}
        self.phrases: list[Rests] = []
        self.seen: dict[int, int] = {}
        self.rows: list[str] = []

    def of(self, phrases: Rests) -> int:
        """The number of these phrases."""
        if id(phrases) not in self.known:
            self.known[id(phrases)] = len(self.phrases)
            self.phrases.append(phrases)
        return self.known[id(phrases)]

    def line(self, slots: Line) -> int:
        """The number of this line."""
        if id(slots) not in self.seen:
            self.seen[id(slots)] = len(self.rows)
            self.rows.append(" ".join(f"{self.of(slot.phrases)},{int(slot.optional)},{slot.gap}" for slot in slots))
        return self.seen[id(slots)]


def pack(made: Compiled) -> bytes:
    """The compiled patterns as data."""
    numbers = _Numbers()
    concepts = {name: numbers.of(phrases) for name, phrases in made.concepts.items()}
    lines = {f"{code} {name}": [numbers.line(one) for one in several] for (code, name), several in made.lines.items()}
    patterns = [_row(numbers, each) for each in made.patterns]
    beside = [_beside(numbers, each) for each in made.patterns]
    anchors = _anchors(made.patterns)
    partners = _partners(made.patterns)
    vocabulary = _vocabulary(made.patterns)
    slips = _slips(made.words)
    sections: dict[str, list[str]] = {
        "phrases": ["\t".join(map(" ".join, _phrases(each))) for each in numbers.phrases],
        "telling": [_telling(each) for each in numbers.phrases],
        "following": ["\t".join(" ".join((first, *sorted(ones))) for first, ones in _follow(each)) for each in numbers.phrases],
        "rows": numbers.rows,
        "patterns": patterns,
        "beside": beside,
        "anchors": [" ".join(words) for words in anchors.values()],
        "anchored": ["\t".join(words.values()) for words in anchors.values()],
        "partners": [" ".join(partners[code]) for code in anchors],
        "partnered": ["\t".join(partners[code].values()) for code in anchors],
        "slips": list(slips.values()),
        "vocabulary": [" ".join(sorted(words)) for words in vocabulary.values()],
        "likeness": [json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in made.likeness.values()],
        "sets": [" ".join(sorted(made.words)), " ".join(sorted(made.lookalikes))],
    }
    head = {
        "concepts": concepts,
        "lines": lines,
        "codes": list(anchors),
        "vocabulary": list(vocabulary),
        "slips": " ".join(slips),
        "likeness": list(made.likeness),
        "spelt": made.spelt,
        "before": made.before,
    }
    return _joined(head, sections)


def _joined(head: dict[str, Any], sections: dict[str, list[str]]) -> bytes:
    """The size of the head, and the head as JSON; then where each row of each section ends, and the rows themselves."""
    rows = {name: [row.encode() for row in section] for name, section in sections.items()}
    head["sections"] = {name: len(section) for name, section in rows.items()}
    ends = array("I", accumulate(len(row) for section in rows.values() for row in section))
    first = json.dumps(head, separators=(",", ":")).encode()
    return b"%08x" % len(first) + first + ends.tobytes() + b"".join(row for section in rows.values() for row in section)


class _Rows:
    """The rows of a section, each read from the data when it is asked for."""

    def __init__(self, ends: memoryview, data: memoryview, first: int) -> None:
        self._ends = ends
        self._data = data
        self._first = first

    def __getitem__(self, number: int) -> str:
        at = self._first + number
        return str(self._data[self._ends[at - 1] if at else 0 : self._ends[at]], "utf-8")


def _phrases(phrases: Rests) -> list[tuple[str, ...]]:
    return [(first, *rest) for first, rests in phrases.items() for rest in rests]


def _telling(phrases: Rests) -> str:
    """The telling words of phrases; "" where each is a word alone, which is what it tells."""
    return " ".join(sorted(telling(_phrases(phrases)))) if any(rests != ((),) for rests in phrases.values()) else ""


def _row(numbers: _Numbers, pattern: Pattern) -> str:
    limits = {name: [numbers.line(one) for one in getattr(pattern, name)] for name in LINES if getattr(pattern, name)}
    facts = {name: getattr(pattern, name) for name in _PLAIN if getattr(pattern, name) != Pattern._field_defaults.get(name)}
    row = [numbers.line(pattern.slots), pattern.wanted.index(pattern.anchor), limits, facts]
    return json.dumps(row, separators=(",", ":"), ensure_ascii=False)


def _beside(numbers: _Numbers, pattern: Pattern) -> str:
    """The numbers of the phrases at which a pattern is looked for, and of those that must stand beside them."""
    anchor, others = _required(pattern)
    return " ".join(map(str, dict.fromkeys(map(numbers.of, (anchor, *others)))))


def _required(pattern: Pattern) -> tuple[Rests, list[Rests]]:
    """The phrases at which a pattern is looked for, and those that must stand beside them."""
    required = [slot.phrases for slot in pattern.slots if not slot.optional and not slot.gap]
    anchor = next(phrases for phrases in required if phrases.keys() == pattern.anchor)
    return anchor, [phrases for phrases in required if phrases.keys() != pattern.anchor]


def _follow(phrases: Rests) -> list[tuple[str, frozenset[str]]]:
    """By each word that begins no phrase alone: the telling words of what follows it."""
    return [(first, telling(rests)) for first, rests in phrases.items() if () not in rests]


def _anchors(patterns: Iterable[Pattern]) -> dict[str, dict[str, str]]:
    """The numbers of the patterns of each code by each word at which they are looked for."""
    anchors: dict[str, dict[str, list[str]]] = {}
    for number, pattern in enumerate(patterns):
        mine = anchors.setdefault(pattern.code, {})
        for word in sorted(pattern.anchor):
            mine.setdefault(word, []).append(str(number))
    return {code: {word: " ".join(found) for word, found in words.items()} for code, words in anchors.items()}


def _partners(patterns: Iterable[Pattern]) -> dict[str, dict[str, str]]:
    """By code and word: the number of each pattern that is looked for at a more frequent word, and that word."""
    partners: dict[str, dict[str, list[str]]] = {}
    for number, pattern in enumerate(patterns):
        mine = partners.setdefault(pattern.code, {})
        anchor, others = _required(pattern)
        following = {first: ranked(words) for first, words in _follow(anchor)}
        beside = following, tuple({id(each): ranked(telling(_phrases(each))) for each in others}.values())
        for at in sorted(pattern.anchor):
            for word in sorted(needed(beside, at)[0]):
                if rarer(word, at):
                    mine.setdefault(word, []).append(f"{number} {at}")
    return {code: {word: " ".join(found) for word, found in words.items()} for code, words in partners.items()}


def _vocabulary(patterns: Iterable[Pattern]) -> dict[str, set[str]]:
    """Every word of the slots of each code."""
    found: dict[str, set[str]] = {}
    for pattern in patterns:
        mine = found.setdefault(pattern.code, set())
        for slot in pattern.slots:
            for first, rests in slot.phrases.items():
                mine.update((first, *(word for rest in rests for word in rest)))
    return found


def _slips(words: Iterable[str]) -> dict[str, str]:
    """Each longer word with one letter left out, and the word itself, by their first two letters: how a slip of the hand is
    recognised.
    """
    found: dict[str, str] = {}
    for word in sorted(words):
        if len(word) > 4 and word.isalpha():
            for at in range(1, len(word)):
                found.setdefault(word[:at] + word[at + 1 :], word)
            found[word] = word
    parts: dict[str, dict[str, str]] = {}
    for slip, word in found.items():
        parts.setdefault(slip[:2], {})[slip] = word
    return {start: f"{' '.join(part)}\t{' '.join(part.values())}" for start, part in parts.items()}


class _Made(dict[Any, Any]):
    """A mapping whose values are made when they are first asked for."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        made = self[key] = self._make(key)
        return made


class _ByWord(dict[str, Any]):
    """What is known of patterns by word, each row read when its word is met."""

    def __init__(self, words: str, rows: str, read: Callable[[str], Any]) -> None:
        super().__init__(zip(words.split(" "), rows.split("\t"), strict=True) if words else ())
        self._read = read

    def __getitem__(self, word: str) -> Any:
        found = super().__getitem__(word)
        if isinstance(found, str):
            self[word] = found = self._read(found)
        return found


def _numbers(row: str) -> tuple[int, ...]:
    return tuple(map(int, row.split(" ")))


def _numbered(row: str) -> tuple[tuple[int, str], ...]:
    numbers, words = (row.split(" ")[at::2] for at in (0, 1))
    return tuple(zip(map(int, numbers), words, strict=True))


class _Later(Sequence[Line]):
    """The lines that limit a pattern, read when a place is found at which it may stand."""

    def __init__(self, rows: _Made, numbers: list[int]) -> None:
        self._rows = rows
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, index: Any) -> Any:
        return tuple([self._rows[number] for number in self._numbers])[index]

    def __iter__(self) -> Iterator[Line]:
        return iter([self._rows[number] for number in self._numbers])


class _Slips:
    """What each slip of the hand may have been meant to be."""

    def __init__(self, starts: list[str], rows: _Rows) -> None:
        self._numbers = {start: number for number, start in enumerate(starts)}
        self._rows = rows
        self._parts = _Made(self._part)

    def _part(self, start: str) -> dict[str, str]:
        if start not in self._numbers:
            return {}
        slips, _, words = self._rows[self._numbers[start]].partition("\t")
        return dict(zip(slips.split(" "), words.split(" "), strict=True))

    def get(self, slip: str) -> str | None:
        """The word of which this is one with a letter left out, or the word itself."""
        found: str | None = self._parts[slip[:2]].get(slip)
        return found


def unpack(data: memoryview) -> Lexicon:
    """The lexicon of packed data."""
    first = 8 + int(bytes(data[:8]), 16)
    head = json.loads(bytes(data[8:first]))
    start = first + sum(head["sections"].values()) * array("I").itemsize
    ends = data[first:start].cast("I")
    sections: dict[str, _Rows] = {}
    at = 0
    for name, rows in head["sections"].items():
        sections[name] = _Rows(ends, data[start:], at)
        at += rows
    return _lexicon(head, sections)


def _lexicon(head: dict[str, Any], sections: dict[str, _Rows]) -> Lexicon:
    phrases = _Made(lambda number: _rests(sections["phrases"][number]))
    firsts = _Made(lambda number: frozenset(phrases[number]))
    rows = _Made(lambda number: _line(sections["rows"][number], phrases))
    beside = _Made(lambda number: ranked(_words(sections["telling"][number], sections["phrases"][number])))
    following = _Made(lambda number: _following(sections["following"][number]))
    codes = {code: number for number, code in enumerate(head["codes"])}
    vocabulary = {code: number for number, code in enumerate(head["vocabulary"])}

    likeness = {code: number for number, code in enumerate(head["likeness"])}

    def likeness_of(code: str) -> Likeness | None:
        number = likeness.get(code)
        return None if number is None else Likeness(*json.loads(sections["likeness"][number]))

    def pattern(number: int) -> Pattern:
        row, anchor, limits, facts = json.loads(sections["patterns"][number])
        slots = rows[row]
        numbered = zip(sections["rows"][row].split(" "), slots, strict=True)
        wanted = tuple([firsts[int(each[: each.index(",")])] for each, one in numbered if not one.optional and not one.gap])
        limited: dict[str, Any] = {name: _Later(rows, found) for name, found in limits.items()}
        return Pattern(
            slots=slots,
            anchor=wanted[anchor],
            wanted=wanted,
            firsts=None if slots[0].optional or slots[0].gap else wanted[0],
            **limited,
            **facts,
        )

    def beside_of(number: int) -> Beside:
        anchor, *others = map(int, sections["beside"][number].split(" "))
        return following[anchor], tuple([beside[each] for each in others])

    def by_word(code: str, words: str, rows: str, read: Callable[[str], Any]) -> _ByWord:
        number = codes.get(code)
        return _ByWord("", "", read) if number is None else _ByWord(sections[words][number], sections[rows][number], read)

    words, lookalikes = (sections["sets"][number] for number in range(2))
    return Lexicon(
        codes=frozenset(codes),
        patterns=_Made(pattern),
        beside=_Made(beside_of),
        anchors=_Made(lambda code: by_word(code, "anchors", "anchored", _numbers)),
        partners=_Made(lambda code: by_word(code, "partners", "partnered", _numbered)),
        concepts=_Made(lambda name: phrases[head["concepts"][name]]),
        meant=_Slips(head["slips"].split(" "), sections["slips"]),
        lookalikes=frozenset(lookalikes.split()),
        spelt=head["spelt"],
        before=head["before"],
        words=frozenset(words.split(" ")),
        vocabulary=_Made(lambda code: frozenset(sections["vocabulary"][vocabulary[code]].split(" "))),
        likeness=_Made(likeness_of),
        lines=_Made(lambda key: tuple([rows[number] for number in head["lines"][f"{key[0]} {key[1]}"]])),
    )


def _words(telling_words: str, phrases: str) -> frozenset[str]:
    return frozenset(telling_words.split(" ") if telling_words else phrases.split("\t"))


def _rests(line: str) -> Rests:
    gathered: dict[str, list[tuple[str, ...]]] = {}
    for phrase in line.split("\t") if line else ():
        first, *rest = phrase.split(" ")
        gathered.setdefault(first, []).append(tuple(rest))
    return {first: tuple(others) for first, others in gathered.items()}


def _line(row: str, phrases: _Made) -> Line:
    return tuple(
        [
            Slot(phrases[int(which)], optional == "1", int(gap))
            for which, optional, gap in [each.split(",") for each in row.split(" ")]
        ]
    )


def _following(line: str) -> dict[str, Ranked]:
    """By each word that begins no phrase alone: the telling words of what follows it."""
    found = {}
    for each in line.split("\t") if line else ():
        first, *words = each.split(" ")
        found[first] = ranked(frozenset(words))
    return found
