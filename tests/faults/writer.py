"""The writer as a program of its own, for experiments that watch or disturb it from outside.

python -m tests.faults.writer FOLDER KEY SEED COUNT SYNCHRONOUS CARELESS
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from tests.faults.common import write_for_ever
from tests.store.cheap import CHEAP
from vpa_assist.store import Store, StoreCannot


def main(words: list[str]) -> int:
    """Writes, and says on standard output what was acknowledged; `told NAME` for each refusal."""
    folder, key, seed, count, synchronous, careless = words
    chance = random.Random(int(seed))
    left = int(count)

    def say(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    while left > 0:
        before = left
        try:
            store = Store.open_with_key(Path(folder), bytes.fromhex(key), cost=CHEAP)
            if synchronous != "FULL":
                store._db.raw.execute(f"PRAGMA synchronous={synchronous}")
            with store:
                while left > 0:
                    left -= 1
                    write_for_ever(store, chance, say, 1)
        except StoreCannot as told:
            say(f"told {type(told).__name__}")
            if careless == "careless":
                # The control: a program that says "saved" although it was told otherwise.
                say(f"dropped 1 {'0' * 64}")
            if left == before:
                left -= 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
