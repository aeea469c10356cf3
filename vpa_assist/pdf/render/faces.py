"""Typefaces: which glyph shows a character, how wide it is, and what a finished document must embed.

Faces are opened once in a process; what one document uses is counted apart (`Used`), so that documents do not mix.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import uharfbuzz as hb

from vpa_assist.fonts import Font, fonts

ROLES = ("regular", "italic", "semibold", "bold", "serif")

_SHAPED = (
    (0x0300, 0x036F),  # combining marks: HarfBuzz sets them on their letters
    (0x0590, 0x08FF),  # Hebrew, Arabic
    (0x0900, 0x0DFF),  # Indic scripts
    (0x0E00, 0x0FFF),
    (0x1000, 0x109F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200C, 0x200F),
    (0x20D0, 0x20FF),
    (0xFB1D, 0xFDFF),
    (0xFE20, 0xFE2F),
    (0xFE70, 0xFEFE),
)


def needs_shaping(letter: str) -> bool:
    """Whether a character must be set with its neighbours: marks, joining and reordering scripts."""
    code = ord(letter)
    return code >= 0x0300 and any(low <= code <= high for low, high in _SHAPED)


class Face:
    """One typeface."""

    def __init__(self, font: Font, number: int) -> None:
        self.font = font
        self.number = number
        self.name = f"F{number}"
        self._face = hb.Face(hb.Blob.from_file_path(str(font.file)))
        self.shaper = hb.Font(self._face)
        self.scale = 1000 / self._face.upem
        self.glyphs: dict[str, tuple[str, float] | None] = {}
        self.is_serif = "Serif" in font.family
        self._plain: set[str] = set()
        self._not_plain: set[str] = set()
        self._widths: dict[str, float] = {}
        self._codes: dict[int, str] = {}
        self.sets(" ")
        self.blank = self._widths.get(" ", 0.0)

    def glyph(self, letter: str) -> tuple[str, float] | None:
        """The glyph of a character as four hex digits with its width in thousandths; None where the face lacks it."""
        try:
            return self.glyphs[letter]
        except KeyError:
            number = self.shaper.get_nominal_glyph(ord(letter))
            found = None if not number else (f"{number:04X}", self.advance(number))
            self.glyphs[letter] = found
            return found

    def sets(self, text: str) -> bool:
        """Whether every character of a text stands alone in this face: it has a glyph and needs no shaping."""
        letters = set(text)
        if letters <= self._plain:
            return True
        if not letters.isdisjoint(self._not_plain):
            return False
        for letter in letters - self._plain:
            found = self.glyph(letter)
            if found is None or needs_shaping(letter) or letter in INVISIBLE:
                self._not_plain.add(letter)
                return False
            self._codes[ord(letter)], self._widths[letter] = found
            self._plain.add(letter)
        return True

    def width(self, text: str) -> float:
        """The width in thousandths of a text that this face sets."""
        return sum(map(self._widths.__getitem__, text))

    def encoded(self, text: str) -> str:
        """The glyphs of a text that this face sets, as hexadecimal digits."""
        return text.translate(self._codes)

    def advance(self, number: int) -> float:
        """The width of a glyph in thousandths of the size."""
        return float(self.shaper.get_glyph_h_advance(number) * self.scale)

    def shape(self, text: str, rtl: bool) -> list[tuple[int, float, float, float, int]]:
        """Glyphs in visual order: (glyph, advance, x offset, y offset, index of the character), in thousandths."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self.shaper, buffer)
        scale = self.scale
        return [
            (info.codepoint, place.x_advance * scale, place.x_offset * scale, place.y_offset * scale, info.cluster)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def subset(self, glyphs: set[int]) -> bytes:
        """The font with just these glyphs, their numbers kept."""
        wanted = hb.SubsetInput()
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        wanted.glyph_set.update(glyphs)
        dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        dropped.update(int.from_bytes(tag, "big") for tag in _NOT_EMBEDDED)
        return bytes(hb.subset(self._face, wanted).blob.data)

    def table(self, tag: str) -> bytes:
        """A table of the font file."""
        return bytes(self._face.reference_table(tag).data)


_NOT_EMBEDDED = (b"GSUB", b"GPOS", b"GDEF", b"STAT", b"BASE", b"DSIG", b"gasp", b"name", b"OS/2", b"post", b"cmap", b"meta")


class Faces:
    """The faces that the document may use: one for each role, and those that stand in for characters that it lacks."""

    def __init__(self) -> None:
        listed = fonts()
        self.by_role = {font.role: Face(font, number) for number, font in enumerate(listed) if font.role in ROLES}
        self._stand_ins = [(font, number) for number, font in enumerate(listed) if font.role == "fallback"]
        self._opened: dict[int, Face] = {}
        self._chosen: dict[tuple[str, str], Face | None] = {}

    def stand_ins(self) -> list[Face]:
        """The faces of other scripts, opened when a document first needs one."""
        for font, number in self._stand_ins:
            if number not in self._opened:
                self._opened[number] = Face(font, number)
        return list(self._opened.values())

    def holding(self, letter: str, role: str) -> Face | None:
        """The first face that has a glyph for this character: the role's own, the plain one, then those of other scripts."""
        place = (letter, role)
        try:
            return self._chosen[place]
        except KeyError:
            own = self.by_role[role]
            found = own if own.glyph(letter) else None
            if found is None and role in ("italic", "serif") and self.by_role["regular"].glyph(letter):
                found = self.by_role["regular"]
            if found is None:
                found = next((face for face in self.stand_ins() if face.glyph(letter)), None)
            self._chosen[place] = found
            return found


@lru_cache(maxsize=1)
def faces() -> Faces:
    """The faces, opened once in a process."""
    return Faces()


INVISIBLE = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060")
"""Characters without ink that do their work in the line and are never spelt out."""


def is_printable(letter: str) -> bool:
    """Whether a character may be shown at all: controls, unassigned and overriding ones are spelt by their code."""
    return letter in INVISIBLE or unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co", "Cf")


def code_of(letter: str) -> str:
    """How a character without a glyph is printed."""
    return f"[U+{ord(letter):04X}]"
