"""What the documentation for users shows and says is there: pictures, keys, words of the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui import actions
from vpa_assist.catalogue import Catalogue

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 150_000


def test_that_every_picture_named_in_a_document_is_there_and_small() -> None:
    for page in DOCS.glob("*.md"):
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            picture = page.parent / name
            assert picture.exists(), f"{page.name}: {name}"
            assert picture.stat().st_size < MOST_BYTES, f"{page.name}: {name}"


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("Ctrl+N", "new_referral"),
        ("Alt+W", "go_words"),
        ("Alt+A", "go_appearance"),
        ("Alt+C", "go_activity"),
        ("Alt+R", "go_relationships"),
        ("Alt+E", "go_environment"),
        ("Ctrl+'", "add_words"),
        ("F8", "next_gap"),
        ("Ctrl+Z", "undo"),
        ("Ctrl+P", "preview"),
        ("Ctrl+K", "commands"),
        ("Ctrl+B", "blank"),
        ("Ctrl+L", "lock"),
        ("F1", "help"),
    ],
)
def test_that_the_keys_of_the_first_referral_do_what_it_says(keys: str, command: str) -> None:
    assert keys in (DOCS / "first-referral.md").read_text(encoding="utf-8")
    assert keys in actions.command(command).keys


@pytest.mark.parametrize(
    "key", ["finding.cannot_be_recorded", "finding.misread", "finding.why", "command.export_urgent", "bar.hand_in", "bar.preview"]
)
def test_that_the_words_of_the_first_referral_are_those_of_the_window(catalogue: Catalogue, key: str) -> None:
    assert catalogue.screen(key) in (DOCS / "first-referral.md").read_text(encoding="utf-8")
