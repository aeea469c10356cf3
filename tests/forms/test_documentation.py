"""The pages made from the form pack say what the pack says today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import forms
from vpa_assist.catalogue import Catalogue, explain
from vpa_assist.catalogue.documentation import PAGES, to_confirm, write

DOCS = Path(forms.FOLDER).parent / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_that_a_generated_page_is_not_stale(catalogue: Catalogue, name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](catalogue), "run: vpa-assist docs"


def test_that_explain_gives_reason_fix_examples_and_addresses_of_a_check(catalogue: Catalogue) -> None:
    text = catalogue.check_text("WRD003")
    said = " ".join(explain(catalogue, "WRD003").split())
    for part in (
        text.code,
        text.title,
        text.why,
        text.fix,
        text.bad,
        text.good,
        text.source,
        "Suggestion",
        "Ministry of Justice",
    ):
        assert " ".join(part.split()) in said


def test_that_every_check_can_be_explained_within_a_terminals_width(catalogue: Catalogue) -> None:
    for code in catalogue.check_texts():
        lines = explain(catalogue, code).splitlines()
        assert all(len(line) <= 96 for line in lines if "://" not in line), code


def test_that_an_unknown_code_is_a_key_error(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        explain(catalogue, "XYZ999")


def test_that_writing_the_pages_twice_changes_nothing_the_second_time(catalogue: Catalogue, tmp_path: Path) -> None:
    assert {path.name for path in write(catalogue, tmp_path)} == set(PAGES)
    assert write(catalogue, tmp_path) == ()


def test_that_what_the_force_must_confirm_can_be_listed(catalogue: Catalogue) -> None:
    waiting = to_confirm(catalogue)
    assert ("force.toml", "all of it") in waiting
    assert ("authorities.toml", "Warrington") in waiting
    assert ("codes/flag.toml", "Markers for the intelligence system") in waiting
    assert len(set(waiting)) == len(waiting)


def test_that_the_command_writes_the_pages_and_says_which_are_stale(run_program: Any, tmp_path: Path) -> None:
    stale = run_program("docs", tmp_path, "--check")
    assert (stale.returncode, len(stale.stdout.splitlines())) == (1, len(PAGES))
    written = run_program("docs", tmp_path)
    assert (written.returncode, written.stderr) == (0, b"")
    fresh = run_program("docs", tmp_path, "--check")
    assert (fresh.returncode, fresh.stdout) == (0, b"")
    refused = run_program("docs", tmp_path / "none")
    assert refused.returncode == 2
    assert refused.stderr.count(b"\n") == 1
