"""The copies of a referral, from the preview: summary, with findings, redacted, locked, web page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import example, settle
from tests.ui.test_window import open_
from ui.main_window import MainWindow
from ui.preview import Preview
from vpa_assist.errors import CannotDo
from vpa_assist.pdf import extract

NAME = "da-two-children-asleep-strong"
CHILD = "Mason"
SECRET_TEXT = "/incident/account"


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> Preview:
    open_(window, example(NAME))
    window.preview()
    page = window.copies.shown
    assert page is not None
    ready(page, qtbot)
    return page


def ready(page: Preview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.images) and not page.save.why_not, timeout=30_000)


def choose(page: Preview, qtbot: QtBot, variant: str) -> None:
    before = page.data
    page.variants.choose(variant, tell=True)
    qtbot.waitUntil(lambda: page.data != before, timeout=30_000)
    ready(page, qtbot)


def written(window: MainWindow, folder: Path, ending: str) -> Path:
    (found,) = folder.rglob(f"VPA-*.{ending}")
    return found


def test_that_the_summary_and_the_copy_with_findings_are_shorter_and_longer(preview: Preview, qtbot: QtBot) -> None:
    full = len(preview.images)
    choose(preview, qtbot, "strategy")
    qtbot.waitUntil(lambda: len(preview.images) == 1, timeout=30_000)
    assert full > 1


def test_that_a_redacted_copy_holds_nothing_of_what_was_ticked(
    window: MainWindow, preview: Preview, qtbot: QtBot, tmp_path: Path
) -> None:
    preview.variants.choose("redacted", tell=True)
    qtbot.waitUntil(lambda: preview.redaction is not None)
    assert preview.redaction is not None
    qtbot.waitUntil(lambda: preview.save.why_not == window.catalogue.screen("redact.nothing"), timeout=30_000)
    child = next(key for key, box in preview.redaction.people.items() if box.accessibleName().startswith(CHILD))
    preview.redaction.people[child].click()
    preview.redaction.texts[SECRET_TEXT].click()
    qtbot.waitUntil(lambda: CHILD.encode() not in extract(preview.data), timeout=30_000)
    qtbot.waitUntil(lambda: not preview.save.why_not, timeout=30_000)
    preview.save.click()
    settle()
    data = written(window, tmp_path, "pdf").read_bytes()
    account = example(NAME).incident.account  # type: ignore[union-attr]
    assert account is not None
    assert account[:40].encode() not in extract(data)
    assert "redacted" in written(window, tmp_path, "pdf").name


def test_that_a_locked_copy_opens_with_its_password_only_and_a_short_one_is_refused(
    window: MainWindow, preview: Preview, qtbot: QtBot, tmp_path: Path
) -> None:
    preview.ways.choose("locked", tell=True)
    assert preview.lock.isVisible()
    qtbot.keyClicks(preview.lock.password, "short")
    qtbot.keyClick(preview.lock.password, Qt.Key.Key_Return)
    assert "12" in preview.lock.told.text()
    preview.lock.password.clear()
    qtbot.keyClicks(preview.lock.password, "otter lantern quay")
    qtbot.keyClick(preview.lock.password, Qt.Key.Key_Return)
    settle()
    data = written(window, tmp_path, "pdf").read_bytes()
    with pytest.raises(CannotDo, match="locked"):
        extract(data)
    assert CHILD.encode() in extract(data, "otter lantern quay")


def test_that_a_web_page_is_saved_and_noted_as_lying_outside(
    window: MainWindow, preview: Preview, qtbot: QtBot, tmp_path: Path
) -> None:
    preview.ways.choose("html", tell=True)
    qtbot.waitUntil(lambda: bool(list(tmp_path.rglob("VPA-*.html"))), timeout=30_000)
    text = written(window, tmp_path, "html").read_text()
    assert CHILD in text
    assert "<script" not in text
    assert window.store is not None
    assert [each.path for each in window.store.outside.exports()] == [str(written(window, tmp_path, "html"))]


def test_that_the_last_page_tells_how_far_the_audit_trail_had_come(window: MainWindow, preview: Preview) -> None:
    import pypdfium2

    assert window.store is not None
    document = pypdfium2.PdfDocument(preview.data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert window.catalogue.printed("fact_audit") in text
