"""Whose view a child's record gives: how many words come from the child, from what the officer saw, and from other adults."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vpa_assist.record.referral import Child

_QUOTED = re.compile(r"“([^”]*)”|\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Shares:
    """Words by whose view they give."""

    child: int
    officer: int
    adults: int

    @property
    def total(self) -> int:
        return self.child + self.officer + self.adults

    def part(self, words: int) -> float:
        """A share of all words, 0 to 1; 0 where nothing is written."""
        return words / self.total if self.total else 0.0


def shares(child: Child) -> Shares:
    """The words of a child's AWARE parts and wishes. What stands in quotation marks in the wishes is the child's own."""
    aware = child.aware
    own = adults = officer = 0
    if aware is not None:
        for turn in aware.words or ():
            count = len((turn.words or "").split())
            if turn.by_child:
                own += count
                officer += len((turn.demeanour or "").split())
            else:
                adults += count
        for text in (aware.appearance, aware.activity, aware.relationships, aware.environment):
            officer += len((text or "").split())
    wishes = child.wishes or ""
    quoted = sum(len("".join(found).split()) for found in _QUOTED.findall(wishes))
    return Shares(own + quoted, officer + len(wishes.split()) - quoted, adults)
