"""`vpa-assist training`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from vpa_assist import catalogue
from vpa_assist.training import sharing
from vpa_assist.training.scenario import Scenario


def training(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "vpa_assist", "training", *words], capture_output=True, text=True, check=False)


def test_that_every_scenario_is_listed_with_its_summary() -> None:
    done = training("list")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) >= 16
    assert "asleep-upstairs" in done.stdout


def test_that_a_record_comes_out_as_a_training_document() -> None:
    done = training("record", "the-video", "strong")
    assert json.loads(done.stdout)["kind"] == "training"


def test_that_a_handout_is_written(tmp_path: Path) -> None:
    done = training("handout", "asleep-upstairs", "--kind", "card", "-o", str(tmp_path / "card.pdf"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")


def test_that_what_cannot_be_done_is_one_sentence_and_status_two(tmp_path: Path) -> None:
    for done in (
        training("record", "nowhere", "weak"),
        training("handout", "asleep-upstairs", "-o", str(tmp_path / "no" / "card.pdf")),
        training("check", str(tmp_path / "absent")),
    ):
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1


def test_that_a_shared_scenario_is_checked_with_its_records(asleep: Scenario, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.vpascenario", tmp_path / "bad.vpascenario"
    good.write_bytes(sharing.pack(asleep))
    value = json.loads(sharing.pack(asleep))
    value["claims"].append({"code": "CUS002", "path": "/children/0/custody"})
    bad.write_text(json.dumps(value), encoding="utf-8")
    wrong = training("check", str(bad))
    assert wrong.returncode == 1
    assert "the weak record has no CUS002" in wrong.stdout
    assert "CUS002" not in training("check", str(good)).stdout


def test_that_form_check_reads_the_scenarios_too(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    shutil.copytree(catalogue.default().folder, folder)
    file = folder / "training" / "on-the-line.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('after = ["again"]', 'after = ["gain"]', 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "vpa_assist", "form", "check", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "training/on-the-line.toml: talk with c1: there is no gain" in done.stdout
