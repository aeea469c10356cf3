"""List edits: every path in dismissed, explained and review follows its item."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.make import a_child, a_document, a_referral
from vpa_assist.record.edits import add, move, moved, new_child_id, new_person_id, remove
from vpa_assist.record.pointers import get, parent
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral


def marked(count: int) -> Referral:
    """Children whose words tell which they are, each with a dismissal, an explanation and a comment deep inside."""
    children = [a_child(f"c{n}", aware={"words": [{"words": f"{n}.{k}"} for k in range(2)]}) for n in range(1, count + 1)]
    where = [f"/children/{n}/aware/words/{k}/words" for n in range(count) for k in range(2)]
    entries: list[dict[str, Any]] = [{"path": path, "code": "X"} for path in where]
    review = [{"path": path, "action": "comment"} for path in where]
    return from_json(a_document(children=children, dismissed=entries, explained=entries, review=[*review, {"path": ""}, {}]))


def meant(referral: Referral) -> list[list[str]]:
    """What each path names now."""
    return [
        [get(referral, entry.path) for entry in entries or () if entry.path]
        for entries in (referral.dismissed, referral.explained, referral.review)
    ]


@given(st.integers(2, 5), st.data())
@settings(max_examples=80)
def test_that_paths_follow_a_child_that_is_moved(count: int, data: st.DataObject) -> None:
    referral = marked(count)
    start, to = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
    changed = move(referral, f"/children/{start}", to)
    assert meant(changed) == meant(referral)
    assert changed.children is not None
    assert referral.children is not None
    assert changed.children[to] is referral.children[start]
    assert move(changed, f"/children/{to}", start) == referral
    assert [moved(start, to)(old) for old in range(count)] == [changed.children.index(each) for each in referral.children]


@given(st.integers(1, 4), st.data())
@settings(max_examples=80)
def test_that_paths_follow_when_a_child_comes_and_goes(count: int, data: st.DataObject) -> None:
    referral = marked(count)
    at = data.draw(st.integers(0, count))
    changed = add(referral, "/children", {"id": new_child_id(referral)}, at)
    assert meant(changed) == meant(referral)
    assert remove(changed, f"/children/{at}") == referral


@given(st.integers(1, 4), st.data())
@settings(max_examples=80)
def test_that_the_path_of_what_is_removed_becomes_that_of_its_list(count: int, data: st.DataObject) -> None:
    referral = marked(count)
    gone = data.draw(st.integers(0, count - 1))
    changed = remove(referral, f"/children/{gone}")
    for before, after in ((referral.dismissed, changed.dismissed), (referral.review, changed.review)):
        assert len(before or ()) == len(after or ())
        for old, new in zip(before or (), after or (), strict=True):
            if (old.path or "").startswith(f"/children/{gone}/"):
                assert new.path == "/children"
            elif old.path:
                assert get(changed, new.path or "") == get(referral, old.path)


def test_that_paths_follow_an_item_inside_a_child() -> None:
    changed = move(marked(2), "/children/1/aware/words/0", 1)
    assert meant(changed) == meant(marked(2))
    gone = remove(marked(2), "/children/1/aware/words/0")
    assert [each.path for each in gone.dismissed or ()] == [
        "/children/0/aware/words/0/words",
        "/children/0/aware/words/1/words",
        "/children/1/aware/words",
        "/children/1/aware/words/0/words",
    ]


def test_that_paths_through_the_lists_of_reasons_themselves_follow() -> None:
    referral = from_json(a_document(dismissed=[{"code": "A"}, {"code": "B"}], explained=[{"path": "/dismissed/1/reason"}]))
    changed = remove(referral, "/dismissed/0")
    assert [each.path for each in changed.explained or ()] == ["/dismissed/0/reason"]


def test_that_other_paths_are_left_as_they_are() -> None:
    paths = [
        "",
        "/children",
        "/children/01x",
        "no pointer",
        "/children/٣/x",
        "/people/0",
        "/childrens/0",
        "/children/99999999999999999999",
    ]
    referral = from_json(a_document(children=[a_child()], dismissed=[{"path": path} for path in paths]))
    assert [each.path for each in add(referral, "/children", a_child("c2"), 0).dismissed or ()] == paths


def test_that_an_absent_list_is_made_and_an_empty_one_stays() -> None:
    referral = add(a_referral(), "/children", a_child())
    assert [child.id for child in referral.children or ()] == ["c1"]
    assert remove(referral, "/children/0").children == ()


def test_that_what_is_no_place_in_a_list_is_refused() -> None:
    referral = a_referral(children=2)
    for edit in (
        lambda: remove(referral, "/children/2"),
        lambda: remove(referral, "/people/0"),
        lambda: remove(referral, ""),
        lambda: remove(referral, "/children/x"),
        lambda: move(referral, "/children/0", 2),
        lambda: move(referral, "/children/0", -1),
        lambda: add(referral, "/children", a_child("c9"), 3),
    ):
        with pytest.raises(IndexError):
            edit()
    with pytest.raises(KeyError):
        add(referral, "/children/0/id", "x")


def test_that_one_child_too_many_is_refused() -> None:
    with pytest.raises(ValidationError):
        add(a_referral(children=40), "/children", a_child("c41"))


def test_that_a_new_id_names_nobody_who_was_ever_referred_to() -> None:
    referral = from_json(
        a_document(
            children=[a_child("c2")],
            people=[{"id": "p1", "relationships": [{"child": "c7"}], "notes": "c50 is a house number, p60 too"}],
        )
    )
    assert new_child_id(referral) == "c8"
    assert new_person_id(referral) == "p2"
    assert new_child_id(a_referral()) == "c1"
    assert new_person_id(add(referral, "/people", {"id": "p2"})) == "p3"
    assert parent("/people/0") == "/people"
