"""A display of its own for a test, and the program as a process on it, with real keys from xdotool."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that a step may take before the test gives up."""


@contextlib.contextmanager
def display(width: int = 1366, height: int = 768) -> Iterator[str]:
    """An X server that nobody sees, on a number that is free; gives its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        name = f":{number}"
        answers = ["xdotool", "getdisplaygeometry"]
        end = time.monotonic() + PATIENCE
        while subprocess.run(answers, env={**os.environ, "DISPLAY": name}, capture_output=True, check=False).returncode:
            assert time.monotonic() < end, f"the display {name} does not answer"
        yield name
    finally:
        server.terminate()
        server.wait()


class Program:
    """The program in a process of its own. It tells on its output what has the keyboard (`tests.x11.watched`)."""

    def __init__(self, display_name: str, folder: Path, environment: dict[str, str] | None = None) -> None:
        self.environment = {
            **os.environ,
            "DISPLAY": display_name,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONUNBUFFERED": "1",
            **(environment or {}),
        }
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.x11.watched", str(folder / "data")],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._said: queue.Queue[str] = queue.Queue()
        self.focus = ""
        self.heard: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said.put(line.rstrip("\n"))

    def _take(self, seconds: float) -> None:
        with contextlib.suppress(queue.Empty):
            line = self._said.get(timeout=seconds)
            self.heard.append(line)
            if line.startswith("focus: "):
                self.focus = line.removeprefix("focus: ")

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Waits until something holds, or fails with what the program told last."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError(f"waited in vain for {what}; last heard: {self.heard[-6:]}\n{self._errors()}")
            self._take(0.05)

    def until_focus(self, begins: str) -> None:
        """Waits until the keyboard is at a control whose name has this in it."""
        self.until(lambda: re.search(begins, self.focus), f"the keyboard at {begins!r}")

    def _errors(self) -> str:
        if self.process.poll() is None or self.process.stderr is None:
            return ""
        return self.process.stderr.read()[-2000:]

    # real keys

    def window(self, title: str = "VPA Assist") -> str:
        """The number of a window; it gets the keyboard of the display, where no window manager gives it."""
        found: list[str] = []

        def seen() -> bool:
            found[:] = self._xdotool("search", "--onlyvisible", "--name", title, check=False).split()
            return bool(found)

        self.until(seen, f"a window {title!r}")
        self._xdotool("windowfocus", found[-1])
        return found[-1]

    def keys(self, *names: str) -> None:
        """Presses keys one after the other, by the names that X gives them."""
        self._xdotool("key", "--delay", "25", *names)

    def type(self, text: str) -> None:
        """Types a text."""
        self._xdotool("type", "--delay", "12", "--", text)

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout

    def stop(self) -> None:
        """Ends the process hard, as a power cut would."""
        self.process.kill()
        self.process.wait()
        for each in (self.process.stdout, self.process.stderr):
            if each is not None:
                each.close()


def lacking(*programs: str) -> str:
    """Why a test cannot run here; "" when it can."""
    away = [each for each in programs if shutil.which(each) is None]
    return f"not on this machine: {', '.join(away)}" if away else ""
