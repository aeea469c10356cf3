"""Full-text search inside the encrypted file."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.cheap import a_body, save
from vpa_assist.store import Filters, Store, Summary, WorkList
from vpa_assist.store.search import AFTER_HIT, BEFORE_HIT, as_query


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
