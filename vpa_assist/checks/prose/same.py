"""VOC002 and VOC003: the same words twice, for two children or as the incident account."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vpa_assist.checks.case import Case, Hit, check
from vpa_assist.checks.prose.fields import voice_texts
from vpa_assist.checks.text import Reading, read

_RUN = 12
_LEAST = 6


@lru_cache(maxsize=1024)
def bare_words(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a text, case and punctuation apart, with their place in the reading."""
    reading = read(text)
    found: list[tuple[str, int]] = []
    for index, word in enumerate(reading.words):
        if word[:1].isalnum() or word == "'s":
            found.append((word, index))
    return tuple(found)


@check("VOC002")
def same_words_for_two_children(case: Case) -> Iterator[Hit]:
    """A voice text that an earlier child has too, whatever the names."""
    names = [tuple(w for w, _ in bare_words(child.child.given_name)) for child in case.all_children if child.child.given_name]
    seen: dict[tuple[str, ...], int] = {}
    for child in case.children:
        mine: list[tuple[str, ...]] = []
        for member, path, text in voice_texts(child):
            if member == "environment":
                continue
            key = _without_names(tuple(word for word, _ in bare_words(text)), names)
            if len(key) < _LEAST:
                continue
            earlier = seen.get(key)
            if earlier is not None:
                other = case.all_children[earlier].name or case.catalogue.screen("this_child")
                start, end = len(text) - len(text.lstrip()), len(text.rstrip())
                yield Hit(path, (start, end), {"other": other})
            mine.append(key)
        for key in mine:
            seen.setdefault(key, child.index)


def _without_names(words: tuple[str, ...], names: list[tuple[str, ...]]) -> tuple[str, ...]:
    found: list[str] = []
    at = 0
    while at < len(words):
        name = next((each for each in names if each and words[at : at + len(each)] == each), None)
        found.append("\0" if name else words[at])
        at += len(name) if name else 1
    # a possessive 's is part of the word before it
    return tuple(word for word in found if word != "'s")


@check("VOC003")
def account_in_the_voice(case: Case) -> Iterator[Hit]:
    """A voice text that repeats twelve words in a row of the incident account."""
    incident = case.referral.incident
    if incident is None or not incident.account:
        return
    account = tuple(word for word, _ in bare_words(incident.account))
    if len(account) < _RUN:
        return
    runs = _runs(account)
    for child in case.children:
        for member, path, text in voice_texts(child):
            if member != "words":
                span = _repeated(text, runs)
                if span:
                    yield Hit(path, span)


@lru_cache(maxsize=64)
def _runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


def _repeated(text: str, runs: frozenset[tuple[str, ...]]) -> tuple[int, int] | None:
    """The first stretch of a text that is made of runs of the account."""
    words = bare_words(text)
    plain = tuple(word for word, _ in words)
    reading: Reading = read(text)
    for at in range(len(plain) - _RUN + 1):
        if plain[at : at + _RUN] in runs:
            last = at + 1
            while last + _RUN <= len(plain) and plain[last : last + _RUN] in runs:
                last += 1
            return reading.starts[words[at][1]], reading.ends[words[last - 1 + _RUN - 1][1]]
    return None
