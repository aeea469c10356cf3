"""The quick way to set a paragraph: its characters all stand alone in their own faces, its words part at single spaces.

Almost every paragraph is of this kind, and it breaks into the same lines as the careful way would. What is not (other scripts,
marks, links, line breaks, a word that must be divided) is declined, and set carefully.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vpa_assist.pdf.outline.parts import Run
from vpa_assist.pdf.render.faces import Face, Faces
from vpa_assist.pdf.render.glyphs import Line, Segment, Span
from vpa_assist.pdf.render.styles import Style, role_of

HYPHEN = re.compile(r"[-‐–—/](?=\w)")
"""Where a word may be divided."""


_STRAY = 3


def is_stray(last: str, before: int) -> bool:
    """Whether a word is too short to stand alone on the last line, and the line before, of so many words, can spare one."""
    return len(last) <= _STRAY and before > 2


class PlainSetting:
    """Sets plain paragraphs of one document; the widths of its words are kept."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._widths: dict[str, dict[str, float]] = {role: {} for role in faces.by_role}

    def lines(self, runs: Iterable[Run], style: Style, width: float) -> list[Line] | None:
        """The lines of at most this width (points), or None for a paragraph that is not plain."""
        given = [run for run in runs if run.text]
        if not given:
            return []
        for run in given:
            text = run.text
            if run.link or "  " in text or not self._faces.by_role[role_of(run.style, style)].sets(text):
                return None
        if given[0].text[0] == " " or given[-1].text[-1] == " ":
            return None
        limit = width * 1000 / style.size
        if len(given) == 1:
            return self._of_one(given[0], style, limit)
        return self._of_several(given, style, limit)

    def _of_one(self, run: Run, style: Style, limit: float) -> list[Line] | None:
        role = role_of(run.style, style)
        face = self._faces.by_role[role]
        known, blank, scale = self._widths[role], face.blank, style.size / 1000
        words = run.text.split(" ")
        starts, widths, at = [0], list[float](), -blank
        for index, word in enumerate(words):
            wide = known.get(word)
            if wide is None:
                wide = known[word] = face.width(word)
            reached = at + blank + wide
            if reached <= limit:
                at = reached
                continue
            if wide > limit or HYPHEN.search(word):
                return None
            starts.append(index)
            widths.append(at)
            at = wide
        widths.append(at)
        if starts[-1] and starts[-1] == len(words) - 1 and is_stray(words[-1], starts[-1] - starts[-2]):
            moved = blank + known[words[-2]]
            if widths[-1] + moved <= limit:
                starts[-1] -= 1
                widths[-2] -= moved
                widths[-1] += moved
        ends = [*starts[1:], len(words)]
        return [
            _line(face, " ".join(words[start:end]), wide, style, run, role, scale)
            for start, end, wide in zip(starts, ends, widths, strict=True)
        ]

    def _of_several(self, runs: list[Run], style: Style, limit: float) -> list[Line] | None:
        """Words may be made of parts of several runs; the space before a word belongs to the run that it begins with."""
        words = _words(runs)
        if words is None:
            return None
        roles = [role_of(run.style, style) for run in runs]
        blanks = [self._faces.by_role[role].blank for role in roles]
        starts, at = [0], -blanks[words[0][0][1]]
        for index, word in enumerate(words):
            wide = sum(self._width(part, roles[run]) for part, run in word)
            reached = at + blanks[word[0][1]] + wide
            if reached <= limit:
                at = reached
                continue
            if wide > limit or any(HYPHEN.search(part) for part, _ in word):
                return None
            starts.append(index)
            at = wide
        if starts[-1] and starts[-1] == len(words) - 1 and len(words[-1]) == len(words[-2]) == 1:
            spare = sum(len(word) for word in words[starts[-2] : starts[-1]])
            (before, run), (last, last_run) = words[-2][0], words[-1][0]
            together = self._width(before, roles[run]) + blanks[last_run] + self._width(last, roles[last_run])
            if is_stray(last, spare) and together <= limit:
                starts[-1] -= 1
        ends = [*starts[1:], len(words)]
        return [self._joined(words[start:end], runs, roles, style) for start, end in zip(starts, ends, strict=True)]

    def _width(self, word: str, role: str) -> float:
        known = self._widths[role]
        wide = known.get(word)
        if wide is None:
            wide = known[word] = self._faces.by_role[role].width(word)
        return wide

    def _joined(self, words: list[list[tuple[str, int]]], runs: list[Run], roles: list[str], style: Style) -> Line:
        """A line of words: what follows each other in one run is one span."""
        parts: list[tuple[str, int]] = []
        for index, word in enumerate(words):
            for place, (text, run) in enumerate(word):
                shown = f" {text}" if index and not place else text
                last = parts[-1][1] if parts else -1
                if last >= 0 and roles[last] == roles[run] and runs[last].lang == runs[run].lang:
                    parts[-1] = (parts[-1][0] + shown, last)
                else:
                    parts.append((shown, run))
        spans: list[Span] = []
        x, scale = 0.0, style.size / 1000
        for text, run in parts:
            face = self._faces.by_role[roles[run]]
            wide = face.width(text)
            spans.append(
                Span(x, wide * scale, Segment(face, wide, text), style.size, style.ink, lang=runs[run].lang, role=roles[run])
            )
            x += wide * scale
        return Line(spans, x, style.leading)


def _line(face: Face, text: str, wide: float, style: Style, run: Run, role: str, scale: float) -> Line:
    width = wide * scale
    span = Span(0.0, width, Segment(face, wide, text), style.size, style.ink, "", run.lang, "", role)
    return Line([span], width, style.leading)


def _words(runs: list[Run]) -> list[list[tuple[str, int]]] | None:
    """The words of runs as parts with the number of their run; None where two spaces meet at the edge of runs."""
    words: list[list[tuple[str, int]]] = []
    open_word = False
    for number, run in enumerate(runs):
        parts = run.text.split(" ")
        if not parts[0] and words and not open_word:
            return None
        for index, part in enumerate(parts):
            if not part:
                open_word = False
            elif index == 0 and open_word:
                words[-1].append((part, number))
            else:
                words.append([(part, number)])
                open_word = True
        open_word = bool(parts[-1])
    return words or None


__all__ = ["HYPHEN", "PlainSetting"]
