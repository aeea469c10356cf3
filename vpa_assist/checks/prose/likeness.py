"""Whether a sentence in which a pattern stands sounds like those that should be found, or like good recording.

A pattern sees the few words that it is made of. The words around them tell, too: "let himself be picked up" after "Mum's
pastor came and" is no blame. So each word, and each pair of words that follow one another, has a weight (`forms/likeness/`), and
a finding is dropped when their sum stays below a line. Weights only silence: what is found, where and why is the pattern's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vpa_assist.checks.prose.patterns import Lexicon

NEAR = 8
"""How many words before a pattern, and after it, are weighed with it."""


class Likeness(NamedTuple):
    """What the words of a sentence weigh for one check."""

    cut: float
    """A sentence whose sum is lower is left alone."""
    weights: Mapping[str, float]
    """By a word, or by two that follow one another. Those that are not there weigh nothing."""

    def of(self, words: tuple[str, ...]) -> float:
        """The sum of the weights of a sentence, to the hundredth: each word and each pair once, however often it stands there."""
        weights = self.weights
        return round(sum([weights[each] for each in features(words) if each in weights]), 2)


def surroundings(words: tuple[str, ...], first: int, last: int) -> tuple[str, ...]:
    """The words `[first, last)` of a sentence with those beside them: what is said far away in a long one does not count."""
    return words[max(0, first - NEAR) : last + NEAR]


@lru_cache(maxsize=1024)
def features(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a sentence and each two that follow one another, in order, each once. Any figure counts as `0`."""
    plain = ["0" if word.isdigit() else word for word in words]
    return tuple(dict.fromkeys((*plain, *(f"{first} {second}" for first, second in pairwise(plain)))))


def sounds_like(lexicon: Lexicon, code: str, words: tuple[str, ...]) -> bool:
    """Whether a sentence may be one that this check is for. Checks without weights take every sentence."""
    known = lexicon.likeness[code.partition(":")[0]]
    return known is None or known.of(words) >= known.cut
