"""Four children in police protection: one entry for all, four voices, and a document that says all of it."""

from __future__ import annotations

import io

import pypdf
from PySide6.QtCore import Qt

from vpa_assist.pdf import extract
from vpa_assist.record.reading import read

CTRL = Qt.KeyboardModifier.ControlModifier
VOICES = {
    "Grace": ("Tell me what you saw.", "Mum threw the pan and I took the little ones upstairs like I always do."),
    "Toby": ("What happened before we came?", "He said he’d smash the house up. I hid the inhaler."),
    "Isaac": ("What is it like when it is loud?", "My chest goes tight \U0001f61f"),
    "Poppy": ("Tell me about tonight.", "Dolly is not allowed to cry"),
}


def test_that_four_children_are_protected_under_one_entry_with_four_voices(officer):
    officer.begin("26001160213", ["Domestic abuse", "Police protection"], "Grace Hallam, Toby Hallam, Isaac Hallam, Poppy Hallam")
    for number, (name, (question, words)) in enumerate(VOICES.items(), 1):
        officer.child(number)
        officer.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
        officer.press(Qt.Key.Key_Apostrophe, CTRL)
        officer.write(question)
        officer.press(Qt.Key.Key_Tab)
        officer.write(words)
        turn = officer.get(f"/children/{number - 1}/aware/words/0")
        assert (turn.question, turn.words) == (question, words), name

    officer.page("Police protection")
    officer.click("This applies to Grace")
    officer.fill("When the power was used", "14/11/2026 21:20")
    officer.press(Qt.Key.Key_Tab)
    assert officer.get("/children/0/police_protection/started_at").startswith("2026-11-14T21:20")
    officer.fill("Why: what would otherwise have happened", "Both parents were arrested and no relative could be reached.")
    officer.click("Review")
    officer.click("Hand over")
    for name in ("Toby", "Isaac", "Poppy"):
        officer.click(f"This applies to {name} too")
    for number, name in enumerate(VOICES):
        officer.fill(f"What {name} was told, and thinks of it", f"{name} asked for Mummy.")
        assert officer.get(f"/children/{number}/police_protection/child_told_and_views") == f"{name} asked for Mummy."
        assert officer.get(f"/children/{number}/police_protection/grounds").startswith("Both parents")

    officer.page("Roll-call")
    assert not officer.codes() & {"PPO001"}
    path = officer.export()
    data = path.read_bytes()
    assert read(extract(data)) == officer.document.stored
    flat = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())
    for name, (_, words) in VOICES.items():
        assert name in flat
        assert words.split()[0] in flat


def test_that_undo_walks_back_over_the_whole_document(officer):
    officer.begin("26001160213", ["Police protection"], "Grace, Toby")
    officer.page("Police protection")
    officer.click("This applies to Grace")
    officer.click("This applies to Toby too")
    officer.press(Qt.Key.Key_Z, CTRL)
    assert officer.get("/children/1/police_protection") is None
    officer.press(Qt.Key.Key_Z, CTRL)
    assert officer.get("/children/0/police_protection") is None
    officer.press(Qt.Key.Key_Y, CTRL)
    assert officer.get("/children/0/police_protection") is not None


def test_that_everything_is_there_again_after_the_window_was_closed(officer):
    officer.begin("26001160213", ["Missing"], "Reece")
    officer.child(1)
    officer.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    officer.press(Qt.Key.Key_Apostrophe, CTRL)
    officer.write("None, unprompted")
    officer.press(Qt.Key.Key_Tab)
    officer.write("né à Calais, “dunno” \u00a0\U0001f622")
    draft = officer.document.stored.id
    officer.press(Qt.Key.Key_S, CTRL)
    officer.window.go_home()
    officer.settle()
    assert officer.window.open_draft(draft)
    officer.settle()
    assert officer.get("/children/0/aware/words/0/words") == "né à Calais, “dunno” \u00a0\U0001f622"
