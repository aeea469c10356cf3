"""Joins a document to the store: what is kept of it, and what lists may show of it. No child's name goes into a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from ui import background
from ui.document import Kept, Place
from ui.dues import due_by_rule
from vpa_assist import store as stores
from vpa_assist.findings import Finding, counts
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Child, Officer, Referral, ReviewEntry
from vpa_assist.store import FollowUp, Summary, Why

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Draft, Store

_KEPT_FOR_GOOD = {
    "submit": Why.HANDED_IN,
    "return": Why.RETURNED,
    "approve": Why.APPROVED,
    "send": Why.SENT,
    "reopen": Why.REOPENED,
}


class StoreKeeper:
    """Keeps one draft in the store, each time whole, under the revision that was loaded."""

    def __init__(
        self, store: Store, catalogue: Catalogue, draft_id: str, revision: int, referral: Referral | None = None
    ) -> None:
        self.store = store
        self.draft_id = draft_id
        self.revision = revision
        self._catalogue = catalogue
        self._entries = len(referral.review or ()) if referral is not None else 0
        self._visited: frozenset[str] | None = None
        self.keep_next: tuple[Why, str] | None = None
        """Why the next save is kept for good, with a note, where the document does not say so itself."""
        self.facts_of = 0
        """The revision of which the facts for figures were kept last."""

    def keep(self, kept: Kept) -> None:
        """Saves the document and what stands beside it. Raises `StoreCannot`."""
        entries = kept.referral.review or ()
        news = [_KEPT_FOR_GOOD[each.action] for each in entries[self._entries :] if each.action in _KEPT_FOR_GOOD]
        place = kept.place
        saved = self.store.save(
            self.draft_id,
            as_bytes(kept.referral),
            summary=summary_of(kept.referral, self._catalogue, kept.findings),
            expected_revision=self.revision,
            save_id=uuid4().hex,
            half_typed=dict(kept.half_typed),
            place=stores.Place(place.page, place.child or "", place.pointer, place.cursor),
            keep=news[-1] if news else self.keep_next[0] if self.keep_next else None,
            note=self.keep_next[1] if self.keep_next and not news else "",
        )
        self.keep_next = None
        self.revision = saved.revision
        self._entries = len(entries)
        self.keep_place(kept)

    def keep_place(self, kept: Kept) -> None:
        """Remembers the page and the visited sections; the document itself is kept already."""
        if not self.revision:
            return
        place = kept.place
        at = [place.page, place.child, place.pointer, place.cursor]
        self.store.set_setting(f"place.{self.draft_id}", json.dumps(at))
        if kept.visited != self._visited:
            self.store.settings.put_visited(self.draft_id, kept.visited)
            self._visited = kept.visited


def keep_facts(
    store: Store, catalogue: Catalogue, draft_id: str, revision: int, referral: Referral, findings: tuple[Finding, ...]
) -> None:
    """Keeps, beside the window, what a draft contributes to figures; see `vpa_assist.insight.from_store.keep_of`.

    It is a convenience: what goes wrong is not told, and the next figure works it out.
    """

    def work() -> None:
        from vpa_assist.insight.from_store import keep_of

        keep_of(store, catalogue, draft_id, revision, referral, findings)

    background.run(work, _quietly, _quietly, _quietly)


def _quietly(_what: object) -> None:
    pass


def as_bytes(referral: Referral) -> bytes:
    """The document as it is kept: every string exactly as typed."""
    return referral.model_dump_json(by_alias=True, exclude_unset=True).encode("utf-8")


def opened(draft: Draft) -> Referral:
    """The referral of a draft. Raises `Refused`."""
    return read(draft.body)


def place_of(store: Store, draft: Draft) -> Place:
    """Where the officer was in a draft when it was last open."""
    place = draft.place
    kept = Place(place.page, place.child or None, place.pointer, place.cursor)
    try:
        page, child, pointer, cursor = json.loads(store.setting(f"place.{draft.draft_id}", "null"))
    except (ValueError, TypeError):
        return kept
    return Place(str(page), child, str(pointer), int(cursor))


def officer_of(store: Store, catalogue: Catalogue) -> Officer:
    """The signed-in person as they sign: "PC Lee Whitlow", typed once at the first start, is a rank and a name."""
    person = store.person
    rank, name = rank_and_name(person.name, catalogue.force().ranks)
    members = {
        "rank": rank,
        "name": name,
        "collar_number": person.collar_number,
        "unit": person.unit,
        "role": person.role,
    }
    return Officer(**{key: value for key, value in members.items() if value})


def rank_and_name(text: str, ranks: Iterable[str]) -> tuple[str, str]:
    """A typed name without the rank of the force's list that it begins with, and that rank as the list writes it."""
    typed = text.strip()
    for rank in sorted(ranks, key=len, reverse=True):
        head, rest = typed[: len(rank)], typed[len(rank) :]
        # "Di" is a name, "DI" and a hasty "di" are a rank
        if head in (rank, rank.lower(), rank.upper()) and rest[:1].isspace() and rest.strip():
            return rank, rest.strip()
    return "", typed


def short_child(child: Child, referral: Referral, catalogue: Catalogue) -> str:
    """A child without a name: "Girl, 13", "Boy, about 6 months old"."""
    say = catalogue.screen
    if child.unborn:
        return say("who.unborn")
    word = say(f"who.{child.sex if child.sex in ('female', 'male') else 'child'}")
    years = age(child, incident_day(referral))
    if years is None:
        return word
    return say("who.about" if not child.date_of_birth else "who.aged", who=word, age=years)


def _who(children: Iterable[Child], referral: Referral, catalogue: Catalogue) -> str:
    """The children without names; "" where neither age nor sex of any is known: their number says as much."""
    said = [short_child(each, referral, catalogue) for each in children]
    return ", ".join(said) if set(said) != {catalogue.screen("who.child")} else ""


def summary_of(referral: Referral, catalogue: Catalogue, findings: Iterable[Finding]) -> Summary:
    """What the lists show: reference, kind, town, ages and sexes, counts. Addenda are taken in."""
    from vpa_assist.review import with_addenda

    view = with_addenda(referral)
    incident = view.incident
    children = view.children or ()
    number = counts(findings)
    returned = next((each for each in reversed(view.review or ()) if each.action == "return"), None)
    sent = next((each for each in reversed(view.review or ()) if each.action == "send"), None)
    author = view.author
    return Summary(
        reference=((incident and incident.reference) or "").strip(),
        main_type=incident.types[0] if incident and incident.types else "",
        town=((incident and incident.location and incident.location.town) or "").strip(),
        children=len(children),
        who=_who(children, view, catalogue),
        must=number["must"],
        should=number["should"],
        consider=number["consider"],
        status=view.status or "draft",
        author=" ".join(
            each.strip() for each in ((author and author.rank) or "", (author and author.name) or "") if each.strip()
        ),
        collar_number=(author.collar_number if author and author.collar_number else "") or "",
        kind=view.kind,
        sent_at=(sent.at if sent and sent.at else "") or "",
        note=_list_note(view.status, returned, sent),
        unit=((author and author.unit) or "").strip(),
        follow_ups=tuple(_follow_ups(view, catalogue)),
        awaited=tuple(_awaited(view, catalogue)),
    )


NO_RECEIPT = "no_receipt"
"""The note of a referral that was sent and for which nobody recorded a receipt."""


def _list_note(status: str | None, returned: ReviewEntry | None, sent: ReviewEntry | None) -> str:
    if status == "returned" and returned is not None:
        return _note(returned.by, returned.at, returned.text)
    return NO_RECEIPT if status == "sent" and not (sent and (sent.receipt or "").strip()) else ""


def _note(by: Officer | None, at: str | None, text: str | None) -> str:
    """Who returned it, when, and the words: parts that the list puts into a sentence."""
    who = " ".join(each for each in ((by and by.rank) or "", (by and by.name) or "") if each)
    return json.dumps([who, at or "", text or ""], ensure_ascii=False)


def _follow_ups(referral: Referral, catalogue: Catalogue) -> Iterable[FollowUp]:
    for child in referral.children or ():
        contact = child.contact
        if contact is None or contact.follow_up_done_at or not (contact.follow_up or contact.follow_up_due):
            continue
        if contact.status == "spoken_to" and not contact.follow_up_due:
            continue  # heard already: what the school will do is no child still to be heard
        yield FollowUp(
            contact.follow_up_due or "",
            short_child(child, referral, catalogue),
            without_names(contact.follow_up or "", referral, catalogue),
        )


def without_names(text: str, referral: Referral, catalogue: Catalogue) -> str:
    """A text for a list that others may see: the children's names are taken out of it."""
    names = {
        name.strip()
        for child in referral.children or ()
        for name in (child.given_name, child.family_name)
        if name and len(name.strip()) > 1
    }
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", catalogue.screen("who.the_child"), text, flags=re.IGNORECASE)
    return text.strip()


def _awaited(referral: Referral, catalogue: Catalogue) -> Iterable[FollowUp]:
    for child in referral.children or ():
        for each in child.awaited or ():
            if not each.received_at and each.what:
                what = catalogue.label("awaited", each.what)
                source = without_names(each.from_ or "", referral, catalogue)
                listed = FollowUp("", short_child(child, referral, catalogue), f"{what}, {source}" if source else what)
                if each.due or not each.asked_at:
                    yield replace(listed, due=each.due or "")
                else:
                    by_rule = replace(listed, rule=each.what, asked_at=each.asked_at)
                    yield replace(by_rule, due=due_by_rule(by_rule, catalogue))
