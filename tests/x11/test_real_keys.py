"""From the first start to the exported PDF in a real window on a real X server, with nothing but real keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.cheap import CHEAP
from tests.x11.display import Program, display, lacking
from vpa_assist.pdf import extract
from vpa_assist.store import Store

pytestmark = pytest.mark.skipif(bool(lacking("Xvfb", "xdotool")), reason=lacking("Xvfb", "xdotool"))
PHRASE = "four brown owls"
LOOKED = "I stood by the bed. Breathing evenly, warm, a good colour, nothing to see on face or arms."


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with display() as name:
        made = Program(name, tmp_path)
        yield made
        made.stop()


def test_that_a_stranger_gets_from_the_first_start_to_the_pdf_by_keys_alone(program: Program, tmp_path: Path) -> None:
    program.window()
    program.until_focus("Your rank and name")
    for text in ("PC Lee Whitlow", "4417", "Winsford Response", PHRASE, PHRASE):
        program.type(text)
        program.keys("Return")
    program.until_focus("I have kept it")
    program.keys("Return")
    program.until_focus("New referral")
    program.keys("Return")

    program.until_focus("Incident or crime number")
    program.type("CHC-20261121-0512")
    program.keys("Return")
    program.until_focus("Domestic abuse")
    program.keys("space", "Tab")
    program.until_focus("Children")
    program.type("Isla Marsh, Callum Marsh")
    program.keys("Return")
    program.until_focus("When it happened")

    program.keys("ctrl+1")
    program.until_focus("Was Isla seen")
    program.keys("Right", "Right")
    program.until_focus("Seen asleep")
    program.keys("space", "alt+w")
    program.until_focus("Add what Isla said")
    program.keys("Return")
    program.until_focus("What you asked")
    program.type("What woke you?")
    program.keys("Tab")
    program.until_focus("exact words")
    program.type("daddy was shouting, I hided")
    program.keys("alt+a")
    program.until_focus("How Isla looked")
    program.type("Clean pyjamas, hair damp.")

    program.keys("ctrl+k")
    program.until_focus("Type")
    program.type("export urgent")
    program.keys("Return")
    target = tmp_path / "out.pdf"
    program.window("Save the PDF")
    program.until_focus("QFileDialog|LineEdit|File name")
    program.keys("ctrl+a")
    program.type(str(target))
    program.keys("Return")
    program.until(target.exists, "the PDF")

    program.stop()
    document = json.loads(extract(target.read_bytes()))
    isla = document["children"][0]
    assert isla["contact"]["status"] == "seen_asleep"
    assert isla["aware"]["words"][0]["question"] == "What woke you?"
    assert isla["aware"]["words"][0]["words"] == "daddy was shouting, I hided"
    assert isla["aware"]["appearance"] == "Clean pyjamas, hair damp."
    (store_folder,) = (each for each in (tmp_path / "data").iterdir() if each.is_dir())
    with Store.unlock(store_folder, PHRASE, cost=CHEAP) as store:
        assert store.counts().to_do == 1
