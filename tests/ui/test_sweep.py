"""Every page in every state: every control is named, can be hit, is reached by Tab, and nothing is cut off."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from tests.ui.conftest import example, settle
from ui import theme
from ui.document import Document
from ui.editor import Editor
from ui.sections import in_order

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
    """Labels on one line that are wider than their place."""
    return [
        each.text()
        for each in root.findChildren(QLabel)
        if each.isVisibleTo(root)
        and each.text()
        and not each.wordWrap()
        and each.sizePolicy().horizontalPolicy() != each.sizePolicy().Policy.Ignored
        and each.width() + 1 < each.sizeHint().width()
    ]


@pytest.fixture(params=[(1366, 768, 100, False), (1024, 600, 100, True)], ids=["large-light", "small-dark"])
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
            made.open_section(section, visit=False)
            settle()
            faults += [f"{section.key}: no name: {each}" for each in nameless(made)]
            faults += [f"{section.key}: too small: {each}" for each in too_small(made)]
            faults += [f"{section.key}: cut off: {each}" for each in cut_off(made)]
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
