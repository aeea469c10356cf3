"""A scenario as one file, and the reading of files that others have written. Nothing in such a file is ever run."""

from __future__ import annotations

import json
from typing import Any

from vpa_assist.errors import CannotDo, Refused
from vpa_assist.record.reading import parse
from vpa_assist.training import records
from vpa_assist.training.scenario import SCHEMA, BrokenScenario, Scenario, from_table

LARGEST_FILE = 1_048_576
"""Bytes that a shared scenario may have."""
SUFFIX = ".vpascenario"


def pack(scenario: Scenario) -> bytes:
    """The scenario as one file: JSON, the same bytes for the same scenario."""
    value = scenario.model_dump(mode="json", by_alias=True, exclude_none=True)
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def unpack(data: bytes, name: str) -> Scenario:
    """The scenario in a file from elsewhere, as one's own. `name` is the file's.

    Raises BrokenScenario, in one sentence, for anything that is not a whole and valid scenario.
    """
    if len(data) > LARGEST_FILE:
        raise BrokenScenario(name, (f"it has {len(data):,} bytes and at most {LARGEST_FILE:,} are read",))
    try:
        value: Any = parse(data)
    except Refused as refusal:
        raise BrokenScenario(name, (_one_line(refusal),)) from None
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise BrokenScenario(name, (f"it is not a shared scenario ({SCHEMA})",))
    scenario = from_table({**value, "origin": "own"}, name)
    for which in ("weak", "strong"):
        try:
            records.record(scenario, which)
        except CannotDo as refusal:
            raise BrokenScenario(name, (f"its {which} record: {_one_line(refusal)}",)) from None
        except (TypeError, AttributeError, KeyError, ValueError):
            raise BrokenScenario(name, (f"its {which} record is no referral",)) from None
    return scenario


def _one_line(refusal: CannotDo) -> str:
    return str(refusal).splitlines()[0].removeprefix("(document): ")[:300]
