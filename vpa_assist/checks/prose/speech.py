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
def _minimal_gestures(catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    phrases = catalogue.raw("patterns/WRD007")["minimal"].get("gestures", ())
    return tuple(words for phrase in phrases for words in expand(phrase))


def is_minimal(text: str, catalogue: Catalogue) -> bool:
    """Whether a child's answer is only 'fine', 'yes', 'don't know', a shrug."""
    words = [word for word in read(text).words if word[:1].isalnum()]
    allowed = minimal_words(catalogue)
    words = _without_gestures(spellings(catalogue).written_out(words, allowed), _minimal_gestures(catalogue))
    return (
        bool(words)
        and len(words) <= 7
        and all(word in allowed or word == "'s" or _DOUBLED.sub(r"\1", word) in allowed for word in words)
        and not _refusal(words)
    )


def _without_gestures(words: list[str], gestures: tuple[tuple[str, ...], ...]) -> list[str]:
    """The words with each gesture that says no more than yes, no or who knows ("shoulders up and down") put as a shrug."""
    for phrase in gestures:
        for at in range(len(words) - len(phrase) + 1):
            if tuple(words[at : at + len(phrase)]) == phrase:
                words = [*words[:at], "shrug", *words[at + len(phrase) :]]
    return words


_DOUBLED = re.compile(r"(.)\1+")  # "fiiine", "nooo"


_POSITIVE = word_set("fine ok okay good alright right well great happy safe calm")


def _refusal(words: list[str]) -> bool:
    pairs = pairwise(words)
    pleads = words == ["do", "not"] or ("please" in words and not {"no", "not"}.isdisjoint(words))
    return pleads or (len(words) > 2 and words[0] == words[1] == words[2]) or any(a == "not" and b in _POSITIVE for a, b in pairs)


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
