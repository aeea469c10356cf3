"""Each kind of incident is walked from its first page to the read-through, by keys, and one is dealt with by telephone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui import sections
from vpa_assist import catalogue as packs

CTRL = Qt.KeyboardModifier.ControlModifier
TYPES = [(entry.code, entry.label) for entry in packs.default().codes("incident_type")]
MODULES = {
    "missing": "child.missing",
    "child_exploitation": "child.exploitation",
    "custody": "child.custody",
    "offender_visit": "child.offender",
    "police_protection": "protection",
}


@pytest.mark.parametrize(("code", "label"), TYPES, ids=[code for code, _ in TYPES])
def test_that_each_kind_of_incident_is_walked_by_keys_alone(officer, catalogue, code, label):
    officer.begin("26001190001", [label], "Mason")
    assert officer.get("/incident/types") == (code,)
    wanted = [each.key for each in sections.in_order(catalogue, officer.document.referral)]
    seen = [officer.window.editor.section.key]
    for _ in range(len(wanted) - 1):
        officer.press(Qt.Key.Key_PageDown, CTRL)
        seen.append(officer.window.editor.section.key)
    assert seen == wanted
    if code in MODULES:
        assert MODULES[code] in {each.split("@")[0] for each in seen}
    assert officer.codes("must")
    assert {"VOC001", "ETH001", "SEE001"} <= officer.codes("must")


@pytest.mark.parametrize(
    "page", ["child.seen", "child.who", "child.words", "child.injuries", "people", "roll_call", "decision", "read"]
)
def test_that_tab_goes_round_every_page_and_is_never_caught(officer, page):
    officer.begin("26001190001", ["Domestic abuse"], "Mason")
    officer.window.editor.go_section(page if "child" not in page else f"{page}@c1")
    officer.settle()
    officer.window.editor.page.focus_first()
    start = QApplication.focusWidget()
    visited = [start]
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not visited[-1], f"Tab is caught in {now.accessibleName()!r}"
        if now is start:
            break
        visited.append(now)
    else:
        pytest.fail("Tab never came back")
    nameless = [each for each in visited if not (each.accessibleName() or getattr(each, "text", str)())]
    assert not nameless, [type(each).__name__ for each in nameless]


def test_that_an_incident_dealt_with_by_telephone_needs_nobody_to_go_there(officer):
    officer.begin("26001190002", ["Concern for safety"], "Ivy")
    officer.page("Incident")
    officer.click("Dealt with by telephone, nobody went: Yes")
    assert not officer.shows("When you got there")
    officer.child(1)
    officer.page("Seen and heard")
    officer.click("Was Ivy seen and spoken to?: Spoken to")
    officer.click("How, Ivy: By telephone")
    officer.fill("When, Ivy", "01:10")
    officer.press(Qt.Key.Key_Tab)
    assert officer.get("/children/0/contact/by") == "telephone"
    assert officer.get("/children/0/contact/at").startswith("2026-11-15T01:10")
    officer.page("Incident")
    assert not {each for each in officer.codes() if each.startswith("INC") and "attended" in each}
    assert officer.get("/incident/resolved_without_attendance") is True


def test_that_the_prompts_of_each_page_fit_it_and_fold_for_good(officer):
    from ui.panels.prompt_card import PromptCard

    officer.begin("26001190003", ["Domestic abuse"], "Mason")
    shown = {}
    for page in ("child.words", "child.activity", "child.relationships"):
        officer.window.editor.go_section(f"{page}@c1")
        officer.settle()
        card = officer.window.editor.page.findChildren(PromptCard)[0]
        assert card.page_id == page
        shown[page] = card._whom.text()
    assert all(shown.values())
    officer.click("Hide the prompts on every page")
    officer.window.editor.go_section("child.words@c1")
    officer.settle()
    assert officer.shows("Show the prompts again")


def test_that_what_happens_after_hand_in_is_added_from_the_same_pages(officer):
    officer.begin("26001190004", ["Concern for safety"], "Mason")
    document = officer.document
    document.replace(document.referral.model_copy(update={"status": "submitted"}), "handed in")
    officer.settle()
    officer.child(1)
    officer.page("Seen and heard")
    before = document.stored
    assert document.read_only
    document.begin_addendum()
    officer.settle()
    officer.click("Was Mason seen and spoken to?: Spoken to")
    assert document.pending_addenda
    assert document.commit_addenda() == 1
    assert document.stored.review[-1].action == "addendum"
    assert document.stored.children == before.children
    assert document.referral.children != before.children
