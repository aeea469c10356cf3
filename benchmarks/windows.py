"""Windows for the benchmarks: off the screen, over stores of their own, opened as the program opens them."""

from __future__ import annotations

import json
import os
import secrets
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from benchmarks.stores import PASSPHRASE, summary_of
from ui import app
from ui.document import AFTER_PAINT
from ui.main_window import MainWindow
from vpa_assist import catalogue as packs
from vpa_assist.store import Person, Store

SIZE = (1366, 768)
PASSES = 3
"""Passes of the event loop after which all that follows from a key is painted: the letter and the checks, layouts and the
painting that the checks led to, and one in which nothing waits any more. Qt leaves what was posted meanwhile to the next pass.
"""
OFFICER = Person("Jo Vane", "4411", "Response A", "officer")


def application() -> QApplication:
    """The one application of this process, with the product's theme."""
    return app.make_application()


def settle(rounds: int = 5) -> None:
    """Lets all that waits happen."""
    for _ in range(rounds):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def store_with(folder: Path, document: dict[str, Any]) -> Store:
    """A new encrypted store with one draft in it."""
    store, _ = Store.create(folder / "live", OFFICER, PASSPHRASE)
    body = json.dumps(document, ensure_ascii=False).encode()
    store.save(document["id"], body, summary=summary_of(document), expected_revision=0, save_id=secrets.token_hex(8))
    return store


class Painted(QObject):
    """Tells when what waits to be painted is painted, and what follows from it has not begun."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def wait(self) -> float:
        """One pass of the event loop. Gives the processor time at which all that waited was painted."""
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), AFTER_PAINT + 1)
        QCoreApplication.processEvents()
        return self.at

    def customEvent(self, event: QEvent) -> None:
        self.at = time.process_time()


def window_on(folder: Path, document: dict[str, Any]) -> MainWindow:
    """The program's window with this draft open, every section of it visited: all findings are listed and marked."""
    application()
    window = MainWindow(packs.default(), folder=folder, restart=lambda: None)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    window.opened(store_with(folder, document))
    window.open_draft(document["id"])
    settle()
    assert window.editor is not None
    window.editor.visit_all()
    settle()
    return window
