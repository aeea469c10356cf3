"""What a test run says about the tests that it had to skip."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

TEST = """
import pytest

def test_one():
    assert True

def test_two():
    pytest.skip("qpdf is not installed")
"""


def pytest_run(tmp_path: Path, *words: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """A run of its own over two tests, one of which skips, on a machine where no program is found."""
    (tmp_path / "test_it.py").write_text(TEST, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.skips",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
        *words,
    ]
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)


def test_that_a_skip_is_named_with_the_line_that_would_install_what_it_needs(tmp_path: Path) -> None:
    done = pytest_run(tmp_path)
    assert done.returncode == 0
    assert "test_it.py::test_two: qpdf is not installed" in done.stdout
    assert "sudo apt-get install -y --no-install-recommends dbus-daemon poppler-utils qpdf" in done.stdout


@pytest.mark.parametrize("more", [(), ("-n", "1")])
def test_that_continuous_integration_fails_on_a_skip_and_ends_with_pytests_own_line(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    done = pytest_run(tmp_path, "--no-skips", *more)
    assert done.returncode == 1
    assert "1 passed, 1 skipped" in done.stdout.strip().splitlines()[-1]


def test_that_a_run_without_skips_passes(tmp_path: Path) -> None:
    done = pytest_run(tmp_path, "--no-skips", "-k", "one")
    assert done.returncode == 0, done.stdout
