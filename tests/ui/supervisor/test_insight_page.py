"""Insight in the window: figures over a real store, every bar opens what is behind it, every chart can be taken away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.make import example
from tests.store.cheap import CHEAP
from tests.ui.conftest import settle
from ui import theme
from ui.keeping import as_bytes, summary_of
from ui.supervisor.insight_page import InsightPage
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Referral
from vpa_assist.store import Person, Store
from vpa_assist.training.results import Result, as_csv

WEAK, STRONG = 14, 12
SECRET = "Kirsty-Anne"
"""A first name that stands in every document and may stand in no figure."""


def document(index: int) -> Referral:
    weak = index < WEAK
    made = put(example("missing-boy-15-weak" if weak else "nonverbal-autistic-boy-injuries-strong"), "/kind", "live")
    made = put(put(made, "/incident/reference", f"INS-{index:04d}"), "/children/0/given_name", SECRET)
    return put(put(made, "/status", "draft"), "/review", [])


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue) -> Iterator[Store]:
    person = Person("Ruth Castell", "7001", "Widnes", "supervisor")
    made, _ = Store.create(tmp_path / "store", person, "four words and more", cost=CHEAP)
    with made:
        for index in range(WEAK + STRONG):
            referral = document(index)
            made.save(
                f"d{index}",
                as_bytes(referral),
                summary=summary_of(referral, catalogue, ()),
                expected_revision=0,
                save_id=f"save-{index}",
            )
        yield made


@pytest.fixture
def page(qtbot: QtBot, store: Store, catalogue: Catalogue) -> InsightPage:
    page = InsightPage(store, catalogue, lambda: date(2026, 11, 1))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.period.choose(0)
    with qtbot.waitSignal(page.counted, timeout=60_000):
        page.count()
    return page


def test_that_figures_carry_their_counts_their_interval_and_no_name(page: InsightPage) -> None:
    said = " ".join([page._basis.text(), *(card.text() for card in page.cards)])
    assert f"{WEAK + STRONG} referrals" in said
    assert "interval" in said
    shown = [page.table.item(row, column) for row in range(page.table.rowCount()) for column in range(page.table.columnCount())]
    words = said + " ".join(item.text() for item in shown if item) + page.chart.accessibleDescription()
    assert SECRET not in words
    assert "INS-" not in words


def test_that_the_chart_and_the_table_say_the_same(page: InsightPage) -> None:
    described = page.chart.accessibleDescription()
    for row in page._shown[0].rows:
        assert row.label in described
        assert not row.shown or f"{row.part} of {row.whole}" in described


def test_that_enter_on_a_row_names_the_drafts_behind_it(page: InsightPage, qtbot: QtBot) -> None:
    page.measure.choose("ethnicity_missing", tell=True)
    row = next(index for index, each in enumerate(page._shown[0].rows) if each.group == "missing")
    page.table.setFocus()
    page.table.setCurrentCell(row, 0)
    with qtbot.waitSignal(page.show_drafts, timeout=60_000) as heard:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    ids, title = heard.args
    assert sorted(ids) == sorted(f"d{index}" for index in range(WEAK))
    assert page._shown[0].rows[row].label in title


def test_that_the_chart_is_saved_as_drawing_picture_and_pdf(page: InsightPage, tmp_path: Path) -> None:
    for form in ("svg", "png", "pdf"):
        page.files.save_to(form, tmp_path / f"chart.{form}")
        assert f"chart.{form}" in page._progress.text()
    label = page._shown[0].rows[0].label
    drawing = ElementTree.parse(tmp_path / "chart.svg")
    assert label.split()[0] in " ".join(each.text or "" for each in drawing.iter("{http://www.w3.org/2000/svg}text"))
    picture = QImage(str(tmp_path / "chart.png"))
    assert picture.width() > 1000
    assert {picture.pixel(x, picture.height() // 2) for x in range(picture.width())} != {0xFFFFFFFF}
    pdf = pypdfium2.PdfDocument(tmp_path / "chart.pdf")
    text = pdf[0].get_textpage().get_text_range()
    assert label in text
    assert "OFFICIAL" in text
    pdf.close()


def test_that_the_figures_are_saved_as_table_page_and_inspection_pack(page: InsightPage, tmp_path: Path) -> None:
    for form in ("csv", "html", "zip"):
        page.files.save_to(form, tmp_path / f"figures.{form}")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "figures.csv").read_text("utf-8-sig"))))
    assert {"ethnicity_missing", "spoken_to_no_words"} <= {row["measure"] for row in rows}
    assert "<script" not in (tmp_path / "figures.html").read_text()
    with zipfile.ZipFile(tmp_path / "figures.zip") as pack:
        everything = b"".join(pack.read(name) for name in pack.namelist())
    assert SECRET.encode() not in everything
    assert b"INS-0001" not in everything


def test_that_a_class_s_results_go_into_the_inspection_pack_and_another_table_is_refused(
    page: InsightPage, tmp_path: Path
) -> None:
    result = Result(
        pseudonym="Heron 12", scenario="asleep-upstairs", at="2026-11-01T10:00:00+00:00", musts_cold=6, musts_guided=1
    )
    (tmp_path / "class.csv").write_bytes(as_csv([result], {"scenario": "Case"}))
    (tmp_path / "other.csv").write_text("name,age\nA,7\n")
    assert not page.files.take_training(tmp_path / "other.csv")
    assert "no table of training results" in page._progress.text()
    assert page.files.take_training(tmp_path / "class.csv")
    page.files.save_to("zip", tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        assert "asleep-upstairs,1,1,6,1" in pack.read("training.csv").decode("utf-8-sig")
        everything = b"".join(pack.read(name) for name in pack.namelist())
    assert b"Heron" not in everything


def test_that_a_place_that_cannot_be_written_is_said_in_one_sentence(page: InsightPage, tmp_path: Path) -> None:
    page.files.save_to("csv", tmp_path / "no such folder" / "figures.csv")
    said = page._progress.text()
    assert said.startswith("Not saved")
    assert "place" in said
    assert "Errno" not in said


def test_that_how_far_the_counting_is_can_be_read_while_it_runs(page: InsightPage) -> None:
    page.count()
    page._step(11)
    page._ticks.timeout.emit()
    assert "11 of 26" in page._progress.text()
    assert page._progress.isVisible()
    page.leave()
    assert not page._ticks.isActive()


@pytest.mark.parametrize("width", [1366, 1024])
def test_that_the_figures_stand_in_one_row(page: InsightPage, width: int) -> None:
    page.resize(width, 600)
    settle()
    assert page.width() == width
    tops = [card.y() for card in page.cards]
    assert len(set(tops)) == 1


def test_that_the_page_fits_a_small_screen_with_text_twice_as_large(
    qtbot: QtBot, store: Store, catalogue: Catalogue, qapp: QApplication
) -> None:
    theme.apply(qapp, dark=False, text_size=200)
    page = InsightPage(store, catalogue, lambda: date(2026, 11, 1))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.period.choose(0)
    with qtbot.waitSignal(page.counted, timeout=60_000):
        page.count()
    settle()
    assert (page.width(), page.height()) == (1366, 768)
    inner = page._scroll.widget()
    assert inner.width() <= page._scroll.viewport().width()
    for each in (*page.findChildren(QAbstractButton), page.table, page.chart):
        if each.isVisible():
            assert each.mapTo(page, QPoint(each.width(), 0)).x() <= 1366, each.accessibleName()
    for button in page.files.buttons:
        assert button.width() >= button.sizeHint().width()


def test_that_figures_are_narrowed_to_a_kind_of_incident_and_say_so_where_they_are_saved(
    page: InsightPage, qtbot: QtBot, tmp_path: Path
) -> None:
    chooser = page.narrowed["main_type"]
    chooser.open()
    popup = chooser.popup
    assert popup is not None
    row = next(at for at, each in enumerate(popup.shown) if each.value == "missing")
    with qtbot.waitSignal(page.counted, timeout=60_000):
        popup._take(row)
    assert f"{WEAK} referrals" in page._basis.text()
    page.files.save_to("html", tmp_path / "f.html")
    page.files.save_to("csv", tmp_path / "f.csv")
    page.files.save_to("zip", tmp_path / "f.zip")
    words = f"Only {chooser.option.words}."
    assert words in (tmp_path / "f.html").read_text()
    assert words in (tmp_path / "f.csv").read_text("utf-8-sig")
    with zipfile.ZipFile(tmp_path / "f.zip") as pack:
        assert words in pack.read("index.html").decode()
    page.files.save_to("svg", tmp_path / "f.svg")
    drawing = ElementTree.parse(tmp_path / "f.svg")
    assert words in [each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    page.files.save_to("png", tmp_path / "f.png")
    picture = QImage(str(tmp_path / "f.png"))
    assert picture.text("Description").startswith(words)
    page._about = ""
    page.files.save_to("png", tmp_path / "all.png")
    assert picture.height() > QImage(str(tmp_path / "all.png")).height()


def test_that_a_narrowing_counts_for_the_files_when_its_figures_are_shown(page: InsightPage, qtbot: QtBot) -> None:
    page.period.choose(28)
    page.count()
    assert page.as_shown().about == ""
    qtbot.waitSignal(page.counted, timeout=60_000).wait()
    assert page.as_shown().about == "Only handed in from 2026-10-04."


def test_that_what_is_awaited_stands_in_the_window_with_small_numbers_hidden(page: InsightPage) -> None:
    assert page._tally is not None
    page._tally.awaited.clear()
    page._show()
    assert not page._awaited_block.isVisible()
    page._tally.awaited.update({("strategy_minutes", "halton", "28_days_or_more"): 12, ("outcome", "halton", "not_known"): 3})
    page._show()
    assert page._awaited_block.isVisible()
    (outcome, minutes) = page.awaited.texts()
    assert outcome[1:] == ["Halton", "Not known", "under 10"]
    assert minutes[1:] == ["Halton", "28 days or more", "12"]


def test_that_enter_on_what_is_awaited_lists_the_referrals_that_await_it(
    page: InsightPage, store: Store, catalogue: Catalogue, qtbot: QtBot
) -> None:
    asked = "2026-10-20T09:00:00+00:00"
    for index in range(3):
        waits = {"what": "outcome", "asked_at": asked}
        if index == 2:
            waits["received_at"] = "2026-10-22T09:00:00+00:00"
        referral = put(put(document(index), "/updated_at", "2026-10-30T09:00:00+00:00"), "/children/0/awaited", [waits])
        summary = summary_of(referral, catalogue, ())
        store.save(f"d{index}", as_bytes(referral), summary=summary, expected_revision=1, save_id=f"again-{index}")
    with qtbot.waitSignal(page.counted, timeout=60_000):
        page.count()
    label = catalogue.label("awaited", "outcome")
    row = next(at for at, each in enumerate(page.awaited.texts()) if each[0] == label)
    page.awaited.setFocus()
    page.awaited.setCurrentCell(row, 0)
    with qtbot.waitSignal(page.show_drafts, timeout=60_000) as heard:
        qtbot.keyClick(page.awaited, Qt.Key.Key_Return)
    ids, title = heard.args
    assert sorted(ids) == ["d0", "d1"]
    assert title.startswith(label)
    assert "3 to 13 days" in title


def test_that_the_time_to_sending_is_told_beside_the_time_to_hand_in(page: InsightPage) -> None:
    assert page._tally is not None
    page._tally.hand_in_minutes.update({155: 12})
    page._tally.sending_minutes.update({260: 12})
    page._show()
    assert "then 4 h 20 to sending" in page.cards[-1].text()


def test_that_leaving_stops_the_counting(page: InsightPage) -> None:
    page.count()
    job = page._job
    assert job is not None
    page.leave()
    assert job.cancelled
