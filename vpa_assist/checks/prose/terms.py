"""Police shorthand: finds the terms of the glossary, unless the document spells them out somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from vpa_assist.checks.prose import kept
from vpa_assist.checks.prose.fields import Text, Texts, own_texts
from vpa_assist.checks.text import Reading, read, read_sentence, sentence_words, sentences, word_set, words_of_sentence
from vpa_assist.record.remembering import ByPart

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.catalogue.types import Term
    from vpa_assist.checks.case import Case

_ACRONYM = re.compile(r"[a-z0-9]+")
_POINTED = re.compile(r"\b[A-Za-z]\.[A-Za-z0-9]")
_NUMBERED = re.compile(r"[0-9](?<=[cCgGeE][0-9])")
"""What may be one of the terms that a number follows: IC1, MG11, Outcome 20 written as one word."""


class _Written(NamedTuple):
    words: tuple[str, ...]
    term: Term
    shout: bool
    lead: int = 0
    """How many of the words stand before the one at which it is looked for."""
    capital: bool = False
    """Whether that word must be written with a capital: "on Connect", "an Osman"."""


class _Way(NamedTuple):
    """The same as it is kept: words in one text, a term by its place in the glossary."""

    words: str
    term: int
    shout: bool
    lead: int = 0
    capital: bool = False


class Terms:
    """The glossary by the first plain word of each way to write a term."""

    def __init__(self, catalogue: Catalogue) -> None:
        table = json.loads(bytes(kept.data(catalogue, "terms", _gathered, "glossary.toml and patterns/LAN002.toml")))
        self._glossary = catalogue.glossary
        self._written: dict[str, list[list[Any]]] = table["written"]
        self._made: dict[str, tuple[_Written, ...]] = {}
        self._expansions: dict[str, list[str]] = table["expansions"]
        self.not_when = {term: [tuple(each.split(" ")) for each in phrases] for term, phrases in table["not_when"].items()}
        self.keys = frozenset([form for first in self._written for form in _forms(first)])
        self.quiet = frozenset([form for first in table["quiet"] for form in _forms(first)])
        """The keys at which a term may stand without two capitals in one word."""

    def written(self, first: str) -> tuple[_Written, ...]:
        """The ways to write a term that are looked for at this word."""
        made = self._made.get(first)
        if made is None:
            glossary = self._glossary()
            ways = self._written.get(first, ())
            made = tuple([_Written(tuple(words.split(" ")), glossary[term], *rest) for words, term, *rest in ways])
            self._made[first] = made
        return made

    def expansions(self, term: str) -> list[str]:
        """What a term stands for, in plain words without plural endings."""
        return self._expansions.get(term, [])


class _Gathered:
    """Every way to write a term, read from the glossary, which takes long: kept between two starts."""

    def __init__(self, catalogue: Catalogue) -> None:
        settings = catalogue.raw("patterns/LAN002")
        self.by_first: dict[str, list[_Way]] = {}
        self.expansions: dict[str, list[str]] = {}
        self._terms(catalogue, settings)
        self._phrases(catalogue, settings)
        self.not_when = {term: [" ".join(read(each).words) for each in phrases] for term, phrases in settings["not_when"].items()}
        self.quiet = [
            first for first, ways in self.by_first.items() if not all(way.shout and " " not in way.words for way in ways)
        ]

    def _terms(self, catalogue: Catalogue, settings: dict[str, Any]) -> None:
        any_case = set(settings["lower_case"])
        for number, term in enumerate(catalogue.glossary()):
            if term.everyday or term.term in settings["never"]:
                continue
            for written in (*re.split(r" / |/(?=[A-Z])", term.term), *term.also):
                if written in settings["plain"]:
                    continue
                words = tuple(read(written).words)
                lower = written.lower() in any_case or not any(c.isupper() for c in written[1:])
                self.by_first.setdefault(words[0], []).append(_Way(" ".join(words), number, not lower))
            for expansion in re.split(r" / |;| or ", term.expansion):
                words = tuple(_stem(word) for word in read(re.sub(r"\(.*?\)", "", expansion)).words if word not in "*.,")
                if len(words) > 1:
                    self.expansions.setdefault(term.term, []).append(" ".join(words))

    def _phrases(self, catalogue: Catalogue, settings: dict[str, Any]) -> None:
        keys = set(settings["phrase_words"])
        by_term = {term.term: number for number, term in enumerate(catalogue.glossary())}
        for table, capital in (("phrases", False), ("capital_phrases", True)):
            for name, phrases in settings[table].items():
                for phrase in phrases:
                    words = tuple(read(phrase).words)
                    lead = next(at for at, word in enumerate(words) if word in keys or word == name.lower())
                    way = _Way(" ".join(words), by_term[name], False, lead, capital)
                    self.by_first.setdefault(words[lead], []).append(way)


def _gathered(catalogue: Catalogue) -> bytes:
    found = _Gathered(catalogue)
    made = {"written": found.by_first, "expansions": found.expansions, "not_when": found.not_when, "quiet": found.quiet}
    return json.dumps(made).encode()


@lru_cache(maxsize=4)
def glossary(catalogue: Catalogue) -> Terms:
    """The terms of a form pack, prepared once."""
    return Terms(catalogue)


def _forms(first: str) -> tuple[str, ...]:
    return first, first + "s", first + "d", first + "ed"


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


@lru_cache(maxsize=1024)
def stems(text: str) -> str:
    """The plain words of a text without plural endings, with a space around each."""
    return " " + " ".join(_stem(word) for word in read(text).words) + " "


@lru_cache(maxsize=2048)
def candidates(terms: Terms, text: str) -> tuple[tuple[Term, tuple[int, int]], ...]:
    """The terms in one text with the place of their first use, outside quotation marks."""
    found: dict[str, tuple[Term, tuple[int, int]]] = {}
    for offset, sentence, quoted in sentences(text):
        words, everyday = sentence_words(sentence)
        # most sentences have nothing written short, and no word that may be a term in small letters
        if not (everyday and terms.quiet.isdisjoint(words)):
            for term, (start, end) in _in_sentence(terms, sentence, quoted):
                found.setdefault(term.term, (term, (offset + start, offset + end)))
    return tuple(found.values())


@lru_cache(maxsize=2048)
def _in_sentence(terms: Terms, text: str, quoted: tuple[tuple[int, int], ...]) -> tuple[tuple[Term, tuple[int, int]], ...]:
    words = words_of_sentence(text)
    if terms.keys.isdisjoint(words) and not _NUMBERED.search(text):
        return ()
    if terms.keys.isdisjoint(_written(text)):
        return ()
    met = [
        (index, first, first + len(entry.words), entry, ending)
        for index, word in enumerate(words)
        if word in terms.keys or word[-1].isdigit()
        for key, ending in _keys(word)
        for entry in terms.written(key)
        if (first := index - entry.lead) >= 0
        and (len(entry.words) == 1 or (not ending and words[first : first + len(entry.words)] == entry.words))
    ]
    if not met:
        return ()
    reading = read_sentence(text)
    return tuple(
        (entry.term, reading.span(first, last))
        for index, first, last, entry, ending in met
        if not any(begin <= reading.starts[index] < end for begin, end in quoted)
        and _stands(terms, entry, reading, first, last, text, ending)
    )


def _written(text: str) -> set[str]:
    """The words of a text by their letters alone: "DIDN'T" has no "did"."""
    words = set(_ACRONYM.findall(text.lower()))
    if _POINTED.search(text):
        words.update(_ACRONYM.findall(text.lower().replace(".", "")))
    return words | {word.rstrip("0123456789") for word in words}


def _keys(word: str) -> Iterator[tuple[str, str]]:
    yield word, ""
    for ending in ("s", "d", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word[: -len(ending)], ending
    digits = word.rstrip("0123456789")
    if digits != word and digits in ("ic", "mg", "outcome"):
        yield digits, "0"


def _stands(terms: Terms, entry: _Written, reading: Reading, index: int, last: int, text: str, ending: str) -> bool:
    if entry.capital and not text[reading.starts[index + entry.lead]].isupper():
        return False
    raw = text[reading.starts[index] : reading.ends[last - 1]]
    core = raw[: len(raw) - len(ending)] if ending and ending != "0" else raw
    begin, end = reading.sentence_of(index)
    if entry.shout:
        if not core[:1].isupper() or (sum(c.isupper() for c in core) < 2):
            return False
        line = text[reading.starts[begin] : reading.ends[end - 1]]
        if line.isupper() and len(line) > 12 and (entry.term.ambiguous or entry.words[0] in _ENGLISH):
            return False
    elif len(entry.words) == 1 and entry.words[0] in _NAMES and not (core[:1].isupper() and index > begin):
        return False
    after = reading.words[last : last + 2]
    before = reading.words[max(0, index - 2) : index]
    for phrase in terms.not_when.get(entry.term.term, ()):
        if after[: len(phrase)] == phrase or before[len(before) - len(phrase) :] == phrase:
            return False
    return True


_ENGLISH = word_set(
    """
    arms vast per pace dash do connect thor pip tic mash mace cad care aware add odd visor holmes niche athena it in
    """
)
_NAMES = word_set("niche athena connect")


def terms_in(part: Case) -> Iterator[tuple[Text, Term, tuple[int, int]]]:
    """Each term and field of a part where a term is used that the document spells out nowhere."""
    terms = glossary(part.catalogue)
    for text in own_texts(part):
        for term, span in candidates(terms, text.text):
            if term.term not in part.around.spelt_out:
                yield text, term, span


def spelt_out(parts: Iterable[Texts], catalogue: Catalogue) -> frozenset[str]:
    """The terms that are used somewhere in these texts, and spelt out in the same or another."""
    terms = glossary(catalogue)
    known = [texts for texts in parts if texts]
    used = frozenset().union(*[_USED.of(texts, terms, lambda held: _used(terms, held)) for texts in known])
    return frozenset().union(*[_SPELT.of(texts, (terms, used), lambda held: _spelt_in(terms, used, held)) for texts in known])


def _used(terms: Terms, texts: Texts) -> frozenset[str]:
    return frozenset(term.term for text in texts for term, _ in candidates(terms, text.text))


def _spelt_in(terms: Terms, used: frozenset[str], texts: Texts) -> frozenset[str]:
    return frozenset().union(*[_spelt(terms, text.text, used) for text in texts])


@lru_cache(maxsize=4096)
def _spelt(terms: Terms, text: str, used: frozenset[str]) -> frozenset[str]:
    """Which of these terms one text spells out."""
    return frozenset([term for term in used if _spells_out(terms, text, term)])


_USED: ByPart[frozenset[str]] = ByPart(512)
_SPELT: ByPart[frozenset[str]] = ByPart(512)


_MAY_BE_CONTRACTED = word_set("have will would could should might must need")


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    """The text in small letters, empty where its words may be written with others than these."""
    return text.lower() if text.isascii() else ""


@lru_cache(maxsize=16384)
def _spells_out(terms: Terms, text: str, term: str) -> bool:
    """Whether a text has the words that a term stands for."""
    letters = _letters(text)
    for words in terms.expansions(term):
        # reading a text takes long: most are known not to have the words by their letters alone
        may = not letters or all(word in letters for word in words.split(" ") if len(word) > 3 and word not in _MAY_BE_CONTRACTED)
        if may and f" {words} " in stems(text):
            return True
    return _spelt_beside(text, term)


def _spelt_beside(text: str, term: str) -> bool:
    """Whether words in front of `(TERM)` have its letters, or its meaning follows it in brackets."""
    for written in term.split(" / "):
        at = text.find(f"({written}")
        if at > 0:
            initials = "".join(word[0] for word in read(text[:at]).words[-8:] if word[0].isalnum())
            if initials.endswith(written.lower().replace("&", "")):
                return True
            letters = [c for c in written.lower() if c.isalnum()]
            if (
                letters
                and len(initials) >= 2
                and all(c in initials for c in letters[:2])
                and initials.find(letters[0]) >= 0
                and len(written) > 2
            ):
                return True
        at = text.find(f"{written} (")
        if at >= 0:
            inside = text[at + len(written) + 2 :].split(")")[0]
            if len(inside.split()) > 1:
                return True
    return False
