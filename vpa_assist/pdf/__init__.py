"""The printed referral: PDF/A-3a and PDF/UA-1 with the document inside, its HTML twin, and reading the document back.

Nothing heavy is imported until a document is made or read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vpa_assist.record.referral import Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.pdf.exporting import Exported
    from vpa_assist.pdf.redaction import Redaction

VARIANTS = ("full", "redacted", "supervisor", "strategy")


def export(
    referral: Referral,
    catalogue: Catalogue,
    *,
    variant: str = "full",
    at: str | None = None,
    urgent: bool = False,
    facts: Mapping[str, str] | None = None,
    redaction: Redaction | None = None,
) -> bytes:
    """The PDF of a referral. The same document, variant, form pack and `at` (default: its last change) give the same bytes.

    `variant` is one of `VARIANTS`; "redacted" wants a `redaction`. `facts` are printed on the last page:
    "version", "audit", "app". Findings never stop an export. Raises CannotDo for an unknown variant.
    """
    return exported(referral, catalogue, variant=variant, at=at, urgent=urgent, facts=facts, redaction=redaction).data


def exported(
    referral: Referral,
    catalogue: Catalogue,
    *,
    variant: str = "full",
    at: str | None = None,
    urgent: bool = False,
    facts: Mapping[str, str] | None = None,
    redaction: Redaction | None = None,
) -> Exported:
    """As `export`, with the number of pages and the characters that could only be printed as their codes."""
    from vpa_assist.pdf.exporting import make

    return make(referral, catalogue, variant=variant, at=at, urgent=urgent, facts=facts, redaction=redaction)


def html(
    referral: Referral,
    catalogue: Catalogue,
    *,
    variant: str = "full",
    at: str | None = None,
    urgent: bool = False,
    facts: Mapping[str, str] | None = None,
    redaction: Redaction | None = None,
) -> str:
    """The same document as one accessible HTML page that needs nothing from elsewhere."""
    from vpa_assist.pdf.exporting import make_html

    return make_html(referral, catalogue, variant=variant, at=at, urgent=urgent, facts=facts, redaction=redaction)


def extract(data: bytes, password: str | None = None) -> bytes:
    """The referral document inside a PDF, as it was put there. Raises CannotDo, one sentence, for any other file."""
    from vpa_assist.pdf.extraction import extract as extract_

    return extract_(data, password)


def locked(data: bytes, password: str) -> bytes:
    """A copy that opens with a password only (AES-256), for the road. It is no PDF/A any more and says so."""
    from vpa_assist.pdf.locking import locked as locked_

    return locked_(data, password)


__all__ = ["VARIANTS", "export", "exported", "extract", "html", "locked"]
