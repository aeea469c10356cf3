"""What was added to a referral after hand-in: dated addenda, read as part of it while the document itself stays as it was."""

from __future__ import annotations

import json

from pydantic import ValidationError

from vpa_assist.record.pointers import put, split
from vpa_assist.record.referral import Referral

NOT_BY_ADDENDUM = frozenset({"schema", "id", "kind", "status", "created_at", "updated_at", "author", "review", "scenario"})
"""Members of the document that no addendum changes."""
OPENS_AGAIN = frozenset({"return", "reopen"})
"""Actions after which the document is edited again: what was added before is in it then."""


def with_addenda(referral: Referral) -> Referral:
    """The document with what was added since hand-in: what views, checks, printed forms, work lists and insight read.

    Addenda apply in their order. Those before the last return or reopening are in the document already; one that does not
    fit, written elsewhere, is left out.
    """
    entries = referral.review or ()
    opened = max((index for index, entry in enumerate(entries) if entry.action in OPENS_AGAIN), default=-1)
    changed = referral
    for entry in entries[opened + 1 :]:
        path = entry.path or ""
        if entry.action != "addendum" or not path.startswith("/") or split(path)[0] in NOT_BY_ADDENDUM:
            continue
        try:
            changed = put(changed, path, json.loads(entry.text or ""))
        except (ValidationError, ValueError, KeyError, IndexError, RecursionError):
            continue
    return changed
