"""The list of children still to be heard, on paper for the next shift: marked, dated, and without a name."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import LONDON, blank, settle
from ui import printing
from ui.main_window import MainWindow

NOW = datetime(2026, 11, 21, 22, 10, tzinfo=LONDON)


@pytest.fixture
def on_paper(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What is printed of one child who was asleep."""
    contact = {"status": "seen_asleep", "follow_up": "School nurse", "follow_up_due": "2026-11-23T09:00:00+00:00"}
    child = {"id": "c1", "given_name": "Amber", "family_name": "Rudd", "sex": "female", "estimated_age": 6, "contact": contact}
    window.work.open(blank(children=[child], incident={"reference": "26001187342"}), 0, keep=True)
    settle()
    window.leave_editor()
    target = tmp_path / "list.pdf"

    class ToFile:
        """The system's dialog, in which somebody chose a file."""

        def __init__(self, printer: QPrinter, _parent: QWidget) -> None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(target))

        def exec(self) -> int:
            return 1

    monkeypatch.setattr(printing, "QPrintDialog", ToFile)
    assert window.store is not None
    rows = window.store.drafts(None)
    assert rows
    printing.print_follow_ups(window, tuple(rows), window.catalogue, NOW)
    return subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout


def test_that_the_printed_list_says_when_who_and_what_under_the_marking(on_paper: Any) -> None:
    lines = [each.strip() for each in on_paper.splitlines() if each.strip()]
    assert lines[0] == "OFFICIAL-SENSITIVE"
    assert "26001187342" in on_paper
    assert "School nurse" in on_paper
    assert re.search(r"Girl,? (about )?6", on_paper)
    assert "09:00" in on_paper


def test_that_no_name_is_printed_on_it(on_paper: Any) -> None:
    assert "Amber" not in on_paper
    assert "Rudd" not in on_paper
