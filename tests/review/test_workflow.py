"""The workflow against its table: every role, status and action, and every rule on the way."""

from __future__ import annotations

import itertools
import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import ABSENT, changed, whole
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.canonical import fingerprint
from vpa_assist.record.edits import add
from vpa_assist.record.pointers import get, kind_at, plain, put
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Officer, Referral, ReviewAction, Status
from vpa_assist.review import (
    HANDED_IN,
    MOVES,
    NEVER_BY_THE_AUTHOR,
    Comment,
    Diverged,
    NotAllowed,
    Role,
    act,
    comments_at,
    is_author,
    is_unchanged_since,
    merge_reviews,
    open_threads,
    possible,
    praise,
    rounds,
    status_of,
    threads,
    version,
    with_addenda,
)

AUTHOR = Officer(name="Lee Whitlow", collar_number="4417")
SERGEANT = Officer(name="Asha Kent", collar_number="2209")
AT = "2026-11-15T08:00:00+00:00"
STATUSES = get_args(Status)
ACTIONS = get_args(ReviewAction)

CONTRACT = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("submitted", "approve"): "approved",
    ("approved", "send"): "sent",
    ("returned", "reopen"): "draft",
    ("approved", "reopen"): "draft",
}
"""Every move of the contract that changes the status."""


def referral(status: str = "draft", **changes: Any) -> Referral:
    review = [{"id": "r1", "action": "comment", "text": "What did he eat?", "path": "/children/0/aware"}]
    return from_json(
        changed(whole(), {"/status": status, "/review": review, **{f"/{name}": each for name, each in changes.items()}})
    )


def members_for(action: str) -> dict[str, Any]:
    """What each action needs to be allowed."""
    return {
        "reply": {"reply_to": "r1", "text": "Asked him again."},
        "audit": {"grade": "good"},
        "send": {"to": "Cheshire West", "how": "portal", "text": "Urgent."},
        "addendum": {"path": "/children/0/contact/follow_up_done_at", "text": '"2026-11-16T09:00:00Z"'},
    }.get(action, {"text": "Seen."})


def refused(key: str) -> Any:
    return pytest.raises(NotAllowed, check=lambda error: error.key == key)


@pytest.mark.parametrize(("role", "status", "action"), list(itertools.product(Role, STATUSES, ACTIONS)))
def test_that_the_table_alone_says_what_is_allowed(role: Role, status: str, action: str) -> None:
    by = AUTHOR if role is Role.OFFICER else SERGEANT
    move = MOVES.get((role, status, action))
    before = referral(status)
    if move is None:
        with refused("no_move"):
            act(before, action, by, AT, role=role, **members_for(action))
        assert action not in [each.action for each in possible(before, role, by)]
        return
    after = act(before, action, by, AT, role=role, **members_for(action))
    assert status_of(after) == (move.to or status)
    entry = (after.review or ())[-1]
    assert (entry.id, entry.at, entry.by, entry.action) == ("r2", AT, by, action)
    assert entry.of == (fingerprint(before) if action in ("submit", "approve", "send") else None)
    assert after.updated_at == AT
    assert from_json(after.as_json()) == after
    assert move in possible(before, role, by)


def test_that_the_table_is_the_contracts() -> None:
    for move in MOVES.values():
        assert move.to == CONTRACT.get((move.status, move.action))
    assert {(status, action) for _, status, action in MOVES if (status, action) in CONTRACT} == set(CONTRACT)
    assert not [move for move in MOVES.values() if move.status == "sent" and move.to is not None]
    assert {move.status for move in MOVES.values() if move.action == "addendum"} == set(HANDED_IN)


def test_that_every_word_of_the_table_is_in_the_form_pack(catalogue: Catalogue) -> None:
    words = catalogue.raw("review")
    assert {move.words for move in MOVES.values()} <= set(words["button"])
    for key in words["refused"]:
        assert str(NotAllowed(key, catalogue, status="sent", path="/x")).endswith(".")


@pytest.mark.parametrize("action", sorted(NEVER_BY_THE_AUTHOR))
@pytest.mark.parametrize(
    ("author", "by", "key"),
    [
        ({"collar_number": "4417"}, {"collar_number": " 44 17 "}, "author"),
        ({"collar_number": "ab1"}, {"collar_number": "AB 1", "name": "Somebody else"}, "author"),
        ({"collar_number": "4417", "name": "Lee Whitlow"}, {"name": "LEE  WHITLOW"}, "author"),
        ({"name": "Lee Whitlow"}, {"name": "lee whitlow", "collar_number": "4417"}, "author"),
        ({}, {"name": "Asha Kent"}, "author_unknown"),
        ({"collar_number": "4417"}, {"name": "Asha Kent"}, "author_unknown"),
        ({"name": " ", "collar_number": " "}, {"name": "Asha Kent", "collar_number": "2209"}, "author_unknown"),
        (ABSENT, {"name": "Asha Kent", "collar_number": "2209"}, "author_unknown"),
        ({"name": "Lee Whitlow"}, {}, "author_unknown"),
        ({"name": "Lee Whitlow", "collar_number": "1"}, {"name": "Lee Whitlow", "collar_number": "2"}, None),
        ({"name": "Lee Whitlow"}, {"name": "Asha Kent"}, None),
    ],
)
def test_that_nobody_approves_returns_or_grades_their_own(action: str, author: Any, by: dict[str, str], key: str | None) -> None:
    document = referral("submitted", author=author)
    if key is None:
        act(document, action, Officer(**by), AT, **members_for(action))
        assert action in [move.action for move in possible(document, "supervisor", Officer(**by))]
        return
    with refused(key):
        act(document, action, Officer(**by), AT, **members_for(action))
    assert action not in [move.action for move in possible(document, "supervisor", Officer(**by))]


numbers = st.text("aB4 \t", max_size=4)


@given(numbers, numbers, numbers, numbers)
def test_that_authorship_is_told_the_same_way_round(number: str, name: str, other: str, other_name: str) -> None:
    one, two = Officer(collar_number=number, name=name), Officer(collar_number=other, name=other_name)
    told = is_author(referral(author=one.as_json()), two)
    assert told == is_author(referral(author=two.as_json()), one)
    if number.strip() and other.strip():
        assert told is ("".join(number.split()).casefold() == "".join(other.split()).casefold())
    assert is_author(referral(author=one.as_json()), one) is not False
    assert is_author(referral(), None) is None


@pytest.mark.parametrize(
    ("status", "action", "members", "key"),
    [
        ("submitted", "return", {}, "comment"),
        ("submitted", "return", {"text": "  "}, "comment"),
        ("returned", "submit", {}, "changes"),
        ("approved", "reopen", {}, "comment"),
        ("submitted", "comment", {}, "comment"),
        ("submitted", "comment", {"text": "x", "path": "/children/7"}, "place"),
        ("submitted", "comment", {"text": "x", "path": "/nonsense"}, "place"),
        ("submitted", "comment", {"text": "x", "path": "no pointer"}, "place"),
        ("approved", "send", {"how": "portal"}, "recipient"),
        ("approved", "send", {"to": "Halton", "how": ""}, "recipient"),
        ("submitted", "audit", {}, "grade"),
        ("submitted", "audit", {"grade": "good", "path": "/x"}, "place"),
        ("returned", "reply", {"reply_to": "r9", "text": "x"}, "nothing_to_answer"),
        ("returned", "reply", {"text": "x"}, "nothing_to_answer"),
        ("returned", "reply", {"reply_to": "r1"}, "comment"),
        ("returned", "reply", {"reply_to": "r1", "answer": "not_changed"}, "comment"),
        ("sent", "addendum", {"text": "1"}, "addendum_path"),
        ("sent", "addendum", {"path": "/review", "text": "[]"}, "addendum_path"),
        ("sent", "addendum", {"path": "/status", "text": '"draft"'}, "addendum_path"),
        ("sent", "addendum", {"path": "/children/0/nickname", "text": '"x"'}, "addendum_path"),
        ("sent", "addendum", {"path": "/children/4/school", "text": '"x"'}, "addendum_path"),
        ("sent", "addendum", {"path": "/children/0/school", "text": "x"}, "addendum_value"),
        ("sent", "addendum", {"path": "/children/0/school", "text": "3"}, "addendum_value"),
        ("sent", "addendum", {"path": "/children/0/school", "text": "[" * 100_000}, "addendum_value"),
    ],
)
def test_that_a_step_that_lacks_something_is_refused(status: str, action: str, members: dict[str, Any], key: str) -> None:
    before = referral(status)
    with refused(key):
        act(before, action, SERGEANT, AT, **members)
    assert before == referral(status)


@pytest.mark.parametrize(("status", "action"), [("submitted", "approve"), ("approved", "send")])
def test_that_open_gaps_want_a_reason(status: str, action: str) -> None:
    members = {**members_for(action), "text": None}
    assert MOVES[Role.SUPERVISOR, status, action].comment is Comment.FOR_GAPS
    with refused("reason_for_gaps"):
        act(referral(status), action, SERGEANT, AT, open_musts=1, **members)
    act(referral(status), action, SERGEANT, AT, open_musts=0, **members)
    after = act(referral(status), action, SERGEANT, AT, open_musts=1, **{**members, "text": "The child is at risk tonight."})
    assert (after.review or ())[-1].text == "The child is at risk tonight."


@pytest.mark.parametrize(("kind", "key"), [("training", "training"), (None, "kind_unknown")])
def test_that_only_a_live_referral_is_sent(kind: str | None, key: str) -> None:
    document = referral("approved", kind=kind)
    with refused(key):
        act(document, "send", SERGEANT, AT, **members_for("send"))
    assert "send" not in [move.action for move in possible(document, "supervisor", SERGEANT)]


def test_that_approval_and_sending_bind_to_what_was_handed_in() -> None:
    handed_in = act(referral(), "submit", AUTHOR, AT)
    assert is_unchanged_since(handed_in, "submit")
    tampered = put(handed_in, "/children/0/school", "Another school")
    assert not is_unchanged_since(tampered, "submit")
    with refused("changed_since"):
        act(tampered, "approve", SERGEANT, AT)
    approved = act(handed_in, "approve", SERGEANT, AT)
    with refused("changed_since"):
        act(put(approved, "/children/0/school", "Another school"), "send", SERGEANT, AT, **members_for("send"))
    sent = act(approved, "send", SERGEANT, AT, receipt="CW-1", received_at=AT, **members_for("send"))
    assert {entry.of for entry in sent.review or () if entry.of} == {fingerprint(sent)}
    assert not is_unchanged_since(referral(), "submit")


def test_that_the_time_of_change_never_goes_back() -> None:
    after = act(referral(updated_at="2026-11-15T09:00:00+00:00"), "comment", SERGEANT, AT, text="x")
    assert after.updated_at == "2026-11-15T09:00:00+00:00"
    assert act(referral(updated_at=ABSENT), "comment", SERGEANT, AT, text="x").updated_at == AT


def test_that_addenda_are_read_in_their_order_and_the_document_stays() -> None:
    handed_in = act(referral(), "submit", AUTHOR, AT)
    one = act(handed_in, "addendum", AUTHOR, AT, path="/children/0/flags_placed", text='[{"code":"X"}]')
    two = act(one, "addendum", AUTHOR, AT, path="/children/0/flags_placed/1", text='{"code":"Y"}')
    three = act(two, "addendum", SERGEANT, AT, path="/children/0/school", text="null")
    assert get(three, "/children/0/flags_placed") is None
    assert fingerprint(three) == fingerprint(handed_in)
    view = with_addenda(three)
    assert [flag.code for flag in get(view, "/children/0/flags_placed")] == ["X", "Y"]
    assert get(view, "/children/0/school") is None
    assert view.review == three.review
    assert with_addenda(handed_in) is handed_in


@pytest.mark.parametrize(
    "entry",
    [
        {"path": "/children/0/school", "text": "no JSON"},
        {"path": "/children/0/school", "text": "7"},
        {"path": "/children/0/school"},
        {"path": "/children/9/school", "text": '"x"'},
        *({"path": f"/children/{number}/school", "text": '"x"'} for number in range(1, 8)),
        {"path": "/people/1/name", "text": '"nobody who is there"'},
        {"path": "/nonsense", "text": '"x"'},
        {"path": "nonsense", "text": '"x"'},
        {"path": "/status", "text": '"draft"'},
        {"path": "/review", "text": "[]"},
        {"text": "{}"},
        {"path": "/children/0/school", "text": "[" * 10_000},
    ],
)
def test_that_an_addendum_that_does_not_fit_is_left_out(entry: dict[str, Any]) -> None:
    good = {"action": "addendum", "path": "/children/0/gp", "text": '"Weaver Lane"'}
    document = referral("sent", review=[{"action": "addendum", **entry}, good])
    assert with_addenda(document) == put(document, "/children/0/gp", "Weaver Lane")


def test_that_what_was_added_is_in_the_document_when_it_is_opened_again() -> None:
    handed_in = act(referral(), "submit", AUTHOR, AT)
    added = act(handed_in, "addendum", AUTHOR, AT, path="/children/0/school", text='"New school"')
    returned = act(added, "return", SERGEANT, AT, text="Say where he sleeps.")
    assert get(returned, "/children/0/school") == "New school"
    edited = put(returned, "/children/0/school", "Newest school")
    again = act(edited, "submit", AUTHOR, AT, text="Changed the school.")
    assert get(with_addenda(again), "/children/0/school") == "Newest school"


def walked() -> Referral:
    document = act(referral(), "submit", AUTHOR, AT)
    document = act(document, "comment", SERGEANT, AT, text="Where does he sleep?", path="/children/0/aware/environment")
    document = act(
        document, "comment", SERGEANT, AT, text="His own words, well asked.", path="/children/0/aware/words", praise=True
    )
    document = act(document, "return", SERGEANT, AT, text="One question.")
    document = act(document, "reply", AUTHOR, AT, reply_to="r3", answer="need_help", text="He would not say.")
    document = act(document, "reply", SERGEANT, AT, reply_to="r6", text="Ask the school.")
    document = act(document, "submit", AUTHOR, AT, text="Asked the school.")
    return act(document, "approve", SERGEANT, AT)


def test_that_rounds_run_from_one_hand_in_to_the_next() -> None:
    document = walked()
    first, second = rounds(document)
    assert version(document) == 2
    assert (first.number, second.number) == (1, 2)
    assert first.outcome is not None
    assert first.outcome.action == "return"
    assert second.outcome is not None
    assert second.outcome.action == "approve"
    assert [entry.action for entry in first.entries] == ["comment", "comment", "return", "reply", "reply"]
    assert rounds(referral()) == ()
    assert rounds(act(referral(), "submit", AUTHOR, AT))[0].outcome is None


def test_that_comments_are_open_until_something_was_done() -> None:
    document = walked()
    earlier, question, good = threads(document)
    assert [entry.id for entry in question.replies] == ["r6", "r7"]
    assert question.is_open  # a call for help is no answer
    assert not good.is_open
    assert [thread.comment.id for thread in open_threads(document)] == ["r1", "r3"]
    assert earlier.answer is None
    answered = act(document, "reply", AUTHOR, AT, reply_to="r7", answer="changed")
    assert [thread.comment.id for thread in open_threads(answered)] == ["r1"]
    assert [each.comment.id for each in comments_at(document, "/children/0/aware")] == ["r1", "r3", "r4"]
    assert [each.comment.id for each in comments_at(document, "/children/0/aware/words")] == ["r4"]
    assert len(comments_at(document, "")) == 3
    assert [entry.id for entry in praise(document)] == ["r4"]


def test_that_replies_without_a_comment_and_comments_without_an_id_do_no_harm() -> None:
    document = referral("returned", review=[{"action": "reply", "reply_to": "r1"}, {"action": "comment"}, {"action": "reply"}])
    (thread,) = threads(document)
    assert thread.replies == ()
    assert thread.is_open


@given(st.integers(0, 10), st.integers(0, 10))
def test_that_the_longer_of_two_reviews_is_taken(one: int, other: int) -> None:
    review = walked().review or ()
    assert merge_reviews(review[:one], review[:other]) == review[: max(one, other)]


def test_that_blanks_do_not_make_two_reviews_differ() -> None:
    review = walked().review or ()
    blank = (review[0].model_copy(update={"to": " "}), *review[1:])
    assert merge_reviews(blank, review) in (blank, review)


@given(st.integers(0, 7), st.integers(1, 3))
def test_that_reviews_that_part_ways_are_never_merged(common: int, more: int) -> None:
    review = walked().review or ()
    other = tuple(entry.model_copy(update={"text": "Another one."}) for entry in review[common : common + more])
    with pytest.raises(Diverged):
        merge_reviews(review, review[:common] + other)


@given(st.data())
def test_that_any_walk_of_allowed_steps_loads_again_and_ends_nowhere_else(data: st.DataObject) -> None:
    document = referral()
    for _ in range(data.draw(st.integers(1, 8))):
        role = data.draw(st.sampled_from(Role))
        by = AUTHOR if role is Role.OFFICER else SERGEANT
        moves = possible(document, role, by)
        if not moves:
            continue
        move = data.draw(st.sampled_from(moves))
        before = document
        document = act(document, move.action, by, AT, role=role, **members_for(move.action))
        assert len(document.review or ()) == len(before.review or ()) + 1
        assert (document.review or ())[:-1] == before.review
        assert status_of(document) == CONTRACT.get((status_of(before), move.action), status_of(before))
        assert merge_reviews(before.review or (), document.review or ()) == document.review
    ids = [entry.id for entry in document.review or ()]
    assert len(ids) == len(set(ids))
    assert from_json(json.loads(json.dumps(document.as_json()))) == document
    assert plain(kind_at(Referral, "/status")) == Status


def test_that_comments_follow_a_child_that_is_moved() -> None:
    document = add(walked(), "/children", {"id": "c2"}, 0)
    assert next(each.comment.path for each in threads(document)) == "/children/1/aware"
