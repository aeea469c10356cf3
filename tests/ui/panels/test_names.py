"""What a screen reader says: every control has a name, and on a child's page it says whose it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton

from tests.ui.panels.conftest import settle
from ui import sections
from ui.panels.base import Panel
from ui.tabbing import stops

EXAMPLES = ("da-two-children-asleep-strong", "nonverbal-autistic-boy-injuries-strong", "cse-childrens-home-14-weak")


def said(widget):
    """A control's accessible name, else its text."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize("name", EXAMPLES)
def test_that_every_control_of_a_panel_is_named_for_its_child(show, catalogue, name):
    first = show(name, "child.seen", "c1").document.referral
    for section in sections.of_child(catalogue, first, 0):
        shown = show(name, section.page.id, section.child)
        child = shown.document.child_name("/children/0")
        for panel in shown.page.findChildren(Panel):
            for stop in stops(panel):
                assert child in said(stop), (section.page.id, type(panel).__name__, said(stop))


@pytest.mark.parametrize("page", ["roll_call", "people", "protection", "decision", "read"])
def test_that_every_control_of_the_other_panels_has_a_name(show, page):
    shown = show("police-protection-four-children-strong", page)
    for panel in shown.page.findChildren(Panel):
        for stop in stops(panel):
            assert said(stop), (page, type(panel).__name__, type(stop).__name__)


def test_that_a_changed_name_is_said_at_once(show):
    shown = show("nonverbal-autistic-boy-injuries-strong", "child.injuries", "c1")
    shown.document.edit("/children/0/given_name", "Arjun")
    settle()
    for panel in shown.page.findChildren(Panel):
        for stop in stops(panel):
            assert "Arjun" in said(stop)
            assert "Arun" not in said(stop)
