"""The states of one referral as the history shows them: the present one first, then what was kept, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.settings.wording import at_length
from vpa_assist.composed.reading import child_name
from vpa_assist.composed.values import in_words
from vpa_assist.differences import Change, Piece
from vpa_assist.record.pointers import get, parent, split
from vpa_assist.record.referral import Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Revision

NOW = 0
"""The number of the present state; kept ones are numbered from 1."""


@dataclass(frozen=True, slots=True)
class State:
    """One state: why it was kept, when and by whom."""

    number: int
    title: str
    when: str
    by: str
    note: str = ""

    @property
    def in_one_line(self) -> str:
        """Title and time."""
        return f"{self.title}, {self.when}" if self.when else self.title


def states_of(revisions: tuple[Revision, ...], catalogue: Catalogue) -> tuple[State, ...]:
    """The present state and every kept one, the newest first."""
    kept = tuple(
        State(
            each.number,
            catalogue.screen(f"history.{each.why.value}"),
            at_length(each.at, catalogue),
            each.by,
            _note(each, catalogue),
        )
        for each in revisions
    )
    return (State(NOW, catalogue.screen("history.now"), "", ""), *kept)


def _note(revision: Revision, catalogue: Catalogue) -> str:
    if revision.why.value == "exported" and revision.note in ("full", "urgent", "redacted"):
        return catalogue.screen(f"history.variant_{revision.note}")
    return catalogue.screen("history.note", words=revision.note) if revision.note else ""


def title_of(change: Change, old: Referral, new: Referral, catalogue: Catalogue) -> str:
    """Where a difference is: "Mason: what he said exactly"; what became of it where that is not plain."""
    source = old if change.kind == "removed" else new
    steps = split(change.path)
    field = catalogue.field_name(change.path)
    name = ""
    if len(steps) > 1 and steps[0] == "children" and int(steps[1]) < len(source.children or ()):
        name = child_name(source, int(steps[1]), catalogue)
    words = f"{name}: {field}" if name else field[:1].upper() + field[1:]
    if not change.pieces:
        return catalogue.screen(f"history.{change.kind}_whole", what=words)
    return words


def in_plain_words(change: Change, old: Referral, new: Referral, catalogue: Catalogue) -> Change:
    """A difference with codes, times and references as a person reads them. Texts stay exactly as they are."""
    if len(change.pieces) > 2 or any(kind == "same" for kind, _ in change.pieces):
        return change
    source = old if change.kind == "removed" else new
    steps = split(change.path)
    member, holder = steps[-1], get(source, parent(change.path))
    if isinstance(holder, tuple):
        member, holder = steps[-2], get(source, parent(parent(change.path)))
    if holder is None:
        return change
    pieces: list[Piece] = []
    for kind, text in change.pieces:
        value = {"true": True, "false": False}.get(text, text)
        try:
            shown = in_words(type(holder), member, value, source, catalogue)
        except (KeyError, ValueError, TypeError):
            shown = text
        if pieces:
            pieces.append(("same", " "))
        pieces.append((kind, shown or text))
    return Change(change.path, change.kind, tuple(pieces))
