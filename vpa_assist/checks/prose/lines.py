"""Fits lines, which are rows of slots, to the words of a sentence: at a place, anywhere, or right before a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vpa_assist.checks.prose.patterns import Line
from vpa_assist.record.remembering import ByPart

_SKIPPED = frozenset("\"“”'‘’*_")
STOPS = frozenset(".;:()—–")
"""What no gap of a line reaches over."""


def match(slots: Line, index: int, words: tuple[str, ...], at: int, end: int, stops: frozenset[str] = STOPS) -> int:
    """Where the slots from `index` on, read from word `at`, end; -1 where they do not fit."""
    if index == len(slots):
        return at
    phrases, optional, gap = slots[index]
    index += 1
    if gap:
        return _match_after_gap(slots, index, words, at, end, stops, gap)
    here = at
    if index > 1:
        while here < end and words[here] in _SKIPPED:
            here += 1
    if here < end:
        for rest in phrases.get(words[here], ()):
            stop = here + 1 + len(rest)
            if not rest or (stop <= end and words[here + 1 : stop] == rest):
                last = match(slots, index, words, stop, end, stops)
                if last >= 0:
                    return last
    return match(slots, index, words, at, end, stops) if optional else -1


def _match_after_gap(slots: Line, index: int, words: tuple[str, ...], at: int, end: int, stops: frozenset[str], room: int) -> int:
    """Where the slots from `index` on end, when up to `room` other words may stand before them."""
    if index == len(slots):
        return at
    slot = slots[index]
    anything = slot.optional or bool(slot.gap)
    phrases = slot.phrases
    for here in range(at, end):
        word = words[here]
        if anything or word in phrases or word in _SKIPPED:
            last = match(slots, index, words, here, end, stops)
            if last >= 0:
                return last
        if word in stops or (not room and word != ","):
            return -1
        if word != "," and word not in _SKIPPED:
            room -= 1
    return -1


def ends_at(slots: Line, words: tuple[str, ...], begin: int, at: int) -> bool:
    """Whether the slots fit right before word `at`; a gap at their end lets so many words stand between."""
    room = slots[-1].gap
    if not room:
        return any(match(slots, 0, words, start, at) == at for start in range(max(begin, at - 5), at))
    stop = at
    while stop > begin:
        if any(match(slots[:-1], 0, words, start, stop) == stop for start in range(max(begin, stop - 5), stop)):
            return True
        stop -= 1
        room -= 1
        if room < 0 or words[stop] in STOPS:
            return False
    return False


class Lines:
    """Several lines, and the words with which they begin: most sentences have none of these words."""

    __slots__ = ("_beginning", "_free", "lines", "openers")

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.openers: frozenset[str] = frozenset().union(*[line[0].phrases for line in lines])
        self._free = tuple([line for line in lines if line[0].optional or line[0].gap])
        """Those that may begin with any word."""
        self._beginning: dict[str, tuple[Line, ...]] = {}

    def beginning(self, word: str) -> tuple[Line, ...]:
        """The lines that may begin with this word."""
        if word not in self.openers:
            return self._free
        found = self._beginning.get(word)
        if found is None:
            fitting = [line for line in self.lines if word in line[0].phrases or line[0].optional or line[0].gap]
            found = self._beginning[word] = tuple(fitting)
        return found

    def may_stand(self, words: tuple[str, ...]) -> bool:
        """Whether one of these words may begin a line."""
        return bool(self._free) or not self.openers.isdisjoint(words)

    def at(self, words: tuple[str, ...], at: int, end: int) -> bool:
        """Whether a line fits at this word."""
        return any(match(line, 0, words, at, end) >= 0 for line in self.beginning(words[at]))

    def standing(self, words: tuple[str, ...], begin: int, end: int) -> Iterator[tuple[int, Line]]:
        """The lines that fit anywhere in `[begin, end)`, each with the first word at which it does."""
        if not self.may_stand(words[begin:end]):
            return
        met: set[int] = set()
        places = range(begin, end) if self._free else [at for at in range(begin, end) if words[at] in self.openers]
        for at in places:
            for line in self.beginning(words[at]):
                if match(line, 0, words, at, end) >= 0 and id(line) not in met:
                    met.add(id(line))
                    yield at, line


_MADE: ByPart[Lines] = ByPart(4096)


def lines_of(lines: Sequence[Line]) -> Lines:
    """The lines of a pattern or a pattern file, with the words that begin them: made once."""
    return _MADE.of(lines, None, Lines)
