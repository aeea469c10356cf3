"""WRD004: was the answer put to the child?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vpa_assist.checks.case import Case, Hit, check
from vpa_assist.checks.prose.about import Ctx
from vpa_assist.checks.prose.fields import ctx_for
from vpa_assist.checks.prose.lines import match
from vpa_assist.checks.prose.matching import find, people
from vpa_assist.checks.prose.patterns import Lexicon, Slot, lexicon
from vpa_assist.checks.prose.pieces import mended
from vpa_assist.checks.prose.summary import in_whole
from vpa_assist.checks.text import Reading, word_set

_OPEN = word_set("what why who whom whose when where how which tell explain describe show")
_AUX = word_set(
    """
    did does do is was were are am has have had can could will would shall should may might must
    """
)
_PRONOUNS = word_set("i you he she it they we there that this")
_POLITE = frozenset(("will", "would", "can", "could"))


@check("WRD004", of="child")
def leading_question(case: Case) -> Iterator[Hit]:
    """A question that puts the answer to the child."""
    words = lexicon(case.catalogue)
    for child in case.children:
        ctx = ctx_for(case, child.index)
        for index, each in child.own_utterances:
            if each.question:
                span = leading(words, each.question, ctx)
                if span:
                    yield Hit(child.at("aware", "words", index, "question"), span)


@lru_cache(maxsize=1024)
def leading(lexicon: Lexicon, text: str, ctx: Ctx) -> tuple[int, int] | None:
    """Where a question leads, or None."""
    reading, words = mended(lexicon, text, ctx)
    for begin, end in reading.sentences:
        tag = _tag(lexicon, reading, words, begin, end)
        if tag:
            return reading.span(*tag)
    for each in find(lexicon, "WRD004", text, ctx):
        found = in_whole(each, reading)
        begin, end = reading.sentence_of(found.first)
        if not _open_sentence(words, begin, end):
            return reading.span(found.first, found.last)
    for begin, end in reading.sentences:
        if _statement(lexicon, reading, words, begin, end, ctx):
            return reading.span(begin, end)
    return None


def _tag(lexicon: Lexicon, reading: Reading, words: tuple[str, ...], begin: int, end: int) -> tuple[int, int] | None:
    last = end
    while last > begin and not words[last - 1][:1].isalnum():
        last -= 1
    marked = end > last and "?" in reading.text[reading.starts[last] : reading.ends[end - 1]]
    for size in (4, 3, 2):
        start = last - size
        if start < begin + 2:
            continue
        part = words[start:last]
        if part[0] not in _AUX:
            continue
        rest = part[1:]
        if (size == 2 and rest[0] in _PRONOUNS) or (
            size == 3 and ((rest[0] == "not" and rest[1] in _PRONOUNS) or (rest[1] == "not" and rest[0] in _PRONOUNS))
        ):
            comma = words[start - 1] == ","
            opened = words[begin] in _OPEN or words[begin] in _AUX or any(w in _OPEN for w in words[begin:start])
            if part[0] in _POLITE and words[begin] in ("tell", "show", "explain", "describe"):
                continue
            if not opened or (comma and words[begin] not in _AUX):
                return start, last
    for slots in lexicon.context("WRD004", "tags"):
        size = len(slots)
        start = last - size
        while start >= begin + 2 and start >= last - size - 2:
            if _fits(slots, words, start, last) and words[start - 1] != "all":
                bare = marked and not _open_or_asking(words[begin:start])
                polite = words[begin] in _OPEN and part_is_yes_no(words[start:last])
                if (words[start - 1] == "," or bare) and not polite:
                    return start, last
                break
            start -= 1
    return None


def _open_or_asking(words: tuple[str, ...]) -> bool:
    return words[0] in _OPEN | _AUX or any(word in _OPEN for word in words)


def part_is_yes_no(words: tuple[str, ...]) -> bool:
    """Whether a tag is a bare yes, no or ok, which may end an open question too."""
    return all(word in ("yes", "no", "ok", "really", "please") for word in words)


def _fits(slots: tuple[Slot, ...], words: tuple[str, ...], start: int, last: int) -> bool:
    return match(slots, 0, words, start, last) == last


def _opening(words: tuple[str, ...], begin: int, end: int) -> list[str]:
    """The words of a sentence without the small ones with which questions begin."""
    part = [word for word in words[begin:end] if word[:1].isalnum() or word[:1] == "$"]
    while part and part[0] in (
        "and",
        "so",
        "but",
        "ok",
        "okay",
        "then",
        "well",
        "right",
        "$child",
        "just",
        "sorry",
        "now",
        "alright",
        "please",
    ):
        part = part[1:]
    if part[:2] == ["tell", "me"] and ("," in words[begin + 2 : begin + 4] or part[2:3] in _PUT_TO_ASSENT):
        part = part[2:]
    return part


def _open_sentence(words: tuple[str, ...], begin: int, end: int) -> bool:
    """Whether a sentence asks openly: it begins with a question word or tell, explain, describe, or turns to one."""
    part = _opening(words, begin, end)
    if part and part[0] == "when" and _closed_after_a_clause(words[begin:end]):
        return False
    return bool(part) and (part[0] in _OPEN or _asks_openly(words[begin:end], part))


def _closed_after_a_clause(words: tuple[str, ...]) -> bool:
    """Whether a yes or no follows a clause: "When he hit you, did it hurt?" """
    return any(
        first == "," and second in _AUX and third not in _OPEN
        for first, second, third in zip(words, words[1:], words[2:], strict=False)
    )


_STATES = word_set(
    """
    ok okay alright all warm comfortable cold hungry tired sure good fine doing hurt ready still
    """
)
_PUT_TO_ASSENT = tuple([word] for word in ("that", "if", "whether", "he", "she", "they", "dad", "mum", "daddy", "mummy", "yes"))
_PAST = word_set(
    "gave came ran hid kept bit broke drank fell fought held lost rang shook shut stole swore tore threw woke beat cut dragged"
)
_VERBISH = word_set(
    """
    is was were are has had have did does do went came said told got made hit hurt pushed shouted took saw felt started
    broke 's threw kept let put left knew wanted want like live think know feel need love hate mean remember see say saw
    sleep stay go get hide run tell believe hear
    """
)


def _statement(lexicon: Lexicon, reading: Reading, words: tuple[str, ...], begin: int, end: int, ctx: Ctx) -> bool:
    """Whether a sentence with a question mark is a statement: 'You were frightened?'"""
    marks = reading.text[reading.starts[end - 1] : reading.ends[end - 1] + 1]
    if "?" not in marks:
        return False
    part = _opening(words, begin, end)
    bare_statement = len(part) == 2 and part[0] in ("he", "she", "they", "you") and _has_verb(part[1:])
    if (
        (len(part) < 3 and not bare_statement)
        or _asks_openly(words[begin:end], part)
        or part[0] in _OPEN | _AUX
        or part[0]
        in ("any", "anything", "anyone", "anybody", "if", "or", "shall", "none", "would", "no", "not", "want", "ready", "need")
    ):
        return False
    if part[-4:] == ["is", "that", "all", "right"]:
        return False
    if part[0] == "you" and (part[1] in _STATES or part[1] in ("can", "may")):
        return False
    finder = people(lexicon)
    for index in range(min(3, len(part) - 1)):
        word = part[index]
        if word in (
            "you",
            "he",
            "she",
            "they",
            "it",
            "that",
            "there",
            "this",
            "someone",
            "somebody",
            "$person",
            "nothing",
            "nobody",
        ) or finder.mention(tuple(part), index, len(part), ctx):
            following = part[index + 1 :]
            return len(following) >= 1 and _has_verb(following)
    return False


def _asks_openly(words: tuple[str, ...], part: list[str]) -> bool:
    """Whether an open question begins somewhere: 'You said that he came in: what happened next?'"""
    return any(
        word in _OPEN
        and (
            word == part[0]
            or (index and words[index - 1] in (",", ":", "-", "and", "so", "then", "but", ";", "about", "—", "–"))
            or (index > 1 and words[index - 2] == ",")
            or (
                index > 2
                and words[index - 2] in _POLITE
                and words[index - 1] == "you"
                and words[index - 3] in (",", ";", "—", "–", "-")
            )
        )
        for index, word in enumerate(words)
    )


def _has_verb(words: list[str]) -> bool:
    return any(
        word in _VERBISH | _PAST or word.endswith(("ed", "ing")) or (word.endswith("s") and len(word) > 3) for word in words[:6]
    )
