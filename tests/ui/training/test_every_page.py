"""Every page, in both themes and at every size: each control has a name and can be hit, nothing is cut, nothing faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.training.conftest import Trainer, settle, spoken
from tests.ui.training.test_own import a_whole_draft
from ui import theme
from ui.training.drafts import Drafts
from ui.training.write_page import open_draft


def pages(trainer: Trainer) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every page by its name, with what shows it."""
    window = trainer.window
    yield "library", window.show_library
    yield "present", lambda: (window.present("asleep-upstairs"), [window.page.presenter.forward() for _ in range(4)])
    yield "notes", lambda: window.page.toggle_notes()
    yield "spot", lambda: window.spot("asleep-upstairs")
    yield "spotted", lambda: window.page.compare()
    yield "door", lambda: window.practise("the-drawing")
    draft = a_whole_draft(trainer)
    yield "cold", lambda: window.practise("asleep-upstairs")
    yield "child", lambda: window.page.form.add_child()
    yield "guided", lambda: window.page.go_on()
    yield "debrief", lambda: window.page.go_on()
    yield "class", window.class_results
    yield "own", window.own
    drafts = Drafts(window.store, window.catalogue)
    for section in ("about", "records", "points", "scene", "talk", "marks", "briefing", "todo"):
        yield f"write {section}", lambda section=section: open_draft(window, drafts, draft, section)
    yield "record", lambda: window.page.write_record("weak")


def nameless(window: QWidget) -> list[str]:
    """Focusable controls that a screen reader cannot name."""
    return [
        type(each).__name__
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(each, QAbstractButton | QLineEdit | QPlainTextEdit)
        and not spoken(each)
    ]


def too_small(page: QWidget) -> list[str]:
    """Targets under 24 pixels a side."""
    least = theme.TARGET["least"]
    return [
        f"{spoken(each)}: {each.width()} x {each.height()}"
        for each in page.findChildren(QAbstractButton)
        if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus and min(each.width(), each.height()) < least
    ]


def beside(window: QWidget) -> list[str]:
    """Labels and buttons that reach over the edge of the window sideways."""
    found = []
    for each in window.findChildren(QWidget):
        if isinstance(each, QLabel | QAbstractButton) and each.isVisible() and each.width():
            left = each.mapTo(window, each.rect().topLeft()).x()
            if left < -1 or left + each.width() > window.width() + 1:
                found.append(f"{spoken(each) or getattr(each, 'text', str)()}: {left}..{left + each.width()}")
    return found


@pytest.mark.parametrize(
    ("width", "height", "size", "dark"),
    [(1366, 768, 100, False), (1366, 768, 100, True), (1024, 600, 100, False), (1366, 768, 200, False), (1920, 1080, 100, True)],
)
def test_that_every_page_is_whole_at_this_size(make_trainer, width: int, height: int, size: int, dark: bool) -> None:
    trainer = make_trainer(width, height, dark, size)
    trainer.window.results.add()
    for name, show in pages(trainer):
        show()
        settle()
        assert nameless(trainer.window) == [], name
        if name not in ("guided", "record"):  # the editor has tests of its own
            assert too_small(trainer.page) == [], name
            assert beside(trainer.window) == [], name
        assert trainer.window.width() == width, f"{name} wants more room than there is"


def test_that_changing_theme_and_size_on_any_page_keeps_the_page(make_trainer) -> None:
    trainer = make_trainer()
    for name, show in pages(trainer):
        show()
        settle()
        kind = type(trainer.page)
        trainer.window.larger()
        trainer.window.dark()
        settle()
        assert type(trainer.page) is kind, name
        assert theme.current().dark
        trainer.window.normal_size()
        trainer.window.light()
        settle()


def test_that_tab_reaches_every_control_of_the_library(trainer: Trainer) -> None:
    wanted = {
        each
        for each in trainer.window.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isEnabled()
        and isinstance(each, QAbstractButton)
    }
    trainer.page.search.setFocus(Qt.FocusReason.TabFocusReason)
    reached = set()
    for _ in range(80):
        trainer.press(Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert {spoken(each) for each in wanted - reached} == set()


def test_that_the_menu_leads_to_every_place_when_the_window_is_small(make_trainer) -> None:
    trainer = make_trainer(1366, 768, False, 200)
    words = [each.text() for each in trainer.window.new_menu().actions()]
    for name in ("library", "own", "open_file", "class", "aide"):
        assert trainer.say(f"nav_{name}") in words


def test_that_blank_covers_the_window_and_uncovers_it(trainer: Trainer) -> None:
    trainer.window.blank()
    settle()
    assert trainer.window.blank_sheet is not None
    assert trainer.window.blank_sheet.isVisible()
    trainer.window.blank()
    settle()
    assert not trainer.window.blank_sheet.isVisible()
