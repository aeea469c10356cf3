"""Which patterns fit where in a sentence, whoever it is about: worked out once for all checks that read the same texts.

Most sentences hold no pattern of most checks. So a pattern is tried only in sentences in which every part of it has a word, and a
check looks only at sentences in which one of its patterns fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from vpa_assist.checks.prose.about import Names
from vpa_assist.checks.prose.index import index
from vpa_assist.checks.prose.lines import STOPS, match
from vpa_assist.checks.prose.patterns import Lexicon, Pattern
from vpa_assist.checks.prose.pieces import Piece, piece
from vpa_assist.checks.text import sentences

EVERYWHERE = frozenset({"LAN001", "LAN003", "LAN004", "LAN005", "LAN050", "APP002", "DIS002", "FTH002"}) | frozenset(
    f"EXP001:{each}" for each in ("gifts", "older", "crime", "missing", "drugs", "images", "hotel", "cars")
)
"""The checks that read every text of the officer's: what they may meet is asked in one go. The others read a few fields."""
_CLAUSE_STOPS = STOPS | {"and", "but", "because", "so", "who", "when", "while", "until"}


class Fit(NamedTuple):
    """A pattern, and the ranges of words that it fits around one word at which it is looked for, the earliest first."""

    pattern: Pattern
    spans: tuple[tuple[int, int], ...]


Fits = Mapping[str, tuple[Fit, ...]]
"""By check: where its patterns fit in a sentence, from left to right. No check without a fit is in it."""
Place = tuple[int, Piece]
"""A sentence, and the code point of its text at which it begins."""


@lru_cache(maxsize=64)
def asked_with(code: str) -> frozenset[str]:
    """The checks whose patterns are looked for in one go with those of this one."""
    return EVERYWHERE if code in EVERYWHERE else frozenset((code,))


@lru_cache(maxsize=4096)
def places(lexicon: Lexicon, codes: frozenset[str], text: str, names: Names) -> Mapping[str, tuple[Place, ...]]:
    """The sentences of a text in which patterns of these checks fit, by check. No check without one is in it."""
    found: dict[str, list[Place]] = {}
    for offset, sentence, quoted in sentences(text):
        here = piece(lexicon, sentence, quoted, names)
        for code in fits(lexicon, codes, here):
            found.setdefault(code, []).append((offset, here))
    return {code: tuple(several) for code, several in found.items()}


def fits(lexicon: Lexicon, codes: frozenset[str], here: Piece) -> Fits:
    """Where the patterns of these checks fit in a sentence."""
    found: Fits | None = here.fits.get(codes)
    if found is None:
        found = here.fits[codes] = _fits(lexicon, codes, here)
    return found


def _fits(lexicon: Lexicon, codes: frozenset[str], here: Piece) -> Fits:
    words = here.words
    hopeful = _hopeful(lexicon, codes, frozenset(words))
    if not hopeful:
        return {}
    patterns = lexicon.patterns
    found: dict[str, list[tuple[int, Fit]]] = {}
    for number, word, code in hopeful:
        pattern = patterns[number]
        place = -1
        for _ in range(words.count(word)):
            place = words.index(word, place + 1)
            spans = _spans(pattern, here, place)
            if spans:
                found.setdefault(code, []).append((place, Fit(pattern, tuple(spans))))
    return {code: tuple([fit for _, fit in sorted(several, key=itemgetter(0))]) for code, several in found.items()}


def _hopeful(lexicon: Lexicon, codes: frozenset[str], present: frozenset[str]) -> list[tuple[int, str, str]]:
    """The patterns of which every part that must be there has a word, in their order: number, where looked for, and check."""
    sought = index(lexicon, codes)
    found: list[tuple[int, str, str]] = []
    for word in present & sought.words:
        beside, patterns = sought[word]
        for partner in beside & present:
            for at, others, code, number in patterns[partner]:
                for wanted in others:
                    if wanted.isdisjoint(present):
                        break
                else:
                    found.append((number, at, code))
    return sorted(set(found)) if len(found) > 1 else found


def _spans(pattern: Pattern, here: Piece, place: int) -> list[tuple[int, int]]:
    """The ranges of words that a pattern fits around this one."""
    words = here.words
    begin, end = here.sentence_of(place)
    slots, firsts = pattern.slots, pattern.firsts
    stops = _CLAUSE_STOPS if pattern.clause else STOPS
    if not pattern.lead:
        last = match(slots, 0, words, place, end, stops)
        return [(place, last)] if last > place else []
    found: list[tuple[int, int]] = []
    for start in range(max(begin, place - pattern.lead), place + 1):
        if firsts is None or words[start] in firsts:
            last = match(slots, 0, words, start, end, stops)
            if last > place:
                found.append((start, last))
    return found
