"""The few places where the window asks outside itself: file names. One place, so that tests can answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class Asks:
    """Asks for file names with the system's own dialogs. `last_folder` is where the last file went."""

    def __init__(self) -> None:
        self.last_folder = str(Path.home())

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """A folder; None when the person thought better of it."""
        chosen = QFileDialog.getExistingDirectory(parent, title, self.last_folder)
        if not chosen:
            return None
        self.last_folder = chosen
        return Path(chosen)

    def open_name(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Which file to read; None when the person thought better of it."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, self.last_folder, kinds)
        if not chosen:
            return None
        self.last_folder = str(Path(chosen).parent)
        return Path(chosen)

    def save_name(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where to write a file; None when the person thought better of it."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(self.last_folder) / name), kinds)
        if not chosen:
            return None
        self.last_folder = str(Path(chosen).parent)
        return Path(chosen)
