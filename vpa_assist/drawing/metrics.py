"""Advance widths of Source Sans 3, so that a drawing can be laid out without opening a font."""

from __future__ import annotations

import re

_REGULAR_WIDTHS = (
    "200 289 426 497 497 824 609 249 303 303 418 497 249 311 249 350 497 497 497 497 497 497 497 497 "
    "497 497 249 249 497 497 497 425 847 543 588 571 615 527 494 617 652 263 479 579 486 727 647 664 "
    "566 664 569 534 536 645 515 786 513 476 539 303 350 303 497 500 542 504 553 456 555 496 292 504 "
    "544 246 247 495 255 829 547 542 555 555 347 419 338 544 467 719 446 467 425 303 241 303 497 "
)
_REGULAR = tuple(int(each) for each in _REGULAR_WIDTHS.split())
_SEMIBOLD_WIDTHS = (
    "200 315 482 513 513 841 639 275 324 324 438 513 275 322 275 344 513 513 513 513 513 513 513 513 "
    "513 513 275 275 513 513 513 444 875 558 597 576 625 538 510 628 663 282 494 597 502 745 657 674 "
    "582 674 592 545 546 655 536 800 541 501 540 324 344 324 513 500 549 516 563 462 564 507 317 520 "
    "558 262 263 522 271 843 560 549 564 564 373 431 361 556 495 748 481 495 443 324 255 324 513 "
)
_SEMIBOLD = tuple(int(each) for each in _SEMIBOLD_WIDTHS.split())
"""Thousandths of the size, for the characters from space to tilde."""

_PUNCTUATION = {"\u00a0": 200, "’": 275, "‘": 275, "“": 482, "”": 482, "–": 480, "—": 800, "…": 964, "·": 275}
"""Marks that are not ASCII, as wide as the bolder weight has them."""
_OTHER = 560
"""What any other character is taken to be: a little wider than the average letter."""


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is in points, near enough to place things by: kerning is not counted."""
    table = _SEMIBOLD if bold else _REGULAR
    total = sum(table[ord(letter) - 32] if " " <= letter <= "~" else _PUNCTUATION.get(letter, _OTHER) for letter in text)
    return total * size / 1000


def wrapped(text: str, size: float, width: float, bold: bool = False, most: int = 0) -> tuple[str, ...]:
    """The text in lines of at most this width, broken at spaces and, where one word is wider, inside it.

    `most` limits the number of lines (0: no limit); what does not fit ends in an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for space, word in _pieces(text):
        longer = f"{line}{space}{word}" if line else word
        if line and text_width(longer, size, bold) > width:
            lines.append(line)
            longer = word
        while text_width(longer, size, bold) > width and len(longer) > 1:
            fits = _fitting(longer, size, width, bold)
            lines.append(longer[:fits])
            longer = longer[fits:]
        line = longer
    if line:
        lines.append(line)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + "…", size, bold) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + "…"]
    return tuple(lines)


def _pieces(text: str) -> list[tuple[str, str]]:
    """What a line may be broken before, each with the space that joins it to the last: words, and parts after a hyphen."""
    pieces: list[tuple[str, str]] = []
    for word in text.split():
        parts = re.findall(r"[^-]+-?|-", word)
        pieces.extend(("" if index else " ", part) for index, part in enumerate(parts))
    return pieces


def _fitting(text: str, size: float, width: float, bold: bool) -> int:
    count = 1
    while count < len(text) and text_width(text[: count + 1], size, bold) <= width:
        count += 1
    return count
