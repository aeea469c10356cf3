"""`vpa-assist form check`: one line for each fault, with file and entry."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from vpa_assist.catalogue import Catalogue


def test_that_the_pack_that_ships_has_no_fault(run_program: Any) -> None:
    done = run_program("form", "check")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"no fault found\n")


def test_that_faults_are_named_by_file_and_entry(run_program: Any, tmp_path: Path, catalogue: Catalogue) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(catalogue.folder, pack, ignore=shutil.ignore_patterns("__pycache__"))
    words = pack / "checks" / "incident.toml"
    words.write_text(words.read_text("utf-8").replace('severity = "must"', 'severity = "mst"', 1), "utf-8")
    done = run_program("form", "check", "pack")
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"checks/incident.toml, INC001" in done.stdout
    missing = run_program("form", "check", "none")
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert missing.stderr.startswith(b"There is no form pack in none.")
