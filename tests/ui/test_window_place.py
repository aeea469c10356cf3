"""The window comes back where it was, as large as it was, on whatever screens there are then."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from ui.window_place import kept, put_back, within

SCREEN = QRect(0, 0, 1366, 768)
RECTS = some.builds(QRect, *(some.integers(-4000, 4000),) * 2, *(some.integers(1, 4000),) * 2)


def test_that_a_window_as_large_as_the_screen_comes_back_as_large() -> None:
    assert within(SCREEN, [SCREEN]) == SCREEN


@given(RECTS, some.lists(RECTS, min_size=1, max_size=3))
def test_that_the_window_lies_on_a_screen_as_a_whole_and_is_only_as_much_smaller_as_it_must_be(
    place: QRect, screens: list[QRect]
) -> None:
    put = within(place, screens)
    on = [each for each in screens if each.contains(put)]
    assert on
    assert any(put.size() == place.size().boundedTo(each.size()) for each in on)
    assert within(put, screens).size() == put.size()
    if any(each.contains(place) for each in screens):
        assert put == place


def test_that_a_window_on_a_screen_that_is_gone_comes_to_the_one_that_is_there() -> None:
    assert within(QRect(1500, 100, 1000, 700), [SCREEN]) == QRect(366, 68, 1000, 700)


def test_that_place_size_and_a_filled_screen_are_kept_and_put_back(qtbot: Any) -> None:
    first, second = QWidget(), QWidget()
    for each in (first, second):
        qtbot.addWidget(each)
    first.setGeometry(40, 30, 500, 400)
    first.show()
    put_back(second, kept(first))
    second.show()
    assert second.geometry() == first.geometry()
    assert not second.isMaximized()
    first.setWindowState(Qt.WindowState.WindowMaximized)
    put_back(second, kept(first))
    assert second.isMaximized()


def test_that_a_text_that_says_nothing_moves_nothing(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(40, 30, 500, 400)
    for text in ("", "AdnQywADAAA=", "1 2 3", "1 2 3 4 x", "١ 2 3 4 0"):
        put_back(window, text)
        assert window.geometry() == QRect(40, 30, 500, 400)
