"""Answers that send the reader elsewhere or put him off: "see OEL for reason", "ask mum", "will come back to this".

The ways are patterns (`forms/patterns/ANS001.toml`), each of which has to fit a whole sentence, clause or line. A text evades
when all of its pieces do, or say nothing in the words of `forms/concepts/stock.toml`: one fact makes it an answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from vpa_assist.checks.prose.about import phrase_end
from vpa_assist.checks.prose.lines import match
from vpa_assist.checks.prose.patterns import Lexicon, Pattern, Slot, lexicon
from vpa_assist.checks.spellings import Spellings
from vpa_assist.checks.stock import kind_of_nothing, meant
from vpa_assist.checks.text import read, word_set, words_of_sentence

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Evasion = Literal["pointer", "placeholder"]

_LONGEST = 200  # as in stock.py: who writes more has told something
_MOST_WORDS = 24
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]m\b", re.IGNORECASE)
_RANKS = word_set("pc wpc pcso dc dcs tdc sc ps ds di dci insp inspector sgt sergeant officer")
_SENTENCES = re.compile(r"[.;:!?\n()\[\]]+(?=\s|$)|[;\n()\[\]]|\s[-\u2013\u2014]+\s|\u2026")
_CLAUSES = re.compile(r",|\s(?:and|but|so)\s|\s/\s")


def evasion(text: str, names: Collection[str], catalogue: Catalogue) -> Evasion | None:
    """How a text evades the answer, or None where it tells something."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    return _evasion(stripped, tuple(names), catalogue)


@lru_cache(maxsize=2048)
def _evasion(text: str, names: tuple[str, ...], catalogue: Catalogue) -> Evasion | None:
    found: set[str] = set()
    for piece in _SENTENCES.split(text):
        if any(map(str.isalnum, piece)):
            way = _way(piece, names, catalogue)
            if way is None:
                return None  # most texts tell something in their first sentence
            found.add(way)
    found.discard("nothing")
    if not found:
        return None
    return "pointer" if found == {"pointer"} else "placeholder"


def _way(piece: str, names: tuple[str, ...], catalogue: Catalogue) -> str | None:
    """How one sentence evades: as a whole, or clause by clause."""
    whole = _clause(piece, names, catalogue)
    if whole:
        return whole
    clauses = [clause for clause in _CLAUSES.split(piece) if any(map(str.isalnum, clause))]
    if len(clauses) < 2:
        return None
    found = "nothing"
    for clause in clauses:
        way = _clause(clause, names, catalogue)
        if way is None:
            return None
        if found == "nothing":
            found = way
    return found


def _clause(text: str, names: tuple[str, ...], catalogue: Catalogue) -> str | None:
    if kind_of_nothing(text, names, catalogue, voice=False) is not None:
        return "nothing"
    ways = _ways(lexicon(catalogue))
    words = ways.words_of(text, names)
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    shorter = ways.without_lead(words)
    timed = bool(_CLOCK.search(text))  # "nights to check at 02:00" is a promise that can be held to
    present = frozenset(words)
    for pattern in ways.hopeful(present, len(words) - shorter[-1]):
        if timed and pattern.indicator == "placeholder":
            continue
        allowed = None if pattern.indicator == "pointer" else ways.empty
        if not any(_fits(pattern.slots, 0, words, at, allowed) for at in shorter):
            continue
        if not any(_stands_in(line, words) for line in pattern.unless):
            return pattern.indicator
    return None


def _longest_fit(slots: tuple[Slot, ...]) -> int:
    """How many words these slots can fit at most."""
    return sum(slot.gap or 1 + max(len(rest) for rests in slot.phrases.values() for rest in rests) for slot in slots)


class _Ways:
    """The patterns, and the words that they know: a slip of the hand is mended to one of these."""

    def __init__(self, words: Lexicon) -> None:
        self.lexicon = words
        self.at = words.anchors["ANS001"]
        self._longest: dict[int, int] = {}
        self.known = words.words
        self.lookalikes = words.lookalikes
        self.spellings = Spellings(words.spelt, {word: frozenset(others.split()) for word, others in words.before.items()})
        self.empty = frozenset(words.concepts["empty_word"])
        self.leads = words.concepts["lead_in"]
        self.long_words = frozenset([word for word in words.vocabulary["ANS001"] if len(word) > 3 and word.isalpha()])

    def hopeful(self, present: frozenset[str], count: int) -> Iterator[Pattern]:
        """The patterns, in their order, that can fit so many words and of which each part that must be there has a word there."""
        for number in sorted({number for word in present if word in self.at for number in self.at[word]}):
            _, others = self.lexicon.beside[number]
            if not any(words.isdisjoint(present) for _, words in others):
                pattern = self.lexicon.patterns[number]
                longest = self._longest.get(number)
                if longest is None:
                    longest = self._longest[number] = _longest_fit(pattern.slots)
                if count <= longest:
                    yield pattern

    def words_of(self, text: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """The words of a clause without its punctuation; the children's names as `$child`."""
        children = {part for name in names for part in read(name).words}
        plain = words_of_sentence(text)
        if _RANKS.isdisjoint(plain):
            mended = [
                "$child" if word in children else self._mended(word) for word in plain if word[:1].isalnum() or word == "'s"
            ]
            return tuple(self.spellings.written_out(mended, self.known))
        reading = read(text)
        words: list[str] = []
        rank = False
        for word, start in zip(reading.words, reading.starts, strict=True):
            if rank and (text[start].isupper() or text[start].isdigit()):
                rank = False  # "PC Hall", "DC 1123": who it is adds no fact
            elif word[:1].isalnum() or word == "'s":
                rank = word in _RANKS
                words.append("$child" if word in children else self._mended(word))
        return tuple(self.spellings.written_out(words, self.known))

    def without_lead(self, words: tuple[str, ...]) -> list[int]:
        """Where a clause may begin: at its first word, and after each of the empty words before the rest."""
        places = [0]
        while (stop := phrase_end(self.leads, words, places[-1], len(words)) if places[-1] < len(words) else -1) > 0:
            places.append(stop)
        return places

    def _mended(self, word: str) -> str:
        if word in self.known or word in self.lookalikes or not word.isalpha():
            return word
        return meant(word, self.long_words) or word


@lru_cache(maxsize=4)
def _ways(words: Lexicon) -> _Ways:
    return _Ways(words)


def _fits(slots: tuple[Slot, ...], index: int, words: tuple[str, ...], at: int, allowed: Collection[str] | None) -> bool:
    """Whether the slots from `index` on fit all words from `at` on; gaps take only `allowed` words, None: any."""
    if index == len(slots):
        return at == len(words)
    slot = slots[index]
    if slot.gap:
        for skipped in range(slot.gap + 1):
            if _fits(slots, index + 1, words, at + skipped, allowed):
                return True
            if at + skipped == len(words) or (allowed is not None and words[at + skipped] not in allowed):
                return False
        return False
    if at < len(words):
        for rest in slot.phrases.get(words[at], ()):
            stop = at + 1 + len(rest)
            if words[at + 1 : stop] == rest and _fits(slots, index + 1, words, stop, allowed):
                return True
    return slot.optional and _fits(slots, index + 1, words, at, allowed)


def _stands_in(line: tuple[Slot, ...], words: tuple[str, ...]) -> bool:
    return any(match(line, 0, words, at, len(words)) >= 0 for at in range(len(words)))
