"""The growing delay after wrong passphrases. It survives a restart, and a clock that is set back never makes it longer.

It slows a person at the keyboard. Somebody who copies the files away is slowed by the cost of each guess instead.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vpa_assist.store.clock import Clock
from vpa_assist.store.errors import TooManyTries
from vpa_assist.store.files import TRIES, write_whole

FREE = 5
"""Wrong passphrases in a row that cost no waiting."""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passphrases since the last right one, and when the last was (seconds since 1970)."""

    failures: int = 0
    last: float = 0.0

    def delay(self) -> int:
        """Seconds to wait after the last failure: 2, 4, 8 … from the fifth on."""
        over = self.failures - FREE + 1
        return min(2**over, LONGEST) if over > 0 else 0


def read_tries(folder: Path) -> Tries:
    """What is noted in a store's folder."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        value = json.loads((folder / TRIES).read_bytes()[:1024])
        return Tries(max(0, int(value["failures"])), float(value["last"]))
    return Tries()


def refuse_too_soon(folder: Path, clock: Clock) -> Tries:
    """Raises TooManyTries while the delay lasts."""
    tries = read_tries(folder)
    passed = max(0.0, clock().timestamp() - tries.last)
    left = tries.delay() - passed
    if left > 0:
        raise TooManyTries(int(left) + 1)
    return tries


def note_failure(folder: Path, clock: Clock) -> int:
    """Counts a wrong passphrase and gives how many there are. A folder that cannot be written still refuses the passphrase."""
    failures = read_tries(folder).failures + 1
    with suppress(OSError):
        write_whole(folder / TRIES, json.dumps({"failures": failures, "last": clock().timestamp()}).encode())
    return failures


def forget(folder: Path) -> None:
    """Starts counting anew."""
    with suppress(OSError):
        (folder / TRIES).unlink(missing_ok=True)
