"""A window over a store whose clock a test moves, with referrals that were written, sent and exported."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE, VANE
from tests.ui.conftest import EXAMPLES, Clock, make_window, settle
from ui import background
from ui.keeping import as_bytes, summary_of
from ui.main_window import MainWindow
from ui.settings.page import SettingsPage
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.pointers import put
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral
from vpa_assist.store import Saved, Store

Keep = Callable[..., Saved]


def a_referral(name: str = "da-two-children-asleep-weak", **members: object) -> Referral:
    """One of the example referrals as a live draft."""
    value = json.loads((EXAMPLES / f"{name}.json").read_bytes())
    value.pop("review", None)
    value.update(kind="live", status="draft", **members)
    return from_json(value)


def sent(referral: Referral, at: str = "2026-10-02T10:00:00+00:00") -> Referral:
    """The referral after it was sent."""
    entry = {"id": "r1", "at": at, "by": {"name": "Sgt Ruth Castell"}, "action": "send", "to": "Children", "how": "portal"}
    return put(put(referral, "/status", "sent"), "/review", [entry])


@pytest.fixture
def code() -> list[str]:
    """The recovery code of the store, once `window` made it."""
    return []


@pytest.fixture
def window(catalogue: Catalogue, clock: Clock, tmp_path: Path, code: list[str]) -> Iterator[MainWindow]:
    """A window with an open, empty store that goes by the same clock, on its start screen."""
    (tmp_path / "files").mkdir()
    made = make_window(catalogue, clock, tmp_path)
    store, shown = Store.create(tmp_path / "data" / "live-1", VANE, PHRASE, cost=CHEAP, clock=clock)
    code.append(shown)
    made.opened(store)
    settle()
    yield made
    if not made.shut():  # what a test left unsaved on purpose keeps a window open
        made.drop_referral()
        made.shut()


@pytest.fixture
def keep(window: MainWindow, catalogue: Catalogue, clock: Clock) -> Keep:
    """Saves a referral in the window's store, a minute later each time."""

    def save(referral: Referral, revision: int = 0, **settings: object) -> Saved:
        assert window.store is not None
        clock.at += timedelta(minutes=1)
        return window.store.save(
            referral.id,
            as_bytes(referral),
            summary=summary_of(referral, catalogue, ()),
            expected_revision=revision,
            save_id=uuid4().hex,
            **settings,  # type: ignore[arg-type]
        )

    return save


@pytest.fixture
def choose_folder(window: MainWindow) -> Callable[[Path | None], None]:
    """Answers the question for a folder."""

    def choose(path: Path | None) -> None:
        def folder(parent: QWidget, title: str) -> Path | None:
            return path

        window.asks.folder = folder  # type: ignore[method-assign]

    return choose


def rest(qtbot: QtBot) -> None:
    """Lets slow work end and its result be shown."""
    background.wait()
    settle()


def store_of(window: MainWindow) -> Store:
    """The open store."""
    assert window.store is not None
    return window.store


def page_of(window: MainWindow) -> SettingsPage:
    """The settings page that is shown."""
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    return page
