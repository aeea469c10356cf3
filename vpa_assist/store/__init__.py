"""Drafts that are never lost and never leak: one encrypted file for each person. Bytes in, rows out.

Nothing here imports pydantic, and the computer's keyring only when it is asked for, so that the first window opens at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from vpa_assist.store.errors import StoreCannot
from vpa_assist.store.files import default_folder, default_note
from vpa_assist.store.keys import STANDARD, Cost
from vpa_assist.store.known import forget_store, known_stores, new_store_folder, note_store
from vpa_assist.store.people import Kind, Known, Person
from vpa_assist.store.process import harden, restart

if TYPE_CHECKING:
    from vpa_assist.store.model import (
        NOT_RECORDED,
        Counts,
        Draft,
        Due,
        Exported,
        Filters,
        FollowUp,
        Interrupted,
        Place,
        Revision,
        Row,
        Saved,
        Summary,
        Why,
        WorkList,
        work_list,
    )
    from vpa_assist.store.protocol import DraftStore
    from vpa_assist.store.store import Store


def __getattr__(name: str) -> Any:
    # what the first page does not need is imported when it is asked for: the store itself brings some thirty modules
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module("vpa_assist.store." + {"Store": "store", "DraftStore": "protocol"}.get(name, "model"))
    value = globals()[name] = getattr(module, name)
    return value


__all__ = [
    "NOT_RECORDED",
    "STANDARD",
    "Cost",
    "Counts",
    "Draft",
    "DraftStore",
    "Due",
    "Exported",
    "Filters",
    "FollowUp",
    "Interrupted",
    "Kind",
    "Known",
    "Person",
    "Place",
    "Revision",
    "Row",
    "Saved",
    "Store",
    "StoreCannot",
    "Summary",
    "Why",
    "WorkList",
    "default_folder",
    "default_note",
    "forget_store",
    "harden",
    "known_stores",
    "new_store_folder",
    "note_store",
    "restart",
    "work_list",
]
