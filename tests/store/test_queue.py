"""A supervisor's lists: narrowed by status and note, in three orders, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.cheap import CHEAP
from vpa_assist.store import Filters, Person, Store, Summary


def a_store(folder: Path, rows: list[tuple[int, int, str, str]]) -> Store:
    store, _ = Store.create(folder, Person("Ruth Castell", "7001"), "four words and more", cost=CHEAP)
    for number, (must, should, status, note) in enumerate(rows):
        summary = Summary(reference=f"R{number}", must=must, should=should, status=status, kind="live", note=note)
        store.save(f"d{number}", b"{}", summary=summary, expected_revision=0, save_id=f"s{number}")
    return store


def all_of(store: Store, filters: Filters, limit: int) -> list[str]:
    found: list[str] = []
    after = None
    while rows := store.search("", filters, after, limit):
        found += [row.draft_id for row in rows]
        after = rows[-1].after
    return found


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("queues")


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["submitted", "approved"]), st.just("")), max_size=12
    ),
    st.integers(1, 5),
)
def test_that_pages_of_each_order_hold_every_draft_once_and_in_order(
    folders: Path, rows: list[tuple[int, int, str, str]], limit: int
) -> None:
    with a_store(folders / str(len(list(folders.iterdir()))), rows) as store:
        names = [f"d{number}" for number in range(len(rows))]
        assert all_of(store, Filters(order="oldest"), limit) == names
        assert all_of(store, Filters(), limit) == names[::-1]
        by_gaps = sorted(names, key=lambda name: (*rows[int(name[1:])][:2], int(name[1:])), reverse=True)
        assert all_of(store, Filters(order="gaps"), limit) == by_gaps
        waiting = [name for name in names if rows[int(name[1:])][2] == "submitted"]
        assert all_of(store, Filters(status="submitted", order="oldest"), limit) == waiting
        assert store.count(Filters(status="submitted")) == len(waiting)


def test_that_a_note_narrows_exactly(tmp_path: Path) -> None:
    with a_store(tmp_path / "s", [(0, 0, "sent", "no_receipt"), (0, 0, "sent", "")]) as store:
        assert all_of(store, Filters(status="sent", note="no_receipt"), 5) == ["d0"]
        assert store.count(Filters(status="sent")) == 2


def test_that_a_list_reads_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_store(tmp_path / "s", [(1, 0, "submitted", "")] * 3) as store:
        monkeypatch.setattr(store._search, "take_words", lambda _most: pytest.fail("the index was brought up to date"))
        assert len(store.search("", Filters(status="submitted"), None, 10)) == 3
