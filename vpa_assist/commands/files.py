"""The files that a command line names: files, folders, patterns; and reading one without being harmed by it."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from vpa_assist.errors import CannotDo, Fault, Refused

STANDARD_INPUT = "-"


def named(words: Iterable[str], ending: str = ".json") -> Iterator[str]:
    """The files that these words name, in their order: a folder gives the files below it in the order of their names.

    A pattern that is not itself a file gives what it matches. A word that names nothing is given as it is, so that reading
    it is refused with its name.
    """
    for word in words:
        if os.path.isdir(word):
            yield from _below(word, ending)
        elif glob.has_magic(word) and not os.path.lexists(word):
            matches = sorted(glob.iglob(word, recursive=True))
            if not matches:
                yield word
            for match in matches:
                yield from _below(match, ending) if os.path.isdir(match) else (match,)
        else:
            yield word


def _below(folder: str, ending: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, ending)
        elif entry.name.endswith(ending) and entry.is_file():
            yield entry.path


def content(name: str, most: int) -> bytes:
    """The bytes of a file, of which no more than `most` are taken in. Raises `Refused` where it cannot be read, or is longer."""
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read(most + 1)
        return data if len(data) <= most else _too_long(f"more than {most:,} bytes", most)
    try:
        with open(name, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                return _too_long(f"{size:,} bytes", most)
            data = b""
            while len(data) <= most and (more := file.read(most + 1 - len(data))):
                data += more
    except (OSError, ValueError) as error:
        reason = (error.strerror or "an error").lower() if isinstance(error, OSError) else "a name that no file can have"
        raise Refused((Fault("", f"nothing that can be read ({reason})", "a file"),)) from None
    return data if len(data) <= most else _too_long(f"more than {most:,} bytes", most)


def _too_long(found: str, most: int) -> bytes:
    raise Refused((Fault("", found, f"at most {most:,} bytes"),))


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that it is there whole or not at all. Raises `CannotDo` where it cannot be written."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(beside, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = (error.strerror or "an error").lower()
        raise CannotDo(f"{path} cannot be written ({reason}). Nothing was changed; write it somewhere else.") from None
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
