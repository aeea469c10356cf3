"""`vpa-assist check` as a person or another program runs it: real files, real processes, both outputs and the exit status."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.make import EXAMPLES, a_document, changed, example, examples, whole
from vpa_assist import catalogue as packs
from vpa_assist.checks.engine import run_checks
from vpa_assist.findings import counts

STRONG = EXAMPLES / "neglect-toddler-and-unborn-strong.json"
WEAK = EXAMPLES / "da-two-children-asleep-weak.json"
INVALID = sorted((EXAMPLES / "invalid").glob("*.json"))


def written(folder: Path, name: str, document: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps(document), "utf-8")
    return path


def objects(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


def test_that_json_is_the_contracts_one_object_a_line_in_the_order_given(run_program: Any) -> None:
    names = [str(path) for path in reversed(examples())]
    done = run_program("check", *names, "--format", "json")
    assert done.returncode == 1
    assert done.stderr == b""
    found = objects(done.stdout)
    assert [each["file"] for each in found] == names
    for each in found:
        referral = example(Path(each["file"]).stem)
        findings = run_checks(referral, packs.default())
        assert list(each) == ["file", "id", "findings", "counts"]
        assert each["id"] == referral.id
        assert each["findings"] == [finding.as_json() for finding in findings]
        assert each["counts"] == counts(findings)


def test_that_a_file_without_a_must_gives_zero(run_program: Any) -> None:
    done = run_program("check", STRONG, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_that_an_invalid_file_is_refused_with_its_pointer(run_program: Any, path: Path) -> None:
    done = run_program("check", path, "--format", "json")
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode("utf-8").splitlines()
    for expected in path.with_suffix(".expected.txt").read_text("utf-8").splitlines():
        kind, _, wanted = expected.partition(":")
        if kind == "pointer":
            assert any(line.startswith(f"{path}: {wanted.strip() or '(document)'}: found ") for line in lines)
        else:
            assert any(wanted.strip() in line for line in lines)


def test_that_a_refused_file_does_not_keep_the_others_from_being_checked(run_program: Any) -> None:
    done = run_program("check", WEAK, INVALID[0], STRONG, "--format", "json")
    assert done.returncode == 2
    assert [each["file"] for each in objects(done.stdout)] == [str(WEAK), str(STRONG)]
    assert done.stderr.decode().count("\n") == 1


def test_that_a_file_that_is_not_there_and_one_that_is_a_folder_of_nothing_are_told_apart(
    run_program: Any, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    done = run_program("check", "none.json", "empty", "no*.json")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "none.json: (document): found nothing that can be read (no such file or directory); allowed a file",
        "no*.json: (document): found nothing that can be read (no such file or directory); allowed a file",
    ]


def test_that_folders_and_patterns_are_taken_in_the_order_of_names(run_program: Any, tmp_path: Path) -> None:
    for name in ("b/2.json", "b/10.json", "a/x.json", "a/deep/y.json", "a/notes.txt", "z.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(STRONG, tmp_path / name)
    done = run_program("check", ".", "--format", "json")
    assert [each["file"] for each in objects(done.stdout)] == [
        "./a/deep/y.json",
        "./a/x.json",
        "./b/10.json",
        "./b/2.json",
        "./z.json",
    ]
    done = run_program("check", "b/*.json", "a", "--format", "json")
    assert [each["file"] for each in objects(done.stdout)] == ["b/10.json", "b/2.json", "a/deep/y.json", "a/x.json"]


def test_that_standard_input_can_be_checked(run_program: Any) -> None:
    done = run_program("check", "-", "--format", "json", input=WEAK.read_bytes())
    assert objects(done.stdout)[0]["file"] == "-"
    assert run_program("check", "-", input=b"").returncode == 2


def codes(done: Any) -> set[str]:
    return {finding["code"] for each in objects(done.stdout) for finding in each["findings"]}


def test_that_checks_are_selected_and_ignored_by_code_or_beginning(run_program: Any) -> None:
    everything = codes(run_program("check", WEAK, "--format", "json"))
    selected = run_program("check", WEAK, "--format", "json", "--select", "eth,REF004")
    assert codes(selected) == {code for code in everything if code.startswith("ETH") or code == "REF004"}
    less = run_program("check", WEAK, "--format", "json", "--select", "ETH", "--ignore", "ETH001")
    assert codes(less) == {code for code in everything if code.startswith("ETH")} - {"ETH001"}
    assert less.returncode == 0
    assert run_program("check", WEAK, "--format", "json", "--ignore", ",".join(sorted(everything))).returncode == 0


def test_that_a_code_that_no_check_has_is_refused(run_program: Any) -> None:
    done = run_program("check", WEAK, "--select", "XYZ999")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"There is no check XYZ999. vpa-assist explain lists them all.\n"


def test_that_text_groups_by_child_and_page_with_the_windows_words(run_program: Any) -> None:
    done = run_program("check", WEAK)
    lines = done.stdout.decode("utf-8").splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"{WEAK}: to answer ")
    assert any(line.startswith("  Mason Blackshaw – ") for line in lines)
    assert any(line.startswith("    To answer   ETH001  ") for line in lines)
    assert any(line.startswith("    To explain  ") for line in lines)
    assert any(line.startswith("    Suggestion  ") for line in lines)
    assert "\x1b" not in done.stdout.decode()


def test_that_text_says_what_was_explained_and_set_aside(run_program: Any, tmp_path: Path) -> None:
    document = changed(
        whole(),
        {
            "/children/0/ethnicity": {},
            "/children/0/sex": None,
            "/explained": [{"code": "ETH001", "path": "/children/0/ethnicity", "reason": "Asked twice; she would not say."}],
            "/dismissed": [{"code": "IDN006", "path": "/children/0", "reason": "The school will\x1b[2J tell us."}],
        },
    )
    done = run_program("check", written(tmp_path, "a.json", document))
    assert done.returncode == 0
    assert b"explained: Asked twice; she would not say." in done.stdout
    assert b"set aside: The school will\\x1b[2J tell us." in done.stdout
    assert (
        run_program("check", written(tmp_path, "b.json", whole())).stdout
        == f"{tmp_path / 'b.json'}: nothing is missing\n".encode()
    )


def test_that_names_that_no_terminal_should_obey_are_written_as_escapes(run_program: Any, tmp_path: Path) -> None:
    name = "a\x1b[31m\nb.json"
    shutil.copy(INVALID[0], tmp_path / name)
    done = run_program("check", name)
    assert done.stderr.decode().startswith("a\\x1b[31m\\nb.json: /children/0/")
    assert done.stderr.count(b"\n") == 1


def test_that_a_name_of_any_bytes_is_checked_and_given_as_json(run_program: Any, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.json")
    shutil.copy(STRONG, tmp_path / name)
    done = run_program("check", name, "--format", "json")
    assert done.returncode == 0
    assert objects(done.stdout)[0]["file"] == name


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_that_the_output_is_utf8_in_every_locale(run_program: Any, tmp_path: Path, locale: str) -> None:
    path = written(tmp_path, "a.json", changed(whole(), {"/children/0/given_name": "Zoë 👧", "/children/0/sex": None}))
    done = run_program("check", path, environment={"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert "Zoë 👧" in done.stdout.decode("utf-8")


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 64,
    "brackets": b"[" * 1_000_000,
    "objects": b'{"a":' * 200_000,
    "digits": b'{"schema":' + b"9" * 1_000_000 + b"}",
    "long string": b'{"scenario":"' + b"\\u0000" * 600_000 + b'"}',
    "too large": b" " * (4 * 1024 * 1024 + 1),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "utf-16": '{"schema":"vpa-assist.referral/1"}'.encode("utf-16"),
    "nan": b'{"schema":NaN}',
    "half a pair": b'{"schema":"vpa-assist.referral/1","id":"\\ud800"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_hostile_input_is_refused_quickly_and_without_a_traceback(run_program: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "h.json").write_bytes(HOSTILE[name])
    start = time.monotonic()
    done = run_program("check", "h.json")
    assert time.monotonic() - start < 20
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode("utf-8").splitlines()
    assert lines
    assert all(line.startswith("h.json: ") and "; allowed " in line for line in lines)


def test_that_a_file_that_may_not_be_read_is_refused(run_program: Any, tmp_path: Path) -> None:
    (tmp_path / "loop.json").symlink_to("loop.json")
    done = run_program("check", "loop.json")
    assert done.returncode == 2
    assert done.stderr.startswith(b"loop.json: (document): found nothing that can be read (too many levels")


def test_that_many_files_give_the_same_in_one_process_and_in_two(run_program: Any, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for index in range(300):
        document = changed(whole(), {"/children/0/sex": None if index % 3 else "male", "/scenario": str(index)})
        written(folder, f"{index:04}.json", document if index % 50 else {"schema": "nonsense"})
    one = run_program("check", "many", "--format", "json", "--jobs", 1)
    two = run_program("check", "many", "--format", "json", "--jobs", 2)
    assert one.returncode == two.returncode == 2
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert len(objects(two.stdout)) == 294


def test_that_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    for index in range(150):
        shutil.copy(WEAK, tmp_path / f"{index}.json")
    for jobs in ("1", "2"):
        program = subprocess.Popen(
            [sys.executable, "-m", "vpa_assist", "check", str(tmp_path), "--jobs", jobs],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert program.stdout is not None
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr is not None
        assert program.stderr.read() == b""
        program.stderr.close()
        assert program.wait(60) == 141


def test_that_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.json")
    program = subprocess.Popen(
        [sys.executable, "-m", "vpa_assist", "check", str(tmp_path / "never.json")],
        stderr=subprocess.PIPE,
        # a run in the background of a shell hands down that Ctrl+C is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with open(tmp_path / "never.json", "wb"):  # waits until the program has opened it, too
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 130
    assert program.stderr is not None
    assert program.stderr.read() == b""
    program.stderr.close()


def test_that_another_form_pack_gives_its_own_words(run_program: Any, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(packs.default().folder, pack, ignore=shutil.ignore_patterns("__pycache__"))
    (words,) = (each for each in (pack / "checks").glob("*.toml") if "[INC001]" in each.read_text("utf-8"))
    words.write_text(
        words.read_text("utf-8").replace('title = "No children on the form"', 'title = "Wo sind die Kinder?"'), "utf-8"
    )
    path = written(tmp_path, "a.json", a_document())
    done = run_program("check", path, "--format", "json", "--select", "INC001", "--pack", pack)
    assert objects(done.stdout)[0]["findings"][0]["title"] == "Wo sind die Kinder?"
    missing = run_program("check", path, "--pack", tmp_path / "none")
    assert missing.returncode == 2
    assert missing.stderr.decode().startswith("There is no form pack in ")
    words.write_text("no = toml = at all", "utf-8")
    broken = run_program("check", path, "--pack", pack)
    assert broken.returncode == 2
    assert words.name in broken.stderr.decode()
    assert "Traceback" not in broken.stderr.decode()


def test_that_nothing_of_a_file_is_changed(run_program: Any, tmp_path: Path) -> None:
    for source in (WEAK, INVALID[0]):
        path = tmp_path / source.name
        shutil.copy(source, path)
        before = (path.read_bytes(), path.stat().st_mtime_ns)
        run_program("check", path)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([WEAK.name, INVALID[0].name])
