"""Whose a store is, as the key file and the first page know it. Apart from the other values, so that a start needs no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["live", "training"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who a store belongs to. On a store of one's own computer the role is a declaration: nothing there can prove it."""

    name: str
    collar_number: str
    unit: str = ""
    role: str = "officer"

    def __str__(self) -> str:
        return f"{self.name} ({self.collar_number})" if self.collar_number else self.name


@dataclass(frozen=True, slots=True)
class Known:
    """A store that lies in the data folder, as the Unlock page lists it, or one that is missing from it."""

    folder: str
    store_id: str
    name: str
    collar_number: str
    kind: Kind
    keyring: bool = False
    missing: bool = False
