"""The audit trail as pure functions: entries in, verdict out. The clock and the key are arguments.

- An entry says who did what to which draft and when. It holds no name of a child and no text of a document.
- Kinds are those of the Data Protection Act 2018, section 62: collection, alteration, consultation, disclosure, combination
  and erasure; and `access` for what happens to the store itself (unlocked, passphrase changed, backup restored).
- `link` n is HMAC-SHA256(key, link n-1 + canonical JSON of entry n). The first is made on 32 zero bytes.
- A chain alone does not show that its end was cut off: a head (number and link) kept elsewhere does. Heads are kept in the
  computer's keyring and on each printed page.
- A clock that was set back is never a reason to refuse work: order is by number, and the entry says by how many seconds.
- The trail shows tampering only up to the last head that is held elsewhere, and not by somebody who holds the key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

START = bytes(32)


class Kind(StrEnum):
    """The kinds of processing that the Data Protection Act 2018, section 62, wants logged, and `access` beside them."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail. `draft` is a document's id, `act` what was done, `detail` facts about it (never its content)."""

    number: int
    at: str
    who: str
    kind: Kind
    act: str
    draft: str = ""
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    clock_back: int = 0
    """Seconds by which this time lies before the entry before it."""

    def as_json(self) -> str:
        """Canonical JSON: members that are empty left out, keys sorted, no white space."""
        members = {
            "act": self.act,
            "at": self.at,
            "clock_back": self.clock_back or None,
            "detail": dict(self.detail) or None,
            "draft": self.draft or None,
            "kind": self.kind.value,
            "n": self.number,
            "reason": self.reason or None,
            "who": self.who,
        }
        kept = {name: value for name, value in members.items() if value is not None}
        return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def entry_from_json(text: str) -> Entry:
    """The entry that `as_json` wrote. Raises ValueError for anything else."""
    try:
        value = json.loads(text)
        return Entry(
            number=value["n"],
            at=value["at"],
            who=value["who"],
            kind=Kind(value["kind"]),
            act=value["act"],
            draft=value.get("draft", ""),
            reason=value.get("reason", ""),
            detail=value.get("detail", {}),
            clock_back=value.get("clock_back", 0),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is stored: its number in the table, its canonical JSON and its link."""

    number: int
    text: str
    link: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """How far the trail had come, to be kept elsewhere. Written `N:HEX`; a shortened hex (16 digits on paper) is enough."""

    number: int
    link: str

    def __str__(self) -> str:
        return f"{self.number}:{self.link}"

    def short(self) -> str:
        """As it is printed: the first 16 hex digits."""
        return f"{self.number}:{self.link[:16]}"

    @classmethod
    def read(cls, text: str) -> Head:
        """Reads `N:HEX`. Raises ValueError."""
        number, colon, link = text.strip().partition(":")
        if not colon or not number.isdigit() or len(link) < 8 or len(link) > 64:
            raise ValueError(text)
        int(link, 16)
        return cls(int(number), link.lower())


class Tampering(StrEnum):
    """What was done to the trail."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong, and with which entries (`first` to `last`)."""

    what: Tampering
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check: how many entries, the head as it is, and every breach found."""

    entries: int
    head: Head
    breaches: tuple[Breach, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.breaches


def next_link(key: bytes, before: bytes, text: str) -> bytes:
    """The link of an entry, from its canonical JSON and the link before it."""
    return hmac.digest(key, before + text.encode("utf-8"), hashlib.sha256)


def seconds_back(before: str, now: str) -> int:
    """By how many whole seconds `now` lies before `before` (both RFC 3339); 0 when it does not."""
    if not before or now >= before:
        return 0
    return max(0, round((datetime.fromisoformat(before) - datetime.fromisoformat(now)).total_seconds()))


def verify(key: bytes, lines: Iterable[Line], heads: Sequence[Head] = ()) -> Verdict:
    """Checks a trail against its key and against heads that were kept elsewhere, and names every breach."""
    breaches: list[Breach] = []
    wanted = {head.number: head for head in heads}
    before, expected, link = START, 1, START
    total = 0
    for line in lines:
        total += 1
        number = _number(line)
        if line.number > expected:
            breaches.append(Breach(Tampering.REMOVED, expected, line.number - 1))
        elif number is None or next_link(key, before, line.text) != line.link:
            what = Tampering.REORDERED if number is not None and number != line.number else Tampering.CHANGED
            breaches.append(Breach(what, line.number, line.number))
        # Going on from the stored link finds every further breach, not just the first.
        before = link = line.link
        expected = line.number + 1
        head = wanted.pop(line.number, None)
        if head and not link.hex().startswith(head.link):
            breaches.append(Breach(Tampering.REWRITTEN, 1, line.number))
    last = expected - 1
    breaches.extend(Breach(Tampering.CUT_OFF, last + 1, number) for number in sorted(wanted) if number > last)
    return Verdict(total, Head(last, link.hex()), tuple(breaches))


def _number(line: Line) -> int | None:
    try:
        return entry_from_json(line.text).number
    except ValueError:
        return None
