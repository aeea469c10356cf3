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
    """What must stand beside the word at which a pattern is looked for: a word of every other part, the rarest first."""
    found = {wanted for wanted in pattern.wanted if wanted != pattern.anchor}
    following = _following(pattern, word)
    if following:
        found.add(following)
    return tuple(sorted(found, key=lambda words: 50 * len(words & COMMON) + len(words)))


def _following(pattern: Pattern, word: str) -> frozenset[str]:
    """The words of which one must come next where each phrase with this first word is longer than it; else none."""
    found: set[str] = set()
    for slot in pattern.slots:
        if not slot.optional and not slot.gap and slot.phrases.keys() == pattern.anchor:
            rests = slot.phrases[word]
            if () in rests:
                return frozenset()
            found.update(rest[0] for rest in rests)
    return frozenset(found)
