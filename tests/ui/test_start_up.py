"""The first page comes up before anything heavy is imported, from a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    "pydantic",
    "reportlab",
    "keyring",
    "sqlalchemy",
    "pikepdf",
    "hunspell",
    "pypdfium2",
    "jsonschema",
    "psycopg",
    "sqlcipher3",
    "socket",
    "vpa_assist.catalogue.types",
    "vpa_assist.store.model",
)

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from ui import app

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            heavy = [name for name in {heavy!r} if name in sys.modules]
            print("painted", type(window.stack.currentWidget()).__name__, heavy, flush=True)
            QTimer.singleShot(0, application.quit)
        return False

application = app.make_application()
window = app.make_window(Path({folder!r}))
watch = Watch()
watch.seen = False
application.installEventFilter(watch)
window.show()
application.exec()
window.shut()
"""


def run(folder: Path) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(heavy=HEAVY, folder=str(folder))],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_that_the_first_page_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing").strip() == "painted FirstRunPage []"


def test_that_unlock_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    from tests.store.cheap import PHRASE, VANE
    from vpa_assist.store import Store

    store, _ = Store.create(tmp_path / "live-1", VANE, PHRASE)
    store.close()
    assert run(tmp_path).strip() == "painted UnlockPage []"
