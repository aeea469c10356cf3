"""Finishing: fonts, structure, metadata, colour profile and the document inside make the file PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from vpa_assist.pdf.render.faces import Face
from vpa_assist.pdf.render.marks import Elem
from vpa_assist.pdf.render.xmp import xmp

MIME = "/application/json"


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself."""

    title: str
    subject: str
    author: str
    lang: str
    tool: str
    at: datetime
    data_name: str
    data_about: str


_WHITE = (b"\0", b"\t", b"\n", b"\f", b"\r", b" ")
"""A compressed stream that ends in white space just before `endstream` is counted wrongly by some readers."""


def finish(
    raw: bytes,
    contents: Sequence[bytes],
    marks: Sequence[Sequence[Elem]],
    root: Elem,
    used: dict[Face, dict[int, str]],
    about: About,
    data: bytes | None,
) -> bytes:
    """The finished file.

    `raw` has the empty pages with their bookmarks and links, `contents` what is painted on each, `marks` the elements of the
    marks of each page; `data` is the document to embed.
    """
    pdf = pikepdf.open(io.BytesIO(raw))
    pages = [page.obj for page in pdf.pages]
    shared = pdf.make_indirect(Dictionary(Font=_fonts(pdf, used), ProcSet=Array([Name.PDF, Name.Text])))
    for page, content in zip(pages, contents, strict=True):
        page.Resources = shared
        page.Contents = _packed(pdf, content)
        if "/Trans" in page:
            del page["/Trans"]
    _structure(pdf, pages, marks, root)
    catalogue = pdf.Root
    catalogue.Lang = String(about.lang)
    catalogue.MarkInfo = Dictionary(Marked=True)
    catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    catalogue.PageMode = Name.UseOutlines
    catalogue.Metadata = pdf.make_stream(xmp(about), Type=Name.Metadata, Subtype=Name.XML)
    catalogue.OutputIntents = Array([_intent(pdf)])
    stamp = String(f"D:{about.at.astimezone(UTC):%Y%m%d%H%M%S}Z")
    if data is not None:
        _embed(pdf, data, about, stamp)
    _information(pdf, about, stamp)
    return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _packed(pdf: pikepdf.Pdf, data: bytes, *, fill: bytes = b" ", **keys: Any) -> Any:
    """A compressed stream whose bytes do not end in white space: `fill` is added until they do not."""
    packed = zlib.compress(data, 6)
    for _ in range(16):  # the last byte is a sum: each filling moves it on, and none is white twice for long
        if packed[-1:] not in _WHITE:
            break
        data += fill
        packed = zlib.compress(data, 6)
    stream = pdf.make_stream(b"", **keys)
    stream.write(packed, filter=Name.FlateDecode)
    return stream


def _intent(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        DestOutputProfile=_packed(pdf, srgb(), N=3),
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB"),
    )


def _information(pdf: pikepdf.Pdf, about: About, stamp: String) -> None:
    info = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    info.Title, info.Author, info.Subject = String(about.title), String(about.author), String(about.subject)
    info.Creator = info.Producer = String(about.tool)
    info.CreationDate = info.ModDate = stamp


def _structure(pdf: pikepdf.Pdf, pages: list[Any], marks: Sequence[Sequence[Elem]], root: Elem) -> None:
    parents: list[list[Any]] = [[None] * len(each) for each in marks]
    annotations: list[Any] = []

    def build(elem: Elem, parent: Any) -> Any:
        node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + elem.tag), P=parent))
        if elem.alt:
            node.Alt = String(elem.alt)
        if elem.lang:
            node.Lang = String(elem.lang)
        if elem.attrs:
            node.A = Dictionary({f"/{key}": _value(value) for key, value in elem.attrs.items()})
        kids: list[Any] = []
        own = None
        for kid in elem.kids:
            if isinstance(kid, Elem):
                kids.append(build(kid, node))
            elif kid[0] == "annot":
                page = pages[int(kid[1])]
                annotation = page.Annots[int(kid[2])]
                annotation.F = 4  # printed with the page
                annotation.StructParent = len(pages) + len(annotations)
                annotations.append(node)
                kids.append(Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation))
            else:
                number, mark = int(kid[0]), int(kid[1])
                parents[number][mark] = node
                if own is None:
                    own = number
                    node.Pg = pages[number]
                kids.append(mark if number == own else Dictionary(Type=Name.MCR, Pg=pages[number], MCID=mark))
        if kids and own is None and isinstance(kids[0], Dictionary) and "/Pg" in kids[0]:
            node.Pg = kids[0].Pg
        if kids:
            node.K = kids[0] if len(kids) == 1 else Array(kids)
        return node

    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = build(root, tree)
    numbers: list[Any] = []
    for index, nodes in enumerate(parents):
        numbers += [index, pdf.make_indirect(Array(nodes))]
        pages[index].StructParents = index
        pages[index].Tabs = Name.S
    for index, node in enumerate(annotations):
        numbers += [len(pages) + index, node]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pages) + len(annotations)
    pdf.Root.StructTreeRoot = tree


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return Name("/" + value)
    return Array(round(each, 2) for each in value) if isinstance(value, list) else value


def _fonts(pdf: pikepdf.Pdf, used: dict[Face, dict[int, str]]) -> Dictionary:
    fonts = Dictionary()
    for face, glyphs in used.items():
        if glyphs:
            fonts[f"/{face.name}"] = _font(pdf, face, glyphs)
    return fonts


def _font(pdf: pikepdf.Pdf, face: Face, glyphs: dict[int, str]) -> Any:
    """A face as a composite font: glyph numbers are its codes, and each says which text it stands for."""
    name = f"{_tag(face, glyphs)}+{face.font.file.stem.replace('_', '-')}"
    program = face.subset(set(glyphs))
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + name),
            Flags=4 | (2 if face.is_serif else 0) | (64 if face.font.role == "italic" else 0),
            FontFile2=_packed(pdf, program, fill=b"\1", Length1=len(program)),
            **_measures(face),
        )
    )
    order = sorted(glyphs)
    widths: list[Any] = []
    for glyph in order:
        widths += [glyph, Array([round(face.advance(glyph), 2)])]
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + name),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=descriptor,
        CIDToGIDMap=Name.Identity,
        DW=0,
        W=Array(widths),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + name),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=_packed(pdf, _to_unicode([(glyph, glyphs[glyph]) for glyph in order])),
        )
    )


def _tag(face: Face, glyphs: dict[int, str]) -> str:
    """Six letters that tell this subset from others of the same face."""
    digest = hashlib.sha256(f"{face.name}{sorted(glyphs)}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


@lru_cache(maxsize=32)
def _measure_table(face: Face) -> tuple[int, int, int, tuple[int, int, int, int], float]:
    head, hhea = face.table("head"), face.table("hhea")

    def signed(data: bytes, at: int) -> int:
        return int.from_bytes(data[at : at + 2], "big", signed=True)

    box = (signed(head, 36), signed(head, 38), signed(head, 40), signed(head, 42))
    angle = int.from_bytes(face.table("post")[4:8], "big", signed=True) / 65536
    return signed(hhea, 4), signed(hhea, 6), signed(hhea, 8), box, angle


def _measures(face: Face) -> dict[str, Any]:
    ascent, descent, _, box, angle = _measure_table(face)
    scale = face.scale
    return {
        "FontBBox": Array([round(each * scale) for each in box]),
        "ItalicAngle": round(angle, 1),
        "Ascent": round(ascent * scale),
        "Descent": round(descent * scale),
        "CapHeight": 660,
        "StemV": 80 if face.font.weight < 600 else 120,
    }


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


def _embed(pdf: pikepdf.Pdf, data: bytes, about: About, stamp: String) -> None:
    for _ in range(16):
        if zlib.compress(data, 6)[-1:] not in _WHITE:
            break
        data += b" "  # white space after the document changes nothing in it
    check = hashlib.md5(data, usedforsecurity=False).digest()
    stream = _packed(
        pdf,
        data,
        Type=Name.EmbeddedFile,
        Subtype=Name(MIME),
        Params=Dictionary(Size=len(data), ModDate=stamp, CheckSum=String(check)),
    )
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(about.data_name),
            UF=String(about.data_name),
            AFRelationship=Name.Data,
            Desc=String(about.data_about),
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(about.data_name), spec])))
    pdf.Root.AF = Array([spec])


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """The sRGB colour profile, without the date on which it was made."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1)) + bytes(6)
    profile[84:100] = bytes(16)
    return bytes(profile)
