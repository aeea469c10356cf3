"""What changed between two states, told so that both states can be read out of it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.differences import changes, words
from vpa_assist.record.reading import from_json

ID = "0b7c1a52-6f0e-4c3b-9a41-5d1f7e2c8a10"


def referral(**members: Any) -> Any:
    return from_json({"schema": "vpa-assist.referral/1", "id": ID, **members})


@given(st.text(max_size=200), st.text(max_size=200))
def test_that_both_texts_can_be_read_out_of_their_difference(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(text for kind, text in pieces if kind != "added") == before
    assert "".join(text for kind, text in pieces if kind != "removed") == after


def test_that_a_difference_is_told_in_whole_words() -> None:
    assert words("Reece stated that he went out late.", "Reece went out late.") == (
        ("same", "Reece"),
        ("removed", " stated that he"),
        ("same", " went out late."),
    )


def test_that_a_text_written_anew_is_not_shown_as_a_patchwork() -> None:
    before, after = "Reece stated that he had been out with friends.", "Out. With mates. They'd know it was me."
    assert words(before, after) == (("removed", before), ("added", after))


def test_that_neighbouring_changed_words_are_one_change() -> None:
    pieces = words("She sat on the cold stairs and waited for her nan.", "She stood by the cold door and waited for her nan.")
    assert ("removed", "sat on") in pieces
    assert ("added", "stood by") in pieces


def test_that_nothing_changed_is_nothing_told() -> None:
    same = {"children": [{"id": "c1", "wishes": "To stay with Nan."}]}
    assert changes(referral(**same), referral(**same, updated_at="2026-11-24T10:00:00+00:00", status="submitted")) == ()


def test_that_a_blank_and_an_absent_field_are_the_same() -> None:
    assert changes(referral(children=[{"id": "c1", "wishes": "  "}]), referral(children=[{"id": "c1"}])) == ()


def test_that_a_changed_text_has_its_field_and_its_words() -> None:
    (found,) = changes(
        referral(children=[{"id": "c1", "wishes": "To go home."}]), referral(children=[{"id": "c1", "wishes": "To go to Nan's."}])
    )
    assert (found.path, found.kind) == ("/children/0/wishes", "changed")
    assert ("removed", "home") in found.pieces


def test_that_a_child_who_was_moved_is_not_told_as_changed() -> None:
    one, two, three = ({"id": f"c{n}", "given_name": name} for n, name in ((1, "Mia"), (2, "Sam"), (3, "Jo")))
    found = changes(referral(children=[one, two, three]), referral(children=[three, one, two]))
    assert [(each.path, each.kind) for each in found] == [("/children/0", "moved")]


def test_that_a_removed_child_is_told_at_its_old_place_and_an_added_one_at_its_new() -> None:
    mia, sam = {"id": "c1", "given_name": "Mia"}, {"id": "c2", "given_name": "Sam"}
    found = changes(referral(children=[mia]), referral(children=[sam]))
    assert {(each.path, each.kind) for each in found} >= {
        ("/children/0/given_name", "removed"),
        ("/children/0/given_name", "added"),
    }


def test_that_a_reworded_utterance_is_one_changed_field_though_another_was_put_before_it() -> None:
    old = {"question": "Where did you go?", "words": "Out. With mates.", "how": "speech"}
    new = {**old, "words": "Out. With mates. I'm not saying."}
    first = {"question": "Are you warm enough?", "words": "Yeah.", "how": "speech"}
    found = changes(
        referral(children=[{"id": "c1", "aware": {"words": [old]}}]),
        referral(children=[{"id": "c1", "aware": {"words": [first, new]}}]),
    )
    changed = [each for each in found if each.kind == "changed"]
    assert [each.path for each in changed] == ["/children/0/aware/words/1/words"]


def test_that_a_value_that_is_no_text_is_told_whole() -> None:
    (found,) = changes(referral(referral={"immediate_risk": False}), referral(referral={"immediate_risk": True}))
    assert found.pieces == (("removed", "false"), ("added", "true"))
