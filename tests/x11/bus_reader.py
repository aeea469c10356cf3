"""What a screen reader has of the program: run by the system's Python with pyatspi, from another process, over the bus.

Argument: the passphrase. Prints JSON: each page with its focusable controls, what was announced, what was set and pressed.
"""

import json
import sys
import time

import pyatspi
from gi.repository import GLib

PATIENCE = 20
announced = []


def heard(event):
    """Keeps what the program had said."""
    announced.append(str(event.any_data if isinstance(event.any_data, str) else event.source.name))


def turn():
    """Lets events come in."""
    context = GLib.MainContext.default()
    while context.iteration(False):
        pass


def until(found, what):
    """Waits until a look-up gives something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        turn()
        try:
            got = found()
        except GLib.GError:  # what was there went away meanwhile: a page was built anew
            got = None
        if got:
            return got
        time.sleep(0.03)
    raise SystemExit(f"waited in vain for {what}")


def walk(here, depth=0):
    """Everything that is shown below an accessible, deepest last."""
    if depth > 40:
        return
    for each in here:
        if each is None:
            continue
        states = each.getState()
        if states.contains(pyatspi.STATE_SHOWING):
            yield each, states
            yield from walk(each, depth + 1)


def program():
    """The program's accessible, once it is on the bus and has a window."""
    for each in pyatspi.Registry.getDesktop(0):
        if each is not None and ("watched" in each.name or "vpa" in each.name.casefold()) and each.childCount:
            return each
    return None


def find(name):
    """The shown control whose name begins so; labels of the same words are passed over."""
    for each, states in walk(program()):
        if each.name.startswith(name) and states.contains(pyatspi.STATE_FOCUSABLE):
            return each
    return None


def press(each):
    """Does the first action, as a screen reader's click does."""
    each.queryAction().doAction(0)


def controls():
    """Name, role and description of each focusable control that is shown."""
    return [
        {"name": each.name, "role": each.getRoleName(), "description": each.description}
        for each, states in walk(program())
        if states.contains(pyatspi.STATE_FOCUSABLE) and states.contains(pyatspi.STATE_ENABLED)
    ]


def main():
    pyatspi.Registry.registerEventListener(heard, "object:announcement")
    until(program, "the program on the bus")
    out = {"pages": {}}

    box = until(lambda: find("Passphrase"), "the passphrase")
    box.queryEditableText().setTextContents(sys.argv[1])
    press(find("Unlock"))
    until(lambda: find("Incident,"), "the outline")

    seen = set()
    child = find("Isla, ")
    if child is not None and find("Seen and heard,") is None:
        press(child)
        until(lambda: find("Seen and heard,"), "the child's pages")
    rows = [
        each.name.split(",")[0]
        for each, states in walk(program())
        if each.name.rsplit(", ", 1)[-1] in ("Not started", "In progress", "Has gaps", "Complete") and each.name.count(",") == 1
    ]
    for row in rows:
        if row in seen:
            continue
        seen.add(row)
        turn()
        announced.clear()
        press(until(lambda row=row: find(f"{row},"), row))
        until(lambda: announced, f"the title of {row}")
        title = announced[-1]
        out["pages"][row] = {"title": title, "controls": until(controls, "controls")}

    press(until(lambda: find("Appearance,"), "the page"))
    looked = until(lambda: find("How Isla looked"), "the box")
    looked.queryEditableText().setTextContents("Set over the bus: clean pyjamas, \u00a312 in her hand.")
    out["read_back"] = looked.queryText().getText(0, -1)
    press(find("Add a child"))
    until(lambda: find("Given name"), "the new child")
    announced.clear()
    print("READY", flush=True)
    sys.stdin.readline()  # the test presses Ctrl+S and F8 now
    until(lambda: len(announced) >= 2, "what was announced")
    out["announced"] = list(announced)
    print(json.dumps(out), flush=True)


main()
