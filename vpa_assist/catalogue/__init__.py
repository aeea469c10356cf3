"""The form pack: reads `forms/`, where every word that a person reads stands as data, and cross-checks it.

`default()` is the pack that ships, `load(folder)` another one. Nothing is read until it is asked for, so a start does not pay
for what it does not show.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpa_assist.catalogue.files import BrokenPack
from vpa_assist.catalogue.pack import Catalogue
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue.types import (
        TO_CONFIRM,
        Authority,
        Block,
        Card,
        CardStep,
        CheckText,
        CodeEntry,
        CodeList,
        Force,
        PackFault,
        Page,
        Prompt,
        PromptCard,
        Prompts,
        Source,
        Term,
    )


def __getattr__(name: str) -> Any:
    # the kinds of what a pack holds are imported when they are asked for: the first page needs texts only
    if name in __all__:
        from vpa_assist.catalogue import types

        return getattr(types, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def default() -> Catalogue:
    """The form pack that ships. Always the same object."""
    import forms

    return Catalogue(Path(forms.FOLDER).absolute())


def load(folder: Path | str) -> Catalogue:
    """The form pack in a folder; the same object for the same folder. Raises CannotDo where there is no such folder."""
    import forms

    place = Path(folder).absolute()
    return default() if place == Path(forms.FOLDER).absolute() else _load(str(place))


@lru_cache(maxsize=16)
def _load(folder: str) -> Catalogue:
    path = Path(folder)
    if not path.is_dir():
        raise CannotDo(f"There is no form pack in {folder}. Name the folder that holds its files.")
    return Catalogue(path)


def check_pack(folder: Path | str) -> tuple[PackFault, ...]:
    """Everything wrong in the form pack of a folder, all at once; empty for a pack that is right.

    Raises CannotDo where there is no such folder. Files are read with limits and never followed out of the folder.
    """
    from vpa_assist.catalogue import validate  # reads the models of the record, which a start must not wait for

    return validate.check_pack(folder)


def explain(catalogue: Catalogue, code: str) -> str:
    """The words of one check for a terminal: why it matters, what to do, examples, sources. KeyError for an unknown code."""
    from vpa_assist.catalogue import documentation

    return documentation.explain(catalogue, code)


__all__ = [
    "TO_CONFIRM",
    "Authority",
    "Block",
    "BrokenPack",
    "Card",
    "CardStep",
    "Catalogue",
    "CheckText",
    "CodeEntry",
    "CodeList",
    "Force",
    "PackFault",
    "Page",
    "Prompt",
    "PromptCard",
    "Prompts",
    "Source",
    "Term",
    "check_pack",
    "default",
    "explain",
    "load",
]
