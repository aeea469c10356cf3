"""The supervisor's queue: narrowed by unit, kind of incident and author, by mouse and by keys; what is due stands first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.make import EXAMPLES
from tests.store.cheap import CHEAP
from tests.ui.conftest import Answers, Clock, settle
from ui import background, theme
from ui.keeping import summary_of
from ui.main_window import MainWindow
from ui.supervisor import queue_page
from ui.supervisor.narrowing import Popup
from ui.supervisor.queue_page import QUEUES, QueuePage
from ui.supervisor.review_page import ReviewPage
from vpa_assist import dip_sample
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.reading import read
from vpa_assist.store import FollowUp, Person, Store, Summary

PERSON = Person("Ruth Castell", "7001", "Widnes Response", "supervisor")
TEAM = (
    # unit, kind of incident, author, status
    ("Widnes Response", "missing", "PC Quill", "submitted"),
    ("Widnes Response", "neglect", "PC Reed", "submitted"),
    ("Crewe Response", "missing", "PC Reed", "submitted"),
    ("", "missing", "PC Teal", "submitted"),
    ("Crewe Response", "neglect", "PC Teal", "approved"),
)


def put(store: Store, draft_id: str, summary: Summary, body: bytes = b"{}") -> None:
    store.save(draft_id, body, summary=summary, expected_revision=0, save_id=f"s-{draft_id}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = Store.create(tmp_path / "store", PERSON, "lantern orbit thistle meadow", cost=CHEAP)
    with made:
        for number, (unit, kind, author, status) in enumerate(TEAM):
            put(made, f"d{number}", Summary(unit=unit, main_type=kind, author=author, status=status, kind="live"))
        yield made


@pytest.fixture
def page(store: Store, catalogue: Catalogue, clock: Clock, qtbot: QtBot) -> QueuePage:
    made = QueuePage(store, catalogue, clock)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    settle()
    return made


def shown(page: QueuePage) -> list[str]:
    rows = (page.view.rows.row_at(page.view.rows.index(at)) for at in range(page.view.rows.rowCount()))
    return [row.draft_id for row in rows if row is not None]


def opened(page: QueuePage, column: str) -> Popup:
    popup = page.narrowing.choosers[column].popup  # type: ignore[index]
    assert popup is not None
    assert popup.isVisible()
    return popup


def queue(key: str) -> object:
    return next(each for each in QUEUES if each.key == key)


def test_that_the_list_is_narrowed_by_mouse_and_what_it_is_narrowed_to_stays_in_view(page: QueuePage, qtbot: QtBot) -> None:
    assert shown(page) == ["d0", "d1", "d2", "d3"]
    chooser = page.narrowing.choosers["unit"]
    qtbot.mouseClick(chooser, Qt.MouseButton.LeftButton)
    popup = opened(page, "unit")
    assert [each.listed for each in popup.shown[1:]] == ["Crewe Response (1)", "Widnes Response (2)", "Unit not recorded (1)"]
    row = popup.view.visualRect(popup.model.index(2, 0)).center()
    qtbot.mouseClick(popup.view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    settle()
    assert shown(page) == ["d0", "d1"]
    assert chooser.words() == "Widnes Response"
    assert chooser.accessibleName() == "Unit: Widnes Response"
    # the numbers of every list are narrowed with it, and it holds in the next list too
    assert page.lists["waiting"].count == 2
    assert page.lists["approved"].count == 0
    page.show_queue(queue("approved"))  # type: ignore[arg-type]
    assert shown(page) == []
    assert "fits" in page.empty.text()
    assert page.narrowing.clear.isVisible()
    page.narrowing.clear.click()
    assert shown(page) == ["d4"]
    assert not page.narrowing.clear.isVisible()


def test_that_the_list_is_narrowed_by_keys_alone_and_delete_takes_it_off(page: QueuePage, qtbot: QtBot) -> None:
    chooser = page.narrowing.choosers["author"]
    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    popup = opened(page, "author")
    qtbot.keyClick(popup.view, Qt.Key.Key_Down)
    qtbot.keyClick(popup.view, Qt.Key.Key_Down)
    qtbot.keyClick(popup.view, Qt.Key.Key_Return)
    settle()
    assert shown(page) == ["d1", "d2"]
    other = page.narrowing.choosers["main_type"]
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Space)
    popup = opened(page, "main_type")
    # only what is left with this author is offered
    assert [each.value for each in popup.shown] == ["", "missing", "neglect"]
    qtbot.keyClick(popup.view, Qt.Key.Key_Down)
    qtbot.keyClick(popup.view, Qt.Key.Key_Return)
    settle()
    assert shown(page) == ["d2"]
    qtbot.keyClick(chooser, Qt.Key.Key_Delete)
    assert shown(page) == ["d0", "d2", "d3"]
    assert chooser.value == ""


def test_that_escape_leaves_the_values_without_a_choice(page: QueuePage, qtbot: QtBot) -> None:
    chooser = page.narrowing.choosers["unit"]
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    qtbot.keyClick(opened(page, "unit").view, Qt.Key.Key_Escape)
    settle()
    assert chooser.popup is None
    assert shown(page) == ["d0", "d1", "d2", "d3"]


def test_that_a_long_list_of_authors_is_found_in_by_typing_and_gives_no_numbers(
    page: QueuePage, store: Store, qtbot: QtBot
) -> None:
    for number in range(30):
        put(store, f"x{number}", Summary(author=f"PC Officer {number:02}", status="submitted", kind="live"))
    page.follow()
    chooser = page.narrowing.choosers["author"]
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    popup = opened(page, "author")
    assert not any("(" in popup.model.data(popup.model.index(row, 0)) for row in range(popup.model.rowCount()))
    qtbot.keyClicks(popup.box, "officer 17")
    assert [each.value for each in popup.shown] == ["PC Officer 17"]
    qtbot.keyClick(popup.box, Qt.Key.Key_Return)
    settle()
    assert shown(page) == ["x17"]


def test_that_what_has_no_unit_can_be_found(page: QueuePage, qtbot: QtBot) -> None:
    chooser = page.narrowing.choosers["unit"]
    chooser.open()
    popup = opened(page, "unit")
    popup._take(len(popup.shown) - 1)
    assert shown(page) == ["d3"]
    assert chooser.words() == "Unit not recorded"


def test_that_no_list_and_no_narrowing_reads_a_document(page: QueuePage, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("load", "bodies", "revision"):
        monkeypatch.setattr(store, name, lambda *_: pytest.fail("a document was read"))
    monkeypatch.setattr(store._search, "take_words", lambda _most: pytest.fail("the index was brought up to date"))
    for each in QUEUES:
        page.show_queue(each)
        for column in page.narrowing.choosers:
            page.narrowing.options(column)


def due_in(clock: Clock, **by: float) -> FollowUp:
    return FollowUp((clock() + timedelta(**by)).isoformat(), "Girl, 4", "See her awake")


def test_that_follow_ups_that_are_overdue_or_due_today_have_a_list_with_the_longest_overdue_first(
    page: QueuePage, store: Store, clock: Clock
) -> None:
    made = {"today": {"minutes": 50}, "yesterday": {"hours": -30}, "tomorrow": {"hours": 20}, "long": {"days": -9}}
    for name, by in made.items():
        put(store, name, Summary(status="sent", author="PC Quill", kind="live", follow_ups=(due_in(clock, **by),)))
    put(store, "asked", Summary(status="sent", kind="live", awaited=(FollowUp(due_in(clock, days=-2).due, "Boy, 9", "Minutes"),)))
    page.show_queue(queue("due"))  # type: ignore[arg-type]
    assert shown(page) == ["long", "asked", "yesterday", "today"]
    assert page.lists["due"].count == 4
    said = page.view.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Overdue Thu 12 Nov" in said
    assert "Girl, 4: See her awake" in said
    assert "Sent" in said
    assert "Boy, 9, awaited: Minutes" in page.view.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    # what is not due yet can be put first in any list
    page.show_queue(queue("sent"))  # type: ignore[arg-type]
    page.order.choose("due", tell=True)
    assert shown(page) == ["long", "asked", "yesterday", "today", "tomorrow"]


def test_that_a_follow_up_is_painted_where_it_is_due_and_overdue_has_its_own_colour(
    page: QueuePage, store: Store, clock: Clock
) -> None:
    put(store, "over", Summary(status="submitted", kind="live", must=1, follow_ups=(due_in(clock, hours=-3),)))
    put(store, "none", Summary(status="submitted", kind="live", must=1))
    page.order.choose("due", tell=True)
    settle()
    picture = page.view.viewport().grab().toImage()
    wanted = theme.current().colour("should").rgb()

    def has(row: int) -> bool:
        box = page.view.visualRect(page.view.rows.index(row))
        lower = range(box.center().y(), box.bottom())
        return any(picture.pixel(QPoint(x, y)) == wanted for y in lower for x in range(box.left(), box.right()))

    assert shown(page)[0] == "over"
    assert has(0)
    assert not has(1)


def test_that_the_order_says_why_it_does_not_hold_for_what_was_searched(page: QueuePage, qtbot: QtBot) -> None:
    page.search.set_text("lantern")
    page.follow()
    assert "last changed first" in page.order.why_not
    page.search.set_text("")
    page.follow()
    assert page.order.why_not == ""


def test_that_the_queue_says_when_a_dip_sample_is_due(page: QueuePage, store: Store, clock: Clock) -> None:
    assert "due" in page.samples.words()
    sample = dip_sample.DipSample("s1", clock().isoformat(), "7001", "seed", 1, 4, ("d0",))
    store.set_setting(dip_sample.SETTING, dip_sample.to_json([sample]))
    later = QueuePage(store, page.catalogue, clock)
    later.show()
    settle()
    assert later.samples.words() == "Dip samples"
    later.close()


def test_that_taking_in_goes_on_when_the_page_is_left_and_tells_what_came_of_it_elsewhere(
    store: Store, catalogue: Catalogue, clock: Clock, tmp_path: Path, qtbot: QtBot
) -> None:
    value = json.loads((EXAMPLES / "missing-boy-15-weak.json").read_bytes())
    value.update(kind="live", status="submitted")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.json").write_text(json.dumps(value), encoding="utf-8")
    heard: list[str] = []
    left = QueuePage(store, catalogue, clock, elsewhere=heard.append)
    left.take([tmp_path / "in"])
    delete(left)
    background.wait()
    settle()  # a callback into the page that is gone would be raised here
    assert heard == ["1 taken in."]
    assert store.row(value["id"]).summary.status == "submitted"


def test_that_a_folder_that_cannot_be_read_is_told_in_one_sentence(
    page: QueuePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_folder: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(page, "_files_of", closed)
    page.take([tmp_path])
    assert page.told.text() == "The folder could not be read: permission denied. Choose another."


@pytest.fixture
def window(tmp_path: Path, catalogue: Catalogue, clock: Clock, qtbot: QtBot) -> Iterator[MainWindow]:
    store, _ = Store.create(tmp_path / "s", PERSON, "lantern orbit thistle meadow", cost=CHEAP)
    value = json.loads((EXAMPLES / "missing-boy-15-weak.json").read_bytes())
    value.update(kind="live", status="submitted")
    value["author"]["unit"] = " Crewe Response "
    body = json.dumps(value).encode()
    put(store, value["id"], summary_of(read(body), catalogue, ()), body)
    for number, (unit, kind, author, status) in enumerate(TEAM):
        put(store, f"d{number}", Summary(unit=unit, main_type=kind, author=author, status=status, kind="live"))
    made = MainWindow(catalogue, folder=tmp_path, cost=CHEAP, clock=clock, asks=Answers(tmp_path))
    made.opened(store)
    made.show()
    settle()
    yield made
    made.shut()


def test_that_a_review_comes_back_to_the_same_narrowed_list_with_the_keys_on_the_same_referral(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.desk.show_queue()
    chooser = page.narrowing.choosers["unit"]
    chooser.open()
    popup = opened(page, "unit")
    popup._take(next(at for at, each in enumerate(popup.shown) if each.value == "Crewe Response"))
    page.order.choose("newest", tell=True)
    assert len(shown(page)) == 2
    draft_id = shown(page)[1]
    page.view.setCurrentIndex(page.view.rows.index(1))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    settle()
    review = window.stack.currentWidget()
    assert isinstance(review, ReviewPage)
    review.go_home.emit()
    again = window.stack.currentWidget()
    assert isinstance(again, QueuePage)
    assert again.narrowing.choosers["unit"].value == "Crewe Response"
    assert again.order.value == "newest"
    row = again.view.rows.row_at(again.view.currentIndex())
    assert row is not None
    assert row.draft_id == draft_id


def test_that_the_drafts_behind_a_figure_are_come_back_to_from_a_review_but_not_from_home(window: MainWindow) -> None:
    assert window.store is not None
    (draft_id,) = [row.draft_id for row in window.store.drafts() if not row.draft_id.startswith("d")]
    page = window.desk.show_queue()
    page.show_these([draft_id], "Ethnicity not recorded")
    assert not page.narrowing.isVisible()
    page.view.opened.emit(draft_id)
    review = window.stack.currentWidget()
    assert isinstance(review, ReviewPage)
    review.go_home.emit()
    again = window.stack.currentWidget()
    assert isinstance(again, QueuePage)
    assert again.title.text() == "Ethnicity not recorded"
    assert shown(again) == [draft_id]
    again.go_home.emit()
    last = window.desk.show_queue()
    assert last.title.text() == "Waiting for review"
    assert len(shown(last)) == 5


def test_that_the_queue_fits_a_small_screen_with_text_twice_as_large(
    store: Store, catalogue: Catalogue, clock: Clock, qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, dark=False, text_size=200)
    page = QueuePage(store, catalogue, clock)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    settle()
    assert (page.width(), page.height()) == (1366, 768)
    for each in (page.order, page.search, *page.narrowing.choosers.values(), page.view, page.samples):
        right = each.mapTo(page, each.rect().bottomRight()).x()
        assert right <= page.width(), each.accessibleName()


def test_that_every_page_of_a_supervisor_fits_the_smallest_window(window: MainWindow) -> None:
    assert window.store is not None
    (draft_id,) = [row.draft_id for row in window.store.drafts() if not row.draft_id.startswith("d")]
    window.resize(1024, 600)
    desk = window.desk
    for show in (desk.show_queue, desk.show_insight, desk.show_samples, lambda: desk.open_review(draft_id)):
        show()
        settle()
        assert window.width() == 1024, type(window.stack.currentWidget()).__name__
        assert window.height() == 600, type(window.stack.currentWidget()).__name__


@pytest.mark.parametrize("where", ["review", "insight", "samples", "start", "queue"])
def test_that_what_came_of_a_taking_in_is_told_where_the_person_is_then(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    gate = hold_taking_in(monkeypatch)
    queue = window.desk.show_queue()
    (mine,) = [row.draft_id for row in window.store.drafts() if not row.draft_id.startswith("d")] if window.store else [""]
    queue.take([a_referral(tmp_path)])
    go = {
        "review": lambda: window.desk.open_review(mine),
        "insight": window.desk.show_insight,
        "samples": window.desk.show_samples,
        "start": window.show_start,
        "queue": lambda: (window.show_start(), window.desk.show_queue()),
    }
    go[where]()
    settle()
    assert "1 taken in." not in said_in(window)
    gate.set()
    background.wait()
    settle()
    assert "1 taken in." in said_in(window)


def test_that_a_page_without_a_place_for_it_passes_what_came_of_a_taking_in_on_to_the_next(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = hold_taking_in(monkeypatch)
    window.desk.show_queue().take([a_referral(tmp_path)])
    window.show_own()
    gate.set()
    background.wait()
    settle()
    assert "1 taken in." not in said_in(window)
    window.desk.show_queue()
    assert "1 taken in." in said_in(window)
    window.show_start()
    assert "1 taken in." not in said_in(window)


def hold_taking_in(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Files are taken in only when the gate is opened."""
    gate = Event()
    real = queue_page.take_in

    def held(*given: Any, **named: Any) -> Any:
        assert gate.wait(20)
        return real(*given, **named)

    monkeypatch.setattr(queue_page, "take_in", held)
    return gate


def a_referral(folder: Path) -> Path:
    value = json.loads((EXAMPLES / "custody-refused-bail-16-weak.json").read_bytes())
    value.update(kind="live", status="submitted")
    path = folder / "one.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def said_in(window: MainWindow) -> list[str]:
    page = window.stack.currentWidget()
    assert page is not None
    return [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]
