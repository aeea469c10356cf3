"""The pack and its scenarios, read once for these tests."""

from __future__ import annotations

import pytest

from vpa_assist import catalogue
from vpa_assist.catalogue import Catalogue
from vpa_assist.training import library
from vpa_assist.training.scenario import Scenario


@pytest.fixture(scope="session")
def pack() -> Catalogue:
    return catalogue.default()


@pytest.fixture(scope="session")
def asleep(pack: Catalogue) -> Scenario:
    """A scenario with two children, a talk that a leading question spoils, and a room behind a door."""
    return library.scenario(pack, "asleep-upstairs")
