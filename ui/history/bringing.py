"""What is brought back of a kept state: what was written. What was said and decided about the referral stays as it is now."""

from __future__ import annotations

from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Referral

STAYS = ("review", "status", "kind", "id", "created_at", "updated_at")
"""Members of the document that belong to the referral's way, not to what the officer wrote."""


def brought(now: Referral, then: Referral) -> Referral:
    """The content of `then` as a new state of `now`."""
    new = then
    for member in STAYS:
        value = getattr(now, member)
        if value != getattr(new, member):
            new = put(new, f"/{member}", list(value) if isinstance(value, tuple) else value)
    return new


def same_content(one: Referral, other: Referral) -> bool:
    """Whether bringing one state back in the place of the other would change nothing."""
    return brought(one, other) == one
