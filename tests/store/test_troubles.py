"""What the outside does to a store: full disks, folders that may not be written, files that vanish, other windows, damage."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.cheap import CHEAP, PHRASE, VANE, a_body, run_python, save
from vpa_assist.store import Store
from vpa_assist.store import ballast as ballast_file
from vpa_assist.store.connection import open_raw
from vpa_assist.store.errors import (
    CannotWrite,
    DiskFull,
    NewerStore,
    NotEncrypted,
    StoreBusy,
    StoreCannot,
    StoreDamaged,
    StoreVanished,
    WriteFailed,
)
from vpa_assist.store.files import BALLAST, DATABASE

Unlock = Callable[..., Store]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB, for which one must be root."""
    place = tmp_path / "small"
    place.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=False).returncode:
        pytest.skip("needs the right to mount a small disk (root)")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def _fill(store: Store) -> tuple[int, DiskFull]:
    saved = 0
    while True:
        try:
            save(store, f"d{saved}", body=a_body(words="x" * 20_000))
        except DiskFull as told:
            return saved, told
        saved += 1


def test_that_on_a_full_disk_what_was_saved_stays_and_the_person_is_told(small_disk: Path) -> None:
    (small_disk / "something else").write_bytes(bytes(300_000))
    store, _ = Store.create(small_disk / "s", VANE, PHRASE, cost=CHEAP)
    saved, told = _fill(store)
    assert saved > 20
    assert (told.way_on, "last change is not saved" in str(told)) == (("free_space", "save_copy"), True)
    assert len(store.drafts(limit=1000)) == saved
    assert [each.key for each in store.upkeep.look_after(exports=False)] == ["low_space", "backup_never"]
    store.close()
    (small_disk / "something else").unlink()
    with Store.unlock(small_disk / "s", PHRASE, cost=CHEAP) as again:
        assert len(again.drafts(limit=1000)) == saved
        assert again.upkeep.faults() == ()


def test_that_the_ballast_makes_room_for_the_last_change(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast_file, "SIZE", 400_000)
    store, _ = Store.create(small_disk / "s", VANE, PHRASE, cost=CHEAP)
    assert (small_disk / "s" / BALLAST).stat().st_blocks * 512 >= 390_000
    held = small_disk / "s" / BALLAST
    number = 0
    while held.exists():
        save(store, f"d{number}", body=a_body(words="x" * 20_000))
        number += 1
    store.delete("d0", "room is needed")
    assert {row.draft_id for row in store.drafts(limit=999)} == {f"d{each}" for each in range(1, number)}
    store.close()


def test_that_a_limit_on_file_sizes_loses_nothing_that_was_acknowledged(store: Store, unlock: Unlock, folder: Path) -> None:
    store.close()
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"s = Store.unlock(Path({str(folder)!r}), PHRASE, cost=CHEAP)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "for n in range(500):\n"
        "    try: save(s, f'd{n}', body=a_body(words='x' * 20_000)); print(n, flush=True)\n"
        "    except StoreCannot as told: print(type(told).__name__); break\n"
    )
    *acknowledged, told = run_python(script).stdout.split()
    assert told in ("WriteFailed", "DiskFull")
    assert len(acknowledged) > 10
    again = unlock()
    assert {row.draft_id for row in again.drafts(limit=1000)} >= {f"d{number}" for number in acknowledged}
    assert again.upkeep.faults() == ()


@pytest.fixture
def read_only(store: Store, folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The store's folder as a read-only mount, for which one must be root."""
    save(store)
    store.close()
    place = tmp_path / "ro"
    place.mkdir()
    if os.geteuid() or subprocess.run(["mount", "--bind", folder, place], check=False).returncode:
        pytest.skip("needs the right to mount a folder (root)")
    subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True)
    yield place
    subprocess.run(["umount", place], check=True)


def test_that_a_read_only_folder_is_told(read_only: Path) -> None:
    with pytest.raises(CannotWrite, match="ask for the right to write there"):
        Store.unlock(read_only, PHRASE, cost=CHEAP)
    with pytest.raises(CannotWrite):
        Store.create(read_only / "new", VANE, PHRASE, cost=CHEAP)


@pytest.mark.parametrize("loss", ["deleted", "moved", "replaced", "log deleted"])
def test_that_a_file_that_vanishes_under_an_open_store_is_told_and_a_copy_can_be_saved(
    store: Store, folder: Path, tmp_path: Path, loss: str
) -> None:
    save(store)
    path = folder / DATABASE
    if loss == "deleted":
        shutil.rmtree(folder)
    elif loss == "moved":
        folder.rename(tmp_path / "moved")
    elif loss == "replaced":
        shutil.copyfile(path, tmp_path / "copy.db")
        os.replace(tmp_path / "copy.db", path)
    else:
        Path(f"{path}-wal").unlink()
    with pytest.raises(StoreVanished, match="Save a copy elsewhere now") as refused:
        save(store, revision=1, body=a_body(words="typed meanwhile"))
    assert refused.value.way_on == ("save_copy",)
    store.upkeep.copy_elsewhere(tmp_path / "stick")
    store.close()
    with Store.unlock(tmp_path / "stick", PHRASE, cost=CHEAP) as copy:
        assert copy.load("d1").body == a_body(words="typed meanwhile")


def test_that_a_plain_database_is_neither_opened_nor_written(store: Store, folder: Path) -> None:
    store.close()
    (folder / DATABASE).unlink()
    plain = sqlite3.connect(folder / DATABASE)
    plain.execute("CREATE TABLE draft (id)")
    plain.commit()
    plain.close()
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(NotEncrypted):
        Store.unlock(folder, PHRASE, cost=CHEAP)
    assert (folder / DATABASE).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"x" * 100, bytes(8192), os.urandom(8192)])
def test_that_a_file_that_is_no_store_is_told_and_left_as_it_is(store: Store, folder: Path, content: bytes) -> None:
    store.close()
    (folder / DATABASE).write_bytes(content)
    with pytest.raises(StoreDamaged) as refused:
        Store.unlock(folder, PHRASE, cost=CHEAP)
    assert refused.value.way_on == ("restore",)
    assert (folder / DATABASE).read_bytes() == content


def test_that_a_store_of_a_newer_version_is_left_untouched(store: Store, folder: Path) -> None:
    store._db.raw.execute("PRAGMA user_version=999")
    store.close()
    with pytest.raises(NewerStore, match=r"version 999; this one reads up to \d"):
        Store.unlock(folder, PHRASE, cost=CHEAP)


def test_that_a_busy_store_names_who_holds_it_and_the_save_can_be_tried_again(store: Store, unlock: Unlock, folder: Path) -> None:
    save(store)
    other = unlock(patience=0.05)
    with store._db.write(), pytest.raises(StoreBusy, match=rf"opened 09:00 by process {os.getpid()}"):
        save(other, revision=1, save_id="once")
    assert save(other, revision=1, save_id="once").revision == 2


def test_that_two_windows_on_different_drafts_do_not_disturb_each_other(store: Store, unlock: Unlock) -> None:
    other = unlock()
    for revision in range(20):
        save(store, "d1", revision=revision)
        save(other, "d2", revision=revision)
    assert {row.draft_id: row.revision for row in store.drafts()} == {"d1": 20, "d2": 20}
    assert store.upkeep.verify_trail().whole


def test_that_a_damaged_page_is_named_and_never_shown_as_a_draft(store: Store, folder: Path) -> None:
    bodies = {}
    for number in range(60):
        bodies[f"d{number}"] = a_body(words=f"{number} " * 900)
        save(store, f"d{number}", body=bodies[f"d{number}"])
    key = store.key_for_helper()
    store.close()
    open_raw(folder / DATABASE, key).close()
    good = (folder / DATABASE).read_bytes()
    chance = random.Random(5)
    for _ in range(25):
        damaged = bytearray(good)
        damaged[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        (folder / DATABASE).write_bytes(damaged)
        try:
            opened = Store.unlock(folder, PHRASE, cost=CHEAP)
        except StoreCannot as told:
            assert isinstance(told, StoreDamaged)
            continue
        with opened:
            try:
                for draft_id, body in bodies.items():
                    assert opened.load(draft_id).body == body
            except StoreCannot as told:
                assert isinstance(told, StoreDamaged | WriteFailed)
            assert opened.upkeep.faults() != ()
    (folder / DATABASE).write_bytes(good)
    with Store.unlock(folder, PHRASE, cost=CHEAP) as whole:
        assert whole.upkeep.faults() == ()


def test_that_a_creation_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vpa_assist.store import making

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(making, "write_key_file", full)
    with pytest.raises(DiskFull):
        Store.create(tmp_path / "data" / "s", VANE, PHRASE, cost=CHEAP)
    assert list((tmp_path / "data").iterdir()) == []
