"""Wording and spelling are marked in the officer's own text, with the reason one key away; a child's words are never marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.conftest import blank, settle
from ui import spelling
from ui.answers.exact_text import ExactText
from ui.main_window import MainWindow

TEXT = "She appeared fine. Sent to bedd."
CTRL = Qt.KeyboardModifier.ControlModifier


def open_child(window: MainWindow) -> Any:
    children = [{"id": "c1", "given_name": "Amber", "aware": {"appearance": "Fine.", "words": [{"words": TEXT}]}}]
    window.work.open(blank(children=children), 0, keep=True)
    settle()
    return window.editor


def underlined(box: ExactText) -> list[str]:
    """The passages of a text box that are marked."""
    return [each.cursor.selectedText() for each in box.extraSelections()]


def box_at(editor: Any, where: str) -> ExactText:
    box = editor.page.question_at(where).answer.box
    assert isinstance(box, ExactText)
    return box


def test_that_a_stock_phrase_is_underlined_with_its_reason_at_the_cursor_by_key(window: MainWindow) -> None:
    editor = open_child(window)
    editor.go_section("child.appearance@c1")
    editor.check_page()
    settle()
    box = box_at(editor, "/children/0/aware/appearance")
    found = next(each for each in editor.document.shown_findings if each.path == "/children/0/aware/appearance" and each.span)
    assert underlined(box) == ["Fine.:"[slice(*found.span)]]
    box.setFocus()
    box.set_cursor_place(found.span[0] + 1)
    QTest.keyClick(box, Qt.Key.Key_Period, CTRL)
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible())
    assert found.message in menu.actions()[0].text()
    menu.close()


def test_that_an_unknown_word_is_marked_learned_into_the_store_and_known_from_then_on(window: MainWindow, qtbot: Any) -> None:
    editor = open_child(window)
    qtbot.waitUntil(lambda: spelling.shared() is not None, timeout=5000)
    editor.go_section("child.appearance@c1")
    settle()
    box = box_at(editor, "/children/0/aware/appearance")
    box.insert_text("Zibbleford ")
    answer = editor.page.question_at("/children/0/aware/appearance").answer
    box.set_cursor_place(len(box.text()))
    answer.marks.spell_now()
    qtbot.waitUntil(lambda: "Zibbleford" in underlined(box), timeout=20_000)
    text = box.text()
    answer.marks._learn("Zibbleford")
    assert "Zibbleford" not in underlined(box)
    assert box.text() == text
    assert window.store is not None
    assert "zibbleford" in {each.casefold() for each in window.store.settings.words()}


def test_that_nothing_in_a_childs_words_is_ever_marked(window: MainWindow, qtbot: Any) -> None:
    editor = open_child(window)
    qtbot.waitUntil(lambda: spelling.shared() is not None, timeout=5000)
    editor.visit_all()
    editor.go_to("/children/0/aware/words/0/words")
    settle()
    boxes = [each for each in editor.page.findChildren(ExactText) if each.property("words")]
    assert [each.text() for each in boxes] == [TEXT]
    assert not underlined(boxes[0])
    assert editor.page.question_at("/children/0/aware/words/0/words").answer.marks is None
