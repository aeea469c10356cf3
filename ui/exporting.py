"""Writing the PDF: made beside the window, saved where the officer chooses, noted in the store."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.pdf.redaction import Redaction
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Store


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a referral, ready to be written. `missing` are characters that could only be printed as their codes."""

    data: bytes
    variant: str
    ending: str = "pdf"
    missing: tuple[str, ...] = ()


def copy_of(
    referral: Referral,
    catalogue: Catalogue,
    variant: str,
    at: str,
    facts: Mapping[str, str] | None = None,
    redaction: Redaction | None = None,
) -> Copy:
    """The PDF of a referral; variant "urgent" is the full one with its banner."""
    from vpa_assist import pdf

    kind = "full" if variant == "urgent" else variant
    urgent = variant == "urgent"
    made = pdf.exported(referral, catalogue, variant=kind, at=at, urgent=urgent, facts=facts, redaction=redaction)
    return Copy(made.data, variant, missing=made.missing)


def page_of(
    referral: Referral,
    catalogue: Catalogue,
    variant: str,
    at: str,
    facts: Mapping[str, str] | None = None,
    redaction: Redaction | None = None,
) -> Copy:
    """The same copy as one page for a browser and a screen reader."""
    from vpa_assist import pdf

    text = pdf.html(referral, catalogue, variant=variant, at=at, facts=facts, redaction=redaction)
    return Copy(text.encode(), variant, "html")


def pdf_of(referral: Referral, catalogue: Catalogue, variant: str, at: str) -> bytes:
    """The PDF of a referral that is in no store."""
    return copy_of(referral, catalogue, variant, at).data


def facts_of(store: Store) -> dict[str, str]:
    """What the window's export adds: the program and how far the audit trail had come."""
    from vpa_assist import __version__

    return {"audit": store.audit_head().short(), "app": f"VPA Assist {__version__}"}


def reference_of(referral: Referral) -> str:
    """The incident or crime number; "" where none is recorded."""
    return ((referral.incident and referral.incident.reference) or "").strip()


def file_name(referral: Referral, catalogue: Catalogue, ending: str = "pdf", what: str = "") -> str:
    """A file name that carries the reference and never a name. `what` says which copy it is."""
    reference = re.sub(r"[^\w-]+", "-", reference_of(referral)).strip("-")
    stem = catalogue.screen("export.file_stem")
    parts = [stem, reference or referral.id[:8]]
    if what:
        parts.append(what)
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
