"""The list of drafts at any width and text size: what a row says stands there whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem

from tests.ui.conftest import blank, example, settle
from ui import theme
from ui.drafts_view import DraftsView
from ui.main_window import MainWindow
from ui.start_list import below, heading
from vpa_assist.catalogue import Catalogue


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, dark=False, text_size=200)
    yield
    theme.apply(qapp, dark=False, text_size=100)


def view_of(window: MainWindow) -> DraftsView:
    for name in ("da-two-children-asleep-weak", "offender-visit-two-children-strong"):
        window.work.open(example(name), 0, keep=True)
        settle()
        window.leave_editor()
    window.show_start()
    settle()
    assert window.start is not None
    return window.start.findChildren(DraftsView)[0]


def test_that_at_twice_the_size_a_row_has_room_for_all_its_words(window: MainWindow, large: None) -> None:
    view = view_of(window)
    wide = view.viewport().width()
    assert view._delegate.is_narrow(wide)
    metrics = QFontMetrics(theme.current().font("label", 400))
    strong = QFontMetrics(theme.current().font("label"))
    room = wide - theme.current().px(19 + 8)
    for number in range(view.drafts.rowCount()):
        index = view.drafts.index(number)
        row = view.drafts.row_at(index)
        reference, kind = heading(row, window.catalogue)
        assert strong.horizontalAdvance(reference) + theme.current().px(11) + metrics.horizontalAdvance(kind) <= room
        assert metrics.horizontalAdvance(below(row, window.catalogue)) <= room
        assert view.visualRect(index).height() == theme.current().px(92)


def test_that_a_list_made_narrow_gives_its_rows_a_third_line_at_once(window: MainWindow) -> None:
    view = view_of(window)
    first = view.drafts.index(0)
    assert view.visualRect(first).height() == theme.current().px(64)
    view.setFixedWidth(theme.current().px(420))
    settle()
    assert view.visualRect(first).height() == theme.current().px(92)


def test_that_the_counts_of_a_narrow_row_stand_under_its_words(window: MainWindow) -> None:
    """What the third line holds is painted there: above it nothing is at the right, where a wide row has its counts."""
    view = view_of(window)
    px = theme.current().px
    image = QImage(px(420), px(92), QImage.Format.Format_RGB32)
    option: Any = QStyleOptionViewItem()
    option.rect = QRect(0, 0, px(420), px(92))
    painter = QPainter(image)
    view._delegate.paint(painter, option, view.drafts.index(1))
    painter.end()
    ground = image.pixel(px(410), px(4))
    third = {image.pixel(x, y) for x in range(px(20), px(120)) for y in range(px(62), px(84))}
    right = {image.pixel(x, y) for x in range(px(330), px(410)) for y in range(px(8), px(30))}
    assert right == {ground}
    assert third != {ground}


@pytest.mark.parametrize(
    ("children", "said"),
    [
        ([{"id": "c1"}, {"id": "c2"}], "2 children"),
        ([{"id": "c1"}], "1 child"),
        ([{"id": "c1", "sex": "female"}, {"id": "c2"}], "2 children: Girl, Child"),
        ([], "No child on the form yet"),
    ],
)
def test_that_children_of_whom_nothing_is_known_are_only_counted(
    window: MainWindow, catalogue: Catalogue, children: list[dict[str, str]], said: str
) -> None:
    window.work.open(blank(children=children), 0, keep=True)
    window.go_home()
    assert window.store is not None
    assert below(window.store.drafts()[0], catalogue) == said


@pytest.mark.parametrize("text_size", [100, 200])
def test_that_a_long_notice_and_what_was_returned_do_not_make_the_window_wider_than_the_screen(
    window: MainWindow, text_size: int
) -> None:
    by = {"name": "Ines Featherstonehaugh", "rank": "Sgt", "collar_number": "900"}
    review = [
        {"id": "r1", "at": "2026-11-21T20:00:00+00:00", "by": {"name": "Jo Vane", "collar_number": "4411"}, "action": "submit"},
        {"id": "r2", "at": "2026-11-21T20:50:00+00:00", "by": by, "action": "return", "text": "What did he say himself? " * 3},
    ]
    incident = {"reference": "26001187411", "types": ["domestic_abuse"]}
    author = {"name": "Jo Vane", "collar_number": "4411"}
    window.work.open(blank(status="returned", review=review, author=author, incident=incident), 0, keep=True)
    window.go_home()
    window.set_text_size(text_size)
    settle()
    assert window.start is not None
    window.start.tell("The automatic backup did not succeed, the last good one is from yesterday. Check that the disk has room.")
    window.resize(1366, 768)
    settle()
    assert window.width() == 1366
    for label in window.start.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
