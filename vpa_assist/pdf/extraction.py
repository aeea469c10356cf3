"""Taking the document out of a PDF that may be damaged or hostile. Each failure is one sentence, soon, in little memory."""

from __future__ import annotations

import hashlib
import io
import zlib
from functools import lru_cache
from typing import Any

from vpa_assist.errors import CannotDo
from vpa_assist.pdf.outline.document import DATA_NAME

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes that a PDF may have."""
LARGEST_DATA = 4 * 1024 * 1024
"""Bytes that the document inside may have: what a document may have anywhere."""

_AGAIN = "Ask for the file again, or for the document as a file of its own."


@lru_cache(maxsize=1)
def _limit() -> None:
    """Bounds what qpdf unpacks by itself: an object stream of one megabyte can hold a gigabyte of spaces."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=64 << 20,
        png_max_memory=64 << 20,
        tiff_max_memory=64 << 20,
        run_length_max_memory=64 << 20,
        dct_max_memory=64 << 20,
        max_stream_filters=2,
        doc_max_warnings=50,
        parser_max_container_size=500_000,
    )


def extract(data: bytes, password: str | None = None) -> bytes:
    """The embedded document's bytes. Raises CannotDo for everything that is no PDF with exactly one referral document in it."""
    if len(data) > LARGEST_FILE:
        raise CannotDo(
            f"This file has {len(data) / 1024 / 1024:.0f} MB; a referral’s PDF has at most {LARGEST_FILE >> 20}. {_AGAIN}"
        )
    if b"%PDF-" not in data[:1024]:
        raise CannotDo("This file is not a PDF. Choose a PDF that VPA Assist made.")
    import pikepdf

    _limit()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", attempt_recovery=False, suppress_warnings=True) as pdf:
            found, checksum = _embedded(pdf)
    except CannotDo:
        raise
    except pikepdf.PasswordError:
        told = "The password does not open this PDF." if password else "This PDF is locked."
        raise CannotDo(f"{told} Type the password that came with it.") from None
    except Exception:
        raise CannotDo(f"This PDF is damaged and cannot be read. {_AGAIN}") from None
    if checksum is None:
        raise CannotDo(f"The document in this PDF has no checksum, which every export has. {_AGAIN}")
    if checksum != hashlib.md5(found, usedforsecurity=False).digest():
        raise CannotDo(f"The document in this PDF does not match its checksum. {_AGAIN}")
    return found


def _embedded(pdf: Any) -> tuple[bytes, bytes | None]:
    from pikepdf import Array, Dictionary, Name

    held = pdf.Root.get("/AF", Array())
    specs = [
        each
        for each in (held if isinstance(held, Array) else ())
        if isinstance(each, Dictionary) and each.get("/AFRelationship") == Name.Data and str(each.get("/UF", "")) == DATA_NAME
    ]
    if not specs:
        raise CannotDo("There is no referral document in this PDF. Choose a PDF that VPA Assist made.")
    if len(specs) > 1:
        raise CannotDo(f"This PDF holds more than one referral document, which no export does. {_AGAIN}")
    stream = specs[0].EF.F
    filters = stream.get("/Filter", Array())
    names = list(filters) if isinstance(filters, Array) else [filters]
    parameters = stream.get("/DecodeParms")
    if names not in ([], [Name.FlateDecode]) or (parameters is not None and not _empty(parameters)):
        raise CannotDo(f"The document in this PDF is packed in a way that no export uses. {_AGAIN}")
    raw = bytes(stream.read_raw_bytes())
    data = _inflated(raw) if names else raw
    if len(data) > LARGEST_DATA:
        raise CannotDo(f"The document in this PDF is larger than {LARGEST_DATA >> 20} MB. {_AGAIN}")
    parts = stream.get("/Params", Dictionary())
    checksum = parts.get("/CheckSum") if isinstance(parts, Dictionary) else None
    return data, bytes(checksum) if checksum is not None else None


def _empty(parameters: Any) -> bool:
    from pikepdf import Array, Dictionary

    return isinstance(parameters, Array | Dictionary) and len(parameters) == 0


def _inflated(raw: bytes) -> bytes:
    """Unpacks at most what a document may have."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw, LARGEST_DATA + 1)
    except zlib.error:
        raise CannotDo(f"The document in this PDF is damaged. {_AGAIN}") from None
    if len(data) <= LARGEST_DATA and not unpacker.eof:
        raise CannotDo(f"The document in this PDF is cut off. {_AGAIN}")
    return data
