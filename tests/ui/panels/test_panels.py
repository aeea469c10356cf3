"""The other panels, used as a person uses them: what is chosen or typed is in the document, and undo takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest

from tests.make import a_child, a_referral, example
from tests.ui.on_screen import differences
from tests.ui.panels.conftest import focus, settle
from ui import theme
from ui.answers.choices import YesNoAnswer
from ui.panels.body_map import BodyMap
from ui.panels.canvas import DrawingView
from ui.panels.cards import Cards
from ui.panels.composed import Composed
from ui.panels.family import Family
from ui.panels.protection import Protection
from ui.panels.read_through import ReadThrough
from ui.panels.roll_call import RollCall
from ui.panels.share import offers
from ui.panels.voice_cell import VoiceCell, in_lines
from ui.panels.welfare import Mark, WelfareCheck
from vpa_assist.record.reading import from_json

CHILD = "/children/0"
ARUN = "nonverbal-autistic-boy-injuries-strong"
FOUR = "police-protection-four-children-strong"


def one(**members):
    """A referral with one child, Mason."""
    return a_referral([a_child(given_name="Mason", **members)])


# ethnicity


def test_that_ethnicity_is_recorded_in_two_steps_with_who_said_so(show):
    shown = show(one(), "child.who", "c1")
    shown.click("Mason: Ethnicity, group: Mixed")
    assert shown.get(f"{CHILD}/ethnicity/code") is None
    shown.click("Mason: Ethnicity, detail: White and Black Caribbean")
    shown.click("Mason: Who said so: Mason")
    held = shown.get(f"{CHILD}/ethnicity")
    assert (held.code, held.source) == ("M1", "child")
    assert shown.panel_text("M1")
    assert shown.panel_text("MWBC")


def test_that_another_group_takes_the_detail_back_and_undo_brings_it(show):
    shown = show(one(ethnicity={"code": "M1"}), "child.who", "c1")
    shown.click("Mason: Ethnicity, group: Black")
    assert shown.get(f"{CHILD}/ethnicity/code") is None
    shown.document.undo()
    assert shown.get(f"{CHILD}/ethnicity/code") == "M1"


def test_that_not_stated_asks_for_a_reason_at_once(show):
    shown = show(one(), "child.who", "c1")
    shown.click("Mason: Ethnicity, group: Not stated")
    assert shown.get(f"{CHILD}/ethnicity/code") == "NS"
    shown.click("Mason: Asked and declined")
    assert shown.get(f"{CHILD}/ethnicity/reason_not_recorded") == "Asked and declined"


def test_that_ethnicity_can_be_recorded_with_arrows_and_space(show):
    shown = show(one(), "child.who", "c1")
    shown.widget("Mason: Ethnicity, group: White").setFocus()
    shown.key(Qt.Key.Key_Down)
    shown.key(Qt.Key.Key_Space)
    shown.key(Qt.Key.Key_Tab)
    shown.key(Qt.Key.Key_Space)
    assert shown.get(f"{CHILD}/ethnicity/code") == "M1"


# disability


def test_that_asked_and_none_told_is_an_answer_and_not_asked_wants_a_reason(show):
    shown = show(one(), "child.who", "c1")
    shown.click("Mason: Disability: asked or not: Asked, and none told")
    assert shown.get(f"{CHILD}/disability/none_disclosed") is True
    shown.click("Mason: Disability: asked or not: Not asked because")
    assert shown.get(f"{CHILD}/disability/none_disclosed") is None
    shown.write("Too distressed")
    assert shown.get(f"{CHILD}/disability/reason_not_recorded") == "Too distressed"


def test_that_a_diagnosis_is_never_lost_by_looking_at_another_answer(show):
    shown = show(one(disability={"diagnosis": "Autism, diagnosed 2022"}), "child.who", "c1")
    shown.click("Mason: Disability: asked or not: Not asked because")
    assert shown.get(f"{CHILD}/disability/diagnosis") == "Autism, diagnosed 2022"


# seen and heard


def test_that_the_marks_follow_the_welfare_check_and_are_never_stored(show):
    shown = show(one(contact={"status": "seen_asleep"}), "child.seen", "c1")
    panel = shown.panel(WelfareCheck)
    panel._answer.focus_target().setFocus()
    shown.write("I stood beside the bed. Breathing evenly.")
    told = [each._word.text() for each in panel.findChildren(Mark) if each._shape.name == "complete"]
    assert told == ["who looked", "breathing", "bed and room"]
    assert set(shown.get(f"{CHILD}/contact").as_json()) == {"status", "welfare_check"}


def test_that_first_thing_tomorrow_writes_who_and_when_in_one_step(show):
    shown = show(one(contact={"status": "seen_asleep"}), "child.seen", "c1")
    shown.click("Mason: First thing tomorrow")
    assert "Mason" in shown.get(f"{CHILD}/contact/follow_up")
    assert shown.get(f"{CHILD}/contact/follow_up_due").startswith("2026-11-16T09:00")
    shown.document.undo()
    assert shown.get(f"{CHILD}/contact/follow_up") is None
    assert shown.get(f"{CHILD}/contact/follow_up_due") is None


def test_that_at_school_falls_on_a_school_day(show):
    shown = show(one(contact={"status": "not_seen"}, school="St Aldric's"), "child.seen", "c1")
    shown.click("Mason: At school")
    assert shown.get(f"{CHILD}/contact/follow_up_due").startswith("2026-11-16")
    assert "St Aldric's" in shown.get(f"{CHILD}/contact/follow_up")


def test_that_not_possible_writes_nothing_for_the_officer(show):
    shown = show(one(contact={"status": "not_seen"}), "child.seen", "c1")
    shown.click("Mason: Not possible because")
    assert shown.get(f"{CHILD}/contact/follow_up") is None
    shown.write("The family is moving abroad tonight")
    assert shown.get(f"{CHILD}/contact/follow_up") == "The family is moving abroad tonight"


def test_that_others_present_are_people_of_the_form_and_names(show):
    shown = show("da-two-children-asleep-strong", "child.seen", "c1")
    shown.click("Mason: Who else was there: Kerry Blackshaw")
    shown.widget("Mason: Who else was there: Others").setFocus()
    shown.write("A neighbour")
    shown.key(Qt.Key.Key_Return)
    assert shown.get("/children/0/contact/others_present") == ("p1", "A neighbour")
    shown.click("A neighbour: Take out")
    assert shown.get("/children/0/contact/others_present") == ("p1",)


# sharing


def test_that_school_and_address_come_from_a_sibling_on_request_and_narrative_never(show):
    children = [
        a_child(given_name="Grace", school="Hope Street", gp="Station Road", wishes="To stay", aware={"appearance": "Red eyes"}),
        a_child("c2", given_name="Toby"),
    ]
    shown = show(a_referral(children), "child.who", "c2")
    shown.click("As for Grace")
    assert shown.get("/children/1").as_json() == {
        "id": "c2",
        "given_name": "Toby",
        "school": "Hope Street",
        "gp": "Station Road",
    }


def test_that_only_facts_of_the_home_are_ever_offered():
    strong = example(FOUR).children
    bare = a_referral([a_child("c9")]).children[0]
    offered = {each for _, members in offers((*strong, bare), 4) for each in members}
    assert offered <= {"address", "school", "gp", "social_worker", "family_name"}


def test_that_relations_are_taken_over_as_they_are(show):
    shown = show("da-two-children-asleep-strong", "child.who", "c2")
    relations = [each.child for each in shown.get("/people/2/relationships")]
    assert "c2" not in relations
    shown.click("As for Mason: what the adults")
    assert "c2" in [each.child for each in shown.get("/people/2/relationships")]


# injuries


def test_that_a_place_on_the_body_is_reached_by_arrows_and_marked_by_enter(show):
    shown = show(one(estimated_age=9), "child.injuries", "c1")
    view = shown.page.findChildren(DrawingView)[0]
    view.setFocus()
    for _ in range(3):
        shown.key(Qt.Key.Key_Down)
    shown.key(Qt.Key.Key_Return)
    injury = shown.get(f"{CHILD}/injuries/0")
    assert (injury.view, injury.side, injury.region) == view._current
    assert shown.panel(BodyMap)._open == 0


def test_that_a_click_on_a_region_marks_that_region(show):
    shown = show(one(estimated_age=9), "child.injuries", "c1")
    view = shown.page.findChildren(DrawingView)[0]
    area = next(each for each in view.drawing.areas if each.key == ("back", "right", "shoulder"))
    scale = view._scale(view.width())
    spot = view._origin() + QPoint(0, 0)
    x, y = area.centre
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(spot.x() + x * scale), round(spot.y() + y * scale)))
    settle()
    held = view.drawing.area_at(x, y).key
    injury = shown.get(f"{CHILD}/injuries/0")
    assert (injury.view, injury.side, injury.region) == held


def test_that_an_injury_can_be_recorded_by_name_with_size_colour_and_who_explained(show):
    shown = show(ARUN, "child.injuries", "c1")
    shown.click("Add an injury")
    assert len(shown.get(f"{CHILD}/injuries")) == 4
    where = f"{CHILD}/injuries/3"
    panel = shown.panel(BodyMap)
    assert panel.focus_on(f"{where}/size_mm")
    settle()
    shown.write("30")
    panel.focus_on(f"{where}/colour")
    settle()
    shown.write("yellow-green")
    shown.click("Arun: Who said it: Arun")
    held = shown.get(where)
    assert (held.size_mm, held.colour, held.explained_by) == (30, "yellow-green", "child")


def test_that_a_removed_injury_comes_back_with_undo(show):
    shown = show(ARUN, "child.injuries", "c1")
    before = shown.get(f"{CHILD}/injuries")
    shown.click("Change injury 2")
    shown.click("Remove injury 2")
    assert len(shown.get(f"{CHILD}/injuries")) == 2
    shown.document.undo()
    assert shown.get(f"{CHILD}/injuries") == before


@pytest.mark.parametrize("width", [60, 90, 120, 200])
def test_that_a_cell_of_the_roll_call_never_cuts_a_line_in_half(qapp, width):
    metrics = QFontMetrics(theme.current().font("small", 400))
    for text in (
        "Two-bedroom flat. Graham's clothes and work boots",
        "Fine",
        "",
        "Unbreakablyhyphenatedplaygroundequipment here",
    ):
        lines = in_lines(text, metrics, width, 2)
        assert len(lines) <= 2
        assert all(metrics.horizontalAdvance(each) <= width for each in lines)
        assert " ".join(lines) == text or lines[-1].endswith("…") or lines[0].endswith("…")


# people and family


def test_that_a_person_is_added_with_what_they_are_to_a_child(show):
    shown = show(one(), "people")
    shown.click("Add a person")
    shown.write("Kerry Blackshaw")
    shown.click("Mason: Parental responsibility")
    shown.click("Mason: Lives with the child")
    held = shown.get("/people/0")
    assert held.name == "Kerry Blackshaw"
    assert held.relationships[0].as_json() == {"child": "c1", "parental_responsibility": True, "lives_with_child": True}
    shown.click("Mason: Lives with the child")
    shown.click("Mason: Parental responsibility")
    assert not shown.get("/people/0/relationships")


def test_that_it_can_be_said_that_a_person_does_not_live_with_a_child(show):
    shown = show(one(), "people")
    shown.click("Add a person")
    shown.write("Kerry Blackshaw")
    group = next(each for each in shown.window.findChildren(YesNoAnswer) if each.accessibleName().startswith("Mason: Lives with"))
    group.options[False].click()
    assert shown.get("/people/0").relationships[0].as_json() == {"child": "c1", "lives_with_child": False}
    assert group.options[False].isChecked()


def test_that_a_relationship_is_gone_to_in_its_own_childs_line_whatever_the_order_of_recording(show):
    """The second child's entry was recorded first: its address is 0, its line the second."""
    told = [{"child": "c2", "is": "aunt"}, {"child": "c1", "is": "godmother"}]
    children = [a_child(given_name="Mason"), a_child("c2", given_name="Jodie")]
    shown = show(a_referral(children, people=[{"id": "p1", "name": "Kerry", "relationships": told}]), "people")
    shown.page.go_to("/people/0/relationships/0/is")
    settle()
    assert "Jodie" in focus().accessibleName()
    assert focus().text() == "Aunt"
    assert not differences(shown.page, shown.document)


def test_that_an_unknown_father_is_an_answer_and_is_drawn(show):
    shown = show("da-two-children-asleep-strong", "people")
    drawing = shown.panel(Family)._view.drawing
    assert [each for each in drawing.areas if each.key[0].startswith("?")]
    shown.click("Who is father to Mason and Jodie? Not known is an answer. Not known")
    added = shown.get("/people/3")
    assert added.name == "Not known"
    assert [(each.child, each.is_) for each in added.relationships] == [("c1", "father"), ("c3", "father")]
    assert not list(shown.panel(Family).missing_parents())


def test_that_a_person_nothing_was_said_of_goes_away_when_closed(show):
    shown = show(one(), "people")
    shown.click("Add a person")
    shown.panel(Family).close_person()
    assert not shown.get("/people")


def test_that_choosing_a_person_in_the_diagram_opens_them(show):
    shown = show("da-two-children-asleep-strong", "people")
    shown.panel(Family)._view.setFocus()
    shown.panel(Family)._view.chosen.emit(("p2",))
    settle()
    assert shown.panel(Family)._open == 1


def test_that_the_table_says_what_the_diagram_says(show):
    shown = show("da-two-children-asleep-strong", "people")
    shown.panel(Family)._show_table(True)
    settle()
    for text in ("Kerry Blackshaw", "Patricia Blackshaw", "mother, parental responsibility, lives together"):
        assert shown.panel_text(text)


# roll-call


def test_that_a_child_of_the_home_who_is_not_on_the_form_is_asked_for_and_added(show):
    referral = a_referral([a_child(given_name="Mason")], incident={"children_in_household": 2})
    shown = show(referral, "roll_call")
    went = []
    shown.page.navigate.connect(went.append)
    assert shown.panel_text("2 children live here, 1 are on this form. Who is the other one?")
    shown.click("Add the missing child")
    assert len(shown.get("/children")) == 2
    assert went == ["/children/1/given_name"]


def test_that_a_cell_says_how_the_voice_stands_and_opens_its_page(show):
    children = [a_child(given_name="Mason", aware={"appearance": "OK.", "activity": "Hid under the stairs with the torch on"})]
    shown = show(a_referral(children), "roll_call")
    cells = {each.cell.letter: each for each in shown.page.findChildren(VoiceCell)}
    assert cells["appearance"].cell.state == "thin"
    assert cells["activity"].cell.state == "specific"
    assert cells["environment"].cell.state == "not_started"
    went = []
    shown.page.navigate.connect(went.append)
    cells["activity"].setFocus()
    shown.key(Qt.Key.Key_Return)
    assert went == ["/children/0/aware/activity"]


def test_that_the_same_sentence_of_two_children_is_pointed_out_with_a_way_to_both(show):
    same = "Goes to her big sister for comfort when it is loud"
    children = [a_child(f"c{n}", given_name=name, aware={"relationships": same}) for n, name in ((1, "Isaac"), (2, "Poppy"))]
    shown = show(a_referral(children), "roll_call")
    assert [each.code for each in shown.panel(RollCall).clones()] == ["VOC002"]
    assert shown.widget("Two children share the same words: See both")


def test_that_arrows_move_between_cells(show):
    shown = show(FOUR, "roll_call")
    shown.page.findChildren(VoiceCell)[0].setFocus()
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_Down)
    assert focus().accessibleName().startswith("Toby, Words")


# police protection


def test_that_shared_facts_are_copied_to_siblings_and_their_own_view_is_not(show):
    document = example(FOUR).as_json()
    for child in document["children"][1:]:
        child["police_protection"] = {"child_told_and_views": f"{child['given_name']} asked for Mum"}
    shown = show(from_json({**document, "status": "draft"}), "protection")
    shown.click("Copy this entry to Toby, Isaac, Poppy")
    for number, name in enumerate(("Toby", "Isaac", "Poppy"), 1):
        held = shown.get(f"/children/{number}/police_protection")
        assert held.grounds == shown.get("/children/0/police_protection/grounds")
        assert held.child_told_and_views == f"{name} asked for Mum"
    shown.document.undo()
    assert shown.get("/children/1/police_protection/grounds") is None


def test_that_when_each_child_was_told_is_a_time(show):
    told = {"started_at": "2026-11-14T21:20:00+00:00", "informed": {"child": "2026-11-14T21:30:00+00:00"}}
    names = ("Grace", "Toby")
    kids = [a_child(f"c{at}", given_name=each, police_protection=told) for at, each in enumerate(names, 1)]
    shown = show(a_referral(kids), "protection")
    line = shown.widget("When Toby was told")
    assert "21:30" in line.text()
    assert "T21" not in line.text()
    line.setFocus()
    line.selectAll()
    shown.write("yesterday 23:50")
    assert shown.get("/children/1/police_protection/informed/child") == "2026-11-14T23:50:00+00:00"


def test_that_hours_left_stand_in_the_largest_figure(show):
    child = a_child(given_name="Grace", police_protection={"started_at": "2026-11-14T21:20:00+00:00"})
    shown = show(a_referral([child]), "protection")
    panel = shown.panel(Protection)
    assert (panel._used.text(), panel._left.text()) == ("4 h", "67 h")
    assert panel._must_end.text() == "Must end by Tuesday 17 November 21:20"


def test_that_handing_over_ends_one_officers_time_and_begins_the_others(show):
    record = {"started_at": "2026-11-14T21:20:00+00:00", "designated_officers": [{"from": "2026-11-14T21:35:00+00:00"}]}
    shown = show(a_referral([a_child(given_name="Grace", police_protection=record)]), "protection")
    shown.click("Hand over")
    first, second = shown.get("/children/0/police_protection/designated_officers")
    assert first.to == second.from_ == "2026-11-15T01:30:00+00:00"
    shown.document.undo()
    assert len(shown.get("/children/0/police_protection/designated_officers")) == 1


def test_that_the_power_applies_to_a_sibling_by_one_act_with_the_shared_facts(show):
    children = [a_child(given_name="Grace", police_protection={"grounds": "Alone"}), a_child("c2", given_name="Toby")]
    shown = show(a_referral(children), "protection")
    shown.click("This applies to Toby too")
    assert shown.get("/children/1/police_protection").as_json() == {"grounds": "Alone"}


# modules


def test_that_a_module_applies_by_one_act_and_goes_only_after_it_was_said_what_goes(show):
    shown = show(a_referral([a_child(given_name="Mason")], incident={"types": ["missing"]}), "child.missing", "c1")
    shown.click("Mason was missing")
    assert shown.get("/children/0/missing") is not None
    shown.document.edit("/children/0/missing/found_place", "Bus station")
    settle()
    shown.click("Mason was missing")
    assert shown.get("/children/0/missing/found_place") == "Bus station"
    shown.click("Take it away")
    assert shown.get("/children/0/missing") is None
    shown.document.undo()
    assert shown.get("/children/0/missing/found_place") == "Bus station"


def test_that_a_proposed_marker_stays_open_until_it_was_put_somewhere(show):
    shown = show(one(flags=["AUTISM"]), "child.flags", "c1")
    assert shown.panel_text("Autistic")
    shown.click("Mason: Autistic: put on")
    placed = shown.get("/children/0/flags_placed/0")
    assert placed.code == "AUTISM"
    assert placed.by.name == "Lee Whitlow"
    assert placed.at == "2026-11-15T01:30:00+00:00"
    assert shown.panel_text("Every marker is placed.")


# cards, texts, read-through


def test_that_the_card_for_images_comes_with_the_situation_and_opens_by_key(show):
    shown = show("cse-childrens-home-14-weak", "decision")
    panel = shown.panel(Cards)
    first = panel.fitting()[0]
    shown.widget(f"Open: {first.title}").setFocus()
    shown.key(Qt.Key.Key_Return)
    for step in first.steps:
        assert shown.panel_text(step.text)


def test_that_a_text_is_copied_with_one_key_exactly_as_composed(show):
    shown = show("da-two-children-asleep-strong", "decision")
    panel = shown.panel(Composed)
    shown.click("The call to children")
    shown.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == panel._made
    assert "“Nanna Pat. I've got her number in my reading book.”" in copied


def test_that_the_read_through_says_all_that_is_recorded_and_each_gap(show):
    shown = show("da-two-children-asleep-weak", "read")
    assert shown.panel(ReadThrough)
    for text in ("26001187342", "Children not spoken to as they were sent to bed.", "Fine."):
        assert shown.panel_text(text)
    musts = [each for each in shown.document.findings if each.severity == "must"]
    assert musts
    for each in musts:
        assert shown.panel_text(each.message or each.title), each.code


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [100, 200])
def test_that_no_panel_is_wider_than_its_page(show, qapp, dark, size):
    from ui import theme

    theme.apply(qapp, dark=dark, text_size=size)
    for name, page, child in (
        ("da-two-children-asleep-strong", "child.words", "c1"),
        ("da-two-children-asleep-strong", "child.who", "c1"),
        (ARUN, "child.injuries", "c1"),
        (FOUR, "protection", None),
        (FOUR, "roll_call", None),
        ("da-two-children-asleep-strong", "people", None),
        ("da-two-children-asleep-strong", "decision", None),
    ):
        shown = show(name, page, child, width=1110 if size == 100 else 1366)
        assert shown.page.content.width() <= shown.page.area.viewport().width(), (page, size)
