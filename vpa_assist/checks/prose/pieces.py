"""Sentences made ready for the patterns: their words, with slips of the hand mended and names as classes.

A sentence is first only taken apart into words; the places of its words are worked out when a pattern is met in it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Any

from vpa_assist.checks.prose.about import Ctx, Names
from vpa_assist.checks.prose.patterns import Lexicon
from vpa_assist.checks.text import Reading, has_marks, read, read_sentence, word_set, words_of_sentence


class Piece:
    """One sentence as it is matched: its words (slips mended, names as classes).

    Compared by identity: the same sentence among the same people is the same piece for as long as it is kept.
    """

    __slots__ = ("_marked", "_quoted", "_reading", "_sentences", "_text", "fits", "words")

    def __init__(self, text: str, quoted: tuple[tuple[int, int], ...], words: tuple[str, ...]) -> None:
        self._text = text
        self._marked = quoted
        self._quoted: tuple[bool, ...] | None = None
        self._reading: Reading | None = None
        self._sentences: tuple[tuple[int, int], ...] | None = None
        self.words = words
        self.fits: dict[frozenset[str], Any] = {}
        """Where patterns fit, by the checks that were asked for: see `fitting`."""

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
        found = self._sentences
        if found is None:
            found = self._sentences = self.reading.sentences if "." in self.words[:-1] else ((0, len(self.words)),)
        return found

    def sentence_of(self, word: int) -> tuple[int, int]:
        """The sentence in which a word stands."""
        found = self._sentences or self.sentences
        return found[0] if len(found) == 1 else found[bisect_right(found, (word, len(self.words))) - 1]


class _Sentence:
    """What is the same of a sentence whoever is who: its words, and the pieces made of it."""

    __slots__ = ("pieces", "words")

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        words = words_of_sentence(text)
        self.words = _mended(lexicon, read_sentence(text)) if _slips(lexicon, words) else words
        self.pieces: dict[Any, Piece] = {}

    def of(self, text: str, quoted: tuple[tuple[int, int], ...], words: tuple[str, ...]) -> Piece:
        """The piece with these words: the same for all people who make no difference to them."""
        key = (quoted, words)
        found = self.pieces.get(key)
        if found is None:
            found = self.pieces[key] = Piece(text, quoted, words)
        return found


_sentence = lru_cache(maxsize=16384)(_Sentence)
_MOST_PIECES = 64


def piece(lexicon: Lexicon, text: str, quoted: tuple[tuple[int, int], ...], names: Names) -> Piece:
    """A sentence as it is matched. `quoted` are the places in it that stand in quotation marks."""
    sentence = _sentence(lexicon, text)
    words = sentence.words
    nobody = names.all.isdisjoint(words)
    key: Any = quoted if nobody else (quoted, names)
    found = sentence.pieces.get(key)
    if found is None:
        if len(sentence.pieces) > _MOST_PIECES:
            sentence.pieces.clear()
        made = Piece(text, quoted, words) if nobody else sentence.of(text, quoted, names.classed(words))
        found = sentence.pieces[key] = made
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


def _slips(lexicon: Lexicon, words: tuple[str, ...]) -> bool:
    """Whether a word of these may be a slip of the hand, or written short."""
    plain = _plain_words(lexicon)
    if plain.issuperset(words):
        return False
    found = False
    for word in set(words) - plain:
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
    words = _mended(lexicon, reading) if _slips(lexicon, reading.words) else reading.words
    return reading, ctx.names.classed(words)
