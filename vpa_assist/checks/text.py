"""Reads a text once for all prose checks: words in a plain form, sentences and what stands in quotation marks.

Everything is a pure function of the text and is kept by its text. Words are matched in their plain form (lower case, straight
apostrophes, no accents, contractions written out) but every word keeps the place where it stands in the text as typed. So this is
the one place where plain words and code points of the original meet: `Reading.span`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"  # an abbreviation with points: n.a., t.b.c
    r"|\d+(?:[.:,]\d+)*(?!\w)"  # 22:10, 3.5
    "|[^\\W_][\\w\u0300-\u036f\u00ad\u200b-\u200d]*(?:['\u2019\u02bc`][^\\W_][\\w\u0300-\u036f\u00ad]*)*"  # words
    r"|\n\s*\n|\n(?=\s*[-*\u2022A-Z0-9])"  # a new paragraph or line
    r"|[^\w\s]|_"
)
_WORD_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
_ENDS = frozenset(".!?\u2026\n")
_TITLES = word_set("mr mrs ms dr st sgt insp det supt no ch prof rev")
_IS = word_set(
    """
    he she it that there who what here where how when let everything nobody nothing something someone everyone
    """
)
_WITHOUT_APOSTROPHE = {
    "nt": "not", "shes": "she is", "hes": "he is", "thats": "that is", "theres": "there is", "whos": "who is", "whats": "what is",
    "ive": "i have", "youre": "you are", "youve": "you have", "theyre": "they are", "theyve": "they have", "weve": "we have",
    "im": "i am", "theyll": "they will", "itll": "it will", "youd": "you would", "theyd": "they would", "hed": "he would",
    "cannot": "can not", "wont": "will not", "cant": "can not", "aint": "is not", "gonna": "going to", "wanna": "want to",
    "abit": "a bit", "alot": "a lot", "infront": "in front", "u": "you", "dunno": "do not know", "oclock": "o'clock",
    "aswell": "as well", "noone": "no one", "innit": "is it not", "isit": "is it",
    "req'd": "required", "reqd": "required", "rec'd": "received", "recd": "received",
    "wi": "with", "em": "them", "owt": "anything", "summat": "something", "wk": "week", "wks": "weeks", "wkend": "weekend",
}  # fmt: skip
for _verb in [
    "did",
    "do",
    "does",
    "would",
    "could",
    "should",
    "is",
    "was",
    "are",
    "were",
    "has",
    "have",
    "had",
    "might",
    "must",
    "need",
]:
    _WITHOUT_APOSTROPHE[_verb + "nt"] = f"{_verb} not"
_ENDINGS = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
_INVISIBLE = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]")
_OPENERS = {'"': '"', "\u201c": "\u201d", "\u2018": "\u2019", "'": "'"}


class Reading(NamedTuple):
    """A text as words. `words[i]` stands at `[starts[i], ends[i])` of the text, in code points.

    `sentences` are ranges of words; `quoted[i]` says whether a word stands in quotation marks.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    quoted: tuple[bool, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The code points of the original text from word `first` up to, not including, word `last`."""
        return self.starts[first], self.ends[last - 1]

    def sentence_of(self, word: int) -> tuple[int, int]:
        """The sentence in which a word stands."""
        if len(self.sentences) == 1:
            return self.sentences[0]
        return self.sentences[bisect_right(self.sentences, (word, len(self.words))) - 1]


@lru_cache(maxsize=4096)
def plain(raw: str) -> tuple[tuple[str, int], ...]:
    """A token as plain words, each with the length of its part of the token: `didn't` is `did` (3) and `not` (3)."""
    word = raw.lower()
    if not word.isascii():
        word = word.replace("\u2019", "'").replace("\u02bc", "'")
        if not word.isascii():
            word = _INVISIBLE.sub("", unicodedata.normalize("NFKD", word))
    size = len(raw)
    if "." in word and len(word) > 1 and not word[0].isdigit():
        return ((word.replace(".", ""), size),)
    if word == "&":
        return (("and", size),)
    if word in "'`":
        return (("'", size),)
    written_out = _WITHOUT_APOSTROPHE.get(word)
    if written_out:
        if word.endswith("nt") and size > 2:
            return ((written_out.split()[0], size - 2), ("not", 2))
        first, *others = written_out.split()
        return ((first, size - len(others)), *((each, 1) for each in others)) if size > len(others) else ((first, size),)
    if "'" not in word and "`" not in word:
        return ((word, size),)
    word = word.replace("`", "'")
    if word == "o'clock":
        return ((word, size),)
    stem, _, ending = word.rpartition("'")
    if ending == "t" and stem.endswith("n"):
        stem = {"won": "will", "can": "can", "shan": "shall", "ain": "is"}.get(stem, stem[:-1])
        return ((stem, size - 3), ("not", 3)) if size > 3 else ((word, size),)
    if ending == "s":
        return ((stem, size - 2), ("is" if stem in _IS else "'s", 2))
    if ending in _ENDINGS and stem:
        return ((stem, size - len(ending) - 1), (_ENDINGS[ending], len(ending) + 1))
    return ((word.replace("'", ""), size),)


@lru_cache(maxsize=8192)
def _single(raw: str) -> str | None:
    """The one plain word that a token is, None where it is several or may end a sentence or join words."""
    if raw in _WORD_HYPHENS or raw[0] in _ENDS:
        return None
    made = plain(raw)
    return made[0][0] if len(made) == 1 and made[0][1] == len(raw) else None


_BOUNDARY = re.compile(
    "[.!?\u2026\n](?:"  # all ways begin with one of these: most places in a text are passed over by that alone
    "(?<!\n)[.!?\u2026]*[\"'\u201d\u2019)\\]]*(?=\\s|$)"
    "|(?<=\n)(?:\\s*\n|(?=\\s*[-*\u2022A-Z0-9])))"
)
_LAST_WORD = re.compile(r"(\w+)\W*$")
_ENDS_OF_TITLES = frozenset(title[-2:] for title in _TITLES)


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[tuple[int, str, tuple[tuple[int, int], ...]], ...]:
    """The sentences of a text: where each begins, what it says, and which places in it stand in quotation marks."""
    quoted = quotations(text)
    found: list[tuple[int, str, tuple[tuple[int, int], ...]]] = []
    begin = passed = 0
    spans = [match.span() for match in _BOUNDARY.finditer(text)]
    ends = [end for at, end in spans if text[at] != "." or not _after_title(text, at)]
    for end in (*ends, len(text)):
        part = text[begin:end]
        start = begin + len(part) - len(part.lstrip())
        part = part.strip()
        if part:
            while passed < len(quoted) and quoted[passed][1] <= start:
                passed += 1
            inside: tuple[tuple[int, int], ...] = ()
            if passed < len(quoted) and quoted[passed][0] < end:
                inside = tuple([(max(a - start, 0), b - start) for a, b in quoted[passed:] if a < end])
            found.append((start, part, inside))
        begin = end
    return tuple(found)


def _after_title(text: str, at: int) -> bool:
    """Whether the full stop here stands after a title: "Dr. Hall"."""
    before = text[max(0, at - 2) : at]
    if before.isalnum() and before.lower() not in _ENDS_OF_TITLES:
        return False  # most sentences: no title ends like this
    word = _LAST_WORD.search(text, max(0, at - 8), at)
    return word is not None and word.group(1).lower() in _TITLES


def read(text: str) -> Reading:
    """The words of a text, with their places."""
    return _read_whole(text)


@lru_cache(maxsize=256)
def _read_whole(text: str) -> Reading:
    return _read(text)


@lru_cache(maxsize=1024)
def words_of(text: str) -> frozenset[str]:
    """The plain words that stand in a text."""
    return frozenset(read(text).words)


@lru_cache(maxsize=512)
def read_sentence(text: str) -> Reading:
    """The words of one of the `sentences` of a text, with their places."""
    if _LONE_STOP.search(text):
        return _read(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    stops: list[int] = []
    at = 0
    for raw in text.split():
        at = text.index(raw, at)
        part, begins, finishes, stopping = _chunk(raw)
        if stopping:
            stops.extend([len(words) + stop for stop in stopping])
        words += part
        if len(part) == 1:
            starts.append(at + begins[0])
            ends.append(at + finishes[0])
        else:
            starts += [at + begin for begin in begins]
            ends += [at + end for end in finishes]
        at += len(raw)
    return _reading(text, words, starts, ends, stops)


def words_of_sentence(text: str) -> tuple[str, ...]:
    """The words of `read_sentence`, without their places: most sentences need no more."""
    return sentence_words(text)[0]


@lru_cache(maxsize=4096)
def sentence_words(text: str) -> tuple[tuple[str, ...], bool]:
    """The words of a sentence, and whether it is written in everyday letters alone: nothing in it is written short (`_ODD`)."""
    parts = text.split()
    try:
        return tuple(chain.from_iterable(map(_EVERYDAY.__getitem__, parts))), True
    except KeyError:
        if _LONE_STOP.search(text):
            return _read(text).words, False
        return tuple([word for raw in parts for word in _EVERYDAY.get(raw) or _chunk(raw)[0]]), False


_LONE_STOP = re.compile(r"\.(?<!\S\.)")
"""A full stop after a blank: whether it ends a sentence hangs on the word before. All else is read from blank to blank."""


@lru_cache(maxsize=4096)
def _chunk(raw: str) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """What stands between two blanks, as words with their places in it, and after how many of them sentences end."""
    words, starts, ends, stops = _tokens(raw)
    return tuple(words), tuple(starts), tuple(ends), tuple(stops)


_ODD = re.compile(r"^\.|[^\0-\x7f]|[A-Z0-9](?:(?<=[A-Z])\S*[A-Z]|(?<=[cCgGeE][0-9]))")
"""A full stop after a blank, a letter that is not ASCII, two capitals as in a term, or a number as in IC1 and MG11."""


class _Everyday(dict[str, tuple[str, ...]]):
    """The words of what stands between two blanks, made when it is first met; KeyError where that is odd."""

    def __missing__(self, raw: str) -> tuple[str, ...]:
        if _ODD.search(raw):
            raise KeyError(raw)
        if len(self) >= _MOST_CHUNKS:
            self.clear()
        made = self[raw] = _chunk(raw)[0]
        return made


_MOST_CHUNKS = 32_768
_EVERYDAY = _Everyday()


def _read(text: str) -> Reading:
    return _reading(text, *_tokens(text))


def _reading(text: str, words: list[str], starts: list[int], ends: list[int], stops: list[int]) -> Reading:
    if words and (not stops or stops[-1] < len(words)):
        stops = [*stops, len(words)]
    sentences = tuple(zip((0, *stops), stops, strict=False))
    return Reading(text, tuple(words), tuple(starts), tuple(ends), sentences, _quoted(text, starts, ends))


def _tokens(text: str) -> tuple[list[str], list[int], list[int], list[int]]:
    """The words of a text, where each begins and ends, and after how many of them sentences end."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    stops: list[int] = []
    previous_end = -1
    for match in _TOKEN.finditer(text):
        raw = match.group()
        start, end = match.span()
        single = _single(raw)
        if single is not None:
            words.append(single)
            starts.append(start)
            ends.append(end)
            previous_end = end
            continue
        if len(raw) == 1 or raw[0] == "\n":
            if raw in _WORD_HYPHENS and start == previous_end and end < len(text) and text[end].isalnum():
                previous_end = end
                continue  # anti-social is anti social
            if raw[0] in _ENDS and _ends_sentence(text, raw, end, words):
                words.append(".")
                starts.append(start)
                ends.append(end)
                stops.append(len(words))
                previous_end = end
                continue
        at = start
        for word, length in plain(raw):
            words.append(word)
            starts.append(at)
            at += length
            ends.append(at)
        previous_end = end
    return words, starts, ends, stops


def _ends_sentence(text: str, mark: str, end: int, words: list[str]) -> bool:
    if mark[0] == "\n" or mark in "!?\u2026":
        return True
    if end < len(text) and not text[end].isspace() and text[end] not in "\"'\u201d\u2019)":
        return False
    return not words or words[-1] not in _TITLES


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The places in a text that stand between a pair of quotation marks, marks included."""
    if not has_marks(text):
        return ()
    found: list[tuple[int, int]] = []
    after = 0
    for start in sorted([at for mark in _OPENERS for at in places_of(text, mark)]):
        if start < after or (start and not (text[start - 1].isspace() or text[start - 1] in '([{:\u2014-/"\u201c')):
            continue
        closing = _OPENERS[text[start]]
        end = text.find(closing, start + 1)
        while end != -1 and end + 1 < len(text) and (text[end + 1].isalnum() or text[end + 1] == "_"):
            end = text.find(closing, end + 1)
        if end != -1 and end > start + 1:
            found.append((start, end + 1))
            after = end + 1
    return tuple(found)


def has_marks(text: str) -> bool:
    """Whether anything that may open a quotation stands in a text."""
    return "'" in text or '"' in text or "\u201c" in text or "\u2018" in text


def places_of(text: str, mark: str) -> Iterator[int]:
    """Where a mark stands in a text: far quicker than a pattern of several marks."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _quoted(text: str, starts: list[int], ends: list[int]) -> tuple[bool, ...]:
    found = quotations(text)
    if not found:
        return (False,) * len(starts)
    marked = [False] * len(starts)
    for begin, end in found:
        for index, start in enumerate(starts):
            if begin <= start and ends[index] <= end:
                marked[index] = True
    return tuple(marked)
