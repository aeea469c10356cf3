"""Your own recording: reached from the start screen, of one's own referrals, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.make import example
from tests.store.cheap import CHEAP
from ui.keeping import as_bytes, summary_of
from ui.own_page import OwnPage
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Officer, ReviewEntry
from vpa_assist.store import Person, Store

NAME = "Kirsty-Anne"


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue) -> Iterator[Store]:
    made, _ = Store.create(tmp_path / "store", Person("PC Hale", "4417", "Widnes"), "four words and more", cost=CHEAP)
    praise = ReviewEntry(
        at="2026-10-03T10:00:00+00:00",
        by=Officer(name="Ruth Castell"),
        action="comment",
        text="His own words, well kept.",
        praise=True,
    )
    with made:
        for index, name in enumerate(["missing-boy-15-weak", "missing-boy-15-weak", "offender-visit-two-children-strong"]):
            referral = put(put(example(name), "/kind", "live"), "/children/0/given_name", NAME)
            referral = put(referral, "/author", Officer(name="PC Hale", collar_number="4417" if index < 2 else "9001"))
            referral = put(put(referral, "/review", [praise]), "/status", "draft")
            body, summary = as_bytes(referral), summary_of(referral, catalogue, ())
            made.save(f"d{index}", body, summary=summary, expected_revision=0, save_id=f"s{index}")
        yield made


def words_of(page: OwnPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_that_it_tells_of_ones_own_referrals_with_advice_and_praise(qtbot: QtBot, store: Store, catalogue: Catalogue) -> None:
    page = OwnPage(store, catalogue)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    before = store.counts()
    with qtbot.waitSignal(page.counted, timeout=30_000):
        page.count()
    said = words_of(page)
    assert catalogue.screen("own.basis", referrals=2, children=2) in said
    assert catalogue.screen("own.in_of", count=2, referrals=2) in said
    assert "His own words, well kept." in said
    assert NAME not in said
    assert "{" not in said
    qtbot.waitUntil(lambda: bool(page.chart.accessibleDescription()))
    assert catalogue.page("child.words").outline in page.chart.accessibleDescription()
    assert store.counts() == before


def test_that_an_empty_store_is_told_what_will_stand_here(qtbot: QtBot, tmp_path: Path, catalogue: Catalogue) -> None:
    made, _ = Store.create(tmp_path / "store", Person("PC Hale", "4417", "Widnes"), "four words and more", cost=CHEAP)
    with made:
        page = OwnPage(made, catalogue)
        qtbot.addWidget(page)
        with qtbot.waitSignal(page.counted, timeout=30_000):
            page.count()
        assert page.basis.text() == catalogue.screen("own.nothing")
