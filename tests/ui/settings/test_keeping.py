"""Keeping: what is due is deleted or kept by a person's decision with a reason, and files outside are looked after."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.settings.conftest import a_referral, rest, sent, store_of
from ui.main_window import MainWindow
from ui.settings.keeping import SHOWN, KeepingPart
from vpa_assist.audit import Kind
from vpa_assist.record.pointers import put
from vpa_assist.store.errors import NoSuchDraft

BOY = "missing-boy-15-weak"
NAME = str((a_referral(BOY).children or ())[0].given_name)


def _part(window: MainWindow) -> KeepingPart:
    part = window.office.show_settings("keeping").part
    assert isinstance(part, KeepingPart)
    return part


def _days(window: MainWindow) -> int:
    return window.catalogue.force().retention_days


def test_that_a_sent_referral_is_due_after_the_form_packs_days_and_the_start_screen_counts_it(
    window: MainWindow, keep: Any, clock: Any
) -> None:
    referral = sent(a_referral(BOY), clock.at.isoformat())
    keep(referral)
    window.show_start()
    assert window.start is not None
    assert not window.start.due.isVisible()
    assert _part(window).due == {}
    clock.move(days=_days(window), minutes=2)
    window.show_start()
    assert window.start.due.isVisible()
    assert window.start.due.words() == window.catalogue.screen("start.due", count=1)
    window.start.due.click()
    part = window.office.page.part  # type: ignore[union-attr]
    assert isinstance(part, KeepingPart)
    assert list(part.due) == [referral.id]


def test_that_deleting_wants_a_reason_and_leaves_nothing_here_or_in_the_backups(
    window: MainWindow, keep: Any, qtbot: QtBot
) -> None:
    referral = sent(a_referral(BOY))
    keep(referral)
    store = store_of(window)
    made = store.upkeep.back_up()
    part = _part(window)
    part.ask_delete(referral.id, "CP")
    card = part.due[referral.id].card
    assert card is not None
    assert card.button.why_not
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    assert store.row(referral.id)
    child = (referral.children or ())[0]
    QTest.keyClicks(card.box, f"Record is in the system, {child.given_name} is safe")
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    rest(qtbot)
    with pytest.raises(NoSuchDraft):
        store.row(referral.id)
    entry = store.audit_entries(Kind.ERASURE)[0]
    assert entry.act == "deleted"
    assert entry.reason.startswith("Record is in the system")
    assert str(child.given_name) not in entry.reason
    store.upkeep.check_backup(made)
    assert part.due == {}


def test_that_deleting_the_referral_that_is_open_behind_closes_it(window: MainWindow, keep: Any, qtbot: QtBot) -> None:
    referral = sent(a_referral(BOY))
    keep(referral)
    window.open_draft(referral.id)
    part = _part(window)
    part.delete(referral.id, "CP", "no longer needed")
    rest(qtbot)
    assert window.document is None
    window.office.go_back()
    assert window.start is not None


def test_that_keeping_longer_takes_it_off_the_list_until_the_time_is_over(window: MainWindow, keep: Any, clock: Any) -> None:
    referral = sent(a_referral(BOY))
    keep(referral)
    part = _part(window)
    part.ask_longer(referral.id, "CP")
    part.longer_for.choose("90", tell=True)
    card = part.due[referral.id].card
    assert card is not None
    QTest.keyClicks(card.box, "Conference on 3 December")
    card.button.click()
    store = store_of(window)
    days = _days(window)
    assert store.outside.due(days) == ()
    (kept,) = store.outside.kept_longer(days)
    assert kept.reason == "Conference on 3 December"
    assert window.office.due_count() == 0
    entry = store.audit_entries(draft_id=referral.id)[0]
    assert (entry.act, entry.reason) == ("kept longer", "Conference on 3 December")
    clock.move(days=91)
    part = _part(window)
    assert list(part.due) == [referral.id]
    assert window.office.due_count() == 1


def test_that_files_outside_are_listed_with_whether_they_are_there_and_go_when_somebody_says_so(
    window: MainWindow, tmp_path: Path
) -> None:
    store = store_of(window)
    there = tmp_path / "files" / "VPA-CP-1.pdf"
    there.write_bytes(b"%PDF a")
    one = store.outside.note_export("d1", "CP-1", str(there), "full", sha256(b"%PDF a").hexdigest(), "")
    two = store.outside.note_export("d2", "CP-2", str(tmp_path / "gone.pdf"), "urgent", "00", "")
    part = _part(window)
    texts = {number: " ".join(str(each.property("text")) for each in card.children()) for number, card in part.outside.items()}
    assert part.say("settings.outside_there") in texts[one.number]
    assert part.say("settings.outside_not_there") in texts[two.number]
    part.gone(two.number, "gone.pdf")
    assert list(part.outside) == [one.number]
    assert store.audit_entries(Kind.ERASURE)[0].act == "exported file gone"
    part.delete_file(one)
    assert not there.exists()
    assert store.outside.exports() == ()


def test_that_a_file_that_is_not_what_was_exported_is_left_alone(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "files" / "VPA.pdf"
    path.write_bytes(b"somebody's notes")
    exported = store_of(window).outside.note_export("d1", "CP-1", str(path), "full", sha256(b"%PDF").hexdigest(), "")
    part = _part(window)
    part.delete_file(exported)
    assert path.read_bytes() == b"somebody's notes"
    assert part.told() == part.say("settings.outside_other", name="VPA.pdf")
    assert len(store_of(window).outside.exports()) == 1


def test_that_the_links_of_a_due_referral_work_by_key(window: MainWindow, keep: Any) -> None:
    referral = sent(a_referral(BOY))
    keep(referral)
    part = _part(window)
    from ui.kit import Button

    delete, longer = part.due[referral.id].links.findChildren(Button)[:2]
    QTest.keyClick(longer, Qt.Key.Key_Return)
    card = part.due[referral.id].card
    assert card is not None
    assert card.box.hasFocus()
    QTest.keyClick(card.box, Qt.Key.Key_Escape)
    assert part.due[referral.id].card is None
    assert delete.hasFocus()


def test_that_deleting_what_was_kept_longer_leaves_no_trace_of_the_decision_but_in_the_trail(
    window: MainWindow, keep: Any, qtbot: QtBot
) -> None:
    referral = sent(a_referral(BOY))
    keep(referral)
    store = store_of(window)
    store.outside.keep_longer(referral.id, 90, "Conference")
    part = _part(window)
    part.delete(referral.id, "CP", "The conference is over")
    rest(qtbot)
    assert store.setting(f"kept-longer/{referral.id}") == ""
    assert [each.reason for each in store.audit_entries(draft_id=referral.id)][:2] != []
    assert store.audit_entries(Kind.ALTERATION, referral.id)[0].reason == "Conference"


def _many(keep: Any, number: int) -> list[str]:
    referrals = [
        sent(put(put(a_referral(BOY), "/id", f"00000000-0000-4000-8000-{each:012d}"), "/incident/reference", f"26{each:04d}"))
        for each in range(number)
    ]
    for referral in referrals:
        keep(referral)
    return [referral.id for referral in referrals]


def test_that_several_are_chosen_and_deleted_for_one_reason_each_with_its_entry(
    window: MainWindow, keep: Any, qtbot: QtBot
) -> None:
    ids = _many(keep, 3)
    store = store_of(window)
    made = store.upkeep.back_up()
    part = _part(window)
    assert part.many.button.why_not == window.catalogue.screen("settings.due_choose_first")
    part.many.all_link.click()
    box = part.due[ids[1]].box
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert part.many.chosen() == [ids[0], ids[2]]
    part.many.button.click()
    card = part.many.card
    assert card is not None
    assert card.box.hasFocus()
    assert card.button.why_not
    QTest.keyClicks(card.box, f"All recorded, {NAME} too")
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(part.due) == [ids[1]], timeout=10_000)
    entries = [each for each in store.audit_entries(Kind.ERASURE) if each.act == "deleted"]
    assert {each.draft for each in entries} == {ids[0], ids[2]}
    assert all(each.reason.startswith("All recorded") and NAME not in each.reason for each in entries)
    assert part.told() == window.catalogue.screen("settings.due_deleted_many", count=2)
    assert not part.many.isVisible()
    store.upkeep.check_backup(made)
    assert store.row(ids[1])


def test_that_escape_leaves_the_chosen_as_they_are(window: MainWindow, keep: Any) -> None:
    ids = _many(keep, 2)
    part = _part(window)
    part.many.all_link.click()
    part.many.button.click()
    card = part.many.card
    assert card is not None
    QTest.keyClick(card.box, Qt.Key.Key_Escape)
    assert part.many.card is None
    assert part.many.button.hasFocus()
    assert part.many.chosen() == ids


def test_that_a_long_list_is_shown_in_parts_that_say_how_many_follow(window: MainWindow, keep: Any) -> None:
    _many(keep, SHOWN + 3)
    part = _part(window)
    assert len(part.due) == SHOWN
    more = window.catalogue.screen("settings.keeping_more", count=3)
    assert more in [label.text() for label in part.findChildren(QLabel)]
