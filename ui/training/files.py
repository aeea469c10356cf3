"""Files that come in and go out: the names are asked for in one place, so that tests can answer; what is read is bounded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.messages import Asks
from vpa_assist.errors import CannotDo
from vpa_assist.training.sharing import LARGEST_FILE, unpack

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.training.scenario import Scenario

LARGEST_DOCUMENT = 32 * 1024 * 1024


class Files(Asks):
    """Asks for file names with the system's own dialogs."""


def _bytes(path: Path, most: int, catalogue: Catalogue) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        raise CannotDo(catalogue.screen("training.unreadable", name=path.name)) from None
    return data


def read_scenario(path: Path, catalogue: Catalogue) -> Scenario:
    """The scenario in a shared file. Raises CannotDo in one sentence for anything else."""
    return unpack(_bytes(path, LARGEST_FILE, catalogue), path.name)


def read_document(path: Path, catalogue: Catalogue) -> Referral:
    """A referral document, or the one inside a PDF, to be pseudonymised. Raises CannotDo in one sentence."""
    from vpa_assist.errors import Refused
    from vpa_assist.record.reading import read

    data = _bytes(path, LARGEST_DOCUMENT, catalogue)
    if len(data) > LARGEST_DOCUMENT:
        raise CannotDo(catalogue.screen("training.too_large", name=path.name))
    if data.startswith(b"%PDF"):
        from vpa_assist.pdf import extract

        data = extract(data)
    try:
        return read(data)
    except Refused as refusal:
        raise CannotDo(catalogue.screen("training.no_document", name=path.name, fault=refusal.lines()[0])) from None
