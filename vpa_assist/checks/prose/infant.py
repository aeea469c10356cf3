"""Does a text tell what a child who does not speak does? Position, care, clothing and what others say do not count (WRD005).

A clause tells of behaviour when the child is its subject ("She", "Isla", "her eyes", or nobody: "Rolled over") and its verb is
none of the verbs of position, care and opinion in `forms/concepts/infant.toml`. So a verb that nobody thought of counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from vpa_assist.checks.prose.about import Ctx, phrase_end
from vpa_assist.checks.prose.matching import people
from vpa_assist.checks.prose.pieces import mended
from vpa_assist.checks.text import word_set

if TYPE_CHECKING:
    from vpa_assist.checks.prose.patterns import Lexicon, Rests

_BREAKS = word_set(
    ", ; : . ( ) - – — and but then while when whenever as until before after so because though although or if once where ! ?"
)
_ADVERBS = word_set(
    """
    just then also only still now again soon often always never once quickly slowly suddenly immediately briefly constantly
    repeatedly quietly silently loudly happily sadly gently hard softly straight twice mostly really very quite initially
    eventually finally later first both all too even not soon almost nearly clearly visibly barely hardly
    """
)
_DO = word_set("did does do would could will can can't")
_HELPERS = word_set("kept keeps began begins started starts continued continues tried tries trying wanted wants refused refuses")
_BE = word_set("is was were are be been being 's got gets")
_HAVE = word_set("has had have")
_POSITION = word_set("sat lay stood knelt sitting lying standing kneeling perched")
_TURNS = word_set("went goes gone became turned grew looked looks came shot flew")
_HELD_SO = word_set(
    """
    open opened closed wide shut out tight clenched fixed clasped balled everywhere over round around behind against
    """
)
_BY_NOBODY = word_set("colour size shape name number one hand mistake accident itself herself himself")
_TO_ME = {("me",), ("my",), ("us",), ("our",)}
_HER_OWN = {("her", "own"), ("his", "own")}
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our"})
_NOT_ABLE = word_set("talk speak walk crawl verbalise communicate tell say answer")
"""What a small child cannot do tells of the age and not of behaviour: "cannot talk"."""
_TELL = word_set(
    """
    says say said told tells state states stated reports reported explained thinks reckons claims believes described describes
    describe
    """
)
_OWN = word_set("her his its their the both")
_NAMED = word_set("she he they $child i her his")
_SUBJECTS = word_set("she he it they $child baby babe bub toddler infant")


def shows(lexicon: Lexicon, text: str, ctx: Ctx) -> bool:
    """Whether a text tells of something that the child does."""
    reading, words = mended(lexicon, text, ctx)
    return any(_sentence_shows(lexicon, words[begin:end], ctx) for begin, end in reading.sentences)


def _sentence_shows(lexicon: Lexicon, words: tuple[str, ...], ctx: Ctx) -> bool:
    childs = True  # nobody named yet: the child whose page it is
    attributed = False
    for part in _turns(words):
        told = _attributed(lexicon, part, ctx)
        attributed = told or (attributed and part[1:2] != () and part[1] not in _NAMED)
        for clause in _clauses(part):
            if attributed and _FIRST_PERSON.isdisjoint(clause):
                continue  # "Tara says that she laughs": what others say of the child
            subject = _subject(lexicon, clause, ctx)
            if subject.named:
                childs = subject.is_child
            if childs and subject.rest and _acts(lexicon, subject):
                return True
    return False


def _turns(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A sentence in its turns: "Nan says that she is settled, but she cried" tells first what Nan says, then what was seen."""
    cuts = [at for at, word in enumerate(words) if word in ("but", "however", ";") and at]
    return [words[begin:end] for begin, end in pairwise((0, *cuts, len(words)))]


def _attributed(lexicon: Lexicon, words: tuple[str, ...], ctx: Ctx) -> bool:
    """Whether a sentence gives what somebody else says."""
    if "according" in words or any(
        words[at - 2 : at] in (("it", "was"), ("it", "is")) for at, word in enumerate(words) if word in _TELL
    ):
        return True
    finder = people(lexicon)
    if any(word == "per" and finder.mention(words, at + 1, len(words), ctx) == "other" for at, word in enumerate(words[:-1])):
        return True
    near = (
        place for at, word in enumerate(words) if word in _TELL for place in (at - 2, at - 1, at + 1) if 0 <= place < len(words)
    )
    return any(finder.mention(words, place, len(words), ctx) == "other" for place in near)


def _clauses(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    begin = 0
    for at, word in enumerate((*words, ".")):
        pronoun = word in ("she", "he")
        if word == "after" and at > begin and words[at - 1].startswith(("look", "take", "took")):
            continue  # "looked after by nan", "takes after her father"
        if word in _BREAKS or (pronoun and at > begin):
            if at > begin:
                found.append(words[begin:at])
            begin = at if pronoun else at + 1
    return found


@dataclass(frozen=True, slots=True)
class _Subject:
    """Of whom a clause tells: of the child or not, named or not, by a part of the body or not, and the words after it."""

    is_child: bool
    rest: tuple[str, ...]
    named: bool = True
    body: bool = False


def _subject(lexicon: Lexicon, clause: tuple[str, ...], ctx: Ctx) -> _Subject:
    first = clause[0]
    if first in _SUBJECTS:
        return _Subject(True, clause[1:])
    owned = int(first in _OWN and len(clause) > 1)
    part = phrase_end(lexicon.concepts["infant_part"], clause, owned, len(clause))
    if part > 0:
        return _Subject(True, clause[part:], body=True)
    if owned:
        return _Subject(clause[1] in _SUBJECTS, clause[2:])  # her mother, the room, the dog; the baby
    if people(lexicon).mention(clause, 0, len(clause), ctx) is not None:
        return _Subject(False, ())
    return _Subject(True, clause, named=False)


def _acts(lexicon: Lexicon, subject: _Subject) -> bool:
    """Whether the verb at the head of a clause is something that the child does, or the clause tells how the child looked."""
    words, concepts = subject.rest, lexicon.concepts
    if "yet" in words and "not" in words:
        return False  # "not walking yet"
    states = concepts["infant_state"]
    at, passive, bare = _to_the_verb(words)
    if phrase_end(states, words, 0, len(words)) > 0:
        return True
    if at >= len(words):
        return False
    verb = words[at]
    if not bare and phrase_end(states, words, at, len(words)) > 0:
        return True
    if verb in _TURNS and at + 1 < len(words) and (subject.body or phrase_end(states, words, at + 1, len(words)) > 0):
        return True
    if subject.body and verb in _HELD_SO:
        return True
    idle = concepts["no_behaviour"]
    if verb in _POSITION and _ing(words, at + 1, idle):
        return True  # "stood holding the sofa"
    if phrase_end(idle, words, at, len(words)) > 0 or _done_by(words, at) or ("not" in words[:at] and "yet" in words):
        return False
    if not bare and verb in concepts["done_to"]:
        done_by_child = (subject.named and not passive) or words[at + 1 : at + 2] in _TO_ME or words[at + 1 : at + 3] in _HER_OWN
        return done_by_child and at + 1 < len(words)
    if bare:
        return verb.isalpha() and len(verb) > 2 and not ("not" in words[:at] and verb in _NOT_ABLE)
    if _ing(words, at, idle):
        return True
    if passive:
        return False
    if verb in concepts["acts"] or (verb.endswith("ed") and len(verb) > 3):
        return True
    return subject.named and not subject.body and verb.endswith("s") and len(verb) > 3 and not verb.endswith(("ss", "us", "is"))


def _done_by(words: tuple[str, ...], at: int) -> bool:
    """Whether somebody did it: "lifted out by her nan", not "lined up by colour"."""
    return any(
        words[place] == "by" and words[place + 1 : place + 2][0] not in _BY_NOBODY
        for place in range(at + 1, min(at + 4, len(words) - 1))
    )


def _to_the_verb(words: tuple[str, ...]) -> tuple[int, bool, bool]:
    """Where the verb stands, whether "was" stands before it, and whether it is bare, after "did not" or "tried to"."""
    at, passive, bare = 0, False, False
    while at < len(words) and (words[at] in _ADVERBS or words[at] in _BE or words[at] in _HAVE or words[at].endswith("ly")):
        passive = passive or words[at] in _BE
        at += 1
    if at < len(words) and words[at] in _DO:
        at, bare = at + 1, True
        while at < len(words) and (words[at] in _ADVERBS or words[at].endswith("ly")):
            at += 1
    while at + 1 < len(words) and words[at] in _HELPERS and (words[at + 1] in ("to", "not", "on") or words[at + 1][-3:] == "ing"):
        at, bare = at + 1, True
        while at < len(words) and words[at] in ("to", "not", "on"):
            at += 1
    return at, passive, bare


def _ing(words: tuple[str, ...], at: int, idle: Rests) -> bool:
    return at < len(words) and words[at].endswith("ing") and len(words[at]) > 4 and phrase_end(idle, words, at, len(words)) < 0
