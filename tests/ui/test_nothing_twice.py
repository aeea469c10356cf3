"""What one step leads to is done once: the keyboard goes on once, and a page that is left is not made anew first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from tests.ui.conftest import example, settle
from ui import kit
from ui import page as pages
from ui.editor import Editor
from ui.panels import read_through
from ui.panels.ethnicity import Ethnicity
from ui.panels.follow_up import FollowUp
from ui.panels.hand_in import HandIn
from ui.panels.protection import Protection
from ui.panels.read_through import FIRST, ReadThrough
from ui.panels.roll_call import RollCall
from ui.panels.voice_cell import VoiceCell
from ui.panels.welfare import WelfareCheck
from ui.question import Question
from ui.sections import in_order
from ui.tabbing import in_reading_order, is_put_away
from vpa_assist import conditions
from vpa_assist.checks import engine


@pytest.fixture
def editor(catalogue: Any, make_document: Any) -> Iterator[Editor]:
    made = Editor(make_document(example("nonverbal-autistic-boy-injuries-strong")), catalogue)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    settle()
    yield made
    made.stop()
    made.close()


def test_that_what_is_cleared_hands_the_keyboard_on_once(qtbot: Any, qapp: Any) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    outer = QVBoxLayout(whole)
    inside = QVBoxLayout()
    outer.addLayout(inside)
    buttons = [QPushButton(str(number)) for number in range(6)]
    for each in buttons:
        inside.addWidget(each)
    stays = QPushButton("stays")
    outer.addWidget(stays)
    whole.show()
    whole.activateWindow()
    buttons[0].setFocus()
    settle()
    moved: list[object] = []
    qapp.focusChanged.connect(lambda _old, new: moved.append(new))
    kit.clear(inside)
    assert qapp.focusWidget() is stays
    assert [each for each in moved if each is not None] == [stays]
    assert inside.count() == 0


def test_that_a_step_away_from_the_read_through_does_not_make_it_anew(editor: Editor, monkeypatch: Any) -> None:
    editor.go_section("read")
    settle()
    made: list[str] = []
    for kind in (ReadThrough, HandIn):
        real = kind.refresh
        monkeypatch.setattr(kind, "refresh", lambda self, real=real: (made.append(type(self).__name__), real(self)))
    editor.add_child()
    settle()
    assert editor.section is not None
    assert editor.section.page.id == "child.who"
    assert made == []


@pytest.mark.parametrize(("page", "kind"), [("read", ReadThrough), ("read", HandIn), ("roll_call", RollCall)])
def test_that_what_only_follows_answers_waits_for_the_checks_and_then_shows_them(
    editor: Editor, monkeypatch: Any, page: str, kind: type
) -> None:
    editor.go_section(page)
    settle()
    known: list[bool] = []
    real = kind.refresh
    monkeypatch.setattr(
        kind,
        "refresh",
        lambda self: (
            known.append(self.document.known_findings == engine.run_checks(self.document.referral, self.catalogue)),
            real(self),
        ),
    )
    editor.document.edit("/children/0/given_name", "Tobias")
    assert known == [], "a letter is not kept waiting"
    QCoreApplication.processEvents()
    assert known
    assert all(known)


def test_that_a_letter_before_the_words_in_question_moves_their_place_and_makes_no_card_anew(editor: Editor) -> None:
    where = "/children/0/aware/activity"
    editor.document.edit(where, "He put himself at risk.")
    editor.visit_all()
    editor.go_to(where, cursor=0)
    editor.panel.set_whole(False)
    settle()
    about = [each for each in editor.panel.listed() if each.path == where and each.span]
    assert about
    before = [*editor.panel.cards, *editor.panel.folds]
    assert before
    editor.document.edit(where, "x He put himself at risk.")
    settle()
    assert [*editor.panel.cards, *editor.panel.folds] == before
    moved = [each for each in editor.panel.listed() if each.path == where and each.span]
    assert [each.span for each in moved] == [(each.span[0] + 2, each.span[1] + 2) for each in about]
    held = [each.finding for each in editor.panel.cards]
    held += [finding for fold in editor.panel.folds for finding in fold.holds.findings()]
    assert set(moved) <= set(held)


def test_that_other_words_in_question_are_shown(editor: Editor) -> None:
    where = "/children/0/aware/activity"
    editor.document.edit(where, "He put himself at risk.")
    editor.document.visit("child.activity@c1")
    editor.panel.set_whole(True)
    settle()
    finding = next(each for each in editor.panel.listed() if each.path == where and each.span)
    assert finding.span is not None
    text = "He put himself at risk."
    words = text[slice(*finding.span)]
    card = next(each for each in editor.panel.cards if each.finding == finding)
    assert words in card.where.text()
    editor.document.edit(where, text.replace("himself", "Himself"))
    settle()
    shown = [each.where.text() for each in editor.panel.cards]
    assert any(words.replace("himself", "Himself") in each for each in shown)


def test_that_the_read_through_is_painted_with_its_first_blocks_and_whole_right_after(editor: Editor, catalogue: Any) -> None:
    def blocks() -> list[str]:
        made = in_reading_order(editor.page.findChild(ReadThrough))
        return [each.property("section") for each in made if each.property("section")]

    editor.go_section("read")
    assert len(blocks()) == FIRST
    until_whole(editor)
    sections = [each.key for each in in_order(catalogue, editor.document.referral) if each.page.id != "read"]
    whole = blocks()
    assert whole == [each for each in sections if each in whole]
    assert set(sections) - set(whole) <= {"child.applies@c1"}, "only what says nothing at all is left out"
    counted: list[int] = []
    editor.document.settled.connect(lambda: counted.append(len(blocks())))
    editor.document.edit("/children/0/given_name", "Tobias")
    settle()
    assert set(counted) == {len(whole)}, "nothing moves under a reader"


def until_whole(editor: Editor) -> None:
    """Goes round until the read-through makes no more blocks, however slow the machine."""
    before = -1
    while _blocks(editor) != before:
        before = _blocks(editor)
        settle()


def _blocks(editor: Editor) -> int:
    return len([each for each in editor.page.findChildren(QWidget) if each.property("section")])


def test_that_a_key_can_come_between_the_blocks_of_the_read_through(editor: Editor, monkeypatch: Any) -> None:
    monkeypatch.setattr(read_through, "PIECE", 0.0)
    editor.go_section("read")
    counted = [_blocks(editor)]
    while len(counted) < 2 or counted[-1] != counted[-2]:
        QCoreApplication.processEvents()
        counted.append(_blocks(editor))
        assert len(counted) < 100
    assert counted[0] == FIRST
    assert {after - before for before, after in pairwise(counted)} <= {0, 1}
    assert counted[-1] > FIRST + 5


def test_that_children_who_go_while_the_read_through_is_made_are_not_read(editor: Editor, monkeypatch: Any) -> None:
    monkeypatch.setattr(read_through, "PIECE", 0.0)
    editor.go_section("read")
    QCoreApplication.processEvents()
    while editor.document.referral.children:
        editor.document.remove("/children/0")
    until_whole(editor)
    sections = [each for each in in_order(editor.catalogue, editor.document.referral) if each.page.id != "read"]
    assert not any(each.child for each in sections)
    assert _blocks(editor) == len(sections)


@pytest.mark.parametrize(
    ("page", "kind", "where", "value"),
    [
        ("child.seen@c1", WelfareCheck, "/children/0/contact/welfare_check", "Warm, breathing, dry."),
        ("child.seen@c1", FollowUp, "/children/0/contact/follow_up", "The school nurse"),
        ("child.who@c1", Ethnicity, "/children/0/given_name", "Tobias"),
    ],
)
def test_that_a_letter_is_kept_before_what_its_page_says_of_it(
    editor: Editor, monkeypatch: Any, page: str, kind: type, where: str, value: str
) -> None:
    editor.go_section(page)
    settle()
    renewed: list[str] = []
    real = kind.refresh
    monkeypatch.setattr(kind, "refresh", lambda self: (renewed.append(where), real(self)))
    editor.document.edit(where, value)
    assert renewed == []
    QCoreApplication.processEvents()
    assert renewed == [where]
    editor.document.edit("/children/0/pronouns", "he/him")
    settle()
    assert renewed == [where], "it follows what concerns it and nothing else"


def test_that_a_renamed_child_has_the_new_name_in_what_a_screen_reader_says(editor: Editor) -> None:
    editor.go_section("child.who@c1")
    settle()
    editor.document.edit("/children/0/given_name", "Tobias")
    settle()
    panel = editor.page.findChild(Ethnicity)
    said = [each.accessibleName() for each in panel.findChildren(QWidget) if each.focusPolicy() and each.accessibleName()]
    assert said
    assert all("Tobias" in each for each in said)


def test_that_what_follows_an_answer_follows_an_addendum_too(make_document: Any) -> None:
    document = make_document(example("nonverbal-autistic-boy-injuries-strong").model_copy(update={"status": "submitted"}))
    told: list[bool] = []
    document.settled.connect(lambda: told.append(document.read_only))
    document.begin_addendum()
    QCoreApplication.processEvents()
    assert told == [False]
    document.cancel_addendum()
    QCoreApplication.processEvents()
    assert told == [False, True]


def test_that_a_page_is_painted_with_its_first_blocks_and_whole_right_after(editor: Editor) -> None:
    editor.document.edit("/referral/assessment", "He put himself at risk.")
    editor.visit_all()
    editor.document.check_now()
    editor.go_section("decision")
    page = editor.page
    assert page is not None
    assert len(page._made) == pages.FIRST < len(page.section.page.blocks)
    settle()
    assert [each.block for each in page._made] == list(page.section.page.blocks)
    order = [each.mapTo(page.content, QPoint(0, 0)).y() for each in page._made]
    assert order == sorted(set(order)), "in the order of the form pack"
    shown = {each.where: each.fault for each in page.questions() if each.fault is not None and not each.fault.isHidden()}
    for question in page.questions():
        question.show_findings(editor.document.known_findings)
    again = {each.where: each.fault for each in page.questions() if each.fault is not None and not each.fault.isHidden()}
    assert shown == again
    assert shown, "the blocks that were made later say what is missing as well"


@pytest.mark.parametrize("where", ["/referral/assessment", "/referral/voice_in_decision", "/referral/immediate_risk"])
def test_that_whoever_goes_to_a_place_below_the_first_screen_finds_it_at_once(editor: Editor, qapp: Any, where: str) -> None:
    assert editor.go_to(where, cursor=0)
    page = editor.page
    assert page is not None
    question = page.question_at(where)
    assert question is not None
    assert question.where == where
    assert question.answer is qapp.focusWidget() or question.answer.isAncestorOf(qapp.focusWidget())


def test_that_a_page_that_was_left_makes_nothing_more(editor: Editor) -> None:
    editor.go_section("decision")
    left = editor.page
    assert left is not None
    editor.go_section("incident")
    QCoreApplication.processEvents()
    assert len(left._made) == pages.FIRST


def test_that_the_entry_of_police_protection_is_whole_after_the_first_painting_and_for_whoever_goes_there(
    catalogue: Any, make_document: Any, qapp: Any
) -> None:
    editor = Editor(make_document(example("police-protection-four-children-strong")), catalogue)
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    settle()
    try:
        editor.visit_all()
        editor.go_section("protection")
        panel = editor.page.findChild(Protection)
        asked = {each.where.rpartition("/")[2] for each in panel.findChildren(Question)}
        assert "ended_at" not in asked
        editor.go_to("/children/0/police_protection/ended_at")
        assert "ended_at" in {each.where.rpartition("/")[2] for each in panel.findChildren(Question)}
        assert qapp.focusWidget().accessibleName().endswith(panel.document.child_name("/children/0"))
        editor.go_section("incident")
        settle()
        editor.go_section("protection")
        settle()
        panel = editor.page.findChild(Protection)
        asked = {each.where.rpartition("/")[2] for each in panel.findChildren(Question)}
        assert {"started_at", "reviews", "ended_at", "strategy_discussion_at"} <= asked
    finally:
        editor.stop()
        editor.close()


@pytest.mark.parametrize("name", ["da-two-children-asleep-strong", "da-two-children-asleep-weak", "missing-boy-15-weak"])
@pytest.mark.parametrize("at_once", [False, True])
def test_that_what_a_condition_hides_is_hidden_whenever_it_was_made(
    catalogue: Any, make_document: Any, name: str, at_once: bool
) -> None:
    editor = Editor(make_document(example(name)), catalogue)
    editor.resize(1366, 768)
    editor.show()
    settle()
    hidden = 0
    try:
        for section in in_order(catalogue, editor.document.referral):
            page = editor.open_section(section)
            if at_once:
                page.make_all()
            settle()
            for block in page.blocks:
                parts = [(block.block.when, [each.field for each in block.block.prompts], block)]
                parts += [(prompt.when, [prompt.field], widget) for prompt, widget in block.fields.parts if prompt.when]
                for when, fields, widget in parts:
                    about = [section.at(each) for each in fields if each]
                    wanted = conditions.shown(when, editor.document.referral, section.index, about)
                    assert is_put_away(widget) != wanted, (section.key, fields)
                    assert widget.isVisibleTo(page.content) <= wanted, (section.key, fields)
                    hidden += not wanted
    finally:
        editor.stop()
        editor.close()
    assert hidden, "there is something to hide"


def test_that_another_count_of_the_household_leaves_the_grid_of_the_children(editor: Editor) -> None:
    editor.go_section("roll_call")
    settle()
    panel = editor.page.findChild(RollCall)
    cells = panel.findChildren(VoiceCell)
    assert cells
    editor.document.edit("/incident/children_in_household", 9)
    settle()
    assert panel.findChildren(VoiceCell) == cells
    assert any("9" in each.text() for each in panel.findChildren(QLabel) if each.isVisibleTo(panel))
    editor.document.edit("/children/0/aware/activity", None)
    settle()
    assert panel.findChildren(VoiceCell) != cells
