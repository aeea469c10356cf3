"""The idle lock: whatever a person does in any window puts it off, and only that does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.conftest import blank, settle
from ui.idle import WARNING, Idle


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock_() -> Clock:
    return Clock()


@pytest.fixture
def line(qapp: Any) -> Iterator[QLineEdit]:
    window = QWidget()
    made = QLineEdit(window)
    window.show()
    window.activateWindow()
    made.setFocus()
    settle()
    yield made
    window.close()
    window.deleteLater()


@pytest.fixture
def idle(clock_: Clock, line: QLineEdit) -> Iterator[Idle]:
    made = Idle(10, clock_)
    yield made
    made.stop()


def told(idle: Idle) -> list[str]:
    """What the lock says, as it says it."""
    said: list[str] = []
    idle.warned.connect(lambda seconds: said.append(f"warned {seconds}"))
    idle.back.connect(lambda: said.append("back"))
    idle.locked.connect(lambda: said.append("locked"))
    return said


def test_that_the_lock_warns_a_minute_before_and_then_locks(idle: Idle, clock_: Clock) -> None:
    said = told(idle)
    clock_.at = 10 * 60 - WARNING - 1
    idle.look()
    assert said == []
    clock_.at += 2
    idle.look()
    assert said == ["warned 59"]
    clock_.at += WARNING
    idle.look()
    assert said == ["warned 59", "locked"]


@pytest.mark.parametrize("kind", ["key", "move", "press"])
def test_that_a_key_or_the_mouse_puts_the_lock_off(idle: Idle, clock_: Clock, line: QLineEdit, kind: str) -> None:
    said = told(idle)
    clock_.at = 10 * 60 - 5
    idle.look()
    window = line.window().windowHandle()
    if kind == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    elif kind == "move":
        QTest.mouseMove(window, line.pos())
    else:
        QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    settle()
    assert said == ["warned 5", "back"]
    clock_.at += 10 * 60 - WARNING - 1
    idle.look()
    assert said == ["warned 5", "back"]


def test_that_a_window_opened_later_is_watched_as_well(idle: Idle, clock_: Clock) -> None:
    said = told(idle)
    later = QWidget()
    later.show()
    settle()
    clock_.at = 10 * 60 - 5
    idle.look()
    QTest.keyClick(later.windowHandle(), Qt.Key.Key_A)
    later.close()
    later.deleteLater()
    assert said == ["warned 5", "back"]


def test_that_what_the_program_does_by_itself_puts_nothing_off(idle: Idle, clock_: Clock, line: QLineEdit) -> None:
    said = told(idle)
    clock_.at = 10 * 60 - 5
    line.setText("saved")
    line.window().resize(500, 400)
    line.update()
    settle()
    idle.look()
    assert said == ["warned 5"]


def test_that_a_lock_that_was_stopped_hears_nothing(idle: Idle, clock_: Clock, line: QLineEdit) -> None:
    said = told(idle)
    clock_.at = 10 * 60 - 5
    idle.look()
    idle.stop()
    QTest.keyClick(line.window().windowHandle(), Qt.Key.Key_A)
    assert said == ["warned 5"]


def test_that_text_that_no_key_typed_puts_the_lock_off(window: Any, monkeypatch: Any) -> None:
    window.work.open(blank(), 0)
    settle()
    heard: list[int] = []
    monkeypatch.setattr(window.watch.idle, "active", lambda: heard.append(1))
    window.document.edit("/incident/reference", "1234")
    settle()
    assert heard, "dictation and input methods put text in without a key"
