"""Random hands at the real window. A fault names its seed and step: `python -m tests.ui.monkey STEPS SEED` does it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
STEPS = int(os.environ.get("MONKEY_STEPS", "5000" if os.environ.get("CI") else "400"))


def test_that_random_hands_find_no_fault_and_the_screen_is_the_document() -> None:
    """In a process of its own, so that an abort names this test and not the whole run."""
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "tests.ui.monkey", str(STEPS), "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
