"""Lines that are only read: one widget that says them to the eye and to a screen reader, as high as its width makes it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible

from ui import theme
from ui.panels.said_lines import Said, SaidLines

LINES = (
    Said("Domestic abuse", head="What kind of incident"),
    Said("She sat on the stairs with her coat on and did not look up while her father spoke. " * 3, head="What happened"),
    Said("yes", head="Alone", level=1),
    Said("You asked What happened then?", quiet=True, small=True),
    Said("I made toast\nand waited", words=True, how="speech", follows=True),
    Said("Drew a house with no door", words=True, how="drawing", follows=True),
    Said("Nothing is recorded here.", quiet=True),
)


def test_that_a_screen_reader_says_every_line_and_marks_what_was_shown_apart_from_what_was_said(qapp: Any) -> None:
    made = SaidLines(LINES)
    said = QAccessible.queryAccessibleInterface(made)
    assert said.role() == QAccessible.Role.StaticText
    text = said.text(QAccessible.Text.Name)
    assert text.splitlines()[0] == "What kind of incident: Domestic abuse"
    assert "“I made toast\nand waited”" in text
    assert "Drew a house with no door" in text
    assert "“Drew" not in text


@pytest.mark.parametrize("width", [320, 708, 1100])
@pytest.mark.parametrize("size", [100, 200])
def test_that_no_line_covers_another_and_none_leaves_the_box(qapp: Any, width: int, size: int) -> None:
    theme.apply(qapp, text_size=size)
    made = SaidLines(LINES)
    made.resize(width, made.heightForWidth(width))
    boxes = [each.box for each in made._at(width)[0]]
    assert boxes
    for number, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[number + 1 :])
        assert box.top() >= 0
        assert box.bottom() < made.height()
        assert box.left() >= 0
    assert all(box.right() < width for box in boxes) or size == 200


def test_that_it_is_painted_where_there_is_text_and_only_where_it_is_asked_for(qapp: Any) -> None:
    made = SaidLines(LINES)
    made.resize(708, made.heightForWidth(708))
    drawn: list[QRect] = []
    parts, high = made._at(708)
    made._placed[708] = (
        [type(each)(each.box, lambda painter, box, real=each.draw: (drawn.append(box), real(painter, box))) for each in parts],
        high,
    )
    picture = made.grab(QRect(0, 0, 708, 20)).toImage()
    assert len(drawn) == 2, "the first line and what it is called"
    assert len({picture.pixel(x, y) for x in range(300) for y in range(20)}) > 2
    made.grab()
    assert len(drawn) == 2 + len(parts)


def test_that_another_text_size_makes_it_higher(qapp: Any) -> None:
    made = SaidLines(LINES)
    before = made.heightForWidth(708)
    theme.apply(qapp, text_size=150)
    assert made.heightForWidth(708) > before * 1.2


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), min_size=1, max_size=4))
@settings(max_examples=40)
def test_that_any_text_has_a_place(texts: list[str]) -> None:
    made = SaidLines([Said(each, head=each[:9], words=number % 2 == 1) for number, each in enumerate(texts)])
    assert made.heightForWidth(300) >= 0
    assert made.heightForWidth(300) >= made.heightForWidth(2000)
    made.resize(300, max(1, made.heightForWidth(300)))
    assert not made.grab().isNull()
