"""The canonical form of a document and the hashes made of it, as the contract defines them.

Members that are not recorded are left out, empty objects and lists stay, strings are escaped as in RFC 8785, keys are
sorted by code point, there is no white space, and the result is UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from vpa_assist.record.pointers import get
from vpa_assist.record.referral import Part, Referral

NOT_HASHED_IN_REVIEW = frozenset({"review", "status", "updated_at"})
NOT_HASHED_AT_DOCUMENT = NOT_HASHED_IN_REVIEW | {"dismissed", "explained"}


def without_what_is_not_recorded(value: Any) -> Any:
    """Plain values with null and blank members taken out of every object; list items stay."""
    if isinstance(value, dict):
        return {
            name: without_what_is_not_recorded(each)
            for name, each in value.items()
            if each is not None and not (isinstance(each, str) and not each.strip())
        }
    if isinstance(value, list | tuple):
        return [without_what_is_not_recorded(each) for each in value]
    return value


def canonical(value: Any) -> bytes:
    """The canonical JSON of a part or of plain values."""
    if isinstance(value, Part):
        value = value.as_json()
    elif isinstance(value, tuple):
        value = [each.as_json() if isinstance(each, Part) else each for each in value]
    kept = without_what_is_not_recorded(value)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")


def sha256(value: Any) -> str:
    """The SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def fingerprint(referral: Referral) -> str:
    """What a review entry binds to: the document without its review, status and time of change. 64 hex digits."""
    return sha256({name: each for name, each in referral.as_json().items() if name not in NOT_HASHED_IN_REVIEW})


def hash_at(referral: Referral, pointer: str) -> str:
    """What a dismissal or explanation at this address holds to: the value there, as it is now."""
    if not pointer:
        members = referral.as_json().items()
        return sha256({name: each for name, each in members if name not in NOT_HASHED_AT_DOCUMENT})
    return sha256(get(referral, pointer))
