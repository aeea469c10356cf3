"""The typefaces that ship with the program, and where they lie. No font is read here; `fonts.toml` lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Font:
    """One typeface: its file, what the document uses it for, its licence, and the scripts that it holds."""

    file: Path
    role: str
    family: str
    weight: int
    licence: Path
    source: str
    scripts: tuple[str, ...]


@lru_cache(maxsize=1)
def fonts() -> tuple[Font, ...]:
    """Every typeface of `fonts.toml`, in its order."""
    listed = tomllib.loads((FOLDER / "fonts.toml").read_text(encoding="utf-8"))["font"]
    return tuple(
        Font(
            file=FOLDER / each["file"],
            role=each["role"],
            family=each["family"],
            weight=each["weight"],
            licence=FOLDER / each["licence"],
            source=each["source"],
            scripts=tuple(each["scripts"]),
        )
        for each in listed
    )
