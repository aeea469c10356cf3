"""Keeps what the checks make of a form pack between two starts: data in the cache folder, named by the digest of its files.

A file that is missing, damaged or of other data is made again; nothing depends on it but time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.catalogue.files import BrokenPack

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

_FORMAT = 6
_KEPT = 4
"""Form packs whose patterns are kept: a force may try one while another is in use."""
_FILES = ("concepts/*.toml", "patterns/*.toml", "likeness/*.toml", "glossary.toml")
_CODE = ("compiling", "index", "likeness", "packed", "patterns", "terms", "../inflect", "../spellings", "../stock", "../text")
"""What is kept is made of these files, by these modules."""


@lru_cache(maxsize=8)
def digest_of(catalogue: Catalogue) -> str:
    """What is kept depends on this: the concept and pattern files, the glossary, and the code that reads them."""
    found = hashlib.sha256(f"{_FORMAT} {sys.version_info[:2]} {sys.byteorder}".encode())
    code = Path(__file__).parent
    files = sorted(file for names in _FILES for file in catalogue.folder.glob(names))
    for file in (*files, *[code / f"{name}.py" for name in _CODE]):
        found.update(file.name.encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:32]


def folder() -> Path:
    """Where the file lies: the cache folder of the user, or what VPA_ASSIST_CACHE names."""
    named = os.environ.get("VPA_ASSIST_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "vpa-assist" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "vpa-assist"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vpa-assist"


def data(catalogue: Catalogue, name: str, make: Callable[[Catalogue], bytes], of: str) -> memoryview:
    """What `make` gives for a form pack, kept from an earlier start under this name; `of` names the files it is made of.

    Raises BrokenPack where an entry of these is of another kind than it has to be.
    """
    digest = digest_of(catalogue)
    found = load(name, digest)
    if found is None:
        made = _made(catalogue, make, of)
        save(name, digest, made)
        found = memoryview(made)
    return found


def _made(catalogue: Catalogue, make: Callable[[Catalogue], bytes], of: str) -> bytes:
    try:
        return make(catalogue)
    except ValueError as fault:  # says file and entry
        file, _, wrong = str(fault).rpartition(".toml: ")
        raise BrokenPack(f"{file}.toml" if file else of, wrong) from None
    except (AttributeError, LookupError, RuntimeError, StopIteration, TypeError) as fault:
        raise BrokenPack(of, f"an entry is not as it has to be ({str(fault)[:100] or type(fault).__name__})") from None


def load(name: str, digest: str) -> memoryview | None:
    """The data that are kept of this, or None where there are none, or not as they were written."""
    try:
        held = memoryview((folder() / f"{name}-{digest}").read_bytes())
    except (OSError, RuntimeError):
        return None
    return held[_CHECK:] if bytes(held[:_CHECK]) == _check(held[_CHECK:]) else None


def save(name: str, digest: str, made: bytes) -> None:
    """Keeps data; older ones go. A folder that cannot be written costs a second at the next start, no more."""
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        written = place / f"{name}-{digest}.{os.getpid()}.tmp"
        written.write_bytes(_check(made) + made)
        written.replace(place / f"{name}-{digest}")
        files = [file for file in place.glob(f"{name}-*") if file.suffix != ".tmp"]
        for older in sorted(files, key=lambda file: file.stat().st_mtime)[:-_KEPT]:
            older.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


_CHECK = 8


def _check(made: bytes | memoryview) -> bytes:
    """What shows that data are as they were written."""
    return b"%08x" % zlib.crc32(made)
