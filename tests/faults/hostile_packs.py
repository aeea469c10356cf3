"""Form packs of which one file was changed: the form check names what is wrong, and what it lets through works.

A pack in which something is wrong is never half used: what reads it gets all of a file, or a sentence that names the file.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree
from tempfile import mkdtemp

import forms
from tests.faults.mutations import bytes_changed
from tests.make import whole
from vpa_assist.catalogue import check_pack, files
from vpa_assist.catalogue.pack import Catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.cli import one_line
from vpa_assist.commands.form import faults_in
from vpa_assist.errors import CannotDo
from vpa_assist.pdf import export
from vpa_assist.record.reading import from_json

USED = 0.05
"""So many packs are used for checking and printing, which takes ten times as long as the form check."""
_STRING = re.compile(rb'"[^"\n]*"')
_PUT = (
    b'""',
    b'"x"',
    b"7",
    b"[]",
    b"true",
    b"{}",
    b'"{name}"',
    b'"{nme}"',
    b'"{"',
    b'"("',
    b"1979-05-27",
    b"nan",
    b'"\\u0000"',
    b'"a' + b"a" * 3_000 + b'"',
)


class Packs:
    """A copy of the pack that ships, in which one file at a time is changed and put right again."""

    name = "hostile form packs"
    longest = 10.0  # seconds: the form check reads 150 files, and some packs are used for everything

    def __init__(self) -> None:
        self._place = Path(mkdtemp(prefix="vpa-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        self._pack = Path(copytree(forms.FOLDER, self._place / "pack", ignore=ignore_patterns("__pycache__", "*.py")))
        self._names = files.all_toml_files(self._pack)
        self._cache = files._cache_folder
        cache = self._place / "cache"
        cache.mkdir()
        files._cache_folder = lambda: cache  # type: ignore[assignment]
        self._referral = from_json(whole())
        assert check_pack(self._pack) == ()

    def one(self, chance: random.Random, careless: bool) -> str:
        name = chance.choice(self._names)
        path = self._pack / name
        good = path.read_bytes()
        path.write_bytes(_changed(good, chance))
        try:
            if careless:
                import tomllib

                return str(tomllib.loads(path.read_text("utf-8")))
            faults = check_pack(self._pack)
            lines = [str(fault) for fault in faults]
            if not faults and name.startswith(("training/", "patterns/", "concepts/")):
                lines = faults_in(self._pack)
            for line in map(one_line, lines):
                assert line.isprintable(), f"not one line: {line!r}"
                assert len(line) < 1_000, f"a line of {len(line)} characters"
            self._use(bool(lines), chance.random() < USED)
            return "refused" if lines else "taken"
        finally:
            path.write_bytes(good)

    def close(self) -> None:
        """Takes the copy away."""
        files._cache_folder = self._cache
        rmtree(self._place, ignore_errors=True)

    def _use(self, is_faulty: bool, whole_way: bool) -> None:
        pack = Catalogue(self._pack)
        try:
            for ask in (
                pack.check_texts,
                pack.pages,
                pack.prompt_cards,
                pack.glossary,
                pack.sources,
                pack.cards,
                pack.force,
                pack.authorities,
            ):
                ask()
            if whole_way:
                for finding in run_checks(self._referral, pack):
                    assert finding.message
                assert export(self._referral, pack).startswith(b"%PDF-")
        except (CannotDo, KeyError):
            if not is_faulty:
                raise


def _changed(good: bytes, chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.4:
        return bytes_changed(good, chance)
    found = list(_STRING.finditer(good))
    if not found:
        return good + b"\n["
    one = chance.choice(found)
    if kind < 0.6:
        return good[: one.start()] + chance.choice(_PUT) + good[one.end() :]
    if kind < 0.8:
        return good[: one.start()] + chance.choice(found)[0] + good[one.end() :]
    lines = good.split(b"\n")
    at = chance.randrange(len(lines))
    if kind < 0.9:
        del lines[at]
    else:
        lines.insert(chance.randrange(len(lines)), lines[at])
    return b"\n".join(lines)
