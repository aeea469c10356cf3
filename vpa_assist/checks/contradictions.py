"""Two answers of one referral that cannot both be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vpa_assist.catalogue import Catalogue
from vpa_assist.checks.case import Case, ChildCase, Hit, check

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_EXCEPTED = r"(?!\s*(?:apart|aside|other|except|excepting|besides|bar|save|beyond)\b)"
_END_OF_CLAUSE = re.compile(rf"[.!?;:\n)]+|[,(]+{_EXCEPTED}|\bbut\b(?! for)", re.IGNORECASE)

LONGEST_SPEECH = {0: 2, 1: 6}
"""Words in one breath that a child of this age in years may say before a reader wonders."""


@check("SEE050", of="child")
def spoken_to_beside_a_reason_why_not(case: Case) -> Iterator[Hit]:
    """Spoken to, without words of the child's, and a reason why the child was not."""
    for each in case.children:
        if each.status == "spoken_to" and each.contact.reason is not None and not each.has_own_words:
            yield Hit(each.at("contact", "reason"))


@check("SEE051", of="child")
def asleep_beside_words(case: Case) -> Iterator[Hit]:
    """Seen asleep, and words in answer to a question at that time."""
    for each in case.children:
        if each.status != "seen_asleep":
            continue
        for index, utterance in each.own_utterances:
            spoken = utterance.how in (None, "speech", "sign", "writing") and utterance.words is not None
            if spoken and utterance.question is not None and utterance.at is None:
                yield Hit(each.at("aware", "words", index))
                break


@check("SEE052", of="child")
def not_seen_beside_an_appearance(case: Case) -> Iterator[Hit]:
    """Not seen by anybody of whom the form tells, nor by video, yet it is told how the child looked."""
    for each in case.children:
        looked = each.child.aware is not None and each.child.aware.appearance is not None
        nobody_else = each.contact.welfare_check is None and each.contact.by != "video"
        if each.status == "not_seen" and looked and nobody_else and not case.voiceless(each):
            yield Hit(each.at("aware", "appearance"))


@check("WRD050", of="child")
def an_infant_who_speaks_in_sentences(case: Case) -> Iterator[Hit]:
    """More words at once than a baby says. Writing and devices are no business of this check."""
    for each in case.children:
        longest = None if each.age is None else LONGEST_SPEECH.get(each.age)
        if longest is None:
            continue
        for index, utterance in each.own_utterances:
            words = _WORD.findall(utterance.words or "")
            if utterance.how in (None, "speech") and len({word.casefold() for word in words}) > longest:
                yield Hit(each.at("aware", "words", index, "words"), words={"count": len(words)})


@check("APP050", of="child")
def no_injuries_beside_the_body_map(case: Case) -> Iterator[Hit]:
    """A text denies any injury, and the body map holds one that is not an old scar."""
    denials = _denials(case.catalogue)
    for each in case.children:
        if all(injury.kind == "scar" for injury in each.child.injuries or ()):
            continue
        for step, text in _told(each):
            clauses = [tuple(word.casefold() for word in _WORD.findall(clause)) for clause in _END_OF_CLAUSE.split(text)]
            if _tells_of_marks(case.catalogue, clauses):
                continue
            for words in clauses:
                denial = next((denial for denial in denials if words[-len(denial) :] == denial), None)
                if denial is not None:
                    yield Hit(each.at(*step), words={"what": " ".join(denial)})
                    break


def _told(each: ChildCase) -> Iterator[tuple[tuple[str, str], str]]:
    if each.child.aware is not None and each.child.aware.appearance is not None:
        yield ("aware", "appearance"), each.child.aware.appearance
    if each.contact.welfare_check is not None:
        yield ("contact", "welfare_check"), each.contact.welfare_check


def _tells_of_marks(catalogue: Catalogue, clauses: list[tuple[str, ...]]) -> bool:
    """Whether the text tells of a mark or names the parts that were looked at, so that it denies other marks, or marks there."""
    told, denied, parts = _words_of_marks(catalogue)
    asserted = any(not told.isdisjoint(words) and denied.isdisjoint(words) for words in clauses)
    looked_at = {word for words in clauses for word in words if word in parts}
    return asserted or len(looked_at) > 1


@lru_cache(maxsize=8)
def _words_of_marks(catalogue: Catalogue) -> tuple[frozenset[str], ...]:
    table = catalogue.raw("beyond")["no_injuries"]
    return tuple(frozenset(table[name]) for name in ("told", "denied", "parts"))


@lru_cache(maxsize=8)
def _denials(catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    """What denies every injury when a clause ends with it, as words."""
    written = catalogue.raw("beyond")["no_injuries"]["phrases"]
    return tuple(tuple(word.casefold() for word in _WORD.findall(phrase)) for phrase in written)


@check("CUS050")
def custody_incident_without_its_record(case: Case) -> Iterator[Hit]:
    """The incident is one of custody, and no child has the record."""
    if "custody" in case.incident_types and all(each.child.custody is None for each in case.all_children):
        yield Hit("/incident/types")
