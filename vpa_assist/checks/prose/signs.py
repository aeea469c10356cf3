"""APP002, DIS002, FTH002 and EXP001: what is told in words and missing where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from vpa_assist.checks.case import Case, ChildCase, Hit, check
from vpa_assist.checks.prose.about import denied, phrase_end
from vpa_assist.checks.prose.fields import Text, ctx_for, member_of, officer_texts, own_texts, texts_of, voice_texts
from vpa_assist.checks.prose.fitting import EVERYWHERE, places
from vpa_assist.checks.prose.lines import lines_of
from vpa_assist.checks.prose.matching import Found, find
from vpa_assist.checks.prose.patterns import Lexicon, Rests, lexicon
from vpa_assist.checks.text import word_set, words_of

if TYPE_CHECKING:
    from vpa_assist.checks.prose.about import Ctx

_MODULES = ("missing", "police_protection", "custody", "exploitation", "offender_contact")


def _words(text: str, found: Found) -> str:
    start, end = found.span
    return text[start:end]


def _of_no_injury(path: str) -> bool:
    """Whether a field tells of no injury of today: what the child lives with ("left leg, splint"), what a suspect looks like."""
    return member_of(path) in ("diagnosis", "suspect_description")


def _own_and_shared(case: Case, child: ChildCase) -> Iterator[tuple[Text, Ctx]]:
    """The officer's texts about one child: the child's own, and those of the document."""
    alone = case.around.alone
    own, apart = ctx_for(case, child.index), ctx_for(case, child.index, default="nobody")
    for text in officer_texts(case):
        if text.child == child.index:
            if not _of_no_injury(text.path):
                yield text, own
        elif text.child is None and not text.path.startswith(("/review", "/dismissed", "/explained", "/people")):
            yield text, own if alone and member_of(text.path) != "account" else apart


def _utterances(case: Case, child: ChildCase) -> Iterator[tuple[Text, Ctx]]:
    for index, each in enumerate(child.utterances):
        if each.words:
            speaker = "child" if each.by_child else "other"
            default = "child"
            yield (
                Text(child.at("aware", "words", index, "words"), each.words, child.index),
                ctx_for(case, child.index, default=default, first_person=speaker),
            )


@check("APP002", of="child")
def injury_not_on_the_body_map(case: Case) -> Iterator[Hit]:
    """A present injury told of in words, and no injury recorded."""
    words = lexicon(case.catalogue)
    for child in case.children:
        if child.child.injuries:
            continue
        for text, ctx in (*_own_and_shared(case, child), *_utterances(case, child)):
            found = find(words, "APP002", text.text, ctx)
            if ctx.default == "nobody":
                found = tuple(each for each in found if _names_a_child(each))
            if text.path.endswith("/environment"):
                found = tuple(each for each in found if _on_a_body(words, each))
            if found:
                yield Hit(child.path, None, {"field": case.catalogue.field_name(text.path), "words": _words(text.text, found[0])})
                break


def _names_a_child(found: Found) -> bool:
    """Whether the sentence names the child: in what happened, "her wrist is swollen" may be a mother's."""
    begin, end = found.piece.sentence_of(found.first)
    return not _A_CHILD.isdisjoint(found.piece.words[begin:end])


_A_CHILD = frozenset(
    {"$child", "child", "children", "boy", "girl", "lad", "daughter", "son", "toddler", "baby", "infant", "teenager", "yp"}
)


def _on_a_body(words: Lexicon, found: Found) -> bool:
    """Whether a part of the body is named: a room has scratches and burns too."""
    parts = words.concepts["body_part"]
    return any(word in parts and word not in _OF_THINGS for word in found.piece.words[found.first : found.last])


_OF_THINGS = frozenset({"back", "side", "head", "face", "foot", "leg", "legs", "arm", "arms", "bottom"})
"""Parts of the body that doors, beds and chairs have too."""


@check("DIS002", of="child")
def disability_told_not_recorded(case: Case) -> Iterator[Hit]:
    """A disability of this child told of in words, and no code recorded."""
    words = lexicon(case.catalogue)
    alone = case.around.alone
    for child in case.all_children:
        disability = child.child.disability
        if disability and disability.codes:
            continue
        # How people talk with somebody ("signs to her") may be told of another child whose disability is recorded, or of a parent
        another = case.around.signing or case.around.disabled - {child.index}
        for text, ctx in _texts_of_disability(case, child, alone):
            found = [
                each
                for each in find(words, "DIS002", text.text, ctx)
                if (each.pattern.indicator != "speech" or child.age is None or child.age > 2)
                and not (another and each.pattern.indicator == "talking")
            ]
            if found:
                yield Hit(
                    child.at("disability"),
                    None,
                    {"field": case.catalogue.field_name(text.path), "words": _words(text.text, found[0])},
                )
                break


def _texts_of_disability(case: Case, child: ChildCase, alone: bool) -> Iterator[tuple[Text, Ctx]]:
    ctx = ctx_for(case, child.index)
    if alone and case.referral.incident and case.referral.incident.account:
        yield Text("/incident/account", case.referral.incident.account, None), ctx_for(case, child.index, default="nobody")
    for _, path, text in voice_texts(child):
        speaker = "officer"
        if path.endswith("/words"):
            speaker = "child" if child.utterances[int(path.split("/")[-2])].by_child else "other"
        yield Text(path, text, child.index), ctx_for(case, child.index, first_person=speaker)
    prefixes = (*(child.at(member) for member in ("contact", *_MODULES)), child.at("disability", "diagnosis"))
    for each in texts_of(case, child.index):
        if each.path.startswith(prefixes):
            yield each, ctx
    for index, flag in enumerate(child.child.flags or ()):
        yield Text(child.at("flags", index), flag.replace("_", " "), child.index), ctx


@check("FTH002")
def risk_tied_to_belief(case: Case) -> Iterator[Hit]:
    """Harm tied to culture or belief told of anywhere, and this child's ethnicity or religion blank."""
    words = lexicon(case.catalogue)
    incomplete = [
        each
        for each in case.all_children
        if not (each.child.ethnicity and each.child.ethnicity.code) or not (each.child.religion and each.child.religion.code)
    ]
    if not incomplete or not any(case.each_part("FTH002", _tells_of_belief)):
        return
    for text in officer_texts(case):
        found = find(words, "FTH002", text.text, ctx_for(case, text.child))
        if found:
            for child in incomplete:
                yield Hit(child.path, None, {"field": case.catalogue.field_name(text.path), "words": _words(text.text, found[0])})
            return


def _tells_of_belief(part: Case) -> bool:
    words = lexicon(part.catalogue)
    return any(find(words, "FTH002", text.text, ctx_for(part, text.child)) for text in own_texts(part))


@check("EXP001", of="part")
def signs_of_exploitation(case: Case) -> Iterator[Hit]:
    """Two or more different signs told of this child, and no exploitation record."""
    if case.part is None and "child_exploitation" in case.incident_types and not case.around.exploited:
        yield Hit(
            "/incident/types",
            None,
            {
                "field": case.catalogue.field_name("/incident/types"),
                "words": case.catalogue.label("incident_type", "child_exploitation"),
            },
        )
    for child in case.all_children:
        if child.child.exploitation:
            continue
        signs = _signs(case, child)
        if len(signs) > 1:
            first, *others = list(signs.values())
            told = "; ".join(_words(text.text, sign) for text, sign in (first, *others))
            yield Hit(child.path, None, {"field": case.catalogue.field_name(first[0].path), "words": told})


def _signs(case: Case, child: ChildCase) -> dict[str, tuple[Text, Found]]:
    """The indicators that are told of a child, each with the text and the words that tell it first."""
    words = lexicon(case.catalogue)
    alone = case.around.alone
    ctx = ctx_for(case, child.index)
    found: dict[str, tuple[Text, Found]] = {}
    gathered = _MET_OTHERWISE.isdisjoint(case.incident_types) or child.child.missing is not None
    for text in officer_texts(case):
        if text.child != child.index:
            if text.child is not None or not text.path.startswith(("/incident", "/referral")):
                continue
            if not alone and ctx.child.isdisjoint(words_of(text.text)):
                continue
        here = _signs_in(words, text.text, ctx)
        if len(here) > 1 or gathered:
            for indicator, sign in here:
                found.setdefault(indicator, (text, sign))
    return found


_MET_OTHERWISE = frozenset(
    {"domestic_abuse", "neglect", "physical_abuse", "emotional_abuse", "police_protection", "mental_health", "custody"}
)
"""Incidents that a child is met at for another reason: one sign here and one there, pages apart, are the talk of a family, so two
have to be told together.
"""


@lru_cache(maxsize=4096)
def _signs_in(words: Lexicon, text: str, ctx: Ctx) -> tuple[tuple[str, Found], ...]:
    """The indicators that one text tells of this child, each with what tells it."""
    met = places(words, EVERYWHERE, text, ctx.names)
    if met.keys().isdisjoint(_OF_SIGNS):
        return ()
    explained = lines_of(words.context("EXP001", "explained"))
    found: dict[str, list[Found]] = {}
    for indicator, code in INDICATORS.items():
        for hit in find(words, code, text, ctx) if code in met else ():
            plain = hit.piece.words
            begin, end = hit.piece.sentence_of(hit.first)
            if any(not denied(plain, begin, at) for at, _ in explained.standing(plain, begin, end)):
                continue
            if not _somebody_elses(words, plain, hit, ctx.sex):
                found.setdefault(indicator, []).append(hit)
    _count_once(found, words.concepts["clearly_older"])
    return tuple([(indicator, hits[0]) for indicator, hits in found.items() if hits])


def _count_once(found: dict[str, list[Found]], clearly_older: Rests) -> None:
    """Takes a sign away whose words are those of another: "found with two men known for supplying drugs" is one sign."""

    def apart(hit: Found, indicators: Iterable[str]) -> bool:
        return not any(
            hit.offset == other.offset and hit.first < other.last and other.first < hit.last
            for indicator in indicators
            for other in found.get(indicator, ())
        )

    if "older" in found:
        others = [each for each in found if each not in ("older", "hotel")]  # a hotel, and who is in it, are two signs
        found["older"] = [hit for hit in found["older"] if _says_age(hit, clearly_older) or apart(hit, others)]
    if "drugs" in found:
        found["drugs"] = [hit for hit in found["drugs"] if apart(hit, ("crime",))]
    if "gifts" in found:
        found["gifts"] = [hit for hit in found["gifts"] if apart(hit, ("drugs",))]


def _says_age(hit: Found, clearly_older: Rests) -> bool:
    words = hit.piece.words
    _, end = hit.piece.sentence_of(hit.first)
    return any(phrase_end(clearly_older, words, at, end) > 0 for at in range(hit.first, min(end, hit.last + 4)))


INDICATORS = {each: f"EXP001:{each}" for each in ("gifts", "older", "crime", "missing", "drugs", "images", "hotel", "cars")}
"""The indicators of the catalogue, one for each item between its semicolons, with the name of their patterns."""
_OF_SIGNS = frozenset(INDICATORS.values())


def _somebody_elses(lexicon: Lexicon, words: tuple[str, ...], hit: Found, sex: str | None) -> bool:
    """Whether the sentence tells of a relative or a friend and not of the child."""
    begin, end = hit.piece.sentence_of(hit.first)
    relatives = lexicon.concepts["relative"]
    if "$person" in words[begin : begin + 2] and words[begin + 1 : begin + 2] != ("'s",):
        child = _CHILD - _NOT_THE_CHILD.get(sex or "", frozenset())
        until = next((later for later in range(hit.last, end) if words[later] in _NEXT_THOUGHT), end)
        if not any(words[at] in child and words[at - 1] not in ("on", "with", "about") for at in range(begin, until)):
            return True  # "Dean has three phones and cash on him": the child is not in it
    for at in range(begin, hit.first):
        if words[at] in ("she", "he", "they", "him", "$child", "child") and words[at + 1 : at + 2] != ("'s",):
            return False
        if (
            (stop := phrase_end(relatives, words, at, end)) > 0
            and words[stop : stop + 1] != ("'s",)
            and (at == begin or words[at - 1] in _HIS)
            and not (at > begin + 1 and words[at - 2] in _BESIDE)
            and not _observes(words, stop)
        ):
            until = next((later for later in range(hit.first, end) if words[later] in _NEXT_THOUGHT), end)
            mine = any(words[later] in ("him", "$child", "them") for later in range(stop, until))
            return at < begin + 4 and not mine
    return False


def _observes(words: tuple[str, ...], at: int) -> bool:
    """Whether a relative is the one who tells of the child: "his father found two phones", not "his father was found"."""
    while at < len(words) and words[at] in ("has", "had", "does", "did", "not", "can", "could", "would", "will", "also"):
        at += 1
    return at < len(words) and words[at] in _OBSERVING


_OBSERVING = word_set(
    """
    noticed notices saw sees found finds know knows knew recognise recognises recognised says said told tells reports
    counted counts kept listed logged noted heard smelt describes complains fears feared
    reported rang rings asked asks thinks believes worries worried suspects wonders cannot explain afford understand never
    """
)
_CHILD = frozenset({"$child", "he", "him", "she", "her", "they", "them", "child", "boy", "girl", "lad", "himself", "herself"})
_NOT_THE_CHILD = {"female": frozenset({"he", "him", "himself", "boy"}), "male": frozenset({"she", "her", "herself", "girl"})}
_BESIDE = frozenset({"with", "like", "unlike"})
_NEXT_THOUGHT = frozenset({";", ":", "—", "–", ".", "which"})
_HIS = frozenset({"his", "her", "their", "the", "my", "a", "'s"})
