"""The program is killed while somebody types, again and again: nothing typed more than one second before is missing.

`python -m tests.ui.test_killed 100` does it a hundred times; the suite a few.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.store.cheap import CHEAP, PHRASE, VANE
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral
from vpa_assist.store import Store, Summary

ROOT = Path(__file__).parents[2]
ID = "0b7c1a52-6f0e-4c3b-9a41-5d1f7e2c8a10"
BODY = (
    f'{{"schema":"vpa-assist.referral/1","id":"{ID}","kind":"live","status":"draft",'
    '"children":[{"id":"c1","given_name":"Amber"}]}'
).encode()


def _prepare(folder: Path) -> None:
    store, _ = Store.create(folder / "live-1", VANE, PHRASE, cost=CHEAP)
    with store:
        store.save(ID, BODY, summary=Summary(kind="live"), expected_revision=0, save_id="first")
        store.set_setting("open_draft", ID)
        store.set_setting(f"place.{ID}", '["child.wishes", "c1", "/children/0/wishes", 0]')


def _held(folder: Path) -> int:
    with Store.unlock(folder / "live-1", PHRASE, cost=CHEAP) as store:
        referral: Referral = read(store.load(ID, editing=False).body)
        children = referral.children or ()
        return len(children[0].wishes or "")


def kill_once(folder: Path, after: float) -> tuple[int, float]:
    """Lets the window type, kills it; gives the letters that are kept and the age in seconds of the oldest that is not."""
    before = _held(folder)
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typist", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
    )
    assert window.stdout is not None
    lines = []
    started = 0.0
    for line in window.stdout:
        if line.startswith("opened"):
            assert int(line.split()[1]) == before, "the window opens with what was kept"
            started = time.monotonic()
            continue
        lines.append(line)
        if time.monotonic() - started > after:
            break
    killed = time.monotonic()
    os.kill(window.pid, signal.SIGKILL)
    lines += window.stdout.readlines()
    window.wait()
    window.stdout.close()
    kept = _held(folder)
    typed = [(int(number), float(at)) for number, at in (line.split() for line in lines if line.endswith("\n") and " " in line)]
    missing = [killed - at for number, at in typed if number > kept]
    return kept, max(missing, default=0.0)


def run(folder: Path, times: int, seed: int = 1) -> float:
    """Kills the window so many times; gives the worst age of a lost letter in seconds."""
    chance = random.Random(seed)
    _prepare(folder)
    worst = 0.0
    for _ in range(times):
        _, lost = kill_once(folder, 0.4 + chance.random() * 1.6)
        worst = max(worst, lost)
    return worst


def test_that_nothing_typed_more_than_a_second_before_a_kill_is_missing(tmp_path: Path) -> None:
    assert run(tmp_path, 4) <= 1.0


def main() -> None:
    import tempfile

    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        worst = run(Path(folder), times)
    print(f"{times} kills, the oldest letter lost was {worst:.2f} s old")
    sys.exit(worst > 1.0)


if __name__ == "__main__":
    main()
