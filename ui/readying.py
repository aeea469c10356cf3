"""Gets ready what the first draft needs, piece by piece after the first picture, while a person reads or types a passphrase.

Each piece takes a few milliseconds, at most some thirty, so that no key waits for it noticeably. A draft that is opened before
all is ready finds the rest by itself: nothing here is needed, it only comes early.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from ui import background
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

EVERY = 5
"""Milliseconds from one piece to the next."""
FIRST = (
    "vpa_assist.store.store",
    "ui.start_screen",
    "pydantic",
    "vpa_assist.record.kinds",
    "vpa_assist.record.referral",
    "ui.document",
    "ui.editor",
    "ui.keeping",
)
"""Modules that any draft needs, in the order in which they are wanted."""


class Readying(QObject):
    """Does one piece after the other, each in a pass of the event loop of its own. `is_done` says that all is ready."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_done = False
        self._pieces = pieces(catalogue)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()

    def go_on(self) -> None:
        """Does the next piece."""
        try:
            next(self._pieces)
        except (StopIteration, CannotDo):  # what is wrong with a form pack is told where it is asked for
            self.is_done = True
            self._timer.stop()


def pieces(catalogue: Catalogue) -> Iterator[None]:
    """One step for each piece: modules, what changes of a record need, the patterns of the checks, and each check once."""
    for name in FIRST:
        import_module(name)
        yield
    yield from _widgets()
    yield from _labels(catalogue)
    yield from _records()
    yield from _checks(catalogue)


def _widgets() -> Iterator[None]:
    from ui.answers import WIDGETS
    from ui.panels import PANELS

    for kinds in (WIDGETS, PANELS):
        for kind in kinds:
            kinds[kind]
            yield


def _labels(catalogue: Catalogue) -> Iterator[None]:
    from ui.sections import label_of

    label_of(catalogue, "/incident/account")  # the first letter's step of undo has the label of its question
    yield


def _records() -> Iterator[None]:
    from vpa_assist.record import referral
    from vpa_assist.record.pointers import prepare

    for each in vars(referral).values():
        if isinstance(each, type) and issubclass(each, referral.Part):
            prepare(each)
            yield


def _checks(catalogue: Catalogue) -> Iterator[None]:
    from vpa_assist.checks.case import CHECKS
    from vpa_assist.checks.engine import FAMILIES, run_checks
    from vpa_assist.record.reading import from_json

    compiled: list[Any] = []
    # where no earlier start has left the patterns they take half a second: on a thread, the only piece that is long
    background.run(partial(_patterns, catalogue), compiled.append, compiled.append, compiled.append)
    for family in FAMILIES:
        import_module(f"vpa_assist.checks.{family}")
        yield
    while not compiled:
        yield
    for code in CHECKS:
        words = catalogue.check_text(code)
        run_checks(from_json(_about(f"{words.bad} {words.good}")), catalogue, (code,))
        yield


def _patterns(catalogue: Catalogue) -> object:
    from vpa_assist.checks.prose.patterns import lexicon
    from vpa_assist.insight.kept import mark

    mark(catalogue)  # what is kept for figures names this form pack, also where another takes its place while the window is open
    return lexicon(catalogue)


def _about(text: str) -> dict[str, Any]:
    """A referral that says just this, wherever a check may look."""
    return {
        "schema": "vpa-assist.referral/1",
        "id": "00000000-0000-4000-8000-000000000000",
        "kind": "training",
        "status": "draft",
        "created_at": "2026-01-01T00:00:00+00:00",
        "incident": {"account": text},
        "referral": {"consent_rationale": text, "assessment": text},
        "children": [
            {
                "id": "c1",
                "contact": {"status": "seen_not_spoken_to", "reason": text, "welfare_check": text},
                "aware": {"activity": text, "words": [{"speaker": "child", "words": text}]},
            }
        ],
    }
