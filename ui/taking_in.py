"""Taking in a file that was dropped on the start screen: a document, or a PDF that holds one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.errors import CannotDo, Refused

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.findings import Finding
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Saved, Store, Summary
    from vpa_assist.store.incoming import Received

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is looked at."""


class NeedsPassphrase(CannotDo):
    """A sealed file that opens by a passphrase which was not given yet."""


def take_in(store: Store, path: Path, catalogue: Catalogue, passphrase: str = "") -> Received:
    """Takes a file in: a document, a PDF that holds one, or a sealed transfer file.

    Raises `NeedsPassphrase` for a sealed file that wants one, and `CannotDo`, one sentence, for what cannot be taken in.
    """
    from vpa_assist.store.incoming import receive
    from vpa_assist.store.transfer import FIRST_LINE, is_for_passphrase

    try:
        if path.stat().st_size > LARGEST:
            raise CannotDo(catalogue.screen("taken.too_large", name=path.name))
        data = path.read_bytes()
    except OSError:
        raise CannotDo(catalogue.screen("taken.unreadable", name=path.name)) from None
    sender = ""
    if data.startswith(FIRST_LINE[:20]):
        if is_for_passphrase(data) and not passphrase:
            raise NeedsPassphrase(catalogue.screen("taken.sealed", name=path.name))
        unsealed = store.unseal(data, passphrase)
        data, sender = unsealed.document, unsealed.sealed_by
    elif data.startswith(b"%PDF"):
        from vpa_assist import pdf

        data = pdf.extract(data)
    looked = LookedThrough(store, catalogue)
    try:
        received = receive(store, data, looked.summary, sender)
    except Refused as refusal:
        first, *more = refusal.lines()
        key = "taken.refused_more" if more else "taken.refused"
        raise CannotDo(catalogue.screen(key, name=path.name, fault=first, count=len(more))) from None
    if received.saved is not None:
        looked.keep_facts(received.saved)
    return received


class LookedThrough:
    """A document that is saved as a whole, taken in or decided on: checked once, for the lists' row and for the figures."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._held: tuple[Referral, tuple[Finding, ...]] | None = None

    def summary(self, referral: Referral) -> Summary:
        """The lists' row of the document."""
        from ui.keeping import summary_of
        from vpa_assist.checks.engine import run_checks

        findings = run_checks(referral, self._catalogue)
        self._held = referral, findings
        return summary_of(referral, self._catalogue, findings)

    def keep_facts(self, saved: Saved) -> None:
        """Once it is saved: keeps what it contributes to figures."""
        from vpa_assist.insight.from_store import keep_of

        if self._held is not None:
            referral, findings = self._held
            keep_of(self._store, self._catalogue, referral.id, saved.revision, referral, findings)
