"""Text comes out of the real editors exactly as it went in, whatever is in it."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import settle
from ui.answers.exact_text import ExactText
from ui.answers.line_edit import LineEdit
from ui.binding import to_code_points, to_units

HOSTILE = "a\rb\u2028c\u2029d\u00a0e\ufdd0f\ufdd1g\u200fhello\u0000i\u0085j😀k\u0301l\ttab\u000bvt\u000cff\ufeffbom"


def committed(widget: QWidget, text: str) -> None:
    """Types a text as an input method does: any character."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_that_every_character_of_unicode_survives(qapp: QApplication) -> None:
    box = ExactText()
    for start in range(0, sys.maxunicode + 1, 0x1000):
        letters = "".join(chr(code) for code in range(start, start + 0x1000) if not 0xD800 <= code <= 0xDFFF)
        if letters:
            box.set_text(letters)
            assert box.text() == letters, hex(start)


def test_that_every_character_survives_an_edit_beside_it(qapp: QApplication) -> None:
    for code in (*range(0x300), *range(0x2000, 0x2070), *range(0xFDD0, 0xFDF0), 0xFFFC, 0xFFFD, 0xFEFF, 0x1F600, 0x10FFFF):
        letters = f"start{chr(code)}end"
        box = ExactText()
        box.set_text(letters)
        box.moveCursor(QTextCursor.MoveOperation.End)
        committed(box, "!")
        assert box.text() == f"{letters}!", hex(code)
        box.deleteLater()


def test_that_the_unedited_keeps_its_carriage_returns(qapp: QApplication) -> None:
    box = ExactText()
    box.set_text("one\rtwo\nthree\u2029four\rfive")
    box.select(4, 7)
    committed(box, "2")
    assert box.text() == "one\r2\nthree\u2029four\rfive"
    box.select(0, 4)
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert box.text() == "2\nthree\u2029four\rfive"


def test_that_return_types_a_newline_and_backspace_takes_it_away(qapp: QApplication) -> None:
    box = ExactText()
    QTest.keyClicks(box, "one")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "two")
    assert box.text() == "one\ntwo"
    for _ in range(4):
        QTest.keyClick(box, Qt.Key.Key_Backspace)
    assert box.text() == "one"


def test_that_a_paste_is_plain_and_exact(qapp: QApplication) -> None:
    box = ExactText()
    box.set_text("before after")
    box.set_cursor_place(7)
    source = QMimeData()
    source.setHtml("<b>bold</b>")
    source.setText(HOSTILE)
    box.insertFromMimeData(source)
    assert box.text() == f"before {HOSTILE}after"


def test_that_a_line_keeps_everything_it_is_given(qapp: QApplication) -> None:
    box = LineEdit()
    long = "x" * 60_000
    for text in (HOSTILE, " edges ", "two\nlines", long):
        box.set_text(text)
        assert box.text() == text
    box.set_text("two\nlines")
    box.end(False)
    committed(box, "!")
    assert box.text() == "two\nlines!"


def test_that_tab_leaves_both_boxes(qtbot: object, qapp: QApplication) -> None:
    holder = QWidget()
    first, second, third = ExactText(holder), LineEdit(holder), LineEdit(holder)
    second.move(0, 200)
    third.move(0, 300)
    holder.show()
    holder.activateWindow()
    settle()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Tab)
    assert third.hasFocus()
    assert first.text() == second.text() == ""


texts = st.text(st.characters(codec="utf-8"), max_size=60)
words = st.text(st.sampled_from("ab\r\n\u2028\u2029\u00a0😀é "), max_size=12)


@settings(max_examples=150)
@given(texts, st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), words), max_size=6))
def test_that_any_edits_do_to_the_box_what_they_do_to_a_string(text: str, edits: list[tuple[int, int, str]]) -> None:
    text = text.replace("\r\n", "\n")
    box = ExactText()
    box.set_text(text)
    assert box.text() == text
    for one, other, put in edits:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        put = put.replace("\r\n", "\n")
        box.select(start, end)
        box.insert_text(put)
        text = text[:start] + put + text[end:]
        assert box.text() == text


@given(texts, st.integers(0, 60))
def test_that_places_in_units_and_code_points_go_both_ways(text: str, place: int) -> None:
    place = min(place, len(text))
    units = to_units(text, place)
    assert to_code_points(text, units) == place
    assert units == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def test_that_the_wheel_is_left_to_the_page(qapp: QApplication) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    for box in (ExactText(), LineEdit()):
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        target = box.viewport() if isinstance(box, ExactText) else box
        QApplication.sendEvent(target, event)
        assert not event.isAccepted()


@pytest.mark.parametrize("lines", [1, 3, 40])
def test_that_the_box_grows_with_its_text(qapp: QApplication, lines: int) -> None:
    box = ExactText()
    box.resize(300, 50)
    box.show()
    box.set_text("\n".join(["words"] * lines))
    settle()
    shown = max(3, lines)
    assert box.height() >= shown * box.fontMetrics().lineSpacing()
    assert box.verticalScrollBar().maximum() == 0
