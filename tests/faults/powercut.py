"""A simulated power cut: what kill -9 cannot show, because there the page cache survives.

The writer runs under strace, which records every write and sync to the store's files. Then images of the disk are made as it
could be after a power cut at a random moment: everything that was synced, and of the rest a random part, torn at 512 bytes.
Each image is opened: nothing that was acknowledged may be missing.
"""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.faults import tracing
from tests.faults.common import Acknowledged, Outcome, check, new_store, read_acknowledged, workplace
from vpa_assist.store.files import DATABASE

SECTOR = 512
CALLS = "openat,close,pwrite64,write,ftruncate,fsync,fdatasync,unlink"


@dataclass(frozen=True)
class Event:
    """Something that happened to the store's files, or an acknowledgement."""

    what: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


def power_cut(images: int, saves: int = 120, seed: int = 3) -> Outcome:
    """Makes and opens so many images; the control is the same with synchronous=NORMAL and must lose something."""
    outcome = Outcome("power cut", images)
    outcome.lost, outcome.bad, outcome.notes = _experiment(images, saves, seed, "FULL")
    outcome.control = _experiment(max(images // 3, 20), saves, seed, "NORMAL")[0]
    return outcome


def _experiment(images: int, saves: int, seed: int, synchronous: str) -> tuple[int, list[str], dict[str, int]]:
    chance = random.Random(seed)
    lost, bad = 0, []
    with workplace() as place:
        folder = place / "store"
        key = new_store(folder)
        start = {DATABASE: (folder / DATABASE).read_bytes()}
        keys = place / "as-made"
        shutil.copytree(folder, keys)
        words = [str(folder), key.hex(), str(seed), str(saves), synchronous, "careful"]
        done = tracing.run("tests.faults.writer", words, ["-e", f"trace={CALLS}"], place / "trace")
        assert done.returncode == 0, done.stderr
        events = _events(place / "trace", folder)
        first = next(number for number, event in enumerate(events) if event.what == "acknowledged")
        for _ in range(images):
            image = place / "image"
            shutil.rmtree(image, ignore_errors=True)
            shutil.copytree(keys, image)
            acknowledged = _image(events[: chance.randrange(first + 1, len(events))], start, image, chance)
            missing, wrong = check(image, key, acknowledged)
            lost += missing
            bad += wrong
    return lost, bad, {"acknowledged": sum(event.what == "acknowledged" for event in events), "events": len(events)}


def _events(log: Path, folder: Path) -> list[Event]:
    files: dict[int, str] = {}
    log_bytes = 0
    events = []
    for call in tracing.calls(log):
        number = int(call.words.split(",")[0].rstrip(")")) if re.match(r"\d+", call.words) else -1
        if call.name == "openat":
            path = Path(call.data().decode(errors="replace"))
            files[call.gave] = path.name if path.parent == folder and path.name.startswith(DATABASE) else ""
        elif call.name == "close":
            files.pop(number, None)
        elif call.name == "unlink":
            path = Path(call.data().decode(errors="replace"))
            if path.parent == folder and path.name.startswith(DATABASE):
                events.append(Event("unlink", path.name))
                log_bytes *= not path.name.endswith("-wal")
        elif call.name == "write" and number == 1:
            events.append(Event("acknowledged", data=call.data()))
        elif files.get(number) and not files[number].endswith("-shm"):
            if call.name in ("fsync", "fdatasync"):
                events.append(Event("sync", files[number]))
            elif call.name == "ftruncate":
                events.append(Event("truncate", files[number], int(call.words.split(", ")[1])))
            elif call.name == "pwrite64":
                events.append(Event("write", files[number], int(call.words.rsplit(", ", 1)[1]), call.data()))
            elif call.name == "write":  # the log is lengthened at its end
                events.append(Event("write", files[number], log_bytes, call.data()))
            if events and events[-1].file.endswith("-wal") and events[-1].what in ("write", "truncate"):
                end = events[-1].offset + len(events[-1].data)
                log_bytes = end if events[-1].what == "truncate" else max(log_bytes, end)
    return events


def _image(events: list[Event], start: dict[str, bytes], folder: Path, chance: random.Random) -> Acknowledged:
    files = {name: bytearray(data) for name, data in start.items()}
    waiting: list[Event] = []
    acknowledged: Acknowledged = {}
    for event in events:
        if event.what == "acknowledged":
            read_acknowledged(event.data.decode(), acknowledged)
        elif event.what == "sync":
            for each in waiting:
                if each.file == event.file:
                    _apply(files, each, 1.0, chance)
            waiting = [each for each in waiting if each.file != event.file]
        elif event.what == "unlink":
            files.pop(event.file, None)
            waiting = [each for each in waiting if each.file != event.file]
        else:
            waiting.append(event)
    kept = chance.choice((0.0, 0.5, 0.9, 1.0))
    for each in waiting:
        if kept and chance.random() < max(kept, 0.3):
            _apply(files, each, kept, chance)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return acknowledged


def _apply(files: dict[str, bytearray], event: Event, kept: float, chance: random.Random) -> None:
    data = files.setdefault(event.file, bytearray())
    if event.what == "truncate":
        del data[event.offset :]
        data.extend(bytes(event.offset - len(data)))
        return
    for start in range(0, len(event.data), SECTOR):
        if kept < 1 and chance.random() > kept:
            continue
        part = event.data[start : start + SECTOR]
        at = event.offset + start
        data.extend(bytes(max(0, at + len(part) - len(data))))
        data[at : at + len(part)] = part
