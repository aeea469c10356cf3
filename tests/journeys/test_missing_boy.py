"""The missing 15-year-old: written as the case was, the window says what it lacks; written well, the gaps go."""

from __future__ import annotations

import io

import pypdf
from PySide6.QtCore import Qt

from vpa_assist.pdf import extract
from vpa_assist.record.reading import read

WORDS = "I stayed at a mate's. He gets us food and that. I'm not saying where."


def test_that_the_missing_boys_referral_is_written_checked_and_exported(officer):
    officer.begin("26001120981", ["Missing"], "Reece Marlowe")
    officer.page("Incident")
    officer.fill(
        "What happened, in your words", "Reece was reported missing by his mother. Found at 02:40 in a flat with two adults."
    )
    assert officer.get("/incident/types") == ("missing",)

    officer.child(1)
    officer.page("Seen and heard")
    officer.click("Was Reece seen and spoken to?: Spoken to")
    officer.click("Away from the adults?, Reece: Yes")
    officer.page("Words")
    officer.press(Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    officer.write("You were with your friends, weren't you?")
    officer.press(Qt.Key.Key_Tab)
    officer.write("Reece stated that he had been out with friends.")
    officer.page("Who they are")
    assert {"WRD002", "WRD004"} <= officer.codes()

    officer.page("Missing")
    officer.fill("Times missing in 90 days", "10")
    officer.page("Activity")
    assert "ETH001" in officer.codes("must")

    officer.page("Who they are")
    officer.click("Reece: Ethnicity, group: White")
    officer.click("Reece: Ethnicity, detail: British")
    officer.click("Reece: Who said so: Reece")
    officer.settle()
    assert "ETH001" not in officer.codes()

    officer.page("Words")
    officer.press(Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    officer.write("Tell me about last night.")
    officer.press(Qt.Key.Key_Tab)
    officer.write(WORDS)
    assert officer.get("/children/0/aware/words/1/words") == WORDS

    path = officer.export()
    data = path.read_bytes()
    back = read(extract(data))
    assert back == officer.document.stored
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    flat = " ".join(text.split())
    assert "26001120981" in flat
    assert "I stayed at a mate's." in flat
    assert "Reece" in flat
