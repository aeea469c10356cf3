"""Where a careful reader would ask again: a thin sibling, a home in which all is well, a child about whom adults speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vpa_assist.checks.case import Case, ChildCase, Hit, check
from vpa_assist.record.remembering import ByPart
from vpa_assist.views import views

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

RICH = 600
"""Characters of voice from which a child's account is a full one."""
THIN = 150
"""Characters of voice under which it is a thin one."""
THIN_SHARE = 0.2
"""How much of the fullest sibling's a thin one has at most."""

SEEN = ("spoken_to", "seen_not_spoken_to", "seen_asleep")
AT_RISK = frozenset(
    {"domestic_abuse", "child_exploitation", "online_harm", "police_protection", "offender_visit", "neglect"}
    | {"physical_abuse", "sexual_abuse", "emotional_abuse"}
)
"""Incidents at which a picture without a shadow is worth a second look."""

_WORD = re.compile(r"[^\W_]+")


def _voice(each: ChildCase) -> int:
    """Characters of the child's voice: AWARE and wishes, own words only."""
    return _VOICE.of(each.child, None, lambda _: _count_voice(each))


_VOICE: ByPart[int] = ByPart()


def _count_voice(each: ChildCase) -> int:
    aware = each.child.aware
    parts = [aware.appearance, aware.activity, aware.relationships, aware.environment] if aware else []
    parts += [each.child.wishes, *(utterance.words for _, utterance in each.own_utterances)]
    return sum(len(part.strip()) for part in parts if part)


@check("VOC050")
def a_thin_child_beside_a_rich_one(case: Case) -> Iterator[Hit]:
    """Seen as the others were, and with far less of a voice than the fullest of them."""
    seen = [(each, _voice(each)) for each in case.children if each.status in SEEN]
    if not seen:
        return
    fullest, most = max(seen, key=lambda pair: pair[1])
    if most < RICH:
        return
    for each, voice in seen:
        thin = voice < THIN and voice <= THIN_SHARE * most
        if thin and not case.voiceless(each):
            other = fullest.name or case.catalogue.screen("child.unnamed")
            yield Hit(each.at("aware"), words={"other": other})


@check("VOC051", of="child")
def everything_is_well_at_a_serious_incident(case: Case) -> Iterator[Hit]:
    """Every part of AWARE is filled, each says something good, and none says anything else."""
    if not AT_RISK.intersection(case.incident_types) and case.decision.immediate_risk is not True:
        return
    known = _vocabulary(case.catalogue)
    for each in case.children:
        aware = each.child.aware
        if aware is None or case.voiceless(each):
            continue
        parts = (aware.appearance, aware.activity, aware.relationships, aware.environment)
        said = [utterance.words for _, utterance in each.own_utterances if utterance.words]
        if None in parts or any(_has_shadow(text, known) for text in (*parts, *said, each.child.wishes) if text):
            continue
        if all(known.good.intersection(_words(part or "")) for part in parts):
            yield Hit(each.at("aware"))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


@lru_cache(maxsize=1024)
def _has_shadow(text: str, known: _Vocabulary) -> bool:
    """Whether a text tells of anything that is not well; a trouble that is denied just before is none."""
    words = _words(text)
    for index, word in enumerate(words):
        troubled = word in known.shadow or word.startswith(known.stems)
        if troubled and not known.denying.intersection(words[max(0, index - 3) : index]):
            return True
    return False


@dataclass(frozen=True, slots=True, eq=False)
class _Vocabulary:
    """Words of what is well, of what is not (whole words, and the beginnings of words), and words that deny."""

    good: frozenset[str]
    shadow: frozenset[str]
    stems: tuple[str, ...]
    denying: frozenset[str]


@lru_cache(maxsize=8)
def _vocabulary(catalogue: Catalogue) -> _Vocabulary:
    held = catalogue.raw("beyond")
    good, shadow, denying = (frozenset(held[name]["phrases"]) for name in ("all_well", "shadow", "denying"))
    stems = tuple(sorted(word[:-1] for word in shadow if word.endswith("*")))
    return _Vocabulary(good, shadow, stems, denying)


MORE_THAN_THE_CHILD = 3
"""How many times the child's own words those of adults may have before a reader asks for the child."""
ENOUGH_TO_TELL = 300
"""Characters of adults' words under which nothing is made of it."""


@check("VOC052", of="child")
def mostly_what_adults_say(case: Case) -> Iterator[Hit]:
    """The child was spoken to and has words, and what adults said about the child has far more."""
    for each in case.children:
        if each.status != "spoken_to" or not each.has_own_words:
            continue
        whose = views(case.referral, each.index)
        adults = whose.carer + whose.other
        if adults >= ENOUGH_TO_TELL and adults > MORE_THAN_THE_CHILD * whose.child:
            yield Hit(each.at("aware"), words={"count": round(100 * whose.share("child"))})
