"""`start.py`: what a newcomer meets on a machine that has little or nothing."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "start.py"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py, in a project folder of its own with a lock file, on a machine that lacks nothing."""
    spec = importlib.util.spec_from_file_location("start_under_test", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(module, "LOCKS", {kind: tmp_path / f"{kind}.lock" for kind in ("runtime", "test")})
    for kind, path in module.LOCKS.items():
        path.write_text(f"{kind}==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    monkeypatch.setattr(module, "missing", lambda libraries: [])
    monkeypatch.setattr(module, "can_make_environment", lambda: True)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    return module


@pytest.fixture
def installed(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Every call of pip that start.py makes; the environment itself is made as an empty one."""
    calls: list[tuple[str, ...]] = []

    def make() -> None:
        start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        start.PYTHON.touch()

    monkeypatch.setattr(start, "make_environment", make)
    monkeypatch.setattr(start, "pip", lambda *arguments: calls.append(arguments))
    return calls


def test_that_it_needs_the_standard_library_alone() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    imported = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    imported |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}
    assert {each.partition(".")[0] for each in imported} <= sys.stdlib_module_names


def test_that_an_old_python_can_read_it_far_enough_to_say_that_it_is_too_old() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))
    pretend = (
        f"import runpy, sys\nsys.version_info = (3, 9, 2, 'final', 0)\nrunpy.run_path({str(SOURCE)!r}, run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("VPA Assist needs Python 3.11 or newer and this is 3.9; ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_that_packages_are_installed_by_hash_and_never_compiled(start: ModuleType, installed: list[tuple[str, ...]]) -> None:
    start.ready("runtime")
    assert installed[0] == ("--require-hashes", "--only-binary=:all:", "-r", str(start.LOCKS["runtime"]))


def test_that_a_second_start_installs_nothing(start: ModuleType, installed: list[tuple[str, ...]]) -> None:
    start.ready("runtime")
    installed.clear()
    start.ready("runtime")
    assert installed == []


def test_that_a_changed_lock_is_installed(start: ModuleType, installed: list[tuple[str, ...]]) -> None:
    start.ready("runtime")
    installed.clear()
    start.LOCKS["runtime"].write_text("other==2\n", encoding="utf-8")
    start.ready("runtime")
    assert installed


def test_that_a_project_moved_to_another_folder_is_set_up_anew(
    start: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    start.ready("runtime")
    installed.clear()
    monkeypatch.setattr(start, "ROOT", start.ROOT / "moved")
    start.ready("runtime")
    assert installed


def test_that_the_set_up_of_the_tests_serves_the_program_too(start: ModuleType, installed: list[tuple[str, ...]]) -> None:
    start.ready("test")
    installed.clear()
    start.ready("runtime")
    assert installed == []


def test_that_a_set_up_that_failed_is_tried_again(
    start: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: str) -> None:
        sys.exit("no network")

    with monkeypatch.context() as broken:
        broken.setattr(start, "pip", fails)
        with pytest.raises(SystemExit):
            start.ready("runtime")
    start.ready("runtime")
    assert installed


def test_that_without_a_display_it_says_so_and_offers_the_command_line(
    start: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(start, "hand_over", lambda command: pytest.fail("the window was opened without a display"))
    assert start.main([]) == 0
    said = capsys.readouterr().out
    assert "no display" in said
    assert "python3 start.py check" in said


def test_that_with_a_display_the_window_opens(
    start: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(start, "hand_over", lambda command: opened.append(command) or 0)
    assert start.main([]) == 0
    assert opened == [[str(start.PYTHON), "-P", "-m", "vpa_assist"]]


@pytest.mark.parametrize("words", [["check", "a.json"], ["--", "check", "a.json"]])
def test_that_other_words_go_to_the_program_untouched(
    words: list[str], start: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[list[str]] = []
    monkeypatch.setattr(start, "hand_over", lambda command: handed.append(command) or 0)
    start.main(words)
    assert handed[0][-2:] == ["check", "a.json"]


def test_that_the_command_line_asks_for_no_library_of_the_window(
    start: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "missing", lambda libraries: pytest.fail("libraries of the window were asked for"))
    monkeypatch.setattr(start, "hand_over", lambda command: 0)
    assert start.main(["check", "a.json"]) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves Qt's libraries to the system")
def test_that_an_officer_without_sudo_gets_the_exact_line_for_an_administrator(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "missing", lambda libraries: ["libgl1", "libegl1"])
    monkeypatch.setattr(start, "can_make_environment", lambda: False)
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(start.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(SystemExit) as stop:
        start.main([])
    line = str(stop.value).splitlines()[-1].strip()
    assert line == "sudo apt-get install -y --no-install-recommends libgl1 libegl1 python3-venv"


def test_that_a_library_that_cannot_be_loaded_is_named_by_its_package() -> None:
    asked = (
        f"import runpy\nstart = runpy.run_path({str(SOURCE)!r})\n"
        "print(start['missing']({'libc.so.6': 'libc6', 'libnowhere.so.9': 'libnowhere9'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ("['libnowhere9']" if sys.platform == "linux" else "[]")


def test_that_help_needs_no_set_up(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--help"]) == 0
    assert "python3 start.py test" in capsys.readouterr().out
    assert not start.ENVIRONMENT.exists()
