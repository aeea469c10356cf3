"""Finishing: structure, metadata, colour profile and the document inside make the file PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from vpa_assist.pdf.render import styles as st
from vpa_assist.pdf.render.embedding import fonts_of
from vpa_assist.pdf.render.faces import Face
from vpa_assist.pdf.render.marks import Elem
from vpa_assist.pdf.render.srgb import PROFILE
from vpa_assist.pdf.render.structure import Structure
from vpa_assist.pdf.render.writer import Writer, array, filled, name, packed, ref, text
from vpa_assist.pdf.render.xmp import xmp
from vpa_assist.record.kinds import in_utc

MIME = "application/json"


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


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading in the reader's list of contents: level 0 or 1, and how high on its page, in points from the foot."""

    title: str
    level: int
    y: float


@dataclass(frozen=True, slots=True)
class Jump:
    """A link: what it says, where it lies on its page, and the page and height that it leads to."""

    says: str
    rect: tuple[float, float, float, float]
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Painted:
    """One page: what is painted, the element of each of its marks, its bookmarks and links."""

    content: bytes
    marks: Sequence[Elem]
    bookmarks: Sequence[Bookmark]
    links: Sequence[Jump]


def finish(
    painted: Sequence[Painted], root: Elem, used: Mapping[Face, Mapping[int, str]], about: About, data: bytes | None
) -> bytes:
    """The finished file. `used` are the glyphs of each face and what each stands for; `data` is the document to embed."""
    writer = Writer()
    listed = writer.reserve()
    pages = [writer.reserve() for _ in painted]
    links = [[writer.reserve() for _ in page.links] for page in painted]
    structure = Structure(writer, pages, links, [len(page.marks) for page in painted])
    tree = structure.write(root)
    resources = writer.add(f"<</Font<<{fonts_of(writer, used)}>>/ProcSet[/PDF/Text]>>")
    for index, page in enumerate(painted):
        _links(writer, page, links[index], pages, structure.keys)
        writer.put(pages[index], _page(writer, index, page, links[index], f"/Parent {ref(listed)}/Resources {ref(resources)}"))
    writer.put(listed, f"<</Type/Pages/Kids{array(map(ref, pages))}/Count {len(pages)}>>")
    stamp = text(f"D:{in_utc(about.at):%Y%m%d%H%M%S}Z")
    catalogue = [
        f"/Type/Catalog/Pages {ref(listed)}/StructTreeRoot {ref(tree)}/Lang {text(about.lang)}/MarkInfo<</Marked true>>",
        "/ViewerPreferences<</DisplayDocTitle true>>",
        f"/Metadata {ref(writer.stream(xmp(about), '/Type/Metadata/Subtype/XML', compressed=False))}",
        f"/OutputIntents[{_intent(writer)}]",
        _contents(writer, painted, pages),
    ]
    if data is not None:
        catalogue.append(_embedded(writer, data, about, stamp))
    information = (
        f"/Title {text(about.title)}/Author {text(about.author)}/Subject {text(about.subject)}"
        f"/Creator {text(about.tool)}/Producer {text(about.tool)}/CreationDate {stamp}/ModDate {stamp}"
    )
    return writer.file(writer.add(f"<<{''.join(catalogue)}>>"), writer.add(f"<<{information}>>"))


def _page(writer: Writer, index: int, page: Painted, links: Sequence[int], shared: str) -> str:
    content = writer.stream(packed(page.content))
    noted = f"/Annots{array(map(ref, links))}" if links else ""
    size = f"/MediaBox[0 0 {st.PAGE_WIDTH:.4f} {st.PAGE_HEIGHT:.4f}]"
    return f"<</Type/Page{shared}{size}/Contents {ref(content)}/StructParents {index}/Tabs/S{noted}>>"


def _links(writer: Writer, page: Painted, numbers: Sequence[int], pages: Sequence[int], keys: Mapping[int, int]) -> None:
    for number, link in zip(numbers, page.links, strict=True):
        rect = " ".join(f"{each:.2f}" for each in link.rect)
        writer.put(
            number,
            f"<</Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 0]/F 4/Contents {text(link.says)}"
            f"/Dest{_place(pages[link.page], link.y)}/StructParent {keys[number]}>>",
        )


def _place(page: int, y: float) -> str:
    return f"[{ref(page)}/XYZ 0 {y:.2f} 0]"


def _contents(writer: Writer, painted: Sequence[Painted], pages: Sequence[int]) -> str:
    """The list of contents: headings of level 1 under the one of level 0 before them, all folded out."""
    marks = [(mark, page) for page, each in zip(pages, painted, strict=True) for mark in each.bookmarks]
    if not marks:
        return ""
    top = writer.reserve()
    numbers = [writer.reserve() for _ in marks]
    families: dict[int, list[int]] = {top: []}
    holders: list[int] = []
    for number, (mark, _) in zip(numbers, marks, strict=True):
        holder = families[top][-1] if mark.level and families[top] else top
        families.setdefault(holder, []).append(number)
        holders.append(holder)
    for number, holder, (mark, page) in zip(numbers, holders, marks, strict=True):
        own, beside = families.get(number, []), families[holder]
        at = beside.index(number)
        told = f"/Title {text(mark.title)}/Parent {ref(holder)}/Dest{_place(page, mark.y)}"
        if at:
            told += f"/Prev {ref(beside[at - 1])}"
        if at + 1 < len(beside):
            told += f"/Next {ref(beside[at + 1])}"
        if own:
            told += f"/First {ref(own[0])}/Last {ref(own[-1])}/Count {len(own)}"
        writer.put(number, f"<<{told}>>")
    first, last = families[top][0], families[top][-1]
    writer.put(top, f"<</Type/Outlines/First {ref(first)}/Last {ref(last)}/Count {len(marks)}>>")
    return f"/Outlines {ref(top)}/PageMode/UseOutlines"


def _embedded(writer: Writer, data: bytes, about: About, stamp: str) -> str:
    """The document inside, as an associated file that any reader of attachments finds too."""
    data, compressed = filled(data)  # white space after the document changes nothing in it
    check = hashlib.md5(data, usedforsecurity=False).hexdigest().upper()
    stream = writer.stream(
        compressed,
        f"/Type/EmbeddedFile/Subtype{name(MIME)}/Params<</Size {len(data)}/ModDate {stamp}/CheckSum<{check}>>>",
    )
    called = text(about.data_name)
    spec = writer.add(
        f"<</Type/Filespec/F {called}/UF {called}/AFRelationship/Data/Desc {text(about.data_about)}"
        f"/EF<</F {ref(stream)}/UF {ref(stream)}>>>>"
    )
    return f"/Names<</EmbeddedFiles<</Names[{called} {ref(spec)}]>>>>/AF[{ref(spec)}]"


def _intent(writer: Writer) -> str:
    profile = ref(writer.stream(_packed_profile(), "/N 3"))
    return (
        f"<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile {profile}/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB)>>"
    )


@lru_cache(maxsize=1)
def _packed_profile() -> bytes:
    """The sRGB colour profile, compressed."""
    return packed(PROFILE)
