"""A window that types by itself until it is killed, for the test of losing nothing. Prints each letter's time as it is typed.

Arguments: the data folder, and how many letters there are already.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.store.cheap import CHEAP, PHRASE
from ui import app
from ui.main_window import MainWindow
from vpa_assist import catalogue as packs
from vpa_assist.store import Store


def main() -> None:
    folder = Path(sys.argv[1])
    application = app.make_application()
    window = MainWindow(packs.default(), folder=folder, cost=CHEAP, restart=lambda: None)
    window.show()
    window.opened(Store.unlock(folder / "live-1", PHRASE, cost=CHEAP))
    editor = window.editor
    assert editor is not None
    assert editor.document.get("/children/0") is not None
    print("opened", len(editor.document.get("/children/0/wishes") or ""), flush=True)

    def type_one() -> None:
        focus = QApplication.focusWidget()
        if focus is None:
            editor.go_to("/children/0/wishes", cursor=10**6)
            return
        QTest.keyClick(focus, "x")
        print(len(editor.document.get("/children/0/wishes") or ""), time.monotonic(), flush=True)

    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(20)
    application.exec()


if __name__ == "__main__":
    main()
