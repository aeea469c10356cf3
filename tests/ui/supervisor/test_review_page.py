"""A supervisor reads, comments, grades, sends back and approves; the author answers; nobody judges their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.make import example
from tests.store.cheap import CHEAP
from tests.ui.conftest import settle
from ui import theme
from ui.keeping import as_bytes, summary_of
from ui.panels.exact import Exact
from ui.supervisor.review_page import ReviewPage
from vpa_assist import review
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.pointers import put
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Officer, Referral
from vpa_assist.store import Person, Store, Why

SUPERVISOR = Officer(name="Ruth Castell", collar_number="7001", rank="Sgt")
START = datetime(2026, 10, 28, 6, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = Store.create(
        tmp_path / "store", Person("Ruth Castell", "7001", "Widnes", "supervisor"), "four words and more", cost=CHEAP
    )
    with made:
        yield made


@pytest.fixture
def clock() -> Callable[[], datetime]:
    ticks = iter(range(10_000))
    return lambda: START + timedelta(minutes=next(ticks))


def handed_in() -> Referral:
    """The missing boy's referral as it was first handed in."""
    referral = put(put(example("missing-boy-15-weak"), "/kind", "live"), "/review", [])
    referral = put(referral, "/status", "draft")
    assert referral.author is not None
    return review.act(referral, "submit", referral.author, "2026-10-28T05:00:00+00:00")


def keep(store: Store, catalogue: Catalogue, referral: Referral, revision: int, why: Why | None) -> int:
    saved = store.save(
        "d1",
        as_bytes(referral),
        summary=summary_of(referral, catalogue, ()),
        expected_revision=revision,
        save_id=f"save-{revision}",
        keep=why,
    )
    return saved.revision


def page_of(
    qtbot: QtBot,
    store: Store,
    catalogue: Catalogue,
    clock: Callable[[], datetime],
    officer: Officer = SUPERVISOR,
    role: review.Role = review.Role.SUPERVISOR,
) -> ReviewPage:
    page = ReviewPage(store, catalogue, "d1", officer, role, clock)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime]) -> ReviewPage:
    keep(store, catalogue, handed_in(), 0, Why.HANDED_IN)
    return page_of(qtbot, store, catalogue, clock)


def stored(store: Store) -> Referral:
    return read(store.load("d1", editing=False).body)


def test_that_what_the_child_said_comes_first_and_gaps_are_printed_as_gaps(page: ReviewPage) -> None:
    titles = [head.text() for head in page.paper.heads.values()]  # type: ignore[attr-defined]
    assert (titles[0], next(iter(page.paper.heads.values())).accessibleName()) == ("Words", "Reece: words")
    gaps = [line.accessibleName() for line in page.paper.findChildren(type(next(iter(page.paper.lines.values()))))]
    assert "Ethnicity not recorded" in gaps


def test_that_a_comment_is_pinned_to_the_place_that_was_chosen_and_kept(page: ReviewPage, qtbot: QtBot, store: Store) -> None:
    line = page.paper.lines["/children/0/aware/appearance"]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    page.steps["comment"].click()
    assert page.drawer.text is not None
    qtbot.keyClicks(page.drawer.text, "What did his hands do?")
    assert page.drawer.confirm is not None
    page.drawer.confirm.click()
    entry = (stored(store).review or ())[-1]
    assert (entry.action, entry.path, entry.text) == ("comment", "/children/0/aware/appearance", "What did his hands do?")
    assert [card.number for card in page.threads.cards] == [1]


def test_that_a_return_without_a_reason_is_refused_in_one_sentence_and_nothing_is_lost(page: ReviewPage, store: Store) -> None:
    page.steps["return"].click()
    assert page.drawer.confirm is not None
    page.drawer.confirm.click()
    assert stored(store).status == "submitted"
    assert page._notice.isVisible()
    assert page.drawer.isVisible()


def test_that_an_approval_with_open_gaps_lists_them_and_wants_a_reason(page: ReviewPage, qtbot: QtBot, store: Store) -> None:
    page.steps["approve"].click()
    assert page.drawer.confirm is not None
    page.drawer.confirm.click()
    assert stored(store).status == "submitted"
    assert page.drawer.text is not None
    qtbot.keyClicks(page.drawer.text, "He is at risk tonight; the rest follows.")
    page.drawer.confirm.click()
    approved = stored(store)
    assert approved.status == "approved"
    entry = (approved.review or ())[-1]
    assert entry.of is not None
    assert review.is_unchanged_since(approved, "approve")


def test_that_a_grade_is_kept_as_a_review_entry_and_shown_again(
    page: ReviewPage, qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime]
) -> None:
    row = page.rubric.rows[0]
    row.bar.buttons["inadequate"].click()
    entry = (stored(store).review or ())[-1]
    assert (entry.action, entry.grade, entry.path) == ("audit", "inadequate", "/children/0/aware/words")
    again = page_of(qtbot, store, catalogue, clock)
    assert again.rubric.rows[0].bar.value == "inadequate"


def test_that_arrows_go_along_the_grades_and_only_space_gives_one(page: ReviewPage, qtbot: QtBot, store: Store) -> None:
    bar = page.rubric.rows[0].bar
    assert bar.value == ""
    assert not any(each.isChecked() for each in bar.buttons.values())
    before = len(stored(store).review or ())
    bar.buttons["good"].setFocus()
    qtbot.keyClick(bar.buttons["good"], Qt.Key.Key_Right)
    qtbot.keyClick(bar.buttons["requires_improvement"], Qt.Key.Key_Right)
    assert bar.buttons["inadequate"].hasFocus()
    assert len(stored(store).review or ()) == before
    qtbot.keyClick(bar.buttons["inadequate"], Qt.Key.Key_Space)
    entries = stored(store).review or ()
    assert [entry.grade for entry in entries[before:]] == ["inadequate"]


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 600), (900, 600)])
def test_that_the_child_s_words_are_shown_whole_at_every_size_and_the_page_fits(
    qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime], width: int, height: int
) -> None:
    said = "Out. With mates. I'm not saying, they'd know it was me. " * 4
    keep(store, catalogue, put(handed_in(), "/children/0/aware/words/0/words", said), 0, Why.HANDED_IN)
    page = page_of(qtbot, store, catalogue, clock)
    page.resize(width, height)
    settle()
    assert page.width() == width
    (shown,) = page.paper.findChildren(Exact)
    assert said in shown.text
    assert shown.height() >= shown.heightForWidth(shown.width())
    rows = page.rubric.rows
    assert all(row.bar.geometry().right() <= row.width() for row in rows)
    beside = rows[0].name.y() + rows[0].name.height() > rows[0].bar.y()
    assert beside == (width > 1300)


@pytest.mark.parametrize(("width", "height", "text_size"), [(1366, 768, 100), (1024, 600, 100), (1366, 768, 200)])
@pytest.mark.parametrize("action", ["comment", "return", "approve"])
def test_that_what_a_step_asks_for_is_in_view_at_every_size(
    qtbot: QtBot,
    store: Store,
    catalogue: Catalogue,
    clock: Callable[[], datetime],
    qapp: QApplication,
    width: int,
    height: int,
    text_size: int,
    action: str,
) -> None:
    theme.apply(qapp, dark=False, text_size=text_size)
    keep(store, catalogue, handed_in(), 0, Why.HANDED_IN)
    page = page_of(qtbot, store, catalogue, clock)
    page.resize(width, height)
    settle()
    page.steps[action].click()
    settle()
    assert (page.width(), page.height()) == (width, height)
    drawer = page.drawer
    assert drawer.text is not None
    assert drawer.confirm is not None
    foot = drawer.confirm.mapTo(page, drawer.confirm.rect().bottomRight())
    assert foot.y() <= height
    assert foot.x() <= width
    box = drawer.text.mapTo(page, drawer.text.rect().bottomLeft())
    assert box.y() <= drawer.confirm.mapTo(page, drawer.confirm.rect().topLeft()).y()
    for label in drawer.findChildren(QLabel):
        assert label.height() >= (label.heightForWidth(label.width()) if label.hasHeightForWidth() else 0), label.text()


@pytest.mark.parametrize(
    ("width", "height", "text_size", "types"),
    [(1366, 768, 100, 1), (1024, 600, 100, 5), (1366, 768, 200, 1), (1366, 768, 200, 5)],
)
def test_that_kind_and_status_and_every_button_of_the_bar_are_whole_at_every_size(
    qtbot: QtBot,
    store: Store,
    catalogue: Catalogue,
    clock: Callable[[], datetime],
    qapp: QApplication,
    width: int,
    height: int,
    text_size: int,
    types: int,
) -> None:
    theme.apply(qapp, dark=False, text_size=text_size)
    kinds = [each.code for each in catalogue.codes("incident_type")][:types]
    keep(store, catalogue, put(handed_in(), "/incident/types", kinds), 0, Why.HANDED_IN)
    page = page_of(qtbot, store, catalogue, clock)
    page.resize(width, height)
    settle()
    assert (page.width(), page.height()) == (width, height)
    assert all(catalogue.label("incident_type", each) in page._kinds.text() for each in kinds)
    buttons = [each for each in page.bar.findChildren(QAbstractButton) if not each.isHidden()]
    assert len(buttons) >= 4
    for each in (page._kinds, page._status, *buttons):
        assert each.isVisible(), each
        assert page.bar.rect().contains(QRect(each.mapTo(page.bar, QPoint(0, 0)), each.size())), each
        least = each.heightForWidth(each.width()) if each.hasHeightForWidth() else each.sizeHint().height()
        assert each.height() >= least, each
        assert each.hasHeightForWidth() or each.width() >= each.sizeHint().width(), each


def test_that_with_large_text_the_rubric_begins_in_view_beside_the_comments(
    qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime], qapp: QApplication
) -> None:
    theme.apply(qapp, dark=False, text_size=200)
    keep(store, catalogue, handed_in(), 0, Why.HANDED_IN)
    page = page_of(qtbot, store, catalogue, clock)
    settle()
    assert (page.width(), page.height()) == (1366, 768)
    area = page._rubric_area.viewport()
    first = page.rubric.rows[0].name
    assert area.rect().contains(QRect(first.mapTo(area, QPoint(0, 0)), first.size()))
    assert page.threads.mapTo(page, QPoint(0, 0)).x() > first.mapTo(page, QPoint(first.width(), 0)).x()
    bar = page.rubric.rows[0].bar
    assert bar.mapTo(area, QPoint(bar.width(), 0)).x() <= area.width()


def test_that_the_bar_takes_one_row_again_where_there_is_room(page: ReviewPage) -> None:
    settle()
    one = page.bar.height()
    assert not page.bar.below
    page.resize(850, 600)
    settle()
    assert page._status not in page.bar.below
    assert page._write in page.bar.below
    assert page.bar.height() > one
    page.resize(1366, 768)
    settle()
    assert not page.bar.below
    assert page.bar.height() == one


def test_that_the_paper_says_whose_part_follows_as_its_recipient_will_read_it(page: ReviewPage) -> None:
    said = [each.text() for each in page.paper.findChildren(QLabel) if each.property("look") == "title"]
    assert said == ["Reece Marlowe", "The whole referral"]
    assert any("born 8 April 2011" in each.text() for each in page.paper.findChildren(QLabel))


def test_that_the_author_sees_no_button_to_judge_their_own(
    qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime]
) -> None:
    referral = handed_in()
    keep(store, catalogue, referral, 0, Why.HANDED_IN)
    assert referral.author is not None
    own = page_of(qtbot, store, catalogue, clock, referral.author)
    assert not own.steps["approve"].isVisible()
    assert not own.steps["return"].isVisible()
    assert not own.rubric.rows[0].bar.isEnabled()
    assert own._own.isVisible()


def test_that_the_next_round_shows_what_changed_and_what_was_answered(
    qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime]
) -> None:
    referral = handed_in()
    author = referral.author
    assert author is not None
    revision = keep(store, catalogue, referral, 0, Why.HANDED_IN)
    words = "/children/0/aware/words/0/words"
    referral = review.act(referral, "comment", SUPERVISOR, "2026-10-28T06:00:00+00:00", text="I want to hear him.", path=words)
    referral = review.act(referral, "return", SUPERVISOR, "2026-10-28T06:05:00+00:00", text="Hear him first.")
    revision = keep(store, catalogue, referral, revision, Why.RETURNED)
    referral = put(referral, words, "Out. With mates.")
    referral = review.act(referral, "reply", author, "2026-10-28T12:00:00+00:00", reply_to="r2", answer="changed")
    referral = review.act(referral, "submit", author, "2026-10-28T13:00:00+00:00", text="Spoke to him again.")
    keep(store, catalogue, referral, revision, Why.HANDED_IN)
    page = page_of(qtbot, store, catalogue, clock)
    assert [change.path for change in page.session.changes] == [words]
    assert page.session.changes[0].pieces[-1] == ("added", "Out. With mates.")
    page.threads.tabs.choose("changes", tell=True)
    shown = [label.accessibleName() for label in page.threads.findChildren(type(page._note)) if label.accessibleName()]
    assert any("+Out. With mates." in text and "−Reece stated" in text for text in shown)
    (thread,) = page.session.threads
    assert not thread.is_open


def test_that_the_author_answers_a_comment_in_place(
    qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime]
) -> None:
    referral = handed_in()
    author = referral.author
    assert author is not None
    referral = review.act(
        referral, "comment", SUPERVISOR, "2026-10-28T06:00:00+00:00", text="Why this?", path="/incident/account"
    )
    referral = review.act(referral, "return", SUPERVISOR, "2026-10-28T06:05:00+00:00", text="See the comment.")
    keep(store, catalogue, referral, 0, Why.RETURNED)
    page = page_of(qtbot, store, catalogue, clock, author, review.Role.OFFICER)
    card = page.threads.cards[0]
    card._toggle()
    card.answers.choose("not_changed")
    qtbot.keyClicks(card.text, "It is what the caller said.")
    card._keep()
    entry = (stored(store).review or ())[-1]
    assert (entry.action, entry.answer, entry.reply_to, entry.text) == (
        "reply",
        "not_changed",
        "r2",
        "It is what the caller said.",
    )


def test_that_sending_records_to_whom_how_and_the_receipt(
    qtbot: QtBot, store: Store, catalogue: Catalogue, clock: Callable[[], datetime]
) -> None:
    referral = review.act(handed_in(), "approve", SUPERVISOR, "2026-10-28T06:00:00+00:00", text="Goes on.", open_musts=2)
    keep(store, catalogue, referral, 0, Why.APPROVED)
    page = page_of(qtbot, store, catalogue, clock)
    page.steps["send"].click()
    assert page.drawer.to.text() == "Halton children's social care"
    page.drawer.how.choose("secure_email", tell=True)
    qtbot.keyClicks(page.drawer.receipt, "EM-204")
    assert page.drawer.text is not None
    qtbot.keyClicks(page.drawer.text, "Sent before it was complete.")
    assert page.drawer.confirm is not None
    page.drawer.confirm.click()
    sent = stored(store)
    entry = (sent.review or ())[-1]
    assert sent.status == "sent"
    assert (entry.to, entry.how, entry.receipt) == ("Halton children's social care", "secure_email", "EM-204")


def test_that_every_step_and_row_has_a_name_for_a_screen_reader(page: ReviewPage) -> None:
    nameless = [
        widget
        for widget in page.findChildren(type(page.steps["comment"]))
        if widget.isVisible() and not (widget.accessibleName() or widget.text())
    ]
    assert nameless == []
    assert all(row.accessibleName() for row in page.rows.values())


def test_that_alt_down_goes_from_comment_to_comment(page: ReviewPage, qtbot: QtBot) -> None:
    page.session.comment("/children/0/aware/appearance", "One.")
    page.session.comment("/referral/assessment", "Two.")
    page.next_comment(1)
    assert page.paper.path == "/children/0/aware/appearance"
    page.next_comment(1)
    assert page.paper.path == "/referral/assessment"


@pytest.mark.parametrize("wide", [1366, 1024])
def test_that_the_marking_stands_in_the_middle_of_the_bar_where_there_is_room(page: ReviewPage, wide: int) -> None:
    page.resize(wide, 768)
    page.show()
    settle()
    (mark,) = (each for each in page.bar.findChildren(QLabel) if each.property("look") == "marking")
    assert page.bar.below or abs(mark.mapTo(page, mark.rect().center()).x() - wide / 2) <= 2
    page.resize(1366, 768)
    settle()
    assert abs(mark.mapTo(page, mark.rect().center()).x() - 1366 / 2) <= 2
