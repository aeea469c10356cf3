"""Reads the TOML files of a form pack: with limits, never outside the pack's folder, and parsed once for each content.

A parsed file is kept as JSON in the platform's cache folder under the digest of its bytes, because parsing TOML takes some
twenty times as long. The cache holds nothing but the pack's own words; where it cannot be written, files are parsed each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from vpa_assist.errors import CannotDo

LARGEST_FILE = 1_048_576
"""Bytes that one file of a pack may have."""
MOST_FILES = 400
MOST_ENTRIES = 5_000
"""Files and folders of any kind that are looked at to find those of a pack."""
DEEPEST = 12
"""Levels of tables and lists that a file may have."""
_KEPT = 300
_FORMAT = b"1"


class BrokenPack(CannotDo):
    """A file of the form pack cannot be read. The text names file and fault in one sentence."""

    def __init__(self, file: str, wrong: str) -> None:
        self.file = file
        self.wrong = wrong
        super().__init__(f"Form pack, {file}: {wrong}.")


def read_table(folder: Path, name: str) -> dict[str, Any]:
    """The content of one TOML file of the pack. Raises BrokenPack."""
    return parse(read_bytes(folder, name), name)


@lru_cache(maxsize=16)
def _real(folder: Path) -> str:
    """Where the folder of a pack lies, behind all links."""
    return os.path.realpath(folder)


def read_bytes(folder: Path, name: str) -> bytes:
    """The bytes of one file of the pack. Raises BrokenPack where it is missing, too large, or lies outside the pack."""
    try:
        path = os.path.realpath(folder / name)
        if not path.startswith(os.path.join(_real(folder), "")):
            raise BrokenPack(name, "it leads outside the form pack's folder")
        if os.path.islink(path):
            raise BrokenPack(name, "it is a link that leads nowhere")
        with open(path, "rb") as file:
            # not simply up to the most that a file may have: room for that much is cleared each time, however small it is
            data = file.read(min(os.fstat(file.fileno()).st_size, LARGEST_FILE) + 1)
    except OSError as error:
        raise BrokenPack(name, f"it cannot be read ({error.strerror or 'no such file'})") from None
    except ValueError:
        raise BrokenPack(name, "it is a link that leads nowhere") from None
    if len(data) > LARGEST_FILE:
        raise BrokenPack(name, "it is larger than 1 MiB")
    return data


def parse(data: bytes, name: str) -> dict[str, Any]:
    """The content of a TOML file, from the cache where the same bytes were parsed before. Raises BrokenPack."""
    kept = _cache_file(hashlib.blake2b(data, digest_size=20, key=_FORMAT).hexdigest())
    if kept is not None:
        try:
            table = json.loads(kept.read_bytes())
            if isinstance(table, dict):
                return table
        except (OSError, ValueError, RecursionError):
            pass
    table = _parse(data, name)
    if kept is not None:
        _keep(kept, table)
    return table


def _parse(data: bytes, name: str) -> dict[str, Any]:
    import tomllib  # only where the cache has nothing: it is slow to import as well

    try:
        table = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenPack(name, f"it is not UTF-8 text (byte {error.start + 1})") from None
    except tomllib.TOMLDecodeError as error:
        raise BrokenPack(name, f"it is not TOML: {_lower_first(str(error))}") from None
    except (RecursionError, ValueError):
        raise BrokenPack(name, "it is nested too deeply, or holds a number that is too long") from None
    plain = _plain(table, 1, name)
    assert isinstance(plain, dict)
    return plain


def _plain(value: Any, level: int, name: str) -> Any:
    """The same value as JSON can hold it: dates and times become text."""
    if level > DEEPEST:
        raise BrokenPack(name, f"it is nested deeper than {DEEPEST} levels")
    if isinstance(value, dict):
        return {key: _plain(each, level + 1, name) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, level + 1, name) for each in value]
    if isinstance(value, str | bool | int | float):
        return value
    return value.isoformat()


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@cache
def _cache_folder() -> Path | None:
    """Where parsed files are kept: the platform's own place, found here because importing a library for it takes longer."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = str(Path("~/Library/Caches").expanduser())
    else:
        base = os.environ.get("XDG_CACHE_HOME", "") or str(Path("~/.cache").expanduser())
    folder = Path(base, "vpa-assist", "form-pack")
    try:
        if not folder.is_absolute():
            return None
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder


def _cache_file(key: str) -> Path | None:
    folder = _cache_folder()
    return None if folder is None else folder / f"{key}.json"


def _keep(path: Path, table: dict[str, Any]) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        part.replace(path)
        kept = sorted(path.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, ValueError):
        with suppress(OSError):
            part.unlink(missing_ok=True)


def toml_files(folder: Path, under: str = "") -> tuple[str, ...]:
    """The names of the TOML files in one folder of a pack in order, relative to the pack. BrokenPack where there are too many."""
    names = sorted(path.relative_to(folder).as_posix() for path in islice((folder / under).glob("*.toml"), MOST_FILES + 1))
    if len(names) > MOST_FILES:
        raise BrokenPack(under or ".", f"it holds more than {MOST_FILES} files")
    return tuple(names)


def all_toml_files(folder: Path) -> tuple[str, ...]:
    """The names of all TOML files of a pack in order. Links to folders are not followed, and a folder that is no pack is not
    walked to its end: BrokenPack where it holds too much.
    """
    names: list[str] = []
    seen = 0
    for place, folders, files in os.walk(folder):
        seen += len(folders) + len(files)
        names.extend(Path(place, each).relative_to(folder).as_posix() for each in files if each.endswith(".toml"))
        if len(names) > MOST_FILES or seen > MOST_ENTRIES:
            raise BrokenPack(".", f"it holds more than {MOST_FILES} files" if seen <= MOST_ENTRIES else "this is no form pack")
    return tuple(sorted(names))
