"""What was typed and is no value yet stands beside the document under its pointer; here its pointers follow list edits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from vpa_assist.record.pointers import join, split
from vpa_assist.record.referral import Part


def repathed(half: Mapping[str, str], where: str, new_index: Callable[[int], int | None]) -> dict[str, str]:
    """The same half-typed values after the list at `where` changed; `new_index` gives None for an item that is gone."""
    base = split(where)
    result: dict[str, str] = {}
    for pointer, text in half.items():
        steps = split(pointer)
        if len(steps) > len(base) and steps[: len(base)] == base and steps[len(base)].isdigit():
            index = new_index(int(steps[len(base)]))
            if index is None:
                continue
            pointer = join(*base, index, *steps[len(base) + 1 :])
        result[pointer] = text
    return result


def as_json_text(value: Any) -> str:
    """A value of the document as JSON, for an addendum."""
    if isinstance(value, Part):
        value = value.as_json()
    elif isinstance(value, tuple):
        value = [each.as_json() if isinstance(each, Part) else each for each in value]
    return json.dumps(value, ensure_ascii=False)
