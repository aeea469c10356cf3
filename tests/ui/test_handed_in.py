"""Handing in, and what the window offers of a referral that can be read and not changed."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import blank, settle
from ui.handing_in import HandInCard
from ui.kit import Button
from ui.main_window import MainWindow
from ui.top_bar import marking

CHILDREN = [{"id": "c1", "given_name": "Iris"}, {"id": "c2", "given_name": "Felix"}]


def buttons(widget: QWidget) -> set[str]:
    return {each.words() for each in widget.findChildren(Button) if each.isVisible()}


def test_that_the_last_step_counts_what_is_open_in_the_words_of_the_panel(window: MainWindow) -> None:
    window.work.open(blank(children=CHILDREN), 0, keep=True)
    editor = window.editor
    assert editor is not None
    editor.visit_all()
    editor.document.check_now()
    settle()
    card = HandInCard(editor)
    said = " ".join(each.text() for each in card.findChildren(QLabel))
    assert f"Open: {editor.panel.counts.text()}." in said
    assert "1 suggestions" not in said
    card.deleteLater()


def test_that_what_was_handed_in_offers_to_look_and_not_to_change(window: MainWindow, qtbot: QtBot) -> None:
    window.work.open(blank(children=CHILDREN), 0, keep=True)
    editor = window.editor
    assert editor is not None
    editor.hand_in()
    qtbot.waitUntil(lambda: "Change" in buttons(editor), timeout=5_000)
    assert "Add a child" in buttons(editor.outline)
    editor.hand_in()
    editor.banners.card.hand_in()
    assert editor.document.referral.status == "submitted"
    qtbot.waitUntil(lambda: "Look" in buttons(editor), timeout=5_000)
    settle()
    assert not buttons(editor) & {"Change", "Answer", "Add a child"}


def test_that_the_marking_stands_in_the_middle_of_the_preview_too(window: MainWindow) -> None:
    window.work.open(blank(children=CHILDREN), 0, keep=True)
    window.preview()
    settle()
    page = window.copies.shown
    assert page is not None
    (mark,) = (each for each in page.findChildren(QLabel) if each.text() == marking(window.catalogue).text())
    middle = mark.mapTo(page, mark.rect().center()).x()
    assert abs(middle - page.width() / 2) <= 2
