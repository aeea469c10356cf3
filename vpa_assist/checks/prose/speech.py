"""WRD002, WRD004 and WRD007: is it the child who speaks, was the answer put to the child, and was anything said?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vpa_assist.checks.case import Case, Hit, check
from vpa_assist.checks.prose.about import Ctx, phrase_end
from vpa_assist.checks.prose.fields import ctx_for
from vpa_assist.checks.prose.matching import Found, find, people
from vpa_assist.checks.prose.patterns import Lexicon, lexicon
from vpa_assist.checks.prose.pieces import mended
from vpa_assist.checks.text import Reading, quotations, read, word_set

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

_FIRST = word_set("i me my mine myself we our ours us ourselves")
_TELLING = word_set(
    """
    told tell tells telling said asked informed to advised showed show shown with spoke explained described
    """
)
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_MALE = frozenset({"he", "him", "his", "himself"})
_TELLER = frozenset({"she", "he", "they"})
_AFTER_TELLING = word_set(
    "all everything nothing more that she he they about . and how where what when why who of , it $child her his there mum dad"
)
_TOLD_TO_OTHERS = tuple((word,) for word in ["to", "off", "him", "them", "dad", "mum", "daddy", "mummy", "nan"])
_SHORT = (("no",), ("yes",), ("it",), ("sorry",), ("nothing",))
_TO_ANOTHER = tuple(
    (first, second) for first in ("and", "to", "but") for second in ("he", "him", "her", "them", "dad", "mum", "daddy")
)
_POLICE_VERBS = word_set(
    "stated states state disclosed discloses disclose reported reports alleged alleges informed advised advises"
)
_AS_TODDLERS_SAY = word_set("want like love hate need miss think know feel see go get hurt")
_LETTING = word_set("let lets gave gives left leaves")
_KNOW = word_set("know slip be understand to with the believe in")
_NAMED_VERBS = word_set("is was has had does did would could can will might")
_ORDERS = word_set("stop shut go get come leave wait run look listen be keep put give")
_DIRECT = word_set(
    """
    said says sed told tells asked replied answered shouted whispered added screamed responded
    """
)


def _minimal_words(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(word for entry in catalogue.raw("patterns/WRD007")["minimal"]["words"] for word in read(entry).words)


@lru_cache(maxsize=4)
def minimal_words(catalogue: Catalogue) -> frozenset[str]:
    """The words of the least that a child can say."""
    return _minimal_words(catalogue)


def is_minimal(text: str, catalogue: Catalogue) -> bool:
    """Whether a child's answer is only 'fine', 'yes', 'don't know', a shrug."""
    words = [word for word in read(text).words if word[:1].isalnum()]
    allowed = minimal_words(catalogue)
    return (
        bool(words)
        and len(words) <= 7
        and all(word in allowed or word == "'s" or _DOUBLED.sub(r"\1", word) in allowed for word in words)
        and not _refusal(words)
    )


_DOUBLED = re.compile(r"(.)\1+")  # "fiiine", "nooo"


_POSITIVE = word_set("fine ok okay good alright right well great happy safe")


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


@check("WRD002", of="child")
def summary_for_words(case: Case) -> Iterator[Hit]:
    """An utterance that is told about the child instead of by the child."""
    words = lexicon(case.catalogue)
    for child in case.children:
        ctx = ctx_for(case, child.index)
        for index, each in child.own_utterances:
            if each.words and (each.how or "speech") in ("speech", "sign", "writing"):
                span = summary(words, each.words, each.question or "", ctx, child.age)
                if span:
                    yield Hit(child.at("aware", "words", index, "words"), span)


@lru_cache(maxsize=1024)
def summary(words: Lexicon, text: str, question: str, ctx: Ctx, age: int | None) -> tuple[int, int] | None:
    """Where an utterance shows that it is told about the child, or None."""
    reading, plain = mended(words, text, ctx)
    if all(reading.quoted):
        return None
    first_person = _speaks_of_itself(reading, plain)
    if not first_person and _opens_with_the_name(plain, age):
        return reading.span(0, 2)
    for each in find(words, "WRD002", text, ctx):
        found = _in_whole(each, reading)
        if _is_summary(words, found, reading, plain, question, ctx, age, first_person):
            return reading.span(found.first, found.last)
    return None


def _opens_with_the_name(words: tuple[str, ...], age: int | None) -> bool:
    """Whether a text begins with the child's name and a verb, as no child who is at school speaks: "Mia finds it hard"."""
    if words[0] != "$child" or len(words) < 4 or (age is not None and age < 5):
        return False
    verb = words[1]
    return verb in _NAMED_VERBS or (verb.endswith(("s", "ed")) and len(verb) > 4 and not verb.endswith("ss"))


def _in_whole(found: Found, reading: Reading) -> Found:
    """A pattern found in a sentence, by the words of the whole text."""
    start, end = found.span
    first = bisect_left(reading.starts, start)
    return replace(found, first=first, last=bisect_left(reading.ends, end, first) + 1)


def _speaks_of_itself(reading: Reading, words: tuple[str, ...]) -> bool:
    for index, word in enumerate(words):
        if word in _FIRST and not reading.quoted[index]:
            before = words[index - 1] if index else "."
            after = words[index + 1] if index + 1 < len(words) else "."
            if (
                word in ("me", "us")
                and before in _TELLING
                and not (before in ("told", "tell", "tells", "asked") and after == "to")
                and after in _AFTER_TELLING
            ):
                continue
            if word in ("me", "us") and before in _LETTING and after in _KNOW:
                continue  # "she let us know that ..."
            if (
                word in ("me", "us")
                and before in ("wanted", "wants", "thanked", "assured")
                and after in ("to", "and", ".", "that")
            ):
                continue
            if word in ("our", "my") and after in (
                "business",
                "conversation",
                "chat",
                "discussion",
                "questions",
                "question",
                "arrival",
                "visit",
            ):
                continue
            if word in ("i", "we") and after in ("asked", "spoke", "explained", "introduced"):
                continue
            return True
    return False


def _sex_fits(word: str, ctx: Ctx) -> bool:
    if ctx.sex == "female":
        return word not in _MALE
    if ctx.sex == "male":
        return word not in _FEMALE
    return True


def _is_summary(
    lexicon: Lexicon,
    found: Found,
    reading: Reading,
    words: tuple[str, ...],
    question: str,
    ctx: Ctx,
    age: int | None,
    first_person: bool,
) -> bool:
    kind = found.pattern.indicator
    begin, end = reading.sentence_of(found.first)
    subject = words[found.first]
    before = words[found.first - 1] if found.first > begin else "."
    if any(reading.quoted[found.first : found.last]):
        return False
    if kind == "officer":
        return not first_person or subject in ("according", "voice", "ip", "yp")
    if words[found.last : found.last + 1] == ("by",):
        return False
    if kind in ("bare", "assess"):
        if first_person or (kind == "bare" and reading.text[reading.starts[end - 1]] == "?"):
            return False
        if kind == "bare":
            return not _spoken_short(reading, words, found.first) and not _verbatim(reading, found, words)
        if before in _TELLER and not _sex_fits(before, ctx):
            return False  # "he seemed happy", says a girl
        return _whom(lexicon, reading, words, found.first, question, ctx) != "other"
    if not _sex_fits(subject, ctx):
        return False
    named = subject == "$child" or (subject not in _TELLER and phrase_end(lexicon.concepts["child"], words, found.first, end) > 0)
    if named and before in ("my", "your", "our", "a", "that", "another", "this", "one", "other", "his", "her", "some"):
        return False
    small = age is not None and age < 5
    verbs = set(words[found.first + 1 : found.last])
    if kind in ("report", "formal") and verbs & _DIRECT and _verbatim(reading, found, words):
        return False
    if named and kind == "tale" and words[found.last - 1] in _AS_TODDLERS_SAY and verbs.isdisjoint(_AUX):
        return False  # "Leo want Rabbit": by, not about
    if not named and kind in ("report", "tale", "formal") and _tells_of_two(words):
        return False  # "She told him that she was leaving and he said ...": a boy tells of his parents
    if named:
        if kind in ("tale", "deed"):
            return not (small or first_person)
        return not (small and kind != "formal")
    if kind == "deed" or _whom(lexicon, reading, words, found.first, question, ctx) == "other":
        return False
    if kind == "formal":
        return not (first_person and (subject == "they" or verbs.isdisjoint(_POLICE_VERBS)))
    if first_person or subject == "they":
        return False
    if kind == "report" and _promises(words, found.last):
        return False
    after = words[found.last : end]
    if words[found.last - 1] == "asked" and after[:1] in (("me",), ("us",)) and subject not in after:
        return False  # "she asked me what was wrong"
    return not (kind == "report" and _said_to_another(words, found.last))


def _said_to_another(words: tuple[str, ...], at: int) -> bool:
    """Whether it was said to somebody of whom the child tells: "she told dad to go", "she said no and he pushed her"."""
    after = words[at : at + 3]
    if words[at - 1] in ("told", "asked") and after[:1] in _TOLD_TO_OTHERS:
        return True
    if after[:2] == ("do", "not") or (after and after[0] in _ORDERS):
        return True
    return after[:1] in _SHORT and after[1:] in _TO_ANOTHER


def _tells_of_two(words: tuple[str, ...]) -> bool:
    """Whether a text begins with one person speaking to another, "She told him that ...": a summary begins with the child."""
    return words[0] in ("she", "he") and words[1:2] in (("told",), ("asked",)) and words[2:3] in (("him",), ("her",), ("them",))


def _promises(words: tuple[str, ...], at: int) -> bool:
    """Whether what follows is what somebody else would do: 'she said she'd ring me'."""
    rest = [word for word in words[at : at + 5] if word not in ("that", "me", "us", "to")]
    if len(rest) < 3 or rest[0] not in _TELLER:
        return False
    if rest[1] in ("would", "will", "might", "could"):
        return rest[2] not in ("like", "love", "prefer", "rather", "not", "be")
    return rest[1] in ("was", "were") and rest[2] in ("going", "coming", "gonna")


def _spoken_short(reading: Reading, words: tuple[str, ...], at: int) -> bool:
    """Whether a sentence begins as a child speaks, 'Didn't mean to': an officer writes 'did not', or 'doesn't' of the child."""
    if words[at] in ("does", "has", "is") or words[at + 1 : at + 2] != ("not",):
        return False
    return reading.text[reading.starts[at + 1] :][:3].lower() in ("n't", "n’t")


def _verbatim(reading: Reading, found: Found, words: tuple[str, ...]) -> bool:
    """Whether what was said follows in quotation marks, a few words or more."""
    after = reading.starts[found.last - 1]
    for start, stop in quotations(reading.text):
        if start >= after and stop - start > 4:
            inside = [w for w, s in zip(words, reading.starts, strict=True) if start <= s < stop and w[:1].isalnum()]
            if len(inside) >= 2:
                return True
    return False


def _whom(lexicon: Lexicon, reading: Reading, words: tuple[str, ...], at: int, question: str, ctx: Ctx) -> str:
    """Whom a pronoun at `at` may stand for: other when somebody else of that sex was named before."""
    finder = people(lexicon)
    word = words[at]
    sex = "female" if word in _FEMALE else "male" if word in _MALE else None
    for place in range(at - 1, -1, -1):
        mention = finder.mention(words, place, len(words), ctx)
        if mention == "child" and words[place] not in _FEMALE | _MALE:
            return "child"
        if mention == "other" and words[place] not in _FEMALE | _MALE and (sex is None or finder.sex_of(words, place) == sex):
            return "other"
    for place in range(at + 1, len(words)):
        # "she feels safe there, my mum": the name comes after
        if (
            words[place] in ("my", "the")
            and words[place - 1] == ","
            and place + 1 < len(words)
            and finder.mention(words, place + 1, len(words), ctx) == "other"
        ):
            return "other"
        # "she wants to leave him, Mum": so does a name that ends the sentence
        if (
            words[place - 1] == ","
            and words[place + 1 : place + 2] in ((), (".",))
            and finder.mention(words, place, len(words), ctx) == "other"
        ):
            return "other"
    if sex and question:
        asked = mended(lexicon, question, ctx)[1]
        for place in range(len(asked)):
            if (
                asked[place] not in ("you", "me", "i")
                and finder.mention(asked, place, len(asked), ctx) == "other"
                and (asked[place] not in _FEMALE | _MALE and finder.sex_of(asked, place) == sex)
            ):
                return "other"
    return "child"


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
        found = _in_whole(each, reading)
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
            if _fits(slots, words, start, last):
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


def _fits(slots: tuple[object, ...], words: tuple[str, ...], start: int, last: int) -> bool:
    from vpa_assist.checks.prose.matching import match

    return match(slots, 0, words, start, last) == last  # type: ignore[arg-type]


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
    return any(first == "," and second in _AUX and third not in _OPEN for first, second, third in zip(words, words[1:], words[2:]))


_STATES = word_set(
    """
    ok okay alright all warm comfortable cold hungry tired sure good fine doing hurt ready still
    """
)
_PUT_TO_ASSENT = tuple([word] for word in ("that", "if", "whether", "he", "she", "they", "dad", "mum", "daddy", "mummy", "yes"))
_PAST = word_set("gave came ran hid kept bit broke drank fell fought held lost rang shook shut stole swore tore threw woke beat cut dragged")
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
    if part[0] == "you" and part[1] in _STATES:
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
            or (index > 2 and words[index - 2] in _POLITE and words[index - 1] == "you" and words[index - 3] in (",", ";", "—", "–", "-"))
        )
        for index, word in enumerate(words)
    )


def _has_verb(words: list[str]) -> bool:
    return any(word in _VERBISH | _PAST or word.endswith(("ed", "ing")) or (word.endswith("s") and len(word) > 3) for word in words[:6])
