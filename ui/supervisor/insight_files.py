"""Insight's figures as files: a page, a table, the chart as a picture, the inspection pack with a class's results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ui import kit
from ui.menu_button import MenuButton
from ui.supervisor.figure_files import PICTURES, AsShown, file_of, picture
from vpa_assist.errors import CannotDo
from vpa_assist.store.files import write_whole

if TYPE_CHECKING:
    from ui.supervisor.insight_page import InsightPage
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.training.results import Result

PACKS = ("", "plain", "training")


class InsightFiles:
    """What can be saved of one page's figures, and the buttons for it."""

    def __init__(self, page: InsightPage, catalogue: Catalogue) -> None:
        self._page = page
        self._catalogue = catalogue
        self.training: tuple[Result, ...] = ()
        """A class's results that go into the inspection pack."""
        word = self._word
        self.html = kit.button(word("insight.save_html"), lambda: self._ask("html"))
        self.csv = kit.button(word("insight.save_csv"), lambda: self._ask("csv"))
        self.pack = MenuButton(word("insight.save_pack"), [(each, word(f"insight.pack_{each}")) for each in PACKS])
        self.pack.picked.connect(self._save_pack)
        self.picture = MenuButton(word("insight.save_chart"), [(each, word(f"insight.chart_{each}")) for each in ("", *PICTURES)])
        self.picture.picked.connect(self._save_picture)
        self.buttons = (self.picture, self.html, self.csv, self.pack)

    def _word(self, key: str, **words: object) -> str:
        return self._catalogue.screen(key, **words)

    # what is asked for

    def _save_picture(self, form: object) -> None:
        self.picture.choose("")
        if form:
            self._ask(str(form))

    def _save_pack(self, form: object) -> None:
        self.pack.choose("")
        self.training = ()
        if form == "plain":
            self._ask("zip")
        elif form == "training":
            dialog = QFileDialog(self._page, self._word("insight.pack_training"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilter("CSV (*.csv)")
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.fileSelected.connect(self._pack_with)
            dialog.open()

    def _pack_with(self, name: str) -> None:
        if self.take_training(Path(name)):
            self._ask("zip")

    def take_training(self, path: Path) -> bool:
        """Reads a class's results for the inspection pack; says so where it is no such table."""
        from vpa_assist.training.results import from_csv

        try:
            self.training = from_csv(path.read_bytes())
        except CannotDo as refusal:
            self._page.say(str(refusal))
            return False
        except OSError as error:
            self._page.say(self._word("insight.not_read", reason=(error.strerror or "").lower()))
            return False
        return True

    def _ask(self, form: str) -> None:
        if self._page.as_shown() is None:
            return
        name = f"{self._word('insight.file_name')}-{self._page.today().isoformat()}.{form}"
        dialog = QFileDialog(self._page, self._word("insight.save_as"), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(lambda chosen: self.save_to(form, Path(chosen)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # writing

    def save_to(self, form: str, path: Path) -> None:
        """Writes the figures as `csv`, `html` or the inspection pack (`zip`), or the chart as `svg`, `png`, `pdf`; says so."""
        shown = self._shown()
        if shown is None:
            return
        try:
            write_whole(path, file_of(form, shown))
        except OSError as error:
            self._page.say(self._word("insight.not_saved", reason=(error.strerror or "").lower()))
        else:
            self._page.say(self._word("insight.saved", name=path.name))

    def picture_of(self, form: str) -> bytes:
        """The chart that is shown, in black, white and one accent: `svg`, `png`, or `pdf` with its figures as a table."""
        shown = self._shown()
        return picture(form, shown) if shown is not None else b""

    def _shown(self) -> AsShown | None:
        shown = self._page.as_shown()
        return replace(shown, training=self.training) if shown is not None else None
