"""Dip samples in the window: the same seed draws the same again, grades come in, results can be taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from tests.make import example
from tests.store.cheap import CHEAP
from ui.keeping import as_bytes, summary_of
from ui.supervisor.counting import candidates, count_store
from ui.supervisor.samples_page import SamplesPage
from vpa_assist import review
from vpa_assist.catalogue import Catalogue
from vpa_assist.insight.counting import Span
from vpa_assist.record.pointers import put
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Officer, Referral, ReviewEntry
from vpa_assist.store import Person, Store, Summary

NAME = "Kirsty-Anne"
MANY = 12


def handed_in(index: int) -> Referral:
    made = put(example("missing-boy-15-weak" if index % 2 else "custody-refused-bail-16-weak"), "/kind", "live")
    made = put(put(made, "/review", []), "/status", "draft")
    made = put(put(made, "/children/0/given_name", NAME), "/incident/reference", f"INS-{index:04d}")
    assert made.author is not None
    return review.act(made, "submit", made.author, "2026-10-28T05:00:00+00:00")


def keep(store: Store, catalogue: Catalogue, draft_id: str, referral: Referral, revision: int) -> None:
    store.save(
        draft_id,
        as_bytes(referral),
        summary=summary_of(referral, catalogue, ()),
        expected_revision=revision,
        save_id=f"{draft_id}-{revision}",
    )


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue) -> Iterator[Store]:
    person = Person("Ruth Castell", "7001", "Widnes", "supervisor")
    made, _ = Store.create(tmp_path / "store", person, "four words and more", cost=CHEAP)
    with made:
        for index in range(MANY):
            keep(made, catalogue, f"d{index}", handed_in(index), 0)
        yield made


@pytest.fixture
def page(qtbot: QtBot, store: Store, catalogue: Catalogue) -> SamplesPage:
    page = SamplesPage(store, catalogue, lambda: datetime(2026, 11, 1, 9, tzinfo=UTC))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    return page


def draw(page: SamplesPage, qtbot: QtBot, size: str, seed: str) -> None:
    page.size_field.setText(size)
    page.seed.setText(seed)
    page.period.choose(0)
    with qtbot.waitSignal(page.drawn, timeout=60_000):
        page.draw_button.click()


def test_that_the_same_seed_draws_the_same_again_and_another_does_not(page: SamplesPage, qtbot: QtBot) -> None:
    for seed in ("autumn", "autumn", "winter"):
        draw(page, qtbot, "6", seed)
    by_seed: dict[str, set[tuple[str, ...]]] = {}
    for sample in page.samples:
        by_seed.setdefault(sample.seed, set()).add(tuple(sample.drawn))
    assert {seed: len(drawn) for seed, drawn in by_seed.items()} == {"autumn": 1, "winter": 1}
    assert by_seed["autumn"] != by_seed["winter"]
    assert all(len(drawn) == 6 for each in by_seed.values() for drawn in each)


def test_that_both_kinds_of_incident_are_in_a_small_sample(page: SamplesPage, qtbot: QtBot, store: Store) -> None:
    draw(page, qtbot, "2", "two")
    types = {read(store.load(each, editing=False).body).incident.types[0] for each in page.samples[0].drawn}  # type: ignore[union-attr,index]
    assert len(types) == 2


def test_that_a_sample_is_drawn_from_what_is_kept_of_each_draft_and_reads_no_other(store: Store, catalogue: Catalogue) -> None:
    keep(store, catalogue, "again", put(handed_in(1), "/status", "returned"), 0)
    store.save("broken", b'{"kind": "live"}', summary=Summary(kind="live"), expected_revision=0, save_id="b")
    cold = candidates(store, catalogue, Span(), lambda: False)
    assert len(cold) == MANY + 1
    count_store(store, catalogue, Span(), lambda: False, lambda _more: None)  # checks all, and keeps what it finds
    assert candidates(store, catalogue, Span(), lambda: False) == cold
    store._db.raw.execute("UPDATE body SET body = zeroblob(8)")
    assert candidates(store, catalogue, Span(), lambda: False) == cold
    assert candidates(store, catalogue, Span(first="2026-10-29"), lambda: False) == []


@pytest.mark.parametrize("size", ["", "none", "0", "-3", "2.5"])
def test_that_a_wrong_size_is_said_and_draws_nothing(page: SamplesPage, size: str) -> None:
    page.size_field.setText(size)
    page.draw_button.click()
    assert page._told.text() == page.catalogue.screen("sample.wrong_size")
    assert page.samples == ()


def test_that_a_drawn_referral_opens_for_grading_and_its_grades_are_counted(
    page: SamplesPage, qtbot: QtBot, store: Store, catalogue: Catalogue
) -> None:
    draw(page, qtbot, "4", "grades")
    chosen = page.samples[0].drawn[0]
    spoken = f"{page.catalogue.screen('sample.open')} INS-{int(chosen[1:]):04d}"
    link = next(each for each in page.cards[0].findChildren(QAbstractButton) if each.accessibleName() == spoken)
    with qtbot.waitSignal(page.grade) as asked:
        link.click()
    assert asked.args == [chosen]
    entry = ReviewEntry(
        id="g1",
        at="2026-11-01T10:00:00+00:00",
        by=Officer(name="Ruth Castell", collar_number="7001"),
        action="audit",
        path="/children/0/aware/words",
        grade="inadequate",
    )
    draft = store.load(chosen, editing=False)
    referral = read(draft.body)
    keep(store, catalogue, chosen, put(referral, "/review", [*(referral.review or ()), entry]), draft.revision)
    page.follow()
    words = " ".join(label.text() for label in page.cards[0].findChildren(QLabel))
    assert page.catalogue.screen("sample.graded_of", graded=1, of=4) in words


def test_that_the_results_are_saved_as_table_and_pdf_without_a_name(page: SamplesPage, qtbot: QtBot, tmp_path: Path) -> None:
    draw(page, qtbot, "5", "paper")
    for form in ("csv", "pdf"):
        page.save_to(page.cards[0], form, tmp_path / f"sample.{form}")
        assert f"sample.{form}" in page._told.text()
    table = (tmp_path / "sample.csv").read_text("utf-8-sig")
    pdf = pypdfium2.PdfDocument(tmp_path / "sample.pdf")
    text = "".join(each.get_textpage().get_text_range() for each in pdf)
    pdf.close()
    for told in (table, text):
        assert "paper" in told
        assert NAME not in told
        assert "INS-" not in told
