"""Enter does the obvious: it presses whatever button has the keyboard, on every page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from tests.ui.conftest import blank, example, settle
from ui import kit
from ui.editor import Editor
from ui.panels.persons import _NameLine
from ui.sections import in_order
from ui.tabbing import ASIDE


def test_that_every_push_button_of_every_page_is_pressed_by_enter(catalogue: Any, make_document: Any) -> None:
    editor = Editor(make_document(example("police-protection-four-children-strong")), catalogue)
    editor.resize(1366, 768)
    editor.show()
    deaf = set()
    for section in in_order(catalogue, editor.document.referral):
        if section.index in (None, 0):
            editor.open_section(section)
            settle()
            deaf |= {
                f"{section.key}: {each.text()}" for each in editor.findChildren(QPushButton) if not isinstance(each, kit.Button)
            }
    editor.stop()
    editor.close()
    assert not deaf


def test_that_enter_in_a_line_keeps_it_and_goes_on_to_the_next_question(catalogue: Any, make_document: Any) -> None:
    editor = Editor(make_document(blank(incident={"types": ["missing"]})), catalogue)
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    settle()
    editor.go_to("/incident/reference")
    settle()
    for text, where, held in (
        ("26001187342", "/incident/reference", "26001187342"),
        ("21:40", "/incident/occurred_at", "2026-11-21T21:40:00+00:00"),
        ("22:05", "/incident/attended_at", "2026-11-21T22:05:00+00:00"),
    ):
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settle()
        assert editor.document.get(where) == held
    assert QApplication.focusWidget().accessibleName().startswith("Dealt with by telephone")
    editor.stop()
    editor.close()


def test_that_enter_after_enter_ticks_nothing_that_nobody_chose(catalogue: Any, make_document: Any) -> None:
    """Enter leads from answer to answer through the whole of a page; only Space, a click or an arrow chooses."""
    referral = blank(incident={"types": ["domestic_abuse"]}, children=[{"id": "c1", "given_name": "Amber"}])
    editor = Editor(make_document(referral), catalogue)
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    for section in ("incident", "child.seen@c1", "child.who@c1", "child.applies@c1", "decision"):
        editor.go_section(section)
        settle()
        editor.page.focus_first()
        settle()
        passed = set()
        for _ in range(25):
            held = QApplication.focusWidget()
            if isinstance(held, QPlainTextEdit | QPushButton) or not editor.page.isAncestorOf(held):
                QTest.keyClick(held, Qt.Key.Key_Tab)
            else:
                QTest.keyClick(held, Qt.Key.Key_Return)
                now = QApplication.focusWidget()
                if now is held:
                    break  # the last answer of the page
                passed.add(now.accessibleName())
                quiet = isinstance(now, QPushButton) and now.property("look") in ASIDE
                assert not (quiet and editor.page.isAncestorOf(now)), f"the next Enter would press {now.accessibleName()}"
            settle()
        assert len(passed) >= {"child.seen@c1": 0}.get(section, 4), f"Enter leads not through {section}"
    assert editor.document.referral == referral, "Enter changed something"
    editor.stop()
    editor.close()


def test_that_enter_does_what_a_line_is_for_and_no_more(catalogue: Any, make_document: Any) -> None:
    """A line whose Enter adds what was typed keeps the keyboard."""
    editor = Editor(
        make_document(blank(children=[{"id": "c1", "given_name": "Amber", "contact": {"status": "spoken_to"}}])), catalogue
    )
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    settle()
    editor.go_to("/children/0/contact/others_present")
    settle()
    line = next(each for each in editor.page.findChildren(_NameLine) if each.isVisible())
    line.setFocus()
    QTest.keyClicks(line, "a neighbour")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert editor.document.get("/children/0/contact/others_present") == ("a neighbour",)
    assert QApplication.focusWidget() is line
    editor.stop()
    editor.close()


def test_that_enter_opens_a_turn_and_what_is_typed_next_stands_in_it_whole(catalogue: Any, make_document: Any) -> None:
    editor = Editor(make_document(blank(children=[{"id": "c1", "given_name": "Amber"}])), catalogue)
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    settle()
    editor.go_words()
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    QTest.keyClicks(QApplication.focusWidget(), "What happened tonight?")
    settle()
    assert editor.document.get("/children/0/aware/words/0/question") == "What happened tonight?"
    editor.stop()
    editor.close()
