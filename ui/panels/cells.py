"""How much of a child's voice one letter of AWARE holds: read from the text and the findings, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpa_assist.record.referral import Utterance

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue

LETTERS = ("appearance", "words", "activity", "relationships", "environment")
SAME = "VOC002"
THIN = frozenset({"WRD002", "WRD006", "WRD007", "WRD010", "APP002", "VOC003"})
"""Findings that say a text is there and tells little of this child."""
FEW_WORDS = 4
"""A text of fewer words is thin whatever it says."""
SHOWN_WORDS = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: `state` is not_started, thin, same or specific; `words` a few of what is written."""

    letter: str
    state: str
    words: str


def cell_of(document: Document, catalogue: Catalogue, child: int, letter: str) -> Cell:
    """The cell of a child and a letter."""
    where = f"/children/{child}/aware/{letter}"
    value = document.get(where)
    turns = tuple(each for each in value if each.by_child and (each.words or "").strip()) if isinstance(value, tuple) else ()
    text = "" if isinstance(value, tuple) else (value or "").strip()
    if not text and not turns:
        return Cell(letter, "not_started", "")
    codes = {
        each.code for each in document.findings if each.is_open and (each.path == where or each.path.startswith(f"{where}/"))
    }
    state = "same" if SAME in codes else "thin" if codes & THIN or (text and len(text.split()) < FEW_WORDS) else "specific"
    return Cell(letter, state, _turns(turns, catalogue) if turns else _few(text))


def _few(text: str) -> str:
    """A few of the officer's own words, as written: the beginning, up to a pause where there is one."""
    words = text.split()
    for count in range(min(SHOWN_WORDS, len(words)), 2, -1):
        if words[count - 1][-1] in ".,;:":
            return " ".join(words[:count]).rstrip(".,;:")
    return " ".join(words[:SHOWN_WORDS]).rstrip(".,;:")


def _turns(turns: tuple[Utterance, ...], catalogue: Catalogue) -> str:
    """ "2 turns, both with demeanour": how many turns, and whether each says how the child was."""
    count = len(turns)
    told = sum(1 for each in turns if (each.demeanour or "").strip())
    head = catalogue.screen("roll.one_turn") if count == 1 else catalogue.screen("roll.turns", count=count)
    if not told:
        return catalogue.screen("roll.no_demeanour", turns=head)
    return catalogue.screen("roll.with_demeanour" if told == count else "roll.some_demeanour", turns=head, told=told)
