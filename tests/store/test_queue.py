"""A supervisor's lists: narrowed by status and note, in three orders, page by page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.cheap import CHEAP
from vpa_assist.store import NOT_RECORDED, Filters, FollowUp, Person, Store, Summary


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
        monkeypatch.setattr(store._search, "take_words", lambda *_: pytest.fail("the index was brought up to date"))
        assert len(store.search("", Filters(status="submitted"), None, 10)) == 3


UNITS, TYPES, AUTHORS = ("", "Widnes Response", "CAIU"), ("missing", "neglect", ""), ("PC Quill", "PC Reed")
DUES = ("", "2026-11-14T09:00:00+00:00", "2026-11-21T22:00:00+00:00", "2026-12-01T08:00:00+00:00")
SUMMARIES = st.builds(
    lambda unit, kind, author, status, due, awaited: Summary(
        unit=unit,
        main_type=kind,
        author=author,
        status=status,
        kind="live",
        follow_ups=(FollowUp(due, "girl 6", "see her"),) if due else (),
        awaited=(FollowUp(awaited, "girl 6", "minutes"),) if awaited else (),
    ),
    st.sampled_from(UNITS),
    st.sampled_from(TYPES),
    st.sampled_from(AUTHORS),
    st.sampled_from(["draft", "submitted"]),
    st.sampled_from(DUES),
    st.sampled_from(DUES),
)
NARROWED = st.builds(
    lambda unit, kind, author, status, due: Filters(
        unit=unit, main_type=kind, author=author, status=status, due_before=due, order="due"
    ),
    st.sampled_from(["", "CAIU", NOT_RECORDED]),
    st.sampled_from(["", "missing", NOT_RECORDED]),
    st.sampled_from(["", "PC Reed"]),
    st.sampled_from(["", "submitted"]),
    st.sampled_from(["", "2026-11-22"]),
)


def due_of(summary: Summary) -> str:
    return min((each.due for each in (*summary.follow_ups, *summary.awaited)), default="~")


def let_through(filters: Filters, summary: Summary) -> bool:
    """What the filters mean, worked out a second way."""
    for name in ("unit", "main_type", "author", "status"):
        asked = getattr(filters, name)
        if asked and getattr(summary, name) != ("" if asked == NOT_RECORDED else asked):
            return False
    return not filters.due_before or due_of(summary) < filters.due_before


@settings(max_examples=25)
@given(st.lists(SUMMARIES, max_size=9), st.lists(NARROWED, min_size=1, max_size=4), st.integers(1, 4))
def test_that_narrowing_counting_and_paging_agree_with_a_second_way_of_working_them_out(
    folders: Path, summaries: list[Summary], many: list[Filters], limit: int
) -> None:
    store, _ = Store.create(
        folders / str(len(list(folders.iterdir()))), Person("Ruth Castell", "7001"), "four words and more", cost=CHEAP
    )
    with store:
        for number, summary in enumerate(summaries):
            store.save(f"d{number}", b"{}", summary=summary, expected_revision=0, save_id=f"s{number}")
        expected = [
            sorted(
                (f"d{number}" for number, summary in enumerate(summaries) if let_through(filters, summary)),
                key=lambda name: (due_of(summaries[int(name[1:])]), int(name[1:])),
            )
            for filters in many
        ]
        assert [all_of(store, filters, limit) for filters in many] == expected
        assert store.counts_of(many) == tuple(len(each) for each in expected)
        units = Counter(summaries[int(name[1:])].unit for name in expected[0])
        assert store.values("unit", many[0]) == tuple(sorted(units.items()))


def test_that_a_search_is_narrowed_too_and_the_row_says_the_unit(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "s", Person("Ruth Castell", "7001"), "four words and more", cost=CHEAP)
    with store:
        for number, unit in enumerate(("CAIU", "Widnes Response")):
            body = b'{"notes": "lantern"}'
            summary = Summary(kind="live", unit=unit)
            store.save(f"d{number}", body, summary=summary, expected_revision=0, save_id=f"s{number}")
        (row,) = store.search("lantern", Filters(unit="CAIU"))
        assert (row.draft_id, row.summary.unit) == ("d0", "CAIU")
