"""A document sealed for its way to a colleague and back: one small file that only its passphrase or its recipient opens.

The file is a line that says what it is, a line of JSON (the head) and the sealed rest. The sealed part is AES-256-GCM with
the first two lines authenticated; its key comes from a passphrase by Argon2id, or from the recipient's X25519 key. Inside are
a line of JSON (who sealed it, when, live or training) and the document's bytes, unchanged.

Whatever is wrong with a file is told in one sentence, and nothing of it is used before it was found whole.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from typing import Any

from vpa_assist.store.errors import (
    OtherKind,
    TransferDamaged,
    TransferForAnother,
    TransferNewer,
    TransferNotOurs,
    TransferTooLarge,
)
from vpa_assist.store.keys import STANDARD, Cost, check_passphrase
from vpa_assist.store.kinds import kind_of
from vpa_assist.store.people import Kind

ENDING = ".vpasealed"
FIRST_LINE = b"VPA Assist sealed document 1\n"
LARGEST_DOCUMENT = 4 * 1024 * 1024
LARGEST_HEAD = 2_048
LARGEST_LETTER = 4_096
LARGEST_FILE = LARGEST_DOCUMENT + LARGEST_HEAD + LARGEST_LETTER + 256
_PREFIX = b"VPA Assist sealed document "
_KEY_MARK = "VPA1"


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What a sealed file held: the document's bytes, who sealed it and when, and its kind."""

    document: bytes
    sealed_by: str
    sealed_at: str
    kind: Kind


def new_private_key() -> bytes:
    """32 bytes of an X25519 private key, for a person who receives sealed files."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> str:
    """The key to give to colleagues, as text that survives e-mail: `VPA1-…`, with a check at its end."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    raw = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return f"{_KEY_MARK}-{base64.b32encode(raw + _check(raw)).decode().rstrip('=')}"


def read_public_key(text: str) -> bytes:
    """The 32 bytes of a colleague's key. Raises TransferForAnother where it is not whole."""
    compact = "".join(text.upper().split())
    mark, dash, letters = compact.partition("-")
    try:
        both = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise TransferForAnother from None
    if mark != _KEY_MARK or not dash or len(both) != 36 or _check(both[:32]) != both[32:]:
        raise TransferForAnother
    return both[:32]


def seal(
    document: bytes,
    *,
    sealed_by: str,
    sealed_at: str,
    kind: Kind,
    passphrase: str = "",
    recipient: str = "",
    cost: Cost = STANDARD,
) -> bytes:
    """Seals a document with a passphrase, or for a recipient's key. Raises PassphraseTooShort, TransferForAnother.

    Exactly one of `passphrase` and `recipient` is given.
    """
    if bool(passphrase) == bool(recipient):
        raise ValueError("either a passphrase or a recipient")
    if len(document) > LARGEST_DOCUMENT:
        raise TransferTooLarge
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head: dict[str, Any] = {"salt": _text(salt), "nonce": _text(nonce)}
    if passphrase:
        check_passphrase(passphrase)
        head["argon2id"] = [cost.passes, cost.memory, cost.lanes]
        key = cost.stretch(passphrase, salt)
    else:
        key = _to_recipient(read_public_key(recipient), salt, head)
    lines = FIRST_LINE + json.dumps(head, separators=(",", ":")).encode() + b"\n"
    letter = json.dumps({"by": sealed_by, "at": sealed_at, "kind": kind}, separators=(",", ":")).encode() + b"\n"
    return lines + AESGCM(key).encrypt(nonce, letter + document, lines)


def unseal(data: bytes, *, passphrase: str = "", private_key: bytes = b"", cost: Cost = STANDARD) -> Unsealed:
    """Opens a sealed file with the passphrase that was agreed, or with one's own private key. Raises TransferRefused."""
    lines, head, sealed = _parts(data)
    try:
        salt, nonce = _bytes(head["salt"], 16), _bytes(head["nonce"], 12)
        key = _key(head, salt, passphrase, private_key, cost)
    except (KeyError, TypeError, ValueError):
        raise TransferDamaged from None
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        inside = AESGCM(key).decrypt(nonce, sealed, lines)
    except InvalidTag:
        raise TransferDamaged from None
    return _unsealed(inside)


def is_for_passphrase(data: bytes) -> bool:
    """Whether a sealed file asks for a passphrase (else it was made for a key). Raises TransferRefused."""
    return "argon2id" in _parts(data)[1]


def refuse_other_kind(found: Unsealed, kind: Kind) -> None:
    """Raises OtherKind where a document and a store are not of one kind."""
    document = kind_of(found.document) or found.kind
    if kind not in (document, found.kind) or document != found.kind:
        raise OtherKind(store=kind, document=document)


def _parts(data: bytes) -> tuple[bytes, dict[str, Any], bytes]:
    if len(data) > LARGEST_FILE:
        raise TransferTooLarge
    if not data.startswith(FIRST_LINE):
        raise _other_first_line(data)
    end = data.find(b"\n", len(FIRST_LINE), len(FIRST_LINE) + LARGEST_HEAD)
    if end < 0 or len(data) < end + 1 + 16:
        raise TransferDamaged
    try:
        head = json.loads(data[len(FIRST_LINE) : end])
    except (ValueError, RecursionError):
        raise TransferDamaged from None
    if not isinstance(head, dict):
        raise TransferDamaged
    return data[: end + 1], head, data[end + 1 :]


def _other_first_line(data: bytes) -> Exception:
    number = data[len(_PREFIX) : len(_PREFIX) + 8].partition(b"\n")[0]
    if data.startswith(_PREFIX) and number.isdigit() and number != b"1":
        return TransferNewer()
    return TransferNotOurs()


def _key(head: dict[str, Any], salt: bytes, passphrase: str, private_key: bytes, cost: Cost) -> bytes:
    if "argon2id" in head:
        # The numbers come from the file: outside the bounds they could exhaust the machine.
        numbers = head["argon2id"]
        return cost.like(*numbers).stretch(passphrase, salt)
    if not private_key:
        raise TransferForAnother
    return _from_sender(private_key, _bytes(head["sender"], 32), _bytes(head["recipient"], 32), salt)


def _to_recipient(recipient: bytes, salt: bytes, head: dict[str, Any]) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    head["sender"], head["recipient"] = _text(sender), _text(recipient)
    try:
        shared = once.exchange(X25519PublicKey.from_public_bytes(recipient))
    except ValueError:
        raise TransferForAnother from None
    return _derived(shared, salt, sender, recipient)


def _from_sender(private_key: bytes, sender: bytes, recipient: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    mine = X25519PrivateKey.from_private_bytes(private_key)
    if mine.public_key().public_bytes_raw() != recipient:
        raise TransferForAnother
    return _derived(mine.exchange(X25519PublicKey.from_public_bytes(sender)), salt, sender, recipient)


def _derived(shared: bytes, salt: bytes, sender: bytes, recipient: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, b"vpa-assist sealed document" + sender + recipient).derive(shared)


def _unsealed(inside: bytes) -> Unsealed:
    letter, newline, document = inside.partition(b"\n")
    try:
        value = json.loads(letter)
        by, at, kind = value["by"], value["at"], value["kind"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise TransferDamaged from None
    if not newline or not isinstance(by, str) or not isinstance(at, str) or kind not in ("live", "training"):
        raise TransferDamaged
    return Unsealed(document, by, at, kind)


def _check(raw: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(b"vpa-assist public key" + raw).digest()[:4]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: object, length: int) -> bytes:
    if not isinstance(text, str):
        raise TypeError("text expected")
    data = base64.b64decode(text, validate=True)
    if len(data) != length:
        raise ValueError("another length")
    return data
