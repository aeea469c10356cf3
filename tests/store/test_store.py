"""Saving, loading and listing in a real encrypted store."""

from __future__ import annotations

from pathlib import Path

from tests.store.cheap import CHEAP
from vpa_assist.store import Person, Place, Store, Summary

PHRASE = "lantern orbit thistle"


def test_that_what_was_saved_comes_back_after_closing_and_unlocking(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "store", Person("Jo Vane", "4411"), PHRASE, cost=CHEAP)
    body = '{"kind":"live","words":"I don\'t want to go \u00a0back"}'.encode()
    place = Place("child.seen", "c1", "/children/0/contact", 12)
    store.save("d1", body, summary=Summary("CP-1"), expected_revision=0, save_id="s1", half_typed={"/a": "12/1"}, place=place)
    store.close()

    with Store.unlock(tmp_path / "store", PHRASE, cost=CHEAP) as again:
        draft = again.load("d1")
        assert (draft.body, draft.half_typed, draft.place, draft.row.summary.reference) == (body, {"/a": "12/1"}, place, "CP-1")
