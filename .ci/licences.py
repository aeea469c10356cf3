"""Writes `LICENCES.md`: what VPA Assist is built from, under which licence, read from what is installed.

`python3 start.py licences` writes the file; a test compares it with the installed packages and the files that ship.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "LICENCES.md"

WHERE_METADATA_IS_SILENT = {
    "sqlcipher3": "Zlib (the binding); SQLCipher community edition BSD-3-Clause; SQLite public domain; OpenSSL Apache-2.0",
}
"""Packages whose metadata names no licence: what their own files say."""

NOT_EVERYWHERE = {
    "pywin32-ctypes": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "backports-tarfile": "MIT License",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "Apache-2.0",
    "zipp": "MIT",
}
"""Packages of the lock that not every system or Python installs, with their licences."""

NOTES = {
    "pyside6-essentials": "Qt 6 and its Python binding, used under the LGPL: files of their own in `.venv`, replaceable",
    "shiboken6": "as pyside6-essentials",
    "python-bidi": "used under the LGPL, as a file of its own",
    "chunspell": "used under the MPL 1.1; brings Hunspell",
    "pikepdf": "brings qpdf (Apache-2.0)",
    "pypdfium2": "brings PDFium",
    "sqlcipher3": "the notice of SQLCipher is below",
}

SHIPPED_SUFFIXES = frozenset({".ttf", ".otf", ".dic", ".aff", ".icc"})
"""Kinds of file that come from elsewhere: a licence text stands beside each."""

HEAD = """# Third-party licences

VPA Assist itself is under the MIT licence (see `LICENSE`). It is built from the packages below, each at the version that
the lock file names. This page is made by `python3 start.py licences`; a test fails when it is out of date.
"""

SQLCIPHER = """## Notice of SQLCipher

> Copyright (c) 2008-2026, ZETETIC LLC. All rights reserved.
>
> Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
> following conditions are met: Redistributions of source code must retain the above copyright notice, this list of
> conditions and the following disclaimer. Redistributions in binary form must reproduce the above copyright notice, this
> list of conditions and the following disclaimer in the documentation and/or other materials provided with the
> distribution. Neither the name of the ZETETIC LLC nor the names of its contributors may be used to endorse or promote
> products derived from this software without specific prior written permission.
>
> THIS SOFTWARE IS PROVIDED BY ZETETIC LLC "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO,
> THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL ZETETIC
> LLC BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
> LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
> CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
> ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""


def normal(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path) -> dict[str, str]:
    """Every package of a lock file with its version."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {normal(name): version for name, version in found}


def licence(name: str) -> str:
    """The licence of an installed package, in the words of its metadata. Raises LookupError where nothing names one."""
    if name in WHERE_METADATA_IS_SILENT:
        return WHERE_METADATA_IS_SILENT[name]
    try:
        about: Any = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        if name in NOT_EVERYWHERE:
            return NOT_EVERYWHERE[name]
        raise
    classified = [each.split("::")[-1].strip() for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    stated = about.get("License-Expression") or (about.get("License") or "").strip().split("\n")[0] or " and ".join(classified)
    if not stated:
        raise LookupError(f"{name} names no licence: read its files and add it to tools/licences.py")
    return stated.removesuffix(" (see license.txt for details), Copyright (c) 2000-2025, ReportLab Inc.")


def table(packages: dict[str, str]) -> str:
    """A Markdown table of these packages."""
    rows = ["| package | version | licence | note |", "| --- | --- | --- | --- |"]
    rows += [f"| {name} | {version} | {licence(name)} | {NOTES.get(name, '')} |" for name, version in sorted(packages.items())]
    return "\n".join(rows)


def folders_from_elsewhere() -> list[Path]:
    """The folders of the program that hold typefaces, dictionaries or colour profiles."""
    files = (path for package in ("vpa_assist", "ui", "forms") for path in (ROOT / package).rglob("*"))
    return sorted({path.parent for path in files if path.suffix in SHIPPED_SUFFIXES})


def licence_texts(folder: Path) -> list[Path]:
    """The licence texts that stand in a folder, or in a folder of their own in it."""
    beside = [path for path in folder.iterdir() if path.is_file() and re.match(r"(?i)(licen[cs]e|ofl|copying)", path.name)]
    return sorted([*beside, *(folder / "licences").glob("*.txt")])


def page() -> str:
    """The whole of `LICENCES.md`."""
    runtime = locked(ROOT / "requirements.lock")
    test = {name: version for name, version in locked(ROOT / "requirements-test.lock").items() if name not in runtime}
    files = "\n".join(
        f"- `{path.relative_to(ROOT).as_posix()}`" for folder in folders_from_elsewhere() for path in licence_texts(folder)
    )
    return "\n".join(
        [
            HEAD,
            "## What the program uses\n",
            table(runtime),
            "\n## What only the tests and tools use (not part of the program)\n",
            table(test),
            "\n## Files from elsewhere that ship with the program\n",
            "Their licences stand beside them:\n",
            files,
            "",
            SQLCIPHER,
        ]
    )


def main() -> int:
    TARGET.write_text(page(), encoding="utf-8")
    print(f"wrote {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
