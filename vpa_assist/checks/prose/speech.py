"""WRD007: was anything said? The least that a child can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vpa_assist.checks.case import Case, Hit, check
from vpa_assist.checks.spellings import spellings
from vpa_assist.checks.stock import expand
from vpa_assist.checks.text import read, word_set

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


def _minimal_words(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(word for entry in catalogue.raw("patterns/WRD007")["minimal"]["words"] for word in read(entry).words)


@lru_cache(maxsize=4)
def minimal_words(catalogue: Catalogue) -> frozenset[str]:
    """The words of the least that a child can say."""
    return _minimal_words(catalogue)


@lru_cache(maxsize=4)
def _minimal_gestures(catalogue: Catalogue) -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """The gestures that say no more than that, and all their words."""
    phrases = catalogue.raw("patterns/WRD007")["minimal"].get("gestures", ())
    gestures = tuple(words for phrase in phrases for words in expand(phrase))
    return gestures, frozenset(word for words in gestures for word in words)


@lru_cache(maxsize=2048)
def is_minimal(text: str, catalogue: Catalogue) -> bool:
    """Whether a child's answer is only 'fine', 'yes', 'don't know', a shrug."""
    words = [word for word in read(text).words if word[:1].isalnum() or word == "'s"]
    allowed = minimal_words(catalogue)
    words = spellings(catalogue).written_out(words, allowed)
    gestures, of_gestures = _minimal_gestures(catalogue)
    if not words or not all(word in of_gestures or _says_little(word, allowed) for word in words):
        return False
    words = _without_gestures(words, gestures)
    return len(words) <= 7 and all(_says_little(word, allowed) for word in words) and not _refusal(words)


def _says_little(word: str, allowed: frozenset[str]) -> bool:
    return word in allowed or word == "'s" or _DOUBLED.sub(r"\1", word) in allowed


def _without_gestures(words: list[str], gestures: tuple[tuple[str, ...], ...]) -> list[str]:
    """The words with each gesture that says no more than yes, no or who knows ("shoulders up and down") put as a shrug."""
    for phrase in gestures:
        for at in range(len(words) - len(phrase) + 1):
            if tuple(words[at : at + len(phrase)]) == phrase:
                words = [*words[:at], "shrug", *words[at + len(phrase) :]]
    return words


_DOUBLED = re.compile(r"(.)\1+")  # "fiiine", "nooo"


_POSITIVE = word_set("fine ok okay good alright right well great happy safe calm")


_NOT_YET_DENIED = word_set("know mind care bother bothered fussed matter think sure really much remember have say")
_PLAYED_DOWN = word_set("not nothing no never nowt nobody")


def _refusal(words: list[str]) -> bool:
    """Whether the answer pleads, or denies that all is well: "please don't", "no no no", "I don't feel safe", "nothing's ok"."""
    if words == ["do", "not"] or ("please" in words and not {"no", "not"}.isdisjoint(words)):
        return True
    if len(words) > 2 and words[0] == words[1] == words[2] and words[0] in ("no", "not", "nope", "please"):
        return True
    for at, word in enumerate(words):
        after = words[at + 1 : at + 4]
        if word in ("not", "never") and after and after[0] not in _NOT_YET_DENIED and not _POSITIVE.isdisjoint(after):
            return True
        if word in ("bad", "wrong") and _PLAYED_DOWN.isdisjoint(words[max(at - 3, 0) : at]):
            return True
        if word == "nothing" and any(a in ("is", "'s") and b in _POSITIVE for a, b in pairwise(words[at + 1 : at + 6])):
            return "it" not in words[at + 1 : at + 3] and "i" not in words[at + 1 : at + 3]
    return False


@check("WRD007", of="child")
def fine_and_no_more(case: Case) -> Iterator[Hit]:
    """Every utterance of the child is minimal, and what the child looked like saying it is not told."""
    for child in case.children:
        own = [(index, each) for index, each in child.own_utterances if each.words]
        if own and all(not each.demeanour and is_minimal(each.words or "", case.catalogue) for _, each in own):
            index, first = own[0]
            text = first.words or ""
            reading = read(text)
            yield Hit(child.at("aware", "words", index, "words"), reading.span(0, len(reading.words)))
