"""The 14-year-old in a children's home: written as it was written, it must not come out clean, and the window says why."""

from __future__ import annotations

from PySide6.QtCore import Qt

CTRL = Qt.KeyboardModifier.ControlModifier


def test_that_the_girl_of_14s_referral_does_not_come_out_clean(officer):
    officer.begin("26001154408", ["Child exploitation", "Sexual abuse"], "Lacey-Ann Dorsey")
    officer.page("Incident")
    officer.fill(
        "What happened, in your words",
        "She told me that she had consensual sex with a male who is her boyfriend and did not want to give any details at this time.",
    )
    officer.child(1)
    officer.page("Seen and heard")
    officer.click("Was Lacey-Ann seen and spoken to?: Spoken to")
    officer.page("Words")
    officer.press(Qt.Key.Key_Apostrophe, CTRL)
    officer.write("You agreed to it, didn't you?")
    officer.press(Qt.Key.Key_Tab)
    officer.write("She said that she was fine with it and that she did not want to talk to the police.")
    officer.page("Who they are")
    officer.fill("Date of birth, Lacey-Ann", "30/5/2012")
    officer.page("Exploitation")
    officer.click("Lacey-Ann is or may be exploited")
    officer.click("What kind, Lacey-Ann: Sexual")
    officer.click("Are images or videos of Lacey-Ann being shared?: Yes")
    officer.page("Referral decision")
    officer.fill("What has been done", "Lacey refuses to engage. Safety advice given. Incident closed.")
    officer.page("Read through")
    officer.press(Qt.Key.Key_Return, CTRL)  # asks about everything
    musts = officer.codes("must")
    assert {"ETH001", "WRD002", "DIS001"} <= musts
    assert {"WRD004", "LAN001"} <= officer.codes()
    hand_in = [each for each in officer.document.findings if each.severity == "must" and each.is_open]
    assert hand_in
    assert officer.get("/children/0/aware/words/0/words").startswith("She said that she was fine")
