"""Every page in every state: every control is named, can be hit, is reached by Tab, and nothing is cut off."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tests.ui.conftest import example, settle
from ui import kit, theme
from ui.document import Document
from ui.editor import Editor
from ui.sections import in_order
from ui.tabbing import stops

EXAMPLES = ("police-protection-four-children-strong", "missing-boy-15-weak")
LEAST = 24


def focusable(root: QWidget) -> list[QWidget]:
    """What Tab or a click can reach."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.isVisibleTo(root)
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(each, QScrollArea)
        and each.objectName() != "qt_scrollarea_viewport"
        and each.focusProxy() is None
    ]


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader would have no name for."""
    found = []
    for each in focusable(root):
        text = each.text() if isinstance(each, QAbstractButton) else ""
        if not (each.accessibleName() or text).strip():
            parent = each.parentWidget()
            found.append(f"{type(each).__name__} in {type(parent).__name__}")
    return found


def too_small(root: QWidget) -> list[str]:
    """Controls under 24 by 24."""
    return [
        f"{type(each).__name__} {each.accessibleName()!r} {each.width()}x{each.height()}"
        for each in focusable(root)
        if isinstance(each, QAbstractButton | QLineEdit) and (each.height() < LEAST or each.width() < LEAST)
    ]


def cut_off(root: QWidget) -> list[str]:
    """Labels on one line that are wider than their place, labels of several lines that are higher, and buttons too narrow."""
    return [each.text() for each in root.findChildren(QLabel) if each.isVisibleTo(root) and each.text() and _is_cut(each)] + [
        f"button {each.text()}"
        for each in root.findChildren(QPushButton)
        if each.isVisibleTo(root) and each.text() and each.width() + 1 < each.sizeHint().width()
    ]


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() + 1 < label.heightForWidth(label.width())
    ignored = label.sizePolicy().horizontalPolicy() == label.sizePolicy().Policy.Ignored
    return not ignored and label.width() + 1 < label.sizeHint().width()


def out_of_order(root: QWidget) -> list[str]:
    """Stops of Tab that stand above the one before and not beside it: the eye would have to jump back."""
    found = []
    before: tuple[QRect, str] | None = None
    for each in stops(root):
        place = QRect(each.mapTo(root, QPoint(0, 0)), each.size())
        name = each.accessibleName() or type(each).__name__
        if before is not None and place.bottom() < before[0].top() and place.left() <= before[0].right():
            found.append(f"{name} after {before[1]}")
        before = (place, name)
    return found


def sideways(root: Editor) -> bool:
    """Whether the page is wider than its place: nothing but grids and drawings may scroll sideways."""
    assert root.page is not None
    return root.page.content.width() > root.page.area.viewport().width()


SIZES = {
    "large-light": (1366, 768, 100, False),
    "small-dark": (1024, 600, 100, True),
    "small-150-light": (1024, 600, 150, False),
    "double-dark": (1366, 768, 200, True),
}


@pytest.fixture(params=SIZES.values(), ids=SIZES.keys())
def editor(request: pytest.FixtureRequest, catalogue: Any, qapp: QApplication, clock: Any, officer: Any) -> Any:
    width, height, size, dark = request.param
    theme.apply(qapp, dark=dark, text_size=size)

    def make(name: str) -> Editor:
        document = Document(example(name), catalogue, clock=clock, officer=officer)
        made = Editor(document, catalogue)
        made.resize(width, height)
        made.show()
        settle()
        return made

    yield make
    theme.apply(qapp, dark=False, text_size=100)


@pytest.mark.parametrize("name", EXAMPLES)
def test_that_every_control_of_every_page_is_named_and_can_be_hit(editor: Any, name: str) -> None:
    made = editor(name)
    faults: list[str] = []
    for visited in (False, True):
        if visited:
            made.visit_all()
        for section in in_order(made.catalogue, made.document.referral):
            if section.index not in (None, 0):
                continue
            made.open_section(section, visit=False).make_all()  # however slow the machine
            settle()
            if made.sub_bar.isVisible() and made.sub_bar.button.words() != made.page.title_text():
                faults.append(f"{section.key}: the button for the outline says {made.sub_bar.button.words()}")
            faults += [f"{section.key}: no name: {each}" for each in nameless(made)]
            faults += [f"{section.key}: too small: {each}" for each in too_small(made)]
            faults += [f"{section.key}: cut off: {each}" for each in cut_off(made)]
            faults += [f"{section.key}: Tab jumps back: {each}" for each in out_of_order(made.page)]
            faults += [f"{section.key}: wider than its place"] if sideways(made) else []
    made.stop()
    assert not faults, "\n".join(sorted(set(faults)))


def test_that_no_scroll_area_but_the_page_takes_the_keyboard(editor: Any) -> None:
    made = editor(EXAMPLES[0])
    assert all(
        each.focusPolicy() == Qt.FocusPolicy.NoFocus
        for each in made.findChildren(QAbstractScrollArea)
        if isinstance(each, QScrollArea)
    )
    made.stop()


def test_that_the_sweep_finds_what_is_planted(qapp: QApplication) -> None:
    root = QWidget()
    root.resize(400, 300)
    column = QVBoxLayout(root)
    row = QHBoxLayout()
    narrow = QLabel("A label that is longer than its place")
    narrow.setFixedWidth(40)
    low = QLabel("A text of several lines in a place for one of them only, which it is not")
    low.setWordWrap(True)
    low.setFixedSize(120, 12)
    row.addWidget(narrow)
    row.addWidget(low)
    column.addLayout(row)
    small = QPushButton("Save")
    small.setFixedSize(20, 20)
    column.addWidget(small)
    column.addWidget(QLineEdit())
    root.show()
    settle()
    assert len(cut_off(root)) == 3
    assert nameless(root) == ["QLineEdit in QWidget"]
    assert len(too_small(root)) == 1
    root.close()


def test_that_the_outline_over_a_narrow_page_opens_by_key_and_goes_by_escape(editor: Any) -> None:
    made = editor(EXAMPLES[0])
    if made.sub_bar.isVisible():
        made.activateWindow()
        made.sub_bar.button.setFocus()
        QTest.keyClick(made.sub_bar.button, Qt.Key.Key_Return)
        settle()
        focus = QApplication.focusWidget()
        assert made.outline.isVisible()
        assert made.outline.isAncestorOf(focus)
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        assert not made.outline.isVisible()
        assert QApplication.focusWidget() is made.sub_bar.button
    else:
        assert made.outline.isVisible()
    made.stop()


@pytest.mark.parametrize("width", range(600, 640))
def test_that_columns_side_by_side_never_reach_over_their_place(qapp: QApplication, width: int) -> None:
    root = QWidget()
    rows = kit.Rows(root, 18)
    parts = [QWidget() for _ in range(3)]
    for part, share in zip(parts, ("quarter", "half", "quarter"), strict=True):
        rows.add(part, share)
    root.resize(width, 100)
    root.show()
    settle(1)
    assert max(each.geometry().right() for each in parts) == width - 1
    root.close()
