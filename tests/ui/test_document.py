"""The document: edits, undo in words, half-typed values, visited sections, keeping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QTest

from tests.ui.conftest import Clock, blank, example, settle
from ui import sections
from ui.document import SAVE_AFTER, SAVE_WITHIN, Document, Kept, Place
from ui.editor import Editor
from vpa_assist.errors import CannotDo
from vpa_assist.record.kinds import LONGEST_TEXT

Make = Callable[..., Document]
TWO = [{"id": "c1", "given_name": "Amber"}, {"id": "c2", "given_name": "Noah"}]


class Shelf:
    """Keeps what it is given, or refuses."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.places = 0
        self.refusal = ""

    def keep(self, kept: Kept) -> None:
        if self.refusal:
            raise CannotDo(self.refusal)
        self.kept.append(kept)

    def keep_place(self, kept: Kept) -> None:
        self.places += 1


def test_that_an_edit_makes_a_new_record_and_tells_where(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    told: list[str] = []
    document.changed.connect(told.append)
    before = document.referral
    assert document.edit("/children/0/school", "St Aldric's")
    assert document.get("/children/0/school") == "St Aldric's"
    assert before.children
    assert before.children[0].school is None
    assert told == ["/children/0/school"]


def test_that_the_same_value_changes_nothing(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    document.edit("/children/0/given_name", "Amber")
    assert document.undo_words == ""
    assert document.is_saved


def test_that_every_change_is_stamped(make_document: Make, clock: Clock) -> None:
    document = make_document()
    clock.move(minutes=3)
    document.edit("/incident/account", "Called by a neighbour.")
    assert document.referral.updated_at == clock().isoformat()


def test_that_typing_in_one_place_is_one_step_named_in_words(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    for text in ("C", "Ca", "Calm"):
        document.edit("/children/0/aware/appearance", text)
    assert "Amber" in document.undo_words
    assert document.undo() == "/children/0/aware/appearance"
    assert document.get("/children/0/aware/appearance") is None
    document.redo()
    assert document.get("/children/0/aware/appearance") == "Calm"


def test_that_another_place_and_a_save_each_begin_a_new_step(make_document: Make) -> None:
    document = make_document(blank(children=TWO), keeper=Shelf())
    document.edit("/children/0/wishes", "one")
    document.edit("/children/1/wishes", "two")
    document.save_now()
    document.edit("/children/1/wishes", "two three")
    document.undo()
    assert document.get("/children/1/wishes") == "two"
    document.undo()
    assert document.get("/children/1/wishes") is None
    assert document.get("/children/0/wishes") == "one"


def test_that_undo_brings_a_removed_child_back_whole(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    document.edit("/children/0/wishes", "To see Nan.")
    document.half_type("/children/1/date_of_birth", "12/1")
    before = document.referral.children
    document.remove("/children/0", "removing Amber")
    assert [child.id for child in document.referral.children or ()] == ["c2"]
    assert document.half_typed("/children/0/date_of_birth") == "12/1"
    assert document.undo_words == "removing Amber"
    document.undo()
    assert document.referral.children == before
    assert document.half_typed("/children/1/date_of_birth") == "12/1"


def test_that_half_typed_values_follow_their_child_when_children_move(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    document.half_type("/children/0/date_of_birth", "12/1")
    document.move("/children/0", 1)
    assert document.half_typed("/children/1/date_of_birth") == "12/1"
    assert document.half_typed("/children/0/date_of_birth") is None


def test_that_what_is_no_value_yet_stands_beside_the_document(make_document: Make) -> None:
    document = make_document(blank(children=[{"id": "c1", "date_of_birth": "2015-02-11"}]))
    document.half_type("/children/0/date_of_birth", "12/1")
    assert document.get("/children/0/date_of_birth") is None
    assert document.half_typed("/children/0/date_of_birth") == "12/1"
    document.edit("/children/0/date_of_birth", "2015-01-12")
    assert document.half_typed("/children/0/date_of_birth") is None
    document.undo()
    assert document.get("/children/0/date_of_birth") == "2015-02-11", "typing in one place is one step"


def test_that_a_text_that_is_too_long_is_kept_beside_the_document(make_document: Make) -> None:
    document = make_document()
    long = "x" * (LONGEST_TEXT + 1)
    assert not document.edit("/incident/account", long)
    assert document.half_typed("/incident/account") == long
    assert document.get("/incident/account") is None
    assert document.edit("/incident/account", long[1:])
    assert document.half_typed("/incident/account") is None


def test_that_a_postcode_that_is_none_is_kept_as_typed(make_document: Make) -> None:
    document = make_document()
    assert not document.edit("/incident/location/postcode", "cw7")
    assert document.half_typed("/incident/location/postcode") == "cw7"
    assert document.edit("/incident/location/postcode", "cw7 1aa")
    assert document.get("/incident/location/postcode") == "CW7 1AA"


def test_that_several_edits_can_be_one_step(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    with document.group("sharing the school"):
        document.edit("/children/0/school", "St Aldric's")
        document.edit("/children/1/school", "St Aldric's")
    assert document.undo_words == "sharing the school"
    document.undo()
    assert document.get("/children/0/school") is document.get("/children/1/school") is None


def test_that_a_draft_is_kept_soon_after_the_last_key(make_document: Make, qtbot: object) -> None:
    shelf = Shelf()
    document = make_document(keeper=shelf)
    document.edit("/incident/account", "a")
    assert not document.is_saved
    with qtbot.waitSignal(document.saved, timeout=SAVE_AFTER + 400):  # type: ignore[attr-defined]
        pass
    assert shelf.kept[-1].referral.incident is not None
    assert shelf.kept[-1].referral.incident.account == "a"
    assert document.is_saved


def test_that_steady_typing_is_kept_in_between(make_document: Make) -> None:
    shelf = Shelf()
    document = make_document(keeper=shelf)
    for count in range(12):  # a key every 100 ms: the pause after the last key never comes
        document.edit("/incident/account", "x" * (count + 1))
        QTest.qWait(100)
    assert shelf.kept, f"nothing was kept within {SAVE_WITHIN} ms of the first key"


def test_that_a_refusal_is_told_and_the_text_stays(make_document: Make) -> None:
    shelf = Shelf()
    shelf.refusal = "The disk is full."
    document = make_document(keeper=shelf)
    told: list[str] = []
    document.not_saved.connect(told.append)
    document.edit("/incident/account", "a")
    assert not document.save_now()
    assert told == ["The disk is full."]
    assert not document.is_saved
    shelf.refusal = ""
    assert document.save_now()
    assert document.is_saved
    assert shelf.kept[-1].referral.incident is not None


def test_that_leaving_a_page_keeps_the_draft(make_document: Make) -> None:
    shelf = Shelf()
    document = make_document(keeper=shelf)
    document.go(Place("incident"))
    document.edit("/incident/account", "a")
    document.go(Place("people"))
    assert len(shelf.kept) == 1


def test_that_findings_show_only_for_sections_that_were_visited(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    assert document.findings
    assert document.shown_findings == ()
    document.visit("child.who@c1")
    shown = document.shown_findings
    assert shown
    assert all(each.path.startswith("/children/0") for each in shown)


def test_that_a_visited_section_follows_each_change(make_document: Make) -> None:
    document = make_document(blank(children=TWO))
    document.visit("child.who@c1")
    document.check_now()
    assert any(each.code == "ETH001" for each in document.shown_findings)
    document.edit("/children/0/ethnicity", {"code": "W1", "source": "child"})
    document.check_now()
    assert not any(each.code == "ETH001" for each in document.shown_findings)


@pytest.mark.parametrize("status", ["submitted", "approved", "sent"])
def test_that_what_was_handed_in_is_not_edited(make_document: Make, status: str) -> None:
    document = make_document(blank(children=TWO, status=status))
    document.edit("/children/0/wishes", "changed")
    document.remove("/children/0")
    document.half_type("/children/0/date_of_birth", "12/1")
    assert document.get("/children/0/wishes") is None
    assert len(document.referral.children or ()) == 2
    assert document.half_typed("/children/0/date_of_birth") is None


def test_that_what_happens_later_is_added_with_date_and_name(make_document: Make) -> None:
    shelf = Shelf()
    document = make_document(blank(children=TWO, status="submitted"), keeper=shelf)
    document.begin_addendum()
    document.edit("/children/0/contact/follow_up_done_at", "2026-11-21T21:00:00+00:00")
    assert document.commit_addenda() == 1
    entry = (document.stored.review or ())[-1]
    assert (entry.action, entry.path) == ("addendum", "/children/0/contact/follow_up_done_at")
    assert entry.by
    assert entry.by.collar_number == "4411"
    stored = document.stored.children
    assert stored
    assert stored[0].contact is None
    assert document.get("/children/0/contact/follow_up_done_at") == "2026-11-21T21:00:00+00:00"
    assert document.read_only
    assert shelf.kept[-1].referral == document.stored


def test_that_an_addendum_can_be_left(make_document: Make) -> None:
    document = make_document(blank(children=TWO, status="submitted"))
    document.begin_addendum()
    document.edit("/children/0/wishes", "changed")
    document.cancel_addendum()
    assert document.get("/children/0/wishes") is None
    assert document.stored.review is None


def test_that_a_whole_example_can_be_undone_to_where_it_began(make_document: Make) -> None:
    document = make_document(example("police-protection-four-children-strong"))
    before = document.referral
    document.move("/children/3", 0)
    document.edit("/children/0/wishes", "other")
    document.remove("/children/2")
    document.add("/people", {"id": "p9"}, at=0)
    while document.undo_words:
        document.undo()
    assert document.referral.model_copy(update={"updated_at": None}) == before.model_copy(update={"updated_at": None})


def test_that_the_read_through_is_complete_once_it_was_read(make_document: Make) -> None:
    document = make_document(example("da-two-children-asleep-strong"))
    section = next(each for each in sections.in_order(document.catalogue, document.referral) if each.page.id == "read")
    assert sections.status(document, section) == "not_started"
    document.visit(section.key)
    assert sections.status(document, section) == "complete"


def test_that_the_read_through_has_gaps_while_any_page_has(make_document: Make) -> None:
    document = make_document(example("da-two-children-asleep-weak"))
    section = next(each for each in sections.in_order(document.catalogue, document.referral) if each.page.id == "read")
    document.visit(section.key)
    document.check_now()
    assert sections.status(document, section) == "has_gaps"


def test_that_the_page_of_the_read_through_says_that_gaps_are_open(catalogue: Any, make_document: Make) -> None:
    editor = Editor(make_document(example("da-two-children-asleep-weak")), catalogue)
    editor.show()
    try:
        assert editor.go_section("read")
        editor.check_page()
        settle()
        assert editor.page is not None
        assert editor.page.chip.accessibleName() == catalogue.screen("status.has_gaps")
    finally:
        editor.stop()
        editor.close()


@pytest.mark.parametrize("where", ["/children/0/aware/activity", "/children/0/wishes", "/incident/account"])
def test_that_other_letters_of_prose_leave_the_structure(make_document: Make, where: str) -> None:
    document = make_document(example("da-two-children-asleep-weak"))
    document.edit(where, "Quiet")
    before = document.structure
    document.edit(where, "Quiet.")
    assert document.structure is before


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.edit("/children/0/wishes", "  "),
        lambda document: document.edit("/children/0/wishes", None),
        lambda document: document.edit("/children/1/wishes", "The first letter"),
        lambda document: document.edit("/children/0/given_name", "Bea"),
        lambda document: document.edit("/children/0/contact/status", "spoken_to"),
        lambda document: document.edit("/children/0/contact/reason", "She does not speak."),
        lambda document: document.half_type("/children/0/wishes", "Home."),
        lambda document: document.half_type("/children/0/date_of_birth", "3 Ma"),
        lambda document: document.add("/people", {"id": "p9"}),
        lambda document: document.move("/children/1", 0),
        lambda document: document.remove("/children/1"),
        lambda document: document.undo(),
    ],
)
def test_that_anything_else_changes_the_structure(make_document: Make, change: Callable[[Document], object]) -> None:
    document = make_document(example("da-two-children-asleep-weak"))
    document.edit("/children/1/wishes", None)
    document.edit("/children/0/wishes", "Home")
    before = document.structure
    change(document)
    assert document.structure is not before


def test_that_a_text_that_was_half_typed_changes_the_structure_when_it_becomes_a_value(make_document: Make) -> None:
    document = make_document(example("da-two-children-asleep-weak"))
    document.edit("/children/0/wishes", "x" * (LONGEST_TEXT + 1))
    assert document.has_half_typed
    before = document.structure
    document.edit("/children/0/wishes", "x")
    assert document.structure is not before


def test_that_findings_are_sorted_out_anew_when_children_move_or_a_page_is_visited(make_document: Make) -> None:
    document = make_document(example("da-two-children-asleep-weak"))
    document.check_now()
    assert document.shown_findings == ()
    assert document.shown_counts["must"] == 0
    document.visit(*(each.key for each in sections.in_order(document.catalogue, document.referral)))
    assert document.shown_findings == document.known_findings
    number = dict(document.shown_counts)
    document.move("/children/1", 0)
    document.check_now()
    assert document.finding_keys == tuple(sections.key_of(document, each) for each in document.known_findings)
    assert document.shown_counts == number
    assert document.keys_with_gaps
    assert document.keys_with_gaps <= set(document.finding_keys)
