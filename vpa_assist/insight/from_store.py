"""Figures out of a store: what was kept of a draft is taken, the rest is worked out, and kept for the next time.

Cold or warm, the figures are the same: they follow from the facts, and facts from the document, the form pack and the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from vpa_assist.errors import CannotDo, Refused
from vpa_assist.insight.counting import LINES_KEPT, Counted, Span, facts_from
from vpa_assist.insight.facts import ReferralFacts, facts_of
from vpa_assist.insight.kept import mark, packed, unpacked
from vpa_assist.record.addenda import with_addenda
from vpa_assist.record.reading import read
from vpa_assist.store.errors import StoreCannot

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.findings import Finding
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Store
    from vpa_assist.store.facts import Contribution

AT_ONCE = 64
"""Drafts in a portion."""


@dataclass(slots=True)
class Looked:
    """What a portion of drafts came to: the facts of each by its id, the refused, and what is new and to be kept."""

    facts: list[tuple[str, ReferralFacts]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    fresh: list[tuple[int, int, bytes]] = field(default_factory=list)


@dataclass(slots=True)
class Portion:
    """A portion counted, with what is new in it and to be kept."""

    counted: Counted
    fresh: list[tuple[int, int, bytes]]


def look(portion: Sequence[Contribution], catalogue: Catalogue) -> Looked:
    """The facts of some drafts, kept or worked out; in any process."""
    found = Looked()
    for each in portion:
        if each.facts is not None:
            found.facts.append((each.draft_id, unpacked(each.facts)))
            continue
        try:
            facts = facts_from(each.body or b"", catalogue)
        except Refused as error:
            found.lines.append(error.lines(each.draft_id)[0])
            continue
        found.facts.append((each.draft_id, facts))
        found.fresh.append((each.n, each.revision, packed(facts)))
    return found


def without_findings(each: Contribution, catalogue: Catalogue) -> ReferralFacts:
    """The facts of a draft for what does not depend on its findings: those that are kept, or of its document unchecked, which are
    not to be kept. Raises Refused for what is no referral.
    """
    if each.facts is not None:
        return unpacked(each.facts)
    return facts_of(with_addenda(read(each.body or b"")), (), catalogue)


def count_portion(portion: Sequence[Contribution], catalogue: Catalogue, span: Span) -> Portion:
    """Counts some drafts; in any process."""
    found = look(portion, catalogue)
    counted = Counted(documents=len(portion), refused=len(found.lines), lines=found.lines[:LINES_KEPT])
    for _, facts in found.facts:
        if span.holds(facts):
            counted.tally.add(facts)
    return Portion(counted, found.fresh)


def portions(store: Store, catalogue: Catalogue) -> Iterator[list[Contribution]]:
    """Every draft of a store, some at a time; one entry in the audit trail for all."""
    drafts = store.contributions(mark(catalogue))
    while portion := list(islice(drafts, AT_ONCE)):
        yield portion


def keep(store: Store, catalogue: Catalogue, fresh: Sequence[tuple[int, int, bytes]]) -> None:
    """Keeps what was worked out. Where the store cannot (another window writes, the disk is full) the figures are right all
    the same.
    """
    if fresh:
        with suppress(StoreCannot):
            store.keep_facts(mark(catalogue), fresh)


def at_hand(referral: Referral, findings: Sequence[Finding], catalogue: Catalogue) -> bytes:
    """The facts of a document whose findings are known, to be kept: the same as reading and checking its bytes gives.

    `findings` are all of the document with its addenda applied.
    """
    return packed(facts_of(with_addenda(referral), findings, catalogue))


def keep_of(
    store: Store, catalogue: Catalogue, draft_id: str, revision: int, referral: Referral, findings: Sequence[Finding]
) -> None:
    """Keeps the facts of a draft that was saved as `referral` at this revision, from its findings as for `at_hand`.

    Where the store cannot keep them they are worked out for the next figure.
    """
    with suppress(CannotDo):
        of = mark(catalogue)
        if not store.facts.holds(of, draft_id, revision):
            store.facts.keep_of(of, draft_id, revision, at_hand(referral, findings, catalogue))


def count_store(
    store: Store, catalogue: Catalogue, work: Callable[[Iterable[list[Contribution]]], Iterable[Portion]]
) -> Iterator[Counted]:
    """The counts of a whole store, portion by portion. `work` is `count_portion`, in as many processes as the caller likes."""
    for portion in work(portions(store, catalogue)):
        keep(store, catalogue, portion.fresh)
        yield portion.counted
