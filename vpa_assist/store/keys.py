"""The key file: one random data key, wrapped once for each way of opening the store.

A slot is AES-256-GCM over the 32-byte data key, under a key that Argon2id makes from a passphrase or recovery code (or, for
the computer's keyring, under a random secret that only the keyring holds). What the slot is for, the store, the person and
the cost are authenticated with it: a slot copied elsewhere, or weakened, does not open. Changing a passphrase rewraps 32
bytes; nothing else is encrypted again.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self

from vpa_assist.store.errors import (
    CannotWrite,
    DiskFull,
    KeysDamaged,
    KeysMissing,
    PassphraseTooShort,
    WrongPassphrase,
    WrongRecoveryCode,
)
from vpa_assist.store.files import KEYS, write_whole
from vpa_assist.store.people import Kind, Person
from vpa_assist.store.recovery import new_code, read_code

FORMAT = 1
KEY_BYTES = 32
LEAST_PASSPHRASE = 12
LARGEST_FILE = 65_536
PASSPHRASE = "passphrase"
RECOVERY = "recovery"
KEYRING = "keyring"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id passes, memory in KiB, lanes.

    Raises ValueError below `least` or above `most`, so that neither a careless call nor a changed key file can make guessing
    cheap or exhaust the machine.
    """

    passes: int
    memory: int
    lanes: int
    least: ClassVar[tuple[int, int, int]] = (3, 65_536, 1)
    most: ClassVar[tuple[int, int, int]] = (16, 1_048_576, 16)

    def __post_init__(self) -> None:
        for number, least, most in zip((self.passes, self.memory, self.lanes), self.least, self.most, strict=True):
            if type(number) is not int or not least <= number <= most:
                raise ValueError(f"Argon2id cost {self.passes}, {self.memory} KiB, {self.lanes} is out of bounds")
        if self.memory < 8 * self.lanes:
            raise ValueError("Argon2id needs 8 KiB for each lane")

    def like(self, passes: int, memory: int, lanes: int) -> Self:
        """A cost under the same bounds. Raises ValueError outside them."""
        return type(self)(passes, memory, lanes)

    def stretch(self, secret: str, salt: bytes) -> bytes:
        """32 bytes from a passphrase: Argon2id over its UTF-8."""
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(
            secret.encode("utf-8", "surrogatepass"), salt, self.passes, self.memory, self.lanes, KEY_BYTES, Type.ID
        )


STANDARD = Cost(3, 65_536, 4)
"""RFC 9106, second recommended choice: about a tenth of a second and 64 MiB for each guess."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the data key."""

    salt: bytes
    blob: bytes
    cost: Cost | None = None
    """None for the keyring's slot: its secret is random and needs no stretching."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What `keys.json` holds. The person's name and number stand in clear, so that the Unlock page can say whose store it is."""

    store_id: str
    kind: Kind
    name: str
    collar_number: str
    slots: dict[str, Slot] = field(default_factory=dict)

    def wrap(self, slot: str, secret: str, data_key: bytes, cost: Cost | None) -> KeyFile:
        """The same file with one slot set anew."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        sealed = AESGCM(_slot_key(secret, salt, cost)).encrypt(nonce, data_key, self._bound(slot, salt, cost))
        return replace(self, slots={**self.slots, slot: Slot(salt, nonce + sealed, cost)})

    def without(self, slot: str) -> KeyFile:
        """The same file with one slot taken away."""
        return replace(self, slots={name: each for name, each in self.slots.items() if name != slot})

    def open(self, slot: str, secret: str) -> bytes | None:
        """The data key, or None where the secret does not fit the slot."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        held = self.slots.get(slot)
        if held is None:
            return None
        key = _slot_key(secret, held.salt, held.cost)
        try:
            return AESGCM(key).decrypt(held.blob[:12], held.blob[12:], self._bound(slot, held.salt, held.cost))
        except InvalidTag:
            return None

    def _bound(self, slot: str, salt: bytes, cost: Cost | None) -> bytes:
        numbers = [cost.passes, cost.memory, cost.lanes] if cost else None
        bound = [FORMAT, self.store_id, self.kind, self.name, self.collar_number, slot, salt.hex(), numbers]
        return json.dumps(bound, separators=(",", ":")).encode()

    def as_bytes(self) -> bytes:
        """The file as it is written."""
        slots: dict[str, Any] = {}
        for name, slot in self.slots.items():
            slots[name] = {"salt": _text(slot.salt), "blob": _text(slot.blob)}
            if slot.cost:
                slots[name]["argon2id"] = [slot.cost.passes, slot.cost.memory, slot.cost.lanes]
        person = {"name": self.name, "collar_number": self.collar_number}
        file = {"format": FORMAT, "store": self.store_id, "kind": self.kind, "person": person, "slots": slots}
        return json.dumps(file, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes, cost: Cost = STANDARD) -> KeyFile:
        """Reads a key file; `cost` gives the bounds. Raises ValueError for anything that is not one."""
        if len(data) > LARGEST_FILE:
            raise ValueError("too large")
        try:
            value = json.loads(data)
            if value["format"] != FORMAT or value["kind"] not in ("live", "training"):
                raise ValueError("another format")
            slots = {_str(name): _slot(each, cost) for name, each in value["slots"].items()}
            person = value["person"]
            return cls(_str(value["store"]), value["kind"], _str(person["name"]), _str(person["collar_number"]), slots)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(str(error)) from None


def _slot_key(secret: str, salt: bytes, cost: Cost | None) -> bytes:
    if cost:
        return cost.stretch(secret, salt)
    import hashlib
    import hmac

    return hmac.new(salt, b"vpa-assist keyring slot" + secret.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def _slot(value: dict[str, Any], cost: Cost) -> Slot:
    numbers = value.get("argon2id")
    salt, blob = base64.b64decode(value["salt"], validate=True), base64.b64decode(value["blob"], validate=True)
    if len(salt) != 16 or len(blob) != 12 + KEY_BYTES + 16:
        raise ValueError("a slot of another length")
    return Slot(salt, blob, cost.like(*numbers) if numbers is not None else None)


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def read_key_file(folder: Path, cost: Cost = STANDARD) -> KeyFile:
    """The key file of a store's folder. Raises KeysMissing or KeysDamaged."""
    path = folder / KEYS
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise KeysMissing(folder=folder) from None
    except OSError:
        raise KeysDamaged(folder=folder) from None
    try:
        return KeyFile.from_bytes(data, cost)
    except ValueError:
        raise KeysDamaged(folder=folder) from None


def write_key_file(folder: Path, keys: KeyFile) -> None:
    """Puts the key file in place, whole or not at all. Raises DiskFull or CannotWrite."""
    try:
        write_whole(folder / KEYS, keys.as_bytes())
    except OSError as error:
        raise DiskFull() if error.errno in (28, 122) else CannotWrite(folder=folder) from None


def check_passphrase(passphrase: str) -> None:
    """Raises PassphraseTooShort. Length is all that is asked: no classes of characters, no expiry."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort


def new_keys(store_id: str, kind: Kind, person: Person, passphrase: str, cost: Cost) -> tuple[KeyFile, bytes, str]:
    """A new key file with a passphrase and a recovery slot; also the data key and the recovery code, which is shown once."""
    check_passphrase(passphrase)
    data_key = secrets.token_bytes(KEY_BYTES)
    code = new_code()
    keys = KeyFile(store_id, kind, person.name, person.collar_number)
    keys = keys.wrap(PASSPHRASE, passphrase, data_key, cost).wrap(RECOVERY, code, data_key, cost)
    return keys, data_key, code


def open_with_passphrase(keys: KeyFile, passphrase: str) -> bytes:
    """The data key. Raises WrongPassphrase."""
    data_key = keys.open(PASSPHRASE, passphrase)
    if data_key is None:
        raise WrongPassphrase
    return data_key


def open_with_code(keys: KeyFile, typed: str) -> bytes:
    """The data key. Raises RecoveryCodeTooShort, RecoveryCodeMistyped or WrongRecoveryCode."""
    data_key = keys.open(RECOVERY, read_code(typed))
    if data_key is None:
        raise WrongRecoveryCode
    return data_key
