"""Changing good files a little, so that they are wrong in ways that nobody thought of."""

from __future__ import annotations

import json
import random
from typing import Any

JUNK = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\n",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"null",
        b"1e999",
        b"-1",
        b"\\ud800",
        b"=",
        b"NaN",
    ),
    *(b"A" * 64, b"9" * 40, b"[" * 3_000, b'{"a":' * 400, b"\\u0000", b"\\r", "\u202e\u0301".encode(), b"true", b"#", b"'''"),
)
HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 10**6, 10**30, 0.5, 1e300, "", " ", "\u00a0", "x", "\x00", "\ud800", "\U0001f476\U0001f3fd"),
    *(
        "9" * 400,
        "a" * 5_000,
        "\u0301" * 300,
        "\u202egnp.exe",
        "<b>&amp;</b>",
        "{name}",
        "{0.__class__}",
        "%s%n",
        "\\",
        "/",
        "~2",
    ),
    *([], {}, [[]], [None], {"": ""}, ["x"] * 300, [{}] * 60, {"id": "c1"}, "c1", "c2", "p1", "p9", "c1 ", "2026-02-30"),
    *(
        "2026-11-14T21:40:00+00:00",
        "9999-12-31T23:59:59+00:00",
        "0001-01-01T00:00:00+14:00",
        "2026-11-14",
        "yes",
        "unknown",
        "other",
    ),
    *(
        "/children/0/name",
        "/children/99",
        "/review/0",
        "/",
        "\r\n\r",
        "'; DROP TABLE draft; --",
        "\u2028",
        "\ufeff",
        "\u0661\u0662",
    ),
)
"""Values of every kind that a member may be given, few of which it may have."""


TIMES = (
    *("9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59-02:00", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-14:00"),
    *("2026-11-14T21:40:00Z", "1900-02-28T00:00:00+00:00", "2026-10-25T01:30:00+01:00", "2026-03-29T01:30:00.999999999+00:00"),
)
"""Times that may be given, most of them at an end of the calendar, where to add to them is an error."""


def bytes_changed(good: bytes, chance: random.Random, where: int = 1 << 30) -> bytes:
    """A few bytes flipped, put in, taken out or said again, within the first `where`."""
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(min(where, len(data)) or 1)
        kind = chance.randrange(6)
        if kind == 0 and data:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at:at] = chance.choice(JUNK)
        elif kind == 2:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 3 and chance.random() < 0.3:
            del data[at:]
        elif kind == 4:
            data[at : at + 4] = data[at : at + 4] * chance.randrange(2, 30)
        else:
            data[at : at + 1] = bytes((chance.randrange(256),))
    return bytes(data)


def value_changed(good: bytes, others: tuple[bytes, ...], chance: random.Random) -> Any:
    """The JSON value of a good document with one to three members changed, taken away, doubled or taken from another document."""
    value = json.loads(good)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        holder, step = _somewhere(value, chance)
        if step is None:
            return chance.choice(HOSTILE)
        kind = chance.randrange(8)
        if kind < 3:
            holder[step] = _like(holder[step], chance) if chance.random() < 0.5 else chance.choice(HOSTILE)
        elif kind == 3:
            del holder[step]
        elif kind == 4:
            other_holder, other = _somewhere(json.loads(chance.choice(others)), chance)
            holder[step] = other_holder[other]
        elif kind == 5 and isinstance(holder, list):
            holder.extend([holder[step]] * chance.choice((1, 2, 40)))
        elif kind == 6 and isinstance(holder, dict):
            holder[chance.choice(("id", "child", "kind", "status", "review", "x", "", step + "s"))] = holder[step]
        else:
            other_holder, other = _somewhere(value, chance)
            if other is not None and holder is not other_holder:
                holder[step] = json.loads(json.dumps(other_holder[other]))
    return value


def _somewhere(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A member at any depth as (what holds it, its name or place); (value, None) where there is none."""
    holder, step = value, None
    while isinstance(value, dict | list) and value and (step is None or chance.random() < 0.8):
        holder = value
        step = chance.choice(list(value)) if isinstance(value, dict) else chance.randrange(len(value))
        value = holder[step]
    return holder, step


def _like(value: Any, chance: random.Random) -> Any:
    """Something of the same kind: text with a passage changed, a number beside it, a list in another order."""
    if isinstance(value, str) and value[10:11] == "T" and value[4:5] == "-":
        return chance.choice(TIMES)
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        put = chance.choice(("", "x", " ", "\n", "\u0301", '"', "{", "not ", value[:50], "9"))
        return value[:at] + put + value[at + chance.randrange(0, 9) :]
    if isinstance(value, bool) or value is None:
        return chance.choice((True, False, None))
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 1_000, -1_000_000))
    if isinstance(value, list):
        return chance.sample(value, len(value))
    return value
