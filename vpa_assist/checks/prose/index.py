"""At which words which patterns are looked for, and what else must stand in the sentence for it to be worth it."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter

from vpa_assist.checks.prose.patterns import COMMON, Lexicon, Rests, Slot

Sought = tuple[frozenset[str], list[tuple[tuple[frozenset[str], ...], str, int]]]
"""Words of which one must stand in the sentence for any of some patterns (none: nothing must), and for each pattern: the other
sets of which one word each must, its code and its number."""
Ranked = tuple[int, frozenset[str]]
"""Words of which one must stand in a sentence; a low number where few sentences have one."""


Anchored = tuple[frozenset[str], tuple[Sought, ...]]
"""All that is sought at a word, and words of which one must stand beside it for any of that (none: nothing must)."""


class Index(dict[str, Anchored]):
    """The patterns of some checks by each word at which they are looked for, made when the word is first met."""

    def __init__(self, lexicon: Lexicon, codes: frozenset[str]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._anchors = [(code, anchors) for code, anchors in lexicon.anchors.items() if code in codes]
        self._told: dict[int, tuple[Rests, Ranked]] = {}
        self.words = frozenset(word for _, anchors in self._anchors for word in anchors)

    def __missing__(self, word: str) -> Anchored:
        parts = self._lexicon.parts
        found: dict[frozenset[str], list[tuple[tuple[frozenset[str], ...], str, int]]] = {}
        for code, anchors in self._anchors:
            if word not in anchors:
                continue
            for number in anchors[word]:
                rarest, *others = self._beside(*parts[number], word) or (frozenset(),)
                found.setdefault(rarest, []).append((tuple(others), code, number))
        beside = frozenset().union(*found) if all(found) else frozenset()
        made = self[word] = beside, tuple(found.items())
        return made

    def _beside(self, slots: tuple[Slot, ...], anchor: frozenset[str], word: str) -> tuple[frozenset[str], ...]:
        """What must stand beside the word at which a pattern is looked for: a word of every part, the rarest first."""
        found: set[Ranked] = set()
        for slot in slots:
            if slot.optional or slot.gap:
                continue
            if slot.phrases.keys() != anchor:
                found.add(self._of(slot.phrases))
            elif () not in slot.phrases[word]:
                found.add(_ranked(frozenset(map(_telling, slot.phrases[word]))))
        return tuple([words for _, words in sorted(found, key=itemgetter(0))])

    def _of(self, phrases: Rests) -> Ranked:
        """The telling words of the phrases of a part. Patterns share their phrases: each is gone through once."""
        held = self._told.get(id(phrases))
        if held is None:
            words = frozenset(_telling((first, *rest)) for first, rests in phrases.items() for rest in rests)
            held = self._told[id(phrases)] = (phrases, _ranked(words))
        return held[1]


@lru_cache(maxsize=64)
def index(lexicon: Lexicon, codes: frozenset[str]) -> Index:
    """The index of these checks, made once for each form pack."""
    return Index(lexicon, codes)


def _ranked(words: frozenset[str]) -> Ranked:
    return 50 * len(words & COMMON) + len(words), words


def _telling(phrase: tuple[str, ...]) -> str:
    """The word of a phrase that fewest sentences have."""
    return max(phrase, key=lambda word: (word not in COMMON, len(word)))
