"""One export: findings, outline, pages, and the document inside."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpa_assist import __version__
from vpa_assist.checks.engine import run_checks
from vpa_assist.errors import CannotDo
from vpa_assist.pdf.outline.document import outline
from vpa_assist.pdf.outline.parts import Outline
from vpa_assist.pdf.redaction import Redaction, redacted
from vpa_assist.record.referral import Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

TOOL = f"VPA Assist {__version__}"


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished PDF. `missing` are characters that no typeface holds: they are printed as their codes."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


def document_bytes(referral: Referral) -> bytes:
    """The document as it is embedded: just the members that were given, as they were given."""
    return json.dumps(referral.as_json(), ensure_ascii=False, indent=1).encode("utf-8")


def prepared(
    referral: Referral,
    catalogue: Catalogue,
    *,
    variant: str,
    at: str | None,
    urgent: bool,
    facts: Mapping[str, str] | None,
    redaction: Redaction | None,
) -> tuple[Outline, Referral]:
    """The outline of an export and the document that goes with it."""
    if variant not in ("full", "redacted", "supervisor", "strategy"):
        raise CannotDo(f"There is no variant “{variant}”. Choose full, redacted, supervisor or strategy.")
    if variant == "redacted" and redaction is None:
        raise CannotDo("A redacted copy needs to be told what to take out. Name the fields or people.")
    if redaction is not None:
        referral = redacted(referral, redaction, catalogue.printed("removed"))
    findings = run_checks(referral, catalogue)
    plan = outline(
        referral,
        catalogue,
        "full" if variant == "redacted" else variant,
        findings=findings,
        at=at or "",
        urgent=urgent,
        redacted=redaction is not None,
        facts=facts,
    )
    return plan, referral


def make(
    referral: Referral,
    catalogue: Catalogue,
    *,
    variant: str,
    at: str | None,
    urgent: bool,
    facts: Mapping[str, str] | None,
    redaction: Redaction | None,
) -> Exported:
    """The PDF of one referral."""
    from vpa_assist.pdf.render.document import render

    with _garbage_left():
        plan, shown = prepared(referral, catalogue, variant=variant, at=at, urgent=urgent, facts=facts, redaction=redaction)
        rendered = render(plan, document_bytes(shown), TOOL)
    return Exported(rendered.data, rendered.pages, rendered.missing)


@contextmanager
def _garbage_left() -> Iterator[None]:
    """No search for garbage meanwhile: a long document is all in use, and each search would go through all memory."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def make_html(
    referral: Referral,
    catalogue: Catalogue,
    *,
    variant: str,
    at: str | None,
    urgent: bool,
    facts: Mapping[str, str] | None,
    redaction: Redaction | None,
) -> str:
    """The HTML twin of one referral."""
    from vpa_assist.pdf.twin import page

    plan, _ = prepared(referral, catalogue, variant=variant, at=at, urgent=urgent, facts=facts, redaction=redaction)
    return page(plan)
