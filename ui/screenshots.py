"""Pictures of every page of the window, in three sizes and two themes: `python -m ui.screenshots FOLDER [--set small]`.

The people in them are fictional. `--set docs` makes the few that the documentation shows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

SIZES = ((1366, 768, 100), (1024, 600, 100), (1920, 1080, 100), (1366, 768, 200))
"""Width, height and text size of each set of pictures."""
NOW = "2026-11-14T23:14:00+00:00"
EXAMPLES = (
    "da-two-children-asleep-strong",
    "police-protection-four-children-strong",
    "da-two-children-asleep-weak",
    "missing-boy-15-weak",
    "custody-refused-bail-16-weak",
    "cse-childrens-home-14-weak",
    "offender-visit-two-children-strong",
)


def main(words: list[str] | None = None) -> int:
    """Makes the pictures. Gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--examples", type=Path, default=Path("tests/examples"), help="folder of the referrals to show")
    parser.add_argument("--set", choices=("all", "docs"), default="all")
    chosen = parser.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    number = (
        _documentation(chosen.folder, chosen.examples) if chosen.set == "docs" else _everything(chosen.folder, chosen.examples)
    )
    print(f"{number} pictures in {chosen.folder}")
    return 0


def _referral(folder: Path, name: str) -> Any:
    from vpa_assist.record.reading import from_json

    value = json.loads((folder / f"{name}.json").read_bytes())
    value.update(kind="live", status="draft")
    value.pop("review", None)
    return from_json(value)


def _editor(referral: Any, visited: bool) -> Any:
    from ui.document import Document
    from ui.editor import Editor
    from vpa_assist import catalogue as packs

    catalogue = packs.default()
    now = datetime.fromisoformat(NOW)
    document = Document(referral, catalogue, officer=referral.author, clock=lambda: now)
    editor = Editor(document, catalogue)
    if visited:
        editor.visit_all()
    return editor


def _shoot(widget: Any, path: Path, *, small: bool = False) -> None:
    settle()
    picture = widget.grab().toImage()
    (_with_few_colours(picture) if small else picture).save(str(path))


def _with_few_colours(picture: Any) -> Any:
    """The picture in its 256 commonest colours: a third of the bytes, and the same to the eye."""
    from collections import Counter

    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    number = Counter(memoryview(plain.constBits()).cast("I"))
    table = [colour for colour, _ in number.most_common(256)]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def settle() -> None:
    """Lets everything that is waiting happen."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def _themed(dark: bool, size: int) -> Iterator[None]:
    from ui import app, theme

    theme.apply(app.make_application(), dark=dark, text_size=size)
    yield


def _everything(folder: Path, examples: Path) -> int:
    from ui import sections
    from ui.training import screenshots as training

    number = 0
    for width, height, size in SIZES:
        for dark in (False, True):
            with _themed(dark, size):
                name = f"{width}x{height}-{size}-{'dark' if dark else 'light'}"
                number += _screens(folder, name, width, height)
                number += training.screens(folder, name, width, height)
                for example in EXAMPLES:
                    editor = _editor(_referral(examples, example), visited=True)
                    editor.resize(width, height)
                    editor.show()
                    referral = editor.document.referral
                    for section in sections.in_order(editor.catalogue, referral):
                        if section.index not in (None, 0) or (example != EXAMPLES[0] and section.page.id in _SHOWN_ONCE):
                            continue
                        editor.open_section(section).make_all()
                        _shoot(editor, folder / f"{name}-{example}-{section.page.id}.png")
                        number += 1
                    editor.stop()
                    editor.close()
                    editor.deleteLater()
                    settle()
    return number


_SHOWN_ONCE = frozenset({"child.activity", "child.relationships", "child.environment", "child.wishes", "child.applies"})


@contextmanager
def _store(examples: Path | None) -> Iterator[Any]:
    """A store of its own in a folder that goes away, with the example referrals in it."""
    from ui.keeping import as_bytes, summary_of
    from vpa_assist import catalogue as packs
    from vpa_assist.checks.engine import run_checks
    from vpa_assist.store import Person, Store

    with tempfile.TemporaryDirectory() as place:
        person = Person("PC Lee Whitlow", "4417", "Winsford Response")
        store, _ = Store.create(
            Path(place) / "live-1", person, "four quiet brown owls", clock=lambda: datetime.fromisoformat(NOW)
        )
        with store:
            for name in EXAMPLES if examples is not None else ():
                referral = _referral(examples or Path(), name)
                catalogue = packs.default()
                summary = summary_of(referral, catalogue, run_checks(referral, catalogue))
                store.save(referral.id, as_bytes(referral), summary=summary, expected_revision=0, save_id=name)
            yield store


def _screens(folder: Path, name: str, width: int, height: int) -> int:
    """The pages around a referral: first run, unlock, recovery code, start, new."""
    from ui.first_run import FirstRunPage
    from ui.new_referral import NewReferralPage
    from ui.recovery_code import CodePage
    from ui.start_screen import StartScreen
    from ui.unlock import UnlockPage
    from vpa_assist import catalogue as packs
    from vpa_assist.record.referral import Officer
    from vpa_assist.store import Known

    catalogue = packs.default()
    now = datetime.fromisoformat(NOW)
    known = Known("live-1", "s", "PC Lee Whitlow", "4417", "live")
    pages: dict[str, Any] = {
        "first-run": FirstRunPage(catalogue, Path("unused")),
        "unlock": UnlockPage(catalogue, (known,)),
        "code": CodePage(catalogue, "ABCDE-FGHJK-LMNPQ-RSTVW-XYZ23-45678"),
        "new": NewReferralPage(catalogue, Officer(name="PC Lee Whitlow"), lambda: now),
    }
    for each, page in pages.items():
        page.resize(width, height)
        page.show()
        _shoot(page, folder / f"{name}-{each}.png")
        page.close()
        page.deleteLater()
    with _store(Path("tests/examples")) as store:
        start = StartScreen(store, catalogue, lambda: now)
        start.resize(width, height)
        start.show()
        _shoot(start, folder / f"{name}-start.png")
        start.close()
        start.deleteLater()
        settle()
        beside = _beside(folder, name, width, height, store)
    return len(pages) + 1 + beside


def _beside(folder: Path, name: str, width: int, height: int, store: Any) -> int:
    """The pages beside the work: each part of the settings, and the earlier states of a referral."""
    from ui import background, theme
    from ui.main_window import MainWindow
    from ui.settings.page import PARTS
    from vpa_assist import catalogue as packs
    from vpa_assist.store import Why

    current = theme.current()
    store.set_setting("text_size", str(current.text_size))
    store.set_setting("theme", "dark" if current.dark else "light")
    store.upkeep.back_up()
    draft = store.drafts(limit=1)[0]
    store.keep(draft.draft_id, Why.HANDED_IN)
    window = MainWindow(packs.default(), folder=store.folder.parent, clock=lambda: datetime.fromisoformat(NOW))
    window.opened(store)
    window.resize(width, height)
    window.show()
    for key in PARTS:
        window.office.show_settings(key)
        settle()
        background.wait()
        settle()
        _shoot(window, folder / f"{name}-settings-{key}.png")
    window.open_draft(draft.draft_id)
    window.history()
    _shoot(window, folder / f"{name}-history.png")
    window.shut()
    window.close()
    window.deleteLater()
    settle()
    return len(PARTS) + 1


def _documentation(folder: Path, examples: Path) -> int:
    shown = (
        ("words", EXAMPLES[0], "child.words", 100, 1366, 768),
        ("seen-asleep", EXAMPLES[0], "child.seen", 100, 1366, 768),
        ("gaps", EXAMPLES[2], "child.seen", 100, 1366, 768),
        ("read", EXAMPLES[0], "read", 100, 1366, 768),
        ("protection", EXAMPLES[1], "protection", 100, 1366, 768),
        ("large-text", EXAMPLES[0], "child.words", 200, 1366, 768),
        ("small", EXAMPLES[0], "child.words", 100, 1024, 600),
    )
    for name, example, page, size, width, height in shown:
        with _themed(False, size):
            editor = _editor(_referral(examples, example), visited=True)
            editor.resize(width, height)
            editor.show()
            children = editor.document.referral.children or ()
            child = children[1 if name == "seen-asleep" else 0].id
            editor.go_section(f"{page}@{child}" if page.startswith("child.") else page)
            if editor.page is not None:
                editor.page.make_all()
            _shoot(editor, folder / f"window-{name}.png", small=True)
            editor.stop()
            editor.deleteLater()
    with _themed(False, 100), _store(examples) as store:
        from ui.start_screen import StartScreen
        from vpa_assist import catalogue as packs

        start = StartScreen(store, packs.default(), lambda: datetime.fromisoformat(NOW))
        start.resize(1366, 768)
        start.show()
        _shoot(start, folder / "window-start.png", small=True)
        start.deleteLater()
        settle()
    return len(shown) + 1 + _documentation_of_the_start(folder)


def _documentation_of_the_start(folder: Path) -> int:
    """The first run and a new referral, filled in as the first referral is told."""
    from ui.first_run import FirstRunPage
    from ui.new_referral import NewReferralPage
    from vpa_assist import catalogue as packs
    from vpa_assist.record.referral import Officer

    with _themed(False, 100):
        catalogue = packs.default()
        first = FirstRunPage(catalogue, Path("unused"))
        first.name.setText("PC Lee Whitlow")
        first.collar.setText("4417")
        first.unit.setText("Winsford Response")
        new = NewReferralPage(catalogue, Officer(name="PC Lee Whitlow"), lambda: datetime.fromisoformat(NOW))
        new.reference.setText("CHC-20261114-0512")
        new.types["domestic_abuse"].click()
        new.children_.setText("Isla Marsh, Callum Marsh")
        for name, page in (("first-run", first), ("new", new)):
            page.resize(1024, 700)
            page.show()
            _shoot(page, folder / f"window-{name}.png", small=True)
            page.close()
            page.deleteLater()
        settle()
    return 2


if __name__ == "__main__":
    sys.exit(main())
