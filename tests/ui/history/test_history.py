"""Earlier states: listed with when and by whom, any two compared word by word, one brought back and undone; two windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import body_of, settle
from tests.ui.settings.conftest import a_referral, code, keep, page_of, rest, store_of, window
from ui.history.bringing import STAYS, brought, same_content
from ui.history.newer import NewerPage
from ui.history.page import HistoryPage
from ui.history.states import NOW
from ui.keeping import as_bytes
from ui.main_window import MainWindow
from ui.settings.trail import TrailPart
from ui.supervisor.review_page import ReviewPage
from ui.tabbing import stops
from vpa_assist.audit import Kind
from vpa_assist.record.pointers import get, put
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral
from vpa_assist.store import Store, Why

__all__ = ["code", "keep", "window"]  # fixtures of the settings serve here too

FIRST = "Called by a neighbour. Both children were upstairs."
SECOND = "Called by a neighbour. Both children were upstairs, and I spoke to neither."


@pytest.fixture
def referral() -> Referral:
    return put(a_referral(), "/incident/account", FIRST)


@pytest.fixture
def open_one(window: MainWindow, keep: Any, referral: Referral) -> MainWindow:
    """A window with a referral open that was handed in, returned and written on."""
    saved = keep(referral)
    saved = keep(put(referral, "/status", "submitted"), saved.revision, keep=Why.HANDED_IN)
    changed = put(put(referral, "/incident/account", SECOND), "/status", "returned")
    keep(changed, saved.revision, keep=Why.RETURNED)
    assert window.open_draft(referral.id)
    settle()
    return window


def test_that_the_line_after_a_crash_leads_to_the_earlier_states(window: MainWindow, keep: Any, referral: Referral) -> None:
    saved = keep(referral)
    keep(put(referral, "/incident/account", SECOND), saved.revision, keep=Why.EXPORTED)
    store = store_of(window)
    store._db.raw.execute(
        "INSERT INTO visit VALUES (?, ?, ?, ?)", (referral.id, "a window that is gone", "2026-11-21T22:00:00.000+00:00", 1)
    )
    assert window.open_draft(referral.id)
    settle()
    assert window.editor is not None
    (link,) = [
        each
        for each in window.editor.banners.findChildren(QAbstractButton)
        if each.text() == window.catalogue.screen("history.title")
    ]
    link.click()
    page = window.stack.currentWidget()
    assert isinstance(page, HistoryPage)
    assert page.draft_id == referral.id
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.editor


def history_of(window: MainWindow) -> HistoryPage:
    """Opens the history by its command."""
    window.history()
    settle()
    page = window.stack.currentWidget()
    assert isinstance(page, HistoryPage)
    return page


def shown(page: QWidget) -> list[str]:
    """The texts of the page's labels, as a screen reader has them."""
    settle()
    return [each.accessibleName() or each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def number_of(page: HistoryPage, title: str) -> int:
    """The number of the newest state with this title."""
    return next(each.number for each in page.states if each.title == page.say(f"history.{title}"))


# listed, compared, read


def test_that_every_kept_state_is_listed_with_when_and_by_whom(open_one: MainWindow) -> None:
    page = history_of(open_one)
    assert [each.title for each in page.states] == [page.say(f"history.{key}") for key in ("now", "returned", "handed_in")]
    for state in page.states[1:]:
        assert "2026" in state.when
        assert "Jo Vane" in state.by
        assert state.when in page.rows[state.number].accessibleName()


def test_that_the_palette_offers_it(open_one: MainWindow) -> None:
    assert open_one.editor is not None
    words = open_one.catalogue.screen("command.history")
    (choice,) = (each for each in open_one.editor.choices() if each.text == words)
    choice.do()
    settle()
    assert isinstance(open_one.stack.currentWidget(), HistoryPage)


def test_that_any_two_states_are_compared_word_by_word_with_signs_and_not_by_colour_alone(open_one: MainWindow) -> None:
    page = history_of(open_one)
    page.show_state(number_of(page, "handed_in"))
    page.against.choose(number_of(page, "returned"), tell=True)
    settle()
    texts = shown(page)
    assert any("+, and I spoke to neither" in each for each in texts)
    assert page.say("history.signs") in texts
    page.against.choose(NOW, tell=True)
    assert any("+, and I spoke to neither" in each for each in shown(page))
    page.show_state(number_of(page, "returned"))
    assert page.summary.text() == page.say("history.same")


def test_that_the_older_state_is_always_the_one_that_was_before(open_one: MainWindow) -> None:
    page = history_of(open_one)
    page.show_state(NOW)
    page.against.choose(number_of(page, "handed_in"), tell=True)
    assert any("+, and I spoke to neither" in each for each in shown(page))


def test_that_codes_and_times_are_shown_in_words(open_one: MainWindow) -> None:
    assert open_one.document is not None
    open_one.document.edit("/children/0/contact/status", "spoken_to")
    page = history_of(open_one)
    page.show_state(number_of(page, "returned"))
    texts = " ".join(shown(page))
    assert open_one.catalogue.label("contact_status", "spoken_to") in texts
    assert "spoken_to" not in texts


def test_that_a_state_is_read_as_it_was_and_reading_it_is_in_the_trail(open_one: MainWindow, referral: Referral) -> None:
    page = history_of(open_one)
    page.show_state(number_of(page, "handed_in"))
    page.views.choose("read", tell=True)
    settle()
    assert FIRST in shown(page)
    assert SECOND not in shown(page)
    entries = store_of(open_one).audit_entries(Kind.CONSULTATION, referral.id)
    viewed = [each for each in entries if each.act == "revision viewed"]
    assert {each.detail["number"] for each in viewed} == {each.number for each in page.states if each.number != NOW}
    page.trail.click()
    part = page_of(open_one).part
    assert isinstance(part, TrailPart)
    assert {each.draft for each in part.entries} == {referral.id}


@pytest.mark.parametrize("size", [100, 200])
def test_that_everything_on_the_page_is_named_and_reached_by_tab(open_one: MainWindow, size: int) -> None:
    open_one.set_text_size(size)
    page = history_of(open_one)
    reached = set(stops(page))
    for each in page.findChildren(QAbstractButton):
        if each.isVisible():
            assert (each.accessibleName() or each.text()).strip()
            assert not each.focusPolicy() & Qt.FocusPolicy.TabFocus or each in reached
    assert page.area.widget().width() <= page.area.viewport().width()


def test_that_arrows_go_through_the_states_and_escape_goes_back_to_the_referral(open_one: MainWindow) -> None:
    page = history_of(open_one)
    before = page.chosen
    QTest.keyClick(page.rows[before], Qt.Key.Key_Down)
    assert page.chosen != before
    assert page.rows[page.chosen].hasFocus()
    QTest.keyClick(page.rows[page.chosen], Qt.Key.Key_Escape)
    settle()
    assert open_one.stack.currentWidget() is open_one.editor


def test_that_a_new_text_size_leaves_the_page_where_it_was(open_one: MainWindow) -> None:
    page = history_of(open_one)
    page.show_state(number_of(page, "handed_in"))
    page.views.choose("read", tell=True)
    open_one.set_text_size(125)
    settle()
    again = open_one.stack.currentWidget()
    assert isinstance(again, HistoryPage)
    assert (again.chosen, again.views.value) == (page.chosen, "read")
    again.left.emit()
    settle()
    assert open_one.stack.currentWidget() is open_one.editor


# bringing back


def test_that_a_state_brought_back_is_a_new_state_and_undo_takes_it_back_in_words(
    open_one: MainWindow, referral: Referral
) -> None:
    document, store = open_one.document, store_of(open_one)
    assert document is not None
    assert open_one.editor is not None
    page = history_of(open_one)
    page.show_state(number_of(page, "handed_in"))
    before = len(store.revisions(referral.id))
    QTest.keyClick(page.bring_button, Qt.Key.Key_Return)
    settle()
    assert open_one.stack.currentWidget() is open_one.editor
    assert document.get("/incident/account") == FIRST
    assert document.referral.status == "returned"
    kept = store.revisions(referral.id)
    assert [each.why for each in kept[:2]] == [Why.BROUGHT_BACK, Why.OPENED]
    assert len(kept) == before + 2
    assert get(read(store.revision(referral.id, kept[1].number)), "/incident/account") == SECOND
    assert "bringing back" in document.undo_words
    assert open_one.editor.banners.told()
    open_one.editor.undo()
    assert document.save_now()
    assert document.get("/incident/account") == SECOND
    assert get(body_of(store, referral.id), "/incident/account") == SECOND
    assert store.upkeep.verify_trail().whole


def test_that_half_typed_values_of_another_state_do_not_land_in_the_one_brought_back(open_one: MainWindow) -> None:
    document = open_one.document
    assert document is not None
    document.half_type("/children/0/date_of_birth", "12/1")
    page = history_of(open_one)
    page.show_state(number_of(page, "handed_in"))
    page.bring_back()
    assert document.half_typed("/children/0/date_of_birth") is None
    document.undo()
    assert document.half_typed("/children/0/date_of_birth") == "12/1"


def test_that_what_would_change_nothing_and_what_is_handed_in_is_not_brought_back(
    open_one: MainWindow, keep: Any, window: MainWindow
) -> None:
    page = history_of(open_one)
    page.show_state(NOW)
    assert page.bring_button.why_not == page.say("history.bring_now")
    page.show_state(number_of(page, "returned"))
    assert page.bring_button.why_not == page.say("history.bring_same")
    page.left.emit()
    other = put(a_referral("missing-boy-15-weak"), "/status", "submitted")
    saved = keep(other, keep=None)
    keep(put(other, "/incident/account", "x"), saved.revision, keep=Why.HANDED_IN)
    window.open_draft(other.id)
    page = history_of(window)
    assert page.bring_button.why_not == page.say("history.bring_read_only")
    before = body_of(store_of(window), other.id)
    page.show_state(page.states[-1].number)
    page.bring_back()
    assert body_of(store_of(window), other.id) == before


def test_that_the_review_page_leads_there_reads_only_and_comes_back(open_one: MainWindow, referral: Referral) -> None:
    open_one.go_home()
    assert open_one.desk.open_review(referral.id)
    settle()
    review = open_one.stack.currentWidget()
    assert isinstance(review, ReviewPage)
    review.history.emit(referral.id)
    settle()
    page = open_one.stack.currentWidget()
    assert isinstance(page, HistoryPage)
    assert page.bring_button.why_not == page.say("history.bring_review")
    page.left.emit()
    settle()
    assert isinstance(open_one.stack.currentWidget(), ReviewPage)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


@given(TEXTS, TEXTS, st.sampled_from(["draft", "returned"]))
@settings(max_examples=60, deadline=None)
def test_that_bringing_back_takes_all_that_was_written_and_nothing_of_the_referrals_way(
    one: str, other: str, status: str
) -> None:
    entry = {"id": "r1", "at": "2026-11-21T22:10:00+00:00", "by": {"name": "Sgt Ruth Castell"}, "action": "comment", "text": "?"}
    then = put(a_referral(), "/incident/account", one)
    now = put(put(put(a_referral(), "/incident/account", other), "/status", status), "/review", [entry])
    new = brought(now, then)
    assert get(new, "/incident/account") == one
    assert new.children == then.children
    for member in STAYS:
        assert getattr(new, member) == getattr(now, member)
    assert read(as_bytes(new)) == new
    assert brought(now, now) == now
    assert same_content(now, new) == (one == other)


# two windows on one store


@pytest.fixture
def stale(open_one: MainWindow, referral: Referral, clock: Any, tmp_path: Path, catalogue: Any) -> MainWindow:
    """The window after another one saved the same referral: its own change is refused."""
    from ui.keeping import summary_of

    assert open_one.document is not None
    with Store.unlock(tmp_path / "data" / "live-1", PHRASE, cost=CHEAP, clock=clock) as other:
        draft = other.load(referral.id)
        theirs = put(read(draft.body), "/incident/account", "Written in the other window.")
        other.save(
            referral.id,
            as_bytes(theirs),
            summary=summary_of(theirs, catalogue, ()),
            expected_revision=draft.revision,
            save_id="other",
        )
    open_one.document.edit("/incident/account", "Written here.")
    assert not open_one.document.save_now()
    settle()
    return open_one


def compare(window: MainWindow) -> NewerPage:
    """Presses "Compare the two" in the line that says that nothing is saved."""
    from ui import kit

    assert window.editor is not None
    holder: Any = window.editor.banners._not_saved
    words = window.catalogue.screen("saved.compare")
    (link,) = (each for each in holder.findChildren(kit.Button) if each.words() == words)
    QTest.keyClick(link, Qt.Key.Key_Return)
    settle()
    page = window.stack.currentWidget()
    assert isinstance(page, NewerPage)
    return page


def test_that_a_stale_save_is_set_beside_the_newer_one_and_nothing_is_decided_yet(stale: MainWindow) -> None:
    page = compare(stale)
    texts = " ".join(shown(page))
    assert "Written here." in texts
    assert "Written in the other window." in texts
    QTest.keyClick(page.mine, Qt.Key.Key_Escape)
    settle()
    assert stale.stack.currentWidget() is stale.editor
    assert stale.document is not None
    assert stale.document.get("/incident/account") == "Written here."


@pytest.mark.parametrize(
    ("choice", "goes_on"), [("mine", "Written here."), ("theirs", "Written in the other window."), ("copy", "Written here.")]
)
def test_that_either_copy_goes_on_and_the_other_is_kept(
    stale: MainWindow, referral: Referral, choice: str, goes_on: str, qtbot: QtBot
) -> None:
    page = compare(stale)
    button: Any = getattr(page, choice)
    button.click()
    rest(qtbot)
    assert stale.document is not None
    assert stale.document.get("/incident/account") == goes_on
    assert stale.document.save_now()
    store = store_of(stale)
    bodies: list[Callable[[], object] | Any] = [body_of(store, each.draft_id) for each in store.drafts()]
    bodies += [read(store.revision(referral.id, each.number)) for each in store.revisions(referral.id)]
    accounts = {get(each, "/incident/account") for each in bodies}
    assert {"Written here.", "Written in the other window."} <= accounts
    assert (stale.document.referral.id == referral.id) == (choice != "copy")


def test_that_bringing_back_a_state_with_fewer_children_while_a_later_ones_page_is_open_keeps_the_window_whole(
    window: MainWindow, keep: Any, referral: Referral
) -> None:
    from vpa_assist.record import edits

    both = referral
    fewer = edits.remove(both, "/children/1")
    saved = keep(fewer)
    saved = keep(fewer, saved.revision, keep=Why.HANDED_IN)
    keep(both, saved.revision)
    window.open_draft(referral.id)
    settle()
    assert window.editor is not None
    assert window.document is not None
    window.editor.go_child(1)
    page = history_of(window)
    page.show_state(number_of(page, "handed_in"))
    page.bring_back()
    settle()
    assert len(window.document.referral.children or ()) == 1
    assert window.editor.section is not None
    assert window.editor.section.index in (0, None)
    window.editor.undo()
    settle()
    assert len(window.document.referral.children or ()) == 2
    assert window.document.save_now()
