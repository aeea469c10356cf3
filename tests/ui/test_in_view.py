"""What a person goes to is in view, whole, with its label; whatever folds or grows meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import blank, settle
from ui.editor import Editor


def in_view(editor: Editor, widget: QWidget) -> bool:
    """Whether a widget is wholly within what is shown of the page."""
    area = editor.page.area.viewport()
    top = widget.mapTo(area, widget.rect().topLeft()).y()
    return top >= 0 and top + widget.height() <= area.height()


@pytest.fixture
def editor(catalogue: Any, make_document: Any) -> Any:
    children = [{"id": "c1", "given_name": "Amber"}, {"id": "c2", "given_name": "Noah"}]
    made = Editor(make_document(blank(incident={"types": ["domestic_abuse"]}, children=children)), catalogue)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    settle()
    yield made
    made.stop()
    made.close()


def test_that_every_gap_gone_to_has_the_keyboard_in_view(editor: Editor, qtbot: Any) -> None:
    editor.visit_all()
    editor.document.check_now()
    settle()
    unseen = []
    for _ in range(len(editor.panel.open_findings())):
        editor.next_gap()
        finding = next(each.finding for each in editor.panel.cards if each.property("current") == "true")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settle()
        focus = QApplication.focusWidget()
        if focus is None or not editor.page.isAncestorOf(focus) or not in_view(editor, focus):
            unseen.append(f"{finding.code} {finding.path}: {focus and focus.accessibleName()}")
    assert not unseen, "\n".join(unseen)


def test_that_tab_brings_the_whole_box_into_view_with_its_label(editor: Editor) -> None:
    editor.go_section("incident")
    settle()
    editor.page.focus_first()
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        settle()
        focus = QApplication.focusWidget()
        if not editor.page.isAncestorOf(focus):
            break
        assert in_view(editor, focus), focus.accessibleName()


def test_that_why_it_is_not_recorded_opens_in_place_of_its_link(editor: Editor) -> None:
    assert editor.go_to("/children/0/religion/reason_not_recorded")
    settle()
    focus = QApplication.focusWidget()
    assert "religion" in focus.accessibleName()
    assert in_view(editor, focus)
    reason = next(each.reason for each in editor.page.questions() if each.reason and each.reason.isAncestorOf(focus))
    assert reason.open_link.isHidden()


class Waiting:
    """Stands for the timer that tells how long a place is kept."""

    def __init__(self) -> None:
        self.active = True
        self.begun = 0

    def isActive(self) -> bool:  # noqa: N802 (a name of Qt)
        return self.active

    def start(self) -> None:
        self.begun += 1


def test_that_a_place_is_kept_in_view_until_its_page_has_been_still_for_a_while(editor: Editor) -> None:
    editor.go_section("decision")
    settle()
    page = editor.page
    page.go_to("/referral/consent")
    settle()
    page._settling.stop()
    page._settling = waiting = Waiting()

    def grow() -> None:
        tall = QWidget()
        tall.setFixedHeight(900)
        page.body.insertWidget(0, tall)
        settle()

    focus = QApplication.focusWidget()
    assert page.isAncestorOf(focus)
    grow()
    assert in_view(editor, focus)
    assert waiting.begun > 0, "each move counts anew, however slow the machine"
    waiting.active, waiting.begun = False, 0
    grow()
    assert waiting.begun == 0
    assert not in_view(editor, focus), "later the page is the reader's to scroll"
