"""What the architecture promises: who may import whom, a core without Qt, a Qt that Python 3.11 survives, a full licence list."""

from __future__ import annotations

import importlib.util
import pkgutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

import forms
import vpa_assist

ROOT = Path(__file__).resolve().parent.parent


def _licences() -> ModuleType:
    # a script beside the project, not a part of it
    spec = importlib.util.spec_from_file_location("licences", ROOT / ".ci" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


licences = _licences()


def test_that_every_import_contract_holds() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert done.returncode == 0, done.stdout
    assert f"{len(contracts)} kept, 0 broken" in done.stdout


def test_that_the_whole_core_imports_where_qt_is_not_installed() -> None:
    modules = [
        each.name
        for package in (vpa_assist, forms)
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not each.name.endswith("__main__")
    ]
    blocked = (
        "import importlib, sys\n"
        "class NoQt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('PySide6', 'shiboken6', 'ui'):\n"
        "            raise ImportError(f'{name} is blocked')\n"
        "sys.meta_path.insert(0, NoQt())\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "print(len(sys.argv[1:]))\n"
    )
    done = subprocess.run([sys.executable, "-c", blocked, *modules], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(modules) > 20


def test_that_calls_of_qt_keep_the_references_to_none() -> None:
    """PySide6 6.12.0 loses one at each such call; Python before 3.12 aborts when none is left, after some thousands."""
    probe = (
        "import os, sys\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from PySide6.QtWidgets import QApplication, QLineEdit\n"
        "app = QApplication([])\n"
        "line = QLineEdit()\n"
        "line.setText('warm')\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(1000):\n"
        "    line.setText('x')\n"
        "    line.parentWidget()\n"
        "print(before - sys.getrefcount(None))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lost = int(done.stdout)
    assert lost < 100, f"{lost} references to None lost in 2,000 calls: this PySide6 aborts Python 3.11 (see docs/decisions)"


def test_that_the_licence_list_names_every_locked_package_and_is_up_to_date() -> None:
    assert licences.TARGET.read_text(encoding="utf-8") == licences.page(), "run: python3 start.py licences"


def test_that_what_is_installed_is_what_the_lock_names() -> None:
    locked = licences.locked(ROOT / "requirements-test.lock")
    needed = {licences.normal(each.split(";")[0].split("[")[0].split(">")[0].split("=")[0].strip()) for each in _required()}
    assert needed <= locked.keys(), "run: python3 start.py lock"
    for name in needed:
        assert metadata.version(name) == locked[name]


def _required() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["test"]]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_that_each_locked_package_has_hashes_and_no_index_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for block in text.strip().split("\n\n"):
        for entry in block.replace(" \\\n    ", " ").splitlines():
            assert "--hash=sha256:" in entry, entry[:60]


def test_that_the_lock_of_the_tests_holds_the_whole_lock_of_the_program() -> None:
    test = licences.locked(ROOT / "requirements-test.lock")
    for name, version in licences.locked(ROOT / "requirements.lock").items():
        assert test[name] == version


def test_that_typefaces_and_dictionaries_have_their_licence_beside_them() -> None:
    folders = licences.folders_from_elsewhere()
    assert folders
    for folder in folders:
        assert licences.licence_texts(folder), f"no licence stands in {folder}"


def test_that_the_readme_names_the_system_that_holds_the_record() -> None:
    from vpa_assist import catalogue

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert catalogue.default().force().record_system in readme
