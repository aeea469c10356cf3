"""Taking a colleague's copy in: new, already known, merged, or set before the person. Nothing is overwritten silently.

This is the one module of the store that knows what a document is; it is imported only when a file is taken in.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from vpa_assist.audit import Kind as Act
from vpa_assist.record.canonical import canonical, fingerprint
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral
from vpa_assist.review import Diverged, merge_reviews
from vpa_assist.store.errors import NoSuchDraft
from vpa_assist.store.model import Draft, Saved, Summary, Why
from vpa_assist.store.store import Store

Summarise = Callable[[Referral], Summary]
"""Makes the lists' row of a document."""


class Outcome(StrEnum):
    """What became of a copy that was taken in."""

    NEW = "new"
    KNOWN = "known"
    MERGED = "merged"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Received:
    """A copy that came in. `undecided`: both differ, nothing was saved, `decide` takes the person's choice."""

    outcome: Outcome
    draft_id: str
    theirs: Referral
    ours: Referral | None = None
    revision: int = 0
    saved: Saved | None = None


def receive(store: Store, document: bytes, summarise: Summarise, sender: str = "") -> Received:
    """Takes a document in.

    - Not known here: it is saved.
    - The same content, one review the beginning of the other: the longer review is kept, with the status that goes with it.
    - Their content differs and our copy was not changed since the hand-over their review builds on: theirs is newer, taken.
    - Anything else is undecided: nothing is saved.

    Raises Refused for a document that cannot be loaded, OtherKind, and what saving may raise.
    """
    theirs = read(document)
    try:
        draft = store.load(theirs.id)
    except NoSuchDraft:
        saved = _save(store, theirs, summarise, 0, sender)
        return Received(Outcome.NEW, theirs.id, theirs, None, 1, saved)
    ours = read(draft.body)
    if canonical(ours) == canonical(theirs):
        return Received(Outcome.KNOWN, theirs.id, theirs, ours, draft.revision)
    merged = _merged(ours, theirs, draft)
    if merged is None:
        return Received(Outcome.UNDECIDED, theirs.id, theirs, ours, draft.revision)
    if merged is ours:
        return Received(Outcome.KNOWN, theirs.id, theirs, ours, draft.revision)
    saved = _save(store, merged, summarise, draft.revision, sender)
    return Received(Outcome.MERGED, theirs.id, theirs, ours, saved.revision, saved)


def decide(store: Store, received: Received, keep: Referral, summarise: Summarise, sender: str = "") -> Saved:
    """Saves what the person chose of two copies; the copy that was here stays as a revision. Raises StaleRevision."""
    return _save(store, keep, summarise, received.revision, sender)


def _merged(ours: Referral, theirs: Referral, draft: Draft) -> Referral | None:
    try:
        review = merge_reviews(ours.review or (), theirs.review or ())
    except Diverged:
        return None
    longer = theirs if len(theirs.review or ()) > len(ours.review or ()) else ours
    if fingerprint(ours) == fingerprint(theirs):
        later = max(ours, theirs, key=lambda each: each.updated_at or "")
        newest = later if len(theirs.review or ()) == len(ours.review or ()) else longer
        return newest if newest is ours else newest.model_copy(update={"review": review or None})
    # Content that differs goes in silence nowhere: only where one copy is exactly what the other was built on.
    built_on = {entry.of for entry in review if entry.of}
    if longer is theirs and fingerprint(ours) in built_on and not draft.half_typed:
        return theirs
    if longer is ours and len(ours.review or ()) > len(theirs.review or ()) and fingerprint(theirs) in built_on:
        return ours
    return None


def _save(store: Store, referral: Referral, summarise: Summarise, revision: int, sender: str) -> Saved:
    summary = summarise(referral)
    if summary.kind is None and referral.kind is not None:
        summary = replace(summary, kind=referral.kind)
    saved = store.save(
        referral.id,
        canonical(referral),
        summary=summary,
        expected_revision=revision,
        save_id=secrets.token_hex(16),
        keep=Why.MERGED,
        note=sender,
    )
    store.upkeep.take_words()  # many may come in at once: the first search after them shall not have to read them all
    store.note(Act.COMBINATION if revision else Act.COLLECTION, "taken in", referral.id)
    return saved
