"""The window looks after the store by itself, off the key path."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE, VANE, save
from ui.upkeep import Upkeep
from vpa_assist.catalogue import Catalogue
from vpa_assist.store import Store


def test_that_a_backup_is_made_and_what_is_left_outside_is_named_once(qtbot: QtBot, tmp_path: Path, catalogue: Catalogue) -> None:
    store, _ = Store.create(tmp_path / "s", VANE, PHRASE, cost=CHEAP)
    with store:
        save(store)
        store.outside.note_export("d1", "CP-1", "/home/jo/CP-1.pdf", "referral", "ab" * 32, "")
        upkeep = Upkeep(store, catalogue)
        heard: list[str] = []
        upkeep.told.connect(heard.append)
        with qtbot.waitSignal(upkeep.told, timeout=10_000):
            upkeep.look()
        assert "outside this store" in heard[0]
        assert len(store.upkeep.backups()) == 1
        upkeep.look()
        qtbot.waitUntil(lambda: upkeep._job is None, timeout=10_000)
        assert len(heard) == 1
        upkeep.stop()
