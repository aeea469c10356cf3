"""A copy comes home: nothing of either side is lost, and nothing is overwritten in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.store.cheap import CHEAP, PHRASE
from vpa_assist.errors import Refused
from vpa_assist.record.canonical import canonical
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Officer, Referral
from vpa_assist.review import act
from vpa_assist.store import Person, Store, Summary, Why
from vpa_assist.store.errors import NoSuchDraft, OtherKind, StaleRevision
from vpa_assist.store.incoming import Outcome, decide, receive

ID = "6f1c2c1e-6f39-4b0b-9a3e-1f7a2f3f4a5b"
VANE = Officer(name="Jo Vane", collar_number="4411")
HALE = Officer(name="Ines Hale", collar_number="77")


def a_referral(**members: Any) -> Referral:
    whole = {
        "schema": "vpa-assist.referral/1",
        "id": ID,
        "kind": "live",
        "status": "draft",
        "updated_at": "2026-11-20T09:00:00+00:00",
        "author": {"name": "Jo Vane", "collar_number": "4411"},
        "incident": {"reference": "CP-1", "account": "first"},
    }
    return from_json(whole | members)


def summarise(referral: Referral) -> Summary:
    reference = referral.incident.reference if referral.incident else ""
    return Summary(reference or "", status=referral.status or "draft", collar_number="4411", kind=referral.kind)


def keep(store: Store, referral: Referral, revision: int = 0) -> int:
    body = canonical(referral)
    return store.save(
        ID, body, summary=summarise(referral), expected_revision=revision, save_id=f"k{revision}", keep=Why.HANDED_IN
    ).revision


def submitted() -> Referral:
    return act(a_referral(), "submit", VANE, "2026-11-20T10:00:00+00:00")


def reviewed(referral: Referral) -> Referral:
    commented = act(referral, "comment", HALE, "2026-11-20T11:00:00+00:00", path="/incident/account", text="Who was there?")
    return act(commented, "return", HALE, "2026-11-20T11:05:00+00:00", text="Please say who was there.")


def test_that_a_document_that_is_not_known_is_kept_as_it_came(store: Store) -> None:
    received = receive(store, canonical(submitted()), summarise, "Jo Vane (4411)")
    assert received.outcome is Outcome.NEW
    assert read(store.load(ID).body) == submitted()
    assert [(each.why, each.note) for each in store.revisions(ID)] == [(Why.MERGED, "Jo Vane (4411)")]


def test_that_a_returned_referral_brings_the_supervisors_comments_home(store: Store) -> None:
    keep(store, submitted())
    received = receive(store, canonical(reviewed(submitted())), summarise)
    assert received.outcome is Outcome.MERGED
    home = read(store.load(ID).body)
    assert home == reviewed(submitted())
    assert store.counts().returned == 1
    assert Why.OPENED in [each.why for each in store.revisions(ID)]


def test_that_the_same_copy_again_and_an_older_one_change_nothing(store: Store) -> None:
    revision = keep(store, reviewed(submitted()))
    for copy in (
        reviewed(submitted()),
        submitted(),
        act(submitted(), "comment", HALE, "2026-11-20T11:00:00+00:00", path="", text="x"),
    ):
        known = receive(store, canonical(copy), summarise)
        if copy.review and copy.review[-1].text == "x":
            assert known.outcome is Outcome.UNDECIDED
        else:
            assert known.outcome is Outcome.KNOWN
        assert store.row(ID).revision == revision


def test_that_the_supervisor_gets_the_changed_text_of_a_second_hand_in(store: Store) -> None:
    first = reviewed(submitted())
    keep(store, first)
    changed = from_json(first.as_json() | {"incident": {"reference": "CP-1", "account": "mother and aunt were there"}})
    second = act(changed, "submit", VANE, "2026-11-20T12:00:00+00:00", text="Said who was there.")
    received = receive(store, canonical(second), summarise)
    assert received.outcome is Outcome.MERGED
    assert read(store.load(ID).body) == second


def test_that_two_texts_of_which_neither_was_built_on_the_other_are_set_before_the_person(store: Store) -> None:
    ours = a_referral(incident={"reference": "CP-1", "account": "typed here"})
    revision = keep(store, ours)
    theirs = a_referral(incident={"reference": "CP-1", "account": "typed there"})
    received = receive(store, canonical(theirs), summarise)
    assert (received.outcome, received.ours, received.theirs) == (Outcome.UNDECIDED, ours, theirs)
    assert (store.row(ID).revision, read(store.load(ID).body)) == (revision, ours)

    decide(store, received, theirs, summarise)
    assert read(store.load(ID).body) == theirs
    kept = {each.why: each.number for each in store.revisions(ID)}
    assert read(store.revision(ID, kept[Why.OPENED])) == ours
    with pytest.raises(StaleRevision):
        decide(store, received, ours, summarise)


def test_that_half_typed_values_here_keep_a_newer_text_from_taking_their_place(store: Store) -> None:
    first = reviewed(submitted())
    body = canonical(first)
    store.save(ID, body, summary=summarise(first), expected_revision=0, save_id="x", half_typed={"/incident/occurred_at": "12/1"})
    changed = from_json(first.as_json() | {"incident": {"reference": "CP-1", "account": "mother and aunt were there"}})
    second = act(changed, "submit", VANE, "2026-11-20T12:00:00+00:00", text="Said who was there.")
    assert receive(store, canonical(second), summarise).outcome is Outcome.UNDECIDED
    assert store.row(ID).revision == 1


def test_that_what_cannot_be_loaded_or_is_of_the_other_kind_changes_nothing(store: Store) -> None:
    for document in (b"", b"{}", b"[" * 100, json.dumps({"schema": "vpa-assist.referral/2", "id": ID}).encode()):
        with pytest.raises(Refused):
            receive(store, document, summarise)
    with pytest.raises(OtherKind):
        receive(store, canonical(a_referral(kind="training")), summarise)
    with pytest.raises(NoSuchDraft):
        store.load(ID)


def test_that_a_referral_travels_to_the_supervisor_and_home_again(store: Store, tmp_path: Path) -> None:
    keep(store, submitted())
    hale, _ = Store.create(tmp_path / "hale", Person("Ines Hale", "77", role="supervisor"), PHRASE, cost=CHEAP)
    with hale:
        there = hale.unseal(store.seal(ID, recipient=hale.public_key()))
        receive(hale, there.document, summarise, there.sealed_by)
        assert hale.counts().to_do == 1
        draft = hale.load(ID)
        answer = reviewed(read(draft.body))
        hale.save(
            ID, canonical(answer), summary=summarise(answer), expected_revision=draft.revision, save_id="r", keep=Why.RETURNED
        )
        back = store.unseal(hale.seal(ID, recipient=store.public_key()))
    assert receive(store, back.document, summarise, back.sealed_by).outcome is Outcome.MERGED
    assert read(store.load(ID).body) == reviewed(submitted())
    assert store.counts().returned == 1
