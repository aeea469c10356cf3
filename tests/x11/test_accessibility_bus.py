"""What a screen reader gets of the program over the accessibility bus, asked from another process."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.cheap import CHEAP, PHRASE, VANE
from tests.ui.conftest import blank
from tests.x11.display import Program, display, lacking
from ui.keeping import as_bytes, summary_of
from vpa_assist import catalogue as packs
from vpa_assist.record.reading import read
from vpa_assist.store import Store

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")


def _why_not() -> str:
    away = lacking("Xvfb", "xdotool", "dbus-daemon")
    if away:
        return away
    if not LAUNCHER.exists():
        return "not on this machine: at-spi2-core"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return "not on this machine: python3-pyatspi, gir1.2-atspi-2.0" if asked.returncode else ""


WHY_NOT = _why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture
def bus() -> Iterator[str]:
    """A message bus of the test's own; gives its address."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    """A store with one draft, two children in it."""
    catalogue = packs.default()
    children = [{"id": "c1", "given_name": "Isla"}, {"id": "c2", "given_name": "Callum"}]
    referral = blank(incident={"reference": "CHC-1", "types": ["domestic_abuse"]}, children=children)
    folder = tmp_path / "data" / "live-1"
    store, _ = Store.create(folder, VANE, PHRASE, cost=CHEAP)
    with store:
        summary = summary_of(referral, catalogue, ())
        store.save(referral.id, as_bytes(referral), summary=summary, expected_revision=0, save_id="s1")
        store.set_setting("open_draft", referral.id)
    return folder


def test_that_a_screen_reader_finds_every_page_named_hears_what_happens_and_can_write(
    tmp_path: Path, bus: str, store_folder: Path
) -> None:
    environment = {"DBUS_SESSION_BUS_ADDRESS": bus, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    with display() as name:
        launcher = subprocess.Popen(
            [str(LAUNCHER), "--launch-immediately"],
            env={**os.environ, **environment, "DISPLAY": name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        program = Program(name, tmp_path, environment)
        try:
            said = _ask(program)
        finally:
            program.stop()
            launcher.terminate()
            launcher.wait()
    _check_pages(said["pages"])
    text = "Set over the bus: clean pyjamas, £12 in her hand."
    assert said["read_back"] == text
    assert any("Saved" in each for each in said["announced"]), said["announced"]
    assert any("." in each and "Saved" not in each for each in said["announced"]), said["announced"]
    with Store.unlock(store_folder, PHRASE, cost=CHEAP) as store:
        draft = next(iter(store.drafts()))
        referral = read(store.load(draft.draft_id, editing=False).body)
    children = referral.children or ()
    assert children[0].aware is not None
    assert children[0].aware.appearance == text
    assert len(children) == 3, "the button was not pressed"


def _ask(program: Program) -> dict[str, Any]:
    """Runs the reader, and presses the keys whose effect it is to hear."""
    program.window()
    program.until_focus("Passphrase")
    reader = subprocess.Popen(
        [SYSTEM_PYTHON, str(Path(__file__).with_name("bus_reader.py")), PHRASE],
        env=program.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stderr is not None
    assert reader.stdin is not None
    try:
        ready = reader.stdout.readline()
        assert ready == "READY\n", reader.stderr.read()
        program.keys("ctrl+s", "F8")
        reader.stdin.write("\n")
        reader.stdin.flush()
        line = reader.stdout.readline()
        assert line, reader.stderr.read()
        answer: dict[str, Any] = json.loads(line)
        return answer
    finally:
        reader.kill()
        reader.communicate()


def _check_pages(pages: dict[str, Any]) -> None:
    assert len(pages) >= 14, list(pages)
    nameless = [f"{page}: {each}" for page, said in pages.items() for each in said["controls"] if not each["name"].strip()]
    assert not nameless, "\n".join(nameless)
    for page in ("Seen and heard", "Words", "Appearance", "Wishes"):
        assert "Isla" in pages[page]["title"]
        asked = [each["name"] for each in pages[page]["controls"] if not each["name"].startswith(("Isla,", "F1"))]
        assert any("Isla" in each for each in asked), (page, asked)
