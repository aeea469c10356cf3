"""A short guard for speed: ratios inside one run with wide room for noise, never times. `python -m benchmarks` measures."""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import referral, referral_bytes
from benchmarks.start import first_paint
from tests.store.cheap import CHEAP, PHRASE, VANE, save
from vpa_assist import catalogue as packs
from vpa_assist.checks.engine import run_checks
from vpa_assist.record.pointers import get, put
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral
from vpa_assist.store import Store

TYPED = "/children/0/aware/activity"


def ratio(one: Callable[[int], object], other: Callable[[int], object], rounds: int) -> float:
    """The median of the ratios of processor time, the two taking turns."""

    def cost(work: Callable[[int], object], number: int) -> float:
        start = time.process_time()
        work(number)
        return max(time.process_time() - start, 1e-6)

    return statistics.median(cost(one, number) / cost(other, number) for number in range(rounds))


def typist(document: Referral, paragraph: str) -> Callable[[int], object]:
    """Somebody who types one letter more into a paragraph at each call, and waits for all findings."""
    state = {"referral": put(document, TYPED, paragraph), "text": paragraph}
    run_checks(state["referral"], packs.default())

    def key(number: int) -> object:
        state["text"] += "she was not seen because it was late "[number % 37]
        state["referral"] = put(state["referral"], TYPED, state["text"])
        return run_checks(state["referral"], packs.default())

    return key


@pytest.fixture(scope="module")
def small() -> Referral:
    return read(json.dumps(referral(1, children=6, words=75)).encode())


def test_that_one_key_costs_far_less_than_checking_the_document(small: Referral) -> None:
    fresh = [read(referral_bytes(100 + seed, children=6, words=75)) for seed in range(12)]
    one_key = typist(small, get(small, TYPED))
    assert ratio(one_key, lambda number: run_checks(fresh[number], packs.default()), 12) < 0.5


def test_that_one_key_costs_hardly_more_in_a_document_ten_times_as_long(small: Referral) -> None:
    long = read(json.dumps(referral(2, children=6, words=950)).encode())
    paragraph = get(small, TYPED)
    assert ratio(typist(long, paragraph), typist(small, paragraph), 25) < 4


def test_that_all_refusals_cost_little_more_than_reading_the_json() -> None:
    documents = [referral_bytes(seed, children=6) for seed in range(8)]
    read(documents[0])

    def several(work: Callable[[bytes], object]) -> Callable[[int], object]:
        return lambda number: [work(documents[number % 8]) for _ in range(10)]

    assert ratio(several(read), several(json.loads), 15) < 10


def test_that_a_durable_save_costs_a_few_times_a_plain_one(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "live", VANE, PHRASE, cost=CHEAP)
    plain = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    plain.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE d (id TEXT PRIMARY KEY, body BLOB);")
    documents = [referral_bytes(seed, children=6) for seed in range(4)]
    revision = 0

    def ours(number: int) -> None:
        nonlocal revision
        revision = save(store, body=documents[number % 4], revision=revision).revision

    def theirs(number: int) -> None:
        plain.execute(
            "INSERT INTO d VALUES ('d', ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", (documents[number % 4],)
        )

    with store:
        assert ratio(ours, theirs, 30) < 25  # processor time: the wait for the disk, which both share, is not in it
    plain.close()


def test_that_nothing_heavy_is_imported_before_the_first_page_is_painted(tmp_path: Path) -> None:
    assert first_paint(tmp_path).heavy == "-"
