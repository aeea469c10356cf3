"""Sealed files and key files whose bytes were changed."""

from __future__ import annotations

import json
import random

from tests.faults.mutations import bytes_changed
from tests.store.cheap import CHEAP, PHRASE, VANE
from vpa_assist.store.errors import TransferRefused
from vpa_assist.store.keys import KeyFile, new_keys
from vpa_assist.store.transfer import FIRST_LINE, seal, unseal

SECRET = "copper window lamp"
DOCUMENT = b'{"id":"d1","kind":"live"}'


class Sealed:
    """Each second one a sealed file, each other one a key file; one in five hundred is left as it was."""

    name = "hostile sealed and key files"
    longest = 2.0

    def __init__(self) -> None:
        self._sealed = seal(DOCUMENT, sealed_by="Jo Vane", sealed_at="", kind="live", passphrase=SECRET, cost=CHEAP)
        keys, self._key, _ = new_keys("0" * 32, "live", VANE, PHRASE, CHEAP)
        self._keys = keys.as_bytes()

    def one(self, chance: random.Random, careless: bool) -> str:
        is_sealed, as_it_was = chance.random() < 0.5, chance.random() < 0.002
        good, where = (self._sealed, len(FIRST_LINE) + 120) if is_sealed else (self._keys, len(self._keys))
        data = good if as_it_was else _changed(good, chance, where)
        what = self._unsealed(data, careless) if is_sealed else self._read(data, careless)
        assert not as_it_was or what == "taken", "a good file is refused"
        return what

    def close(self) -> None:
        """Nothing was made."""

    def _unsealed(self, data: bytes, careless: bool) -> str:
        if careless:
            json.loads(data.split(b"\n")[1])["salt"]
        try:
            found = unseal(data, passphrase=SECRET, cost=CHEAP)
        except TransferRefused:
            return "refused"
        assert found.document == DOCUMENT, "another document"
        return "taken"

    def _read(self, data: bytes, careless: bool) -> str:
        if careless:
            json.loads(data)["slots"]
        try:
            opened = KeyFile.from_bytes(data, CHEAP).open("passphrase", PHRASE)
        except ValueError:
            return "refused"
        assert opened in (None, self._key), "another key"
        return "taken" if opened else "refused"


def _changed(good: bytes, chance: random.Random, where: int) -> bytes:
    data = bytearray(bytes_changed(good, chance, where))
    for old in (b'"argon2id"', b'"salt"', b'"nonce"', b'"blob"', b'"slots"', b'"person"', b'"format"', b'"kind"'):
        if chance.random() < 0.02 and old in data:
            at = data.index(old)
            data[at : at + len(old)] = chance.choice((b'"x"', b'"salt"', b"7", b"null"))
    # Cheap numbers only: a mutation that asks for a costly derivation is tried by a test of its own.
    return bytes(data) if b"argon2id" not in data or _is_cheap(bytes(data)) else good[:-1]


def _is_cheap(data: bytes) -> bool:
    line = data.split(b"\n")[1] if data.startswith(FIRST_LINE[:10]) and b"\n" in data else data
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return True
    text = json.dumps(value)
    return "000" not in text.partition("argon2id")[2][:60]
