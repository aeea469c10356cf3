"""`vpa-assist export` and `extract`: what goes into a PDF comes back, and nothing stops a child's referral from being printed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.make import EXAMPLES, examples
from vpa_assist.record.reading import read

WEAK = EXAMPLES / "da-two-children-asleep-weak.json"
INVALID = EXAMPLES / "invalid" / "bad-enum.json"


def test_that_every_example_comes_back_equal_in_every_value(run_program: Any, tmp_path: Path) -> None:
    done = run_program("export", *examples(), "-o", "pdfs")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert sorted(each.name for each in (tmp_path / "pdfs").iterdir()) == sorted(f"{each.stem}.pdf" for each in examples())
    for path in examples()[:2]:
        back = run_program("extract", f"pdfs/{path.stem}.pdf")
        assert (back.returncode, back.stderr) == (0, b"")
        assert json.loads(back.stdout) == json.loads(path.read_bytes())
        assert read(back.stdout) == read(path.read_bytes())


def test_that_one_file_is_written_where_it_is_said(run_program: Any, tmp_path: Path) -> None:
    assert run_program("export", WEAK, "-o", "a.pdf").returncode == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert run_program("extract", "a.pdf", "-o", "b.json").returncode == 0
    assert json.loads((tmp_path / "b.json").read_bytes()) == json.loads(WEAK.read_bytes())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.pdf", "b.json"]


def test_that_the_same_gives_the_same_bytes_and_another_time_others(run_program: Any, tmp_path: Path) -> None:
    for name, more in (("a", []), ("b", []), ("c", ["--at", "2026-11-20T10:00:00+00:00"]), ("d", ["--urgent"])):
        assert run_program("export", WEAK, "-o", f"{name}.pdf", *more).returncode == 0
    a, b, c, d = ((tmp_path / f"{name}.pdf").read_bytes() for name in "abcd")
    assert a == b
    assert len({a, c, d}) == 3
    for name in "cd":
        assert json.loads(run_program("extract", f"{name}.pdf").stdout) == json.loads(WEAK.read_bytes())


def test_that_a_refused_file_leaves_no_pdf_and_the_others_are_written(run_program: Any, tmp_path: Path) -> None:
    done = run_program("export", INVALID, WEAK, "none.json", "-o", "out")
    assert done.returncode == 2
    assert [line.split(": ")[:2] for line in done.stderr.decode().splitlines()] == [
        [str(INVALID), "/children/0/contact/status"],
        ["none.json", "(document)"],
    ]
    assert [each.name for each in (tmp_path / "out").iterdir()] == [f"{WEAK.stem}.pdf"]


def test_that_two_files_of_one_name_are_refused_before_anything_is_written(run_program: Any, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(WEAK, tmp_path / folder / "x.json")
    done = run_program("export", "a", "b", "-o", "out")
    assert done.returncode == 2
    assert b"would both be written as x.pdf" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((WEAK, "-o", "no/such/folder/a.pdf"), "cannot be written"),
        ((WEAK, "-o", "a.pdf", "--at", "yesterday"), "yesterday is no time"),
        ((WEAK, "-o", "a.pdf", "--variant", "other"), "variant"),
        ((WEAK,), "-o"),
    ],
)
def test_that_what_cannot_be_done_is_said_in_a_sentence(
    run_program: Any, arguments: tuple[Any, ...], says: str, tmp_path: Path
) -> None:
    done = run_program("export", *arguments)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_that_an_existing_pdf_is_replaced_whole(run_program: Any, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    assert run_program("export", WEAK, "-o", "a.pdf").returncode == 0
    assert (tmp_path / "a.pdf").read_bytes().endswith(b"%%EOF\n")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.7\n" + b"\x00" * 5000])
def test_that_a_file_without_a_document_is_refused_in_one_line(run_program: Any, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    for arguments in (("x.pdf",), ("x.pdf", "-o", "y.json")):
        done = run_program("extract", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"x.pdf: ")
        assert done.stderr.count(b"\n") == 1
    assert run_program("extract", "none.pdf").returncode == 2
    assert [each.name for each in tmp_path.iterdir()] == ["x.pdf"]
