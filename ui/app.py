"""The way into the window: `vpa-assist` without a command. Shows the first page before anything heavy is imported."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.main_window import MainWindow, fits_screen
from vpa_assist import catalogue as packs
from vpa_assist import store as stores

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Cost


def main(words: list[str] | None = None) -> int:
    """Opens the window and runs until it is closed. `--data-folder FOLDER` keeps the store elsewhere."""
    words = list(words or [])
    if "--training" in words:
        from importlib import import_module

        return int(import_module("ui.training.app").main([each for each in words if each != "--training"]) or 0)
    folder = _folder(words)
    if folder is None and words:
        print(f"unknown option: {' '.join(words)}", file=sys.stderr)
        return 2
    stores.harden()
    application = make_application()
    note = stores.default_note() if folder is None else None
    window = make_window(folder or stores.default_folder(), note)
    sys.excepthook = Fault(window)
    window.show()
    get_ready_after_first_paint(window, window.catalogue)
    return application.exec()


def _folder(words: list[str]) -> Path | None:
    if len(words) == 2 and words[0] == "--data-folder":
        return Path(words[1])
    if len(words) == 1 and words[0].startswith("--data-folder="):
        return Path(words[0].partition("=")[2])
    return None


def make_application() -> QApplication:
    """The application with its theme; made once."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
        application.setStyle("Fusion")
    else:
        application = QApplication(["vpa-assist", "-style", "Fusion"])  # cheaper than setStyle, which gives the style back
    application.setApplicationName("VPA Assist")
    for effect in (
        Qt.UIEffect.UI_General,
        Qt.UIEffect.UI_AnimateMenu,
        Qt.UIEffect.UI_AnimateCombo,
        Qt.UIEffect.UI_AnimateTooltip,
    ):
        QApplication.setEffectEnabled(effect, False)  # nothing moves
    theme.apply(application)
    application.styleHints().colorSchemeChanged.connect(lambda _scheme: _system_changed(application))
    return application


def _system_changed(application: QApplication) -> None:
    for window in application.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.system_changed()


def make_window(folder: Path, note: Path | None = None, cost: Cost = stores.STANDARD) -> MainWindow:
    """The window with its first page."""
    window = MainWindow(packs.default(), folder=folder, note=note, cost=cost)
    fits_screen(window)
    window.begin()
    return window


class AfterFirstPaint(QObject):
    """Does something once, when the window's first picture is on the screen. A timer alone would come before it."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def get_ready_after_first_paint(window: QWidget, catalogue: Catalogue) -> None:
    """Brings in what the first draft will need, once the first page is on the screen."""

    def get_ready() -> None:
        from ui.readying import Readying

        Readying(catalogue, window)

    AfterFirstPaint(window, get_ready)


def where_it_failed(kind: type[BaseException], trace: TracebackType | None) -> str:
    """A fault in one line: its kind and the lines of the program that led to it, the innermost first. Never its text."""
    where = []
    while trace is not None:
        code = trace.tb_frame.f_code
        where.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"fault: {kind.__name__} at {' < '.join(reversed(where))}"


class Fault:
    """What happens to a fault of the program itself: everything is kept, the person is told, no case text goes anywhere."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        print(where_it_failed(kind, trace), file=sys.stderr)
        document = self._window.document
        if document is not None:
            document.save_now()
        editor = self._window.editor
        if editor is not None:
            editor.say(self._window.catalogue.screen("fault.told"))
