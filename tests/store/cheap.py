"""What store tests share: a key derivation that costs nothing (which the product's `Cost` refuses), a person, a document."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

from vpa_assist.store import Cost, Person, Saved, Store, Summary


class CheapCost(Cost):
    """The same call with bounds that only tests have."""

    least: ClassVar[tuple[int, int, int]] = (1, 8, 1)


CHEAP = CheapCost(1, 8, 1)
PHRASE = "lantern orbit thistle"
VANE = Person("Jo Vane", "4411", "Response", "officer")
ROOT = Path(__file__).parents[2]
_saves = itertools.count()


def a_body(draft_id: str = "d1", kind: str = "live", **members: Any) -> bytes:
    """A document as bytes; only its kind and its texts matter to the store."""
    return json.dumps({"id": draft_id, "kind": kind, **members}, ensure_ascii=False, sort_keys=True).encode()


def save(store: Store, draft_id: str = "d1", body: bytes | None = None, revision: int = 0, **settings: Any) -> Saved:
    """Saves with everything that a test does not care for filled in."""
    settings.setdefault("summary", Summary(reference=f"CP-{draft_id}", kind=store.kind))
    settings.setdefault("save_id", f"s{next(_saves)}")
    return store.save(draft_id, body or a_body(draft_id, store.kind), expected_revision=revision, **settings)


def run_python(script: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Runs a script in a process of its own, with the product and these helpers at hand."""
    lead = "import os, sys\nfrom pathlib import Path\nfrom tests.store.cheap import *\nfrom vpa_assist.store import *\n"
    return subprocess.run(
        [sys.executable, "-c", lead + script], cwd=ROOT, capture_output=True, text=True, check=False, **settings
    )
