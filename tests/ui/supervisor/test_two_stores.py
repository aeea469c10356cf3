"""A referral goes from its author to a supervisor, comes back with words, goes again and is approved: two people, two stores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.make import EXAMPLES
from tests.store.cheap import CHEAP
from tests.ui.conftest import Answers, Clock, settle
from ui.handing_in import HandInCard
from ui.keeping import as_bytes
from ui.main_window import MainWindow
from ui.supervisor.queue_page import QUEUES, QueuePage
from ui.supervisor.review_page import ReviewPage
from ui.taking_in import take_in
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral
from vpa_assist.review import is_unchanged_since
from vpa_assist.store import Person, Store

PHRASE = "lantern orbit thistle meadow"
OFFICER = Person("Imran Sadiq", "5126", "Widnes Response", "officer")
SUPERVISOR = Person("Ruth Castell", "7001", "Widnes Response", "supervisor")


def document(name: str, number: int = 0) -> bytes:
    """An example as a live draft with a number of its own."""
    value = json.loads((EXAMPLES / f"{name}.json").read_bytes())
    value.update(kind="live", status="draft", id=f"00000000-0000-4000-8000-{number:012d}")
    value.pop("review", None)
    return json.dumps(value).encode()


@pytest.fixture
def windows(tmp_path: Path, catalogue: Catalogue, clock: Clock, qtbot: QtBot) -> Iterator[tuple[MainWindow, MainWindow]]:
    """The officer's window and the supervisor's, each with a store of its own."""
    made = []
    for person, name in ((OFFICER, "officer"), (SUPERVISOR, "supervisor")):
        store, _ = Store.create(tmp_path / name, person, PHRASE, cost=CHEAP)
        window = MainWindow(catalogue, folder=tmp_path, cost=CHEAP, clock=clock, asks=Answers(tmp_path))
        window.opened(store)
        window.show()
        made.append(window)
    settle()
    yield made[0], made[1]
    for window in made:
        window.shut()


def carry(source: MainWindow, target: MainWindow, draft_id: str, folder: Path) -> None:
    """Carries a draft out of one store into another, as a document in a folder that both see."""
    assert source.store is not None
    assert target.store is not None
    path = folder / "carried.json"
    path.write_bytes(source.store.load(draft_id, editing=False).body)
    take_in(target.store, path, target.catalogue)


def say(card: QWidget, qtbot: QtBot, text: str) -> None:
    """Types into the box of a card and presses its main button."""
    box = card.box  # type: ignore[attr-defined]
    qtbot.keyClicks(box, text)
    card.button.click()  # type: ignore[attr-defined]
    settle()


def review_page(window: MainWindow) -> ReviewPage:
    page = window.stack.currentWidget()
    assert isinstance(page, ReviewPage)
    return page


def held(window: MainWindow, draft_id: str) -> Referral:
    assert window.store is not None
    return read(window.store.load(draft_id, editing=False).body)


def hand_in(window: MainWindow, qtbot: QtBot, text: str = "") -> None:
    """Hands the open referral in: first to the read-through, then by the card that the button opens."""
    assert window.editor is not None
    for _ in range(2):
        window.hand_in()
        settle()
    (card,) = window.editor.findChildren(HandInCard)
    say(card, qtbot, text)


def step(page: ReviewPage, qtbot: QtBot, action: str, text: str) -> None:
    """Takes a step of the review in its drawer."""
    page.steps[action].click()
    assert page.drawer.text is not None
    assert page.drawer.confirm is not None
    qtbot.keyClicks(page.drawer.text, text)
    page.drawer.confirm.click()
    settle()


def test_that_a_referral_goes_to_the_supervisor_and_home_again_until_it_is_approved(
    windows: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    officer, supervisor = windows
    path = tmp_path / "draft.json"
    path.write_bytes(document("missing-boy-15-weak"))
    officer.take_in(path)
    draft_id = "00000000-0000-4000-8000-000000000000"
    assert officer.open_draft(draft_id)
    hand_in(officer, qtbot)
    officer.go_home()
    assert held(officer, draft_id).status == "submitted"

    clock.move(minutes=20)
    carry(officer, supervisor, draft_id, tmp_path)
    assert supervisor.open_draft(draft_id)
    page = review_page(supervisor)
    page.paper.choose("/children/0/aware/words/0")
    step(page, qtbot, "comment", "I want to hear him, not read about him.")
    clock.move(minutes=1)
    step(page, qtbot, "return", "Hear him first.")
    assert held(supervisor, draft_id).status == "returned"

    clock.move(hours=5)
    carry(supervisor, officer, draft_id, tmp_path)
    assert officer.open_draft(draft_id)
    assert officer.document is not None
    assert officer.editor is not None
    assert officer.document.edit("/children/0/aware/words/0/words", "Out. With mates. I'm not saying.")
    officer.editor.comments_asked.emit()
    settle()
    mine = review_page(officer)
    assert not mine.steps["approve"].isVisible()
    card = mine.threads.cards[0]
    card.answers.choose("changed")
    card._keep()
    mine.write.emit(draft_id)
    settle()
    clock.move(minutes=1)
    hand_in(officer, qtbot, "Spoke to him again at school.")
    officer.go_home()
    assert held(officer, draft_id).status == "submitted"

    clock.move(minutes=30)
    carry(officer, supervisor, draft_id, tmp_path)
    assert supervisor.open_draft(draft_id)
    page = review_page(supervisor)
    assert [change.path for change in page.session.changes] == ["/children/0/aware/words/0/words"]
    assert not page.session.threads[0].is_open
    step(page, qtbot, "approve", "His mother is told; the rest follows on Monday.")
    approved = held(supervisor, draft_id)
    assert approved.status == "approved"
    assert is_unchanged_since(approved, "approve")
    assert [entry.action for entry in approved.review or ()] == [
        "submit",
        "comment",
        "return",
        "reply",
        "submit",
        "approve",
    ]


def test_that_the_three_weakest_of_ten_drafts_are_first_when_asked_for(
    windows: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    _, supervisor = windows
    names = ["missing-boy-15-weak", "cse-childrens-home-14-weak", "custody-refused-bail-16-weak", "da-two-children-asleep-weak"]
    strong = ["da-two-children-asleep-strong", "offender-visit-two-children-strong", "neglect-toddler-and-unborn-strong"]
    folder = tmp_path / "incoming"
    folder.mkdir()
    for number, name in enumerate([*names[:3], *strong, *strong, strong[0]]):
        value = json.loads(document(name, number))
        value["status"] = "submitted"
        (folder / f"{number}.json").write_text(json.dumps(value), encoding="utf-8")
    page = supervisor.desk.show_queue()
    page.take([folder])
    qtbot.waitUntil(lambda: "10 taken in" in page.told.text(), timeout=20_000)
    page.order.choose("gaps", tell=True)
    first = [page.view.rows.row_at(page.view.rows.index(row)) for row in range(3)]
    weak = {f"00000000-0000-4000-8000-{number:012d}" for number in range(3)}
    assert {row.draft_id for row in first if row is not None} == weak


def test_that_a_supervisor_opens_reviews_and_sends_back_with_a_pinned_reason(
    windows: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    officer, supervisor = windows
    value = json.loads(document("missing-boy-15-weak"))
    value["status"] = "submitted"
    path = tmp_path / "handed-in.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    page = supervisor.desk.show_queue()
    page.take([path])
    qtbot.waitUntil(lambda: "1 taken in" in page.told.text(), timeout=10_000)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    review = review_page(supervisor)
    review.paper.choose("/children/0/aware/words/0")
    review.steps["comment"].click()
    assert review.drawer.text is not None
    assert review.drawer.confirm is not None
    qtbot.keyClicks(review.drawer.text, "I want to hear him, not read about him.")
    review.drawer.confirm.click()
    review.steps["return"].click()
    assert review.drawer.text is not None
    assert review.drawer.confirm is not None
    qtbot.keyClicks(review.drawer.text, "Hear him first.")
    review.drawer.confirm.click()
    draft_id = value["id"]
    returned = held(supervisor, draft_id)
    assert returned.status == "returned"
    # home again: the author reads it in his own window, changes it and answers
    home = tmp_path / "home.json"
    home.write_bytes(as_bytes(returned))
    officer.go_home()
    officer.take_in(home)
    assert officer.start is not None
    assert held(officer, draft_id).status == "returned"
    assert officer.open_draft(draft_id)
    assert officer.document is not None
    officer.document.edit("/children/0/aware/words/0/words", "Out. With mates.")
    assert officer.document.save_now()


def test_that_going_home_from_a_review_comes_back_to_the_same_list(
    windows: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    _, supervisor = windows
    value = json.loads(document("missing-boy-15-weak"))
    value["status"] = "returned"
    path = tmp_path / "returned.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    page = supervisor.desk.show_queue()
    page.take([path])
    qtbot.waitUntil(lambda: "1 taken in" in page.told.text(), timeout=10_000)
    page.show_queue(next(queue for queue in QUEUES if queue.key == "returned"))
    page.open_asked.emit(value["id"])
    review_page(supervisor).go_home.emit()
    again = supervisor.stack.currentWidget()
    assert isinstance(again, QueuePage)
    assert again.queue.key == "returned"
