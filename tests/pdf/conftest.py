"""The documents that the tests of the printed referral share."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any

import pytest

from tests.make import examples
from vpa_assist.catalogue import Catalogue, default
from vpa_assist.pdf import exported
from vpa_assist.pdf.exporting import Exported
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Referral

NAMES = tuple(path.stem for path in examples())


@cache
def example(name: str) -> Referral:
    """One of the example documents."""
    path = next(path for path in examples() if path.stem == name)
    return read(path.read_bytes())


@lru_cache(maxsize=64)
def printed(name: str, variant: str = "full") -> Exported:
    """An example's PDF, made once."""
    return exported(example(name), default(), variant=variant)


def made(value: dict[str, Any]) -> Referral:
    """A document from plain values, with what every document needs."""
    whole = {
        "schema": "vpa-assist.referral/1",
        "id": "5e4d1c7a-0f6b-4a53-8b55-2c8f6a7d9e10",
        "updated_at": "2026-11-14T23:00:00+00:00",
    }
    return from_json(json.loads(json.dumps({**whole, **value})))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return default()
