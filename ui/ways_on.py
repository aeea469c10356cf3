"""The ways on from what stands in the way of a store, as links on the unlock page; each says what became of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui import kit
from vpa_assist import __version__
from vpa_assist.errors import CannotDo
from vpa_assist.store.ballast import drop_ballast
from vpa_assist.store.files import DATABASE, KEYS

if TYPE_CHECKING:
    from ui.unlock import UnlockPage


class Ways(QWidget):
    """The ways on that a refusal names, as links. Those that are on the page already need none."""

    LINKS = (
        "look_again", "find_folder", "restore_keys", "restore", "tell_support", "update", "open_other_kind",
        "start_other_kind", "free_space", "save_copy",
    )  # fmt: skip

    def __init__(self, page: UnlockPage, folder: Path, why: str, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._page = page
        self._folder = folder
        self._why = why
        column = kit.vertical(self, space=4)
        holder = QWidget()
        flow = kit.Flow(holder, 14, 4)
        self.links: dict[str, kit.Button] = {}
        for key in keys:
            if key in self.LINKS:
                self.links[key] = kit.link(page.say(f"way.{key}"), partial(self.go, key))
                flow.addWidget(self.links[key])
        column.addWidget(holder)
        self._under = kit.label("", "small_strong", "must", wrap=True)
        self._under.hide()
        column.addWidget(self._under)

    def first(self) -> QWidget:
        """The first link."""
        return next(iter(self.links.values()))

    def _say_under(self, text: str) -> None:
        self._under.setText(text)
        self._under.show()
        kit.announce(self, text)

    def go(self, way: str) -> None:
        """Goes one of the ways on."""
        page = self._page
        ways: dict[str, Callable[[], object]] = {
            "look_again": page.look_again_asked.emit,
            "update": page.look_again_asked.emit,
            "restore": lambda: page.restore_asked.emit(str(self._folder), self._why),
            "restore_keys": self._restore_keys,
            "open_other_kind": page.other_kind_asked.emit,
            "start_other_kind": page.other_kind_asked.emit,
            "tell_support": self._copy_facts,
            "free_space": self._free_space,
            "save_copy": self._save_copy,
            "find_folder": self._find,
        }
        ways[way]()

    def _copy_facts(self) -> None:
        from ui.clipboard import copy_for_a_minute

        page = self._page
        copy_for_a_minute(page.say("unlock.facts", version=__version__, folder=self._folder, why=self._why))
        copied = page.say("unlock.facts_copied")
        kit.announce(page, copied)
        page.fault.setText(f"{self._why} {copied}")

    def _free_space(self) -> None:
        drop_ballast(self._folder)
        self._page.try_it()

    def _restore_keys(self) -> None:
        from vpa_assist.store.backup import keys_for_restoring

        page = self._page
        try:
            keys_for_restoring(self._folder, page.cost)
        except CannotDo:
            page.restore_asked.emit(str(self._folder), page.say("unlock.no_keys_kept"))
            return
        page.look_again_asked.emit()

    def _ask_folder(self, key: str) -> Path | None:
        asks = self._page.asks
        return asks.folder(self._page, self._page.say(key)) if asks is not None else None

    def _find(self) -> None:
        """Looks for the store in a folder that the person names, and in those right below it."""
        chosen = self._ask_folder("unlock.find_folder")
        if chosen is None:
            return
        for place in (chosen, *(sorted(each for each in chosen.iterdir() if each.is_dir()) if chosen.is_dir() else ())):
            if (place / DATABASE).exists():
                self._page.found_elsewhere.emit(str(self._folder), str(place))
                return
        self._refuse(self._page.say("unlock.not_found", folder=chosen))

    def _refuse(self, text: str) -> None:
        if self._page.asks_for_passphrase:
            self._page.tell(text)
        else:
            self._say_under(text)

    def _save_copy(self) -> None:
        """The store's own encrypted files in another folder, where they can be written."""
        chosen = self._ask_folder("unlock.save_copy")
        if chosen is None:
            return
        target = chosen / self._folder.name
        try:
            target.mkdir(parents=True)
            for each in (DATABASE, f"{DATABASE}-wal", KEYS):
                if (self._folder / each).exists():
                    shutil.copyfile(self._folder / each, target / each)
        except OSError as error:
            self._page.tell(self._page.say("export.cannot_write", folder=chosen, why=error.strerror or ""))
            return
        self._page.found_elsewhere.emit("", str(target))
