"""Sealed files: what they keep, whom they open for, and hostile ones."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.cheap import CHEAP, PHRASE, VANE, a_body, save
from vpa_assist.store import Person, Store
from vpa_assist.store.errors import (
    OtherKind,
    PassphraseTooShort,
    TransferDamaged,
    TransferForAnother,
    TransferNewer,
    TransferNotOurs,
    TransferRefused,
    TransferTooLarge,
)
from vpa_assist.store.kinds import kind_of
from vpa_assist.store.transfer import (
    FIRST_LINE,
    LARGEST_DOCUMENT,
    LARGEST_FILE,
    is_for_passphrase,
    new_private_key,
    public_key,
    seal,
    unseal,
)

SECRET = "copper window lamp"
LETTER = {"sealed_by": "Jo Vane (4411)", "sealed_at": "2026-11-20T09:00:00+00:00", "kind": "live"}
SEALED = seal(a_body(words="Wrenna"), passphrase=SECRET, cost=CHEAP, **LETTER)  # type: ignore[arg-type]


@given(st.binary(max_size=5_000))
def test_that_a_document_comes_back_byte_for_byte(document: bytes) -> None:
    found = unseal(seal(document, passphrase=SECRET, cost=CHEAP, **LETTER), passphrase=SECRET, cost=CHEAP)  # type: ignore[arg-type]
    assert (found.document, found.sealed_by, found.kind) == (document, "Jo Vane (4411)", "live")


def test_that_a_file_for_a_colleagues_key_opens_for_that_colleague_alone() -> None:
    hale, brook = new_private_key(), new_private_key()
    sealed = seal(a_body(), recipient=public_key(hale).lower().replace("-", "- "), **LETTER)  # type: ignore[arg-type]
    assert unseal(sealed, private_key=hale).document == a_body()
    assert (is_for_passphrase(sealed), is_for_passphrase(SEALED)) == (False, True)
    for private_key in (brook, b""):
        with pytest.raises(TransferForAnother):
            unseal(sealed, private_key=private_key)
    for wrong in ("", "VPA1-", public_key(hale)[:-1], public_key(hale).replace("A", "B", 1), "VPA2" + public_key(hale)[4:]):
        with pytest.raises((TransferForAnother, ValueError)):
            seal(a_body(), recipient=wrong, **LETTER)  # type: ignore[arg-type]


def test_that_nothing_of_the_document_or_the_sender_stands_in_the_sealed_file() -> None:
    assert b"Wrenna" not in SEALED
    assert b"Vane" not in SEALED


def test_that_a_short_passphrase_and_a_document_that_is_too_large_are_refused() -> None:
    with pytest.raises(PassphraseTooShort):
        seal(b"", passphrase="short", cost=CHEAP, **LETTER)  # type: ignore[arg-type]
    with pytest.raises(TransferTooLarge):
        seal(bytes(LARGEST_DOCUMENT + 1), passphrase=SECRET, cost=CHEAP, **LETTER)  # type: ignore[arg-type]
    whole = seal(bytes(LARGEST_DOCUMENT), passphrase=SECRET, cost=CHEAP, **LETTER)  # type: ignore[arg-type]
    assert len(unseal(whole, passphrase=SECRET, cost=CHEAP).document) == LARGEST_DOCUMENT


HEAD_END = SEALED.index(b"\n", len(FIRST_LINE))


def _with_head(**members: object) -> bytes:
    head = json.loads(SEALED[len(FIRST_LINE) : HEAD_END]) | members
    return FIRST_LINE + json.dumps(head).encode() + SEALED[HEAD_END:]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", TransferNotOurs),
        (b"%PDF-1.7", TransferNotOurs),
        (a_body(), TransferNotOurs),
        (b"VPA Assist sealed document 2\n{}\n", TransferNewer),
        (b"VPA Assist sealed document x\n{}\n", TransferNotOurs),
        (FIRST_LINE, TransferDamaged),
        (FIRST_LINE + b"{}\n" + bytes(40), TransferDamaged),
        (FIRST_LINE + b"[]\n" + bytes(40), TransferDamaged),
        (FIRST_LINE + b"[" * 1500 + b"\n" + bytes(40), TransferDamaged),
        (FIRST_LINE + b"x" * 5000, TransferDamaged),
        (bytes(LARGEST_FILE + 1), TransferTooLarge),
        (_with_head(argon2id=[3, 10**9, 4]), TransferDamaged),
        (_with_head(argon2id=[10**9, 65536, 4]), TransferDamaged),
        (_with_head(argon2id=None), TransferDamaged),
        (_with_head(argon2id="333"), TransferDamaged),
        (_with_head(salt="AA=="), TransferDamaged),
        (_with_head(nonce=7), TransferDamaged),
        (_with_head(more="x"), TransferDamaged),
        (SEALED[:-1], TransferDamaged),
        (SEALED + b"x", TransferDamaged),
    ],
)
def test_that_a_hostile_file_is_refused_in_one_sentence(data: bytes, refusal: type[TransferRefused]) -> None:
    with pytest.raises(refusal) as refused:
        unseal(data, passphrase=SECRET, cost=CHEAP)
    assert "Nothing was taken in" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_that_another_passphrase_opens_nothing() -> None:
    with pytest.raises(TransferDamaged):
        unseal(SEALED, passphrase="copper window lamps", cost=CHEAP)


def test_that_any_flipped_bit_or_cut_is_noticed() -> None:
    chance = random.Random(3)
    for _ in range(2_000):
        changed = bytearray(SEALED)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        with pytest.raises(TransferRefused):
            unseal(bytes(changed), passphrase=SECRET, cost=CHEAP)
    for cut in range(len(SEALED)):
        with pytest.raises(TransferRefused):
            unseal(SEALED[:cut], passphrase=SECRET, cost=CHEAP)


@given(st.binary(max_size=600), st.booleans())
def test_that_no_bytes_get_past(data: bytes, ours: bool) -> None:
    with pytest.raises(TransferRefused):
        unseal((FIRST_LINE if ours else b"") + data, passphrase=SECRET, cost=CHEAP)


def test_that_a_draft_travels_from_store_to_store(store: Store, tmp_path: Path) -> None:
    save(store, body=a_body(words="Wrenna"))
    hale, _ = Store.create(tmp_path / "hale", Person("Ines Hale", "77", role="supervisor"), PHRASE, cost=CHEAP)
    with hale:
        for sealed, passphrase in (
            (store.seal("d1", passphrase=SECRET), SECRET),
            (store.seal("d1", recipient=hale.public_key(), to="Ines Hale"), ""),
        ):
            found = hale.unseal(sealed, passphrase)
            assert (found.document, found.sealed_by) == (a_body(words="Wrenna"), str(VANE))
    with pytest.raises(TransferForAnother):
        store.unseal(sealed)


def test_that_a_training_document_does_not_come_into_a_live_store(store: Store) -> None:
    for document, kind in ((a_body(kind="training"), "training"), (a_body(kind="training"), "live"), (b"{}", "training")):
        letter = LETTER | {"kind": kind}
        sealed = seal(document, passphrase=SECRET, cost=CHEAP, **letter)  # type: ignore[arg-type]
        with pytest.raises(OtherKind):
            store.unseal(sealed, SECRET)


@pytest.mark.parametrize("kind", ['"\\u202elive"', '"other"', "7", "[" * 100_000])
def test_that_a_kind_that_no_document_may_have_is_no_kind(kind: str) -> None:
    assert kind_of(b'{"id":"\\u0061","kind":' + kind.encode() + b"}") is None
