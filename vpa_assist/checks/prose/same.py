"""VOC002 and VOC003: the same words twice, for two children or as the incident account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice

from vpa_assist.checks.case import Case, ChildCase, Hit, check
from vpa_assist.checks.prose.fields import voice_texts
from vpa_assist.record.referral import Part
from vpa_assist.record.remembering import ByPart

_RUN = 12
_LEAST = 6
_WORD = re.compile("[^\\W_][\\w\u0300-\u036f]*(?:['\u2019][^\\W_]+)*")
_BLANKED = str.maketrans({mark: " " for mark in map(chr, range(128)) if not mark.isalnum() and mark != "'"})
"""All but letters, figures and apostrophes as blanks: most texts are then words between blanks."""


@lru_cache(maxsize=1024)
def bare_words(text: str) -> tuple[str, ...]:
    """The words of a text: case, punctuation and the kind of apostrophe apart."""
    return tuple(_bare_words(text))


def _bare_words(text: str) -> list[str]:
    blanked = _blanked(text)
    return _WORD.findall(_small(text)) if blanked is None else blanked.split()


def _small(text: str) -> str:
    return text.lower().replace("\u2019", "'")


def _blanked(text: str) -> str | None:
    """The words of a text between blanks, None where that is not all there is to them."""
    small = _small(text)
    if not small.isascii() or "_" in small or "''" in small:
        return None
    return small.translate(_BLANKED).replace(" '", " ").replace("' ", " ").strip("'")


@check("VOC002")
def same_words_for_two_children(case: Case) -> Iterator[Hit]:
    """A voice text that an earlier child has too, whatever the names."""
    names = tuple(bare_words(child.child.given_name) for child in case.all_children if child.child.given_name)
    seen: dict[str, int] = {}
    for child in case.children if len(case.children) > 1 else ():
        mine: list[str] = []
        for path, text, key in _COMPARED.of(child.child, (child.path, names), partial(_compared, child, names)):
            earlier = seen.get(key)
            if earlier is not None:
                other = case.all_children[earlier].name or case.catalogue.screen("this_child")
                yield Hit(path, (len(text) - len(text.lstrip()), len(text.rstrip())), {"other": other})
            mine.append(key)
        for key in mine:
            seen.setdefault(key, child.index)


def _compared(child: ChildCase, names: tuple[tuple[str, ...], ...], _: Part) -> tuple[tuple[str, str, str], ...]:
    """The voice texts of a child that are held against another's: address, text, and its words without names."""
    told = [(path, text, _without_names(text, names)) for member, path, text in voice_texts(child) if member != "environment"]
    return tuple([(path, text, words) for path, text, words in told if words])


_COMPARED: ByPart[tuple[tuple[str, str, str], ...]] = ByPart()


@lru_cache(maxsize=1024)
def _without_names(text: str, names: tuple[tuple[str, ...], ...]) -> str:
    """The words of a text with one mark for each given name, also where it owns something ("Erin's"); "" where they are few."""
    words = bare_words(text)
    firsts = {form for name in names if name for form in (name[0], name[0] + "'s")}
    if firsts.isdisjoint(words):
        return _enough(words)
    found: list[str] = []
    at = 0
    for place in [place for place, word in enumerate(words) if word in firsts]:
        name = next((each for each in names if each and _stands_at(words, place, each)), None) if place >= at else None
        if name is not None:
            found += words[at:place]
            at = place + len(name)
            found.append("\0\0" if words[at - 1].endswith("'s") else "\0")
    found += words[at:]
    return _enough(found)


def _enough(words: Sequence[str]) -> str:
    return " ".join(words).replace("'", "") if len(words) >= _LEAST else ""  # "dont" is "don't"


def _stands_at(words: tuple[str, ...], at: int, name: tuple[str, ...]) -> bool:
    last = at + len(name) - 1
    return last < len(words) and words[at:last] == name[:-1] and words[last].removesuffix("'s") == name[-1]


@check("VOC003", of="child")
def account_in_the_voice(case: Case) -> Iterator[Hit]:
    """A voice text that repeats twelve words in a row of the incident account."""
    incident = case.referral.incident
    if incident is None or not incident.account:
        return
    account = incident.account
    for child in case.children:
        for member, path, text in voice_texts(child):
            if member != "words":
                span = repeated(text, account)
                if span:
                    yield Hit(path, span)


@lru_cache(maxsize=256)
def _joined(text: str) -> str:
    blanked = _blanked(text)
    if blanked is None:
        blanked = " ".join(_bare_words(text))
    while "  " in blanked:
        blanked = blanked.replace("  ", " ")  # far quicker than to take a thousand words apart and to join them
    return f" {blanked.strip()} "


_SAMPLE = 6
_STEP = _RUN - _SAMPLE + 1
"""Of the stretches of six words that begin at every seventh word of a text, each run of twelve words holds exactly one."""


@lru_cache(maxsize=1024)
def repeated(text: str, account: str) -> tuple[int, int] | None:
    """The first stretch of a text that is made of runs of twelve words of the account, in code points."""
    words = bare_words(text)
    if len(words) < _RUN:
        return None
    whole = _joined(account)

    def shared(at: int, count: int) -> bool:
        return f" {' '.join(words[at : at + count])} " in whole

    last_run = len(words) - _RUN
    for sample in range(0, len(words) - _SAMPLE + 1, _STEP):
        if not shared(sample, _SAMPLE):
            continue
        for at in range(max(0, sample - _STEP + 1), min(sample, last_run) + 1):
            if shared(at, _RUN):
                last = at
                while last < last_run and shared(last + 1, _RUN):
                    last += 1
                places = [match.span() for match in islice(_WORD.finditer(text), last + _RUN)]
                return places[at][0], places[last + _RUN - 1][1]
    return None
