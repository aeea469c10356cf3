"""Saving again what this window saved last: as quick as it can be, and never on a row that is no longer what it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.cheap import a_body, save
from vpa_assist.store import FollowUp, Store, Summary
from vpa_assist.store.errors import NoSuchDraft, StaleRevision

Unlock = Callable[..., Store]
DO = ("save", "hand in", "due", "delete", "read words", "save another", "fail")


class Asked:
    """A raw connection that keeps what was asked of it."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.statements: list[str] = []

    def execute(self, sql: str, *values: Any) -> Any:
        self.statements.append(sql)
        return self.raw.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)


def test_that_the_same_draft_is_saved_again_without_being_looked_at(store: Store) -> None:
    for revision in range(2):
        save(store, revision=revision)
    store._db.raw = asked = Asked(store._db.raw)
    save(store, revision=2, body=a_body(words="more"))
    assert [each.split()[0] for each in asked.statements] == ["BEGIN", "UPDATE", "INSERT", "COMMIT"]
    assert (store.load("d1").body, store.row("d1").revision) == (a_body(words="more"), 3)


def _do(window: Store, what: str, revision: int, words: str) -> int:
    """One act of a window on the draft; gives its revision afterwards, 0 for none."""
    status, due = ("submitted", ()) if what == "hand in" else ("draft", (FollowUp("2026-12-01", "girl 4", "speak to her"),))
    if what == "delete" and revision:
        window.delete("d1", "no longer needed")
        return 0
    if what == "read words":
        window.upkeep.take_words()
        return revision
    if what == "save another":
        rows = {row.draft_id: row.revision for row in window.drafts()}
        save(window, "d2", revision=rows.get("d2", 0), body=a_body("d2", words=words))
        return revision
    summary = Summary(words, status=status, follow_ups=due if what == "due" else (), kind="live")
    if what == "fail":
        with suppress(ZeroDivisionError), window._db.write():
            save(window, revision=revision, body=a_body(words="never"), summary=summary)
            _ = 1 // 0
        return revision
    return save(window, revision=revision, body=a_body(words=words), summary=summary).revision


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(DO)), max_size=12))
def test_that_two_windows_in_any_order_lose_nothing_of_each_other(
    store: Store, unlock: Unlock, acts: list[tuple[int, str]]
) -> None:
    windows = (store, unlock())
    revision, told = 0, ""
    for number, (which, what) in enumerate(acts):
        before, revision = revision, _do(windows[which], what, revision, f"words{number}")
        told = f"words{number}" if revision > before else told if revision else ""
        with pytest.raises((StaleRevision, NoSuchDraft)):
            save(windows[1 - which], revision=revision + 1)
        if told:
            draft = windows[1 - which].load("d1", editing=False)
            assert (draft.revision, draft.body) == (revision, a_body(words=told))
            assert [row.draft_id for row in store.search(told)] in (["d1"], ["d2", "d1"], ["d1", "d2"])
    counts = store.counts()
    assert counts.to_do + counts.with_supervisor == len(store.drafts())
    assert (store.upkeep.faults(), store.upkeep.verify_trail().whole) == ((), True)
    store.delete_many([row.draft_id for row in store.drafts()], "the next example begins anew")
    windows[1].close()


def test_that_what_is_saved_again_comes_first_though_another_window_saved_meanwhile(store: Store, unlock: Unlock) -> None:
    for revision in range(2):
        save(store, revision=revision)
    save(unlock(), "d2")
    save(store, revision=2)
    assert [row.draft_id for row in store.drafts()] == ["d1", "d2"]


def test_that_an_index_that_another_window_changed_is_not_taken_for_damaged(store: Store, unlock: Unlock) -> None:
    save(store, body=a_body(words="lantern"))
    assert [row.draft_id for row in store.search("lantern")] == ["d1"]
    unlock().delete("d1", "no longer needed")
    save(store, "d2")
    assert store.upkeep.faults() == ()


def test_that_a_draft_made_anew_in_the_place_of_a_deleted_one_is_not_taken_for_it(store: Store, unlock: Unlock) -> None:
    save(store)
    save(store, revision=1)
    other = unlock()
    other.delete("d1", "a mistake")
    save(other, "d9")
    save(other, "d9", revision=1)
    assert other._db.row("SELECT n FROM draft WHERE id = 'd9'") == (1,)  # the number is given anew
    with pytest.raises(NoSuchDraft):
        save(store, revision=2, body=a_body(words="mine"))
    assert other.load("d9").body == a_body("d9")


def test_that_a_due_date_that_was_worked_out_anew_meanwhile_gives_way_to_what_is_saved(store: Store) -> None:
    summary = Summary("CP-1", awaited=(FollowUp("2026-12-01", "girl 4", "an answer", "referral", "2026-11-20"),), kind="live")
    for revision in range(2):
        save(store, revision=revision, summary=summary)
    assert store.renew_dues(lambda _: "2026-12-09") == 1
    save(store, revision=2, summary=summary)
    assert [each.summary.awaited[0].due for each in store.follow_ups()] == ["2026-12-01"]
    assert store._db.row("SELECT next_due FROM draft") == ("2026-12-01",)


def test_that_an_asked_for_save_is_known_again_among_eight_later_ones(store: Store) -> None:
    saved = save(store, save_id='mine "],["')
    for revision in range(1, 8):
        save(store, revision=revision)
    assert save(store, revision=0, save_id='mine "],["') == saved
    save(store, revision=8)
    with pytest.raises(StaleRevision):
        save(store, revision=0, save_id='mine "],["')
