"""Which drafts' facts are missing: found without reading what is there, and nothing is looked at twice that did not change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.cheap import CHEAP, PHRASE, VANE, a_body, save
from vpa_assist.audit import Kind
from vpa_assist.store import Store, Summary, Why
from vpa_assist.store import facts as module
from vpa_assist.store.settings import READY

MARK, OTHER = b"m" * 16, b"o" * 16


def facts_for(revision: int) -> bytes:
    return f"facts of revision {revision}".encode()


def work_out(store: Store, mark: bytes = MARK, most: int = 3) -> list[str]:
    """Works out all that is missing, as a resting window does; the drafts in their order."""
    done: list[str] = []
    after = None
    while True:
        missing = store.facts.missing(mark, most, after)
        assert len(missing.drafts) <= most
        store.facts.keep(mark, [(each.n, each.revision, facts_for(each.revision)) for each in missing.drafts], missing.up_to)
        done += [each.draft_id for each in missing.drafts]
        after = missing.up_to
        if not missing.drafts and not missing.more:
            return done


def held(store: Store, mark: bytes = MARK) -> dict[str, bytes | None]:
    return {each.draft_id: each.facts for each in store.contributions(mark)}


def looked_at(store: Store, mark: bytes = MARK) -> int:
    """Rows that a look reads."""
    reached = store.facts._ready(mark)
    return len(store._db.rows(module._LOOK, (mark, reached[0], 1_000)))


def test_that_all_that_is_missing_is_found_in_portions_with_its_document(store: Store) -> None:
    for number in range(7):
        save(store, f"d{number}")
    first = store.facts.missing(MARK, 3)
    assert [(each.draft_id, each.body, each.facts) for each in first.drafts] == [
        (f"d{number}", a_body(f"d{number}"), None) for number in range(3)
    ]
    assert first.more
    assert work_out(store) == [f"d{number}" for number in range(7)]
    assert set(held(store).values()) == {facts_for(1)}


def test_that_nothing_is_found_and_next_to_nothing_read_where_nothing_is_missing(store: Store) -> None:
    for number in range(20):
        save(store, f"d{number}")
    work_out(store)
    assert store.facts.missing(MARK, 3).drafts == ()
    assert looked_at(store) == 1


def test_that_only_a_draft_that_changed_is_found_again(store: Store) -> None:
    for number in range(5):
        save(store, f"d{number}")
    work_out(store)
    save(store, "d2", revision=1)
    save(store, "d4", revision=1)  # then the newest, which
    save(store, "d4", revision=2)  # keeps its place
    assert work_out(store) == ["d2", "d4"]
    save(store, "d4", revision=3)
    assert work_out(store) == ["d4"]
    assert held(store) == {"d0": facts_for(1), "d1": facts_for(1), "d2": facts_for(2), "d3": facts_for(1), "d4": facts_for(4)}


def test_that_what_cannot_be_worked_out_is_not_tried_again_until_it_changes(store: Store) -> None:
    save(store, "d0")
    missing = store.facts.missing(MARK, 3)
    store.facts.keep(MARK, [], missing.up_to)
    assert store.facts.missing(MARK, 3).drafts == ()
    save(store, "d0", revision=1)
    assert [each.draft_id for each in store.facts.missing(MARK, 3).drafts] == ["d0"]


def test_that_another_program_or_form_pack_finds_all_missing(store: Store) -> None:
    for number in range(4):
        save(store, f"d{number}")
    work_out(store)
    assert work_out(store, OTHER) == [f"d{number}" for number in range(4)]
    assert work_out(store, OTHER) == []
    assert work_out(store) == [f"d{number}" for number in range(4)], "one of them has the facts, never both"


def test_that_what_another_form_pack_kept_in_between_is_found_missing(store: Store) -> None:
    for number in range(4):
        save(store, f"d{number}")
    work_out(store)
    kept = next(iter(store.contributions(OTHER)))
    store.keep_facts(OTHER, [(kept.n, kept.revision, b"others")])
    assert work_out(store) == ["d0"]


def test_that_facts_that_come_with_a_draft_are_not_missing(store: Store) -> None:
    save(store, "d0")
    saved = save(store, "d1")
    assert not store.facts.holds(MARK, "d1", saved.revision)
    store.facts.keep_of(MARK, "d1", saved.revision, b"at hand")
    assert store.facts.holds(MARK, "d1", saved.revision)
    assert not store.facts.holds(OTHER, "d1", saved.revision)
    assert work_out(store) == ["d0"]
    assert held(store) == {"d0": facts_for(1), "d1": b"at hand"}


def test_that_facts_of_a_revision_that_is_gone_are_not_kept(store: Store) -> None:
    save(store, "d0")
    save(store, "d0", revision=1)
    store.facts.keep_of(MARK, "d0", 1, b"of an earlier state")
    store.facts.keep_of(MARK, "never there", 1, b"of nothing")
    assert held(store) == {"d0": None}


def test_that_looking_for_what_is_missing_leaves_no_entry_in_the_trail(store: Store) -> None:
    save(store, "d0")
    before = store.audit_head()
    work_out(store)
    assert store.audit_head() == before
    assert not store.audit_entries(Kind.CONSULTATION)


def test_that_one_look_at_many_drafts_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOKED_AT", 4)
    for number in range(11):
        save(store, f"d{number}")
    work_out(store)
    store._db.raw.execute("DELETE FROM setting WHERE key = ?", (READY,))
    save(store, "d10", revision=1)
    missing = store.facts.missing(MARK, 3)
    assert (missing.drafts, missing.more) == ((), True)
    assert work_out(store) == ["d10"]


def test_that_what_is_deleted_from_backups_has_drafts_looked_at_again_there(store: Store) -> None:
    for number in range(3):
        save(store, f"d{number}")
    work_out(store)
    chosen = store.upkeep.back_up()
    store.delete("d2", "entered twice")
    folder = store.folder
    store.close()
    with Store.restore(folder, PHRASE, chosen, cost=CHEAP) as back:
        assert held(back) == {"d0": facts_for(1), "d1": facts_for(1)}
        save(back, "d3")
        assert work_out(back) == ["d3"]


def test_that_the_latest_drafts_of_one_person_come_with_what_is_kept_of_them(store: Store) -> None:
    for number in range(9):
        summary = Summary(kind="live", collar_number=("4411", "9001")[number % 2])
        save(store, f"d{number}", summary=summary)
    store.facts.keep_of(MARK, "d6", 1, b"at hand")
    store.facts.keep_of(OTHER, "d8", 1, b"of another program")
    found = store.latest_of(MARK, "4411", 3, "read for figures")
    assert [(each.draft_id, each.facts) for each in found] == [("d4", None), ("d6", b"at hand"), ("d8", None)]
    assert [each.body for each in found] == [a_body(f"d{number}") for number in (4, 6, 8)]
    assert store.latest_of(MARK, "nobody", 3, "read for figures") == ()
    assert len(store.audit_entries(Kind.CONSULTATION)) == 2


Step = tuple[str, int]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(("save", "save", "save", "delete", "come", "keep")), st.integers(0, 5)),
            st.just(("work out", 0)),
            st.just(("half", 0)),
        ),
        max_size=30,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_after_it_nothing_is_ever_missing(tmp_path_factory: Any, steps: list[Step]) -> None:
    """Whatever was saved, deleted and worked out before, in whatever order: places are given again after a deletion."""
    store, _ = Store.create(tmp_path_factory.mktemp("s") / "s", VANE, PHRASE, cost=CHEAP)
    store._db.raw.execute("PRAGMA synchronous=OFF")
    revisions: dict[int, int] = {}
    with store:
        for step, number in steps:
            name = f"d{number}"
            if step == "save":
                revisions[number] = save(store, name, revision=revisions.get(number, 0)).revision
            elif step == "delete" and number in revisions:
                store.delete(name, "entered twice")
                del revisions[number]
            elif step == "come" and number in revisions:
                store.facts.keep_of(MARK, name, revisions[number], facts_for(revisions[number]))
            elif step == "keep" and number in revisions:
                store.keep(name, Why.EXPORTED)
            elif step == "work out":
                work_out(store)
            elif step == "half":
                missing = store.facts.missing(MARK, 2)
                found = [(each.n, each.revision, facts_for(each.revision)) for each in missing.drafts]
                store.facts.keep(MARK, found, missing.up_to)
        work_out(store)
        assert held(store) == {f"d{number}": facts_for(revision) for number, revision in revisions.items()}
        assert work_out(store) == []
