"""`vpa-assist export` of the other copies: redacted, locked, web page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.make import EXAMPLES
from vpa_assist.errors import CannotDo
from vpa_assist.pdf import extract

SOURCE = EXAMPLES / "da-two-children-asleep-strong.json"
PASSWORD = "otter lantern quay"


def export(folder: Path, *words: str, password: str = "") -> subprocess.CompletedProcess[str]:
    read, write = os.pipe()
    os.write(write, f"{password}\n".encode())
    os.close(write)
    given = ["--passphrase-fd", str(read)] if password else []
    command = [sys.executable, "-m", "vpa_assist", "export", str(SOURCE), "-o", str(folder / "out"), *words, *given]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, pass_fds=(read,))
    finally:
        os.close(read)


def test_that_what_is_removed_is_in_no_byte_of_a_redacted_copy(tmp_path: Path) -> None:
    done = export(tmp_path, "--variant", "redacted", "--remove-person", "c1", "--remove", "/incident/account")
    assert done.returncode == 0, done.stderr
    document = extract((tmp_path / "out").read_bytes())
    assert b"Mason" in SOURCE.read_bytes()
    assert b"Mason" not in document


@pytest.mark.parametrize("words", [["--variant", "redacted"], ["--remove", "/incident/account"], ["--lock", "--format", "html"]])
def test_that_words_that_do_not_go_together_are_refused_in_one_line(tmp_path: Path, words: list[str]) -> None:
    done = export(tmp_path, *words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_that_a_locked_copy_opens_with_its_password_only(tmp_path: Path) -> None:
    done = export(tmp_path, "--lock", password=PASSWORD)
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "out").read_bytes()
    assert b"Mason" in extract(data, PASSWORD)
    with pytest.raises(CannotDo, match="locked"):
        extract(data)


def test_that_a_short_password_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    done = export(tmp_path, "--lock", password="short")
    assert done.returncode == 2
    assert "at least 12" in done.stderr
    assert not (tmp_path / "out").exists()


def test_that_a_web_page_is_written_for_a_screen_reader(tmp_path: Path) -> None:
    assert export(tmp_path, "--format", "html", "--variant", "strategy").returncode == 0
    text = (tmp_path / "out").read_text()
    assert "<h1" in text
    assert "Mason" in text
