"""The real window without a display, with the traps of Qt set right: no modal is left, no slot's fault goes unseen."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

import gc
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.store.cheap import CHEAP, PHRASE, VANE
from ui import app, background, messages, spelling, theme
from ui.document import Document
from ui.main_window import MainWindow
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Officer, Referral
from vpa_assist.store import Store, store

EXAMPLES = Path(__file__).parents[1] / "examples"
LONDON = ZoneInfo("Europe/London")


class Clock:
    """A clock whose hands a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 22, 10, tzinfo=LONDON)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


class Answers(messages.Asks):
    """Answers the question for a file name."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.asked: list[str] = []
        self.opens: Path | None = None

    def open_name(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        self.asked.append(kinds)
        return self.opens

    def save_name(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(name)
        return self.folder / name


def _open_stores() -> int:
    return sum(store._open_kinds.values())


@pytest.fixture(autouse=True)
def _no_store_is_left_open() -> Iterator[None]:
    """A store that a test leaves open would refuse the next test a store of the other kind."""
    before = _open_stores()
    yield
    if _open_stores() > before:
        gc.collect()
    left = _open_stores() - before
    for kind in store._open_kinds:
        store._open_kinds[kind] = max(0, store._open_kinds[kind] - max(left, 0))
    assert left <= 0, "a store was left open"


@pytest.fixture(autouse=True)
def _no_modal_is_left(qapp: QApplication, _no_store_is_left_open: None) -> Iterator[None]:
    """Closes a modal that nobody answered, and fails the test: a run must never hang."""
    found: list[str] = []
    timer = QTimer()
    timer.setInterval(2000)

    def look() -> None:
        modal = QApplication.activeModalWidget()
        if modal is not None:
            found.append(type(modal).__name__)
            modal.close()

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            widget.shut()
        widget.close()
        widget.deleteLater()
    background.wait()
    own = spelling.shared()
    if own is not None:
        own.wait()
        spelling.use(None)
    settle()
    assert not found, f"a modal window was left open: {found}"


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    app.make_application()
    if theme.current() is None or theme.current().dark or theme.current().text_size != 100:
        theme.apply(qapp, dark=False, text_size=100)


def settle(rounds: int = 4) -> None:
    """Lets everything that is waiting happen, deletions included."""
    for _ in range(rounds):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def officer() -> Officer:
    return Officer(name=VANE.name, collar_number=VANE.collar_number, unit=VANE.unit)


def example(name: str) -> Referral:
    """One of the example referrals, as a live draft."""
    value = json.loads((EXAMPLES / f"{name}.json").read_bytes())
    value.update(kind="live", status="draft")
    value.pop("review", None)
    return from_json(value)


def blank(**members: Any) -> Referral:
    """A referral with hardly anything in it."""
    return from_json(
        {
            "schema": "vpa-assist.referral/1",
            "id": "0b7c1a52-6f0e-4c3b-9a41-5d1f7e2c8a10",
            "kind": "live",
            "status": "draft",
            "created_at": "2026-11-21T22:00:00+00:00",
            **members,
        }
    )


@pytest.fixture
def make_document(catalogue: Catalogue, clock: Clock, officer: Officer) -> Callable[..., Document]:
    def make(referral: Referral | None = None, **settings: Any) -> Document:
        settings.setdefault("officer", officer)
        return Document(referral or blank(), catalogue, clock=clock, **settings)

    return make


@pytest.fixture
def window(catalogue: Catalogue, clock: Clock, tmp_path: Path) -> Iterator[MainWindow]:
    """A window with an open, empty store, on its start screen."""
    (tmp_path / "files").mkdir()
    made = make_window(catalogue, clock, tmp_path)
    store, _ = Store.create(tmp_path / "data" / "live-1", VANE, PHRASE, cost=CHEAP)
    made.opened(store)
    settle()
    yield made
    made.shut()


def make_window(catalogue: Catalogue, clock: Clock, tmp_path: Path, **settings: Any) -> MainWindow:
    """A window over the data folder of a test."""
    settings.setdefault("restart", lambda: None)
    made = MainWindow(catalogue, folder=tmp_path / "data", cost=CHEAP, clock=clock, asks=Answers(tmp_path / "files"), **settings)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    return made


def body_of(store: Store, draft_id: str) -> Referral:
    """What the store holds."""
    return read(store.load(draft_id, editing=False).body)
