"""At which words which patterns are looked for, and what else must stand in the sentence for it to be worth it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from vpa_assist.checks.prose.patterns import COMMON, Lexicon, Ranked

Sought = tuple[frozenset[str], list[tuple[tuple[frozenset[str], ...], str, int]]]
"""Words of which one must stand in the sentence for any of some patterns (none: nothing must), and for each pattern: the other
sets of which one word each must, its code and its number."""


Anchored = tuple[frozenset[str], tuple[Sought, ...]]
"""All that is sought at a word, and words of which one must stand beside it for any of that (none: nothing must)."""


class Index(dict[str, Anchored]):
    """The patterns of some checks by each word at which they are looked for, made when the word is first met."""

    def __init__(self, lexicon: Lexicon, codes: frozenset[str]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._anchors = [(code, lexicon.anchors[code]) for code in sorted(codes & lexicon.codes)]
        self.words = frozenset(word for _, anchors in self._anchors for word in anchors)

    def __missing__(self, word: str) -> Anchored:
        found: dict[frozenset[str], list[tuple[tuple[frozenset[str], ...], str, int]]] = {}
        for code, anchors in self._anchors:
            if word not in anchors:
                continue
            for number in anchors[word]:
                following, others = self._lexicon.beside[number]
                ranks = sorted((*others, following[word]) if word in following else others, key=itemgetter(0))
                rarest, *rest = [words for _, words in ranks] or [frozenset()]
                found.setdefault(rarest, []).append((tuple(rest), code, number))
        beside = frozenset().union(*found) if all(found) else frozenset()
        made = self[word] = beside, tuple(found.items())
        return made


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
