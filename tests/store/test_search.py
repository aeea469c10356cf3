"""Full-text search inside the encrypted file."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.cheap import a_body, save
from vpa_assist.store import Filters, Store, Summary, WorkList
from vpa_assist.store import search as searching
from vpa_assist.store.errors import StoreBusy
from vpa_assist.store.search import AFTER_HIT, AT_SEARCH, BEFORE_HIT, TO_WIPE, as_query, words_in


def found(store: Store, words: str, **filters: object) -> list[str]:
    return [row.draft_id for row in store.search(words, Filters(**filters) if filters else None)]  # type: ignore[arg-type]


def test_that_a_name_is_found_by_its_beginning_whatever_case_and_accents(store: Store) -> None:
    save(store, "d1", body=a_body(given_name="Zoë", family_name="O’Brien-Łuk"))
    save(store, "d2", body=a_body(given_name="Zara"))
    assert found(store, "ZOE") == ["d1"]
    assert found(store, "zo") == ["d1"]
    assert found(store, "z") == ["d2", "d1"]
    assert found(store, "o'brien zoe") == ["d1"]
    assert found(store, '"zoë o"') == []


def test_that_a_phrase_in_quotation_marks_stands_together(store: Store) -> None:
    save(store, "d1", body=a_body(words="he shouted at my mum"))
    save(store, "d2", body=a_body(words="my mum shouted"))
    assert found(store, "shouted mum") == ["d2", "d1"]
    assert found(store, '"at my mum"') == ["d1"]


def test_that_what_was_changed_or_deleted_is_found_no_more(store: Store) -> None:
    save(store, body=a_body(words="Wrenna"))
    assert found(store, "wrenna") == ["d1"]
    save(store, revision=1, body=a_body(words="Odile"))
    assert (found(store, "wrenna"), found(store, "odile")) == ([], ["d1"])
    store.delete("d1", "entered twice")
    assert found(store, "odile") == []


def test_that_the_last_changed_comes_first_and_pages_go_on(store: Store) -> None:
    for number in range(12):
        save(store, f"d{number}", body=a_body(words=f"Crewe {number}"))
    assert len(found(store, "crewe")) == 12
    save(store, "d4", revision=1, body=a_body(words="Crewe again"))
    first = store.search("crewe", limit=5)
    second = store.search("crewe", after=first[-1].after, limit=50)
    order = [row.draft_id for row in (*first, *second)]
    assert order == ["d4", *(f"d{number}" for number in range(11, -1, -1) if number != 4)]


def test_that_neither_a_search_nor_a_list_is_planned_anew_each_time(store: Store) -> None:
    save(store, body=a_body(family_name="Quillfeather"))
    planned: list[object] = []

    def allowed(*what: object) -> int:
        planned.append(what)
        return 0

    def asked() -> int:
        planned.clear()
        assert len(store.search("quill")) == len(store.drafts(limit=50)) == 1
        return len(planned)

    store._db.raw.set_authorizer(allowed)  # SQLite asks it whenever it plans a query
    assert asked() > 0
    assert asked() == 0


def test_that_filters_narrow_a_search_and_stand_alone(store: Store) -> None:
    save(store, "d1", body=a_body(words="Crewe"), summary=Summary(main_type="missing", author="Jo Vane", status="returned"))
    save(store, "d2", body=a_body(words="Crewe"), summary=Summary(main_type="neglect", author="Ana Brook"))
    assert found(store, "crewe", main_type="missing") == ["d1"]
    assert found(store, "crewe", author="Ana Brook") == ["d2"]
    assert found(store, "", work_list=WorkList.RETURNED) == ["d1"]
    assert found(store, "crewe", since="2026-11-21") == []
    assert found(store, "crewe", since="2026-11-20", until="2026-11-21") == ["d2", "d1"]


def test_that_a_hit_is_shown_with_the_words_around_it(store: Store) -> None:
    save(store, body=a_body(words="She said that Wrenna hid behind the sofa"))
    assert f"{BEFORE_HIT}Wrenna{AFTER_HIT} hid" in store.search("wren", around=True)[0].found


def test_that_codes_and_ids_are_not_words(store: Store) -> None:
    save(store, body=a_body(status="spoken_to", schema="vpa-assist.referral/1"))
    assert found(store, "spoken") == found(store, "referral") == found(store, "live") == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40) | st.text(alphabet='"*^:()-+{} \x00aNEAR', max_size=20))
def test_that_nothing_a_person_types_breaks_the_search(store: Store, asked: str) -> None:
    assert isinstance(store.search(asked), tuple)


@pytest.mark.parametrize("asked", ["", "  ", '"', "* -", "()"])
def test_that_what_holds_no_word_asks_the_index_nothing(asked: str) -> None:
    assert as_query(asked) == ""


def test_that_a_search_waits_for_few_drafts_however_many_changed(store: Store) -> None:
    for number in range(AT_SEARCH + 25):
        save(store, f"d{number}", body=a_body(f"d{number}", words="Crewe"))
    at_once = len(store.search("crewe", limit=500))
    assert 1 <= at_once <= AT_SEARCH
    assert store.upkeep.words_waiting() == AT_SEARCH + 25 - at_once
    while store.upkeep.take_words():
        pass
    assert [row.draft_id for row in store.search("crewe", limit=500)] == [f"d{n}" for n in range(AT_SEARCH + 24, -1, -1)]


def test_that_a_search_ends_its_reading_when_the_time_is_up_and_the_next_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        save(store, f"d{number}", body=a_body(f"d{number}", words="Crewe"))
    monkeypatch.setattr(searching, "WITHIN", 1e-9)
    assert [len(found(store, "crewe")) for _ in range(5)] == [1, 2, 3, 4, 4]


def test_that_a_draft_saved_while_its_words_are_read_is_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    save(store, body=a_body(words="Wrenna"))

    def saved_meanwhile(body: bytes) -> str:
        monkeypatch.undo()
        save(store, revision=1, body=a_body(words="Odile"))
        return words_in(body)

    monkeypatch.setattr(searching, "words_in", saved_meanwhile)
    store.upkeep.take_words()
    assert store.upkeep.words_waiting() == 1
    assert (found(store, "wrenna"), found(store, "odile")) == ([], ["d1"])


def test_that_the_index_is_put_in_one_piece_and_finds_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MERGE_AFTER", 40)
    monkeypatch.setattr(searching, "MERGE_PAGES", 1)
    for number in range(60):
        save(store, f"d{number}", body=a_body(f"d{number}", words=f"Crewe w{number}"))
        store.upkeep.take_words()
    before = (pieces(store), found(store, "crewe"), found(store, "w17"))
    assert before[0] > 1
    store.upkeep.ready_search()
    assert (pieces(store), found(store, "crewe"), found(store, "w17")) == (1, *before[1:])
    store.delete("d17", "entered twice")
    assert found(store, "w17") == []
    assert store.upkeep.faults() == ()


def test_that_an_index_that_hardly_changed_is_left_as_it_is(store: Store) -> None:
    for number in range(5):
        save(store, f"d{number}", body=a_body(f"d{number}", words="Crewe"))
        store.upkeep.take_words()
    before = pieces(store)
    store.upkeep.ready_search()
    assert pieces(store) == before > 1


def pieces(store: Store) -> int:
    """In how many places a search looks."""
    return int(store._db.row("SELECT count(DISTINCT segid) FROM words_idx")[0])


def test_that_words_of_what_was_deleted_or_changed_before_are_in_no_page_of_the_index(store: Store) -> None:
    for number in range(30):
        save(store, f"d{number}", body=a_body(f"d{number}", words="Crewe"))
    save(store, "gone", body=a_body("gone", words="Zyxwqfalk"))
    store.upkeep.ready_search()
    save(store, "gone", revision=1, body=a_body("gone", words="Qwyzzlewick"))
    store.upkeep.ready_search()
    assert in_the_index(store, b"qwyzzlewick")
    store.delete("gone", "entered twice")
    assert not in_the_index(store, b"zyxwqfalk")
    assert not in_the_index(store, b"qwyzzlewick")
    assert len(found(store, "crewe")) == 30
    assert store.settings.get(TO_WIPE) == ""


def test_that_a_wiping_that_could_not_be_done_is_done_when_the_window_rests(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, "d1", body=a_body("d1", words="Crewe"))
    save(store, "gone", body=a_body("gone", words="Zyxwqfalk"))
    store.upkeep.ready_search()

    def busy() -> None:
        raise StoreBusy(holder="another window")

    with monkeypatch.context() as patched:
        patched.setattr(store._search, "wipe", busy)
        store.delete("gone", "entered twice")
    assert in_the_index(store, b"zyxwqfalk")
    store.upkeep.look_after()
    assert not in_the_index(store, b"zyxwqfalk")


def test_that_a_large_store_is_wiped_when_the_window_rests(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "WIPED_AT_ONCE", 0)
    for draft, words in (("d1", "Crewe"), ("gone", "Zyxwqfalk")):
        save(store, draft, body=a_body(draft, words=words))
    store.upkeep.ready_search()
    store.delete("gone", "entered twice")
    assert found(store, "zyxwqfalk") == []
    assert in_the_index(store, b"zyxwqfalk")
    store.upkeep.ready_search()
    assert not in_the_index(store, b"zyxwqfalk")


def test_that_the_index_still_fits_its_drafts_after_many_changes_and_deletions(store: Store) -> None:
    """The option "secure-delete" of the index broke it now and then, once its lists were longer than a page."""
    chance = Random(102)
    revisions: dict[str, int] = {}
    for _ in range(260):
        draft = f"d{chance.randrange(30)}"
        pad = "".join(chance.choices("abcdefgh ", k=chance.choice((40, 900, 6_000, 20_000))))
        revisions[draft] = save(store, draft, revision=revisions.get(draft, 0), body=a_body(draft, words=pad)).revision
        if chance.random() < 0.3:
            store.upkeep.take_words()
    store._db.raw.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    assert store._db.row("SELECT v FROM words_config WHERE k = 'secure-delete'") is None


def in_the_index(store: Store, word: bytes) -> bool:
    return any(word in bytes(block) for (block,) in store._db.rows("SELECT block FROM words_data"))
