"""Does a reason for not hearing a child rest on an adult, although no pattern of SEE005 says so?

A sentence that speaks of an adult or of the officers ("Family turned their backs on us") rests on them, unless the reason holds
something that was nobody's choice (`excuse` in `forms/concepts/reasons.toml`) or tells what the child did.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vpa_assist.checks.prose.about import Ctx, phrase_end
from vpa_assist.checks.prose.pieces import mended
from vpa_assist.checks.text import word_set

if TYPE_CHECKING:
    from vpa_assist.checks.prose.patterns import Lexicon, Rests

_US = word_set("i we us me my our myself ourselves")
_CHILD = word_set("she he they $child")
_SKIPPED = word_set(
    """
    just then also only still now again never not was were is are had has have did does do would could will can might may must 's
    been being simply apparently probably already both all kept keeps seemed
    """
)


_SAYS = word_set(
    "said says told tells whispered wrote asked signed mouthed texted shouted screamed begged pleaded pointed nodded"
)


@lru_cache(maxsize=512)
def rests_on_an_adult(lexicon: Lexicon, text: str, ctx: Ctx) -> tuple[int, int] | None:
    """The sentence of a reason that rests on an adult, in code points, or None."""
    reading, words = mended(lexicon, text, ctx)
    if _stands(lexicon.concepts["excuse"], words) or _child_acts(lexicon, words):
        return None
    for begin, end in reading.sentences:
        sentence = words[begin:end]
        if _begins_with_a_deed(lexicon, sentence):
            continue
        if not _US.isdisjoint(sentence) or _stands(lexicon.concepts["decider"], sentence):
            last = end
            while last > begin + 1 and not words[last - 1][:1].isalnum():
                last -= 1
            return reading.span(begin, last)
    return None


@lru_cache(maxsize=512)
def child_answers(lexicon: Lexicon, text: str, ctx: Ctx) -> bool:
    """Whether a reason gives what the child said: "She told us that it was too late for that"."""
    words = mended(lexicon, text, ctx)[1]
    for at, word in enumerate(words):
        if phrase_end(lexicon.concepts["decider"], words, at, len(words)) > 0:
            return False
        if word in _CHILD and _SAYS.intersection(words[at + 1 : at + 3]) and _fits(word, ctx):
            return True
    return False


def _fits(word: str, ctx: Ctx) -> bool:
    return word not in ("she", "he") or ctx.sex not in ("female", "male") or (word == "she") == (ctx.sex == "female")


def _stands(phrases: Rests, words: tuple[str, ...]) -> bool:
    return any(word in phrases and phrase_end(phrases, words, at, len(words)) > 0 for at, word in enumerate(words))


def _begins_with_a_deed(lexicon: Lexicon, sentence: tuple[str, ...]) -> bool:
    """Whether a sentence begins with a verb, so that the child may be its subject: "Clung to her mother"."""
    first = next((word for word in sentence if word not in _SKIPPED or word in ("would", "did", "will")), "")
    return first in ("would", "did", "will") or first.endswith("ed") or first in lexicon.concepts["acts"]


def _child_acts(lexicon: Lexicon, words: tuple[str, ...]) -> bool:
    """Whether the child is the subject of a verb that is a doing of its own."""
    idle, acts = lexicon.concepts["unheard_idle"], lexicon.concepts["acts"]
    of_the_child = False
    for at, word in enumerate(words):
        if word in _CHILD:
            of_the_child = True
        elif word in (".", ";", ",") or _stands(lexicon.concepts["decider"], words[at : at + 1]) or word in _US:
            of_the_child = False
        joined = of_the_child and word in ("and", "but", "then")
        if word not in _CHILD and not joined:
            continue
        verb = at + 1
        while verb < len(words) and (words[verb] in _SKIPPED or words[verb].endswith("ly")):
            verb += 1
        if verb == len(words) or not words[verb].isalpha() or phrase_end(idle, words, verb, len(words)) > 0:
            continue
        if joined and not (words[verb].endswith("ed") or words[verb] in acts):
            continue
        passive = {"was", "were", "is", "are", "been", "being"}.intersection(words[at + 1 : verb])
        if words[verb].endswith("ing") or not passive:
            return True
    return False
