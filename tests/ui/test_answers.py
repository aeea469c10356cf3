"""Each kind of answer on a real page: typed and pressed as a person would, read back from the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import blank, settle
from tests.ui.test_exact_text import committed
from ui.answers import WIDGETS
from ui.answers.base import Answer
from ui.binding import bind
from ui.document import Document
from ui.fields import Fields
from ui.question import Question
from vpa_assist.catalogue import Prompt

Make = Callable[..., Document]
CHILD = "/children/0"


@pytest.fixture
def ask(make_document: Make, catalogue: Any) -> Callable[..., tuple[Document, Any]]:
    """An answer of a kind, shown and with the keyboard in it."""

    def make(kind: str, field: str, referral: Any = None, **more: Any) -> tuple[Document, Any]:
        document = make_document(referral or blank(children=[{"id": "c1", "given_name": "Amber"}]))
        prompt = Prompt(field=field, kind=kind, label="Question", **more)
        where = f"{CHILD}/{field}" if not field.startswith("/") else field
        answer = WIDGETS[kind](document, catalogue, where, prompt)
        if not answer.composite:
            bind(document, answer, where)
        answer.resize(500, 300)
        answer.show()
        answer.activateWindow()
        settle()
        answer.focus_target().setFocus()
        settle()
        return document, answer

    return make


def keys(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
    settle(1)


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
    settle(1)


def test_that_a_line_is_recorded_as_it_is_typed(ask: Any) -> None:
    document, answer = ask("line", "school")
    keys(" St Aldric's ")
    assert document.get(f"{CHILD}/school") == " St Aldric's "
    answer.line().clear()
    committed(answer.line(), "x")
    press(Qt.Key.Key_Backspace)
    assert document.get(f"{CHILD}/school") is None


def test_that_long_text_is_recorded_with_its_lines(ask: Any) -> None:
    document, answer = ask("text", "wishes")
    keys("one")
    press(Qt.Key.Key_Return)
    committed(answer.focus_target(), "two – “three” 😀")
    assert document.get(f"{CHILD}/wishes") == "one\ntwo – “three” 😀"


def test_that_undo_in_a_box_is_the_documents(ask: Any) -> None:
    for kind, field in (("line", "school"), ("text", "wishes"), ("words", "wishes"), ("date", "date_of_birth")):
        document, answer = ask(kind, field)
        keys("abc")
        QTest.keyClick(answer.focus_target(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert answer.cursor_place() in (0, 3), kind
        assert (document.get(f"{CHILD}/{field}") or document.half_typed(f"{CHILD}/{field}")) == "abc", "the box kept the key"


def test_that_a_number_is_a_whole_number_or_kept_as_typed(ask: Any) -> None:
    document, answer = ask("number", "estimated_age")
    keys("7")
    assert document.get(f"{CHILD}/estimated_age") == 7
    keys("x")
    assert document.get(f"{CHILD}/estimated_age") is None
    assert document.half_typed(f"{CHILD}/estimated_age") == "7x"
    answer.box.left.emit()
    assert "kept" in answer.said.text()


def test_that_a_number_out_of_bounds_is_kept_as_typed(ask: Any) -> None:
    document, _ = ask("number", "estimated_age")
    keys("131")
    assert document.get(f"{CHILD}/estimated_age") is None


def test_that_a_date_is_typed_by_hand(ask: Any) -> None:
    document, answer = ask("date", "date_of_birth")
    keys("3/6/15")
    assert document.get(f"{CHILD}/date_of_birth") == "2015-06-03"
    answer.box.left.emit()
    assert answer.box.text() == "3 Jun 2015"


def test_that_an_unfinished_date_comes_back_as_typed(ask: Any) -> None:
    document, answer = ask("date", "date_of_birth")
    keys("12/")
    assert document.get(f"{CHILD}/date_of_birth") is None
    assert document.half_typed(f"{CHILD}/date_of_birth") == "12/"
    assert answer.box.text() == "12/"


def test_that_a_time_is_typed_by_hand_and_said_in_full(ask: Any) -> None:
    document, answer = ask("time", "contact/at")
    keys("21:55")
    assert document.get(f"{CHILD}/contact/at") == "2026-11-21T21:55:00+00:00"
    assert answer.said.text() == "Sat 21 Nov 2026, 21:55"


def test_that_now_is_a_time(ask: Any) -> None:
    document, _ = ask("time", "contact/at")
    keys("now")
    assert document.get(f"{CHILD}/contact/at") == "2026-11-21T22:10:00+00:00"


def test_that_nothing_is_chosen_for_anybody_and_a_choice_can_be_taken_back(ask: Any) -> None:
    document, answer = ask("yes_no", "contact/alone")
    assert not any(option.isChecked() for option in answer.options.values())
    press(Qt.Key.Key_Space)
    assert document.get(f"{CHILD}/contact/alone") is True
    press(Qt.Key.Key_Space)
    assert document.get(f"{CHILD}/contact/alone") is None


def test_that_arrows_move_between_choices(ask: Any) -> None:
    document, answer = ask("choice", "sex", codes="sex")
    press(Qt.Key.Key_Right)
    assert document.get(f"{CHILD}/sex") is None, "arrows alone choose nothing"
    press(Qt.Key.Key_Space)
    chosen = document.get(f"{CHILD}/sex")
    assert chosen == list(answer.options)[1]
    press(Qt.Key.Key_Left)
    assert document.get(f"{CHILD}/sex") == next(iter(answer.options))


def test_that_the_first_incident_type_is_the_main_one(ask: Any) -> None:
    document, answer = ask("choices", "/incident/types", codes="incident_type")
    answer.options["missing"].click()
    answer.options["domestic_abuse"].click()
    assert document.get("/incident/types") == ("missing", "domestic_abuse")
    answer.options["missing"].click()
    assert document.get("/incident/types") == ("domestic_abuse",)


def test_that_a_tile_is_chosen_by_key(ask: Any) -> None:
    document, answer = ask("tiles", "contact/status", codes="contact_status")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert document.get(f"{CHILD}/contact/status") == "seen_asleep"
    assert answer.options["seen_asleep"].isChecked()


def test_that_a_long_list_is_searched_by_typing(ask: Any) -> None:
    document, answer = ask("code_search", "language/first", codes="language")
    keys("pol")
    assert answer.list_is_open
    assert document.get(f"{CHILD}/language/first") is None
    press(Qt.Key.Key_Return)
    assert document.get(f"{CHILD}/language/first") == "pl"
    assert answer.box.text() == "Polish"
    assert not answer.list_is_open


def test_that_what_is_not_in_the_list_is_kept_as_typed(ask: Any) -> None:
    document, answer = ask("code_search", "language/first", codes="language")
    keys("zzz")
    assert document.half_typed(f"{CHILD}/language/first") == "zzz"
    answer.box.left.emit()
    assert "kept" in answer.said.text()


def test_that_an_address_records_its_parts(ask: Any) -> None:
    document, answer = ask("address", "address")
    answer.parts["lines"][1].box.insert_text("1 Mill Row\nThe Moor")
    answer.parts["postcode"][1].focus_target().setFocus()
    keys("cw71aa")
    assert document.get(f"{CHILD}/address/lines") == ("1 Mill Row", "The Moor")
    assert document.get(f"{CHILD}/address/postcode") == "CW7 1AA"


def test_that_the_signed_in_officer_is_one_key_away(ask: Any) -> None:
    document, answer = ask("officer", "/author")
    answer.me.click()
    assert document.get("/author/collar_number") == "4411"
    assert answer.parts["name"][1].box.text() == "Jo Vane"
    document.undo()
    assert document.get("/author") is None


def test_that_list_items_are_added_moved_removed_and_brought_back(ask: Any) -> None:
    inner = (Prompt(field="system", kind="line", label="System"), Prompt(field="reference", kind="line", label="Number"))
    document, answer = ask("pairs", "references", item="number", prompts=inner)
    answer.add()
    keys("Niche")
    answer.add()
    keys("Athena")
    assert [each.system for each in document.get(f"{CHILD}/references")] == ["Niche", "Athena"]
    answer.move_item(1, -1)
    assert [each.system for each in document.get(f"{CHILD}/references")] == ["Athena", "Niche"]
    answer.remove(0)
    settle()
    assert [each.system for each in document.get(f"{CHILD}/references")] == ["Niche"]
    assert "number 1" in answer.removed.text()
    answer.undo.click()
    assert [each.system for each in document.get(f"{CHILD}/references")] == ["Athena", "Niche"]


def test_that_a_list_of_texts_keeps_a_row_that_is_emptied(ask: Any) -> None:
    document, answer = ask("list", "also_known_as", item="name", prompts=(Prompt(field="", kind="line", label="Name"),))
    answer.add()
    keys("Am")
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    assert document.get(f"{CHILD}/also_known_as") == ("",)
    keys("Amby")
    assert document.get(f"{CHILD}/also_known_as") == ("Amby",)


def test_that_the_wheel_changes_no_answer(make_document: Make, catalogue: Any) -> None:
    document = make_document(blank(children=[{"id": "c1", "sex": "female", "contact": {"alone": True}}]))
    prompts = (
        Prompt(field="sex", kind="choice", label="Sex", codes="sex"),
        Prompt(field="contact/alone", kind="yes_no", label="Alone"),
        Prompt(field="language/first", kind="code_search", label="Language", codes="language"),
        Prompt(field="date_of_birth", kind="date", label="Born"),
    )
    fields = Fields(document, catalogue, CHILD, prompts)
    fields.show()
    before = document.referral
    for widget in fields.findChildren(QWidget):
        event = QWheelEvent(
            QPointF(4, 4), QPointF(4, 4), QPoint(0, 0), QPoint(0, -240), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
    assert document.referral == before


def test_that_every_answer_is_named_with_the_childs_name_and_can_be_made_read_only(make_document: Make, catalogue: Any) -> None:
    document = make_document(blank(children=[{"id": "c1", "given_name": "Amber"}]))
    for kind, field, codes in (
        ("line", "school", ""),
        ("text", "wishes", ""),
        ("words", "wishes", ""),
        ("number", "estimated_age", ""),
        ("date", "date_of_birth", ""),
        ("time", "contact/at", ""),
        ("code_search", "language/first", "language"),
    ):
        question = Question(document, catalogue, CHILD, Prompt(field=field, kind=kind, label="Question", codes=codes))
        target = question.answer.focus_target()
        assert target.accessibleName() == "Question, Amber", kind
        question.answer.set_read_only(True)
        QTest.keyClicks(target, "x")
        assert document.get(f"{CHILD}/{field}") is None, kind
        assert isinstance(question.answer, Answer)


def test_that_why_something_is_not_recorded_is_asked_in_place(make_document: Make, catalogue: Any) -> None:
    document = make_document(blank(children=[{"id": "c1", "given_name": "Amber"}]))
    prompt = Prompt(
        field="religion/code", kind="choice", label="Religion", codes="religion", reason="religion/reason_not_recorded"
    )
    question = Question(document, catalogue, CHILD, prompt)
    question.show()
    assert question.reason is not None
    assert question.reason.answer is None
    question.reason.open_link.click()
    assert not question.reason.answer.isHidden()
    QTest.keyClicks(question.reason.answer.focus_target(), "Asleep")
    assert document.get(f"{CHILD}/religion/reason_not_recorded") == "Asleep"
