"""At which words of a sentence which patterns are looked for, and what else must stand in it for it to be worth it.

A pattern is looked for at one word and needs another beside it. Of the two, one has many patterns to its name or stands in most
sentences; so each pair of words is kept at the rarer one, and a sentence is asked only for the pairs that both stand in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from vpa_assist.checks.prose.patterns import COMMON, Beside, Lexicon, Ranked


class Sought(NamedTuple):
    """A pattern that may fit where two words stand in a sentence, one of them `at`, and one word of each of `others`."""

    at: str
    """The word at which it is looked for."""
    others: tuple[frozenset[str], ...]
    code: str
    number: int


class Index(dict[str, tuple[frozenset[str], dict[str, list[Sought]]]]):
    """By a word: the words of which one must stand beside it, and by each of those the patterns of some checks.

    Made when the word is first met.
    """

    def __init__(self, lexicon: Lexicon, codes: frozenset[str]) -> None:
        super().__init__()
        self._beside = lexicon.beside
        self._known = [(code, lexicon.anchors[code], lexicon.partners[code]) for code in sorted(codes & lexicon.codes)]
        self.words = {word for _, anchors, partners in self._known for word in chain(anchors, partners)}
        """The words of which it knows anything."""

    def __missing__(self, word: str) -> tuple[frozenset[str], dict[str, list[Sought]]]:
        found: dict[str, list[Sought]] = {}
        # patterns that need the same words are taken together: most share theirs with others
        together: dict[frozenset[str], list[Sought]] = {}
        for code, anchors, partners in self._known:
            if word in anchors:
                for number in anchors[word]:
                    needs, others = needed(self._beside[number], word)
                    together.setdefault(needs, []).append(Sought(word, others, code, number))
            if word in partners:
                for number, at in partners[word]:
                    _, others = needed(self._beside[number], at)
                    found.setdefault(at, []).append(Sought(at, others, code, number))
        often = word in _FREQUENCY
        for needs, several in together.items():
            for partner in needs:
                if not (often and rarer(partner, word)):
                    found.setdefault(partner, []).extend(several)
        if not found:
            self.words.discard(word)
        made = self[word] = frozenset(found), found
        return made


def needed(beside: Beside, word: str) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """What a pattern that is looked for at this word needs: the rarest words of which one must stand there, and the other sets.

    A pattern that needs nothing else needs the word itself.
    """
    following, others = beside
    ranks = sorted((*others, following[word]) if word in following else others, key=itemgetter(0))
    if not ranks:
        return frozenset((word,)), ()
    return ranks[0][1], tuple([words for _, words in ranks[1:]])


def rarer(word: str, than: str) -> bool:
    """Whether fewer sentences have this word than the other, as far as is known of both."""
    return _FREQUENCY.get(word, 0) < _FREQUENCY.get(than, 0)


_OFTEN = [
    ".", ",", "the", "and", "to", "of", "a", "in", "with", "was", "he", "she", "his", "her", "at", "on", "for", "it",
    "that", "is", "had", "not", "they", "as", "$person", "$child", "from", "said", "by", "this", "but", "were",
    "have", "be", "him", "them", "up", "out", "when", "no", "who", "i", "there", "an", "or", "been", "would", "which",
    "has", "so", "what", "if", "about", "their", "did", "we", "all", "could",
]  # fmt: skip
"""Words that stand in most sentences, those in the most first."""
_FREQUENCY = dict.fromkeys(COMMON, 1) | {word: 2 + place for place, word in enumerate(reversed(_OFTEN))}


@lru_cache(maxsize=64)
def index(lexicon: Lexicon, codes: frozenset[str]) -> Index:
    """The index of these checks, made once for each form pack."""
    return Index(lexicon, codes)


def ranked(words: frozenset[str]) -> Ranked:
    """Words of which one must stand in a sentence, with how often sentences have one."""
    return 50 * len(words & COMMON) + len(words), words


def telling(phrases: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Of each phrase the word that fewest sentences have."""
    return frozenset([max(phrase, key=lambda word: (word not in COMMON, len(word))) for phrase in phrases])
