"""Taking in a file that was dropped on the start screen: a document, or a PDF that holds one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Store, Summary

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is looked at."""


def take_in(store: Store, path: Path, catalogue: Catalogue) -> Any:
    """Takes a file in. Raises `CannotDo` with one sentence for what cannot be."""
    from ui.keeping import summary_of
    from vpa_assist.checks.engine import run_checks
    from vpa_assist.store.incoming import receive

    try:
        if path.stat().st_size > LARGEST:
            raise CannotDo(catalogue.screen("taken.too_large", name=path.name))
        data = path.read_bytes()
    except OSError:
        raise CannotDo(catalogue.screen("taken.unreadable", name=path.name)) from None
    if data.startswith(b"%PDF"):
        from importlib import import_module

        pdf: Any = import_module("vpa_assist.pdf")
        data = pdf.extract(data)

    def summarise(referral: Referral) -> Summary:
        return summary_of(referral, catalogue, run_checks(referral, catalogue))

    return receive(store, data, summarise)
