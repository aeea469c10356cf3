"""At which words which patterns are looked for, and what else must stand in the sentence for it to be worth it."""

from __future__ import annotations

from functools import lru_cache

from vpa_assist.checks.prose.patterns import COMMON, Lexicon, Pattern

Sought = tuple[tuple[frozenset[str], ...], Pattern]
"""A pattern, and sets of words of which one each must stand in the sentence."""


class Index(dict[str, tuple[Sought, ...]]):
    """The patterns of some checks by each word at which they are looked for, made when the word is first met."""

    def __init__(self, lexicon: Lexicon, codes: frozenset[str]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._anchors = [anchors for code, anchors in lexicon.anchors.items() if code in codes]
        self.words = frozenset(word for anchors in self._anchors for word in anchors)

    def __missing__(self, word: str) -> tuple[Sought, ...]:
        patterns = self._lexicon.patterns
        made = tuple(
            (_beside(patterns[number], word), patterns[number])
            for anchors in self._anchors
            if word in anchors
            for number in anchors[word]
        )
        self[word] = made
        return made


@lru_cache(maxsize=64)
def index(lexicon: Lexicon, codes: frozenset[str]) -> Index:
    """The index of these checks, made once for each form pack."""
    return Index(lexicon, codes)


def _beside(pattern: Pattern, word: str) -> tuple[frozenset[str], ...]:
    """What must stand beside the word at which a pattern is looked for: a word of every part, the rarest first."""
    found: set[frozenset[str]] = set()
    for slot in pattern.slots:
        if slot.optional or slot.gap:
            continue
        if slot.phrases.keys() != pattern.anchor:
            found.add(frozenset(_telling((first, *rest)) for first, rests in slot.phrases.items() for rest in rests))
        elif () not in slot.phrases[word]:
            found.add(frozenset(_telling(rest) for rest in slot.phrases[word]))
    return tuple(sorted(found, key=lambda words: 50 * len(words & COMMON) + len(words)))


def _telling(phrase: tuple[str, ...]) -> str:
    """The word of a phrase that fewest sentences have."""
    return max(phrase, key=lambda word: (word not in COMMON, len(word)))
