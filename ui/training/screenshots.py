"""Pictures of every page of the training window; `python -m ui.screenshots` makes them with the others."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from ui import theme
from ui.screenshots import NOW, settle
from ui.training.drafts import Drafts
from ui.training.own_fields import SECTIONS
from ui.training.window import TrainingWindow
from ui.training.write_page import TODO, open_draft
from vpa_assist import catalogue as packs
from vpa_assist.store import Person, Store
from vpa_assist.training import library

SCENARIO = "asleep-upstairs"


def pages(window: TrainingWindow) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every page by its name, with what shows it, in the order in which one leads to the other."""

    def page() -> Any:
        return window.page

    yield "library", window.show_library
    yield "present", lambda: (window.present(SCENARIO), [page().presenter.forward() for _ in range(4)])
    yield "notes", lambda: page().toggle_notes()
    yield "briefing", lambda: window.present(SCENARIO, "briefing")
    yield "spot", lambda: window.spot(SCENARIO)
    yield "spotted", lambda: page().compare()
    yield "door", lambda: window.practise("the-drawing")
    window.store, _ = Store.create(
        window.folder / "training-0001", Person("Heron at work", "", "", "officer"), "four quiet brown owls", "training"
    )
    window.shelf.use(window.store)
    yield "cold", lambda: window.practise(SCENARIO)
    yield "cold-child", lambda: page().form.add_child()
    yield "guided", lambda: page().go_on()
    yield "debrief", lambda: page().go_on()
    yield "class", window.class_results
    yield "own", window.own
    drafts = Drafts(window.store, window.catalogue)
    draft = drafts.of(library.scenario(window.catalogue, "the-drawing"))
    for section in (*SECTIONS, TODO):
        yield f"write-{section}", partial(open_draft, window, drafts, draft, section)
    yield "record", lambda: page().write_record("weak")


def screens(folder: Path, name: str, width: int, height: int) -> int:
    """Takes the pictures in the theme and text size that are set. Gives their number."""
    number = 0
    with tempfile.TemporaryDirectory() as place:
        window = TrainingWindow(packs.default(), folder=Path(place), clock=lambda: datetime.fromisoformat(NOW))
        window._dark = theme.current().dark
        window.resize(width, height)
        window.show()
        for each, show in pages(window):
            show()
            settle()
            window.grab().toImage().save(str(folder / f"{name}-training-{each}.png"))
            number += 1
        window.close()
        window.deleteLater()
        settle()
    return number
