"""Several windows write to the same drafts and are killed: every acknowledged word is in the end, or was refused as stale."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path

from tests.faults.common import Outcome, new_store, workplace
from tests.store.cheap import CHEAP
from vpa_assist.store import Store, StoreCannot, Summary
from vpa_assist.store.errors import StaleRevision

DRAFTS = ("d0", "d1", "d2")


def two_windows(seconds: float, windows: int = 4, seed: int = 7) -> Outcome:
    """Lets so many windows write for so long; the control saves without regard to the revision and must lose words."""
    outcome = Outcome("several windows with kills", windows)
    outcome.lost, outcome.bad, outcome.notes = _experiment(seconds, windows, seed, blind=False)
    for attempt in range(8):  # on a busy machine the windows may not meet in one second
        outcome.control = _experiment(1.0, windows, seed + attempt, blind=True)[0]
        if outcome.control:
            break
    return outcome


def _experiment(seconds: float, windows: int, seed: int, blind: bool) -> tuple[int, list[str], dict[str, int]]:
    with workplace() as place:
        folder = place / "store"
        key = new_store(folder)
        with Store.open_with_key(folder, key, cost=CHEAP) as store:
            for draft_id in DRAFTS:
                store.save(draft_id, b"[]", summary=Summary(draft_id), expected_revision=0, save_id=draft_id)
        chance = random.Random(seed)
        logs = [place / f"{number}.log" for number in range(windows)]
        pids = [_start(folder, key, log, blind) for log in logs]
        kills, until = 0, time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(chance.uniform(0.05, 0.25))
            one = chance.randrange(windows)
            _end(pids[one])
            kills += 1
            pids[one] = _start(folder, key, logs[one], blind)
        for pid in pids:
            _end(pid)
        return _judge(folder, key, logs, kills)


def _start(folder: Path, key: bytes, log: Path, blind: bool) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        _write(folder, key, log, blind)
    finally:
        os._exit(1)


def _write(folder: Path, key: bytes, log: Path, blind: bool) -> None:
    chance = random.Random(os.getpid())
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Store.open_with_key(folder, key, cost=CHEAP) as store:
        for number in range(10**9):
            draft_id = chance.choice(DRAFTS)
            word = f"{os.getpid()}.{number}"
            draft = store.load(draft_id, editing=False)
            body = json.dumps([*json.loads(draft.body), word]).encode()
            time.sleep(0.01 if blind else chance.choice((0, 0, 0.001, 0.004)))
            revision = store.row(draft_id).revision if blind else draft.revision
            try:
                store.save(draft_id, body, summary=Summary(draft_id), expected_revision=revision, save_id=word)
                os.write(out, f"ok {draft_id} {word}\n".encode())
            except StaleRevision:
                os.write(out, f"stale {draft_id} {word}\n".encode())
            except StoreCannot as told:
                os.write(out, f"told {draft_id} {word} {type(told).__name__}\n".encode())


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _judge(folder: Path, key: bytes, logs: list[Path], kills: int) -> tuple[int, list[str], dict[str, int]]:
    lines = [line.split() for log in logs for line in log.read_text().splitlines()]
    acknowledged = {(draft_id, word) for what, draft_id, word, *_ in lines if what == "ok"}
    refused = {(draft_id, word) for what, draft_id, word, *_ in lines if what != "ok"}
    with Store.open_with_key(folder, key, cost=CHEAP) as store:
        held = {(row.draft_id, word) for row in store.drafts() for word in json.loads(store.load(row.draft_id).body)}
        bad = list(store.upkeep.faults())
        if not store.upkeep.verify_trail().whole:
            bad.append("the audit trail is broken")
    bad += [f"{each} was refused and is there" for each in refused & held]
    notes = {"kills": kills, "acknowledged": len(acknowledged), "refused": len(refused)}
    return len(acknowledged - held), bad, notes
