"""What is deleted leaves the backups too: after a crash, beside a backup that is being made, and from several windows at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import pytest

from tests.store.cheap import a_body, save
from tests.store.conftest import Hands
from vpa_assist.store import Store, backup
from vpa_assist.store.backup import _closing, _open_backup, backups
from vpa_assist.store.erasing import ERASING, Erasing
from vpa_assist.store.errors import StoreBusy

Unlock = Callable[..., Store]


def held_by_backups(store: Store) -> list[set[str]]:
    found = []
    for each in store.upkeep.backups():
        with _closing(_open_backup(each.path, store.key_for_helper())) as raw:
            found.append({row[0] for row in raw.execute("SELECT id FROM draft")})
    return found


def noted(store: Store) -> list[Any]:
    return store._db.rows("SELECT key FROM setting WHERE key LIKE ?", (f"{ERASING}%",))


@pytest.fixture
def filled(store: Store, hands: Hands) -> Store:
    for number in range(3):
        save(store, f"d{number}", body=a_body(f"d{number}"))
    for _ in range(2):
        hands.move(minutes=31)
        store.upkeep.back_up()
    return store


def test_that_a_deletion_that_was_broken_off_is_carried_out_in_the_backups_after_the_next_start(
    filled: Store, unlock: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_self: Erasing) -> tuple[str, ...]:
        raise StoreBusy(holder="")

    with monkeypatch.context() as broken:
        broken.setattr(Erasing, "finish", killed)
        filled.delete("d1", "entered twice")
    filled.close()
    again = unlock()
    assert held_by_backups(again) == [{"d0", "d1", "d2"}] * 2
    assert again.upkeep.look_after(exports=False) == ()
    assert held_by_backups(again) == [{"d0", "d2"}] * 2
    assert noted(again) == []


def test_that_a_backup_that_is_being_made_meanwhile_does_not_keep_what_is_deleted(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied, go_on = Event(), Event()
    real = backup.look_through

    def look_through(path: Path, data_key: bytes) -> None:
        copied.set()
        assert go_on.wait(20)
        real(path, data_key)

    monkeypatch.setattr(backup, "look_through", look_through)
    with ThreadPoolExecutor(2) as threads:
        making = threads.submit(filled.upkeep.back_up)
        assert copied.wait(20)
        deleting = threads.submit(filled.delete, "d1", "entered twice")
        wait([deleting], timeout=0.5)  # it would be through by now if it did not wait for its turn
        go_on.set()
        making.result(30)
        assert deleting.result(30) == ()
    assert held_by_backups(filled) == [{"d0", "d2"}] * 3


def test_that_two_windows_that_delete_at_once_both_reach_every_backup(
    filled: Store, unlock: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = Barrier(2, timeout=0.5)
    real = backup._without_words

    def between_copying_and_replacing(raw: Any) -> Any:
        with suppress(BrokenBarrierError):  # the two never meet here, each in its turn
            together.wait()
        return real(raw)

    monkeypatch.setattr(backup, "_without_words", between_copying_and_replacing)
    other = unlock()
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(filled.delete, "d0", "entered twice"), threads.submit(other.delete, "d2", "entered twice")]
        assert [each.result(30) for each in both] == [(), ()]
    assert held_by_backups(filled) == [{"d1"}] * 2


def test_that_what_was_taken_in_again_meanwhile_stays_in_the_backups(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Erasing, "finish", lambda _self: ())
        filled.delete("d1", "entered twice")
    save(filled, "d1", body=a_body("d1"))
    filled.upkeep.look_after(exports=False)
    assert held_by_backups(filled) == [{"d0", "d1", "d2"}] * 2
    assert noted(filled) == []


def test_that_backups_that_cannot_be_opened_are_named_when_the_deletion_is_carried_out_later(
    filled: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Erasing, "finish", lambda _self: ())
        filled.delete("d1", "entered twice")
    damaged = backups(folder)[0].path
    damaged.write_bytes(b"\0" * 8192)
    (notice,) = filled.upkeep.look_after(exports=False)
    assert (notice.key, damaged.name in notice.text) == ("erasing_left", True)
    assert filled.upkeep.look_after(exports=False) == ()
