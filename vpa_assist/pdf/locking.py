"""A locked copy for the road: AES-256 (revision 6) with a password. PDF/A forbids encryption, so the copy no longer claims it."""

from __future__ import annotations

import io
import secrets
import unicodedata

from vpa_assist.errors import CannotDo

SHORTEST_PASSWORD = 12
"""Characters below which a password would be guessed: revision 6 lets a stolen copy be tried offline."""


def locked(data: bytes, password: str) -> bytes:
    """The same document, openable with this password only. Raises CannotDo for a short password or a file that is no PDF."""
    import pikepdf

    password = unicodedata.normalize("NFKC", password)
    if len(password) < SHORTEST_PASSWORD:
        raise CannotDo(
            f"This password has {len(password)} characters. Use at least {SHORTEST_PASSWORD}, and send it by another way."
        )
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            metadata = pdf.Root.Metadata
            packet = metadata.read_bytes()
            for claim in (b"<pdfaid:part>3</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>"):
                packet = packet.replace(claim, b"")
            metadata.write(packet)
            out = io.BytesIO()
            pdf.save(
                out,
                min_version="2.0",
                encryption=pikepdf.Encryption(
                    user=password,
                    owner=secrets.token_hex(24),
                    R=6,
                    aes=True,
                    metadata=True,
                    allow=pikepdf.Permissions(accessibility=True, extract=True),
                ),
            )
    except pikepdf.PdfError:
        raise CannotDo("This file is not a PDF that can be locked. Export the referral again.") from None
    return out.getvalue()
