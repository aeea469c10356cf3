"""What stays in memory after locking, and what a crash could leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.cheap import CHEAP, PHRASE, ROOT, VANE, a_body, run_python, save
from vpa_assist.store import Store

MARKER = "Wrennafalk-Thistlewick"

OPEN_AND_LOCK = """
import json, sys
from pathlib import Path
from tests.store.cheap import CHEAP
from vpa_assist.store import Store
from vpa_assist.store.process import restart
folder, passphrase, marker = json.loads(sys.stdin.readline())
store = Store.unlock(Path(folder), passphrase, cost=CHEAP)
draft = store.load("d1")
store.search(marker)
print("open", store.key_for_helper().hex(), flush=True)
del passphrase
sys.stdin.readline()
store.lock(lambda: restart(module="tests.store.locked"))
"""


def _held_in(pid: int, patterns: dict[str, bytes]) -> dict[str, int]:
    found = dict.fromkeys(patterns, 0)
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            start, end = (int(each, 16) for each in span.split("-"))
            if "w" not in rights:
                continue
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            for name, pattern in patterns.items():
                found[name] += data.count(pattern)
    return found


@pytest.mark.skipif(not os.access("/proc/self/mem", os.R_OK), reason="needs /proc/PID/mem (Linux)")
def test_that_no_text_and_no_key_stays_in_memory_after_locking(tmp_path: Path) -> None:
    import json

    store, _ = Store.create(tmp_path / "s", VANE, PHRASE, cost=CHEAP)
    save(store, body=a_body(words=MARKER))
    store.close()
    child = subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_LOCK], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin
    assert child.stdout
    with child:
        child.stdin.write(json.dumps([str(tmp_path / "s"), PHRASE, MARKER]) + "\n")
        child.stdin.flush()
        key = child.stdout.readline().split()[1]
        patterns = {"text": MARKER.encode(), "utf-16": MARKER.encode("utf-16-le"), "key": bytes.fromhex(key), "hex": key.encode()}
        patterns["passphrase"] = PHRASE.encode()
        while_open = _held_in(child.pid, patterns)
        assert while_open["text"] > 0, "the search of the memory sees nothing"
        assert while_open["key"] > 0
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.stdout.readline() == "started afresh\n"
        assert _held_in(child.pid, patterns) == dict.fromkeys(patterns, 0)
        child.stdin.write("\n")


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_that_a_hardened_process_leaves_no_core_and_cannot_be_read_by_others() -> None:
    script = "import resource, ctypes; harden(); print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    assert run_python(script).stdout.strip() == "(0, 0) 0"
