"""LAN001 to LAN005: words about the child that blame, hide, or cannot be understood outside the police."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from vpa_assist.checks.case import Case, Hit, check
from vpa_assist.checks.prose.about import phrase_end
from vpa_assist.checks.prose.fields import Text, Texts, ctx_for, member_of, own_texts
from vpa_assist.checks.prose.fitting import EVERYWHERE, places
from vpa_assist.checks.prose.labels import label_stands
from vpa_assist.checks.prose.lines import lines_of
from vpa_assist.checks.prose.matching import Found, find
from vpa_assist.checks.prose.patterns import lexicon
from vpa_assist.checks.prose.pieces import piece
from vpa_assist.checks.prose.terms import terms_in
from vpa_assist.checks.text import sentences
from vpa_assist.record.remembering import ByPart

if TYPE_CHECKING:
    from vpa_assist.checks.prose.about import Ctx
    from vpa_assist.checks.prose.patterns import Lexicon


def _found(case: Case, code: str) -> Iterator[tuple[Text, Found, Ctx]]:
    words = lexicon(case.catalogue)
    ctx = ctx_for(case, case.part.index if case.part else None)
    for text, met in _MET.of(own_texts(case), (words, ctx), lambda texts: _met(words, texts, ctx)):
        for found in find(words, code, text.text, ctx) if code in met else ():
            if not _names_a_group(words, found):
                yield text, found, ctx


def _met(words: Lexicon, texts: Texts, ctx: Ctx) -> tuple[tuple[Text, Collection[str]], ...]:
    """The texts in which any pattern fits, each with the checks of which one does."""
    places_of = [(text, places(words, EVERYWHERE, text.text, ctx.names)) for text in texts]
    return tuple([(text, met) for text, met in places_of if met])


_MET: ByPart[tuple[tuple[Text, Collection[str]], ...]] = ByPart()


def _names_a_group(lexicon: Lexicon, found: Found) -> bool:
    """Whether the words found are what a project or a club is called: a capital inside a sentence, and soon what it is."""
    reading = found.piece.reading
    begin, end = reading.sentence_of(found.first)
    if found.first == begin or not reading.text[reading.starts[found.first]].isupper() or reading.text.isupper():
        return False
    groups = lexicon.concepts["named_group"]
    return any(phrase_end(groups, found.piece.words, at, end) > 0 for at in range(found.last, min(end, found.last + 4)))


def _hit(text: Text, found: Found) -> Hit:
    return Hit(text.path, found.span, {"instead": found.pattern.instead})


@check("LAN001", of="part")
def blaming_the_child(case: Case) -> Iterator[Hit]:
    """A phrase that lays on the child what others did."""
    for text, found, _ in _found(case, "LAN001"):
        yield _hit(text, found)


@check("LAN002", of="part")
def police_shorthand(case: Case) -> Iterator[Hit]:
    """A police term that is spelt out nowhere in the document: one finding for each term and field."""
    for text, term, span in terms_in(case):
        yield Hit(text.path, span, {"term": term.term, "instead": term.expansion or term.note})


@check("LAN003")
def consent_to_abuse(case: Case) -> Iterator[Hit]:
    """Sexual activity of a child under 16 called consensual, willing, agreed or a relationship."""
    young = {each.index for each in case.children if each.age is None or each.age < 16}
    parts = case.each_part("LAN003", lambda one: tuple(_found(one, "LAN003")))
    found = [(text, each) for part in parts for text, each, _ in part if text.child is None or text.child in young]
    if found and young and _sexual(case):
        words = lexicon(case.catalogue)
        for text, each in found:
            if not text.path.endswith(_OTHER_CONSENT) and _near_sex(words, text.text, each, ctx_for(case, text.child)):
                yield _hit(text, each)


_OTHER_CONSENT = ("/question", "/consent_rationale")
"""Where nobody calls sex consensual: what was asked, and who agreed to the referral."""


def _near_sex(words: Lexicon, text: str, found: Found, ctx: Ctx) -> bool:
    """Whether the words are said of nothing else ("consensual"), stand alone in their field and are not said of many things, or
    have a sentence that tells of sex, there or beside it.
    """
    here = found.piece

    def said_of(name: str) -> bool:
        return any(True for _ in lines_of(words.context("LAN003", name)).standing(here.words, found.first, found.last))

    around = sentences(text)
    if said_of("of_sex_alone") or (len(around) == 1 and not said_of("of_many_things")):
        return True
    at = max((number for number, (offset, _, _) in enumerate(around) if offset <= found.offset), default=0)
    return any(_is_of_sex(words, sentence, ctx) for _, sentence, _ in around[max(0, at - 1) : at + 2])


def _sexual(case: Case) -> bool:
    if {"child_exploitation", "sexual_abuse"} & set(case.incident_types):
        return True
    if any(each.child.exploitation and "sexual" in (each.child.exploitation.kinds or ()) for each in case.children):
        return True
    return any(case.each_part("sexual", _tells_of_sex))


def _tells_of_sex(part: Case) -> bool:
    words = lexicon(part.catalogue)
    return any(_is_of_sex(words, text.text, ctx_for(part, text.child)) for text in own_texts(part))


@lru_cache(maxsize=1024)
def _is_of_sex(words: Lexicon, text: str, ctx: Ctx) -> bool:
    lines = lines_of(words.context("LAN003"))
    return any(
        True
        for _, sentence, quoted in sentences(text)
        for here in (piece(words, sentence, quoted, ctx.names),)
        for _ in lines.standing(here.words, 0, len(here.words))
    )


@check("LAN004", of="part")
def boyfriend_of_an_exploited_child(case: Case) -> Iterator[Hit]:
    """An adult who exploits a child called boyfriend, girlfriend or partner."""
    exploited = case.around.sexually
    everywhere = "child_exploitation" in case.incident_types
    if not exploited and not everywhere:
        return
    for text, found, ctx in _found(case, "LAN004"):
        if (everywhere or text.child is None or text.child in exploited) and _the_childs(found, ctx):
            yield _hit(text, found)


def _the_childs(found: Found, ctx: Ctx) -> bool:
    """Whether 'his girlfriend', 'her boyfriend' can be the child's."""
    words = found.piece.reading.words
    owner = words[found.first] if words[found.first] in ("his", "her") else words[found.first - 1] if found.first else ""
    if owner == "'s" and found.first > 1:
        whose = words[found.first - 2]
        return whose in _OWNERS or whose in ctx.child  # "Dawn's girlfriend": of nobody on the form, and so not the child's
    if owner == "his" and ctx.sex == "female" and _she_is(words, found.first - (words[found.first] != "his")):
        return True
    return not ((owner == "his" and ctx.sex == "female") or (owner == "her" and ctx.sex == "male"))


_OWNERS = frozenset(
    {"she", "he", "they", "it", "that", "who", "child", "girl", "boy", "daughter", "son", "person", "yp", "victim"}
)


def _she_is(words: tuple[str, ...], at: int) -> bool:
    """Whether 'his girlfriend' is said of the girl: "she is his girlfriend", "as his girlfriend"."""
    return at > 0 and (words[at - 1] == "as" or (at > 1 and words[at - 2] == "she" and words[at - 1] in ("is", "was", "became")))


@check("LAN005", of="part")
def judgement_for_a_fact(case: Case) -> Iterator[Hit]:
    """A label on the child with no behaviour told in the same sentence."""
    for text, found, _ in _found(case, "LAN005"):
        if label_stands(lexicon(case.catalogue), found):
            yield _hit(text, found)


_OBSERVED = frozenset({"appearance", "activity", "relationships", "environment"})


@check("LAN050", of="part")
def opinion_for_observation(case: Case) -> Iterator[Hit]:
    """An opinion in a box that asks what was seen and heard."""
    for text, found, _ in _found(case, "LAN050"):
        if text.child is not None and "/aware/" in text.path and member_of(text.path) in _OBSERVED:
            yield _hit(text, found)
