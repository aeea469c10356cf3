"""A copy of the pack that ships, to be spoilt in one place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import forms
from vpa_assist.catalogue import PackFault, check_pack, files

Spoil = Callable[[str, str, str], tuple[PackFault, ...]]


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Parsed files are kept in a folder of the tests' own, never in the person's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_cache_folder", lambda: folder)
        yield


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack, without what other parts keep beside it."""
    folder = tmp_path / "pack"
    leave_out = shutil.ignore_patterns("training", "__pycache__", "*.py")
    return Path(shutil.copytree(forms.FOLDER, folder, ignore=leave_out))


@pytest.fixture
def spoil(pack: Path) -> Spoil:
    """Replaces one passage of one file of the copy, and gives what the form check then says."""

    def change(file: str, old: str, new: str) -> tuple[PackFault, ...]:
        path = pack / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return check_pack(pack)

    return change
