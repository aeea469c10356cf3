"""Writing the PDF: made beside the window, saved where the officer chooses, noted in the store."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral


def pdf_of(referral: Referral, catalogue: Catalogue, variant: str, at: str) -> bytes:
    """The PDF of a referral."""
    from importlib import import_module

    pdf: Any = import_module("vpa_assist.pdf")
    kind = "full" if variant == "urgent" else variant
    made: bytes = pdf.export(referral, catalogue, variant=kind, at=at, urgent=variant == "urgent")
    return made


def file_name(referral: Referral, catalogue: Catalogue, ending: str = "pdf", urgent: bool = False) -> str:
    """A file name that carries the reference and never a name."""
    incident = referral.incident
    reference = re.sub(r"[^\w-]+", "-", ((incident and incident.reference) or "").strip()).strip("-")
    stem = catalogue.screen("export.file_stem")
    parts = [stem, reference or referral.id[:8]]
    if urgent:
        parts.append(catalogue.screen("export.file_urgent"))
    return f"{'-'.join(parts)}.{ending}"


def write(path: Path, data: bytes, catalogue: Catalogue) -> None:
    """Writes a file whole or not at all. Raises `CannotDo`."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotDo(catalogue.screen("export.cannot_write", folder=str(path.parent), why=error.strerror or "")) from None


def digest(data: bytes) -> str:
    """SHA-256 in hex, for the note of what was written."""
    return hashlib.sha256(data).hexdigest()
