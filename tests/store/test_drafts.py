"""Saving, loading, listing and deleting in a real encrypted store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.cheap import CHEAP, PHRASE, VANE, a_body, run_python, save
from vpa_assist.store import FollowUp, Person, Place, Store, Summary, Why, WorkList
from vpa_assist.store.connection import LOG_BYTES, LOG_PAGES
from vpa_assist.store.drafts import PAGE
from vpa_assist.store.errors import Closed, NoReason, NoSuchDraft, OtherKind, OtherKindOpen, StaleRevision
from vpa_assist.store.files import DATABASE

Unlock = Callable[..., Store]


def test_that_what_was_saved_comes_back_after_closing_and_unlocking(store: Store, unlock: Unlock) -> None:
    body = '{"kind":"live","words":"I don\'t want to go \u00a0back"}'.encode()
    place = Place("child.seen", "c1", "/children/0/contact", 12)
    summary = Summary("CP-1", "missing", "Crewe", 2, "girl 4, boy 11", 3, 2, 1, "draft", "Jo Vane", "4411", "live")
    save(store, body=body, summary=summary, half_typed={"/children/0/date_of_birth": "12/1\ud83d"}, place=place)
    store.close()

    draft = unlock().load("d1")
    assert (draft.body, dict(draft.half_typed), draft.place) == (body, {"/children/0/date_of_birth": "12/1\ud83d"}, place)
    assert draft.row.summary == summary


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=20_000), typed=st.dictionaries(st.text(), st.text()), cursor=st.integers(0, 20_000))
def test_that_any_bytes_come_back_as_they_were(store: Store, body: bytes, typed: dict[str, str], cursor: int) -> None:
    body = body.replace(b'"kind"', b"")
    revision = next((row.revision for row in store.drafts() if row.draft_id == "d1"), 0)
    save(store, body=body or b"{}", revision=revision, half_typed=typed, place=Place("p", "c1", "/x", cursor))
    draft = store.load("d1")
    assert (draft.body, dict(draft.half_typed), draft.place.cursor) == (body or b"{}", typed, cursor)


def _pages_written(store: Store) -> int:
    """How many pages the log has taken since it was last cut off."""
    return int(store._db.row("PRAGMA wal_checkpoint(PASSIVE)")[1])


def test_that_a_save_writes_over_the_old_pages_in_place(store: Store) -> None:
    for revision in range(3):
        save(store, revision=revision, body=a_body(words="x" * 15_000))
    written = []
    for revision in range(3, 12):
        store._db.settle()
        save(store, revision=revision, body=a_body(words=f"{revision:02}" * 7_300 + "y" * 97 * revision))
        written.append(_pages_written(store))
    # the row, four or five pages of the document, and once the alteration in the trail
    assert max(written) <= 7
    assert store._db.row("PRAGMA freelist_count")[0] == 0


def test_that_the_log_is_lengthened_once_and_saves_write_over_it(store: Store, folder: Path) -> None:
    log = folder / f"{DATABASE}-wal"
    lengths = set()
    for revision in range(3 * LOG_PAGES // 8):  # at 8 pages a save the log comes round twice
        save(store, revision=revision, body=a_body(words=f"{revision:03}" * 7_000))
        lengths.add(log.stat().st_size)
    assert lengths == {LOG_BYTES}
    store._db.settle()
    save(store, revision=3 * LOG_PAGES // 8)
    assert log.stat().st_size == LOG_BYTES


def test_that_a_log_that_cannot_be_lengthened_keeps_nobody_from_saving(
    store: Store, folder: Path, unlock: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store._db.settle()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("builtins.open", full)
    save(store)
    save(store, revision=1)
    monkeypatch.undo()
    assert 0 < (folder / f"{DATABASE}-wal").stat().st_size < LOG_BYTES
    store.close()
    assert unlock().load("d1").revision == 2


def test_that_the_same_save_asked_for_twice_is_done_once(store: Store) -> None:
    first = save(store)
    second = save(store, revision=1, save_id="mine")
    save(store, revision=2)
    assert save(store, revision=1, save_id="mine") == second
    assert (first.revision, second.revision, store.row("d1").revision) == (1, 2, 3)


def test_that_a_save_on_an_older_revision_is_refused_with_who_and_when(store: Store, unlock: Unlock) -> None:
    save(store)
    other = unlock()
    newer = save(other, revision=1, body=a_body(words="theirs"))
    with pytest.raises(StaleRevision, match=r"Jo Vane \(4411\) saved this draft at 09:00 on 2026-11-20") as refused:
        save(store, revision=1, body=a_body(words="mine"))
    assert (refused.value.revision, refused.value.by, refused.value.at) == (2, str(VANE), newer.at)
    assert store.load("d1").body == a_body(words="theirs")


def test_that_lists_go_on_from_a_key_without_gap_or_repetition_while_drafts_change(store: Store) -> None:
    for number in range(23):
        save(store, f"d{number}")
    first = store.drafts(limit=10)
    save(store, "d3", revision=1)
    second = store.drafts(after=first[-1].after, limit=10)
    third = store.drafts(after=second[-1].after, limit=10)
    assert [row.draft_id for row in (*first, *second, *third)] == [f"d{number}" for number in range(22, -1, -1) if number != 3]
    assert store.drafts(limit=1)[0].draft_id == "d3"


@pytest.mark.parametrize(
    ("status", "collar_number", "listed"),
    [
        ("draft", "4411", WorkList.TO_DO),
        ("submitted", "4411", WorkList.WITH_SUPERVISOR),
        ("submitted", "9", WorkList.TO_DO),
        ("returned", "4411", WorkList.RETURNED),
        ("approved", "4411", WorkList.TO_DO),
        ("sent", "9", WorkList.DONE),
    ],
)
def test_that_each_status_stands_in_its_list(store: Store, status: str, collar_number: str, listed: WorkList) -> None:
    save(store, summary=Summary(status=status, collar_number=collar_number))
    assert [row.draft_id for row in store.drafts(listed)] == ["d1"]
    assert getattr(store.counts(), listed.value) == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(moves=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["draft", "submitted", "returned", "sent", "gone"]))))
def test_that_kept_counts_equal_the_lists_after_any_moves(store: Store, moves: list[tuple[str, str]]) -> None:
    for draft_id, status in moves:
        rows = {row.draft_id: row.revision for row in store.drafts()}
        if status == "gone":
            if draft_id in rows:
                store.delete(draft_id, "no longer needed")
        else:
            save(store, draft_id, revision=rows.get(draft_id, 0), summary=Summary(status=status))
    counts = store.counts()
    assert {each.value: getattr(counts, each.value) for each in WorkList} == {
        each.value: len(store.drafts(each, limit=100)) for each in WorkList
    }


def test_that_what_is_due_soonest_comes_first(store: Store) -> None:
    soon = (FollowUp("2026-11-21", "girl 4", "speak to her"),)
    late = (FollowUp("2026-12-01", "boy 11", "return home interview"),)
    save(store, "d1", summary=Summary(awaited=late))
    save(store, "d2", summary=Summary(follow_ups=soon))
    save(store, "d3")
    rows = store.follow_ups()
    assert [row.draft_id for row in rows] == ["d2", "d1"]
    assert (rows[0].summary.follow_ups, rows[1].summary.awaited) == (soon, late)


def test_that_each_kept_state_stays_and_can_be_brought_back(store: Store) -> None:
    save(store, body=a_body(words="first"))
    save(store, revision=1, body=a_body(words="handed in"), keep=Why.HANDED_IN, note="to Sgt Hale")
    save(store, revision=2, body=a_body(words="changed"))
    kept = store.revisions("d1")
    assert [(each.number, each.revision, each.why, each.note) for each in kept] == [(1, 2, Why.HANDED_IN, "to Sgt Hale")]
    earlier = store.revision("d1", 1)
    assert earlier == a_body(words="handed in")

    save(store, revision=3, body=earlier, keep=Why.BROUGHT_BACK)
    assert [each.why for each in store.revisions("d1")] == [Why.BROUGHT_BACK, Why.OPENED, Why.HANDED_IN]
    assert store.revision("d1", 2) == a_body(words="changed")


def test_that_a_kept_revision_can_be_neither_changed_nor_deleted(store: Store) -> None:
    save(store, keep=Why.HANDED_IN)
    for attempt in (
        "UPDATE revision SET body = x'00'",
        "DELETE FROM revision",
        "DELETE FROM audit",
        "UPDATE audit SET entry = ''",
    ):
        with pytest.raises(Exception, match=r"never|stays"), store._db.write() as raw:
            raw.execute(attempt)
    assert store.revision("d1", 1) == a_body()


def test_that_going_on_with_a_draft_keeps_it_as_it_was_before(store: Store, unlock: Unlock) -> None:
    save(store, body=a_body(words="yesterday"))
    store.close()
    again = unlock()
    again.load("d1")
    for revision in range(1, 4):
        save(again, revision=revision, body=a_body(words=f"today {revision}"))
    (before,) = again.revisions("d1")
    assert (before.why, again.revision("d1", before.number)) == (Why.OPENED, a_body(words="yesterday"))


def test_that_a_deleted_draft_is_gone_with_its_revisions_and_its_words(store: Store) -> None:
    save(store, body=a_body(words="Wrenna"), keep=Why.HANDED_IN)
    assert store.search("wrenna")
    with pytest.raises(NoReason):
        store.delete("d1", "  ")
    assert store.delete("d1", "entered twice") == ()
    assert (store.drafts(), store.revisions("d1"), store.search("wrenna")) == ((), (), ())
    with pytest.raises(NoSuchDraft):
        store.load("d1")
    with pytest.raises(NoSuchDraft):
        save(store, revision=1)


@pytest.mark.parametrize(("kind", "other"), [("live", "training"), ("training", "live")])
def test_that_a_store_refuses_a_document_of_the_other_kind(tmp_path: Path, kind: str, other: str) -> None:
    store, _ = Store.create(tmp_path / "s", VANE, PHRASE, kind, cost=CHEAP)  # type: ignore[arg-type]
    with store:
        for body in (a_body(kind=other), f'{{"kind" :  "{other}"}}'.encode(), f'{{"\\u006bind":"{other}"}}'.encode()):
            with pytest.raises(OtherKind):
                store.save("d1", body, summary=Summary(), expected_revision=0, save_id="s")
        with pytest.raises(OtherKind):
            store.save("d1", b"{}", summary=Summary(kind=other), expected_revision=0, save_id="s")  # type: ignore[arg-type]
        assert store.drafts() == ()


def test_that_live_and_training_are_never_open_in_one_process(store: Store, tmp_path: Path) -> None:
    with pytest.raises(OtherKindOpen):
        Store.create(tmp_path / "t", VANE, PHRASE, "training", cost=CHEAP)
    store.close()
    training, _ = Store.create(tmp_path / "u", VANE, PHRASE, "training", cost=CHEAP)
    training.close()


def test_that_a_draft_that_was_open_in_a_crash_is_told_with_both_states(store: Store, unlock: Unlock, folder: Path) -> None:
    save(store, body=a_body(words="before"))
    store.close()
    # A window in a process of its own that ends without a word.
    script = (
        f"s = Store.unlock(Path({str(folder)!r}), PHRASE, cost=CHEAP); s.load('d1')\n"
        "save(s, revision=1, body=a_body(words='after')); os._exit(9)"
    )
    assert run_python(script).returncode == 9

    again = unlock()
    (open_then,) = again.visits.interrupted()
    assert (open_then.draft_id, open_then.reference) == ("d1", "CP-d1")
    assert again.load("d1").body == a_body(words="after")
    assert open_then.before is not None
    assert again.revision("d1", open_then.before) == a_body(words="before")
    assert again.visits.interrupted() == ()


def test_that_a_draft_that_was_closed_is_not_told_as_interrupted(store: Store, unlock: Unlock) -> None:
    save(store)
    store.load("d1")
    other = unlock()
    assert other.visits.interrupted() == ()
    assert [each.pid for each in other.visits.others("d1")] != []
    store.close()
    assert (other.visits.interrupted(), other.visits.others("d1")) == ((), ())


def test_that_settings_dictionary_and_visited_sections_are_kept_inside(store: Store, unlock: Unlock) -> None:
    store.set_setting("scale", "1.5")
    store.settings.put_words({"Wrenna", "Sandbach"})
    store.settings.put_visited("d1", {"incident", "child.seen/c1"})
    store.close()
    again = unlock()
    assert (again.setting("scale"), again.setting("other", "x")) == ("1.5", "x")
    assert again.settings.words() == {"Wrenna", "Sandbach"}
    assert again.settings.visited("d1") == {"incident", "child.seen/c1"}


def test_that_a_place_is_kept_without_a_new_revision(store: Store) -> None:
    save(store)
    store.keep_place("d1", Place("child.seen", "c2", "/children/1", 4))
    assert (store.load("d1").place, store.row("d1").revision) == (Place("child.seen", "c2", "/children/1", 4), 1)
    with pytest.raises(NoSuchDraft):
        store.keep_place("d2", Place())


def test_that_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(Closed, match="locked"):
        store.drafts()
    store.close()


def test_that_locking_closes_the_store_before_the_program_starts_afresh(store: Store) -> None:
    class Restarted(Exception): ...

    def restart() -> None:
        with pytest.raises(Closed):
            store.drafts()
        raise Restarted

    with pytest.raises(Restarted):
        store.lock(restart)  # type: ignore[arg-type]


def test_that_opening_listing_loading_and_saving_import_nothing_heavy(folder: Path) -> None:
    script = (
        f"s, _ = Store.create(Path({str(folder)!r}), VANE, PHRASE, cost=CHEAP); save(s); s.close()\n"
        f"s = Store.unlock(Path({str(folder)!r}), PHRASE, cost=CHEAP); s.drafts(); s.counts(); s.load('d1')\n"
        "save(s, revision=1); s.close()\n"
        "print(sorted({'pydantic', 'sqlalchemy', 'alembic', 'keyring', 'reportlab', 'PySide6'} & set(sys.modules)))"
    )
    done = run_python(script)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_that_each_person_has_a_store_that_the_other_cannot_open(tmp_path: Path) -> None:
    from vpa_assist.store import known_stores
    from vpa_assist.store.errors import WrongPassphrase

    for name in ("Jo Vane", "Ana Brook"):
        made, _ = Store.create(tmp_path / f"live-{name[0]}", Person(name, name[0]), f"{name} likes thistles", cost=CHEAP)
        made.close()
    known = known_stores(tmp_path, CHEAP)
    assert [each.name for each in known] == ["Ana Brook", "Jo Vane"]
    with pytest.raises(WrongPassphrase):
        Store.unlock(Path(known[0].folder), "Jo Vane likes thistles", cost=CHEAP)


def test_that_a_further_save_writes_the_row_and_the_document_and_no_index(store: Store) -> None:
    long = 30_000 * "x"
    save(store, body=a_body(words=long))
    save(store, revision=1, body=a_body(words=long))
    store._db.settle()
    save(store, revision=2, body=a_body(words=30_000 * "y"))
    assert _pages_written(store) <= 30_000 // PAGE + 2
    saved = save(store, revision=3, summary=Summary(reference="CP-2", status="sent", sent_at="2026-11-20T09:00:00.000+00:00"))
    assert saved.revision == 4
    assert store.counts().done == 1
