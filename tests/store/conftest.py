"""A real encrypted store for each test, made by the product's own call with a key derivation that costs nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.cheap import CHEAP, PHRASE, VANE
from vpa_assist.store import Store


class Hands:
    """A clock whose hands a test moves; each look moves them on by a millisecond."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "live-1"


@pytest.fixture
def store(folder: Path, hands: Hands) -> Iterator[Store]:
    made, _ = Store.create(folder, VANE, PHRASE, cost=CHEAP, clock=hands)
    with made:
        yield made


@pytest.fixture
def unlock(folder: Path, hands: Hands) -> Iterator[Callable[..., Store]]:
    """Opens the store of `folder` once more, as another window would."""
    opened: list[Store] = []

    def again(passphrase: str = PHRASE, **settings: object) -> Store:
        opened.append(Store.unlock(folder, passphrase, cost=CHEAP, clock=hands, **settings))  # type: ignore[arg-type]
        return opened[-1]

    yield again
    for each in opened:
        each.close()


_ids = itertools.count()


@pytest.fixture
def save_id() -> Callable[[], str]:
    return lambda: f"save-{next(_ids)}"
