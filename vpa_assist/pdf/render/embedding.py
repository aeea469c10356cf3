"""The typefaces in the file: just the glyphs that it shows, each with its width and the text that it stands for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from vpa_assist.pdf.render.faces import Face
from vpa_assist.pdf.render.writer import Writer, name, packed, ref

_CAP_HEIGHT = 660


def fonts_of(writer: Writer, used: Mapping[Face, Mapping[int, str]]) -> str:
    """The dictionary of the fonts, written into the file. A face without a glyph is left out."""
    return "".join(f"/{face.name} {ref(_font(writer, face, glyphs))}" for face, glyphs in used.items() if glyphs)


def _font(writer: Writer, face: Face, glyphs: Mapping[int, str]) -> int:
    """A face as a composite font: glyph numbers are its codes."""
    order = sorted(glyphs)
    called = name(f"{_tag(face, order)}+{face.font.file.stem.replace('_', '-')}")
    program = face.subset(set(order))
    flags = 4 | (2 if face.is_serif else 0) | (64 if face.font.role == "italic" else 0)
    file = writer.stream(packed(program, b"\1"), f"/Length1 {len(program)}")
    descriptor = writer.add(f"<</Type/FontDescriptor/FontName{called}/Flags {flags}/FontFile2 {ref(file)}{_measures(face)}>>")
    widths = "".join(f"{glyph}[{face.advance(glyph):g}]" for glyph in order)
    descendant = writer.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont{called}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {ref(descriptor)}/CIDToGIDMap/Identity/DW 0/W[{widths}]>>"
    )
    meanings = writer.stream(packed(_to_unicode([(glyph, glyphs[glyph]) for glyph in order])))
    return writer.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{called}/Encoding/Identity-H/DescendantFonts[{ref(descendant)}]"
        f"/ToUnicode {ref(meanings)}>>"
    )


def _tag(face: Face, glyphs: list[int]) -> str:
    """Six letters that tell this subset from others of the same face."""
    digest = hashlib.sha256(f"{face.name}{glyphs}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


@lru_cache(maxsize=32)
def _measures(face: Face) -> str:
    """What the font file says of its height, its slant and its largest glyph."""
    head, hhea = face.table("head"), face.table("hhea")

    def signed(data: bytes, at: int) -> int:
        return round(float(int.from_bytes(data[at : at + 2], "big", signed=True) * face.scale))

    box = " ".join(str(signed(head, at)) for at in (36, 38, 40, 42))
    angle = int.from_bytes(face.table("post")[4:8], "big", signed=True) / 65536
    stem = 80 if face.font.weight < 600 else 120
    return (
        f"/FontBBox[{box}]/ItalicAngle {angle:.1f}/Ascent {signed(hhea, 4)}/Descent {signed(hhea, 6)}"
        f"/CapHeight {_CAP_HEIGHT}/StemV {stem}"
    )


def _to_unicode(pairs: list[tuple[int, str]]) -> bytes:
    out = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        out.append(f"{len(part)} beginbfchar")
        out.extend(f"<{glyph:04X}> <{(text or ' ').encode('utf-16-be').hex().upper()}>" for glyph, text in part)
        out.append("endbfchar")
    out.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(out).encode("ascii")
