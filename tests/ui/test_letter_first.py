"""What a key does, and in which order: the letter is in the document and painted before anything follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.ui.conftest import blank, example, settle
from ui import document as documents
from ui import sections, theme
from ui.answers.exact_text import ExactText
from ui.document import Document
from ui.editor import Editor
from ui.main_window import MainWindow
from ui.panels.prompt_card import PromptCard
from vpa_assist.checks import engine
from vpa_assist.findings import counts
from vpa_assist.record import pointers

WHERE = "/children/0/aware/activity"


class Order(QObject):
    """Writes down what happens, in its order."""

    def __init__(self, box: ExactText, document: Document) -> None:
        super().__init__()
        self.told: list[str] = []
        box.viewport().installEventFilter(self)
        document.changed.connect(lambda where: self.told.append("kept"))
        document.settled.connect(lambda: self.told.append("settled"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.told.append("painted")
        return False


@pytest.fixture
def editor(catalogue: Any, make_document: Any) -> Iterator[Editor]:
    made = Editor(make_document(example("nonverbal-autistic-boy-injuries-strong")), catalogue)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    settle()
    made.visit_all()
    made.go_to(WHERE, cursor=len(made.document.get(WHERE)))
    settle()
    yield made
    made.stop()
    made.close()


def box_of(editor: Editor) -> ExactText:
    assert editor.page is not None
    question = editor.page.question_at(WHERE)
    assert question is not None
    box = question.answer.focus_target()
    assert isinstance(box, ExactText)
    return box


def test_that_a_letter_is_kept_at_once_and_painted_before_anything_follows_from_it(editor: Editor) -> None:
    box = box_of(editor)
    before = editor.document.get(WHERE)
    order = Order(box, editor.document)
    QTest.keyClick(box, "x")
    assert editor.document.get(WHERE) == before + "x"
    assert order.told == ["kept"], "the key itself does nothing but keep the letter"
    QCoreApplication.processEvents()
    assert order.told[:3] == ["kept", "painted", "settled"]


def test_that_one_pass_of_the_event_loop_shows_the_findings_of_a_key(editor: Editor) -> None:
    box = box_of(editor)
    assert box.parent().marks.all == ()
    shown = editor.panel.counts.text()
    for letter in " He was attention seeking.":
        QTest.keyClick(box, letter)
        QCoreApplication.processEvents()
    assert any(each.path == WHERE for each in editor.document.known_findings)
    assert {box.text()[mark.start : mark.end] for mark in box.parent().marks.all} == {"attention seeking"}
    assert editor.panel.counts.text() != shown


def test_that_keys_that_come_faster_are_followed_once(editor: Editor) -> None:
    box = box_of(editor)
    order = Order(box, editor.document)
    before = editor.document.get(WHERE)
    QTest.keyClicks(box, " and ran")
    QCoreApplication.processEvents()
    assert editor.document.get(WHERE) == f"{before} and ran"
    assert order.told.count("settled") == 1
    assert order.told.count("kept") == len(" and ran")


def test_that_one_slow_run_of_the_checks_puts_nothing_off_and_two_do(editor: Editor, monkeypatch: Any) -> None:
    box = box_of(editor)
    runs: list[int] = []
    real = engine.run_checks

    def slow(*args: Any, **more: Any) -> Any:
        runs.append(1)
        return real(*args, **more)

    moments = iter(range(10_000))
    monkeypatch.setattr(engine, "run_checks", slow)
    monkeypatch.setattr(documents.time, "thread_time", lambda: next(moments) * documents.CALM * 2)
    for done in (1, 2):
        QTest.keyClick(box, "x")
        QCoreApplication.processEvents()
        assert len(runs) == done, "after one slow run the checks still come with the key"
    order = Order(box, editor.document)
    QTest.keyClick(box, "x")
    QCoreApplication.processEvents()
    assert order.told[:3] == ["kept", "painted", "settled"]
    assert len(runs) == 2, "after two slow ones they wait until the typing rests"
    monkeypatch.undo()
    editor.document.check_now()
    assert editor.document.known_findings == real(editor.document.referral, editor.catalogue)


def test_that_what_is_half_typed_is_kept_and_settles_like_a_letter(editor: Editor) -> None:
    order = Order(box_of(editor), editor.document)
    editor.document.half_type("/children/0/date_of_birth", "3 Ma")
    assert editor.document.half_typed("/children/0/date_of_birth") == "3 Ma"
    assert order.told == ["kept"]
    QCoreApplication.processEvents()
    assert order.told[-1] == "settled"
    assert editor.document.half_typed("/children/0/date_of_birth") == "3 Ma"


def test_that_undo_before_the_pass_shows_what_the_document_holds(editor: Editor) -> None:
    box = box_of(editor)
    before = editor.document.get(WHERE)
    QTest.keyClick(box, "x")
    editor.undo()
    assert box.text() == editor.document.get(WHERE) == before
    settle()
    assert box.text() == editor.document.get(WHERE) == before
    assert editor.actions_["redo"].text() == editor.catalogue.screen("command.redo_what", what=editor.document.redo_words)


def test_that_nothing_follows_a_document_that_was_closed(editor: Editor) -> None:
    order = Order(box_of(editor), editor.document)
    QTest.keyClick(box_of(editor), "x")
    editor.document.stop()
    QCoreApplication.processEvents()
    assert "settled" not in order.told


def test_that_the_prompts_follow_the_childs_name_in_the_same_pass(editor: Editor) -> None:
    card = editor.page.findChild(PromptCard)
    assert "Arun" in card._whom.text()
    editor.document.edit("/children/0/given_name", "Ravi")
    QCoreApplication.processEvents()
    assert "Ravi" in card._whom.text()


def test_that_a_letter_repaints_the_text_and_nothing_behind_it(editor: Editor) -> None:
    box = box_of(editor)
    painted: list[str] = []

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(type(watched).__name__)
            return False

    behind = Painted()
    QTest.keyClick(box, "x")
    settle()  # the state of the draft in the bar changes with the first letter
    for each in (editor, editor.page, editor.page.area, box.parentWidget(), box):
        each.installEventFilter(behind)
    QTest.keyClick(box, "y")
    QCoreApplication.processEvents()
    assert painted == []


@pytest.mark.parametrize("dark", [False, True])
def test_that_a_text_box_fills_its_ground_as_its_frame_does(editor: Editor, qapp: Any, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    settle()
    box = box_of(editor)

    def ground() -> QColor:
        picture = box.grab().toImage()
        inside, at_edge = QPoint(box.width() // 2, box.height() - 6), QPoint(box.width() // 2, 4)
        assert picture.pixelColor(inside) == picture.pixelColor(at_edge)
        return picture.pixelColor(inside)

    assert ground() == theme.current().colour("surface")
    box.parent().set_read_only(True)
    settle()
    assert ground() == theme.current().colour("bg")


def test_that_typing_brings_back_a_cursor_that_was_scrolled_away(editor: Editor) -> None:
    box, bar = box_of(editor), editor.page.area.verticalScrollBar()
    editor.resize(1366, 420)
    settle()
    for _ in range(40):
        QTest.keyClick(box, Qt.Key.Key_Return)
        QCoreApplication.processEvents()
    settle()
    assert bar.value() > 0
    editor.page._settling.stop()  # what was gone to has found its place
    bar.setValue(0)
    settle()
    area = editor.page.area.viewport()

    def seen() -> bool:
        at = box.viewport().mapTo(area, box.cursorRect().center())
        return 0 <= at.y() <= area.height()

    assert not seen(), "the page was scrolled away from the cursor"
    QTest.keyClick(box, "y")
    settle()
    assert seen()


def test_that_a_key_let_go_of_troubles_nobody_around(editor: Editor) -> None:
    box = box_of(editor)
    heard: list[str] = []

    class Ears(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.KeyRelease:
                heard.append(type(watched).__name__)
            return False

    ears = Ears()
    editor.page.installEventFilter(ears)
    QTest.keyRelease(box, Qt.Key.Key_X)
    assert heard == []


def test_that_the_first_letter_of_a_draft_has_nothing_to_make_ready(window: MainWindow) -> None:
    pointers._adapter.cache_clear()
    window.work.open(blank(children=[{"id": "c1"}]), 0)
    settle()
    before = pointers._adapter.cache_info().misses
    window.document.edit("/children", [{"id": "c1", "given_name": "Amber"}])
    assert pointers._adapter.cache_info().misses == before


class Paints(QObject):
    """Writes down which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.told.append(type(watched).__name__)
        return False


def test_that_a_letter_without_other_findings_paints_its_text_and_the_saved_state_alone(editor: Editor, qapp: Any) -> None:
    box = box_of(editor)
    QTest.keyClicks(box, " He sat")
    settle()
    editor.bar.saved.show_saved(editor.document.clock())
    settle()
    found, structure = editor.document.known_findings, editor.document.structure
    paints = Paints()
    qapp.installEventFilter(paints)
    QTest.keyClick(box, "s")
    settle()
    qapp.removeEventFilter(paints)
    assert (editor.document.known_findings, editor.document.structure) == (found, structure)
    assert paints.told == ["QWidget", "SavedState"], "the text's viewport, then what the bar says in place"
    assert editor.bar.saved.text() == editor.catalogue.screen("saved.saving")


def test_that_every_list_is_true_after_letters_of_prose(editor: Editor) -> None:
    document, box = editor.document, box_of(editor)
    for letter in " He was attention seeking, non-verbal. No.":
        QTest.keyClick(box, letter)
        QCoreApplication.processEvents()
        shown = {key: row.status for key, row in editor.outline.rows.items()}
        assert shown == {key: sections.status(document, row.section) for key, row in editor.outline.rows.items()}
    sections._Latest.referral = None
    assert [each.key for each in sections.in_order(document.catalogue, document.referral) if each.child in (None, "c1")] == [
        *editor.outline.rows
    ]
    assert editor.panel.counts._number == counts(document.shown_findings)
    fresh = Document(document.referral, document.catalogue, visited=document.visited)
    assert document.known_findings == fresh.findings
    assert document.shown_findings == fresh.shown_findings
