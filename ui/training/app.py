"""The way into the training window: `vpa-assist --training`, with `--present ID` straight to the wall."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication

from ui.app import get_ready_after_first_paint, make_application, where_it_failed
from ui.training.window import TrainingWindow
from vpa_assist import catalogue as packs
from vpa_assist import store as stores


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    folder: Path | None = None
    present: str = ""
    briefing: bool = False


class Wrong(ValueError):
    """A command line that cannot be understood; the text is one line for the person who wrote it."""


def asked(words: list[str]) -> Asked:
    """Reads `--data-folder FOLDER`, `--present ID` and `--briefing ID`. Raises Wrong."""
    folder, present, briefing = None, "", False
    left = list(words)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name not in ("--data-folder", "--present", "--briefing"):
            raise Wrong(f"unknown option: {name}")
        if not equals:
            if not left:
                raise Wrong(f"{name} needs a value")
            value = left.pop(0)
        if name == "--data-folder":
            folder = Path(value)
        else:
            present, briefing = value, name == "--briefing"
    return Asked(folder, present, briefing)


def make_window(wanted: Asked) -> TrainingWindow:
    """The window on its first page."""
    note = stores.default_note() if wanted.folder is None else None
    window = TrainingWindow(packs.default(), folder=wanted.folder or stores.default_folder(), note=note)
    screen = QGuiApplication.primaryScreen()
    if screen is not None:
        available = screen.availableGeometry()
        window.resize(min(window.width(), available.width()), min(window.height(), available.height()))
    window.show_library()
    return window


def main(words: list[str] | None = None) -> int:
    """Opens the training window and runs until it is closed. Exit status 2 for a command line it does not understand."""
    try:
        wanted = asked(list(words or []))
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    stores.harden()
    application = make_application()
    window = make_window(wanted)
    sys.excepthook = Fault(window)
    window.show()
    get_ready_after_first_paint(window, window.catalogue)
    if wanted.present:
        from ui.training.files import read_scenario
        from vpa_assist.errors import CannotDo

        path = Path(wanted.present)
        if path.suffix and path.is_file():
            try:
                scenario = read_scenario(path, window.catalogue)
                window.shelf.put(scenario)
            except CannotDo as refusal:
                print(refusal, file=sys.stderr)
                return 2
            name = scenario.id
        else:
            name = wanted.present
        if not window.present(name, "briefing" if wanted.briefing else "present"):
            print(f"there is no scenario {wanted.present}", file=sys.stderr)
            return 2
        window.fill_screen(True)
    return application.exec()


class Fault:
    """What happens to a fault of the program itself: what is written is kept, the person is told, no text goes anywhere."""

    def __init__(self, window: TrainingWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        print(where_it_failed(kind, trace), file=sys.stderr)
        keep = getattr(self._window.page, "keep", None)
        if callable(keep):
            keep()
        self._window.tell(self._window.catalogue.screen("fault.told"), "must")
