"""The long form of the fault experiments, one JSON line each.

python -m tests.faults                      everything, about an hour
python -m tests.faults --kills 10000        how many kills (images, flips, inputs, seconds likewise)
python -m tests.faults --only kills,leaks   some of them
python -m tests.faults --only fuzz --kind documents,pdfs --inputs 100000
python -m tests.faults --jobs 2             kills, writes, images, flips and inputs in so many processes, added up
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial, reduce

from tests.faults import tracing
from tests.faults.common import Outcome
from tests.faults.damage import files_put_back, flipped_bits
from tests.faults.failing_writes import failing_writes
from tests.faults.fuzzing import KINDS, fuzz
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
    parser.add_argument("--kind", default=",".join(KINDS), help="of hostile files, with commas between")
    parser.add_argument("--first", type=int, default=0, help="number of the first hostile file, to make one again")
    parser.add_argument("--jobs", type=int, default=1, help="processes; each does its part with chances of its own")
    asked = parser.parse_args(words)
    parts = [(part, asked.seed + 7_919 * part) for part in range(asked.jobs)]

    def share(whole: int, part: int) -> int:
        return int(whole // asked.jobs + (part < whole % asked.jobs))

    experiments: dict[str, list[Callable[[], Outcome]]] = {
        "kills": [partial(kill_loop, share(asked.kills, part), seed) for part, seed in parts],
        "powercut": [partial(power_cut, share(asked.images, part), seed=seed) for part, seed in parts],
        "writes": [partial(failing_writes, asked.writes, seed=asked.seed, part=part, parts=asked.jobs) for part, _ in parts],
        "windows": [partial(two_windows, asked.seconds, seed=asked.seed)],
        "flips": [partial(flipped_bits, share(asked.flips, part), seed) for part, seed in parts],
        "rollback": [partial(files_put_back, 30, asked.seed)],
        "leaks": [leak_scan],
    }
    for kind in asked.kind.split(","):
        experiments[f"fuzz {kind}"] = [partial(fuzz, share(asked.inputs, part), seed, kind, asked.first) for part, seed in parts]
    named = asked.only.split(",") if asked.only else [name.partition(" ")[0] for name in experiments]
    chosen = [name for name in experiments if name.partition(" ")[0] in named]
    failed = 0
    for name in chosen:
        if name in NEEDS_STRACE and not tracing.there():
            print(f"{name}: {tracing.HINT}", file=sys.stderr)
            failed += 1
            continue
        begun = time.monotonic()
        outcome = _added_up(experiments[name])
        outcome.notes["seconds"] = round(time.monotonic() - begun, 1)
        print(outcome.line(), flush=True)
        failed += not outcome.passed
    return min(failed, 1)


def _added_up(parts: list[Callable[[], Outcome]]) -> Outcome:
    if len(parts) == 1:
        return parts[0]()
    with ProcessPoolExecutor(len(parts)) as pool:
        return reduce(Outcome.plus, [each.result() for each in [pool.submit(part) for part in parts]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
