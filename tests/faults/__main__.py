"""The long form of the fault experiments, one JSON line each.

python -m tests.faults                      everything, about an hour
python -m tests.faults --kills 10000        how many kills (images, flips, inputs, seconds likewise)
python -m tests.faults --only kills,leaks   some of them
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from tests.faults import tracing
from tests.faults.common import Outcome
from tests.faults.damage import files_put_back, flipped_bits
from tests.faults.failing_writes import failing_writes
from tests.faults.fuzzing import fuzz
from tests.faults.kills import kill_loop
from tests.faults.leaks import leak_scan
from tests.faults.powercut import power_cut
from tests.faults.two_windows import two_windows

NEEDS_STRACE = ("powercut", "writes", "leaks")


def main(words: list[str]) -> int:
    """Runs what was asked for; 0 when every experiment passed and every control failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Fault experiments on the store.")
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--images", type=int, default=1_000)
    parser.add_argument("--writes", type=int, default=None, help="how many failing writes; all without it")
    parser.add_argument("--seconds", type=float, default=60.0, help="of several windows")
    parser.add_argument("--flips", type=int, default=1_000)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="hostile files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", default="", help="names with commas between: kills,powercut,writes,windows,flips,rollback,fuzz,leaks"
    )
    asked = parser.parse_args(words)
    experiments: dict[str, Callable[[], Outcome]] = {
        "kills": lambda: kill_loop(asked.kills, asked.seed),
        "powercut": lambda: power_cut(asked.images, seed=asked.seed),
        "writes": lambda: failing_writes(asked.writes, seed=asked.seed),
        "windows": lambda: two_windows(asked.seconds, seed=asked.seed),
        "flips": lambda: flipped_bits(asked.flips, asked.seed),
        "rollback": lambda: files_put_back(30, asked.seed),
        "fuzz": lambda: fuzz(asked.inputs, asked.seed),
        "leaks": leak_scan,
    }
    chosen = asked.only.split(",") if asked.only else list(experiments)
    failed = 0
    for name in chosen:
        if name in NEEDS_STRACE and not tracing.there():
            print(f"{name}: {tracing.HINT}", file=sys.stderr)
            failed += 1
            continue
        begun = time.monotonic()
        outcome = experiments[name]()
        outcome.notes["seconds"] = round(time.monotonic() - begun, 1)
        print(outcome.line(), flush=True)
        failed += not outcome.passed
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
