"""Watching a program's system calls, or making single ones fail, with strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.store.cheap import ROOT

HINT = "strace is needed: apt-get install strace"
_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def there() -> bool:
    """Whether strace can be used here."""
    strace = shutil.which("strace")
    return (
        bool(strace)
        and subprocess.run([str(strace), "-o", "/dev/null", "true"], check=False, capture_output=True).returncode == 0
    )


@dataclass(frozen=True)
class Call:
    """One system call: its name, its words as strace writes them, what it gave."""

    name: str
    words: str
    gave: int

    def data(self) -> bytes:
        """All bytes in its words."""
        return b"".join(unhex(text) for text in _TEXT.findall(self.words))


def unhex(text: str) -> bytes:
    """Bytes that strace wrote as \\x…"""
    return bytes.fromhex(text.replace("\\x", ""))


def run(module: str, words: Sequence[str], strace: Sequence[str], log: Path) -> subprocess.CompletedProcess[bytes]:
    """Runs a module under strace."""
    command = ["strace", "-f", "-xx", "-s", "4000000", "-e", "signal=none", "-o", str(log), *strace]
    return subprocess.run([*command, sys.executable, "-m", module, *words], cwd=ROOT, capture_output=True, check=False)


def calls(log: Path) -> Iterator[Call]:
    """The calls that succeeded, in their order."""
    unfinished: dict[str, str] = {}
    with log.open(errors="replace") as lines:
        for line in lines:
            pid = line.split(" ", 1)[0]
            if "<unfinished ...>" in line:
                unfinished[pid] = line.partition(" <unfinished")[0]
                continue
            resumed = re.match(r"\d+ +<\.\.\. \w+ resumed>(.*)", line)
            found = _LINE.match((unfinished.pop(pid, "") + resumed[1]) if resumed else line)
            if found and not found[3].startswith("-"):
                yield Call(found[1], found[2], int(found[3]))
