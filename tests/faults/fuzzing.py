"""Hostile sealed files and key files by the thousand: refused in the store's own words or harmless, nothing else."""

from __future__ import annotations

import json
import random

from tests.faults.common import Outcome
from tests.store.cheap import CHEAP, PHRASE, VANE
from vpa_assist.store.errors import TransferRefused
from vpa_assist.store.keys import KeyFile, new_keys
from vpa_assist.store.transfer import FIRST_LINE, seal, unseal

SECRET = "copper window lamp"
JUNK = (b"\x00", b"\xff\xfe", b"\n", b"{", b"}", b"[", b'"', b"null", b"1e999", b"-1", b"\\ud800", b"=", b"A" * 64, b"9" * 40)


def fuzz(inputs: int, seed: int = 1) -> Outcome:
    """Mutates both kinds of files; the control counts inputs that come through unchanged, so that acceptance is seen to work."""
    outcome = Outcome("hostile sealed and key files", inputs)
    chance = random.Random(seed)
    document = b'{"id":"d1","kind":"live"}'
    sealed = seal(document, sealed_by="Jo Vane", sealed_at="", kind="live", passphrase=SECRET, cost=CHEAP)
    keys, data_key, _ = new_keys("0" * 32, "live", VANE, PHRASE, CHEAP)
    written = keys.as_bytes()
    for number in range(inputs):
        if number % 2:
            data = sealed if number % 1_000 == 1 else _mutated(sealed, chance, len(FIRST_LINE) + 120)
            fault, accepted = _unsealed(data, document)
        else:
            data = written if number % 1_000 == 0 else _mutated(written, chance, len(written))
            fault, accepted = _read(data, data_key)
        outcome.control += accepted
        if fault:
            outcome.bad.append(f"{fault}: {data[:200]!r}")
    return outcome


def _unsealed(data: bytes, document: bytes) -> tuple[str, bool]:
    try:
        found = unseal(data, passphrase=SECRET, cost=CHEAP)
    except TransferRefused:
        return "", False
    except Exception as error:
        return repr(error), False
    return ("" if found.document == document else "another document"), True


def _read(data: bytes, data_key: bytes) -> tuple[str, bool]:
    try:
        opened = KeyFile.from_bytes(data, CHEAP).open("passphrase", PHRASE)
    except ValueError:
        return "", False
    except Exception as error:
        return repr(error), False
    return ("" if opened in (None, data_key) else "another key"), opened is not None


def _mutated(good: bytes, chance: random.Random, where: int) -> bytes:
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(min(where, len(data)) or 1) if data else 0
        kind = chance.randrange(6)
        if kind == 0 and data:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at:at] = chance.choice(JUNK)
        elif kind == 2:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 3:
            del data[at:]
        elif kind == 4:
            data[at : at + 4] = data[at : at + 4] * chance.randrange(2, 30)
        else:
            _swap_value(data, chance)
    # Cheap numbers only: a mutation that asks for a costly derivation is tried by a test of its own.
    return bytes(data) if b"argon2id" not in data or _is_cheap(bytes(data)) else good


def _swap_value(data: bytearray, chance: random.Random) -> None:
    for old in (b'"argon2id"', b'"salt"', b'"nonce"', b'"blob"', b'"slots"', b'"person"', b'"format"', b'"kind"'):
        if old in data and chance.random() < 0.3:
            at = data.index(old)
            data[at : at + len(old)] = chance.choice((b'"x"', b'"salt"', b"7", b"null"))


def _is_cheap(data: bytes) -> bool:
    line = data.split(b"\n")[1] if data.startswith(FIRST_LINE[:10]) and b"\n" in data else data
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return True
    text = json.dumps(value)
    return "000" not in text.partition("argon2id")[2][:60]
