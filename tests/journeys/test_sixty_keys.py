"""The commonest case, two children asleep after domestic abuse, by an officer who knows the program.

At most 60 keys that are not text, and each fact is typed once.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
ASLEEP = "I stood beside the bed. Breathing evenly, warm, a good colour, nothing to see on face or arms."


def gap(officer, title):
    """F8 until the gap with this title is chosen, then Enter: the keyboard is in its answer."""
    for _ in range(30):
        officer.document.check_now()  # the checks follow a person's pause, not a test's
        officer.settle()
        officer.press(Qt.Key.Key_F8)
        if title in officer.focus():
            officer.press(Qt.Key.Key_Return)
            return
    raise AssertionError(f"{title} is not among the gaps")


def one_child(officer, born, looked):
    """What a child who was asleep needs, gap by gap."""
    gap(officer, "Disability not recorded")
    officer.press(Qt.Key.Key_Space)  # asked, and none told
    gap(officer, "Ethnicity not recorded")
    officer.press(Qt.Key.Key_Space)  # group
    officer.press(Qt.Key.Key_Tab)
    officer.press(Qt.Key.Key_Space)  # detail
    officer.press(Qt.Key.Key_Tab, times=2)
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Space)  # who said so: parent or carer
    gap(officer, "Date of birth")
    officer.write(born)
    gap(officer, "Not recorded whether")
    officer.press(Qt.Key.Key_Right, times=2)
    officer.press(Qt.Key.Key_Space)  # seen asleep
    officer.press(Qt.Key.Key_A, ALT)
    officer.write(looked)
    gap(officer, "asleep, no welfare")
    officer.write(ASLEEP)


def test_that_two_children_asleep_take_at_most_sixty_keys_beside_the_text(officer):
    officer.press(Qt.Key.Key_N, CTRL)
    officer.write("26001187342")
    officer.press(Qt.Key.Key_Tab)
    officer.press(Qt.Key.Key_Space)  # domestic abuse
    officer.press(Qt.Key.Key_Tab)
    officer.write("Mason Blackshaw, Ellie-Mae Rudd")
    officer.press(Qt.Key.Key_Return)
    officer.press(Qt.Key.Key_Return, CTRL)  # asks about everything
    gap(officer, "No local authority")
    officer.write("Cheshire West")
    officer.press(Qt.Key.Key_Return)
    gap(officer, "What happened is missing")
    officer.write("A neighbour rang about shouting. Both children were upstairs.")
    one_child(officer, "19/3/2017", "Clean pyjamas, hair damp from a bath.")
    one_child(officer, "2/8/2020", "Pink in the face, hair plaited.")
    assert officer.codes("must") == set()
    assert officer.keys <= 60, officer.keys
    facts = [each for each in officer.typed if each != ASLEEP]
    assert len(facts) == len(set(facts))
    for number, (name, born) in enumerate((("Mason", "2017-03-19"), ("Ellie-Mae", "2020-08-02"))):
        child = officer.get(f"/children/{number}")
        assert (child.given_name, child.date_of_birth) == (name, born)
        assert (child.contact.status, child.contact.welfare_check) == ("seen_asleep", ASLEEP)
        assert (child.ethnicity.code, child.ethnicity.source) == ("W1", "parent_or_carer")
        assert child.disability.none_disclosed is True
