"""Whether a document is a real or a training one, read from its bytes without reading the document."""

from __future__ import annotations

import json
import re

_KIND = re.compile(rb'"kind"\s*:\s*"(live|training)"')
# Only the document's own member can have these values, and a quotation mark inside a text is always escaped.


def kind_of(body: bytes) -> str | None:
    """`live`, `training`, or None where the document does not say, or says something that no document may."""
    found = _KIND.search(body)
    if found:
        return found[1].decode("ascii")
    if b"\\u" not in body:
        return None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if kind in ("live", "training") else None
