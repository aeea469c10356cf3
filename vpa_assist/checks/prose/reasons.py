"""Does a reason for not hearing a child give what the child said?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vpa_assist.checks.prose.about import Ctx, phrase_end
from vpa_assist.checks.prose.pieces import mended
from vpa_assist.checks.text import word_set

if TYPE_CHECKING:
    from vpa_assist.checks.prose.patterns import Lexicon

_CHILD = word_set("she he they $child")
_SAYS = word_set(
    "said says told tells whispered wrote asked signed mouthed texted shouted screamed begged pleaded pointed nodded"
)


@lru_cache(maxsize=512)
def child_answers(lexicon: Lexicon, text: str, ctx: Ctx) -> bool:
    """Whether a reason gives what the child said: "She told us that it was too late for that"."""
    reading, words = mended(lexicon, text, ctx)
    for at, word in enumerate(words):
        if not reading.quoted[at] and phrase_end(lexicon.concepts["decider"], words, at, len(words)) > 0:
            return False
        if word in _CHILD and _SAYS.intersection(words[at + 1 : at + 3]) and _fits(word, ctx):
            return True
    return False


def _fits(word: str, ctx: Ctx) -> bool:
    return word not in ("she", "he") or ctx.sex not in ("female", "male") or (word == "she") == (ctx.sex == "female")
