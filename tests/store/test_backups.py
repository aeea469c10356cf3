"""Backups, restoring, time of keeping, exports, copies elsewhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.cheap import CHEAP, PHRASE, VANE, a_body, save
from tests.store.conftest import Hands
from vpa_assist.audit import Kind, Tampering
from vpa_assist.store import Store, Summary, Why
from vpa_assist.store.backup import BACKUPS, Backup, _closing, _open_backup, backups, is_due, look_through, thin_out
from vpa_assist.store.errors import (
    BackupUnusable,
    KeysDamaged,
    NoSuchDraft,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    WrongPassphrase,
)
from vpa_assist.store.files import DATABASE, KEYS

Unlock = Callable[..., Store]


def test_that_a_backup_brings_every_draft_back_byte_for_byte(store: Store, folder: Path) -> None:
    chance = random.Random(4)
    bodies = {f"d{number}": a_body(words="".join(chance.choices("abc ñ😀", k=900))) for number in range(100)}
    for draft_id, body in bodies.items():
        save(store, draft_id, body=body)
    made = store.upkeep.back_up()
    store.close()
    # The store is damaged at random places, then restored.
    damaged = bytearray((folder / DATABASE).read_bytes())
    for _ in range(40):
        damaged[chance.randrange(len(damaged))] ^= 0xFF
    (folder / DATABASE).write_bytes(damaged)
    with pytest.raises(StoreDamaged, match="Restore"):
        Store.unlock(folder, PHRASE, cost=CHEAP)

    with Store.restore(folder, PHRASE, made, cost=CHEAP) as again:
        assert {draft_id: body for _, draft_id, body in again.bodies()} == bodies
        assert again.upkeep.faults() == ()
        assert again.upkeep.verify_trail().whole
        assert [each.set_aside for each in again.upkeep.backups()] == [True, False]


def test_that_restoring_keeps_the_present_store_aside_and_says_that_its_trail_is_shorter(
    store: Store, folder: Path, hands: Hands
) -> None:
    save(store)
    made = store.upkeep.back_up()
    save(store, "d2")
    head = store.audit_head()
    store.close()
    with Store.restore(folder, PHRASE, made, cost=CHEAP, clock=hands) as again:
        assert [row.draft_id for row in again.drafts()] == ["d1"]
        assert [each.what for each in again.upkeep.verify_trail([head]).breaches] == [Tampering.REWRITTEN]
        aside = next(each for each in again.upkeep.backups() if each.set_aside)
    with Store.restore(folder, PHRASE, aside, cost=CHEAP, clock=hands) as back:
        assert [row.draft_id for row in back.drafts()] == ["d2", "d1"]
        assert back.upkeep.verify_trail([head]).whole


def test_that_a_damaged_or_foreign_backup_is_refused_and_nothing_is_changed(store: Store, folder: Path, tmp_path: Path) -> None:
    save(store)
    made = store.upkeep.back_up()
    good = made.path.read_bytes()
    store.close()
    before = (folder / DATABASE).read_bytes()
    other, _ = Store.create(tmp_path / "other", VANE, PHRASE, cost=CHEAP)
    foreign = other.upkeep.back_up().path.read_bytes()
    other.close()
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 1
    for content in (flipped, good[:-4096], good[:100], b"", b"SQLite format 3\0" + bytes(5000), foreign):
        made.path.write_bytes(content)
        with pytest.raises(BackupUnusable, match="Nothing was changed"):
            Store.restore(folder, PHRASE, made, cost=CHEAP)
        assert (folder / DATABASE).read_bytes() == before
    made.path.write_bytes(good)
    with pytest.raises(WrongPassphrase):
        Store.restore(folder, "not this one at all", made, cost=CHEAP)


def test_that_a_store_open_in_another_window_is_not_restored(store: Store, folder: Path) -> None:
    made = store.upkeep.back_up()
    with pytest.raises(StoreBusy, match="Another VPA Assist window"):
        Store.restore(folder, PHRASE, made, cost=CHEAP)


def test_that_a_lost_key_file_comes_back_with_the_backup(store: Store, folder: Path) -> None:
    save(store)
    made = store.upkeep.back_up()
    store.close()
    (folder / KEYS).write_bytes(b'{"format":1')
    with pytest.raises(KeysDamaged):
        Store.unlock(folder, PHRASE, cost=CHEAP)
    Store.restore(folder, PHRASE, made, cost=CHEAP).close()
    (folder / KEYS).unlink()
    with Store.restore(folder, PHRASE, made, cost=CHEAP) as again:
        assert again.load("d1").revision == 1


def test_that_a_deleted_draft_is_gone_from_every_backup_too(store: Store, folder: Path, hands: Hands) -> None:
    save(store, "d1", body=a_body(words="Wrenna"), keep=Why.HANDED_IN)
    save(store, "d2")
    store.search("wrenna")
    for _ in range(3):
        hands.move(minutes=31)
        store.upkeep.back_up()
    assert store.delete("d1", "entered twice") == ()
    store.close()
    for each in backups(folder):
        look_through(each.path, store.key_for_helper())
        with Store.restore(folder, PHRASE, each, cost=CHEAP, clock=hands) as restored:
            assert [row.draft_id for row in restored.drafts()] == ["d2"]
            assert (restored.revisions("d1"), restored.search("wrenna")) == ((), ())


def test_that_backups_are_made_when_due_and_not_otherwise(store: Store, hands: Hands) -> None:
    save(store)
    made = []
    for minutes in (0, 10, 25, 60, 24 * 60 + 1):
        hands.move(minutes=minutes)
        store.upkeep.look_after(exports=False)
        made.append(len(store.upkeep.backups()))
        if minutes == 10:
            save(store, "d2")
    assert made == [1, 1, 2, 2, 3]


def test_that_saving_and_searching_go_on_while_a_backup_is_made_on_another_thread(store: Store, hands: Hands) -> None:
    for number in range(30):
        save(store, f"d{number}", body=a_body(words="x " * 9_000))
    with ThreadPoolExecutor(1) as pool:
        for revision in range(6):
            hands.move(minutes=31)
            looking = pool.submit(store.upkeep.look_after, None, False)
            for turn in range(20):
                save(store, "mine", revision=revision * 20 + turn, body=a_body(words=f"turn {turn}"))
                assert store.search("turn")[0].draft_id == "mine"
            assert looking.result() == ()
    assert len(store.upkeep.backups()) == 6
    assert store.upkeep.faults() == ()
    assert store.upkeep.verify_trail().whole


def test_that_a_clock_set_back_still_makes_a_backup(folder: Path) -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    place = folder / BACKUPS
    place.mkdir(parents=True)
    (place / "20271120T000000000.db").touch()
    assert is_due(folder, "", now)


def test_that_the_newest_twelve_and_one_a_day_for_thirty_days_are_kept(folder: Path) -> None:
    now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    place = folder / BACKUPS
    place.mkdir(parents=True)
    times = [now - timedelta(hours=hours) for hours in range(0, 24 * 60, 4)]
    for at in times:
        (place / f"{at:%Y%m%dT%H%M%S}000.db").touch()
    (place / "set-aside-20261101T000000000.db").touch()
    (place / "set-aside-20260901T000000000.db").touch()
    (place / "someone-elses.db").touch()
    thin_out(folder, now)
    kept = backups(folder)
    assert [each.at for each in kept if not each.set_aside][:12] == times[:12]
    assert len({each.at.date() for each in kept if not each.set_aside}) == 31
    assert len(kept) == 12 + 31 - 3 + 1
    assert [each.at.month for each in kept if each.set_aside] == [11]
    assert (place / "someone-elses.db").exists()


def test_that_a_copy_elsewhere_opens_with_the_same_passphrase(store: Store, tmp_path: Path) -> None:
    save(store, body=a_body(words="kept"))
    store.upkeep.copy_elsewhere(tmp_path / "stick" / "copy")
    store.close()
    with Store.unlock(tmp_path / "stick" / "copy", PHRASE, cost=CHEAP) as copy:
        assert copy.load("d1").body == a_body(words="kept")
        with pytest.raises(StoreExists):
            copy.upkeep.copy_elsewhere(tmp_path / "stick" / "copy")


def test_that_sent_drafts_fall_due_after_their_days_and_only_a_person_deletes_them(store: Store, hands: Hands) -> None:
    sent = Summary("CP-1", status="sent", sent_at="2026-11-01T10:00:00+01:00")
    save(store, "d1", summary=sent)
    save(store, "d2", summary=Summary("CP-2", status="approved"))
    assert store.outside.due(30) == ()
    hands.now = datetime(2026, 12, 1, 8, 59, tzinfo=UTC)
    assert store.outside.due(30) == ()
    hands.move(minutes=2)
    assert [(each.row.draft_id, each.since) for each in store.outside.due(30)] == [("d1", "2026-11-01T10:00:00+01:00")]
    store.upkeep.look_after()
    assert store.row("d1").summary == sent
    store.delete("d1", "kept in the force system")
    assert store.outside.due(30) == ()


def test_that_exports_outside_the_store_are_listed_until_they_are_gone(store: Store) -> None:
    save(store)
    one = store.outside.note_export("d1", "CP-1", "/home/jo/CP-1.pdf", "referral", "ab" * 32, "social care")
    store.outside.note_export("d2", "CP-2", "/home/jo/CP-2.pdf", "child", "cd" * 32, "")
    assert [each.path for each in store.outside.exports()] == ["/home/jo/CP-2.pdf", "/home/jo/CP-1.pdf"]
    assert [each.key for each in store.upkeep.look_after()] == ["exports_left"]
    store.outside.export_is_gone(one.number)
    store.outside.export_is_gone(one.number)
    assert store.outside.exports("d1") == ()
    store.delete("d1", "entered twice")
    assert [each.draft_id for each in store.outside.exports()] == ["d2"]


def test_that_a_backup_is_told_apart_from_what_is_none(folder: Path) -> None:
    assert backups(folder) == ()
    with pytest.raises(BackupUnusable):
        look_through(Backup(folder / "none.db", datetime.now(UTC)).path, bytes(32))


def test_that_several_are_deleted_for_one_reason_from_every_backup_at_once(store: Store) -> None:
    for number in range(4):
        save(store, f"d{number}", body=a_body(f"d{number}", words=f"Wrenna{number}"))
    made = store.upkeep.back_up()
    assert store.delete_many(["d0", "d2"], "entered twice") == ()
    assert {row.draft_id for row in store.drafts()} == {"d1", "d3"}
    with _closing(_open_backup(made.path, store.key_for_helper())) as raw:
        assert {row[0] for row in raw.execute("SELECT id FROM draft")} == {"d1", "d3"}
    assert [each.draft for each in store.audit_entries(Kind.ERASURE)] == ["d2", "d0"]


def test_that_what_was_deleted_before_one_that_is_not_there_is_gone_from_the_backups_too(store: Store) -> None:
    for number in range(2):
        save(store, f"d{number}", body=a_body(f"d{number}"))
    made = store.upkeep.back_up()
    with pytest.raises(NoSuchDraft):
        store.delete_many(["d0", "nobody", "d1"], "entered twice")
    assert [row.draft_id for row in store.drafts()] == ["d1"]
    with _closing(_open_backup(made.path, store.key_for_helper())) as raw:
        assert [row[0] for row in raw.execute("SELECT id FROM draft")] == ["d1"]
