"""Setting text: glyphs for words, words into lines. Nothing typed is dropped, changed or left without a glyph.

A character goes to the first face that holds it. Scripts that join, reorder or carry marks are shaped by HarfBuzz; a line with
right-to-left words is ordered by the Unicode bidirectional algorithm. What no face holds is printed as its code, `[U+1F600]`,
and reported. Whatever is drawn other than character by character carries its plain text (ActualText) for search and for readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from vpa_assist.pdf.outline.parts import Run
from vpa_assist.pdf.render.faces import INVISIBLE, Face, Faces, code_of, is_printable, needs_shaping
from vpa_assist.pdf.render.glyphs import Line, Piece, Segment, Span
from vpa_assist.pdf.render.plain_setting import HYPHEN, PlainSetting, is_stray
from vpa_assist.pdf.render.styles import Style, role_of

_SPACES = re.compile(r"( +|\t+|[\n\u2028\u2029])")
_TAB = "    "
_CJK = 0x2E80


@dataclass(slots=True)
class Token:
    """A word of a paragraph, with the space before it."""

    text: str
    role: str
    run: Run
    space: str = ""
    newline: bool = False
    glued: bool = False  # follows the one before without a space, so no line may break between
    rest: bool = False  # what is left of a divided word


class Setter:
    """Sets the text of one document and keeps count of the glyphs that it used."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self.missing: dict[str, None] = {}
        self._letters: dict[Face, set[str]] = {}
        self._shapes: dict[Face, dict[int, str]] = {}
        self._pieces: dict[tuple[str, str], Piece] = {}
        self._singles: dict[tuple[str, Style], Line | None] = {}
        self._plain_setting = PlainSetting(faces)

    # what was used

    def encoded(self, face: Face, text: str) -> str:
        """The glyphs of a text that is painted, as hexadecimal digits."""
        letters = self._letters.get(face)
        if letters is None:
            letters = self._letters[face] = set()
        letters.update(text)
        return face.encoded(text)

    def used(self) -> dict[Face, dict[int, str]]:
        """The glyphs of each face that the document shows, with the text that each stands for."""
        found: dict[Face, dict[int, str]] = {}
        for face in sorted({*self._letters, *self._shapes}, key=lambda each: each.number):
            glyphs = found[face] = dict[int, str]()
            for letter in sorted(self._letters.get(face, ())):
                held = face.glyph(letter)
                if held is not None:
                    glyphs.setdefault(int(held[0], 16), letter)
            for glyph, text in self._shapes.get(face, {}).items():
                glyphs.setdefault(glyph, text)
        return found

    # words

    def piece(self, text: str, role: str) -> Piece:
        """A word in a role's face."""
        place = (role, text)
        held = self._pieces.get(place)
        if held is None:
            held = self._plain(text, role) or self._mixed(text, role)
            self._pieces[place] = held
        return held

    def width(self, text: str, role: str) -> float:
        """The width of a text in thousandths of the size."""
        return self.piece(text, role).width

    def _plain(self, text: str, role: str) -> Piece | None:
        """The quick way, for a word whose characters all stand alone in the role's own face."""
        face = self._faces.by_role[role]
        if not face.sets(text):
            return None
        width = face.width(text)
        return Piece([Segment(face, width, text)], width)

    def _mixed(self, text: str, role: str) -> Piece:
        """A word with other scripts, marks, or characters that no face holds."""
        segments: list[Segment] = []
        rtl = False
        for part, face, how in self._parts(text, role):
            rtl = rtl or any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in part)
            segments.extend(self._segments(part, face, how, role, _is_rtl(part)))
        if rtl:
            segments.reverse()
        return Piece(segments, sum(each.width for each in segments), rtl, complex=True)

    def _parts(self, text: str, role: str) -> list[tuple[str, Face | None, str]]:
        """The text cut where face or way of setting changes: "plain", "shaped" or "code"."""
        parts: list[tuple[str, Face | None, str]] = []
        for letter in text:
            face: Face | None
            if not is_printable(letter):
                face, how = None, "code"
            elif letter in INVISIBLE or unicodedata.category(letter)[0] == "M":
                last = parts[-1] if parts and parts[-1][2] != "code" else None
                face = last[1] if last else self._faces.holding(letter, role)
                how = "shaped" if face else "code"
                if last and last[2] == "plain":  # the mark takes its letter with it
                    kept, moved = last[0][:-1], last[0][-1:]
                    parts[-1:] = ([(kept, face, "plain")] if kept else []) + [(moved, face, "shaped")]
                if letter in INVISIBLE and face is None:
                    face, how = self._faces.by_role[role], "shaped"
            else:
                face = self._faces.holding(letter, role)
                how = "code" if face is None else "shaped" if needs_shaping(letter) else "plain"
            if parts and parts[-1][1] is face and parts[-1][2] == how:
                parts[-1] = (parts[-1][0] + letter, face, how)
            else:
                parts.append((letter, face, how))
        return parts

    def _segments(self, text: str, face: Face | None, how: str, role: str, rtl: bool) -> list[Segment]:
        if how == "code" or face is None:
            return [self._code(letter, role) for letter in text]
        if how == "plain":
            return [self._plain_segment(text, face)]
        return self._shaped(text, face, role, rtl)

    def _plain_segment(self, text: str, face: Face) -> Segment:
        face.sets(text)  # learns the glyphs that are new to it
        return Segment(face, face.width(text), text)

    def _code(self, letter: str, role: str) -> Segment:
        """A character by its code. One that Unicode knows keeps itself as the text behind the code."""
        self.missing.setdefault(letter)
        segment = self._plain_segment(code_of(letter), self._faces.by_role[role])
        if is_printable(letter):
            segment.actual = letter
        return segment

    def _shaped(self, text: str, face: Face, role: str, rtl: bool) -> list[Segment]:
        glyphs = face.shape(text, rtl)
        if any(glyph == 0 for glyph, *_ in glyphs):
            return self._around_missing(text, face, role, rtl, {index for glyph, _, _, _, index in glyphs if glyph == 0})
        used = self._shapes.setdefault(face, {})
        starts = sorted({index for *_, index in glyphs})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        told: set[int] = set()
        placed: list[tuple[float, float, str]] = []
        x = 0.0
        for glyph, advance, dx, dy, index in glyphs:
            placed.append((x + dx, dy, f"{glyph:04X}"))
            x += advance
            # the text of a cluster belongs to its first glyph; the others say only that they are part of it
            used.setdefault(glyph, text[index : ends[index]] if index not in told else text[index])
            told.add(index)
        return [Segment(face, x, placed, actual=text)]

    def _around_missing(self, text: str, face: Face, role: str, rtl: bool, gaps: set[int]) -> list[Segment]:
        """A run in which the face lacks some characters: those by another face or their code, the rest as before."""
        segments: list[Segment] = []
        run = ""
        for index, letter in enumerate(text):
            if index not in gaps:
                run += letter
                continue
            if run:
                segments.extend(self._shaped(run, face, role, rtl))
                run = ""
            other = self._faces.holding(letter, role)
            if other is None or other is face:
                segments.append(self._code(letter, role))
            else:
                segments.extend(self._shaped(letter, other, role, rtl))
        if run:
            segments.extend(self._shaped(run, face, role, rtl))
        return segments[::-1] if rtl else segments

    # lines

    def tokens(self, runs: Iterable[Run], style: Style) -> list[Token]:
        """The words of a paragraph."""
        tokens: list[Token] = []
        space, newline, first = "", False, True
        for run in runs:
            role = role_of(run.style, style)
            text = run.text.replace("{page}", "00") if run.link else run.text
            for part in _SPACES.split(text):
                if not part:
                    continue
                if part[0] in "\n\u2028\u2029":
                    if newline:
                        tokens.append(Token("", role, run, "", newline=True))
                    newline, space = True, ""
                elif part[0] in " \t":
                    space += part.replace("\t", _TAB)
                else:
                    for index, word in enumerate(_ideographs(part)):
                        glued = not index and not space and not newline and not first
                        tokens.append(Token(word, role, run, space if not index else "", newline and not index, glued))
                        first = False
                    space, newline = "", False
        return tokens

    def single(self, text: str, style: Style) -> Line | None:
        """A text on one line, however long; None where there is nothing to set."""
        place = (text, style)
        if place not in self._singles:
            lines = self.lines((Run(text),), style, 1e6)
            self._singles[place] = lines[0] if lines else None
        return self._singles[place]

    def lines(self, runs: Iterable[Run], style: Style, width: float) -> list[Line]:
        """A paragraph in lines of at most this width (points)."""
        given = tuple(runs)
        quick = self._plain_setting.lines(given, style, width)
        return self.careful_lines(given, style, width) if quick is None else quick

    def careful_lines(self, runs: Iterable[Run], style: Style, width: float) -> list[Line]:
        """As `lines`, for any text whatever."""
        tokens = self.tokens(runs, style)
        size = style.size
        limit = width * 1000 / size
        lines: list[list[Token]] = []
        line: list[Token] = []
        at = 0.0
        queue = tokens[::-1]
        while queue:
            token = queue.pop()
            wide = self.piece(token.text, token.role).width
            gap = self.width(token.space, token.role) if token.space and line and not token.newline else 0.0
            if token.newline and (line or not lines):
                if line or tokens[0] is not token:
                    lines.append(line)
                line, at, gap = [], 0.0, 0.0
            if token.newline and token.space:
                gap = self.width(token.space, token.role)  # spaces that begin a line are kept
            if at + gap + wide <= limit:
                line.append(token)
                at += gap + wide
                continue
            token.newline = False
            head = self._head(token, limit - at - gap, whole=bool(line), limit=limit)
            if head:
                line.append(Token(token.text[:head], token.role, token.run, token.space, glued=token.glued))
                queue.append(Token(token.text[head:], token.role, token.run, rest=True))
            elif line:
                queue.append(token)
                while token.glued and len(line) > 1:  # what hangs together goes over together
                    token = line.pop()
                    queue.append(token)
                queue[-1].space = ""
            else:
                line.append(token)  # not even one character fits: it stands alone
            lines.append(line)
            line, at = [], 0.0
        if line:
            lines.append(line)
            self._keep_company(lines, limit)
        base_rtl = _base_is_rtl("".join(f"{token.space}{token.text}" for token in tokens[:400]))
        return [self._finished(each, style, base_rtl) for each in lines]

    def _keep_company(self, lines: list[list[Token]], limit: float) -> None:
        """A very short word that would stand alone on the last line takes the word before it along."""
        if len(lines) < 2 or len(lines[-1]) != 1 or not lines[-2]:
            return
        last, before = lines[-1][0], lines[-2][-1]
        parted = last.newline or last.glued or last.rest or before.glued or not before.space
        if parted or not is_stray(last.text, len(lines[-2])):
            return
        widths = (self.width(before.text, before.role), self.width(" ", last.role), self.width(last.text, last.role))
        if sum(widths) <= limit:
            lines[-1].insert(0, lines[-2].pop())
            last.space, before.space = " ", ""

    def _head(self, token: Token, room: float, whole: bool, limit: float) -> int:
        """How many characters of a word may stand before a break: at a hyphen, else anywhere if it is longer than a line."""
        text = token.text
        best = 0
        if len(text) < 200:
            for found in HYPHEN.finditer(text):
                if self.width(text[: found.end()], token.role) <= room and found.end() > 1:
                    best = found.end()
        if best or self.piece(text, token.role).width <= limit:
            return best
        if whole and room < limit * 0.3:
            return 0
        width = self.piece(text, token.role).width
        count = max(1, min(len(text) - 1, int(len(text) * room / width * 1.25)))
        while count > 1 and self._probe(text[:count], token.role) > room:
            count = max(1, int(count * 0.94))
        while count > 1 and count < len(text) and unicodedata.category(text[count])[0] == "M":
            count -= 1
        return count if self._probe(text[:count], token.role) <= room else 0

    def _probe(self, text: str, role: str) -> float:
        """A width that is not worth keeping."""
        width = 0.0
        face = self._faces.by_role[role]
        for letter in text:
            found = face.glyph(letter)
            if found is None or needs_shaping(letter):
                return (self._plain(text, role) or self._mixed(text, role)).width
            width += found[1]
        return width

    def _finished(self, tokens: list[Token], style: Style, base_rtl: bool) -> Line:
        if any(self.piece(token.text, token.role).rtl for token in tokens):
            return self._bidi_line(tokens, style, base_rtl)
        scale = style.size / 1000
        spans: list[Span] = []
        x = 0.0
        shaped = False
        for index, token in enumerate(tokens):
            piece = self.piece(token.text, token.role)
            shaped = shaped or piece.complex
            if token.space and (index or token.newline):
                last = spans[-1] if spans else None
                blank = self.piece(token.space, token.role)
                segment = blank.segments[0]
                if last and last.segment.face is segment.face and _joins(last, token, style):
                    _lengthen(last, segment, scale)
                elif not spans or not token.run.link:
                    spans.append(self._span(x, Segment(segment.face, segment.width, segment.glyphs), style, token))
                x += blank.width * scale
            for segment in piece.segments:
                last = spans[-1] if spans else None
                if (
                    last
                    and _joins(last, token, style)
                    and last.segment.face is segment.face
                    and _both_plain(last.segment, segment)
                ):
                    _lengthen(last, segment, scale)
                else:
                    spans.append(
                        self._span(x, Segment(segment.face, segment.width, segment.glyphs, segment.actual), style, token)
                    )
                x += segment.width * scale
        return Line(spans, x, style.leading * (1.16 if shaped else 1.0), rtl=base_rtl)

    def _span(self, x: float, segment: Segment, style: Style, token: Token) -> Span:
        run = token.run
        template = run.text if run.link else ""
        return Span(
            x, segment.width * style.size / 1000, segment, style.size, style.ink, run.link, run.lang, template, token.role
        )

    def _bidi_line(self, tokens: list[Token], style: Style, base_rtl: bool) -> Line:
        """A line with right-to-left words, in visual order; its plain text goes with it."""
        letters: list[tuple[str, Token]] = []
        for index, token in enumerate(tokens):
            shown = "".join(letter if is_printable(letter) else code_of(letter) for letter in token.text)
            for letter in token.text:
                if not is_printable(letter):
                    self.missing.setdefault(letter)
            letters.extend((letter, token) for letter in ((token.space if index else "") + shown))
        text = "".join(letter for letter, _ in letters)
        scale = style.size / 1000
        spans: list[Span] = []
        x = 0.0
        for start, end, level in visual_runs(text, base_rtl):
            rtl = bool(level % 2)
            groups = _same_token(letters[start:end])
            for part, token in reversed(groups) if rtl else groups:
                pieces: list[Segment] = []
                for chunk, face, how in self._parts(part, token.role):
                    pieces.extend(self._segments(chunk, face, "shaped" if rtl and how == "plain" else how, token.role, rtl))
                for segment in reversed(pieces) if rtl else pieces:
                    spans.append(self._span(x, Segment(segment.face, segment.width, segment.glyphs, ""), style, token))
                    x += segment.width * scale
        if spans:
            spans[0].segment.actual = "".join(((token.space if index else "") + token.text) for index, token in enumerate(tokens))
        return Line(spans, x, style.leading * 1.16, rtl=base_rtl)


def _ideographs(word: str) -> list[str]:
    """A word as it may be broken: Chinese between any two characters, others not at all."""
    if word.isascii() or not any(ord(letter) >= _CJK and unicodedata.east_asian_width(letter) == "W" for letter in word):
        return [word]
    parts: list[str] = []
    for letter in word:
        wide = unicodedata.east_asian_width(letter) in ("W", "F")
        closing = unicodedata.category(letter) in ("Po", "Pe", "Pf")
        if parts and (closing or (not wide and not _wide(parts[-1][-1]))):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")


def _is_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text)


def _base_is_rtl(text: str) -> bool:
    """Whether a passage runs from right to left: its first letter does, and most of its letters.

    So an English sentence that begins with a name in another script stays an English sentence.
    """
    if text.isascii():
        return False
    directions = [unicodedata.bidirectional(letter) for letter in text]
    strong = [each for each in directions if each in ("L", "R", "AL")]
    return bool(strong) and strong[0] != "L" and strong.count("L") * 2 < len(strong)


def _joins(last: Span, token: Token, style: Style) -> bool:
    return last.link == token.run.link and last.lang == token.run.lang and last.size == style.size


def _both_plain(first: Segment, second: Segment) -> bool:
    return first.actual is None and second.actual is None and isinstance(first.glyphs, str) and isinstance(second.glyphs, str)


def _lengthen(span: Span, by: Segment, scale: float) -> None:
    if isinstance(span.segment.glyphs, str) and isinstance(by.glyphs, str):
        span.segment.glyphs += by.glyphs
    elif isinstance(span.segment.glyphs, list) and isinstance(by.glyphs, str):
        return  # a space after shaped glyphs is only a distance
    span.segment.width += by.width
    span.width += by.width * scale


def _same_token(letters: list[tuple[str, Token]]) -> list[tuple[str, Token]]:
    groups: list[tuple[str, Token]] = []
    for letter, token in letters:
        if groups and groups[-1][1].role == token.role:
            groups[-1] = (groups[-1][0] + letter, groups[-1][1])
        else:
            groups.append((letter, token))
    return groups


def visual_runs(text: str, base_rtl: bool) -> list[tuple[int, int, int]]:
    """Runs of one embedding level, from left to right as they are to be drawn: (start, end, level)."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    base = int(base_rtl)
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    levels = [each["level"] for each in storage["chars"]]
    if len(levels) != len(text):  # characters that the algorithm takes out: keep it simple and right to read
        levels = [1 if _is_rtl(letter) else base for letter in text]
    for index in range(len(text) - 1, -1, -1):  # L1: spaces at the end keep the paragraph's direction
        if not text[index].isspace():
            break
        levels[index] = base
    runs: list[tuple[int, int, int]] = []
    for index, level in enumerate(levels):
        if runs and runs[-1][2] == level:
            runs[-1] = (runs[-1][0], index + 1, level)
        else:
            runs.append((index, index + 1, level))
    if runs:
        for level in range(max(each[2] for each in runs), 0, -1):  # L2: reverse from the highest level down
            index = 0
            while index < len(runs):
                if runs[index][2] < level:
                    index += 1
                    continue
                end = index
                while end < len(runs) and runs[end][2] >= level:
                    end += 1
                runs[index:end] = runs[index:end][::-1]
                index = end
    return runs
