"""Reads a finished PDF as a machine does: its tags in order, its marked text, its page text. Independent of how it was made."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

IGNORED = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


@dataclass
class Tag:
    """One structure element with its own text and kids."""

    name: str
    alt: str = ""
    lang: str = ""
    kids: list[Tag | str] = field(default_factory=list)
    scope: str = ""

    def walk(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def text(self, figures: bool = False) -> str:
        """The text in reading order; what is drawn in figures only when asked for."""
        if self.name == "Figure" and not figures:
            return self.alt
        return "".join(kid if isinstance(kid, str) else kid.text(figures) for kid in self.kids)


def squash(text: str) -> str:
    """Text without the spaces that layout makes, normalised."""
    kept = "".join(letter for letter in text if letter not in IGNORED)
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", kept))


def tags(data: bytes) -> Tag:
    """The structure tree with the text of its marks."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        marked = [_marks(page) for page in pdf.pages]
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        return _tag(pdf.Root.StructTreeRoot.K, marked, numbers, None)


def _tag(node: Any, marked: list[dict[int, str]], numbers: dict[Any, int], page: int | None) -> Tag:
    tag = Tag(str(node.S)[1:], str(node.get("/Alt", "")), str(node.get("/Lang", "")))
    attributes = node.get("/A")
    if attributes is not None:
        tag.scope = str(attributes.get("/Scope", ""))[1:]
    if "/Pg" in node:
        page = numbers[node.Pg.objgen]
    kids = node.get("/K")
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]
    for kid in listed:
        if isinstance(kid, pikepdf.Dictionary):
            kind = kid.get("/Type")
            if kind == pikepdf.Name.MCR:
                tag.kids.append(marked[numbers[kid.Pg.objgen]][int(kid.MCID)])
            elif kind != pikepdf.Name.OBJR:
                tag.kids.append(_tag(kid, marked, numbers, page))
        else:
            assert page is not None
            tag.kids.append(marked[page][int(kid)])
    return tag


def _marks(page: pikepdf.Page) -> dict[int, str]:
    return {number: text for number, text, _ in _content(page) if number is not None}


def page_text(data: bytes) -> str:
    """All text of all pages, decoration included."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "".join(text for page in pdf.pages for _, text, _ in _content(page))


def untagged(data: bytes) -> list[str]:
    """Operators that paint outside of any mark."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [text for page in pdf.pages for _, _, loose in _content(page) for text in loose]


_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"'})


def _content(page: pikepdf.Page) -> list[tuple[int | None, str, list[str]]]:
    """The runs of a page: (mark or None for decoration, text, operators that painted outside)."""
    fonts = {str(name): _to_unicode(font) for name, font in page.obj.Resources.Font.items()}
    runs: list[tuple[int | None, str, list[str]]] = []
    stack: list[tuple[str, int | None, str | None]] = []
    texts: list[str] = []
    number: int | None = None
    unicode: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            keys = operands[1]
            actual = str(keys["/ActualText"]) if "/ActualText" in keys else None
            if not stack:
                texts = []
                number = int(keys["/MCID"]) if "/MCID" in keys else None
            if actual is not None:
                texts.append(actual)
            stack.append((str(operands[0]), number, actual))
        elif name == "EMC":
            stack.pop()
            if not stack:
                runs.append((number, "".join(texts), []))
        elif name == "Tf":
            unicode = fonts[str(operands[0])]
        elif name == "Tj" and not any(each[2] is not None for each in stack):
            texts.append("".join(unicode[code] for code in _codes(bytes(operands[0]))))
        if name in _PAINTS and not stack:
            runs.append((None, "", [name]))
    return runs


def _codes(raw: bytes) -> list[str]:
    return [raw[at : at + 2].hex().upper() for at in range(0, len(raw), 2)]


def _to_unicode(font: Any) -> dict[str, str]:
    pairs = re.findall(
        r"<([0-9A-F]{4})> <([0-9A-F]+)>", font.ToUnicode.read_bytes().decode("ascii").partition("endcodespacerange")[2]
    )
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
