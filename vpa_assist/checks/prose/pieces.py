"""Sentences made ready for the patterns, and which patterns may stand in them at all.

Most sentences hold no pattern of most checks. So a sentence is first only taken apart into words; the places of its words are
worked out when a pattern is met in it, and a check looks only at sentences in which every part of one of its patterns has a word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from vpa_assist.checks.prose.about import Ctx, classed
from vpa_assist.checks.prose.index import index
from vpa_assist.checks.prose.patterns import Lexicon, Pattern
from vpa_assist.checks.text import Reading, has_marks, read, read_sentence, sentences, word_set, words_of_sentence

Hopeful = Mapping[str, tuple[Pattern, ...]]
"""The patterns of one check that may stand in a sentence, by the word at which they are looked for."""

EVERYWHERE = frozenset({"LAN001", "LAN003", "LAN004", "LAN005", "LAN050", "APP002", "DIS002", "FTH002"}) | frozenset(
    f"EXP001:{each}" for each in ("gifts", "older", "crime", "missing", "drugs", "images", "hotel", "cars")
)
"""The checks that read every text of the officer's: what they may meet is asked in one go. The others read a few fields."""


class Piece:
    """One sentence as it is matched: its words (slips mended, names as classes) and the set of them.

    Compared by identity: the same sentence among the same people is the same piece for as long as it is kept.
    """

    __slots__ = ("_marked", "_quoted", "_reading", "_text", "present", "words")

    def __init__(self, text: str, quoted: tuple[tuple[int, int], ...], words: tuple[str, ...], present: frozenset[str]) -> None:
        self._text = text
        self._marked = quoted
        self._quoted: tuple[bool, ...] | None = None
        self._reading: Reading | None = None
        self.words = words
        self.present = present

    @property
    def reading(self) -> Reading:
        """The sentence as typed, with the place of every word; what the whole text quotes counts as quoted."""
        made = self._reading
        if made is None:
            made = read_sentence(self._text)
            if self._marked:
                marks = tuple(any(begin <= start < end for begin, end in self._marked) for start in made.starts)
                made = made._replace(quoted=marks)
            self._reading = made
        return made

    @property
    def quoted(self) -> tuple[bool, ...]:
        """Which words stand in quotation marks."""
        if self._quoted is None:
            plain = not self._marked and not has_marks(self._text)
            self._quoted = (False,) * len(self.words) if plain else self.reading.quoted
        return self._quoted

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences in it, as ranges of words: mostly one."""
        if "." in self.words[:-1]:
            return self.reading.sentences
        return ((0, len(self.words)),)

    def sentence_of(self, word: int) -> tuple[int, int]:
        """The sentence in which a word stands."""
        found = self.sentences
        return found[0] if len(found) == 1 else found[bisect_right(found, (word, len(self.words))) - 1]


Place = tuple[int, Piece]
"""A sentence, and the code point of its text at which it begins."""


def piece(lexicon: Lexicon, text: str, quoted: tuple[tuple[int, int], ...], ctx: Ctx) -> Piece:
    """A sentence as it is matched. `quoted` are the places in it that stand in quotation marks."""
    return _piece(lexicon, text, quoted, ctx.child, ctx.others)


@lru_cache(maxsize=16384)
def _piece(
    lexicon: Lexicon, text: str, quoted: tuple[tuple[int, int], ...], child: frozenset[str], others: frozenset[str]
) -> Piece:
    words, present = _plain(lexicon, text)
    if not (child.isdisjoint(present) and others.isdisjoint(present)):
        words = classed(words, child, others)
        present = frozenset(words)
    return _shared(text, quoted, words, present)


@lru_cache(maxsize=16384)
def _shared(text: str, quoted: tuple[tuple[int, int], ...], words: tuple[str, ...], present: frozenset[str]) -> Piece:
    """The same piece whoever is who, where that makes no difference to its words."""
    return Piece(text, quoted, words, present)


@lru_cache(maxsize=8192)
def _plain(lexicon: Lexicon, text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """What is the same of a sentence whoever is who: its words, and the set of them."""
    words = words_of_sentence(text)
    present = frozenset(words)
    if _slips(lexicon, present):
        words = _mended(lexicon, read_sentence(text))
        present = frozenset(words)
    return words, present


def places(lexicon: Lexicon, code: str, text: str, ctx: Ctx) -> tuple[Place, ...]:
    """The sentences of a text in which a pattern of this check may stand."""
    return _places(lexicon, _asked_with(code), text, ctx.child, ctx.others).get(code, ())


def hopeful(lexicon: Lexicon, code: str, here: Piece) -> Hopeful:
    """The patterns of this check that may stand in a sentence."""
    return _hopeful(lexicon, _asked_with(code), here).get(code, {})


@lru_cache(maxsize=64)
def _asked_with(code: str) -> frozenset[str]:
    return EVERYWHERE if code in EVERYWHERE else frozenset((code,))


@lru_cache(maxsize=4096)
def _places(
    lexicon: Lexicon, codes: frozenset[str], text: str, child: frozenset[str], others: frozenset[str]
) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for offset, sentence, quoted in sentences(text):
        here = _piece(lexicon, sentence, quoted, child, others)
        for code in _hopeful(lexicon, codes, here):
            found.setdefault(code, []).append((offset, here))
    return {code: tuple(several) for code, several in found.items()}


@lru_cache(maxsize=16384)
def _hopeful(lexicon: Lexicon, codes: frozenset[str], here: Piece) -> Mapping[str, Hopeful]:
    """By check: the patterns of which every part that must be there has a word in the sentence."""
    sought = index(lexicon, codes)
    present = here.present
    found: dict[str, dict[str, tuple[Pattern, ...]]] = {}
    for word in present & sought.words:
        beside, groups = sought[word]
        if beside and beside.isdisjoint(present):
            continue
        for rarest, several in groups:
            if rarest and rarest.isdisjoint(present):
                continue
            for others, code, number in several:
                for wanted in others:
                    if wanted.isdisjoint(present):
                        break
                else:
                    at = found.setdefault(code, {})
                    at[word] = (*at.get(word, ()), lexicon.patterns[number])
    return found


@lru_cache(maxsize=8192)
def _slip(lexicon: Lexicon, word: str) -> str:
    """The word of the patterns that a longer word was meant to be: one letter wrong, too many, missing, or two swapped."""
    if len(word) < 5 or word in lexicon.words or word in lexicon.lookalikes or not word.isalpha():
        return word
    if word.endswith("in") and word + "g" in lexicon.words:
        return word + "g"  # as it is spoken: "placin", "refusin"
    meant = lexicon.meant
    missing = meant.get(word)
    for at in range(1, len(word)):
        shorter = word[:at] + word[at + 1 :]
        candidate = meant.get(shorter)
        if candidate is None or candidate[0] != word[0]:
            continue
        if len(candidate) == len(word):
            wrong = [place for place in range(len(word)) if word[place] != candidate[place]]
            if len(wrong) == 1 or (
                len(wrong) == 2
                and wrong[1] == wrong[0] + 1
                and word[wrong[0]] == candidate[wrong[1]]
                and word[wrong[1]] == candidate[wrong[0]]
            ):
                return candidate
        elif candidate == shorter and len(shorter) > 4:
            return candidate  # a letter too many
    return missing if missing and missing[0] == word[0] else word


def _slips(lexicon: Lexicon, present: frozenset[str]) -> bool:
    """Whether a word of these may be a slip of the hand, or written short."""
    plain = _plain_words(lexicon)
    unknown = present - plain
    if not unknown:
        return False
    found = False
    for word in unknown:
        if word in lexicon.spelt or (len(word) > 4 and word not in lexicon.words and _slip(lexicon, word) != word):
            found = True
        elif len(plain) < _MOST_WORDS:
            plain.add(word)
    return found


_MOST_WORDS = 50_000


@lru_cache(maxsize=4)
def _plain_words(lexicon: Lexicon) -> set[str]:
    """Words that are neither a slip of the hand nor written short: filled as they are met."""
    return set()


def _mended(lexicon: Lexicon, reading: Reading) -> tuple[str, ...]:
    """The words with slips of the hand mended; a word with a capital inside a sentence is a name and stays."""
    text, known = reading.text, lexicon.words
    begins = {begin for begin, _ in reading.sentences}
    shouted = text.isupper()
    words = reading.words

    def meant(index: int, word: str) -> str:
        capital = text[reading.starts[index]].isupper() and not shouted
        if capital and index not in begins:
            return word
        if word in lexicon.spelt:
            return _written_out(lexicon, words, index)
        if capital and _next_is_a_name(text, reading, index):
            return word  # "Fergal Ince"
        return _slip(lexicon, word) if len(word) > 4 and word not in known else word

    return tuple(meant(index, word) for index, word in enumerate(words))


def _next_is_a_name(text: str, reading: Reading, index: int) -> bool:
    """Whether the word after this one has a capital, too, as in a name and a surname."""
    return index + 1 < len(reading.starts) and text[reading.starts[index + 1]].isupper()


_COUNTED = word_set("age aged is was are turned turning only just about nearly almost over under at year flat room no number")
"""After these a figure is a number."""


def _written_out(lexicon: Lexicon, words: tuple[str, ...], index: int) -> str:
    """The word that a short spelling stands for. A figure does so only between a word and one of those that it may precede."""
    word = words[index]
    meant = lexicon.spelt[word]
    if not word.isdigit():
        return meant
    after = words[index + 1] if index + 1 < len(words) else ""
    between = (
        index > 0
        and words[index - 1].isalpha()
        and words[index - 1] not in _COUNTED
        and f" {after} " in lexicon.before.get(meant, "")
    )
    return meant if between else word


@lru_cache(maxsize=1024)
def mended(lexicon: Lexicon, text: str, ctx: Ctx) -> tuple[Reading, tuple[str, ...]]:
    """The reading of a whole text, and its words as they are matched."""
    reading = read(text)
    words = _mended(lexicon, reading) if _slips(lexicon, frozenset(reading.words)) else reading.words
    return reading, classed(words, ctx.child, ctx.others)
