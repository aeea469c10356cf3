"""Answers that answer nothing: stock phrases, pointers to a log, placeholders.

A text is taken apart into the phrases of `forms/concepts/stock.toml`. It says nothing when every word belongs to one of
its groups and at least one stands for an answer; one word of substance ("Barefoot.") makes it an answer.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Literal

from vpa_assist.checks.inflect import forms
from vpa_assist.checks.prose import kept
from vpa_assist.checks.prose.patterns import lexicon
from vpa_assist.checks.spellings import spellings
from vpa_assist.checks.text import plain, read, words_of_sentence

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Kind = Literal["blank", "stock", "pointer", "placeholder"]
Vocabulary = dict[str, tuple[tuple[tuple[str, ...], str], ...]]

_OTHER_BOXES = frozenset({"appearance", "activity", "environment", "relationships", "words", "wishes"})
_BOXES = frozenset(
    {
        "behaviour",
        "relationship",
        "relationships",
        "appearance",
        "environment",
        "home",
        "interaction",
        "house",
        "flat",
        "room",
        "adjustments",
        "adjustment",
    }
)
_DID_NOT = (
    *([verb, "not"] for verb in ("did", "would", "will", "could", "was", "were", "does", "has", "have", "do", "can")),
    ["not", "asked"],
    ["never", "said"],
    ["is", "unsure"],
)
_BEFORE_SOMEBODY = frozenset({"from", "on", "for", "by", "ask", "see", "per"})
_WAITING = frozenset(
    {"awaiting", "awaited", "pending", "tbc", "waiting", "not", "no", "nothing", "none", "never", "see", "ask", "per"}
)
_ANSWER_ALONE = frozenset({"nothing", "none", "nil", "no", "nowt", "zero", "nought", "nobody"})
_PRAISED_WITH = ("good", "great", "lovely", "patient", "loving")
_AGES = (["year"], ["yr"], ["years"], ["yo"], ["month"], ["months"])
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_LONGEST = 200  # nobody needs more to say nothing
_GROUPS = ("fine", "worry", "nothing", "asked", "pointer", "pointing", "placeholder", "small", "someone", "voice_small")


def says_nothing(text: str | None, names: Collection[str], catalogue: Catalogue) -> bool:
    """Whether a voice text or a welfare check is empty or made only of stock phrases, small words, a name and punctuation."""
    return not text or kind_of_nothing(text, names, catalogue, voice=True) is not None


def kind_of_nothing(text: str, names: Collection[str], catalogue: Catalogue, *, voice: bool) -> Kind | None:
    """What sort of nothing a text says, or None where it says something. `voice` for the boxes of AWARE and the welfare check."""
    return _kind(text, _parts(tuple(names)), vocabulary(catalogue), voice)


@lru_cache(maxsize=64)
def _parts(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(part for name in names for part in read(name).words)


class _Vocabulary:
    """The phrases of the file by their first word, longest first, each with its groups: one for each form pack."""

    def __init__(self, catalogue: Catalogue) -> None:
        table = json.loads(bytes(kept.data(catalogue, "stock", _gathered, "concepts/stock.toml")))
        self._rows: dict[str, str] = table["phrases"]
        self._phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        self.people = frozenset(table["people"].split())
        self.spellings = spellings(catalogue)
        patterns = lexicon(catalogue)
        self.lookalikes = patterns.lookalikes | patterns.words
        """Words that mean what they say, whatever they are one slip away from: "Lonely." is no "lovely"."""
        self.words = frozenset(table["words"].split())
        self.long_words = frozenset([word for word in self.words if len(word) > 3])

    def phrases(self, word: str) -> list[tuple[tuple[str, ...], frozenset[str]]]:
        """The phrases that begin with this word, each with its groups."""
        found = self._phrases.get(word)
        if found is None:
            pairs = [row.split("\t") for row in self._rows.get(word, "").splitlines()]
            found = self._phrases[word] = [(tuple(phrase.split(" ")), frozenset(groups.split(" "))) for phrase, groups in pairs]
        return found


def _gathered(catalogue: Catalogue) -> bytes:
    """The phrases of the file written out in every way, which takes long: kept between two starts."""
    table = catalogue.raw("concepts/stock")
    gathered: dict[str, dict[tuple[str, ...], set[str]]] = {}
    for group in _GROUPS:
        for phrase in table[group]["words"]:
            for words in expand(phrase):
                gathered.setdefault(words[0], {}).setdefault(words, set()).add(group)
    made = {
        "phrases": {
            first: "\n".join(
                f"{' '.join(words)}\t{' '.join(sorted(groups))}"
                for words, groups in sorted(rest.items(), key=lambda each: -len(each[0]))
            )
            for first, rest in gathered.items()
        },
        "people": " ".join(
            sorted(first for first, rest in gathered.items() if any("someone" in groups for groups in rest.values()))
        ),
        "words": " ".join(sorted({word for rest in gathered.values() for words in rest for word in words})),
    }
    return json.dumps(made).encode()


@lru_cache(maxsize=8)
def vocabulary(catalogue: Catalogue) -> _Vocabulary:
    """The phrases of a form pack that say nothing, and their words."""
    return _Vocabulary(catalogue)


def expand(phrase: str) -> list[tuple[str, ...]]:
    """Every way in which a phrase of the form pack may be written, as plain words: `note~` stands for all forms of note."""
    choices: list[list[tuple[str, ...]]] = []
    for part in phrase.split():
        base = part.removesuffix("~")
        if base != part:
            choices.append([(form,) for form in sorted(forms(base))])
        else:
            choices.append([(base,) if base[0] == "'" else _written(base)])
    return [tuple(word for words in choice for word in words) for choice in product(*choices)]


def _written(part: str) -> tuple[str, ...]:
    return tuple(word for word, _ in plain(part)) if part.isalpha() else tuple(read(part).words)


@lru_cache(maxsize=2048)
def _kind(text: str, names: frozenset[str], vocabulary: _Vocabulary, voice: bool) -> Kind | None:
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    if not any(character.isalnum() for character in stripped):
        return "blank"
    if len(stripped) <= 2 and not voice:
        return "placeholder"
    words = [word for word in words_of_sentence(stripped) if word[0].isalnum() or word == "'s" or word in "/\\"]
    if len(words) > 24:
        return None
    if _mashed(words):
        return "placeholder"
    groups = _taken_apart(words, names, vocabulary, voice)
    return None if groups is None else _verdict(groups)


def _taken_apart(
    words: list[str], names: frozenset[str], vocabulary: _Vocabulary, voice: bool
) -> list[tuple[str, frozenset[str]]] | None:
    """The phrases that make up the whole text, each with its groups; None where a word belongs to no group."""
    known = _known(vocabulary, names)
    words = vocabulary.spellings.written_out(words, known)
    for at, word in enumerate(words):
        words[at] = word = _mended(word, names, vocabulary)
        if word not in known and word not in "/\\" and not any(map(str.isdigit, word)):
            return None  # most texts have a word of their own among the first
    found: list[tuple[str, frozenset[str]]] = []
    at = 0
    while at < len(words):
        word = words[at]
        for phrase, groups in vocabulary.phrases(word):
            if (
                tuple(words[at : at + len(phrase)]) == phrase
                and groups != {"someone"}
                and (voice or not groups <= {"someone", "voice_small"})
            ):
                found.append((" ".join(phrase), groups))
                at += len(phrase)
                break
        else:
            somebody = word in vocabulary.people and (
                words[at + 1 : at + 3] in _DID_NOT
                or words[at + 1 : at + 2] == ["unsure"]
                or (
                    at
                    and (words[at - 1] in _BEFORE_SOMEBODY or words[at - 1] in vocabulary.people)
                    and not _WAITING.isdisjoint(words)
                )
            )
            if somebody or word in names or word in "/\\":
                found.append((word, frozenset({"small"})))
            elif word.isdigit() and words[at + 1 : at + 2] in _AGES:
                found.append((word, frozenset({"small"})))  # "typical 6 year old"
            elif any(character.isdigit() for character in word):
                found.append((word, frozenset({"number"})))
            else:
                return None
            at += 1
    return found


@lru_cache(maxsize=64)
def _known(vocabulary: _Vocabulary, names: frozenset[str]) -> frozenset[str]:
    return vocabulary.words | names


def _mended(word: str, names: frozenset[str], vocabulary: _Vocabulary) -> str:
    """The word, or the known word that it was meant to be."""
    if word in vocabulary.words or word in names or word in vocabulary.lookalikes:
        return word
    return meant(word, vocabulary.long_words) or word


def _verdict(phrases: list[tuple[str, frozenset[str]]]) -> Kind | None:
    """What the phrases come to, reading from left to right: a denial has to deny a worry or an answer, never that all is well."""
    kind: Kind | None = None
    denied: str | None = None
    worries = 0
    denials = 0
    told_elsewhere = any(first == "see" and second in _OTHER_BOXES for (first, _), (second, _) in pairwise(phrases))
    if any(first in _PRAISED_WITH and second == "with" for (first, _), (second, _) in pairwise(phrases)):
        return None  # "good with the baby": it is told with whom
    if any(first == "said" and second in ("no", "yes") for (first, _), (second, _) in pairwise(phrases)):
        return None  # "she said no" is an answer
    if told_elsewhere:
        return None  # "see appearance": it is told, two boxes further up
    numbers = any("number" in groups for _, groups in phrases)
    for words, groups in phrases:
        if denied and "worry" in groups:
            denied, kind = None, "stock"
            denials += 1
        elif denied and "asked" in groups:
            denied, kind = None, "placeholder"
        elif (
            "placeholder" in groups
            and "nothing" not in groups
            and not (denied and "small" in groups)
            and not ("pointing" in groups and len(phrases) > 1)
        ):
            denied, kind = None, kind or "placeholder"
        elif denied and groups <= {"pointer", "pointing", "voice_small"} and words not in _BOXES:
            return None  # "cannot read the form" tells something
        elif "fine" in groups:
            if denied and words not in ("nothing wrong",):
                return None  # "not well" is something seen
            kind = "stock"
        elif "nothing" in groups:
            if words in _ANSWER_ALONE:
                kind = kind or "stock"
            denied = words
        elif "worry" in groups and not denials and not groups & {"pointer", "pointing", "small", "asked"}:
            worries += 1
    if worries:
        return None
    if denied and denied not in _ANSWER_ALONE:
        return None  # "not seen" tells something
    if kind is None and _points(phrases):
        return "pointer"
    if kind is None or (numbers and kind == "stock"):
        return "pointer" if kind and _points(phrases) else None
    return kind


def _points(phrases: list[tuple[str, frozenset[str]]]) -> bool:
    """Whether the phrases send the reader somewhere else: a place and a word that points, or a place alone."""
    places = sum("pointer" in groups for _, groups in phrases)
    allowed = all(groups & {"pointer", "pointing", "small", "number", "voice_small", "placeholder"} for _, groups in phrases)
    return bool(places) and allowed


@lru_cache(maxsize=4096)
def meant(word: str, known: frozenset[str]) -> str | None:
    """The known word that a longer word was meant to be: one letter too many, too few, wrong, or two swapped."""
    if len(word) == 4:
        swaps = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(3))
        return next((swapped for swapped in swaps if swapped in known), None)
    if len(word) < 5:
        return None
    for at in range(1, len(word)):
        if len(word) > 5 and (shorter := word[:at] + word[at + 1 :]) in known:
            return shorter
        if at + 1 < len(word) and (swapped := word[:at] + word[at + 1] + word[at] + word[at + 2 :]) in known:
            return swapped
        for letter in "abcdefghijklmnopqrstuvwxyz":
            if (changed := word[:at] + letter + word[at + 1 :]) in known or (changed := word[:at] + letter + word[at:]) in known:
                return changed
    return None


def _mashed(words: list[str]) -> bool:
    """Whether the text is a run of keys or one letter again and again."""
    run = "".join(words)
    if not run.isalnum() or len(words) > 3:
        return False
    if len(run) > 3 and run.isalpha() and run.isascii() and not set(run) & set("aeiouy"):
        return True
    half = len(run) // 2
    if half > 2 and run[:half] == run[half : 2 * half] and run.startswith(run[2 * half :]):
        run = run[:half]  # "asdfasdf"
    return len(set(run)) == 1 or (len(run) > 2 and any(run in row or run in row[::-1] for row in _KEYBOARD))


__all__ = ["Kind", "expand", "kind_of_nothing", "meant", "plain", "says_nothing", "vocabulary"]
