"""The real window with a real store: the whole way from the first run to hand-in, by keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import Clock, blank, body_of, example, make_window, settle
from tests.ui.test_exact_text import committed
from ui import background
from ui.child_menu import ChildButton
from ui.editor import Editor
from ui.first_run import FirstRunPage
from ui.main_window import MainWindow
from ui.new_referral import NewReferralPage
from ui.overlays import matching
from ui.question import Question
from ui.recovery_code import CodePage
from ui.start_screen import StartScreen
from ui.unlock import UnlockPage
from vpa_assist import store as stores
from vpa_assist.catalogue import Catalogue
from vpa_assist.errors import CannotDo
from vpa_assist.record.referral import Referral

Qtbot = Any
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, held)
    settle()


def write(text: str) -> None:
    committed(focus(), text)
    settle(1)


def open_(window: MainWindow, referral: Referral) -> Any:
    """Puts a referral into the window as a new draft; gives the editor."""
    window.work.open(referral, 0, keep=True)
    settle()
    editor = window.editor
    assert editor is not None
    return editor


def question(editor: Any, where: str) -> Question:
    found = editor.page.question_at(where)
    assert found is not None, where
    return found


# beginning


def test_that_the_first_run_asks_who_works_here_and_shows_the_code_once(
    catalogue: Catalogue, clock: Clock, tmp_path: Path, qtbot: Qtbot
) -> None:
    window = make_window(catalogue, clock, tmp_path)
    window.begin()
    settle()
    page = window.stack.currentWidget()
    assert isinstance(page, FirstRunPage)
    for text in ("PC Una Marsh", "7001", "Winsford"):
        write(text)
        press(Qt.Key.Key_Tab)
    assert focus() is page.roles["officer"]
    while not isinstance(focus(), QLineEdit):
        press(Qt.Key.Key_Tab)
    write("three blue herons")
    press(Qt.Key.Key_Tab)
    write("three blue heron")
    press(Qt.Key.Key_Return)
    assert "differ" in page.fault.text()
    write("three blue herons")
    page.again.setText("three blue herons")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), CodePage), timeout=5000)
    code = window.stack.currentWidget()
    assert len(code.code) > 20
    code.copy()
    assert QApplication.clipboard().text() == code.code
    code.button.click()
    settle()
    assert isinstance(window.stack.currentWidget(), StartScreen)
    assert window.store
    assert window.store.person.name == "PC Una Marsh"
    window.shut()
    again = make_window(catalogue, clock, tmp_path)
    again.begin()
    settle()
    unlock = again.stack.currentWidget()
    assert isinstance(unlock, UnlockPage)
    write("something else")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(unlock.fault.text()), timeout=5000)
    assert again.store is None
    unlock.box.clear()
    write("three blue herons")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.store is not None, timeout=5000)
    again.shut()


def test_that_a_new_referral_asks_three_things(window: MainWindow) -> None:
    press(Qt.Key.Key_N, CTRL)
    page = window.stack.currentWidget()
    assert isinstance(page, NewReferralPage)
    write("26001199001")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    page.children_.setFocus()
    write("Amber, Noah Vane")
    press(Qt.Key.Key_Return)
    document = window.document
    assert document is not None
    assert document.get("/incident/reference") == "26001199001"
    assert document.get("/incident/types") == ("domestic_abuse",)
    assert [child.given_name for child in document.referral.children or ()] == ["Amber", "Noah"]
    assert document.get("/author/collar_number") == "4411"
    assert window.store is not None
    assert window.store.counts().to_do == 1


def test_that_a_referral_that_was_left_empty_makes_no_draft(window: MainWindow) -> None:
    window.new_referral()
    settle()
    page = window.stack.currentWidget()
    assert isinstance(page, NewReferralPage)
    page.children_.setFocus()
    press(Qt.Key.Key_Return)
    assert window.document is not None
    window.go_home()
    settle()
    assert window.store is not None
    assert window.store.counts().to_do == 0


def test_that_escape_leaves_a_new_referral(window: MainWindow) -> None:
    window.new_referral()
    settle()
    write("123")
    press(Qt.Key.Key_Escape)
    assert isinstance(window.stack.currentWidget(), StartScreen)
    assert window.store is not None
    assert window.store.counts().to_do == 0


# nothing is lost


def test_that_what_is_typed_is_in_the_store_when_the_window_says_saved(window: MainWindow, qtbot: Qtbot) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    editor.go_to("/children/0/wishes")
    write("To see Nan. “Soon”\u2028\u00a0")
    qtbot.waitUntil(lambda: "Saved 22:10" in editor.bar.saved.text(), timeout=2000)
    assert window.store is not None
    children = body_of(window.store, editor.document.referral.id).children
    assert children
    assert children[0].wishes == "To see Nan. “Soon”\u2028\u00a0"


def test_that_starting_again_brings_back_page_cursor_and_half_typed(
    window: MainWindow, catalogue: Catalogue, clock: Clock, tmp_path: Path
) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}, {"id": "c2", "given_name": "Noah"}]))
    editor.go_to("/children/1/date_of_birth")
    write("12/1")
    editor.go_to("/children/1/wishes")
    write("abcdef")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    window.shut()
    again = make_window(catalogue, clock, tmp_path)
    again.opened(stores.Store.unlock(tmp_path / "data" / "live-1", PHRASE, cost=CHEAP))
    settle()
    assert again.editor is not None
    assert again.editor.section is not None
    assert again.editor.section.key == "child.wishes@c2"
    answer = question(again.editor, "/children/1/wishes").answer
    assert answer.focus_target().hasFocus()
    assert answer.cursor_place() == 4
    again.editor.go_to("/children/1/date_of_birth")
    assert question(again.editor, "/children/1/date_of_birth").answer.box.text() == "12/1"  # type: ignore[attr-defined]
    assert "child.who@c2" in again.document.visited if again.document else False
    again.shut()


def test_that_a_draft_that_cannot_be_kept_says_so_and_keeps_the_text(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    assert window.store is not None

    def refuse(*_: object, **__: object) -> None:
        raise CannotDo("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(window.store, "save", refuse)
        editor.go_to("/children/0/wishes")
        write("kept")
        editor.document.save_now()
        settle()
        assert "Not saved: The disk is full. Your text is still here." in editor.banners.not_saved_text()
        assert editor.bar.saved.text() == "Not saved"
        window.save_elsewhere()
        assert "kept" in next((window.asks.folder).iterdir()).read_text()  # type: ignore[attr-defined]
        assert not window.leave_editor(), "the text must stay on the screen"
    assert editor.document.save_now()
    settle()
    assert editor.banners.not_saved_text() == ""
    assert "Saved" in editor.bar.saved.text()


# children and undo


def test_that_a_child_is_added_removed_and_brought_back_by_keys(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber", "wishes": "Nan"}]))
    editor.add_child()
    settle()
    assert editor.section.key == "child.who@c2"
    write("Noah")
    settle()
    assert "Noah" in editor.page.title_text()
    assert editor.outline.child_rows["c2"].name == "Noah"
    editor.go_child(0)
    settle()
    editor.remove_child()
    settle()
    assert "Amber is off the form" in editor.banners.told()
    assert editor.section.child == "c2"
    editor.page.focus_first()
    press(Qt.Key.Key_Z, CTRL)
    assert [child.id for child in editor.document.referral.children or ()] == ["c1", "c2"]
    assert editor.document.get("/children/0/wishes") == "Nan"


def test_that_moving_a_child_keeps_the_open_page_with_the_child(window: MainWindow) -> None:
    editor = open_(window, example("police-protection-four-children-strong"))
    editor.go_child(2)
    settle()
    name = editor.document.child_name("/children/2")
    editor.child_up()
    settle()
    assert editor.document.child_name("/children/1") == name
    assert name in editor.page.title_text()
    assert editor.page.section.index == 1


def choose(button: ChildButton, words: str) -> None:
    """Opens the menu by key and takes the line with these words, as a person does."""
    button.setFocus()
    press(Qt.Key.Key_Return)
    menu = next(each for each in button.findChildren(QMenu) if each.isVisible())
    lines = [each for each in menu.actions() if each.isEnabled()]
    for _ in range(1 + next(at for at, each in enumerate(lines) if each.text() == words)):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()


@pytest.mark.parametrize("page", ["child.words@c2", "roll_call"])
def test_that_a_child_is_moved_and_removed_from_the_page_by_keys_that_stay_there(window: MainWindow, page: str) -> None:
    names = ("Amber", "Noah", "Isla")
    editor = open_(window, blank(children=[{"id": f"c{at}", "given_name": each} for at, each in enumerate(names, 1)]))
    editor.go_section(page)
    settle()
    choose(child_button(editor, "Noah"), "Move Noah down")
    assert [each.given_name for each in editor.document.referral.children or ()] == ["Amber", "Isla", "Noah"]
    assert "Noah" in editor.document.undo_words
    assert QApplication.focusWidget() is child_button(editor, "Noah"), "the keyboard is lost"
    choose(child_button(editor, "Noah"), "Remove Noah")
    assert [each.given_name for each in editor.document.referral.children or ()] == ["Amber", "Isla"]
    assert "Noah" in editor.document.undo_words
    assert "Noah is off the form" in editor.banners.told()
    assert editor.page.isAncestorOf(QApplication.focusWidget())


def child_button(editor: Editor, name: str) -> ChildButton:
    """The button beside a child's name."""
    return next(each for each in editor.page.findChildren(ChildButton) if each.accessibleName().startswith(name))


def test_that_a_handed_in_referral_offers_neither_moving_nor_removing(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}], status="submitted"))
    for page in ("child.words@c1", "roll_call"):
        editor.go_section(page)
        settle()
        assert all(each.isHidden() for each in editor.page.findChildren(ChildButton))


def test_that_the_tenth_child_is_there_at_once(window: MainWindow) -> None:
    import time

    editor = open_(window, blank(children=[{"id": f"c{n}", "given_name": f"Child{n}"} for n in range(1, 10)]))
    editor.add_child()
    editor.undo()
    settle()
    start = time.process_time()
    editor.add_child()
    spent = time.process_time() - start
    assert len(editor.document.referral.children or ()) == 10
    assert spent < 0.6, f"{spent:.2f} s"  # the goal is 0.2 s; room for a busy machine


# what is missing


def test_that_a_new_child_is_not_started_and_nothing_is_listed(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    settle()
    assert editor.panel.counts.text() == "0 to answer, 0 to explain, 0 suggestions"
    assert editor.outline.rows  # the outline is there, and nothing in it is red
    assert all(row.status in ("not_started", "in_progress") for row in editor.outline.rows.values())


def test_that_a_gap_appears_when_its_page_is_left_and_f8_goes_there(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    editor.go_section("child.who@c1")
    settle()
    editor.go_section("child.words@c1")
    editor.document.check_now()
    settle()
    assert any(each.code == "ETH001" for each in editor.panel.listed())
    assert all(each.path.startswith("/children/0") for each in editor.panel.listed())
    editor.page.focus_first()
    press(Qt.Key.Key_F8)
    assert editor.panel.isAncestorOf(focus())
    press(Qt.Key.Key_Return)
    assert editor.section.key.startswith("child.who")
    assert editor.page.isAncestorOf(focus())


def test_that_a_finding_is_set_aside_with_a_reason_and_brought_back(window: MainWindow) -> None:
    editor = open_(window, example("da-two-children-asleep-weak"))
    editor.visit_all()
    editor.document.check_now()
    settle()
    finding = next(each for each in editor.panel.listed() if each.code == "DAB001")
    while editor.panel.step(1) is not finding:
        pass
    card = next(each for each in editor.panel.cards if each.finding is finding)
    number = editor.panel.counts.figures["should"].text()
    card.toggle()
    card.ask_reason("set_aside")
    write("She declined the assessment; my own judgement is in the account.")
    press(Qt.Key.Key_Return)
    editor.document.check_now()
    settle()
    assert int(editor.panel.counts.figures["should"].text()) == int(number) - 1
    entry = (editor.document.referral.dismissed or ())[-1]
    assert entry.by
    assert entry.by.collar_number == "4411"
    back = next(each for each in editor.panel.listed() if each.dismissed is not None)
    from ui.explaining import bring_back

    bring_back(editor.document, back)
    editor.document.check_now()
    settle()
    assert editor.panel.counts.figures["should"].text() == number


def test_that_ethnicity_is_explained_in_its_own_field(window: MainWindow) -> None:
    from ui.explaining import reason_field

    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    finding = next(each for each in editor.document.findings if each.code == "ETH001")
    assert reason_field(editor.catalogue, finding) == "/children/0/ethnicity/reason_not_recorded"


def test_that_wording_is_marked_in_the_officers_text_and_never_in_the_childs(window: MainWindow) -> None:
    words = {"words": [{"words": "I choose to go missing", "how": "speech"}], "appearance": "Fine."}
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber", "aware": words}]))
    editor.visit_all()
    editor.go_to("/children/0/aware/appearance")
    editor.document.check_now()
    settle()
    box = question(editor, "/children/0/aware/appearance").answer.focus_target()
    assert box.extraSelections(), "the stock phrase is marked"  # type: ignore[attr-defined]
    editor.go_section("child.words@c1")
    settle()
    from PySide6.QtWidgets import QPlainTextEdit

    assert not any(each.extraSelections() for each in editor.page.findChildren(QPlainTextEdit) if each.property("words"))


# keys


def test_that_every_child_and_panel_has_its_key(window: MainWindow) -> None:
    editor = open_(window, example("police-protection-four-children-strong"))
    editor.page.focus_first()
    press(Qt.Key.Key_2, CTRL)
    assert editor.section.index == 1
    for key, page in ((Qt.Key.Key_A, "appearance"), (Qt.Key.Key_C, "activity"), (Qt.Key.Key_R, "relationships")):
        editor.page.focus_first()
        press(key, ALT)
        assert editor.section.key == f"child.{page}@c2"


def test_that_f6_goes_round_the_panes(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    editor.page.focus_first()
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_F6)
        seen.append(next(name for name in ("outline", "page", "panel", "bar") if getattr(editor, name).isAncestorOf(focus())))
    assert sorted(seen) == ["bar", "outline", "page", "panel"]


def test_that_find_goes_to_the_words(window: MainWindow) -> None:
    editor = open_(window, example("da-two-children-asleep-strong"))
    editor.page.focus_first()
    press(Qt.Key.Key_F, CTRL)
    write("number in my reading book")
    assert editor.find_bar.count.text() == "0 of 1"
    press(Qt.Key.Key_Return)
    assert editor.section.key == "child.words@c1"
    assert editor.find_bar.count.text() == "1 of 1"
    press(Qt.Key.Key_Escape)
    assert editor.find_bar.isHidden()


def test_that_the_palette_finds_a_page_before_a_command_that_only_mentions_it(window: MainWindow) -> None:
    children = [{"id": "c1", "given_name": "Mason"}]
    editor = open_(window, blank(incident={"types": ["missing"]}, children=children))
    editor.document.edit("/children/0/missing", {}, "“Mason was missing”")
    for typed, first in (
        ("missing", "Mason – Missing"),
        ("mason missing", "Mason – Missing"),
        ("custody", "Mason – What else applies: the custody record"),
        ("incident", "Incident"),
        ("mason words", "Mason – Words"),
    ):
        assert matching(editor.choices(), typed)[0].text == first, typed
    assert "urgent" in matching(editor.choices(), "urgent")[0].text
    assert [each.text for each in matching(editor.choices(), "")] == [each.text for each in editor.choices()]
    next(each for each in editor.choices() if "the custody record" in each.text).do()
    settle()
    assert focus().accessibleName() == "Mason was arrested"
    press(Qt.Key.Key_Space)
    assert editor.document.get("/children/0/custody") is not None
    assert focus().accessibleName() == "Mason was arrested", "the keyboard stays where something was ticked"
    press(Qt.Key.Key_Down)
    assert focus().accessibleName() == "Mason is or may be exploited"


def test_that_the_outline_made_anew_takes_the_keyboard_from_nobody(window: MainWindow) -> None:
    """It had the keyboard once; a page that comes while somebody types elsewhere must not fetch it back."""
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Mason"}]))
    editor.go_section("child.applies@c1")
    editor.outline.focus_current()
    settle()
    editor.page.focus_first()
    held = focus()
    editor.document.edit("/children/0/exploitation", {})
    settle()
    assert any("exploitation" in key for key in editor.outline.rows)
    assert focus() is held


def test_that_the_palette_does_any_command_by_name(window: MainWindow) -> None:
    editor = open_(window, example("da-two-children-asleep-strong"))
    editor.page.focus_first()
    press(Qt.Key.Key_K, CTRL)
    write("jodie wish")
    press(Qt.Key.Key_Return)
    assert editor.section.key == "child.wishes@c3"


def test_that_help_and_blank_come_and_go_and_give_the_keyboard_back(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    editor.go_to("/children/0/wishes")
    before = focus()
    press(Qt.Key.Key_F1)
    assert editor.help_sheet.isVisible()
    press(Qt.Key.Key_Escape)
    assert editor.help_sheet.isHidden()
    assert focus() is before
    press(Qt.Key.Key_B, CTRL)
    assert window.blank_sheet is not None
    assert window.blank_sheet.isVisible()
    press(Qt.Key.Key_Escape)
    assert window.blank_sheet.isHidden()
    assert focus() is before


def test_that_larger_text_keeps_page_and_words(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    editor.go_to("/children/0/wishes")
    write("abc")
    window.larger()
    settle()
    assert window.editor is not None
    assert window.editor is not editor
    assert window.editor.section is not None
    assert window.editor.section.key == "child.wishes@c1"
    assert window.document is not None
    assert window.document.get("/children/0/wishes") == "abc"
    window.normal_size()


def test_that_locking_keeps_everything_and_starts_afresh(catalogue: Catalogue, clock: Clock, tmp_path: Path) -> None:
    restarted: list[bool] = []
    window = make_window(catalogue, clock, tmp_path, restart=lambda: restarted.append(True))
    from tests.store.cheap import VANE

    store, _ = stores.Store.create(tmp_path / "data" / "live-1", VANE, PHRASE, cost=CHEAP)
    window.opened(store)
    settle()
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    editor.go_to("/children/0/wishes")
    write("abc")
    press(Qt.Key.Key_L, CTRL)
    assert restarted == [True]
    with stores.Store.unlock(tmp_path / "data" / "live-1", PHRASE, cost=CHEAP) as again:
        children = body_of(again, blank().id).children
        assert children
        assert children[0].wishes == "abc"


# handing in


def test_that_handing_in_goes_through_the_read_through_and_closes_the_pages(window: MainWindow) -> None:
    editor = open_(window, example("da-two-children-asleep-strong"))
    editor.page.focus_first()
    press(Qt.Key.Key_Return, CTRL)
    assert editor.section.key == "read"
    press(Qt.Key.Key_Return, CTRL)
    card = editor.banners.card
    assert card is not None
    press(Qt.Key.Key_Return)
    assert editor.document.referral.status == "submitted"
    assert window.store is not None
    assert window.store.revisions(editor.document.referral.id)[0].why.value == "handed_in"
    assert window.store.counts().with_supervisor + window.store.counts().to_do == 1
    editor.go_to("/children/0/wishes")
    before = editor.document.get("/children/0/wishes")
    write("more")
    assert editor.document.get("/children/0/wishes") == before


def test_that_what_a_supervisor_returned_is_said_and_wants_words(window: MainWindow) -> None:
    review = [
        {"id": "r1", "at": "2026-11-21T20:00:00+00:00", "by": {"name": "Jo Vane", "collar_number": "4411"}, "action": "submit"},
        {
            "id": "r2",
            "at": "2026-11-21T20:50:00+00:00",
            "by": {"name": "Ines Moor", "rank": "Sgt", "collar_number": "900"},
            "action": "return",
            "text": "What did he say himself?",
        },
    ]
    author = {"name": "Jo Vane", "collar_number": "4411"}
    editor = open_(window, blank(children=[{"id": "c1"}], status="returned", review=review, author=author))
    said = " ".join(each.text() for each in editor.banners.findChildren(type(editor.bar.reference)))
    assert "Sgt Ines Moor" in said
    assert "What did he say himself?" in said
    editor.hand_in()
    editor.hand_in()
    card = editor.banners.card
    card.hand_in()
    assert card.fault.isVisibleTo(card)
    assert editor.document.referral.status == "returned"
    card.box.insert_text("His words are in.")
    card.hand_in()
    assert editor.document.referral.status == "submitted"


# the list


def test_that_deleting_asks_for_a_reason_in_place(window: MainWindow) -> None:
    open_(window, blank(incident={"reference": "26001199001"}))
    window.go_home()
    settle()
    start = window.start
    assert start is not None
    start.view.setFocus()
    press(Qt.Key.Key_Delete)
    assert isinstance(focus(), QLineEdit)
    press(Qt.Key.Key_Return)
    assert window.store is not None
    assert window.store.counts().to_do == 1, "without a reason nothing is deleted"
    write("Made by mistake")
    press(Qt.Key.Key_Return)
    background.wait()
    settle()
    assert window.store.counts().to_do == 0


def test_that_the_start_screen_shows_no_childs_name(window: MainWindow) -> None:
    contact = {
        "status": "seen_asleep",
        "follow_up": "PC Vane will see Amberley at school",
        "follow_up_due": "2026-11-23T14:30:00+00:00",
    }
    children = [{"id": "c1", "given_name": "Amberley", "family_name": "Thornapple", "sex": "female", "contact": contact}]
    open_(window, blank(children=children, incident={"reference": "26001199001"}))
    window.go_home()
    settle()
    start = window.start
    assert start is not None
    shown = " ".join(
        f"{each.accessibleName()} {each.toolTip()} {getattr(each, 'text', str)()}" for each in start.findChildren(QWidget)
    )
    shown += " ".join(str(start.view.drafts.data(start.view.drafts.index(at))) for at in range(start.view.drafts.rowCount()))
    assert "Girl" in shown
    assert "at school" in shown
    assert "Amberley" not in shown
    assert "Thornapple" not in shown
    assert window.windowTitle() == "VPA Assist"


def test_that_a_dropped_document_is_taken_in_and_a_wrong_one_refused_in_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(blank(incident={"reference": "26001199001"}).as_json()))
    bad.write_text("{")
    window.take_in(good)
    window.take_in(bad)
    assert window.store is not None
    assert window.store.counts().to_do == 1


def test_that_the_pdf_is_previewed_and_saved_under_its_reference(window: MainWindow, qtbot: Qtbot) -> None:
    open_(window, example("da-two-children-asleep-strong"))
    window.preview()
    preview = window.copies.shown
    assert preview is not None
    qtbot.waitUntil(lambda: bool(preview.images), timeout=30_000)
    preview.save.click()
    settle()
    asks: Any = window.asks
    assert asks.asked == ["VPA-26001187342.pdf"]
    written = asks.folder / "VPA-26001187342.pdf"
    assert written.read_bytes().startswith(b"%PDF")
    assert window.store is not None
    assert window.store.outside.exports()[0].reference == "26001187342"


def test_that_a_page_opened_by_its_key_has_the_keyboard_in_its_first_question(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "Amber"}]))
    editor.go_section("incident")
    settle()
    press(Qt.Key.Key_1, CTRL)
    assert editor.section is not None
    assert editor.section.key == "child.seen@c1"
    assert "Was Amber seen" in QApplication.focusWidget().accessibleName()
    editor.outline.rows["decision"].setFocus()
    press(Qt.Key.Key_Return)
    assert "Is a child at risk now" in QApplication.focusWidget().accessibleName()


def test_that_training_opens_beside_the_store_that_was_named(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("subprocess.Popen", lambda command: started.append(command))
    window.door.open_training()
    assert started[0][1:4] == ["-m", "vpa_assist", "--training"]
    assert started[0][4:] == ["--data-folder", str(window.door.folder)]


def test_that_what_is_found_in_a_line_stays_marked_while_the_keyboard_stays_in_the_search(window: MainWindow) -> None:
    editor = open_(window, blank(children=[{"id": "c1", "given_name": "😀 Amber"}]))
    editor.find_words()
    settle()
    write("amber")
    press(Qt.Key.Key_Return)
    settle()
    line = question(editor, "/children/0/given_name").answer.focus_target()
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == "Amber"
    assert editor.find_bar.box.hasFocus()


def test_that_a_referral_just_begun_is_the_one_that_comes_back_after_a_kill(window: MainWindow) -> None:
    window.new_referral()
    settle()
    write("CHC-1")
    page = window.stack.currentWidget()
    assert isinstance(page, NewReferralPage)
    page.children_.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert window.store is not None
    assert window.document is not None
    assert window.store.setting("open_draft") == window.document.referral.id
