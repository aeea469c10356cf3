"""The ring around what has the keyboard: whole, in its place, and gone with its control."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import blank, settle
from ui import kit
from ui.editor import Editor
from ui.first_run import FirstRunPage
from ui.focus_ring import FocusRing


def cut_rings(root: QWidget) -> list[str]:
    """Controls around which the ring has no room on some side, with how much of it is left."""
    ring = FocusRing()
    found = []
    for control in root.findChildren(QWidget):
        if not control.isVisibleTo(root) or not (control.property("ring") or isinstance(control, kit.Button | kit.Clickable)):
            continue
        ring.surround(control)
        around = QRect(ring.mapToGlobal(QPoint(0, 0)), ring.size())
        place = QRect(control.mapToGlobal(QPoint(0, 0)), control.size())
        host = ring.parentWidget()
        if not around.contains(place) or host is None or not host.rect().contains(ring.geometry()):
            found.append(f"{control.accessibleName() or control!r}: {around} around {place}")
    ring.surround(None)
    ring.deleteLater()
    return found


def test_that_the_ring_is_whole_around_the_first_and_last_control_of_a_row(
    catalogue: Any, tmp_path: Any, qapp: QApplication
) -> None:
    page = FirstRunPage(catalogue, tmp_path)
    page.resize(1366, 768)
    page.show()
    settle()
    assert cut_rings(page) == []


def test_that_the_ring_is_whole_on_every_page_of_a_referral(catalogue: Any, make_document: Any) -> None:
    editor = Editor(make_document(blank(incident={"types": ["domestic_abuse"]}, children=[{"id": "c1"}])), catalogue)
    editor.resize(1366, 768)
    editor.show()
    faults = []
    for page in ("incident", "roll_call", "people", "child.who@c1", "child.seen@c1", "child.words@c1", "decision"):
        editor.go_section(page)
        settle()
        faults += [f"{page}: {each}" for each in cut_rings(editor)]
    editor.stop()
    editor.close()
    assert not faults, "\n".join(faults)


def test_that_the_ring_follows_when_something_around_the_control_moves(qapp: QApplication) -> None:
    window = QWidget()
    window.resize(300, 300)
    holder = QWidget(window)
    holder.setGeometry(40, 40, 80, 40)
    control = kit.Button("Save", parent=holder)
    control.setGeometry(0, 0, 80, 40)
    window.show()
    ring = FocusRing()
    ring.surround(control)
    assert ring.parentWidget() is window
    holder.move(100, 120)
    assert ring.geometry() == QRect(96, 116, 88, 48)
    holder.hide()
    assert ring.isHidden()
    window.close()


@pytest.mark.parametrize("look", ["plain", "main", "start", "link", "link_strong", "icon", "segment", "list"])
def test_that_the_ring_is_the_only_sign_of_the_keyboard_on_a_button(qapp: QApplication, qtbot: QtBot, look: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = kit.vertical(holder, margins=(10, 10, 10, 10))
    button, other = kit.button("Speech", look=look), kit.button("Other")
    for each in (button, other):
        column.addWidget(each)
    holder.show()
    holder.activateWindow()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    before = button.grab().toImage()
    QTest.keyClick(other, Qt.Key.Key_Backtab)
    settle()
    assert button.hasFocus()
    assert button.grab().toImage() == before
