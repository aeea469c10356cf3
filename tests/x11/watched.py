"""The program as it is, telling on its output what has the keyboard. Argument: the data folder.

A key derivation costs little here, as in all tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.store.cheap import CHEAP
from ui import app


def tell(_old: QWidget | None, new: QWidget | None) -> None:
    if new is None:
        return
    name = new.accessibleName() or (new.text() if isinstance(new, QAbstractButton) else "") or type(new).__name__
    print(f"focus: {name}", flush=True)


def main() -> None:
    application = app.make_application()
    application.focusChanged.connect(tell)
    assert isinstance(application, QApplication)
    window = app.make_window(Path(sys.argv[1]), cost=CHEAP)
    sys.excepthook = app.Fault(window)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
