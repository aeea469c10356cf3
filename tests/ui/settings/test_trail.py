"""The audit trail in the window: filtered, checked with the verdict in words, and as a table without a child's name."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from tests.ui.settings.conftest import a_referral, rest, store_of
from ui.main_window import MainWindow
from ui.settings.trail import PAGE, TrailPart, as_csv
from vpa_assist.audit import Entry, Kind
from vpa_assist.store import access
from vpa_assist.store.keyring_vault import Vault


def _part(window: MainWindow) -> TrailPart:
    part = window.office.show_settings("trail").part
    assert isinstance(part, TrailPart)
    return part


def _without_guards(raw: Any) -> None:
    """Takes the database's own guards away, as somebody who tampers would."""
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")


def test_that_entries_are_filtered_by_kind_and_by_referral(window: MainWindow, keep: Any) -> None:
    one, other = a_referral(), a_referral("missing-boy-15-weak")
    keep(one)
    keep(other)
    store_of(window).load(one.id, editing=False)
    part = _part(window)
    part.kind.choose(Kind.COLLECTION.value, tell=True)
    assert {(each.act, each.draft) for each in part.entries} == {("started", one.id), ("started", other.id)}
    part.record.choose(one.id, tell=True)
    assert [each.draft for each in part.entries] == [one.id]
    part.kind.choose("", tell=True)
    assert [each.act for each in part.entries] == ["opened", "started"]
    part.kind.choose(Kind.ERASURE.value, tell=True)
    assert part.entries == []


def test_that_older_entries_come_when_asked_for_each_once(window: MainWindow) -> None:
    store = store_of(window)
    for number in range(PAGE + 20):
        store.note(Kind.CONSULTATION, "opened", f"d{number}")
    part = _part(window)
    assert len(part.entries) == PAGE
    assert not part.more.isHidden()
    part.more.click()
    numbers = [each.number for each in part.entries]
    assert numbers == list(range(numbers[0], 0, -1))
    assert part.more.isHidden()


def test_that_a_whole_trail_is_called_whole_and_what_was_not_compared_is_said(window: MainWindow, qtbot: QtBot) -> None:
    part = _part(window)
    part.check_button.click()
    rest(qtbot)
    words = part.verdict_words()
    assert "whole" in words[0]
    assert part.say("settings.trail_no_head") in words


def test_that_a_changed_entry_and_a_cut_off_end_are_named(window: MainWindow, qtbot: QtBot) -> None:
    store = store_of(window)
    for _ in range(3):
        store.note(Kind.CONSULTATION, "opened", "d1")
    head = store.audit_head()
    with store._db.write() as raw:
        _without_guards(raw)
        raw.execute("UPDATE audit SET entry = replace(entry, 'opened', 'edited') WHERE n = 3")
        raw.execute("DELETE FROM audit WHERE n = ?", (head.number,))
    part = _part(window)
    part.heads.setText(head.short())
    part.check_button.click()
    rest(qtbot)
    words = part.verdict_words()
    assert any("Entry 3 was changed" in each for each in words)
    assert any(f"Entry {head.number} is missing" in each for each in words)
    assert part.say("settings.trail_with_typed") in words


def test_that_the_head_in_the_keyring_shows_an_end_that_was_cut_off(window: MainWindow, qtbot: QtBot, monkeypatch: Any) -> None:
    from tests.ui.settings.test_settings import Ring

    ring = Ring()
    monkeypatch.setattr(access, "system_vault", lambda: Vault(ring))
    store = store_of(window)
    store.note(Kind.CONSULTATION, "opened", "d1")
    kept = store.access.keep_head()
    part = _part(window)
    part.check()
    rest(qtbot)
    assert part.say("settings.trail_with_keyring", number=kept.number) in part.verdict_words()
    with store._db.write() as raw:
        _without_guards(raw)
        raw.execute("DELETE FROM audit WHERE n = ?", (kept.number,))
    part.check()
    rest(qtbot)
    assert f"Entry {kept.number} is missing" in part.verdict_words()[0]


def test_that_a_head_that_is_none_is_told_and_nothing_is_checked(window: MainWindow) -> None:
    part = _part(window)
    part.heads.setText("twelve")
    part.check()
    assert part.told() == part.say("settings.trail_head_wrong")
    assert part.verdict_words() == []


def test_that_the_table_holds_every_entry_and_no_childs_name(window: MainWindow, keep: Any, tmp_path: Path) -> None:
    referral = a_referral()
    keep(referral)
    store_of(window).load(referral.id, editing=False)
    part = _part(window)
    part.csv_button.click()
    (path,) = (tmp_path / "files").glob("*.csv")
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[4] for row in rows] == ["What", "Opened", "Begun", "Store made"]
    for child in referral.children or ():
        assert str(child.given_name) not in text
        assert str(child.family_name) not in text
    assert store_of(window).audit_entries()[0].act == "trail written"


def test_that_a_cell_is_never_a_formula(window: MainWindow) -> None:
    entry = Entry(1, "2026-11-21T22:10:00Z", "=HYPERLINK()", Kind.ACCESS, "unlocked", reason="+cmd")
    text = as_csv([entry], window.catalogue, str).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text)))[1]
    assert "'=HYPERLINK()" in row
    assert "'+cmd" in row
