"""Whether a sentence that begins with "he" or "she" goes on about somebody who was named before, and not about the child.

"Her husband had kicked at the door. He was in a mood." A sentence is matched by itself; this looks back at those before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpa_assist.checks.prose.about import People
from vpa_assist.checks.prose.pieces import Piece, piece
from vpa_assist.checks.text import sentences

if TYPE_CHECKING:
    from vpa_assist.checks.prose.about import Ctx
    from vpa_assist.checks.prose.patterns import Lexicon

_SEX_OF = {"he": "male", "his": "male", "she": "female", "her": "female"}
_BACK = 3
"""Sentences that are looked back at: one further away is no longer what "he" stands for."""
_SUBJECT_WITHIN = 5
"""Words of a sentence among which its subject is named: "Her husband Neil had ..."."""


def of_another(lexicon: Lexicon, people: People, text: str, offset: int, here: Piece, first: int, ctx: Ctx) -> bool:
    """Whether the words at `first` are told of the other person of whom the sentences before tell."""
    begin, _ = here.sentence_of(first)
    words = here.words
    opening = words[begin]
    sex = _SEX_OF.get(opening)
    if sex is None or sex != ctx.sex or any(word.startswith("$") for word in words[begin:first]):
        return False
    if any(people.mention(words, at, first, ctx) not in (None, "child") for at in range(begin + 1, first)):
        return False
    if any(words[at] not in _SEX_OF and people.mention(words, at, first, ctx) == "child" for at in range(begin, first)):
        return False
    before = [each for each in sentences(text) if each[0] < offset]
    for _, sentence, quoted in reversed(before[-_BACK:]):
        told = piece(lexicon, sentence, quoted, ctx.names)
        whom = _subject(people, told, sex, ctx)
        if whom is not None:
            return whom == "other"
    return False


def _subject(people: People, told: Piece, sex: str, ctx: Ctx) -> str | None:
    """Of whom a sentence tells: "child", "other" where that is somebody of this sex, or None where it does not say."""
    words = told.words
    end = len(words)
    if any(people.mention(words, at, end, ctx) == "child" and words[at] not in _PRONOUNS for at in range(end)):
        return "child"
    names = told.reading.words
    sexes = dict(ctx.sexes)
    for at in range(min(_SUBJECT_WITHIN, end)):
        if people.mention(words, at, end, ctx) == "other":
            of = sexes.get(names[at]) if words[at] == "$person" else people.sex_of(words, at)
            if of is not None:
                return "other" if of == sex else "child"
    return None


_PRONOUNS = frozenset(_SEX_OF) | {"him", "himself", "herself", "hers", "they", "them"}
